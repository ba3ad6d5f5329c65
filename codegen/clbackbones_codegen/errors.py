"""Faults of the spec, told all at once."""

from collections.abc import Iterable
from difflib import get_close_matches

from attrs import frozen


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
        place = f"{self.file}#{self.pointer}" if self.pointer or ":" not in self.file else self.file
        return f"{place}: {self.message}: {self.hint}"


class SpecError(Exception):
    """The spec has faults."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901) from its parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def instead(given: object, possible: Iterable[str]) -> str:
    """What to write in place of a name: the nearest one, or the list."""
    names = list(possible)
    near = get_close_matches(str(given), names, n=1)
    if near:
        return f"write '{near[0]}'"
    return f"write one of {', '.join(names)}" if names else "remove it"
