"""Checks of config fields: complete definitions, values that they accept, spellings that are free."""

from collections.abc import Iterator, Mapping

import attrs
import jsonschema

from clbackbones_runtime.catalog import Field as ConfigField
from clbackbones_runtime.graph.operations import find_operation

from ..ir.kinds import kind_of_field
from ..ir.product import resolve_field
from ..publish.field_schemas import field_schema
from ..spec.faults import Fault, instead, pointer, shown
from ..spec.model import ABSENT, OUTPUT_DIM, Architecture, Field, Json, Operation, Spec
from .parts import check_parts
from .requirements import check_requirements

_BOUNDS = ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum")
# Keys that decide which values a field accepts, or that are such values.
_VALUE_KEYS = {"type", "enum", "default", "nullable", "trained", "examples", *_BOUNDS}
_BOUNDED = ("integer", "number", "integers")


def check_fields(file: str, at: str, fields: Mapping[str, Field], spec: Spec, *, inherit: bool) -> Iterator[Fault]:
    """The faults of some fields.

    Args:
        file: The file in which they stand.
        at: JSON pointer of the object that holds them.
        fields: The fields by name.
        spec: The whole spec.
        inherit: Whether a field starts from the definition of its own name in fields.json, as in an architecture.
    """
    for name, field in fields.items():
        yield from check_field(file, f"{at}{pointer(name)}", name, field, spec, inherit=inherit)
    yield from check_requirements(file, at, fields, spec, inherit=inherit)


def check_field(file: str, at: str, name: str, field: Field, spec: Spec, *, inherit: bool) -> Iterator[Fault]:
    """The faults of one field by itself.

    Args:
        file: The file in which it stands.
        at: Its JSON pointer.
        name: Its name.
        field: The field.
        spec: The whole spec.
        inherit: Whether it starts from the definition of its own name in fields.json, as in an architecture.
    """
    if field.use is not None and field.use not in spec.fields:
        yield Fault(file, f"{at}/use", f"'{field.use}' does not stand in fields.json", instead(field.use, spec.fields))
        return
    origin = name if inherit else None
    start = spec.fields.get(field.use or origin or "") or Field()
    if field.type is None and field.enum is None and start.type is None and start.enum is None:
        use = "" if inherit or name not in spec.fields else f'write {{"use": "{name}"}}, or '
        near = instead(name, spec.fields) + ", or " if inherit else use
        yield Fault(file, at, f"'{name}' has no type", f"{near}give it `type` or `enum`")
        return
    if field.type is not None and field.enum is not None:
        yield Fault(file, at, f"'{name}' has both `type` and `enum`", "keep one of the two")
        return
    if field.description is None and start.description is None:
        yield Fault(file, at, f"'{name}' has no description", "describe it in one or two sentences")
        return
    if field.derived and field.default is not ABSENT:
        yield Fault(file, f"{at}/default", "a derived field has no default", "remove it; the network says the value")
    if field.derived and (name != OUTPUT_DIM or not inherit):
        yield Fault(file, f"{at}/derived", f"'{name}' cannot be derived", "remove it; only `output_dim` can be derived")
        return
    whole = resolve_field(name, field, spec, inherit=inherit)
    # What fields.json says is told there, unless the keys here are at odds with it.
    own = {each.name for each in attrs.fields(Field) if getattr(field, each.name) is not each.default}
    if not own & _VALUE_KEYS:
        return
    bounds = [key for key in _BOUNDS if getattr(field, key) is not None]
    if whole.type not in _BOUNDED and bounds:
        yield Fault(file, f"{at}/{bounds[0]}", f"'{name}' has no size to bound", f"remove `{bounds[0]}`")
    elif faulty := _empty_range(whole):
        yield Fault(file, at, f"no value is possible for '{name}'", f"make {faulty}")
    if field.trained is not None and whole.type != "activation":
        yield Fault(file, f"{at}/trained", f"'{name}' is no activation", "remove `trained`")
    yield from _values(file, at, field, whole, spec)


def _empty_range(field: ConfigField) -> str | None:
    """What to change where the bounds exclude every value."""
    for low, high in (("minimum", "maximum"), ("exclusive_minimum", "maximum"), ("minimum", "exclusive_maximum")):
        least, most = getattr(field, low), getattr(field, high)
        if least is not None and most is not None and least > most:
            return f"`{high}` at least {shown(least)}"
    return None


def _values(file: str, at: str, field: Field, whole: ConfigField, spec: Spec) -> Iterator[Fault]:
    """The default and the examples are values of the field."""
    validator = jsonschema.Draft7Validator(field_schema(whole, spec.activations))
    places: list[tuple[str, Json]] = []
    if not whole.required and not whole.derived:
        places.append(("/default" if field.default is not ABSENT else "", whole.default))
    own = "/examples/{}" if field.examples is not None else ""
    places += [(own.format(index), value) for index, value in enumerate(whole.examples)]
    for place, value in places:
        if not validator.is_valid(value):
            yield Fault(
                file, f"{at}{place}", f"{shown(value)} is no value of '{whole.name}'", f"write {_possible(whole)}"
            )


def _possible(field: ConfigField) -> str:
    null = " or null" if field.nullable else ""
    if field.choices:
        return f"{instead('', field.choices).removeprefix('write ')}{null}"
    kind = (
        "a list of integers"
        if field.type == "integers"
        else attrs.evolve(kind_of_field(field), nullable=False).in_words()
    )
    given = ((key, getattr(field, key)) for key in _BOUNDS)
    bounds = ", ".join(f"{key} {shown(bound)}" for key, bound in given if bound is not None)
    return f"{kind}{null} ({bounds})" if bounds else f"{kind}{null}"


def check_architecture_fields(file: str, architecture: Architecture, spec: Spec) -> Iterator[Fault]:
    """The fields of an architecture, and what it says about them."""
    yield from check_fields(file, "/fields", architecture.fields, spec, inherit=True)
    fields = architecture.fields
    if OUTPUT_DIM not in fields:
        hint = 'add it, as {} or, where the network decides, as {"derived": true}'
        yield Fault(file, "/fields", "'output_dim' is missing", hint)
    # How many inputs a layer of ids has, the layer itself says.
    if architecture.input[0] not in fields and not _reads_ids(architecture):
        message = f"'{architecture.input[0]}' is no field; the first size of the input must be one"
        yield Fault(file, "/input/0", message, instead(architecture.input[0], fields))
    yield from check_parts(file, architecture, spec)


def _reads_ids(architecture: Architecture) -> bool:
    """Whether the network begins with an operation that reads ids."""
    first = architecture.network[0]
    operation = find_operation(first.kind) if isinstance(first, Operation) else None
    return operation is not None and operation.ids is not None


def check_input_fields(file: str, architecture: Architecture, fields: Mapping[str, ConfigField]) -> Iterator[Fault]:
    """Sizes of the input that config fields fix are positive integers."""
    for index, name in enumerate(architecture.input):
        field = fields.get(name)
        if field is not None and (field.type != "integer" or field.nullable or (field.minimum or 0) < 1):
            hint = 'define it with "type": "integer" and "minimum": 1'
            yield Fault(file, f"/input/{index}", f"'{name}' is not always a positive integer", hint)
