"""Shapes of values, and what is wrong with some. No torch."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from .expression import Json, Scope, evaluate

__all__ = [
    "FeatureError",
    "Ids",
    "Shape",
    "ShapeError",
    "Step",
    "Tokens",
    "count",
    "features",
    "known",
    "units_axis",
    "with_units",
    "written",
]

Shape = tuple[int | None, ...]
"""Sizes without the batch; None where the input size is not known."""


class Tokens(tuple[int | None, ...]):
    """The shape of tokens, (tokens, units): units lie along the last axis, elsewhere along the first."""


class Ids(tuple[int | None, ...]):
    """The shape of ids, each the number of a thing, such as a word: an input before an embedding.

    Attributes:
        things: How many things there are; ids are below.
    """

    things: int

    @classmethod
    def of(cls, sizes: Shape, things: int) -> "Ids":
        """The shape of ids.

        Args:
            sizes: The sizes without the batch.
            things: How many things there are.
        """
        made = cls(sizes)
        made.things = things
        return made


Step = Mapping[str, Json]
"""A flat step of an architecture, as `_spec.json` has it."""


class ShapeError(ValueError):
    """The input, or a value on the way, has a shape that the network cannot take."""


class FeatureError(ShapeError):
    """What the network emits is no list of features of known length."""


def known(shape: Sequence[int | None]) -> TypeGuard[Sequence[int]]:
    """Whether every size is known."""
    return None not in shape


def written(shape: Shape) -> str:
    """A shape for a message: `(3, ?, ?)`."""
    return f"({', '.join('?' if size is None else str(size) for size in shape)})"


def features(shape: Shape) -> int:
    """Features or channels that an operation gets, or how many ids there are; a ShapeError where the input decides."""
    if isinstance(shape, Ids):
        return shape.things
    found = shape[-1] if isinstance(shape, Tokens) else shape[0]
    if found is None:
        raise ShapeError("the number of its inputs depends on the size of the network's input")
    return found


def units_axis(shape: Shape) -> int:
    """The axis of a batch of that shape along which units lie."""
    return -1 if isinstance(shape, Tokens) else 1


def with_units(shape: Shape, units: int) -> Shape:
    """The same with another number of units."""
    return Tokens((*shape[:-1], units)) if isinstance(shape, Tokens) else (units, *shape[1:])


def count(name: str, step: Step, key: str, scope: Scope, minimum: int) -> int:
    """The value of an expression that says how many; a ShapeError below the minimum."""
    value = evaluate(step[key], scope)
    if not isinstance(value, int) or value < minimum:
        raise ShapeError(f"{name}: {key} is {value}; it must be at least {minimum}")
    return value
