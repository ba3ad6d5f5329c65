"""Prose of the generated code: docstrings from the descriptions in schema/."""

import json
import textwrap
from collections.abc import Mapping

from .model import Json
from .product import Pair

WIDTH = 112


def wrap(text: str, indent: str = "", width: int = WIDTH) -> list[str]:
    """A text in lines; those after the first are indented."""
    return textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def field_prose(entry: Mapping[str, Json]) -> str:
    """What a config field is, the values it takes and its default, in one paragraph."""
    parts = [entry["description"]]
    if entry["type"] == "enum":
        parts += [f'`"{value}"`: {meaning}' for value, meaning in entry["choices"].items()]
    if entry.get("nullable"):
        parts.append(f"None: {entry['null']}")
    if bounds := _bounds(entry):
        parts.append(f"{bounds}.")
    return " ".join(parts)


def _bounds(entry: Mapping[str, Json]) -> str:
    words = {
        "minimum": "at least",
        "exclusive_minimum": "greater than",
        "maximum": "at most",
        "exclusive_maximum": "less than",
    }
    text = " and ".join(f"{word} {json.dumps(entry[key])}" for key, word in words.items() if key in entry)
    each = "Each is " if entry["type"] == "integers" else "It is "
    return each + text if text else ""


def arguments_section(fields: Mapping[str, Mapping[str, Json]]) -> list[str]:
    """The `Args:` section of a Google docstring, one entry per config field."""
    lines = ["Args:"]
    for name, entry in fields.items():
        first, *rest = wrap(f"{name}: {field_prose(entry)}", "    ", WIDTH - 4)
        lines += [f"    {line}" for line in (first, *rest)]
    return lines


def title(pair: Pair) -> str:
    """Architecture and mechanism in a few words, for the head of a module."""
    return f"{pair.architecture.title}, {pair.mechanism.title}"


def source_lines(pair: Pair) -> list[str]:
    """Where architecture and mechanism were published."""
    sources = [source for source in (pair.architecture.source, pair.mechanism.source) if source is not None]
    return ["Sources: " + "; ".join(f"{source.title} <{source.url}>" for source in sources) + "."]


def class_doc(pair: Pair, shapes: str, raises: bool) -> list[str]:
    """The docstring of a module class or of the base of its variants."""
    lines = [f"{title(pair)}.", *wrap(f"{pair.architecture.description} {pair.mechanism.description}")]
    for line in source_lines(pair):
        lines += wrap(line)
    lines += ["", *wrap(shapes), "", *arguments_section(pair.fields)]
    if raises:
        lines += ["", "Raises:", "    ConfigError: If the arguments are not valid; it lists all problems."]
    return lines
