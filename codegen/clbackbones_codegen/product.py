"""The product of architectures and mechanisms: pairs, their config fields, and the classes that they give.

`describe` returns the whole as plain JSON, the content of `_spec.json`: everything that the package knows at run time.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, fields, frozen

from .lower import lower
from .model import ABSENT, Architecture, Field, Json, Mechanism, Sites, Spec, Variant
from .runtime.graph import build_graph

# `_target_` of a config: canonical package first, then those whose configs are read as ours.
TARGETS = {"canonical": "clbackbones", "accepted": ["clarena.backbones"]}

# Sizes tried in place of fields that are free, to see what a derived field depends on.
PROBES = (3, 5)


@frozen(kw_only=True)
class Pair:
    """An architecture and a mechanism, whose inheritance is resolved."""

    name: str
    architecture: Architecture
    mechanism: Mechanism
    mechanism_name: str
    fields: Mapping[str, Mapping[str, Json]]

    @property
    def variants(self) -> list[Variant]:
        """The rows of the architecture; one of its own name where it has none."""
        return variants_of(self.architecture)

    def class_name(self, name: str) -> str:
        """Name of the generated class of a variant, an alias or a block."""
        return f"{self.mechanism.prefix}{name}"


def variants_of(architecture: Architecture) -> list[Variant]:
    """The rows of an architecture; one of its own name where it has none."""
    return architecture.variants or [Variant(name=architecture.name, constants={})]


def lineage(name: str, spec: Spec) -> list[str]:
    """A mechanism and those that it extends, itself first."""
    names = [name]
    while (extends := spec.mechanisms[names[-1]].extends) is not None:
        names.append(extends)
    return names


def resolve_mechanism(name: str, spec: Spec) -> Mechanism:
    """The mechanism with what it inherits: fields, sites and claims."""
    family = [spec.mechanisms[each] for each in reversed(lineage(name, spec))]
    sites = Sites()
    merged_fields: dict[str, Field] = {}
    claims = None
    for mechanism in family:
        own = mechanism.sites or Sites()
        sites = evolve(sites, **{a.name: site for a in fields(Sites) if (site := getattr(own, a.name)) is not None})
        merged_fields |= mechanism.fields or {}
        claims = mechanism.claims or claims
    return evolve(family[-1], sites=sites, fields=merged_fields, claims=claims)


def pairs(spec: Spec) -> Iterator[Pair]:
    """All pairs, architectures first, in the order of their file names; plain before what builds on it."""
    concrete = [name for name, mechanism in spec.mechanisms.items() if mechanism.prefix is not None]
    concrete.sort(key=lambda name: (len(lineage(name, spec)), name))
    for stem, architecture in spec.architectures.items():
        for name in concrete:
            mechanism = resolve_mechanism(name, spec)
            yield Pair(
                name=f"{name}_{stem}" if mechanism.prefix else stem,
                architecture=architecture,
                mechanism=mechanism,
                mechanism_name=name,
                fields=_pair_fields(architecture, mechanism, spec),
            )


def _pair_fields(architecture: Architecture, mechanism: Mechanism, spec: Spec) -> dict[str, dict[str, Json]]:
    """Config fields of a pair in the order of its constructor: required ones first."""
    own = {name: resolve_field(name, field, spec) for name, field in architecture.fields.items()}
    added = {name: resolve_field(None, field, spec) for name, field in (mechanism.fields or {}).items()}
    ordered = {name: added.get(name, field) for name, field in own.items()} | added
    return dict(sorted(ordered.items(), key=lambda item: "required" not in item[1]))


def resolve_field(name: str | None, field: Field, spec: Spec) -> dict[str, Json]:
    """A field with what it takes from fields.json, in the form of `_spec.json`."""
    start = spec.fields.get(field.use or name or "") or Field()
    own = {a.name: value for a in fields(Field) if (value := getattr(field, a.name)) is not a.default}
    if {"enum", "type"} & own.keys():  # another type: nothing of the shared definition fits
        start = Field(description=start.description, aliases=start.aliases)
    whole = evolve(start, **own)
    entry: dict[str, Json] = {"type": whole.type or "enum", "description": whole.description}
    if whole.derived:
        entry["derived"] = True
        # Examples of the shared field say nothing here: the network says which value is right.
        whole = evolve(whole, examples=None, nullable=True, null="It follows from the network.")
    elif whole.default is ABSENT:
        entry["required"] = True
    else:
        entry["default"] = whole.default
    for key in ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "nullable", "null"):
        if (value := getattr(whole, key)) is not None:
            entry[key] = value
    if whole.enum is not None:
        entry["choices"] = dict(whole.enum)
    elif whole.type == "activation":
        entry["choices"] = {
            key: activation.description
            for key, activation in spec.activations.items()
            if whole.trained is not False or not activation.parameters
        }
    for key in ("aliases", "examples"):
        if (value := getattr(whole, key)) is not None:
            entry[key] = value
    return entry


def derived_output(architecture: Architecture, variant: Variant, spec: Spec) -> list[dict[str, Json]]:
    """What a derived field must be, as cases: the first whose `when` fits counts.

    It is found by building the graph for every combination of enum values, with several sizes in place of free fields.

    Raises:
        ValueError: If it depends on a field that is no enum.
        ShapeError: If the network cannot be built.
    """
    flat = lower(architecture)
    resolved = {name: resolve_field(name, field, spec) for name, field in architecture.fields.items()}
    enums = {name: list(field["choices"]) for name, field in resolved.items() if field["type"] == "enum"}
    outcomes: dict[tuple[Any, ...], int] = {}
    for values in itertools.product(*enums.values()):
        found = {
            build_graph(flat, probe(resolved, size) | dict(zip(enums, values, strict=True)) | variant.constants).output_units
            for size in PROBES
        }
        if len(found) > 1:
            raise ValueError(f"the output of {variant.name} depends on a field that is no enum: {sorted(found)}")
        outcomes[values] = found.pop()
    relevant = [
        index
        for index in range(len(enums))
        if any(outcomes[a] != outcomes[b] for a in outcomes for b in outcomes if _differ_only_at(index, a, b))
    ]
    names = list(enums)
    cases = {tuple(values[i] for i in relevant): units for values, units in outcomes.items()}
    return [
        {"when": {names[i]: value for i, value in zip(relevant, values, strict=True)}, "value": units}
        for values, units in cases.items()
    ]


def _differ_only_at(index: int, left: tuple[Any, ...], right: tuple[Any, ...]) -> bool:
    return left[index] != right[index] and left[:index] + left[index + 1 :] == right[:index] + right[index + 1 :]


def probe(resolved: Mapping[str, Mapping[str, Json]], size: int) -> dict[str, Json]:
    """A valid value for every field; `size` for numbers without a default."""
    values: dict[str, Json] = {}
    for name, field in resolved.items():
        if "default" in field:
            values[name] = field["default"]
        elif field["type"] == "integers":
            values[name] = [size]
        elif field["type"] == "boolean":
            values[name] = True
        elif "choices" in field:
            values[name] = next(iter(field["choices"]))
        else:
            values[name] = size
    return values


def describe(spec: Spec) -> dict[str, Json]:
    """The content of `_spec.json`."""
    all_pairs = list(pairs(spec))
    derived = {
        (stem, variant.name): _derived_fields(architecture, variant, spec)
        for stem, architecture in spec.architectures.items()
        for variant in variants_of(architecture)
    }
    stems = {architecture.name: stem for stem, architecture in spec.architectures.items()}
    return {
        "targets": TARGETS,
        "activations": activation_rows(spec),
        "architectures": {architecture.name: lower(architecture) for architecture in spec.architectures.values()},
        "mechanisms": {name: _mechanism(mechanism) for name, mechanism in spec.mechanisms.items() if mechanism.backbone},
        "pairs": {
            pair.name: {
                "architecture": pair.architecture.name,
                "mechanism": pair.mechanism_name,
                "fields": pair.fields,
            }
            for pair in all_pairs
        },
        "classes": {
            pair.class_name(variant.name): {
                "pair": pair.name,
                "description": class_description(pair),
                "constants": variant.constants,
                "aliases": [pair.class_name(alias) for alias in variant.aliases or []],
                "derived": derived[stems[pair.architecture.name], variant.name],
            }
            for pair in all_pairs
            for variant in pair.variants
        },
    }


def _derived_fields(architecture: Architecture, variant: Variant, spec: Spec) -> dict[str, Json]:
    names = [name for name, field in architecture.fields.items() if field.derived]
    return {name: derived_output(architecture, variant, spec) for name in names}


def class_description(pair: Pair) -> str:
    """Two sentences for documentation: what the network is, and what the mechanism does to it."""
    return f"{pair.architecture.description} {pair.mechanism.description}"


def activation_rows(spec: Spec) -> dict[str, dict[str, Json]]:
    """The activations, in the form of `_spec.json`."""
    return {
        name: {
            "description": row.description,
            "class": row.class_,
            "arguments": row.arguments or {},
            "zero_at_zero": row.zero_at_zero,
            "positively_homogeneous": row.positively_homogeneous,
            "parameters": row.parameters or 0,
        }
        for name, row in spec.activations.items()
    }


def _mechanism(mechanism: Mechanism) -> dict[str, Json]:
    source = mechanism.source
    return {
        "title": mechanism.title,
        "description": mechanism.description,
        "source": None if source is None else {"title": source.title, "url": source.url},
        "prefix": mechanism.prefix,
        "masks": mechanism.masks,
        "parameters_per": mechanism.parameters or {},
    }
