"""`clbackbones new`: a config to begin with."""

from argparse import Namespace

from ..catalog import BackboneClass, Catalog, Field
from ..config.comments import comment, explanation
from ..config.fields import TO_BE_GIVEN
from ..config.rules import check
from ..config.scalars import written
from .mistakes import class_named
from .terminal import write_document

__all__ = ["example", "run", "template"]


def run(catalog: Catalog, options: Namespace) -> int:
    """Prints the config; returns the exit status.

    Raises:
        Mistake: No class has the name.
    """
    write_document(template(class_named(catalog, options.name), options.schema))
    return 0


def template(backbone: BackboneClass, schema: str) -> str:
    """A valid config: required fields with examples as values, what the network determines, all others in comments.

    What the network determines is there for other parts of a file to refer to, such as `${backbone.output_dim}`.

    Args:
        backbone: The class.
        schema: Where an editor finds the schema.
    """
    given = {name: example(field) for name, field in backbone.fields.items() if field.required}
    derived = check(backbone.catalog, {"_target_": backbone.target, **given}, interpolations=True).values
    lines = [
        f"# yaml-language-server: $schema={schema}",
        *comment(f"{backbone.name}: {backbone.description}"),
        f"_target_: {backbone.target}",
    ]
    for name, field in backbone.fields.items():
        value = given[name] if field.required else derived.get(name) if field.derived else field.default
        text = value if value == TO_BE_GIVEN else written(value)
        given_or_known = field.required or (field.derived and value is not None)
        lines += ["", *explanation(field), f"{'' if given_or_known else '# '}{name}: {text}"]
    return "".join(f"{line}\n" for line in lines)


def example(field: Field) -> object:
    """A value of a field, for those who have not decided yet."""
    return field.examples[0] if field.examples else TO_BE_GIVEN
