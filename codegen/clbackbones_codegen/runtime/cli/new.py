"""`clbackbones new`: a config to begin with."""

import textwrap
from argparse import Namespace
from collections.abc import Iterator

from ..rules import check
from ..scalars import written
from ..spec import BackboneClass, Field
from ..wording import takes
from .mistakes import class_named
from .terminal import write_document

COLUMNS = 80
FEW = 6
"""Choices up to this many are explained; of more, only the names are given."""

TO_BE_GIVEN = "???"
"""OmegaConf's word for a value that is still to be given."""


def run(options: Namespace) -> int:
    """Prints the config; returns the exit status.

    Raises:
        Mistake: No class has the name.
    """
    write_document(template(class_named(options.name), options.schema))
    return 0


def template(backbone: BackboneClass, schema: str) -> str:
    """A valid config: required fields with examples as values, all others in comments.

    Args:
        backbone: The class.
        schema: Where an editor finds the schema.
    """
    given = {name: example(field) for name, field in backbone.fields.items() if field.required}
    derived = check({"_target_": backbone.target, **given}, interpolations=True).values
    lines = [
        f"# yaml-language-server: $schema={schema}",
        *_comment(f"{backbone.name}: {backbone.description}"),
        f"_target_: {backbone.target}",
    ]
    for name, field in backbone.fields.items():
        value = given[name] if field.required else derived.get(name) if field.derived else field.default
        text = value if value == TO_BE_GIVEN else written(value)
        lines += ["", *_explanation(field), f"{'' if field.required else '# '}{name}: {text}"]
    return "".join(f"{line}\n" for line in lines)


def example(field: Field) -> object:
    """A value of a field, for those who have not decided yet."""
    return field.examples[0] if field.examples else TO_BE_GIVEN


def _explanation(field: Field) -> Iterator[str]:
    """What a field means and which values it takes, as comments."""
    wanted = f" Takes {takes(field)}." if field.type in ("integer", "number", "integers") else ""
    yield from _comment(field.description + wanted)
    if field.nullable:
        yield from _comment(f"null: {field.null}", "  ")
    if len(field.choices) > FEW:
        yield from _comment(f"{', '.join(field.choices)}.", "  ")
        return
    for choice, meaning in field.choices.items():
        yield from _comment(f"{choice}: {meaning}", "  ")


def _comment(text: str, indent: str = "") -> list[str]:
    first = f"# {indent}"
    return textwrap.wrap(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=f"{first}{indent}",
        break_long_words=False,
        break_on_hyphens=False,
    )
