"""Shapes: what a network takes, and what its operations make of it. No torch."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from .expression import Json, Scope, evaluate

__all__ = [
    "FeatureError",
    "Shape",
    "ShapeError",
    "Step",
    "check_input",
    "count",
    "features",
    "flattens",
    "input_sizes",
    "known",
    "written",
]

Shape = tuple[int | None, ...]
"""Sizes without the batch; None where the input size is not known."""

Step = Mapping[str, Json]
"""A flat step of an architecture, as `_spec.json` has it."""


class ShapeError(ValueError):
    """The input, or a value on the way, has a shape that the network cannot take."""


class FeatureError(ShapeError):
    """What the network emits is no list of features of known length."""


def input_sizes(architecture: Mapping[str, Json], scope: Scope) -> Shape:
    """Sizes of the input's dimensions, None where any size is taken."""
    return tuple(scope.get(name) for name in architecture["input"])


def flattens(architecture: Mapping[str, Json]) -> bool:
    """Whether the network flattens its input first, so that any shape with as many entries is taken."""
    return architecture["steps"][0]["step"] == "flatten"


def _describe_input(architecture: Mapping[str, Json], scope: Scope) -> str:
    """The input shape that the network expects, in words: `(batch, 3, height, width)`."""
    sizes = input_sizes(architecture, scope)
    names = [name if size is None else str(size) for name, size in zip(architecture["input"], sizes, strict=True)]
    if flattens(architecture) and known(sizes):
        return f"(batch, {', '.join(names)}) or any other with {math.prod(sizes)} entries per sample"
    return f"(batch, {', '.join(names)})"


def check_input(architecture: Mapping[str, Json], scope: Scope, shape: Sequence[int | None]) -> None:
    """Compares a sample's shape (without the batch) with what the network expects.

    Raises:
        ShapeError: If they differ; the message gives both.
    """
    sizes = input_sizes(architecture, scope)
    if flattens(architecture) and known(sizes):
        fits = known(shape) and math.prod(shape) == math.prod(sizes)
    else:
        fits = len(shape) == len(sizes) and all(
            size in (None, given) and given != 0 for size, given in zip(sizes, shape, strict=True)
        )
    if not fits:
        given = ", ".join(str(size) for size in ("batch", *shape))
        raise ShapeError(f"the input must have shape {_describe_input(architecture, scope)}; it has ({given})")


def known(shape: Sequence[int | None]) -> TypeGuard[Sequence[int]]:
    """Whether every size is known."""
    return None not in shape


def written(shape: Shape) -> str:
    """A shape for a message: `(3, ?, ?)`."""
    return f"({', '.join('?' if size is None else str(size) for size in shape)})"


def features(shape: Shape) -> int:
    """Features or channels that an operation gets; a ShapeError where they depend on the input."""
    if shape[0] is None:
        raise ShapeError("the number of its inputs depends on the size of the network's input")
    return shape[0]


def count(name: str, step: Step, key: str, scope: Scope, minimum: int) -> int:
    """The value of an expression that says how many; a ShapeError below the minimum."""
    value = evaluate(step[key], scope)
    if not isinstance(value, int) or value < minimum:
        raise ShapeError(f"{name}: {key} is {value}; it must be at least {minimum}")
    return value
