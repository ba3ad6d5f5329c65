"""Lowering: an architecture of the dialect -> flat steps. It knows nothing of mechanisms."""

from collections.abc import Mapping, Sequence
from typing import cast, get_args

from attrs import frozen

from clbackbones_runtime.graph.operations import operation_class

from ..spec.model import DEFAULT_ORDER, Add, Architecture, Each, Expression, Operation, OperationRow, Stage, Step
from ..spec.operations import is_weighted
from . import steps as flat
from .steps import FlatStep, PartKind


def lower_architecture(architecture: Architecture, operations: Mapping[str, OperationRow]) -> flat.Network:
    """The flat steps of an architecture.

    Args:
        architecture: The architecture.
        operations: The table of operations, for arguments that steps leave out.
    """
    lowering = _Lowering(architecture, operations)
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
                steps=lowering.steps(block.steps),
            )
            for name, block in (architecture.blocks or {}).items()
        },
    )


@frozen
class _Lowering:
    """The lowering of one architecture."""

    architecture: Architecture
    operations: Mapping[str, OperationRow]

    def steps(self, steps: Sequence[Step]) -> tuple[FlatStep, ...]:
        lowered: list[FlatStep] = []
        for step in steps:
            match step:
                case Stage():
                    lowered.append(
                        flat.Stage(
                            name=step.stage,
                            block=step.block,
                            repeat=step.repeat,
                            arguments=step.arguments or {},
                            first=step.first or {},
                        )
                    )
                case Each():
                    lowered.append(flat.Each(names=tuple(step.each), of=step.of, steps=self.steps(step.steps)))
                case Operation(kind=kind) if is_weighted(kind):
                    lowered += self.layer(step, lowered)
                case Operation():
                    lowered.append(self.alone(step, lowered))
        return tuple(lowered)

    def layer(self, step: Operation, before: Sequence[FlatStep], branch: bool = False) -> list[FlatStep]:
        """A weighted layer and its parts; inside an `add` branch it has no unit site."""
        parts = self.architecture.parts
        bias: Expression = parts.get("bias", False) if step.bias is None else step.bias
        operation = flat.Layer(
            kind=step.kind,
            row=self.operations[step.kind],
            name=step.name,
            units=step.units,
            arguments=self.arguments(step),
            bias=bias,
        )
        lowered: list[FlatStep] = []
        for part in step.order or self.architecture.order or DEFAULT_ORDER:
            if part == "operation":
                lowered.append(operation)
            elif part == "norm" and step.norm is not None:
                rank = operation_class(step.kind).norm_rank
                lowered.append(flat.Part(kind="norm", name=step.norm, field=parts["norm"], rank=rank))
            elif part == "add" and step.add is not None:
                lowered.append(self.add(step.name, step.add, [*before, operation]))
            elif part == "activation" and step.activation is not None:
                lowered.append(flat.Part(kind="activation", name=step.activation, field=parts["activation"]))
            elif part == "unit" and not branch:
                shortcuts = [] if step.add is None else branch_layers(step.add)
                lowered.append(flat.UnitSite((*shortcuts, step.name)))
            elif part == "dropout" and step.dropout is not None:
                lowered.append(flat.Part(kind="dropout", name=step.dropout, field=parts["dropout"]))
        return lowered

    def add(self, layer: str, add: Add, body: Sequence[FlatStep]) -> flat.Add:
        """An `add` step; `units` and `stride` are those of the new shape, told by the branch where there is one."""
        branch: list[FlatStep] | None = None
        if add.other_shape is not None:
            branch = []
            for step in add.other_shape.steps:
                if is_weighted(step.kind):
                    branch += self.layer(step, branch, branch=True)
                else:
                    branch.append(self.alone(step, branch))
        path = body if branch is None else branch
        return flat.Add(
            layer=layer,
            same_shape=add.same_shape,
            branch=None if branch is None else tuple(branch),
            units=[step.units for step in path if isinstance(step, flat.Layer)][-1],
            stride=total_stride(path),
        )

    def alone(self, step: Operation, before: Sequence[FlatStep]) -> FlatStep:
        """An operation without weights."""
        if step.kind not in get_args(PartKind):
            row = self.operations[step.kind]
            return flat.Plain(kind=step.kind, row=row, name=step.name, arguments=self.arguments(step), when=step.when)
        kind = cast(PartKind, step.kind)
        rank = self.norm_rank(before) if kind == "norm" else None
        return flat.Part(kind=kind, name=step.name, field=self.architecture.parts[kind], rank=rank, when=step.when)

    def arguments(self, step: Operation) -> dict[str, Expression]:
        """What a step says besides, in the order of the row, with defaults and what is fixed."""
        row = self.operations[step.kind]
        declared = (row.arguments or {}).items()
        return {name: step.arguments.get(name, argument.default) for name, argument in declared} | (row.fixed or {})

    def norm_rank(self, before: Sequence[FlatStep]) -> int:
        """The rank of a norm behind other steps: what the last of them says that knows, or else the input."""
        kinds = [step.kind for step in before if isinstance(step, flat.Layer | flat.Plain)]
        ranks = [rank for kind in kinds if (rank := operation_class(kind).norm_rank) is not None]
        return ranks[-1] if ranks else max(1, len(self.architecture.input) - 1)


def branch_layers(add: Add) -> list[str]:
    """Names of the weighted layers that bring the input to another shape."""
    steps = [] if add.other_shape is None else add.other_shape.steps
    return [step.name for step in steps if is_weighted(step.kind)]


def adds_input(layer: str) -> str:
    """The attribute that says whether the block's input is added to a layer's value."""
    return f"{layer}_adds_input"


def total_stride(steps: Sequence[FlatStep]) -> Expression:
    """The product of the strides of all steps; that of a step which `when` leaves out is 1."""
    windows = (step for step in steps if isinstance(step, flat.Layer | flat.Plain))
    strides = [_stride(window) for window in windows if window.arguments.get("stride", 1) != 1]
    return ["*", *strides] if len(strides) > 1 else strides[0] if strides else 1


def _stride(step: flat.Layer | flat.Plain) -> Expression:
    """The stride of a step, as an expression of flat steps where a condition decides whether the step is there."""
    stride: Expression = step.arguments["stride"]
    when = step.when if isinstance(step, flat.Plain) else None
    return stride if when is None else {"when": dict(when), "then": stride, "else": 1}
