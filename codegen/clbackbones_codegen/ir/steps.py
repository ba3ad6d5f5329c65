"""The lowered form of an architecture: flat steps, which the graph runs and the weaver prints.

Defaults are filled in, and parts of layers are steps of their own in the order that `order` gives. `dump` writes steps
as the JSON of `_spec.json`, from which the package reads them at run time.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, cast

from attrs import Factory, frozen

from ..spec.converter import dump as dump_spec
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
    """An operation without weights that no config field governs; absent where `when` does not hold.

    Attributes:
        kind: Which.
        row: What the table of operations says of it.
        name: Its name.
        arguments: What it is given.
        when: The condition.
        last: Whether its module is told that units lie along the last axis.
    """

    kind: str
    row: OperationRow
    name: str
    arguments: Mapping[str, Expression]
    when: When | None = None
    last: bool = False


@frozen(kw_only=True)
class Part:
    """A norm, an activation or a dropout; absent where the field that governs it switches it off.

    Attributes:
        kind: Which of the three.
        name: Its name.
        field: The config field; None: it is the same for all configs.
        fixed: What it is then.
        form: Of a norm, over what it takes mean and variance.
        rank: Of a norm of form `batch`, 2 for images and 1 for features.
        numbers: Of a norm, `eps`, `momentum` and how many `groups` there are, as far as it says them.
        of_places: Of a norm of form `layer`, whether it takes channels, each place by itself.
        when: Where else it is absent.
    """

    kind: PartKind
    name: str
    field: str | None
    fixed: Json = None
    form: str | None = None
    rank: int | None = None
    numbers: Mapping[str, Expression] = Factory(dict[str, Expression])
    of_places: bool = False
    when: When | None = None


@frozen(kw_only=True)
class Add:
    """A residual connection.

    Attributes:
        layer: The layer to whose value something is added.
        same_shape: The earlier value that is added where the shape is the same; None: nothing.
        from_: The earlier value that the branch starts from.
        branch: The steps that bring it to another shape; None: nothing is added then.
        units: Units of the new shape.
        stride: Stride of the new shape.
    """

    layer: str
    same_shape: str | None
    from_: str
    branch: "tuple[FlatStep, ...] | None"
    units: Expression
    stride: Expression


@frozen(kw_only=True)
class Merge:
    """Earlier values that become one.

    Attributes:
        kind: The operation.
        row: What the table of operations says of it.
        name: Its name.
        of: The values by name; None: the one of the step before.
        last: Whether units lie along the last axis, as those of tokens do.
    """

    kind: str
    row: OperationRow
    name: str
    of: tuple[str | None, ...]
    last: bool = False


@frozen
class Keep:
    """The value at this place, for steps that read it later."""

    name: str


@frozen
class Read:
    """An earlier value, from which the next step starts."""

    name: str


@frozen(kw_only=True)
class Optional:
    """Steps that are there where a condition holds.

    Attributes:
        name: Name of the first, which is there if any is.
        when: The condition.
        steps: The steps.
    """

    name: str
    when: When
    steps: "tuple[FlatStep, ...]"


@frozen
class UnitSite:
    """Where the units of layers are complete; the last layer is on the main path and names their group.

    Attributes:
        layers: The layers.
        last: Whether units lie along the last axis, as those of tokens do.
    """

    layers: tuple[str, ...]
    last: bool = False


@frozen(kw_only=True)
class Stage:
    """A block repeated; `first` replaces arguments of its first round, `last` those of its last."""

    name: str
    block: str
    repeat: Expression
    arguments: Mapping[str, Expression]
    first: Mapping[str, Expression]
    last: Mapping[str, Expression]


@frozen(kw_only=True)
class Each:
    """Steps repeated once per row."""

    names: tuple[str, ...]
    of: Expression
    steps: "tuple[FlatStep, ...]"


SingleStep = Layer | Plain | Part | Add | Merge | Optional | UnitSite | Each
"""A step that is no stage and computes something."""

FlatStep = SingleStep | Stage | Keep | Read


@frozen(kw_only=True)
class Block:
    """A block: arguments with their defaults, and steps.

    Attributes:
        takes_index: Whether it is told its place in its stage.
    """

    description: str
    arguments: Mapping[str, int | None]
    steps: tuple[FlatStep, ...]
    takes_index: bool = False


@frozen(kw_only=True)
class Network:
    """An architecture, lowered."""

    title: str
    description: str
    source: Source
    input: tuple[str, ...]
    steps: tuple[FlatStep, ...]
    blocks: Mapping[str, Block]


def walk(steps: Sequence[FlatStep]) -> Iterator[FlatStep]:
    """All steps, those inside of others included."""
    for step in steps:
        yield step
        match step:
            case Optional() | Each():
                yield from walk(step.steps)
            case Add():
                yield from walk(step.branch or ())
            case _:
                pass


def mentions(steps: Sequence[FlatStep], name: str) -> bool:
    """Whether an expression or a condition of steps reads a name; one that is reserved, as no step bears it."""
    return _mentions(_dump_all(steps), name)


def _mentions(value: Json, name: str) -> bool:
    match value:
        case dict():
            items = cast("Mapping[str, Json]", value).items()
            return any(key == name or _mentions(item, name) for key, item in items)
        case list():
            return any(_mentions(item, name) for item in cast("list[Json]", value))
        case _:
            return value == name


def dump(network: Network) -> dict[str, Json]:
    """The network's entry in `_spec.json`."""
    return {
        "title": network.title,
        "description": network.description,
        "source": dump_spec(network.source),
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
            governed = {"fixed": step.fixed} if step.field is None else {"field": step.field}
            own = {"form": step.form, "rank": step.rank, **step.numbers}
            of_norm = {key: value for key, value in own.items() if value is not None}
            return {"step": step.kind, "name": step.name, **governed, **of_norm, **_when(step.when)}
        case Merge():
            return {"step": "merge", "operation": step.kind, "name": step.name, "of": list(step.of)}
        case Keep():
            return {"step": "keep", "name": step.name}
        case Read():
            return {"step": "read", "name": step.name}
        case Optional():
            return {"step": "optional", "when": dict(step.when), "steps": _dump_all(step.steps)}
        case Add():
            return {
                "step": "add",
                "layer": step.layer,
                "same_shape": step.same_shape,
                "from": step.from_,
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
                "last": dict(step.last),
            }
        case Each():
            return {"step": "each", "names": list(step.names), "of": step.of, "steps": _dump_all(step.steps)}


def _when(when: When | None) -> dict[str, Json]:
    return {} if when is None else {"when": dict(when)}
