"""What `validate` found, as text for people, as JSON, or as annotations of a GitHub workflow."""

import itertools
import json
import re
import sys
import textwrap
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TextIO

from attrs import asdict, frozen

from ..config.problems import Problem
from .terminal import Line, count, harmless, print_lines, width, write_document

__all__ = ["FORMATS", "Outcome", "Status", "problem_lines"]

Status = Literal["valid", "invalid", "unchecked", "skipped", "unreadable"]

SEVERITY_STYLES = {"error": "red", "warning": "yellow", "unchecked": "yellow"}
ANNOTATIONS = {"error": "error", "warning": "warning", "unchecked": "notice"}

_BREAK = re.compile(r"\r\n|\n|\r")


@frozen(kw_only=True)
class Outcome:
    """What came out of one file.

    Attributes:
        path: The file, or a folder that could not be read.
        status: `skipped` if it configures something else than a backbone; `unchecked` if nothing is known to be wrong
            with it, but only Hydra knows what it is composed of.
        folder: The folder that was named, when it was not the file itself.
        problems: What is wrong, and what could not be checked, in the order of the text.
        texts: What the files say in which there are problems, by their names.
        reason: Why it could not be read, its path in front.
    """

    path: str
    status: Status
    folder: str | None = None
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = {}
    reason: str = ""


def as_text(_program: str, outcomes: Sequence[Outcome]) -> None:
    """Prints every problem with its line and a caret, then a summary."""
    print_lines((line for outcome in outcomes for line in problem_lines(outcome, sys.stdout)), sys.stdout)
    sys.stdout.flush()
    reasons = (outcome.reason for outcome in outcomes if outcome.status == "unreadable")
    print_lines(([(line, "")] for reason in reasons for line in _wrapped(reason, sys.stderr)), sys.stderr)
    print_lines(([(line, "bold")] for line in _wrapped(_summary(outcomes), sys.stdout)), sys.stdout)


def as_json(_program: str, outcomes: Sequence[Outcome]) -> None:
    """Prints one JSON object; `valid` tells whether all files have been checked and are."""
    files = [
        {
            "path": outcome.path,
            "status": outcome.status,
            "problems": [asdict(problem) for problem in outcome.problems],
            **({"reason": outcome.reason} if outcome.reason else {}),
        }
        for outcome in outcomes
    ]
    valid = all(outcome.status in ("valid", "skipped") for outcome in outcomes)
    write_document(json.dumps({"valid": valid, "files": files}, indent=2) + "\n")


def as_github(program: str, outcomes: Sequence[Outcome]) -> None:
    """Prints workflow commands, which GitHub shows beside the lines of a pull request, under the program's name."""
    for outcome in outcomes:
        for problem in outcome.problems:
            file = outcome.path if problem.path is None else problem.path
            numbers = {"line": problem.line, "col": problem.column} if problem.line else {}
            said = problem.said.removeprefix("warning: ")
            _command(ANNOTATIONS[problem.severity], {"file": file, **numbers, "title": program}, said)
        if outcome.status == "unreadable":
            _command("error", {"file": outcome.path, "title": program}, outcome.reason)


FORMATS: Mapping[str, Callable[[str, Sequence[Outcome]], None]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def _command(name: str, properties: Mapping[str, object], message: str) -> None:
    """One workflow command, https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    escaped = ",".join(
        f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in properties.items()
    )
    print(f"::{name} {escaped}::{_escaped(message)}")


def _escaped(text: str) -> str:
    return harmless(text).replace("%", "%25")


def _summary(outcomes: Sequence[Outcome]) -> str:
    statuses = [outcome.status for outcome in outcomes]
    problems = [problem.severity for outcome in outcomes for problem in outcome.problems]
    checked = statuses.count("valid") + statuses.count("invalid")
    parts: list[str] = []
    if "invalid" in statuses:
        where = f" in {statuses.count('invalid'):,} of {count(checked, 'file')}" if checked > 1 else ""
        parts.append(f"{count(problems.count('error'), 'problem')}{where}")
    elif checked:
        parts.append(f"{count(checked, 'file')} valid")
    if "unchecked" in statuses:
        parts.append(f"{count(statuses.count('unchecked'), 'file')} not checked")
    if "warning" in problems:
        parts.append(count(problems.count("warning"), "warning"))
    if "unreadable" in statuses:
        parts.append(f"{statuses.count('unreadable'):,} not readable")
    if "skipped" in statuses:
        parts.append(f"{count(statuses.count('skipped'), 'other file')} skipped")
    return ", ".join(parts)


def problem_lines(outcome: Outcome, stream: TextIO) -> Iterator[Line]:
    """The problems of one file, each with the line that it is about.

    Args:
        outcome: The file.
        stream: Where they will be printed; a terminal decides how long lines may be.
    """
    if not outcome.problems:
        return
    texts = {name: _BREAK.split(text) for name, text in outcome.texts.items()}
    for problem in outcome.problems:
        yield from _message(problem, stream)
        lines = texts.get(problem.path or "", ())
        if problem.line and problem.column and problem.line <= len(lines) and lines[problem.line - 1].strip():
            yield from _excerpt(lines[problem.line - 1], problem.line, problem.column)


def _message(problem: Problem, stream: TextIO) -> Iterator[Line]:
    """`path:line:column: message; hint` on one line; on a terminal, broken between words where it is too long."""
    place, message = f"{problem.place}: " if problem.place else "", problem.said
    style = SEVERITY_STYLES[problem.severity]
    first, *rest = _wrapped(place + message, stream)
    yield [(first[: len(place)], "bold"), (first[len(place) :], style)]
    for line in rest:
        yield [(line, style)]


def _wrapped(text: str, stream: TextIO) -> list[str]:
    """A text as lines that fit a terminal, broken between words; whoever reads from a pipe wants one line."""
    if not stream.isatty():
        return [text]
    return textwrap.wrap(text, width(), subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _excerpt(text: str, line: int, column: int) -> Iterator[Line]:
    """A line and a caret under one of its columns; a long line is cut around the column."""
    gutter = f"{line:>5} | "
    room = max(20, width() - len(gutter))
    # No more can be shown; a line may hold a million characters.
    begin, stop = max(0, column - 1 - room), column - 1 + room
    near = "".join(_visible(character) for character in text[begin:stop])
    start, end = _window(near, column - 1 - begin, room)
    head, tail = "…" if begin + start else "", "…" if begin + end < len(text) else ""
    shown = f"{head}{near[start + len(head) : end - len(tail)]}{tail}"
    caret = sum(_cells(character) for character in shown[: column - 1 - begin - start])
    yield [(gutter, "dim"), (shown, "")]
    yield [(" " * (len(gutter) - 2) + "| ", "dim"), (" " * caret + "^", "bold red")]


def _window(text: str, index: int, room: int) -> tuple[int, int]:
    """The part of a text around an index that takes a number of columns of a terminal at most."""
    places = [0, *itertools.accumulate(map(_cells, text))]
    here, total = places[min(index, len(text))], places[-1]
    first = min(max(0, here - room // 2), max(0, total - room))
    return bisect_left(places, first), bisect_right(places, first + room) - 1


def _visible(character: str) -> str:
    if character == "\t":
        return "→"
    return character if character.isprintable() else "\ufffd"


def _cells(character: str) -> int:
    """Columns of a terminal that a character takes."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):  # accents, and what chooses between forms of a character
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
