"""Lowering: an architecture of the dialect -> flat steps. It knows nothing of mechanisms."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from attrs import evolve, frozen

from clbackbones_runtime.graph.operations import Arrangement, operation_class

from ..spec.model import (
    BLOCK_INDEX,
    DEFAULT_ORDER,
    INPUT,
    Add,
    Architecture,
    Each,
    Expression,
    Operation,
    OperationRow,
    Part,
    Stage,
    Step,
)
from ..spec.operations import is_merge, is_part, is_weighted, method_of
from . import steps as flat
from .arrangements import arrangement_after, given_to_blocks, kinds_of_stage, start_of
from .steps import FlatStep, PartKind
from .strides import only, total_stride


def lower_architecture(architecture: Architecture, operations: Mapping[str, OperationRow]) -> flat.Network:
    """The flat steps of an architecture.

    Args:
        architecture: The architecture.
        operations: The table of operations, for arguments that steps leave out.
    """
    given = given_to_blocks(architecture)
    lowering = _Lowering(architecture, operations)
    steps = {
        name: _Lowering(architecture, operations, given.get(name, ())).steps(block.steps)
        for name, block in (architecture.blocks or {}).items()
    }
    indexed = _indexed(architecture, steps)
    return flat.Network(
        title=architecture.title,
        description=architecture.description,
        source=architecture.source,
        input=tuple(architecture.input),
        steps=lowering.steps(architecture.network),
        blocks={
            name: flat.Block(
                description=block.description,
                arguments={key: argument.default for key, argument in block.arguments.items()},
                steps=steps[name],
                takes_index=name in indexed,
            )
            for name, block in (architecture.blocks or {}).items()
        },
    )


def _indexed(architecture: Architecture, blocks: Mapping[str, Sequence[FlatStep]]) -> set[str]:
    """The blocks that are told their place in their stage: those that ask for it, then all that constants may hold."""
    found = {name for name, steps in blocks.items() if flat.mentions(steps, BLOCK_INDEX)}
    held = {value for row in architecture.variants or [] for value in row.constants.values() if isinstance(value, str)}
    return found | held if found else found


@frozen
class _Lowering:
    """The lowering of one architecture."""

    architecture: Architecture
    operations: Mapping[str, OperationRow]
    given: Sequence[str] = ()
    """The operations that what the steps start from went through."""

    def steps(self, steps: Sequence[Step]) -> tuple[FlatStep, ...]:
        """The flat steps of a list, in whose order values are kept for steps that read them later."""
        kept = read_later(steps)
        lowered: list[FlatStep] = [flat.Keep(INPUT)] if INPUT in kept else []
        before = INPUT
        for step in steps:
            if step.from_ not in (None, before):
                lowered.append(flat.Read(step.from_))
            match step:
                case Stage():
                    lowered.append(
                        flat.Stage(
                            name=step.stage,
                            block=step.block,
                            repeat=only(step.when, step.repeat, 0),
                            arguments=step.arguments or {},
                            first=step.first or {},
                            last=step.last or {},
                        )
                    )
                    before = step.stage
                    if before in kept:
                        lowered.append(flat.Keep(before))
                case Each():
                    inside = evolve(self, given=[*self.kinds(lowered)])
                    of = only(step.when, step.of, ["list"])
                    lowered.append(flat.Each(names=tuple(step.each), of=of, steps=inside.steps(step.steps)))
                    before = ""
                case Operation():
                    lowered += self.operation(step, lowered, before)
                    if step.name in kept:
                        lowered.append(flat.Keep(step.name))
                    before = step.name
        return tuple(lowered)

    def operation(self, step: Operation, before: Sequence[FlatStep], last: str) -> Sequence[FlatStep]:
        """An operation with its parts.

        Args:
            step: The operation.
            before: What comes before it.
            last: The name of what the step before emits.
        """
        if is_merge(step.kind):
            return self.merge(step, before, last)
        if is_weighted(step.kind):
            return _optional(step, self.layer(step, before))
        # What is no module, or gets more than its value, has no identity in its place.
        if method_of(self.operations[step.kind]) is not None or operation_class(step.kind).trains:
            return _optional(step, [self.alone(evolve(step, when=None), before)])
        return [self.alone(step, before)]

    def merge(self, step: Operation, before: Sequence[FlatStep], last: str) -> Sequence[FlatStep]:
        """A merge; where a condition leaves it out, its first value goes on."""
        first, *others = step.of or []
        start = [] if first == last else [flat.Read(first)]
        merge = flat.Merge(
            kind=step.kind,
            row=self.operations[step.kind],
            name=step.name,
            of=tuple(None if name == last else name for name in (first, *others)),
            last=self.arrangement([*before, *start]) == "tokens",
        )
        if step.when is None:
            return [merge]
        return [*start, *_optional(step, [evolve(merge, of=(None, *others))])]

    def layer(self, step: Operation, before: Sequence[FlatStep], branch: bool = False) -> list[FlatStep]:
        """A weighted layer and its parts; inside an `add` branch it has no unit site."""
        arguments = self.arguments(step)
        bias = arguments.pop("bias", step.bias)  # some rows fix it
        operation = flat.Layer(
            kind=step.kind,
            row=self.operations[step.kind],
            name=step.name,
            units=step.units,
            arguments=arguments,
            bias=self.architecture.parts.get("bias", False) if bias is None else bias,
        )
        lowered: list[FlatStep] = []
        rank, arrangement = operation_class(step.kind).norm_rank, self.arrangement(before)
        parts = step.parts()
        for each in step.order or self.architecture.order or DEFAULT_ORDER:
            if each == "operation":
                lowered.append(operation)
                arrangement = self.arrangement([*before, operation])
            elif each == "add" and step.add is not None:
                lowered.append(self.add(step.name, step.add, [*before, operation]))
            elif each == "unit" and not branch:
                shortcuts = [] if step.add is None else branch_layers(step.add)
                lowered.append(flat.UnitSite((*shortcuts, step.name), arrangement == "tokens"))
            elif (part := parts.get(each)) is not None:
                lowered.append(self.part(cast(PartKind, each), part, rank, arrangement))
        return lowered

    def add(self, layer: str, add: Add, body: Sequence[FlatStep]) -> flat.Add:
        """An `add` step; `units` and `stride` are those of the new shape, told by the branch where there is one."""
        branch: list[FlatStep] | None = None
        start = str(add.same_shape)
        if add.other_shape is not None:
            branch, start = [], add.other_shape.from_
            for step in add.other_shape.steps:
                before = [*body, flat.Read(start), *branch]
                if is_weighted(step.kind):
                    branch += _optional(step, self.layer(step, before, branch=True))
                else:
                    branch.append(self.alone(step, before))
        since = _since(path_of(body), start)
        layers = _layers(branch or ())
        branch_is_certain = any(isinstance(step, flat.Layer) for step in branch or ())
        return flat.Add(
            layer=layer,
            same_shape=add.same_shape,
            from_=start,
            branch=None if branch is None else tuple(branch),
            units=[step.units for step in layers or _layers(since)][-1],
            stride=total_stride(branch if branch and branch_is_certain else since),
        )

    def alone(self, step: Operation, before: Sequence[FlatStep]) -> FlatStep:
        """An operation without weights."""
        if not is_part(step.kind):
            return flat.Plain(
                kind=step.kind,
                row=self.operations[step.kind],
                name=step.name,
                arguments=self.arguments(step),
                when=step.when,
                last=operation_class(step.kind).along_units and self.arrangement(before) == "tokens",
            )
        part = step.parts()[step.kind]
        return self.part(cast(PartKind, step.kind), part, self.norm_rank(before), self.arrangement(before))

    def part(self, kind: PartKind, part: Part, rank: int | None, arrangement: Arrangement) -> flat.Part:
        """A part, alone or of a layer.

        Args:
            kind: Which.
            part: What is said of it.
            rank: The dimensions of what it gets, for a batch norm.
            arrangement: How units lie there.
        """
        is_norm = kind == "norm"
        form = (part.form or "batch") if is_norm else None
        governing = [None] if part.fixed is not None else self.architecture.governing(kind)
        return flat.Part(
            kind=kind,
            name=part.name,
            field=part.by or governing[0],
            fixed=part.fixed,
            form=form,
            rank=rank if form == "batch" else None,
            numbers=part.numbers,
            of_places=form == "layer" and arrangement == "channels",
            when=part.when,
        )

    def arguments(self, step: Operation) -> dict[str, Expression]:
        """What a step says besides, in the order of the row, with defaults and what is fixed."""
        row = self.operations[step.kind]
        declared = (row.arguments or {}).items()
        return {name: step.arguments.get(name, argument.default) for name, argument in declared} | (row.fixed or {})

    def arrangement(self, before: Sequence[FlatStep]) -> Arrangement:
        """How units lie in what steps emit."""
        return arrangement_after(self.kinds(before), start_of(self.architecture))

    def norm_rank(self, before: Sequence[FlatStep]) -> int:
        """The rank of a norm behind other steps: what the last of them says that knows, or else the input."""
        ranks = [rank for kind in self.kinds(before) if (rank := operation_class(kind).norm_rank) is not None]
        return ranks[-1] if ranks else max(1, len(self.architecture.input) - 1)

    def kinds(self, before: Sequence[FlatStep]) -> Iterator[str]:
        """The operations that the last value of steps went through, those of blocks and rows included."""
        yield from self.given
        for step in flattened(path_of(before)):
            match step:
                case flat.Layer() | flat.Plain():
                    yield step.kind
                case flat.Stage():
                    yield from kinds_of_stage(self.architecture, step.block)
                case flat.Each():
                    yield from evolve(self, given=()).kinds(step.steps)
                case _:
                    pass


def read_later(steps: Sequence[Step]) -> set[str]:
    """Names of the values of a list of steps that a later one reads, but for what the step before emits.

    `input` is what the list starts with.
    """
    found: set[str] = set()
    before = INPUT
    for step in steps:
        found |= set() if step.from_ in (None, before) else {step.from_}
        if isinstance(step, Operation):
            for place, name in enumerate(step.of or ()):
                # What a condition may leave out starts from the first alone.
                found |= {name} if name != before or (place and step.when is not None) else set()
            if step.add is not None:
                found |= {step.add.same_shape} if step.add.same_shape is not None else set()
                found |= {step.add.other_shape.from_} if step.add.other_shape is not None else set()
        before = step.name if isinstance(step, Operation) else step.stage if isinstance(step, Stage) else ""
    return found


def flattened(steps: Sequence[FlatStep]) -> Iterator[FlatStep]:
    """Steps, those included that are there under a condition."""
    for step in steps:
        if isinstance(step, flat.Optional):
            yield from flattened(step.steps)
        else:
            yield step


def path_of(steps: Sequence[FlatStep]) -> Sequence[FlatStep]:
    """The steps that the last value comes from, without those of other branches; of a merge, from its first value."""
    kept: dict[str, list[FlatStep]] = {}
    path: list[FlatStep] = []
    for step in steps:
        match step:
            case flat.Keep(name=name):
                path = kept[name] = [*path, step]
            case flat.Read(name=name):
                path = kept[name]
            case flat.Merge(of=(str() as first, *_)):
                path = [*kept[first], step]
            case _:
                path = [*path, step]
    return path


def _optional(step: Operation, steps: Sequence[FlatStep]) -> Sequence[FlatStep]:
    return steps if step.when is None else [flat.Optional(name=step.name, when=step.when, steps=tuple(steps))]


def _since(body: Sequence[FlatStep], name: str) -> Sequence[FlatStep]:
    """The steps behind the place where a value was kept."""
    places = [index for index, step in enumerate(body) if step == flat.Keep(name)]
    return body[places[-1] + 1 :] if places else body


def _layers(steps: Sequence[FlatStep]) -> list[flat.Layer]:
    return [step for step in flattened(steps) if isinstance(step, flat.Layer)]


def branch_layers(add: Add) -> list[str]:
    """Names of the weighted layers that bring the input to another shape."""
    steps = [] if add.other_shape is None else add.other_shape.steps
    return [step.name for step in steps if is_weighted(step.kind)]


def adds_input(layer: str) -> str:
    """The attribute that says whether the block's input is added to a layer's value."""
    return f"{layer}_adds_input"


def units_of(name: str) -> str:
    """The local name of a constructor for the units of a value that is kept."""
    return f"{name}_units"


def is_there(name: str) -> str:
    """The attribute that says whether a step without modules is there."""
    return f"has_{name}"
