"""What a mechanism has from those that it extends."""

from attrs import evolve, fields

from .model import Field, Json, Mechanism, Sites, Spec

_INHERITED = ("source", "claims", "masks", "context", "parameters")
"""Parts of a mechanism that are inherited whole."""


def lineage(name: str, spec: Spec) -> list[str]:
    """A mechanism and those that it extends, itself first."""
    names = [name]
    while (extends := spec.mechanisms[names[-1]].extends) is not None:
        names.append(extends)
    return names


def weaving_mechanism(name: str, spec: Spec) -> str:
    """Of a mechanism and those that it extends, the nearest that says how networks are woven, or with which parts."""
    for each in lineage(name, spec):
        mechanism = spec.mechanisms[each]
        if any(value is not None for value in (mechanism.sites, mechanism.claims, mechanism.context, mechanism.parts)):
            return each
    return name


def declaring_mechanism(field: str, mechanism: str, spec: Spec) -> str:
    """The file name of the mechanism that declares a field which a mechanism has or inherits."""
    return next(name for name in lineage(mechanism, spec) if field in (spec.mechanisms[name].fields or {}))


def resolve_mechanism(name: str, spec: Spec) -> Mechanism:
    """The mechanism with what it inherits.

    Fields, those of parts, sites and the fields of drop-ins come from all that it extends, one by one; the source,
    claims, what is masked, the context and the number of parameters from the nearest that has any. What says who a
    mechanism is (title, description, prefix, backbone, exports, what CLArena has of it) is its own.
    """
    family = [spec.mechanisms[each] for each in reversed(lineage(name, spec))]
    sites = Sites()
    merged_fields: dict[str, Field] = {}
    parts: dict[str, Field] = {}
    drop_in_fields: dict[str, Field] = {}
    whole: dict[str, Json] = {}
    for mechanism in family:
        own = mechanism.sites or Sites()
        sites = evolve(sites, **{a.name: site for a in fields(Sites) if (site := getattr(own, a.name)) is not None})
        merged_fields |= mechanism.fields or {}
        parts |= mechanism.parts or {}
        drop_in_fields |= (mechanism.clarena and mechanism.clarena.fields) or {}
        whole |= {part: value for part in _INHERITED if (value := getattr(mechanism, part)) is not None}
    clarena = family[-1].clarena
    clarena = None if clarena is None else evolve(clarena, fields=drop_in_fields)
    return evolve(family[-1], sites=sites, fields=merged_fields, parts=parts, clarena=clarena, **whole)
