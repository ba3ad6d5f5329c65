"""Prose of the generated code: docstrings from the descriptions in schema/."""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping

from clbackbones_runtime.catalog import Field

from ..ir.product import Fields
from ..spec.model import Architecture, Mechanism

WIDTH = 116
"""Width of a docstring's lines without the indentation of a class's body."""


def wrap(text: str, width: int = WIDTH, indent: str = "") -> list[str]:
    """A text in lines; those after the first are indented."""
    return textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def docstring(lines: list[str]) -> list[str]:
    """The lines between quotes, as Python source; the closing ones stand on the only line, or on one of their own."""
    alone = len(lines) == 1
    lines = [_escaped(line, first=index == 0, last=alone) for index, line in enumerate(lines)]
    if alone and len(lines[0]) <= WIDTH - 2 * len('"""'):
        return [f'"""{lines[0]}"""']
    first, *rest = lines
    return [f'"""{first}', *rest, '"""']


def _escaped(line: str, *, first: bool, last: bool) -> str:
    """A line of a docstring as Python source; a quote beside those around the text would be taken for one of them."""
    quotes = '"{3,}' + ('|^"+' if first else "") + ('|"+$' if last else "")
    return re.sub(quotes, lambda found: found[0].replace('"', r"\""), line.replace("\\", r"\\"))


def sections(summary: str, *paragraphs: Iterable[str]) -> list[str]:
    """A docstring of several parts with a blank line between them; empty parts are left out."""
    lines = [summary]
    for paragraph in paragraphs:
        lines += ["", *paragraph] if (paragraph := [*paragraph]) else []
    return docstring(lines)


def items(heading: str, entries: Mapping[str, str]) -> list[str]:
    """A section of a Google docstring, as `Args:`; none if it has no entries."""
    lines = [f"{heading}:"] if entries else []
    for name, text in entries.items():
        lines += [f"    {line}" for line in wrap(f"{name}: {text}", WIDTH - 8, "    ")]
    return lines


def field_prose(field: Field) -> str:
    """What a config field is, the values it takes and what they mean, in one paragraph."""
    parts = [field.description]
    if field.type == "enum":
        parts += [f'`"{value}"`: {meaning}' for value, meaning in field.choices.items()]
    if field.nullable:
        parts.append(f"None: {field.null}")
    if bounds := _bounds(field):
        parts.append(f"{bounds}.")
    return " ".join(parts)


def _bounds(field: Field) -> str:
    words = {
        "at least": field.minimum,
        "greater than": field.exclusive_minimum,
        "at most": field.maximum,
        "less than": field.exclusive_maximum,
    }
    text = " and ".join(f"{word} {json.dumps(bound)}" for word, bound in words.items() if bound is not None)
    if not text:
        return ""
    return f"Each is {text}" if field.type == "integers" else text.capitalize()


def field_entries(fields: Fields) -> dict[str, str]:
    """Config fields with their prose, for `Args:`."""
    return {name: field_prose(field) for name, field in fields.items()}


CONFIG_ERROR: Mapping[str, str] = {"ConfigError": "If the arguments are not valid; it lists all problems."}
"""The entries of `Raises:` of everything that makes a config."""


def title(architecture: Architecture, mechanism: Mechanism) -> str:
    """Architecture and mechanism in a few words, for the head of a module."""
    return f"{architecture.title}, {mechanism.title}"


def source(architecture: Architecture, mechanism: Mechanism) -> str:
    """Where architecture and mechanism were published."""
    sources = [source for source in (architecture.source, mechanism.source) if source is not None]
    named = "; ".join(f"{source.title} <{source.url}>" for source in sources)
    return f"{'Sources' if len(sources) > 1 else 'Source'}: {named}."
