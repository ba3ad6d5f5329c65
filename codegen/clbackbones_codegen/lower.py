"""Lowering: an architecture of the dialect -> flat steps, the form that the graph reads and the weaver prints.

Defaults are filled in, parts of layers become steps of their own in the order that `order` gives, every step is a plain
JSON value, since it is published as data (`_spec.json`). Lowering knows nothing of mechanisms.
"""

from collections.abc import Sequence

from .model import DEFAULT_ORDER, LAYERS, Add, Architecture, Each, Expression, Json, Operation, Stage, Step

FlatStep = dict[str, Json]


def lower(architecture: Architecture) -> dict[str, Json]:
    """An architecture's entry in `_spec.json`."""
    return {
        "title": architecture.title,
        "description": architecture.description,
        "source": {"title": architecture.source.title, "url": architecture.source.url},
        "input": architecture.input,
        "steps": _steps(architecture.network, architecture),
        "blocks": {
            name: {
                "description": block.description,
                "arguments": {key: argument.default for key, argument in block.arguments.items()},
                "steps": _steps(block.steps, architecture),
            }
            for name, block in (architecture.blocks or {}).items()
        },
    }


def _steps(steps: Sequence[Step], architecture: Architecture) -> list[FlatStep]:
    flat: list[FlatStep] = []
    for step in steps:
        if isinstance(step, Stage):
            flat.append(
                {
                    "step": "stage",
                    "name": step.stage,
                    "block": step.block,
                    "repeat": step.repeat,
                    "arguments": step.arguments or {},
                    "first": step.first or {},
                }
            )
        elif isinstance(step, Each):
            inner = _steps(step.steps, architecture)
            flat.append({"step": "each", "names": step.each, "of": step.of, "steps": inner})
        elif step.kind in LAYERS:
            flat += _layer(step, architecture, flat)
        else:
            flat.append(_alone(step, flat, architecture))
    return flat


def _layer(step: Operation, architecture: Architecture, before: list[FlatStep], branch: bool = False) -> list[FlatStep]:
    """A weighted layer and its parts; inside an `add` branch it has no unit site."""
    bias: Expression = architecture.parts.get("bias", False) if step.bias is None else step.bias
    operation: FlatStep = {"step": step.kind, "name": step.name, "units": step.units, **_window(step), "bias": bias}
    if step.kind == "linear":
        operation = {"step": step.kind, "name": step.name, "units": step.units, "bias": bias}
    parts = architecture.parts
    flat: list[FlatStep] = []
    for part in step.order or architecture.order or DEFAULT_ORDER:
        if part == "operation":
            flat.append(operation)
        elif part == "norm" and step.norm is not None:
            rank = 2 if step.kind == "conv2d" else 1
            flat.append({"step": "norm", "name": step.norm, "rank": rank, "field": parts.get("norm")})
        elif part == "add" and step.add is not None:
            flat.append(_add(step.name, step.add, architecture, [*before, operation]))
        elif part == "activation" and step.activation is not None:
            flat.append({"step": "activation", "name": step.activation, "field": parts.get("activation")})
        elif part == "unit" and not branch:
            shortcuts = [] if step.add is None else branch_layers(step.add)
            flat.append({"step": "unit", "layers": [*shortcuts, step.name]})
        elif part == "dropout" and step.dropout is not None:
            flat.append({"step": "dropout", "name": step.dropout, "field": parts.get("dropout")})
    return flat


def branch_layers(add: Add) -> list[str]:
    """Names of the weighted layers that bring the input to another shape."""
    steps = [] if add.other_shape is None else add.other_shape.steps
    return [step.name for step in steps if step.kind in LAYERS]


def adds_input(layer: str) -> str:
    """The attribute that says whether the block's input is added to a layer's value."""
    return f"{layer}_adds_input"


def _add(layer: str, add: Add, architecture: Architecture, body: list[FlatStep]) -> FlatStep:
    """An `add` step; `units` and `stride` are those of the new shape, told by the branch where there is one."""
    steps: list[FlatStep] | None = None
    if add.other_shape is not None:
        steps = []
        for step in add.other_shape.steps:
            if step.kind in LAYERS:
                steps += _layer(step, architecture, steps, branch=True)
            else:
                steps.append(_alone(step, steps, architecture))
    path = body if steps is None else steps
    units: Expression = [step["units"] for step in path if "units" in step][-1]
    return {
        "step": "add",
        "layer": layer,
        "same_shape": add.same_shape,
        "from": "input",
        "steps": steps,
        "units": units,
        "stride": total_stride(path),
    }


def total_stride(steps: Sequence[FlatStep]) -> Expression:
    """The product of the strides of all steps."""
    strides = [step["stride"] for step in steps if step.get("stride", 1) != 1 and step["step"] != "add"]
    return ["*", *strides] if len(strides) > 1 else strides[0] if strides else 1


def _alone(step: Operation, before: list[FlatStep], architecture: Architecture) -> FlatStep:
    """An operation without weights."""
    flat: FlatStep = {"step": step.kind, "name": step.name}
    if step.kernel_size is not None:
        flat |= _window(step)
    if step.kind in ("norm", "activation", "dropout"):
        flat["field"] = architecture.parts.get(step.kind)
    if step.kind == "norm":
        flat["rank"] = 2 if len(architecture.input) == 3 and not _is_flat(before) else 1
    if step.when is not None:
        flat["when"] = dict(step.when)
    return flat


def _is_flat(before: list[FlatStep]) -> bool:
    return any(step["step"] in ("flatten", "linear") for step in before)


def _window(step: Operation) -> dict[str, Expression]:
    stride = 1 if step.stride is None else step.stride
    padding = 0 if step.padding is None else step.padding
    return {"kernel_size": step.kernel_size, "stride": stride, "padding": padding}
