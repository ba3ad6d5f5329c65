"""The input of a network: which shapes it takes. No torch."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from .expression import Json, Scope, evaluate
from .operations import find_operation
from .shapes import Ids, Shape, ShapeError, Step, known

__all__ = [
    "MOST_PLACES",
    "check_batch",
    "check_input",
    "describe_input",
    "flattens",
    "given_shape",
    "ids_argument",
    "input_sizes",
]

MOST_PLACES: Final = 512**2
"""Places of the largest input with which networks that take any size are tried: an image, a long series, a volume."""


def input_sizes(architecture: Mapping[str, Json], scope: Scope) -> Shape:
    """Sizes of the input's dimensions, None where any size is taken."""
    return tuple(scope.get(name) for name in architecture["input"])


def given_shape(architecture: Mapping[str, Json], scope: Scope, sizes: Shape) -> Shape:
    """The shape of an input of these sizes: of ids, where the first step reads such."""
    argument = ids_argument(architecture)
    return sizes if argument is None else Ids.of(sizes, evaluate(_first(architecture)[argument], scope))


def ids_argument(architecture: Mapping[str, Json]) -> str | None:
    """The argument of the first step that says how many ids there are; None where the input holds numbers."""
    operation = find_operation(_first(architecture)["step"])
    return None if operation is None else operation.ids


def _first(architecture: Mapping[str, Json]) -> Step:
    """The first step, but for those that keep the input for later ones."""
    return next(step for step in architecture["steps"] if step["step"] != "keep")


def flattens(architecture: Mapping[str, Json]) -> bool:
    """Whether the network flattens its input first, so that any shape with as many entries is taken."""
    first = find_operation(architecture["steps"][0]["step"])
    return first is not None and first.takes_any_shape


def describe_input(architecture: Mapping[str, Json], scope: Scope) -> str:
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
    if not _fits(architecture, scope, shape):
        given = ", ".join(str(size) for size in ("batch", *shape))
        raise ShapeError(f"the input must have shape {describe_input(architecture, scope)}; it has ({given})")


def check_batch(architecture: Mapping[str, Json], scope: Scope, shape: Sequence[int]) -> None:
    """Compares the shape of a batch with what the network expects.

    Raises:
        ShapeError: If they differ; the message gives both, and says how to make a batch of one sample.
    """
    one = _fits(architecture, scope, shape)
    if len(shape) > 1 and not (one and not _fits(architecture, scope, shape[1:])):
        check_input(architecture, scope, shape[1:])
        return
    given = f"({', '.join(map(str, shape))})" if shape else "no dimensions"
    if one:
        given += ", one sample without the batch: give input.unsqueeze(0)"
    raise ShapeError(f"the input must have shape {describe_input(architecture, scope)}; it has {given}")


def _fits(architecture: Mapping[str, Json], scope: Scope, shape: Sequence[int | None]) -> bool:
    """Whether a network takes samples of a shape."""
    sizes = input_sizes(architecture, scope)
    if flattens(architecture) and known(sizes):
        return known(shape) and math.prod(shape) == math.prod(sizes)
    return len(shape) == len(sizes) and all(
        size in (None, given) and given != 0 for size, given in zip(sizes, shape, strict=True)
    )
