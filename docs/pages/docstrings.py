"""Docstrings, which are written as plain text with code in backticks, as reStructuredText."""

import re
from collections.abc import Iterator, Sequence

__all__ = ["as_rst"]


def as_rst(lines: Sequence[str]) -> list[str]:
    """The lines of a docstring, with indented code in blocks, and signs outside of code as themselves.

    Args:
        lines: The docstring.
    """
    converted: list[str] = []
    code: int | None = None
    for index, line in enumerate(lines):
        if code is not None and line.strip() and _indent(line) <= code:
            code = None
        if code is not None:
            converted.append(line)
        elif _code_follows(lines[index : index + 3]):
            code = _indent(line)
            converted += [_escaped(line), "", f"{' ' * code}::"]
        else:
            converted.append(_escaped(line))
    return converted


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _code_follows(lines: Sequence[str]) -> bool:
    """Whether a paragraph ends with the first of these lines, and a block that is indented follows."""
    match lines:
        case [last, "", begin] if last.strip():
            return _indent(begin) >= _indent(last) + 4
        case _:
            return False


def _escaped(line: str) -> str:
    """A line with code marked as such, and what else is a sign of markup escaped."""
    return "".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    for number, piece in enumerate(re.split(r"(`+[^`]+`+)", line)):
        yield f"``{piece.strip('`')}``" if number % 2 else re.sub(r"([*|]|(?<=\w)_(?!\w))", r"\\\1", piece)
