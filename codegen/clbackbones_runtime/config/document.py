"""What one YAML text says, and where in the text each part of it stands."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from attrs import Factory, define, evolve

from .problems import Fault, PathItem, Problem, Severity, json_pointer

__all__ = ["Document", "Place", "Region", "start"]

_BREAK = re.compile(r"\r\n|\n|\r")


class Region(NamedTuple):
    """Where a list or a mapping stands.

    Attributes:
        begin: Index of its first character.
        keys: For a mapping, by key, the index of the key and the place of the value.
        items: For a list, the places of the items.
        first: Index of a mapping's first key.
    """

    begin: int
    keys: dict[object, tuple[int, "int | Region"]]
    items: Sequence["int | Region"]
    first: int | None


Place = int | Region
"""Where a node starts; for a scalar, the index of its first character."""


def start(place: Place) -> int:
    """Index of the first character of a node."""
    return place.begin if isinstance(place, Region) else place


@define
class Document:
    """What one YAML text says.

    Attributes:
        text: The text.
        path: Name of the file, for problems.
        value: A JSON value; what could not be understood in it is `Unreadable`, which has its problem already.
        place: Where the value stands.
        problems: What makes the text invalid, whatever part of it is of interest.
        local: What matters only in the part in which it stands: values that no config takes, and warnings.
        is_text: Whether there is a text; what comes from Python has no lines.
        is_empty: Whether the text says nothing.
        is_read: Whether the text is short enough to be read.
    """

    text: str
    path: str | None = None
    value: object = None
    place: Place = 0
    problems: list[Problem] = Factory(list[Problem])
    local: list[Problem] = Factory(list[Problem])
    is_text: bool = True
    is_empty: bool = False
    is_read: bool = True
    _lines: list[int] = Factory(list[int])

    @classmethod
    def of_python(cls, value: object, path: str | None = None) -> "Document":
        """A value that comes from Python; problems say `path` to that."""
        return cls("", path, value, is_text=False)

    def line_and_column(self, index: int) -> tuple[int, int]:
        """Line and column, counted from 1, of a character; lines end as they do in editors."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in _BREAK.finditer(self.text))]
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def locate(self, fault: Fault) -> Problem:
        """The fault as a problem with its line and its column."""
        if not self.is_text:
            return evolve(fault.problem(), path=self.path)
        place, key = self.place, None
        for item in fault.path[:-1] if fault.at == "first" else fault.path:
            if isinstance(place, Region) and item in place.keys:
                key, place = place.keys[item]
            elif isinstance(place, Region) and isinstance(item, int) and item < len(place.items):
                place = place.items[item]
        first = place.first if isinstance(place, Region) else None
        index = {"key": key, "first": first, "value": None}[fault.at]
        return self.problem(start(place) if index is None else index, fault.path, fault.message, fault.hint)

    def problem(
        self,
        index: int,
        path: Sequence[PathItem],
        message: str,
        hint: str | None = None,
        severity: Severity = "error",
    ) -> Problem:
        """A problem at a character of the text."""
        line, column = self.line_and_column(index)
        return Problem(self.path, line, column, json_pointer(path), message, hint, severity)
