"""YAML texts for every class."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clbackbones import CATALOG
from clbackbones_runtime.catalog import Field

from ..backbones import CLASSES, DROP_INS

Lines = Mapping[str, str]
"""A document: what stands behind each key."""


def _kinds(name: str) -> set[object]:
    """What researchers add, and what an editor may treat in its own way: drop-ins, and fields by what they say."""
    backbone = CATALOG.backbone_class(name)
    found: set[object] = {backbone.architecture, backbone.mechanism, backbone.drop_in_of is not None}
    for field in backbone.fields.values():
        limits = (field.minimum, field.exclusive_minimum, field.maximum, field.exclusive_maximum)
        said = (field.default, field.examples, field.choices, field.aliases, field.requires, *limits)
        cases = len(backbone.derived.get(field.name, ()))
        found.add((field.type, field.required, field.nullable, field.derived, min(cases, 2), *map(bool, said)))
    return found


def _covering(names: Iterable[str]) -> Iterator[str]:
    """Few of the classes that have between them all that any of them has: next, the one that adds most."""
    kinds = {name: _kinds(name) for name in names}
    left = set[object]().union(*kinds.values())
    while left:
        name = max(kinds, key=lambda name: len(kinds[name] & left))
        left -= kinds[name]
        yield name


EDITED = tuple(_covering((*CLASSES, *DROP_INS)))
"""The classes of the configs that editors are tried with."""

OWN = tuple(name for name in EDITED if name in CLASSES)
"""Those that are no drop-ins."""


def schemas_of(name: str) -> tuple[str, str]:
    """The schemas that a config of the class may name: that of all classes, and its own or that of what it extends."""
    return "backbone", CATALOG.backbone_class(name).class_name


def text(lines: Lines, then: str = "") -> str:
    """The document, and what follows it."""
    return "".join(f"{key}: {value}\n" for key, value in lines.items()) + then


def derived(name: str, field: Field) -> Any:
    """The value that follows from the class, others being at their defaults; None where it depends on numbers."""
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
