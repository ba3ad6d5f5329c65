"""By how much steps change the sizes of a value together, as expressions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from attrs import frozen

from clbackbones_runtime.graph.operations import operation_class

from ..spec.model import Expression, When
from . import steps as flat
from .steps import FlatStep


def total_stride(steps: Sequence[FlatStep]) -> Expression:
    """The product of the strides of steps, of those that widen as divisors; 1 where each dimension keeps its size."""
    strides = [*_strides(steps, None)]
    rank = max((_dimensions(each.value) for each in strides), default=1)
    totals = [_total(strides, dimension) for dimension in range(rank)]
    return _product([total for total in totals if total != 1])


@frozen
class _Stride:
    """The stride of a step.

    Attributes:
        value: The stride, one for all dimensions or a list of them.
        widens: Whether there are more places behind the step by that, rather than fewer.
        when: Where the step is there.
    """

    value: Expression
    widens: bool
    when: When | None


def _strides(steps: Sequence[FlatStep], when: When | None) -> Iterator[_Stride]:
    for step in steps:
        if isinstance(step, flat.Optional):
            yield from _strides(step.steps, step.when)
        elif isinstance(step, flat.Layer | flat.Plain):
            widens = operation_class(step.kind).widens
            here = step.when if isinstance(step, flat.Plain) else when
            yield _Stride(step.arguments.get(widens or "stride", 1), widens is not None, here)


def _total(strides: Sequence[_Stride], dimension: int) -> Expression:
    """The product of strides along a dimension; a stride that another takes back is left out."""
    shrunk: list[Expression] = []
    widened: list[Expression] = []
    for each in strides:
        along = _along(each.value, dimension)
        if along != 1:
            (widened if each.widens else shrunk).append(only(each.when, along, 1))
    for factor in [*widened]:
        if factor in shrunk:
            shrunk.remove(factor)
            widened.remove(factor)
    return ["//", _product(shrunk), _product(widened)] if widened else _product(shrunk)


def _dimensions(stride: Expression) -> int:
    """For how many dimensions a stride is written; 1 where it is one for all."""
    match stride:
        case ["list", *each]:
            return len(each)
        case {"select": _, "of": options}:
            return max(map(_dimensions, cast("Mapping[str, Expression]", options).values()))
        case _:
            return 1


def _along(stride: Expression, dimension: int) -> Expression:
    """The stride along a dimension."""
    match stride:
        case ["list", *each]:
            return each[dimension] if dimension < len(each) else 1
        case {"select": name, "of": options}:
            items = cast("Mapping[str, Expression]", options).items()
            return {"select": name, "of": {key: _along(value, dimension) for key, value in items}}
        case _:
            return stride


def only(when: When | None, value: Expression, otherwise: Expression) -> Expression:
    """A value where a condition holds."""
    return value if when is None else {"when": dict(when), "then": value, "else": otherwise}


def _product(factors: Sequence[Expression]) -> Expression:
    """Factors, none of which is 1, as one expression."""
    return ["*", *factors] if len(factors) > 1 else factors[0] if factors else 1
