"""YAML, read as Hydra reads it, into a JSON value in which every key and value has a line and a column.

One pass over the parser's events builds the value. Aliases, merge keys, duplicate keys and tags are handled here, so
that everything that is wrong is found at once, and with its place. Lines and columns are counted when there is
something to say, so that a valid file costs little more than its parsing.
"""

import errno
import os
import re
import stat
from collections.abc import Callable
from typing import Any, Final, cast

import yaml
from attrs import Factory, define, evolve
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .document import Document, Place, Region, start
from .problems import MAX_PROBLEMS, PathItem, Problem, Severity, Unreadable, naming
from .scalars import MERGE, SCALAR_TAGS, YAML_TAGS, Remark, plain, tagged
from .syntax import syntax_problem
from .wording import quoted, shown

__all__ = ["MAX_DEPTH", "MAX_VALUES", "max_bytes", "read", "read_file", "unreadable"]

MAX_BYTES: Final = "CLBACKBONES_MAX_BYTES"
"""The environment variable that says how long a text may be."""

DEFAULT_MAX_BYTES: Final = 1_000_000
"""How long a text may be where nothing else is said; no config of a backbone comes near."""

MAX_DEPTH = 100
"""Levels of nesting that are read; text that is deeper serves only to exhaust its reader."""

MAX_VALUES = 1_000_000
"""Values that the aliases of one text may stand for."""

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s*(?:#.*\s*)*)+")

# What libyaml, which is fast, takes otherwise than PyYAML's own parser, which is Hydra's: tabs between tokens, '?' in
# the middle of a plain scalar in brackets, ',' behind a tag, byte order marks.
_DISPUTED = re.compile(r"[\t!?\ufeff]")
_TO_BE_GIVEN = re.compile(r"(?:(?<=[\[{,])|(?<=[\[{,:] ))\?\?\?(?=[\s,\]}])")


def _is_disputed(text: str) -> bool:
    """Whether only PyYAML's own parser may be asked; not because of `key: ???`, which configs are full of."""
    return _DISPUTED.search(_TO_BE_GIVEN.sub("", text)) is not None


def max_bytes() -> int:
    """How many bytes of a text are read, as the environment says."""
    given = os.environ.get(MAX_BYTES, "")
    return int(given) if given.isdecimal() and len(given) < 20 else DEFAULT_MAX_BYTES


def read_file(path: str | os.PathLike[str], name: str) -> Document:
    """Reads a YAML file, and no more of it than `max_bytes`.

    Args:
        path: The file.
        name: Name of the file, for problems.

    Raises:
        OSError: It cannot be read; the error names the file.
    """
    with naming(name), open(path, "rb", opener=_opened) as file:
        text = file.read(max_bytes() + 1)
        if not text and stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.ENXIO, "no process writes to this pipe")
    return read(text, name)


def _opened(path: str, flags: int) -> int:
    """Opens a file; a pipe without waiting for a process that writes to it, which may never come."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def unreadable(document: Document, message: str, hint: str | None = None) -> Document:
    """The document as one problem, at its begin."""
    return _give_up(document, document.problem(0, (), message, hint))


def read(source: str | bytes, path: str | None = None) -> Document:
    """Reads one YAML text; never raises, whatever it holds.

    Args:
        source: The text, or its bytes in UTF-8; a byte order mark is left out of the count of columns.
        path: Name of the file, for problems.
    """
    if len(source) > max_bytes():
        message = f"more than {max_bytes():,} bytes are no config of a backbone, and are not read"
        return unreadable(
            Document("", path, is_read=False), message, f"set the environment variable {MAX_BYTES} to read more"
        )
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8")
        except UnicodeDecodeError as error:
            document = Document(source.decode("utf-8", "replace").removeprefix("\ufeff"), path)
            index = len(source[: error.start].decode("utf-8").removeprefix("\ufeff"))
            message = f"byte 0x{source[error.start]:02x} is not UTF-8"
            return _give_up(document, document.problem(index, (), message, "save the file as UTF-8"))
    document = Document(source.removeprefix("\ufeff"), path)
    if document.text.startswith("\ufeff"):
        return unreadable(document, "the text begins with two byte order marks", "remove them")
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if fast is yaml.SafeLoader or _is_disputed(document.text):
        return _built(document, yaml.SafeLoader)[0]
    read, error = _built(document, fast)
    if error is not None:
        # Hydra's own parser has the last word, but libyaml the better ones.
        again, refused = _built(Document(document.text, path), yaml.SafeLoader)
        return read if refused else again
    return read


def _built(document: Document, parser: Any) -> tuple[Document, yaml.YAMLError | None]:
    """The document as a parser of PyYAML's reads it, and what the parser refuses in it."""
    try:
        _Builder(document).build(parser)
    except _StopError as stop:
        return _give_up(document, stop.problem), None
    except yaml.YAMLError as error:
        return _give_up(document, syntax_problem(document, error)), error
    except UnicodeEncodeError as error:
        message = "a lone surrogate is not a character"
        return _give_up(document, document.problem(error.start, (), message, "remove it")), None
    return document, None


def _give_up(document: Document, problem: Problem) -> Document:
    document.problems.append(problem)
    document.value, document.place = Unreadable(problem), 0
    return document


class _StopError(Exception):
    """The text cannot be read on."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@define
class _Node:
    """A list or a mapping that is being read."""

    index: int
    anchor: str | None
    rejected: Unreadable | None
    size: int = 0


@define
class _List(_Node):
    value: list[object] = Factory(list[object])
    places: list[Place] = Factory(list[Place])

    def region(self) -> Region:
        return Region(self.index, {}, self.places, None)


_NO_KEY = object()
_MERGE_KEY = object()


@define
class _Mapping(_Node):
    value: dict[object, object] = Factory(dict[object, object])
    places: dict[object, tuple[int, Place]] = Factory(dict[object, tuple[int, Place]])
    key: object = _NO_KEY
    key_index: int = 0
    first: int | None = None
    merges: list[tuple[dict[object, object], Region]] = Factory(list[tuple[dict[object, object], Region]])

    def region(self) -> Region:
        return Region(self.index, self.places, (), self.first)

    def merge(self) -> None:
        """Adds what is merged: it comes first, and gives way to what is written out."""
        written = (self.value.copy(), self.region()._replace(keys=self.places.copy()))
        self.value.clear()
        self.places.clear()
        for value, region in (*self.merges, written):
            self.value.update(value)
            self.places.update(region.keys)


class _Builder:
    """Builds the value of a document from the events of its text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.open: list[_List | _Mapping] = []
        # What an anchor names: its value, place and size; the node itself while it is being read.
        self.anchors: dict[str, tuple[object, Place, int] | _Node] = {}

    def build(self, parser: Any) -> None:
        loader = parser(self.document.text)
        try:
            self._consume(cast("Callable[[], Any]", loader.get_event))
        except UnicodeError:
            raise
        except (ValueError, OverflowError):  # PyYAML's own, which takes any digits in escapes and directives
            message = "invalid YAML: this number stands for no character, or for no version"
            raise _StopError(self._problem(loader.index, message)) from None
        finally:
            loader.dispose()

    def _consume(self, next_event: Callable[[], Any]) -> None:
        document, nodes = self.document, self.open
        started = False
        while True:
            event = next_event()
            kind = cast("type[object]", type(event))
            if kind is ScalarEvent:
                value, place = event.value, event.start_mark.index
                if event.anchor is not None or event.tag is not None:
                    value, place = self._decorated(event)
                elif event.implicit[0]:
                    value, remark = plain(value)
                    if remark is not None:
                        value = self._remarked(value, remark, place)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes.append(self._opened(event, kind))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, place = self._closed(nodes.pop())
            elif kind is AliasEvent:
                value, place = self._aliased(event.anchor, event.start_mark.index)
            elif kind is StreamEndEvent:
                if not started or (document.value is None and not document.text[start(document.place) :].strip()):
                    what = "text" if document.path is None else "file"
                    hint = "write '_target_: <class>' and the fields of that class"
                    document.is_empty = True
                    raise _StopError(document.problem(0, (), f"the {what} is empty", hint))
                return
            else:
                if kind is DocumentStartEvent:
                    if started:
                        self._report(event.start_mark.index, "a second document starts here", "keep one per file")
                        if document.value is None:  # which is enough to say of two dashed lines
                            document.value = Unreadable(document.problems[-1])
                        return
                    started = True
                continue
            if not nodes:
                document.value, document.place = value, place
                continue
            node = nodes[-1]
            if type(node) is _List:
                node.value.append(value)
                node.places.append(place)
            elif type(node) is _Mapping:
                if node.key is _NO_KEY:
                    self._key(node, value, start(place), plain=kind is ScalarEvent and event.implicit[0])
                elif node.key is _MERGE_KEY:
                    self._merge(node, value, place)
                    node.key = _NO_KEY
                else:
                    node.value[node.key] = value
                    node.places[node.key] = (node.key_index, place)
                    node.key = _NO_KEY

    def _opened(self, event: Any, kind: type[object]) -> _List | _Mapping:
        index, tag = self._value_start(event), event.tag
        if len(self.open) == MAX_DEPTH:
            raise _StopError(self._problem(index, f"the text is nested deeper than {MAX_DEPTH} levels"))
        mapping = kind is MappingStartEvent
        known = tag in (None, "!", YAML_TAGS + ("map" if mapping else "seq"))
        rejected = None if known else self._unknown_tag(tag, event.start_mark.index)
        node = (_Mapping if mapping else _List)(index, event.anchor, rejected)
        if event.anchor is not None:
            self._anchor(event.anchor, index, node)
        return node

    def _closed(self, node: _List | _Mapping) -> tuple[object, Place]:
        if isinstance(node, _Mapping) and node.merges:
            node.merge()
        node.size += 1 + len(node.value)
        value, place = node.rejected or node.value, node.region()
        if node.anchor is not None:
            self.anchors[node.anchor] = value, place, node.size
        if self.open:
            self.open[-1].size += node.size
        return value, place

    def _aliased(self, name: str, index: int) -> tuple[object, Place]:
        anchored = self.anchors.get(name)
        if anchored is None:
            return self._reject(index, f"the alias '*{name}' has no anchor before it", f"define '&{name}' first"), index
        if isinstance(anchored, _Node):
            return self._reject(index, f"the alias '*{name}' stands inside what it repeats", "write it out"), index
        value, place, size = anchored
        if self.open:
            self.open[-1].size += size
            if sum(node.size for node in self.open) > MAX_VALUES:
                raise _StopError(self._problem(index, f"aliases stand for more than {MAX_VALUES} values"))
        return value, place._replace(begin=index) if isinstance(place, Region) else index

    def _anchor(self, name: str, index: int, anchored: tuple[object, Place, int] | _Node) -> None:
        if name in self.anchors:
            self._report(index, f"the anchor '&{name}' is defined twice", "give it another name")
        self.anchors[name] = anchored

    def _decorated(self, event: Any) -> tuple[object, Place]:
        """A scalar with an anchor or a tag."""
        index, tag = self._value_start(event), event.tag
        value, remark = event.value, None
        if event.implicit[0] or tag == "!":
            value, remark = plain(value)
        elif tag is not None and (kind := tag.removeprefix(YAML_TAGS)) != tag and kind in SCALAR_TAGS:
            value, remark = tagged(kind, value)
        elif tag is not None:
            value = self._unknown_tag(tag, event.start_mark.index)
        if remark is not None:
            value = self._remarked(value, remark, index)
        if event.anchor is not None:
            self._anchor(event.anchor, index, (value, index, 1))
        return value, index

    def _value_start(self, event: Any) -> int:
        """Where a value itself starts, behind its anchor and its tag."""
        index = event.start_mark.index
        if event.anchor is None and event.tag is None:
            return index
        properties = _PROPERTIES.match(self.document.text, index, event.end_mark.index)
        return properties.end() if properties else index

    def _key(self, node: _Mapping, value: object, index: int, *, plain: bool) -> None:
        node.key_index = index
        if node.first is None:
            node.first = index
        if plain and value == MERGE:
            node.key = _MERGE_KEY
        elif isinstance(value, Unreadable):
            node.key = value
        elif not isinstance(value, str):
            node.key = self._reject(index, f"a key is a string, not {shown(value)}", "put it in quotes", local=True)
        elif value in node.value:
            line, _ = self.document.line_and_column(node.places[value][0])
            message = f"{quoted(value)} is given twice, first in line {line}"
            node.key = self._reject(index, message, "keep one of them", below=(value,))
        else:
            node.key = value

    def _merge(self, node: _Mapping, value: object, place: Place) -> None:
        sources = [(value, place)]
        if isinstance(value, list) and isinstance(place, Region):
            # Of several mappings in a list the first wins, of several keys '<<' the last.
            sources = list(zip(cast("list[object]", value), place.items, strict=True))[::-1]
        for source, where in sources:
            if isinstance(source, dict) and isinstance(where, Region):
                node.merges.append((cast("dict[object, object]", source), where))
            elif not isinstance(source, Unreadable):
                message = f"'<<' merges mappings, not {shown(cast('object', source))}"
                self._report(start(where), message, "write an alias of a mapping")

    def _remarked(self, value: object, remark: Remark, index: int) -> object:
        """The value that a scalar with a remark has where it stands."""
        node = self.open[-1] if self.open else None
        if isinstance(node, _Mapping) and node.key is _NO_KEY:
            return value
        problem = self._problem(index, remark.message, remark.hint, remark.severity)
        self.document.local.append(problem)
        return value if remark.severity == "warning" else Unreadable(problem)

    def _unknown_tag(self, tag: str, index: int) -> Unreadable:
        return self._reject(index, f"unknown tag {quoted(tag.replace(YAML_TAGS, '!!'))}", "remove it")

    def _reject(
        self, index: int, message: str, hint: str, *, below: tuple[str, ...] = (), local: bool = False
    ) -> Unreadable:
        problem = self._problem(index, message, hint, below=below)
        if local:
            self.document.local.append(problem)
        else:
            self._add(problem)
        return Unreadable(problem)

    def _report(self, index: int, message: str, hint: str) -> None:
        self._add(self._problem(index, message, hint))

    def _add(self, problem: Problem) -> None:
        self.document.problems.append(problem)
        if len(self.document.problems) == MAX_PROBLEMS:
            raise _StopError(evolve(problem, message="what follows is not read", hint="correct the others first"))

    def _problem(
        self,
        index: int,
        message: str,
        hint: str | None = None,
        severity: Severity = "error",
        below: tuple[str, ...] = (),
    ) -> Problem:
        """A problem of the node that is being read, or `below` it."""
        path: list[PathItem] = []
        for node in self.open:
            if isinstance(node, _List):
                path.append(len(node.value))
            elif node.key is _MERGE_KEY:
                path.append(MERGE)
            elif isinstance(node.key, str):
                path.append(node.key)
        return self.document.problem(index, (*path, *below), message, hint, severity)
