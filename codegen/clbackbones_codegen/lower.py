"""Lowering: an architecture of the dialect -> flat steps. It knows nothing of mechanisms."""

from collections.abc import Sequence
from typing import cast, get_args

from . import steps as flat
from .model import (
    DEFAULT_ORDER,
    LAYERS,
    Add,
    Architecture,
    Each,
    Expression,
    Json,
    Operation,
    Stage,
    Step,
)
from .steps import FlatStep, PartKind


def lower(architecture: Architecture) -> flat.Network:
    """The flat steps of an architecture."""
    return flat.Network(
        title=architecture.title,
        description=architecture.description,
        source=architecture.source,
        input=tuple(architecture.input),
        steps=_steps(architecture.network, architecture),
        blocks={
            name: flat.Block(
                description=block.description,
                arguments={key: argument.default for key, argument in block.arguments.items()},
                steps=_steps(block.steps, architecture),
            )
            for name, block in (architecture.blocks or {}).items()
        },
    )


def _steps(steps: Sequence[Step], architecture: Architecture) -> tuple[FlatStep, ...]:
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
                inner = _steps(step.steps, architecture)
                lowered.append(flat.Each(names=tuple(step.each), of=step.of, steps=inner))
            case Operation(kind=kind) if kind in LAYERS:
                lowered += _layer(step, architecture, lowered)
            case Operation():
                lowered.append(_alone(step, lowered, architecture))
    return tuple(lowered)


def _layer(
    step: Operation, architecture: Architecture, before: Sequence[FlatStep], branch: bool = False
) -> list[FlatStep]:
    """A weighted layer and its parts; inside an `add` branch it has no unit site."""
    parts = architecture.parts
    bias: Expression = parts.get("bias", False) if step.bias is None else step.bias
    operation = flat.Layer(kind=step.kind, name=step.name, units=step.units, arguments=_window(step), bias=bias)
    lowered: list[FlatStep] = []
    for part in step.order or architecture.order or DEFAULT_ORDER:
        if part == "operation":
            lowered.append(operation)
        elif part == "norm" and step.norm is not None:
            rank = 2 if step.kind == "conv2d" else 1
            lowered.append(flat.Part(kind="norm", name=step.norm, field=parts["norm"], rank=rank))
        elif part == "add" and step.add is not None:
            lowered.append(_add(step.name, step.add, architecture, [*before, operation]))
        elif part == "activation" and step.activation is not None:
            lowered.append(flat.Part(kind="activation", name=step.activation, field=parts["activation"]))
        elif part == "unit" and not branch:
            shortcuts = [] if step.add is None else branch_layers(step.add)
            lowered.append(flat.UnitSite((*shortcuts, step.name)))
        elif part == "dropout" and step.dropout is not None:
            lowered.append(flat.Part(kind="dropout", name=step.dropout, field=parts["dropout"]))
    return lowered


def branch_layers(add: Add) -> list[str]:
    """Names of the weighted layers that bring the input to another shape."""
    steps = [] if add.other_shape is None else add.other_shape.steps
    return [step.name for step in steps if step.kind in LAYERS]


def adds_input(layer: str) -> str:
    """The attribute that says whether the block's input is added to a layer's value."""
    return f"{layer}_adds_input"


def _add(layer: str, add: Add, architecture: Architecture, body: Sequence[FlatStep]) -> flat.Add:
    """An `add` step; `units` and `stride` are those of the new shape, told by the branch where there is one."""
    branch: list[FlatStep] | None = None
    if add.other_shape is not None:
        branch = []
        for step in add.other_shape.steps:
            if step.kind in LAYERS:
                branch += _layer(step, architecture, branch, branch=True)
            else:
                branch.append(_alone(step, branch, architecture))
    path = body if branch is None else branch
    return flat.Add(
        layer=layer,
        same_shape=add.same_shape,
        branch=None if branch is None else tuple(branch),
        units=[step.units for step in path if isinstance(step, flat.Layer)][-1],
        stride=total_stride(path),
    )


def total_stride(steps: Sequence[FlatStep]) -> Expression:
    """The product of the strides of all steps."""
    windows = (step.arguments for step in steps if isinstance(step, flat.Layer | flat.Plain))
    strides: list[Json] = [window["stride"] for window in windows if window.get("stride", 1) != 1]
    return ["*", *strides] if len(strides) > 1 else strides[0] if strides else 1


def _alone(step: Operation, before: Sequence[FlatStep], architecture: Architecture) -> FlatStep:
    """An operation without weights."""
    if step.kind not in get_args(PartKind):
        return flat.Plain(kind=step.kind, name=step.name, arguments=_window(step), when=step.when)
    kind = cast(PartKind, step.kind)
    rank = None
    if kind == "norm":
        rank = 2 if len(architecture.input) == 3 and not _is_flat(before) else 1
    return flat.Part(kind=kind, name=step.name, field=architecture.parts[kind], rank=rank, when=step.when)


def _is_flat(before: Sequence[FlatStep]) -> bool:
    return any(isinstance(step, flat.Layer | flat.Plain) and step.kind in ("flatten", "linear") for step in before)


def _window(step: Operation) -> dict[str, Expression]:
    """How the window of a convolution or pooling moves, defaults filled in."""
    if step.kernel_size is None:
        return {}
    stride = 1 if step.stride is None else step.stride
    padding = 0 if step.padding is None else step.padding
    return {"kernel_size": step.kernel_size, "stride": stride, "padding": padding}
