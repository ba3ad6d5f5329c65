"""JSON with comments, as editors keep their settings in: entries are added, and the rest of the text stays as it is."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, cast

from attrs import Factory, define, frozen

__all__ = ["JsoncError", "merged"]

_BLANK: Final = re.compile(r"(?:[\s\ufeff]|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_REST_OF_LINE: Final = re.compile(r"(?:[^\S\n]|/\*[^\n]*?\*/)*(?://[^\r\n]*)?")
_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_SCALAR: Final = re.compile(r"true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_INDENT: Final = "    "
"""That of VS Code's own settings, where a file has none."""

_DEEPEST: Final = 100
"""Objects and arrays inside of each other that are read."""

Edit = tuple[int, int, str]
"""A part of the text, from its first character to that behind its last, and what takes its place."""


class JsoncError(ValueError):
    """A text that is no JSON with comments, or into which something cannot be entered; it begins with the place."""


@define
class _Value:
    """A value, and where it stands.

    Attributes:
        kind: What it is.
        start: Its first character.
        end: What follows its last character.
        content: What a scalar says.
        entries: The entries of an object, of each name the last; those of an array, by their number.
        first: Where the first entry begins, with its name.
        last: What follows the last entry.
        comma: What follows the comma behind the last entry; None where there is none.
    """

    kind: Literal["object", "array", "scalar"]
    start: int
    end: int = 0
    content: Any = None
    entries: dict[str, "_Value"] = Factory(cast("type[dict[str, _Value]]", dict))
    first: int = 0
    last: int = 0
    comma: int | None = None


@frozen
class _Layout:
    indent: str
    newline: str

    def written(self, value: object, indent: str) -> str:
        """A value as JSON; lines after the first are indented."""
        text = json.dumps(value, indent=self.indent, ensure_ascii=False)
        return text.replace("\n", f"{self.newline}{indent}")


def merged(text: str, addition: Mapping[str, Any]) -> str:
    """A text with entries added, and nothing else changed.

    Args:
        text: JSON with comments, where a comma may stand behind the last entry; or nothing but comments.
        addition: What is to be there: mappings are entered into mappings, and texts into lists, where a text alone
            stands for a list of it.

    Returns:
        The text; the same where all is there already.

    Raises:
        JsoncError: The text is no such JSON, or has something else where a mapping or a list is to be.
    """
    root = _Reader(text).document()
    newline = "\r\n" if "\r\n" in text else "\n"
    if root is None:
        layout = _Layout(_INDENT, newline)
        between = newline if text and not text.endswith("\n") else ""
        return f"{text}{between}{layout.written(addition, '')}{newline}"
    layout = _Layout(_indent_of_entries(text, root) or _INDENT, newline)
    for start, end, new in sorted(_into_object(text, root, addition, layout, "it"), reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _into_object(text: str, place: _Value, addition: Mapping[str, Any], layout: _Layout, name: str) -> Iterator[Edit]:
    if place.kind != "object":
        raise _error(text, place.start, f"{name} is to be a mapping, {{...}}")
    missing: list[tuple[str, object]] = []
    for key, value in addition.items():
        found = place.entries.get(key)
        if found is None:
            missing.append((f"{json.dumps(key)}: ", value))
        elif isinstance(value, Mapping):
            yield from _into_object(text, found, cast("Mapping[str, Any]", value), layout, repr(key))
        else:
            yield from _into_list(text, found, cast("Sequence[str]", value), layout, repr(key))
    if missing:
        yield _insertion(text, place, missing, layout)


def _into_list(text: str, place: _Value, addition: Sequence[str], layout: _Layout, name: str) -> Iterator[Edit]:
    alone = isinstance(place.content, str)
    if place.kind != "array" and not alone:
        raise _error(text, place.start, f"{name} is to be a list, [...]")
    there = [place.content] if alone else [entry.content for entry in place.entries.values()]
    missing = [each for each in addition if each not in there]
    if missing and alone:
        yield place.start, place.end, layout.written([*there, *missing], _indent_of_line(text, place.start))
    elif missing:
        yield _insertion(text, place, [("", each) for each in missing], layout)


def _insertion(text: str, place: _Value, entries: Sequence[tuple[str, object]], layout: _Layout) -> Edit:
    """Adds entries at the end of an object or an array."""
    outer = _indent_of_line(text, place.start)
    inner = _indent_of_entries(text, place) or f"{outer}{layout.indent}"
    separator = f"{layout.newline}{inner}"
    written = [f"{name}{layout.written(value, inner)}" for name, value in entries]
    if not place.entries:
        inside = text[place.start + 1 : place.end - 1].rstrip()
        new = f"{separator}{f',{separator}'.join(written)}{layout.newline}{outer}"
        return place.start + 1 + len(inside), place.end - 1, new
    behind = place.last if place.comma is None else place.comma
    comma = "," if place.comma is None else ""
    if "\n" not in text[place.start : place.end]:
        on_one_line = (f"{name}{json.dumps(value, ensure_ascii=False)}" for name, value in entries)
        return behind, behind, f"{comma} {', '.join(on_one_line)}"
    # A comment on the line of the last entry is about that entry.
    rest = _REST_OF_LINE.match(text, behind)
    comment = rest[0].rstrip() if rest else ""
    new = f"{separator}{f',{separator}'.join(written)}{'' if comma else ','}"
    return behind, behind + len(comment), f"{comma}{comment}{new}"


def _indent_of_line(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    line = text[start:position]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _indent_of_entries(text: str, place: _Value) -> str:
    """What stands before the first entry, if that begins a line."""
    line = text[text.rfind("\n", 0, place.first) + 1 : place.first]
    return line if place.entries and not line.strip(" \t") and "\n" in text[place.start : place.first] else ""


def _error(text: str, position: int, what: str) -> JsoncError:
    before = text[:position]
    return JsoncError(f"{before.count(chr(10)) + 1}:{position - before.rfind(chr(10))}: {what}")


class _Reader:
    """Reads values one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._depth = 0

    def document(self) -> _Value | None:
        """The only value of the text; None where there are but comments."""
        self._skip()
        if self._position == len(self._text):
            return None
        value = self._value()
        self._skip()
        if self._position < len(self._text):
            raise self._unexpected("nothing follows the closing bracket")
        return value

    def _value(self) -> _Value:
        match self._text[self._position : self._position + 1]:
            case "{":
                return self._container("object", "}")
            case "[":
                return self._container("array", "]")
            case _:
                return self._scalar()

    def _container(self, kind: Literal["object", "array"], closing: str) -> _Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _error(self._text, self._position, "brackets are nested too deep")
        found = _Value(kind, self._position)
        self._position += 1
        while not self._takes(closing):
            if found.entries and found.comma is None:
                raise self._unexpected(f"a comma or '{closing}' is expected")
            start, name = self._position, str(len(found.entries))
            if kind == "object":
                name = self._name()
            found.first = found.first if found.entries else start
            value = self._value()
            found.entries[name] = value
            found.last = value.end
            found.comma = self._position if self._takes(",") else None
        self._depth -= 1
        found.end = self._position
        return found

    def _name(self) -> str:
        if self._text[self._position : self._position + 1] != '"':
            raise self._unexpected("a name in double quotes is expected")
        name = self._scalar().content
        if not self._takes(":"):
            raise self._unexpected("a colon is expected")
        self._skip()
        return name

    def _scalar(self) -> _Value:
        match = _STRING.match(self._text, self._position) or _SCALAR.match(self._text, self._position)
        if match is None:
            raise self._unexpected("a value is expected")
        try:
            content = json.loads(match[0])
        except ValueError:
            raise self._unexpected("a value is expected") from None
        self._position = match.end()
        return _Value("scalar", match.start(), match.end(), content)

    def _takes(self, character: str) -> bool:
        """Goes behind a character, if it comes next, and what is blank behind that."""
        self._skip()
        if not self._text.startswith(character, self._position):
            return False
        self._position += 1
        return True

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._position)
        self._position = match.end() if match else self._position

    def _unexpected(self, what: str) -> JsoncError:
        found = self._text[self._position : self._position + 1]
        return _error(self._text, self._position, f"{what}, not {repr(found) if found else 'the end of the file'}")
