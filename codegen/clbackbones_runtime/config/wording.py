"""The words of messages: how a value is named, what a field takes, which known name is nearest to a misspelt one."""

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import BuiltinFunctionType, FunctionType

from attrs import evolve

from ..catalog import Field

__all__ = [
    "alternatives",
    "boolean",
    "bounds",
    "did_you_mean",
    "item",
    "nearest",
    "out_of_range",
    "quoted",
    "shortened",
    "shown",
    "takes",
    "visible",
]

LONGEST = 60
"""Characters of a value that a message shows."""

MOST_DIGITS = 40
"""Digits of an integer that a message shows."""


def shown(value: object) -> str:
    """A value as a message names it, on one line: `the string '784'`, `true`, `a list`."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return f"the string {quoted(value)}"
        case int() if abs(value) >= 10**MOST_DIGITS:
            return f"an integer of more than {MOST_DIGITS} digits"
        case int() | float():
            return str(value)
        case Mapping():
            return "a mapping"
        case bytes() | bytearray():
            return "bytes"
        case type():
            return f"the class {value.__name__}"
        case Sequence():
            return "a list"
        case FunctionType() | BuiltinFunctionType():
            return f"the function {value.__name__}" if value.__name__.isidentifier() else "a function"
        case _ if (truth := boolean(value)) is not None:
            return str(truth).lower()
        case _:
            return f"an object of type {type(value).__name__}"


def boolean(value: object) -> bool | None:
    """The boolean that a value is, one of NumPy included; None for any other value."""
    if isinstance(value, bool):
        return value
    numpy = sys.modules.get("numpy")  # who has such a boolean has imported it
    return bool(value) if numpy is not None and isinstance(value, numpy.bool_) else None


def quoted(text: str) -> str:
    """A text in quotes, shortened, on one line."""
    return f"'{shortened(text)}'"


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text on one line, what cannot be shown as escapes, its end left out where it is long."""
    text = visible(text[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"


def visible(text: str) -> str:
    """A text on one line, with escapes for what would act on a terminal instead of being shown."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def alternatives(items: Iterable[str], conjunction: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    *head, last = items
    return f"{', '.join(head)} {conjunction} {last}" if head else last


@lru_cache(1024)
def nearest(name: str, names: Iterable[str], count: int = 1) -> tuple[str, ...]:
    """The names that resemble `name` most, the best one first; one alone when it differs in case only.

    Args:
        name: What was written.
        names: What is possible; hashable, as answers are kept.
        count: Number of names to return at most.
    """
    from difflib import get_close_matches

    names = tuple(names)
    folded = [known for known in names if known.casefold() == name.casefold()]
    # Names are short: a long text resembles none of them, and comparing it would take long.
    return tuple(folded[:1] or get_close_matches(name[:100], names, count, 0.6))


def did_you_mean(name: str, names: Iterable[str], count: int = 1) -> str | None:
    """The hint that offers the nearest names; None where nothing is near."""
    found = nearest(name, tuple(names), count)
    names = [f"'{known}'" for known in found]
    return f"did you mean {alternatives(names)}?" if names else None


def takes(field: Field) -> str:
    """What a field takes, to follow `write`: `an integer of at least 1`."""
    match field.type:
        case "boolean":
            text = "true or false"
        case "integer":
            text = f"an integer{bounds(field)}"
        case "number":
            text = f"a number{bounds(field)}"
        case "integers":
            example = next((f", such as {example}" for example in field.examples if example), "")
            text = f"a list of integers{bounds(field)}{example}"
        case "weights":
            text = "the name of published weights or the path of a file"
        case "activation":
            text = f"the name of an activation, such as '{next(iter(field.choices))}'"
        case "enum":
            null = ["null"] if field.nullable else []
            return alternatives(null + [f"'{choice}'" for choice in field.choices])
    return f"{text}, or null" if field.nullable else text


def item(field: Field) -> Field:
    """An item of a list of integers, as a field of its own."""
    return evolve(field, type="integer", nullable=False)


def bounds(field: Field) -> str:
    """The range of a field's numbers, to follow a noun: ` of at least 0 and below 1`."""
    limits = {
        "of at least": field.minimum,
        "above": field.exclusive_minimum,
        "of at most": field.maximum,
        "below": field.exclusive_maximum,
    }
    texts = [f"{word} {limit}" for word, limit in limits.items() if limit is not None]
    return f" {' and '.join(texts)}" if texts else ""


def out_of_range(field: Field, number: float, implied: float = math.inf) -> str | None:
    """Why a number lies outside a field's range, to follow the number; None when it lies inside.

    Args:
        field: The field.
        number: A finite number.
        implied: Largest magnitude, whatever the field says.
    """
    if field.minimum is not None and number < field.minimum:
        return f"below {field.minimum}"
    if field.maximum is not None and number > field.maximum:
        return f"above {field.maximum}"
    if field.exclusive_minimum is not None and number <= field.exclusive_minimum:
        return f"not above {field.exclusive_minimum}"
    if field.exclusive_maximum is not None and number >= field.exclusive_maximum:
        return f"not below {field.exclusive_maximum}"
    if abs(number) > implied:
        return f"beyond {implied}"
    return None
