"""The lowered form of an architecture: flat steps, which the graph runs and the weaver prints.

Defaults are filled in, and parts of layers are steps of their own in the order that `order` gives. `dump` writes steps
as the JSON of `_spec.json`, from which the package reads them at run time.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import frozen

from ..spec import model
from ..spec.model import Expression, Json, OperationRow, Source, When

PartKind = Literal["norm", "activation", "dropout"]


@frozen(kw_only=True)
class Layer:
    """A weighted operation.

    Attributes:
        kind: The operation.
        row: What the table of operations says of it.
        name: Name of the layer.
        units: How many units it has.
        arguments: What else its class takes, such as `kernel_size`; all that its row declares.
        bias: Whether it has a bias.
    """

    kind: str
    row: OperationRow
    name: str
    units: Expression
    arguments: Mapping[str, Expression]
    bias: Expression


@frozen(kw_only=True)
class Plain:
    """An operation without weights that no config field governs; absent where `when` does not hold."""

    kind: str
    row: OperationRow
    name: str
    arguments: Mapping[str, Expression]
    when: When | None = None


@frozen(kw_only=True)
class Part:
    """A norm, an activation or a dropout; absent where the field that governs it switches it off.

    Attributes:
        kind: Which of the three.
        name: Its name.
        field: The config field.
        rank: Of a norm, 2 for images and 1 for features.
        when: Where else it is absent.
    """

    kind: PartKind
    name: str
    field: str
    rank: int | None = None
    when: When | None = None


@frozen(kw_only=True)
class Add:
    """A residual connection from the block's input.

    Attributes:
        layer: The layer to whose value something is added.
        same_shape: What is added where the shape is the same; None: nothing.
        branch: The steps that bring the input to another shape; None: nothing is added then.
        units: Units of the new shape.
        stride: Stride of the new shape.
    """

    layer: str
    same_shape: str | None
    branch: "tuple[FlatStep, ...] | None"
    units: Expression
    stride: Expression


@frozen
class UnitSite:
    """Where the units of layers are complete; the last layer is on the main path and names their group."""

    layers: tuple[str, ...]


@frozen(kw_only=True)
class Stage:
    """A block repeated; `first` replaces arguments of its first round."""

    name: str
    block: str
    repeat: Expression
    arguments: Mapping[str, Expression]
    first: Mapping[str, Expression]


@frozen(kw_only=True)
class Each:
    """Steps repeated once per row."""

    names: tuple[str, ...]
    of: Expression
    steps: "tuple[FlatStep, ...]"


SingleStep = Layer | Plain | Part | Add | UnitSite | Each
"""A step that is no stage."""

FlatStep = SingleStep | Stage


@frozen(kw_only=True)
class Block:
    """A block: arguments with their defaults, and steps."""

    description: str
    arguments: Mapping[str, int | None]
    steps: tuple[FlatStep, ...]


@frozen(kw_only=True)
class Network:
    """An architecture, lowered."""

    title: str
    description: str
    source: Source
    input: tuple[str, ...]
    steps: tuple[FlatStep, ...]
    blocks: Mapping[str, Block]


def dump(network: Network) -> dict[str, Json]:
    """The network's entry in `_spec.json`."""
    return {
        "title": network.title,
        "description": network.description,
        "source": model.dump(network.source),
        "input": list(network.input),
        "steps": _dump_all(network.steps),
        "blocks": {
            name: {
                "description": block.description,
                "arguments": dict(block.arguments),
                "steps": _dump_all(block.steps),
            }
            for name, block in network.blocks.items()
        },
    }


def _dump_all(steps: Sequence[FlatStep]) -> list[dict[str, Json]]:
    return [_dump(step) for step in steps]


def _dump(step: FlatStep) -> dict[str, Json]:
    match step:
        case Layer():
            head = {"step": step.kind, "name": step.name, "units": step.units}
            return {**head, **step.arguments, "bias": step.bias}
        case Plain():
            return {"step": step.kind, "name": step.name, **step.arguments, **_when(step.when)}
        case Part():
            rank = {} if step.rank is None else {"rank": step.rank}
            return {"step": step.kind, "name": step.name, "field": step.field, **rank, **_when(step.when)}
        case Add():
            return {
                "step": "add",
                "layer": step.layer,
                "same_shape": step.same_shape,
                "from": "input",
                "steps": None if step.branch is None else _dump_all(step.branch),
                "units": step.units,
                "stride": step.stride,
            }
        case UnitSite():
            return {"step": "unit", "layers": list(step.layers)}
        case Stage():
            return {
                "step": "stage",
                "name": step.name,
                "block": step.block,
                "repeat": step.repeat,
                "arguments": dict(step.arguments),
                "first": dict(step.first),
            }
        case Each():
            return {"step": "each", "names": list(step.names), "of": step.of, "steps": _dump_all(step.steps)}


def _when(when: When | None) -> dict[str, Json]:
    return {} if when is None else {"when": dict(when)}
