"""YAML texts for every class."""

import json
from collections.abc import Mapping
from typing import Any

from clbackbones import CATALOG
from clbackbones_runtime.catalog import Field

from ..backbones import SMALL, SMALL_DROP_INS

Lines = Mapping[str, str]
"""A document: what stands behind each key."""


EDITED = (*SMALL, *SMALL_DROP_INS)
"""The classes of the configs that editors are tried with."""


def schemas_of(name: str) -> tuple[str, str]:
    """The schemas that a config of the class may name: that of all classes, and its own or that of what it extends."""
    return "backbone", CATALOG.backbone_class(name).class_name


def text(lines: Lines, then: str = "") -> str:
    """The document, and what follows it."""
    return "".join(f"{key}: {value}\n" for key, value in lines.items()) + then


def derived(name: str, field: Field) -> Any:
    """The value that follows from the class while others have their defaults; None if they are numbers it depends on."""
    cases = CATALOG.backbone_class(name).derived.get(field.name, ())
    return cases[0].value if cases else None


def value_of(field: Field) -> Any:
    """A valid value, which is not the default where there is another one."""
    if field.derived:
        return None
    values = [True, False] if field.type == "boolean" else [*field.examples, *field.choices]
    return next((value for value in values if value != field.default), field.default)


def written(value: object) -> str:
    """A value in YAML, on one line."""
    return json.dumps(value, ensure_ascii=False)


def minimal(name: str) -> dict[str, str]:
    """The class and its required fields."""
    backbone = CATALOG.backbone_class(name)
    values = {key: written(value_of(field)) for key, field in backbone.fields.items() if field.required}
    return {"_target_": backbone.target, **values}


def complete(name: str) -> dict[str, str]:
    """The class and all of its fields."""
    backbone = CATALOG.backbone_class(name)
    values = {key: written(value_of(field)) for key, field in backbone.fields.items()}
    for field in backbone.fields.values():
        values |= required_by(field)
    return {"_target_": backbone.target, **values}


def around(name: str, field: Field) -> dict[str, str]:
    """What surrounds a field in a small document: the required fields, and those that it needs."""
    return {key: value for key, value in (minimal(name) | required_by(field)).items() if key != field.name}


def required_by(field: Field) -> dict[str, str]:
    """Values of other fields that a field needs."""
    return {other: written(wanted[0]) for other, wanted in field.requires.items()}
