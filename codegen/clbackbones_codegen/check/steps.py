"""Checks of the steps of one architecture: names, expressions, blocks, and parts that a field governs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import cast

from attrs import Factory, field, frozen

from clbackbones_runtime.graph.operations import operation_class

from ..ir.arrangements import arrangement_after, blocks_named, given_to_each, given_to_stages, start_of
from ..ir.kinds import BOOLEAN, INTEGER, LIST, NUMBER, SIZES, Kind, Kinds, kind_of_value
from ..ir.lower import adds_input, is_there
from ..ir.product import variants_of
from ..spec.faults import Fault, cut, instead
from ..spec.model import (
    BLOCK_INDEX,
    DEFAULT_ORDER,
    INPUT,
    INPUT_UNITS,
    Activation,
    Add,
    Architecture,
    Each,
    Json,
    Operation,
    OperationRow,
    Part,
    Stage,
    Step,
)
from ..spec.operations import is_merge, is_weighted, method_of
from .expressions import ExpressionChecker

_KINDS: Mapping[str, Kind] = {"integer": INTEGER, "number": NUMBER, "boolean": BOOLEAN, "sizes": SIZES}


def _expressions(checker: "StepChecker") -> ExpressionChecker:
    return ExpressionChecker(checker.file, checker.choices, variants_of(checker.architecture), checker.faults)


@frozen
class StepChecker:
    """Walks the steps with the names in scope.

    Attributes:
        file: File of the architecture.
        architecture: The architecture.
        kinds: Kinds of its config fields.
        choices: Values of each config field that has a fixed set of them.
        operations: The table of operations.
        activations: The activations.
        faults: What was found.
    """

    file: str
    architecture: Architecture
    kinds: Kinds
    choices: Mapping[str, Sequence[Json]]
    operations: Mapping[str, OperationRow]
    activations: Mapping[str, Activation]
    faults: list[Fault] = field(factory=list[Fault])
    _check: ExpressionChecker = field(init=False, default=Factory(_expressions, takes_self=True))

    def run(self) -> list[Fault]:
        """The faults of the network, of every block, and of conditions and choices elsewhere."""
        scope = {**self.kinds, **self._constants()}
        self._unique(self.architecture.network, "/network")
        self._reads(self.architecture.network, "/network")
        for index, step in enumerate(self.architecture.network):
            at = f"/network/{index}"
            match step:
                case Stage():
                    self._stage(step, scope, at)
                case Each():
                    self._each(step, scope, at)
                case Operation():
                    self._operation(step, scope, at)
                    self._no_add(step, at)
        for name, block in (self.architecture.blocks or {}).items():
            at = f"/blocks/{name}"
            inner = {**self.kinds, **dict.fromkeys([*block.arguments, INPUT_UNITS, BLOCK_INDEX], INTEGER)}
            self._unique(block.steps, f"{at}/steps")
            self._reads(block.steps, f"{at}/steps")
            for index, step in enumerate(block.steps):
                match step:
                    case Stage():
                        self._stage(step, inner, f"{at}/steps/{index}", name)
                    case Operation():
                        self._operation(step, inner, f"{at}/steps/{index}")
                    case Each():
                        raise TypeError("the meta-schema lets no `each` into blocks")
        if self.architecture.order is not None:
            self._order(self.architecture.order, "/order")
        for index, variant in enumerate(self.architecture.variants or []):
            if variant.clarena and self.architecture.clarena:
                at = f"/variants/{index}/clarena"
                self._check.fault(at, "`clarena` stands at the architecture already", "keep one of the two")
            if isinstance(variant.torchvision, Mapping):
                builders = cast("Mapping[str, Json]", variant.torchvision)
                self._check.options(builders, self.kinds, f"/variants/{index}/torchvision")
        if self.architecture.initial_weights is not None:
            self._check.when(self.architecture.initial_weights.when, self.kinds, "/initial_weights/when")
        if not self.faults:
            self._one_arrangement()
        return self.faults

    def _one_arrangement(self) -> None:
        """Units lie the same way in all that a block is given, or a round of `each`, since its steps are woven once."""
        first: dict[str, tuple[str, str]] = {}
        for given in given_to_stages(self.architecture):
            lie = arrangement_after(given.kinds, start_of(self.architecture))
            for name in blocks_named(self.architecture, given.stage.block):
                other, before = first.setdefault(name, (given.stage.stage, lie))
                if before != lie:
                    message = f"'{name}' gets {lie} here, and {before} in the stage '{other}'"
                    self._check.fault(f"{given.at}/block", message, "write a block for each")
                    break
        for each in given_to_each(self.architecture):
            before, after = (
                arrangement_after(kinds, start_of(self.architecture)) for kinds in (each.kinds, each.after)
            )
            if before != after:
                message = f"a round of `each` gets {before} and emits {after}, which the next one would get"
                self._check.fault(
                    f"{each.at}/steps", message, f"end the steps with {before}, or write them without `each`"
                )

    def _constants(self) -> dict[str, Kind | None]:
        """Kinds of the variants' constants; a block has none, since no expression can compute with it."""
        rows = variants_of(self.architecture)
        found: dict[str, Kind | None] = {}
        for name in self.architecture.constants or {}:
            kinds = {kind_of_value(row.constants[name]) for row in rows if name in row.constants}
            found[name] = kinds.pop() if len(kinds) == 1 else None
        return found

    def _unique(self, steps: Sequence[Operation | Stage | Each], at: str) -> None:
        seen: set[str] = set()
        for name in module_names(steps, self.operations):
            if name in seen:
                self._check.fault(at, f"the name '{name}' stands twice", "give each operation a name of its own")
            seen.add(name)

    def _operation(self, step: Operation, scope: Kinds, at: str) -> None:
        arguments = self.operations[step.kind].arguments or {}  # none of a part, which is checked as such
        given = [(key, step.arguments.get(key), _KINDS[row.type]) for key, row in arguments.items()]
        for key, value, wanted in [("units", step.units, INTEGER), *given, ("bias", step.bias, BOOLEAN)]:
            if value is not None:
                self._check.expression(value, scope, f"{at}/{key}", wanted)
        self._check.when(step.when, scope, f"{at}/when")
        for kind, part in step.parts().items():
            self._part(kind, part, scope, at if step.kind == kind else f"{at}/{kind}")
            if step.kind != kind:
                self._check.when(part.when, scope, f"{at}/{kind}/when")
        if step.order is not None:
            self._order(step.order, f"{at}/order")
        if step.add is not None:
            self._add(step.add, scope, f"{at}/add")

    def _part(self, kind: str, part: Part, scope: Kinds, at: str) -> None:
        """A part is governed by a field that `parts` names, or fixed."""
        governing = self.architecture.governing(kind)
        if part.fixed is not None:
            self._fixed(kind, part, at)
        elif not governing:
            self._check.fault(at, f"no config field governs the part '{kind}'", f"name one as `{kind}` in `parts`")
        elif part.by is not None and part.by not in governing:
            hint = f"add it to `{kind}` in `parts`, or " + instead(part.by, governing)
            self._check.fault(f"{at}/by", f"'{part.by}' does not govern the part '{kind}'", hint)
        for name, number in part.numbers.items():
            self._check.expression(number, scope, f"{at}/{name}", INTEGER if name == "groups" else NUMBER)
        if part.momentum is not None and part.form not in (None, "batch"):
            hint = "remove it: running statistics are those of form `batch`"
            self._check.fault(f"{at}/momentum", "`momentum` is of no use", hint)
        if (part.groups is not None) != (part.form == "group"):
            hint = "add `groups`" if part.form == "group" else 'remove it, or write "form": "group"'
            message = "nothing says how many groups there are" if part.form == "group" else "`groups` is of no use"
            self._check.fault(at if part.form == "group" else f"{at}/groups", message, hint)

    def _fixed(self, kind: str, part: Part, at: str) -> None:
        if part.by is not None:
            self._check.fault(f"{at}/fixed", "`by` says what governs it", "keep one of the two")
        row = self.activations.get(part.fixed) if kind == "activation" else None
        if kind == "activation" and row is None:
            message = f"'{cut(part.fixed)}' is no activation"
            self._check.fault(f"{at}/fixed", message, instead(str(part.fixed), self.activations))
        elif row is not None and row.parameters:
            hint = "let a field govern it, which mechanisms can narrow"
            self._check.fault(f"{at}/fixed", f"'{part.fixed}' has trained parameters", hint)

    def _reads(self, steps: Sequence[Step], at: str) -> None:
        """What steps read stands before them in the list; and where a value is of no step, none can read it."""
        before: tuple[str, ...] = (INPUT,)
        known: dict[str, tuple[str, ...]] = {INPUT: before}
        parts: dict[str, str] = {}
        for index, step in enumerate(steps):
            here = f"{at}/{index}"
            for place, name in _values_read(step):
                if name not in known:
                    message = f"'{name}' is no earlier value of this list"
                    of_layer = f"write '{parts.get(name)}', which stands for what that emits behind all its parts"
                    hint = of_layer if name in parts else instead(name, known)
                    self._check.fault(f"{here}/{place}", message, hint)
            before = known.get(step.from_ or "", before)
            match step:
                case Operation():
                    before = known.get(step.of[0] if step.of else "", before)
                    self._on_the_way(step, before, known, steps, here)
                    before = known[step.name] = (*before, step.name)
                    parts |= {part.name: step.name for part in step.parts().values()}
                case Stage():
                    before = known[step.stage] = (*before, step.stage)
                case Each():
                    pass

    def _on_the_way(
        self, step: Operation, before: Sequence[str], known: Collection[str], steps: Sequence[Step], at: str
    ) -> None:
        """What a layer adds to its value is one that its own comes from, so that strides tell whether shapes agree."""
        for place, name in _values_read(step):
            if place.startswith("add/") and name in known and name not in before:
                message = f"'{name}' is no value that '{step.name}' comes from"
                hint = "write `add` as a step of its own, with `of`"
                self._check.fault(f"{at}/{place}", message, hint)
            elif place.startswith("add/") and (between := self._stages_since(name, before, steps)):
                message = f"the stage '{between[0]}' stands between '{name}' and '{step.name}'"
                hint = "write `add` as a step of its own, with `of`"
                self._check.fault(f"{at}/{place}", message, hint)

    @staticmethod
    def _stages_since(name: str, before: Sequence[str], steps: Sequence[Step]) -> Sequence[str]:
        """Stages on the way from a value to a layer, whose strides nobody knows before they are made."""
        stages = {step.stage for step in steps if isinstance(step, Stage)}
        since = before[before.index(name) + 1 :] if name in before else ()
        return [each for each in since if each in stages]

    def _order(self, order: Sequence[str], at: str) -> None:
        if not order.index("operation") < order.index("add") < order.index("unit"):
            message = "`operation`, `add` and `unit` do not follow each other"
            self._check.fault(at, message, f"write them in this order, as in {', '.join(DEFAULT_ORDER)}")

    def _add(self, add: Add, scope: Kinds, at: str) -> None:
        if add.other_shape is None:
            if add.same_shape is None:
                self._check.fault(at, "nothing is added", "leave `add` out, or name what is added")
            return
        steps = add.other_shape.steps
        if sum(is_weighted(step.kind) for step in steps) > 1:
            place = f"{at}/other_shape/steps"
            self._check.fault(place, "there are several weighted layers", "keep one of them")
        for index, step in enumerate(steps):
            place = f"{at}/other_shape/steps/{index}"
            self._operation(step, scope, place)
            self._no_add(step, place)
            self._no_value(step, place)
            self._no_flatten(step, place)

    def _no_add(self, step: Operation, at: str) -> None:
        if step.add is not None:
            self._check.fault(f"{at}/add", "only a layer of a block may have an `add`", "move the layers into a block")

    def _no_flatten(self, step: Operation, at: str) -> None:
        if method_of(self.operations[step.kind]) is not None or operation_class(step.kind).counts_tokens:
            hint = "write the steps in the list itself, and merge them there"
            self._check.fault(at, f"`{step.kind}` stands in no branch of `add`", hint)

    def _no_value(self, step: Operation, at: str) -> None:
        """In a branch, steps follow each other."""
        for key, given in (("from", step.from_), ("of", step.of)):
            if given is not None:
                message = f"`{key}` has no meaning in a branch, whose steps follow each other"
                self._check.fault(f"{at}/{key}", message, "write the steps in the list itself, and merge them there")

    def _no_condition(self, step: Operation, at: str) -> None:
        """What `each` repeats is there in all rounds."""
        if step.when is not None and (is_weighted(step.kind) or not _is_module(step, self.operations)):
            message = f"`{step.kind}` in `each` is there in every round"
            self._check.fault(
                f"{at}/when", message, "write it beside `each`, or make a block of the steps, which a `stage` repeats"
            )

    def _each(self, step: Each, scope: Kinds, at: str) -> None:
        self._check.when(step.when, scope, f"{at}/when")
        of = self._check.expression(step.of, scope, f"{at}/of", LIST)
        item = of and of.item
        kind = item if len(step.each) == 1 else item and item.item
        if item is not None and kind is None:
            message = f"the rows of `of` are no lists, and cannot give {', '.join(step.each)}"
            self._check.fault(f"{at}/of", message, "write a list of lists, or bind one name")
        if not any(_is_module(operation, self.operations) for operation in step.steps):
            message = "no step of `each` is a module, of which there is one for each row"
            self._check.fault(f"{at}/steps", message, "write the steps one after the other, as often as they run")
        inner = {**scope, **dict.fromkeys(step.each, kind)}
        for index, operation in enumerate(step.steps):
            self._operation(operation, inner, f"{at}/steps/{index}")
            self._no_add(operation, f"{at}/steps/{index}")
            self._no_condition(operation, f"{at}/steps/{index}")
        self._reads(step.steps, f"{at}/steps")

    def _stage(self, step: Stage, scope: Kinds, at: str, inside: str | None = None) -> None:
        self._check.when(step.when, scope, f"{at}/when")
        self._check.expression(step.repeat, scope, f"{at}/repeat", INTEGER)
        for group, values in step.given.items():
            for key, value in values.items():
                self._check.expression(value, scope, f"{at}/{group}/{key}", INTEGER)
        self._ends(step, at, inside)
        blocks = self.architecture.blocks or {}
        if inside is not None and inside in self._inner(step.block):
            self._check.fault(f"{at}/block", f"'{inside}' would stand inside of itself", "name another block")
            return
        for place, name in self._blocks_of(step, at, inside):
            if name not in blocks:
                self._check.fault(place, f"there is no block '{name}'", instead(name, blocks))
                continue
            arguments = blocks[name].arguments
            for group, values in step.given.items():
                for key in values:
                    if key not in arguments:
                        message = f"the block '{name}' has no argument '{key}'"
                        self._check.fault(f"{at}/{group}/{key}", message, instead(key, arguments))
            for key, argument in arguments.items():
                if argument.default is None and key not in (step.arguments or {}):
                    message = f"the argument '{key}' of the block '{name}' is missing"
                    self._check.fault(at, message, f"add it to `arguments` ({argument.description.rstrip('.')})")

    def _inner(self, block: str) -> set[str]:
        """A block and all that it repeats, and these repeat."""
        blocks = self.architecture.blocks or {}
        found, left = set[str](), [block]
        while left:
            name = left.pop()
            steps = blocks[name].steps if name in blocks and name not in found else []
            found.add(name)
            left += [step.block for step in steps if isinstance(step, Stage)]
        return found

    def _ends(self, step: Stage, at: str, inside: str | None) -> None:
        """No argument of a block differs in the first one and in the last, which may be one and the same."""
        beside = self.architecture.network if inside is None else (self.architecture.blocks or {})[inside].steps
        stages = [each for each in beside if isinstance(each, Stage) and each.block == step.block]
        for key in step.last or {}:
            if (other := next((each for each in stages if key in (each.first or {})), None)) is not None:
                message = f"'{key}' stands in `first` of '{other.stage}', and the first block may be the last"
                self._check.fault(f"{at}/last/{key}", message, "give the block an argument for each of the two")

    def _blocks_of(self, step: Stage, at: str, inside: str | None) -> Iterator[tuple[str, str]]:
        """The blocks of a stage, with the place that names each; a block knows of no constants."""
        if inside is not None or step.block not in (self.architecture.constants or {}):
            yield f"{at}/block", step.block
            return
        for index, row in enumerate(variants_of(self.architecture)):
            name = row.constants.get(step.block)
            if isinstance(name, str):
                yield f"/variants/{index}/{step.block}", name
            elif name is not None:
                message = f"'{step.block}' of {row.name} is not the name of a block"
                self._check.fault(f"/variants/{index}/{step.block}", message, "write one between quotes")


def module_names(steps: Sequence[Step], operations: Mapping[str, OperationRow]) -> Iterator[str]:
    """The attributes that steps make in their class, in the order of the steps.

    Args:
        steps: The steps.
        operations: The table of operations, which says which of them make no module.
    """
    for step in steps:
        if isinstance(step, Stage):
            yield step.stage
        elif isinstance(step, Each):
            yield from module_names(step.steps, operations)
        else:
            if step.when is not None and not _is_module(step, operations):
                yield is_there(step.name)
            if is_merge(step.kind):
                continue
            yield step.name
            yield from (part.name for part in step.parts().values() if part.name != step.name)
            if step.add is not None and step.add.other_shape is not None:
                yield from module_names(step.add.other_shape.steps, operations)
            elif step.add is not None:
                yield adds_input(step.name)


def _is_module(step: Operation, operations: Mapping[str, OperationRow]) -> bool:
    """Whether a step makes a module; the others are written as they are, where the network runs."""
    return not is_merge(step.kind) and method_of(operations[step.kind]) is None


def _values_read(step: Step) -> Iterator[tuple[str, str]]:
    """The earlier values that a step reads by name, each with the place where it says so."""
    if step.from_ is not None:
        yield "from", step.from_
    if not isinstance(step, Operation):
        return
    yield from ((f"of/{index}", name) for index, name in enumerate(step.of or ()))
    if step.add is not None:
        if step.add.same_shape is not None:
            yield "add/same_shape", step.add.same_shape
        if step.add.other_shape is not None:
            yield "add/other_shape/from", step.add.other_shape.from_
