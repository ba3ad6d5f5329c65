"""What every operation says: its shape, cost and kind. No torch."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Self, cast

from attrs import Attribute, field, fields, frozen

from .expression import Json, Scope, evaluate
from .kinds import Kind, Opaque
from .shapes import Ids, Shape, ShapeError, Step, Tokens, written

__all__ = [
    "Arrangement",
    "Operation",
    "Sizes",
    "at_least",
    "each_of",
    "moved",
    "places_of",
    "refuse_tokens",
    "tokens_of",
]

Arrangement = Literal["features", "channels", "tokens"]
"""How units lie in a value: alone, before the places that each has, or behind the places, along the last axis."""

Sizes = int | tuple[int, ...]
"""The same for each dimension, or one for each."""

_PLACES: Mapping[int, str] = {1: "length", 2: "height, width", 3: "depth, height, width"}


def at_least(minimum: int) -> Any:
    """An argument that says how many, for all dimensions or for each."""

    def check(_: object, attribute: "Attribute[int]", value: object) -> None:
        for each in cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,):
            if not isinstance(each, int) or each < minimum:
                raise ShapeError(f"{attribute.name} is {each}; it must be at least {minimum}")

    return field(validator=check, converter=_sizes)


def _sizes(value: object) -> object:
    """Sizes as evaluated: lists as tuples."""
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def each_of(sizes: Sizes, rank: int) -> tuple[int, ...]:
    """One size for each dimension."""
    if isinstance(sizes, int):
        return (sizes,) * rank
    if len(sizes) != rank:
        raise ShapeError(f"{list(sizes)} gives {len(sizes)} sizes for {rank} dimensions")
    return sizes


@frozen(kw_only=True)
class Operation:
    """An operation with its arguments; by default opaque, without parameters, and of the shape that it gets.

    Attributes:
        norm_rank: Dimensions of the norm that fits what it emits; None: of the one that fits what it gets.
        single: Whether it emits one entry per unit; None: as many as it gets.
        takes_any_shape: Whether of the shape that it gets the number of entries alone counts.
        rank: Dimensions besides the units along which it works; None: any.
        arrangement: How units lie in what it emits; None: as in what it gets.
        counts_tokens: Whether its module is made for a number of tokens.
        counts_units: Whether its module is made for a number of units.
        trains: Whether its module trains something besides weights of layers, of which a task may have its own.
        along_units: Whether its module is told along which axis units lie, where that is the last one.
        widens: The argument that says by how much there are more places behind it, where one does.
        ids: Of an operation that reads ids, the argument that says how many there are; None: it reads units.
        relies_on: Values that arguments must have in every step for it to be what it says.
    """

    norm_rank: ClassVar[int | None] = None
    single: ClassVar[bool | None] = None
    takes_any_shape: ClassVar[bool] = False
    rank: ClassVar[int | None] = None
    arrangement: ClassVar[Arrangement | None] = None
    counts_tokens: ClassVar[bool] = False
    counts_units: ClassVar[bool] = False
    trains: ClassVar[bool] = False
    along_units: ClassVar[bool] = False
    widens: ClassVar[str | None] = None
    ids: ClassVar[str | None] = None
    relies_on: ClassVar[Mapping[str, Json]] = {}

    @classmethod
    def of(cls, step: Step, scope: Scope, activations: Mapping[str, Mapping[str, Json]]) -> Self:
        """The operation of a flat step.

        Args:
            step: The step, with an expression for each argument.
            scope: Values of the names in expressions.
            activations: What is declared about activations.

        Raises:
            ShapeError: If the value of an argument is out of range.
        """
        return cls(**{each.name: evaluate(step[each.name], scope) for each in fields(cls)})

    def check_reads(self, given: Shape) -> None:
        """Raises a ShapeError where it gets ids and takes numbers, or the other way round."""
        if isinstance(given, Ids) and self.ids is None:
            raise ShapeError("it takes no ids, which the input holds where `network` begins with an embedding")
        if self.ids is not None and not isinstance(given, Ids):
            raise ShapeError(
                "it takes ids, which the input holds where it is the first step of `network`, without `when`"
            )

    def shape(self, given: Shape) -> Shape:
        """The shape that it emits.

        Args:
            given: The shape that it gets, without the batch.

        Raises:
            ShapeError: If it cannot take that shape.
        """
        return given

    def kind(self, given: Shape) -> Kind:
        """What it does to the units of a value of that shape."""
        return Opaque()

    def parameters(self, given: Shape) -> int:
        """Number of trained parameters."""
        return 0

    def macs(self, given: Shape) -> int | None:
        """Multiply-accumulate operations per input; None where a size is not known."""
        return 0


def places_of(given: Shape, rank: int) -> Shape:
    """Sizes behind the channels, as many as an operation works along."""
    if len(given) != rank + 1 or isinstance(given, Tokens):
        raise ShapeError(f"it takes (channels, {_PLACES[rank]}); it gets {written(given)}")
    return given[1:]


def moved(places: Shape, reach: Sequence[int], stride: Sizes, padding: Sizes, *, ceil: bool = False) -> Shape:
    """Sizes after a window has moved over them, each of which it has to fit into.

    Args:
        places: The sizes.
        reach: Places that the window spans, along each.
        stride: Its step.
        padding: Places added at each border.
        ceil: Whether a last window may reach beyond them, if it begins before them.
    """
    rank = len(places)
    moved: list[int | None] = []
    for size, window, step, added in zip(places, reach, each_of(stride, rank), each_of(padding, rank), strict=True):
        if size is not None and size + 2 * added < window:
            raise ShapeError(f"a window of {window} does not fit into an input of {size} padded by {added}")
        moved.append(None if size is None else _windows(size, window, step, added, ceil))
    return tuple(moved)


def _windows(size: int, window: int, step: int, added: int, ceil: bool) -> int:
    """How many windows there are along a dimension."""
    whole, left = divmod(size + 2 * added - window, step)
    begins_inside = (whole + 1) * step < size + added
    return whole + (2 if ceil and left and begins_inside else 1)


def tokens_of(given: Shape) -> Tokens:
    """The shape that an operation on tokens gets."""
    if not isinstance(given, Tokens):
        raise ShapeError(f"it takes tokens; it gets {written(given)}")
    return given


def refuse_tokens(given: Shape) -> None:
    """Raises a ShapeError where tokens are given."""
    if isinstance(given, Tokens):
        raise ShapeError(
            f"it takes no tokens, {written(given)}; write `take_token`, `average_tokens` or `to_places2d` before it"
        )
