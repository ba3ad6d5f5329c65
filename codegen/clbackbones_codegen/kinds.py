"""Kinds of values in expressions: `integer`, `number`, `boolean`, `null`, `text`, and lists of these, `integer list`.

A value that may be null is `integer or null`. None stands for a kind that nothing is known about.
"""

from collections.abc import Mapping
from typing import cast

from .model import Json

Kinds = Mapping[str, str | None]
"""Kind of every name in scope."""

_LIST = " list"
_OF_TYPES: Mapping[str, str] = {"integers": "integer list", "enum": "text", "activation": "text", "weights": "text"}
_IN_WORDS: Mapping[str, str] = {
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "text": "a word",
    "null": "null",
}


def kind_of_field(entry: Mapping[str, Json]) -> str:
    """The kind of a config field's value."""
    kind = _OF_TYPES.get(entry["type"], entry["type"])
    return f"{kind} or null" if entry.get("nullable") and not entry.get("derived") else kind


def kind_of_value(value: Json) -> str | None:
    """The kind of a JSON value; None for a list of different kinds."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case list():
            items = cast("list[Json]", value)
            return list_of({kind_of_value(item) for item in items} or {"integer"})
        case _:
            return "text"


def list_of(items: set[str | None]) -> str | None:
    """The kind of a list whose items have these kinds; None where they differ."""
    kind = items.pop() if len(items) == 1 else None
    return None if kind is None else kind + _LIST


def is_list(kind: str) -> bool:
    """Whether values of the kind are lists."""
    return kind.endswith(_LIST)


def item_of(kind: str | None) -> str | None:
    """The kind of a list's items."""
    return kind.removesuffix(_LIST) if kind is not None and is_list(kind) else None


def fits(kind: str, wanted: str) -> bool:
    """Whether a value of one kind may stand where another is wanted."""
    return kind == wanted or (wanted == "list" and is_list(kind)) or (wanted == "number" and kind == "integer")


def in_words(kind: str) -> str:
    """The kind for a sentence."""
    base, *null = kind.split(" or ")
    words = "a list" if is_list(base) or base == "list" else _IN_WORDS[base]
    return " or ".join([words, *null])
