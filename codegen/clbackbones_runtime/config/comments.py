"""Comments of YAML files for users: what a class is, what a field means and which values it takes."""

import textwrap
from collections.abc import Iterator

from ..catalog import Field
from .wording import takes

__all__ = ["comment", "explanation"]

COLUMNS = 80
FEW = 6
"""Choices up to this many are explained; of more, only the names are given."""


def explanation(field: Field) -> Iterator[str]:
    """What a field means and which values it takes, as comments."""
    wanted = f" Takes {takes(field)}." if field.type in ("integer", "number", "integers") else ""
    yield from comment(field.description + wanted)
    if field.nullable:
        yield from comment(f"null: {field.null}", "  ")
    if len(field.choices) > FEW:
        yield from comment(f"{', '.join(field.choices)}.", "  ")
        return
    for choice, meaning in field.choices.items():
        yield from comment(f"{choice}: {meaning}", "  ")


def comment(text: str, indent: str = "") -> list[str]:
    """A text as lines of a comment.

    Args:
        text: The text.
        indent: What sets it apart from the text above; lines after the first have it twice.
    """
    first = f"# {indent}"
    return textwrap.wrap(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=f"{first}{indent}",
        break_long_words=False,
        break_on_hyphens=False,
    )
