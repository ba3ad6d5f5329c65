"""Checks of parts: which fields govern norms, activations, biases and dropout, and what mechanisms have instead."""

from collections.abc import Iterator, Mapping

from clbackbones_runtime.catalog import Field as ConfigField

from ..ir.product import resolve_field
from ..spec.faults import Fault, instead
from ..spec.model import Architecture, Field, Mechanism, Spec

_TYPES: Mapping[str, str] = {"norm": "boolean", "activation": "activation", "bias": "boolean", "dropout": "number"}
"""The type of the field by which an architecture governs a part."""

_TYPES_INSTEAD: Mapping[str, tuple[str, ...]] = {
    **{part: (kind,) for part, kind in _TYPES.items()},
    "norm": ("boolean", "enum"),
}
"""The types that a mechanism's field may have in its place: it may have several norms to choose from."""


_PROBABILITY = 'define it with "minimum": 0 and "exclusive_maximum": 1'


def check_parts(file: str, architecture: Architecture, spec: Spec) -> Iterator[Fault]:
    """Each part of an architecture is governed by a field of its own, of the part's type."""
    fields = architecture.fields
    governed: dict[str, str] = {}
    for part, index, name in _governors(architecture):
        at = f"/parts/{part}" if index is None else f"/parts/{part}/{index}"
        if name not in fields:
            yield Fault(file, at, f"'{name}' is no field", instead(name, fields))
        elif (kind := type_of(name, fields[name], spec)) not in (None, _TYPES[part]):
            yield Fault(file, at, f"'{name}' is of type {kind}", f"name a field of type {_TYPES[part]}")
        elif (other := governed.setdefault(name, part)) != part:
            yield Fault(file, at, f"'{name}' governs the part '{other}' too", "name a field of its own")
        elif kind and part == "dropout" and not _is_probability(resolve_field(name, fields[name], spec)):
            yield Fault(file, at, f"'{name}' is not always a probability", _PROBABILITY)


def _governors(architecture: Architecture) -> Iterator[tuple[str, int | None, str]]:
    """The fields that `parts` names: the part, the place in a list, the field."""
    for part, named in architecture.parts.items():
        for index, name in enumerate(architecture.governing(part)):
            yield part, None if isinstance(named, str) else index, name


def check_mechanism_parts(file: str, mechanism: Mechanism, spec: Spec) -> Iterator[Fault]:
    """What a mechanism has in the place of fields that govern parts can stand there."""
    for part, field in (mechanism.parts or {}).items():
        at = f"/parts/{part}"
        if (kind := type_of("", field, spec)) not in (None, *_TYPES_INSTEAD[part]):
            wanted = " or ".join(_TYPES_INSTEAD[part])
            yield Fault(
                file, at, f"the part '{part}' cannot be governed by a field of type {kind}", f"make it {wanted}"
            )
        elif kind and part == "dropout" and not _is_probability(resolve_field(part, field, spec, inherit=False)):
            yield Fault(file, at, "the values are not always probabilities", _PROBABILITY)
        if field.aliases:
            yield Fault(file, f"{at}/aliases", "the field has the spellings of the architecture's", "remove them")
        if field.requires:
            yield Fault(file, f"{at}/requires", "nothing is known of the other fields here", "remove it")


def type_of(name: str, field: Field, spec: Spec) -> str | None:
    """The type of an architecture's field; None where none is given."""
    start = spec.fields.get(field.use or name) or Field()
    return "enum" if field.enum else field.type or ("enum" if start.enum else start.type)


def _is_probability(field: ConfigField) -> bool:
    """Whether the bounds of a field allow nothing but what torch takes for a probability."""
    low = max(bound for bound in (field.minimum, field.exclusive_minimum, -1) if bound is not None)
    high = min(bound for bound in (field.maximum, field.exclusive_maximum, 2) if bound is not None)
    return low >= 0 and high <= 1
