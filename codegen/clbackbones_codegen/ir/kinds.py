"""Kinds of values in expressions: an integer, a number, true or false, a word, null, lists of these."""

from collections.abc import Mapping
from typing import Literal, Self, cast

from attrs import evolve, frozen

from clbackbones_runtime.catalog import Field

from ..spec.model import Json

Base = Literal["integer", "number", "boolean", "text", "null", "any"]

_OF_TYPES: Mapping[str, Base] = {"enum": "text", "activation": "text", "weights": "text", "integers": "integer"}
_IN_WORDS: Mapping[Base, str] = {
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "text": "a word",
    "null": "null",
    "any": "a value",
}


@frozen
class Kind:
    """What kind a value is.

    Attributes:
        base: The kind of the value, or of the items of a list's innermost lists.
        depth: How many lists are around it; 0: it is no list.
        nullable: Whether it may also be null.
    """

    base: Base
    depth: int = 0
    nullable: bool = False

    @property
    def item(self) -> Self | None:
        """The kind of a list's items; None for what is no list."""
        return None if self.nullable or not self.depth else evolve(self, depth=self.depth - 1)

    def listed(self) -> Self:
        """The kind of a list of such values."""
        return evolve(self, depth=self.depth + 1)

    def fits(self, wanted: "Kind") -> bool:
        """Whether such a value may stand where another kind is wanted."""
        if wanted == SIZES:
            return self == INTEGER or self == INTEGER.listed()
        if wanted == LIST:
            return bool(self.depth) and not self.nullable
        return self == wanted or (wanted == NUMBER and self == INTEGER)

    def in_words(self) -> str:
        """The kind for a sentence."""
        if self == SIZES:
            return 'an integer, or one for each dimension: ["list", 1, 3]'
        words = "a list" if self.depth else _IN_WORDS[self.base]
        return f"{words} or null" if self.nullable else words

    def has(self, value: Json) -> bool:
        """Whether a value is of the kind."""
        found = kind_of_value(value)
        return found == evolve(self, nullable=False) or (self.nullable and found == NULL)


INTEGER, NUMBER, BOOLEAN, NULL = Kind("integer"), Kind("number"), Kind("boolean"), Kind("null")
LIST = Kind("any", 1)
"""Any list."""

SIZES = Kind("any", -1)
"""An integer, or one for each dimension."""

Kinds = Mapping[str, Kind | None]
"""Kind of every name in scope; None where nothing is known about it."""


def kind_of_field(field: Field) -> Kind:
    """The kind of a config field's value."""
    base = _OF_TYPES.get(field.type) or cast(Base, field.type)
    return Kind(base, int(field.type == "integers"), field.nullable and not field.derived)


def fixed_values(field: Field) -> list[Json]:
    """The values of a config field that has a fixed set of them; else none."""
    values: list[Json] = [True, False] if field.type == "boolean" else [*field.choices]
    return [*values, None] if values and field.nullable else values


def kind_of_value(value: Json) -> Kind | None:
    """The kind of a JSON value; None for a list of different kinds."""
    match value:
        case None:
            return NULL
        case bool():
            return BOOLEAN
        case int():
            return INTEGER
        case float():
            return NUMBER
        case list():
            kinds = {kind_of_value(item) for item in cast("list[Json]", value)} or {INTEGER}
            return list_of(kinds)
        case _:
            return Kind("text")


def list_of(items: set[Kind | None]) -> Kind | None:
    """The kind of a list whose items have these kinds; None where they differ."""
    kind = items.pop() if len(items) == 1 else None
    return None if kind is None else kind.listed()
