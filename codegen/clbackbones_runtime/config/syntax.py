"""What is wrong with a text that is no YAML: the parser's reason in words, its place, and what to write."""

import re
from typing import cast

import yaml
from yaml.reader import Reader, ReaderError

from .document import Document
from .problems import Problem
from .wording import shortened

__all__ = ["syntax_problem"]

_LINE = re.compile(r"[^\r\n]+")
_JOINED = re.compile(r" *(?:- )?(?P<key>[A-Za-z_]\w*):(?P<value>[^\s:/].*)")

# The parser gives its reasons in its own terms: a part of the reason, and what to write.
_SYNTAX_HINTS = {
    "mapping values are not allowed": "put a text that holds ': ' in quotes, or indent the key like its neighbours",
    "tab character": "indent with spaces, not with tabs",
    "'\\t' that cannot start any token": "indent and separate with spaces, not with tabs",
    "cannot start any token": "put the value in quotes",
    "could not find expected ':'": "write 'key: value'",
    "unexpected end of stream": "close the quote that opens here",
    "characters are not allowed": "remove it, or write it as an escape in double quotes",
}


def syntax_problem(document: Document, error: yaml.YAMLError) -> Problem:
    """The error of a parser as a problem of the text."""
    if isinstance(error, ReaderError):
        found = Reader.NON_PRINTABLE.search(document.text)
        index, reason = found.start() if found else 0, str(error.reason)
    else:
        marked = cast(yaml.MarkedYAMLError, error)
        reason, context = marked.problem or str(error), marked.context or ""
        # An open quote is noticed at the end of the text, a line without a colon in the one after it.
        early = "unexpected end of stream" in reason or "expected ':'" in reason
        mark = (early and marked.context_mark) or marked.problem_mark
        index = mark.index if mark else 0
        reason = f"{reason} {context}".rstrip()
        if context.endswith(("flow sequence", "flow mapping")) and marked.context_mark:
            line, column = document.line_and_column(marked.context_mark.index)
            reason = f"{reason} that opens in line {line}, column {column}"
    hint = next((hint for part, hint in _SYNTAX_HINTS.items() if part in reason), None)
    if "expected ':'" in reason or "mapping values" in reason:
        joined = _joined(document.text, index)
        if joined is not None:
            index, reason = joined.start("key"), "there is no space after ':'"
            hint = f"write '{joined['key']}: {shortened(joined['value'].rstrip())}'"
    if document.text[max(index - 1, 0) : index + 1] == "${":
        hint = "put '${...}' in quotes inside brackets"
    return document.problem(min(index, len(document.text)), (), f"invalid YAML: {reason}", hint)


def _joined(text: str, index: int) -> re.Match[str] | None:
    """A line `key:value` at an index, or else the one above it.

    Without the space such a line is a text that goes on in the next line, and only there it is noticed.
    """
    lines = [match for match in _LINE.finditer(text) if match.start() <= index and match[0].strip()]
    return next((found for line in lines[:-3:-1] if (found := _JOINED.fullmatch(text, line.start(), line.end()))), None)
