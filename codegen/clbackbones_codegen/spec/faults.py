"""Faults of the spec, told all at once."""

import json
import re
from collections.abc import Iterable
from difflib import get_close_matches

from attrs import frozen

from clbackbones_runtime.config.wording import visible

# How many names a hint lists at most.
_LISTED = 8
# Characters of a word, a name of the spec say, that a fault shows at most.
_WORD = 120
_LONG_WORD = re.compile(rf"\S{{{_WORD + 1},}}")


@frozen(order=True)
class Fault:
    """One thing that is wrong in `schema/`.

    Attributes:
        file: File relative to the repository, or `file:line:column` where it is no JSON.
        pointer: JSON pointer into the file; empty for the whole.
        message: What is wrong.
        hint: What to write instead.
    """

    file: str
    pointer: str
    message: str
    hint: str

    def __str__(self) -> str:
        """`file#/pointer: what is wrong: what to write instead`."""
        place = f"{self.file}#{self.pointer}" if self.pointer or ":" not in self.file else self.file
        return _LONG_WORD.sub(lambda word: cut(word[0], _WORD), visible(f"{place}: {self.message}: {self.hint}"))


class SpecError(Exception):
    """The spec has faults."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keeps each fault once, sorted by place."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901) from its parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def nearest(given: object, possible: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The name that was probably meant; None where none is near, which 1 would be."""
    return next(iter(get_close_matches(str(given), list(possible), n=1, cutoff=cutoff)), None)


def instead(given: object, possible: Iterable[str]) -> str:
    """What to write in place of a name: the nearest one, or the list."""
    names = list(possible)
    near = nearest(given, names)
    if near is not None:
        return f"write '{near}'"
    if not names:
        return "remove it"
    listed = ", ".join(f"'{name}'" for name in names[:_LISTED])
    return f"write {listed}" if len(names) == 1 else f"write one of {listed}{', …' if len(names) > _LISTED else ''}"


def shown(value: object, width: int = 60) -> str:
    """A JSON value as it is written there, on one line and cut off where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return cut("".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text), width)


def cut(text: str, width: int = 60) -> str:
    """A text, cut off where it is long."""
    return text if len(text) <= width else f"{text[: width - 1]}…"
