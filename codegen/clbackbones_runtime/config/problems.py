"""Problems of configs, each with its place, and the exception that carries them."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Final, Literal

from attrs import converters, evolve, field, frozen

from .wording import visible

__all__ = ["ConfigError", "Problem"]

MAX_PROBLEMS: Final = 1000
"""Problems of one file that are listed."""

Severity = Literal["error", "warning", "unchecked"]

_WORDS: Mapping[Severity, str] = {"error": "", "warning": "warning: ", "unchecked": "not checked: "}

PathItem = str | int
"""A key of a mapping or an index of a list."""


@frozen
class Problem:
    """One thing that is wrong, where it is, and what to write instead.

    Attributes:
        path: File that holds it; None for text and for values that come from Python.
        line: Line, counted from 1; None where no text is involved.
        column: Column in characters, counted from 1; None where no text is involved.
        pointer: JSON pointer (RFC 6901) to the value; for a missing key, to the place where it should be.
        message: What is wrong, on one line.
        hint: What to write instead, where that can be said.
        severity: An `error` makes the config invalid; a `warning` does not; where something is `unchecked`, only Hydra
            knows what the config is.
    """

    path: str | None
    line: int | None
    column: int | None
    pointer: str
    # Names of keys and options, whatever they hold, reach terminals and logs only so.
    message: str = field(converter=visible)
    hint: str | None = field(default=None, converter=converters.optional(visible))
    severity: Severity = "error"

    def __str__(self) -> str:
        """`path:line:column: message; hint`, without the parts that are unknown."""
        return f"{self.place}{': ' if self.place else ''}{self.said}"

    @property
    def place(self) -> str:
        """`path:line:column`, without the parts that are unknown, and without what no terminal should be told."""
        return ":".join(visible(str(part)) for part in (self.path, self.line, self.column) if part is not None)

    @property
    def said(self) -> str:
        """`message; hint`, with the word for the severity in front."""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{_WORDS[self.severity]}{self.message}{hint}"


@frozen
class Fault:
    """A problem of a JSON value, before it is known where in which file the value stands.

    Attributes:
        path: Keys and indices that lead to the value, from the root.
        message: See `Problem`.
        hint: See `Problem`.
        at: What to point at: the `value`, its `key`, or, for something that is missing, the `first` key of the mapping
            in which it is missing.
    """

    path: tuple[PathItem, ...]
    message: str
    hint: str | None = None
    at: Literal["key", "value", "first"] = "value"

    def below(self, path: tuple[PathItem, ...]) -> "Fault":
        """The same fault, seen from a root that is `path` further up."""
        return evolve(self, path=path + self.path) if path else self

    def problem(self) -> Problem:
        """The fault as a problem of a value that comes from Python, where there are no lines."""
        return Problem(None, None, None, json_pointer(self.path), self.message, self.hint)


class Interpolated(str):
    """A text that an interpolation gave, which is a text whatever it holds.

    Attributes:
        source: The interpolation.
    """

    source: str

    def __new__(cls, text: str, source: str) -> "Interpolated":
        """Keeps where the text is from."""
        self = super().__new__(cls, text)
        self.source = source
        return self


class Unreadable:
    """Stands for a value or a key that the reader could not make sense of and has already reported."""

    __slots__ = ("problem",)

    def __init__(self, problem: Problem) -> None:
        """Keeps what was reported."""
        self.problem: Problem = problem


class ConfigError(ValueError):
    """A config is invalid.

    Attributes:
        problems: Everything that is wrong with it, in the order of the text.
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Collects the problems; there is at least one."""
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """One problem per line."""
        return "\n".join(map(str, self.problems))

    def __repr__(self) -> str:
        """The problems in words: all that Hydra shows of an error in what it instantiates."""
        name = ConfigError.__name__  # that of a subclass means nothing to users
        if len(self.problems) == 1:
            return f"{name}: {self}"
        listed = "".join(f"\n- {problem}" for problem in self.problems)
        return f"{name}, {len(self.problems)} problems:{listed}"


class ArgumentError(ConfigError, TypeError):
    """A constructor was called with names that it has no fields for, or without names that it needs.

    It is the TypeError that Python raises for such a call, and lists everything else that is wrong besides.
    """


@contextmanager
def naming(path: str) -> Generator[None]:
    """Lets every error of the operating system name the file; those that come after it was opened do not."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = path
        raise


def json_pointer(path: Iterable[PathItem]) -> str:
    """The JSON pointer (RFC 6901) of a path: `("fc", 0)` is `/fc/0`."""
    return "".join("/" + str(item).replace("~", "~0").replace("/", "~1") for item in path)


def dotted(path: Iterable[PathItem]) -> str:
    """A path as messages write it: `("fc", 0, "units")` is `fc[0].units`."""
    return "".join(f"[{item}]" if isinstance(item, int) else f".{item}" for item in path).removeprefix(".")
