"""Expressions and conditions of the specification, evaluated for one config."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

__all__ = ["Json", "Scope", "evaluate", "holds", "key_of", "round_to_multiple"]

Json = Any
Scope = Mapping[str, Json]
"""Values of config fields, variant constants, block arguments and names that `each` binds."""


def evaluate(expression: Json, scope: Scope) -> Json:
    """The value of an expression of the dialect; or of `{when, then, else}`, which only flat steps have.

    Raises:
        KeyError: If the expression uses a name that is not in scope.
    """
    if isinstance(expression, str):
        return scope[expression]
    if isinstance(expression, Mapping):
        choice = cast("Mapping[str, Json]", expression)
        if "when" in choice:
            return evaluate(choice["then" if holds(choice["when"], scope) else "else"], scope)
        return evaluate(choice["of"][key_of(scope[choice["select"]])], scope)
    if isinstance(expression, Sequence):
        operator, *operands = cast("Sequence[Json]", expression)
        return _OPERATORS[operator](*(evaluate(operand, scope) for operand in operands))
    return expression


def holds(when: Mapping[str, Json] | None, scope: Scope) -> bool:
    """Whether a condition holds: every name has the value given, or one of those given; without a condition it does."""
    return all(_is_wanted(scope[name], wanted) for name, wanted in (when or {}).items())


def _is_wanted(value: Json, wanted: Json) -> bool:
    if isinstance(wanted, Mapping):
        return not _is_wanted(value, cast("Mapping[str, Json]", wanted)["not"])
    return value in cast("list[Json]", wanted) if isinstance(wanted, list) else value == wanted


def key_of(value: Json) -> str:
    """The JSON object key under which `select` lists a value."""
    return value if isinstance(value, str) else {None: "null", True: "true", False: "false"}[value]


def round_to_multiple(value: float, multiple: int) -> int:
    """The nearest multiple that is at least one and no less than nine tenths of the value, as in MobileNetV2."""
    rounded = max(multiple, int(value + multiple / 2) // multiple * multiple)
    return rounded if rounded >= 0.9 * value else rounded + multiple


def _subtract(first: int, *rest: int) -> int:
    return first - sum(rest) if rest else -first


def _divide(first: int, second: int) -> int:
    return first // second


def _item(items: Sequence[Json], index: int) -> Json:
    return items[index]


def _sum(*operands: int) -> int:
    return sum(operands)


def _product(*operands: int) -> int:
    return math.prod(operands)


def _joined(*lists: Sequence[Json]) -> list[Json]:
    return [item for items in lists for item in items]


def _list(*items: Json) -> list[Json]:
    return list(items)


_OPERATORS: Mapping[str, Callable[..., Json]] = {
    "+": _sum,
    "-": _subtract,
    "*": _product,
    "//": _divide,
    "min": min,
    "max": max,
    "round_to_multiple": round_to_multiple,
    "[]": _item,
    "concat": _joined,
    "list": _list,
}
