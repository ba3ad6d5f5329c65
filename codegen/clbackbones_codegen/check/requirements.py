"""Checks of `requires`: what a config field needs other fields to be."""

from collections.abc import Iterator, Mapping

import jsonschema

from clbackbones_runtime.catalog import Field as ConfigField

from ..ir.kinds import fixed_values
from ..ir.product import Pair, resolve_field
from ..publish.field_schemas import field_schema
from ..spec.faults import Fault, instead, pointer, shown
from ..spec.model import Field, Spec

_COMPARED = ("boolean", "enum", "integer")
"""Types of the fields that something may be required of: a value is written in one way alone."""


def check_requirements(
    file: str, at: str, fields: Mapping[str, Field], spec: Spec, *, inherit: bool
) -> Iterator[Fault]:
    """The faults of what some fields require of each other.

    Args:
        file: The file in which they stand.
        at: JSON pointer of the object that holds them.
        fields: The fields by name.
        spec: The whole spec.
        inherit: Whether a field starts from the definition of its own name in fields.json.
    """
    for name, field in fields.items():
        here = f"{at}{pointer(name)}"
        if field.requires and _never_null(resolve_field(name, field, spec, inherit=inherit)):
            message = f"'{name}' requires something while it is not null, and is never null by default"
            yield Fault(file, here, message, 'write "default": null, and what it means under `null`')
        for other in field.requires or {}:
            if other not in fields or other == name:
                names = [known for known in fields if known != name]
                message = f"'{other}' is no other field here"
                yield Fault(file, f"{here}/requires{pointer(other)}", message, instead(other, names))


def check_pair_requirements(file: str, pair: Pair, spec: Spec) -> Iterator[Fault]:
    """What a field requires of another is a value of that one, in every pair.

    Args:
        file: The file to blame.
        pair: The pair.
        spec: The whole spec.
    """
    for name, field in pair.fields.items():
        for other, values in field.requires.items():
            wanted = pair.fields[other]
            at = f"/fields{pointer(name)}/requires{pointer(other)}"
            if wanted.type not in _COMPARED:
                message = f"'{other}' is of type {wanted.type}"
                yield Fault(file, at, message, f"require fields of type {', '.join(_COMPARED)} alone")
                continue
            validator = jsonschema.Draft7Validator(field_schema(wanted, spec.activations))
            for value in values:
                if not validator.is_valid(value) or (isinstance(value, str) and value not in wanted.choices):
                    yield Fault(file, at, f"{shown(value)} is no value of '{other}'", _possible(wanted))


def _never_null(field: ConfigField) -> bool:
    return field.required or field.derived or field.default is not None


def _possible(field: ConfigField) -> str:
    values = fixed_values(field)
    return f"write {' or '.join(map(shown, values))}" if values else "write one that it takes"
