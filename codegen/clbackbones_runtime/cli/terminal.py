"""Output: for a terminal, in its width and in colour; for a pipe or a file, plain.

Colours come from rich, which is imported when there is a terminal to show them on.
"""

import os
import shutil
import sys
import textwrap
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, BinaryIO, TextIO, TypeVar

from ..config.wording import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = [
    "Line",
    "busy",
    "count",
    "harmless",
    "prepare",
    "print_lines",
    "print_message",
    "print_notes",
    "print_table",
    "tracked",
    "width",
    "write_document",
]

Span = tuple[str, str]
"""A text and its style, in rich's words; no style is an empty string."""

Line = Sequence[Span]

T = TypeVar("T")

PATIENCE = 0.5
"""Seconds of work after which its progress is shown."""


def prepare() -> None:
    """Makes sure that output which cannot be shown does not end the program: characters, or all, if it was closed."""
    nowhere = open(os.devnull, "w") if None in (sys.stdout, sys.stderr) else None  # noqa: PTH123, SIM115 - a device
    sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def width() -> int:
    """Columns of the terminal, or of the one that `COLUMNS` describes; 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def styled(stream: TextIO) -> bool:
    """Whether a stream shows colours, as https://no-color.org and https://force-color.org have it."""
    environment = os.environ
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return stream.isatty() or bool(environment.get("FORCE_COLOR"))


def print_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Prints lines as they are; terminals show their styles.

    Args:
        lines: Lines of spans; line breaks in them, and whatever else would act on a terminal, are shown as escapes.
        stream: Where to.
    """
    lines = (
        [(_harmless(text, first=not number), style) for number, (text, style) in enumerate(line)] for line in lines
    )
    if not styled(stream):
        stream.write("".join("".join(text for text, _ in line) + "\n" for line in lines))
        return
    from rich.text import Text

    console = _console(stream)
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)


def harmless(text: str) -> str:
    """A text that no terminal obeys, and no workflow of GitHub, which takes commands from the middle of lines, too."""
    return visible(text).replace("##[", "#\\x23[")


def _harmless(text: str, *, first: bool) -> str:
    """A harmless part of a line; at its begin, workflows of GitHub take commands in another form."""
    text = harmless(text)
    return text.replace("::", "\\x3a:", 1) if first and text.lstrip().startswith("::") else text


def print_message(text: str) -> None:
    """Prints a text of several lines to standard error, as `print_lines` does."""
    print_lines(([(line, "")] for line in text.split("\n")), sys.stderr)


def print_table(table: "Table") -> None:
    """Prints a table in the width of the terminal; without one, as wide as it needs to be."""
    console = _console(sys.stdout)
    if not sys.stdout.isatty():
        console.width = max(console.width, console.measure(table).maximum)
    with console.capture() as capture:
        console.print(table)
    # Cells are padded to the width of their column; nobody wants blanks at the end of a line.
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()))


def print_notes(notes: Mapping[str, str]) -> None:
    """Prints terms and what is said about them, in two columns."""
    room = max(map(len, notes)) + 2
    for term, text in notes.items():
        lines = textwrap.wrap(text, max(20, width() - room), break_long_words=False, break_on_hyphens=False) or [""]
        print_lines(
            [[(term.ljust(room), "bold"), (lines[0], "")], *([(" " * room + line, "")] for line in lines[1:])],
            sys.stdout,
        )


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    # The file's own capabilities have been asked already; rich has rules of its own about these variables.
    colour = styled(stream)
    return Console(
        file=stream,
        width=width(),
        force_terminal=colour or stream.isatty(),  # where progress is shown, without colours too
        no_color=not colour,
        color_system="auto" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def write_document(text: str) -> None:
    """Writes what may become a file: in UTF-8 and with its own line ends, unless a terminal shows it."""
    buffer: BinaryIO | None = getattr(sys.stdout, "buffer", None)
    if buffer is None or sys.stdout.isatty():
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode())


def tracked(items: Sequence[T], what: str) -> Iterator[T]:
    """The items; when going through them takes long, a terminal shows how far that is.

    Args:
        items: Pieces of work.
        what: Name of the work.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    begin = perf_counter()
    rest = iter(items)
    done = 0
    for item in rest:
        yield item
        done += 1
        if perf_counter() - begin > PATIENCE:
            break
    if done == len(items):
        return
    from rich.progress import Progress

    with Progress(console=_console(sys.stderr), transient=True) as progress:
        task = progress.add_task(what, total=len(items), completed=done)
        for item in rest:
            yield item
            progress.advance(task)


@contextmanager
def busy(what: str) -> Generator[None]:
    """Shows on a terminal that something is done, while it is.

    Args:
        what: Name of the work.
    """
    if not sys.stderr.isatty():
        yield
        return
    with _console(sys.stderr).status(what):
        yield


def count(number: int, noun: str) -> str:
    """A number and its noun: `1 file`, `2 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
