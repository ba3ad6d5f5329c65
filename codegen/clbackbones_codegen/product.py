"""The product of architectures and mechanisms: pairs, their config fields, and the classes that they give.

`describe` returns the whole as plain JSON, the content of `_spec.json`: everything that the package knows at run time.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve, fields, frozen

from clbackbones_runtime.catalog import CLARENA

from .lower import lower
from .model import ABSENT, Architecture, Field, Json, Mechanism, Sites, Spec, Variant

ACTIVATION_MODULE = "torch.nn.modules.activation"
"""Where torch defines an activation, unless its row says otherwise."""

Derived = dict[str, dict[str, list[dict[str, Json]]]]
"""By the name of a variant and of a derived field: its value as cases, of which the first counts whose `when` fits."""


@frozen(kw_only=True)
class Package:
    """The package that is generated.

    Attributes:
        name: Its name, which stands before a class in `_target_`.
        accepted: What may stand there instead.
        parents: Packages that it builds on.
        command: What generates it.
    """

    name: str
    accepted: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    command: str

    @property
    def force(self) -> str:
        """What generates it whatever has been done to its files."""
        return f"{'python -m clbackbones_codegen' if self.command.startswith('make') else self.command} --force"


OURS = Package(name="clbackbones", accepted=("clarena.backbones",), command="make codegen")
"""The package of this repository."""


@frozen(kw_only=True)
class Pair:
    """An architecture and a mechanism, whose inheritance is resolved.

    `name` is that of the generated module; `stem` and `mechanism_name` are those of the files.
    """

    name: str
    stem: str
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


def block_class(block: str) -> str:
    """Name of the class of a block, without the mechanism's prefix."""
    return f"{camel(block)}Block"


def camel(name: str) -> str:
    """`inverted_residual` as `InvertedResidual`."""
    return "".join(word.capitalize() for word in name.split("_"))


def variants_of(architecture: Architecture) -> list[Variant]:
    """The rows of an architecture; one of its own name where it has none."""
    return architecture.variants or [Variant(name=architecture.name, constants={})]


def lineage(name: str, spec: Spec) -> list[str]:
    """A mechanism and those that it extends, itself first."""
    names = [name]
    while (extends := spec.mechanisms[names[-1]].extends) is not None:
        names.append(extends)
    return names


def declaring_mechanism(field: str, mechanism: str, spec: Spec) -> str:
    """The file name of the mechanism that declares a field which a mechanism has or inherits."""
    return next(name for name in lineage(mechanism, spec) if field in (spec.mechanisms[name].fields or {}))


def resolve_mechanism(name: str, spec: Spec) -> Mechanism:
    """The mechanism with what it inherits: fields, sites, claims and the fields of its drop-ins."""
    family = [spec.mechanisms[each] for each in reversed(lineage(name, spec))]
    sites = Sites()
    merged_fields: dict[str, Field] = {}
    claims = None
    drop_in_fields: dict[str, Field] = {}
    for mechanism in family:
        own = mechanism.sites or Sites()
        sites = evolve(sites, **{a.name: site for a in fields(Sites) if (site := getattr(own, a.name)) is not None})
        merged_fields |= mechanism.fields or {}
        claims = mechanism.claims or claims
        drop_in_fields |= (mechanism.clarena and mechanism.clarena.fields) or {}
    clarena = family[-1].clarena
    clarena = None if clarena is None else evolve(clarena, fields=drop_in_fields)
    return evolve(family[-1], sites=sites, fields=merged_fields, claims=claims, clarena=clarena)


def pairs(spec: Spec) -> Iterator[Pair]:
    """The pairs that are generated: all but those whose architecture and mechanism are both inherited."""
    return (pair for pair in product(spec) if not spec.inherits(pair.stem, pair.mechanism_name))


def product(spec: Spec) -> Iterator[Pair]:
    """All pairs, architectures first, in the order of their file names; plain before what builds on it."""
    concrete = [name for name, mechanism in spec.mechanisms.items() if mechanism.prefix is not None]
    concrete.sort(key=lambda name: (len(lineage(name, spec)), name))
    for stem, architecture in spec.architectures.items():
        for name in concrete:
            mechanism = resolve_mechanism(name, spec)
            yield Pair(
                name=f"{name}_{stem}" if mechanism.prefix else stem,
                stem=stem,
                architecture=architecture,
                mechanism=mechanism,
                mechanism_name=name,
                fields=_pair_fields(architecture, mechanism, spec),
            )


def drop_ins(spec: Spec) -> Iterator[tuple[Pair, Pair]]:
    """Each pair whose mechanism CLArena has too, and the pair of its drop-ins: the same in the package `clarena`.

    Where a field has a choice that stands for CLArena's network, that is the default there.
    """
    for pair in pairs(spec):
        if pair.mechanism.clarena is None:
            continue
        own = {
            name: {**entry, "default": CLARENA} if CLARENA in entry.get("choices", ()) else entry
            for name, entry in pair.fields.items()
        }
        added = pair.mechanism.clarena.fields or {}
        added = {name: resolve_field(None, field, spec) for name, field in added.items() if name not in own}
        yield pair, evolve(pair, name=f"{CLARENA}.{pair.name}", fields=own | added)


def _pair_fields(architecture: Architecture, mechanism: Mechanism, spec: Spec) -> dict[str, dict[str, Json]]:
    """Config fields of a pair in the order of its constructor: required ones first."""
    own = {name: resolve_field(name, field, spec) for name, field in architecture.fields.items()}
    added = {name: resolve_field(None, field, spec) for name, field in (mechanism.fields or {}).items()}
    ordered = {name: added.get(name, field) for name, field in own.items()} | added
    for entry in ordered.values():
        if "requires" in entry:
            entry["requires"] = {
                name: required_values(values, ordered[name]) for name, values in entry["requires"].items()
            }
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
    if whole.requires is not None:
        requires: dict[str, Json] = whole.requires
        entry["requires"] = {name: value if isinstance(value, list) else [value] for name, value in requires.items()}
    return entry


def required_values(values: list[Json], entry: Mapping[str, Json]) -> list[Json]:
    """The values that a field may have where another field requires something of it.

    Args:
        values: What is required.
        entry: The field, in the form of `_spec.json`. Where it chooses between several forms of a part, true stands for
            all of them.
    """
    return list(entry["choices"]) if values == [True] and entry["type"] == "enum" else values


def describe(spec: Spec, derived: Derived, package: Package) -> dict[str, Json]:
    """The content of `_spec.json`.

    Args:
        spec: The spec.
        derived: What the derived fields of each variant must be.
        package: The package that is generated.
    """
    all_pairs = list(pairs(spec))
    used = {pair.mechanism_name for pair in all_pairs} | spec.own_mechanisms.keys()
    architectures = {pair.architecture.name: pair.architecture for pair in all_pairs}
    return {
        "targets": {"canonical": package.name, "accepted": list(package.accepted)},
        "activations": activation_rows(spec),
        "architectures": {name: lower(architecture) for name, architecture in architectures.items()},
        "mechanisms": {
            name: _mechanism(resolve_mechanism(name, spec), own=name in spec.own_mechanisms)
            for name, mechanism in spec.mechanisms.items()
            if mechanism.backbone and name in used
        },
        "pairs": {
            pair.name: {
                "architecture": pair.architecture.name,
                "mechanism": pair.mechanism_name,
                "fields": pair.fields,
            }
            for pair in (*all_pairs, *(drop_in for _, drop_in in drop_ins(spec)))
        },
        "classes": {
            pair.class_name(variant.name): {
                "pair": pair.name,
                "description": class_description(pair),
                "constants": variant.constants,
                "aliases": [pair.class_name(alias) for alias in variant.aliases or []],
                "torchvision": variant.torchvision,
                "derived": derived.get(variant.name, {}),
            }
            for pair in all_pairs
            for variant in pair.variants
        },
    }


def class_description(pair: Pair) -> str:
    """Two sentences for documentation: what the network is, and what the mechanism does to it."""
    return f"{pair.architecture.description} {pair.mechanism.description}"


def activation_rows(spec: Spec) -> dict[str, dict[str, Json]]:
    """The activations, in the form of `_spec.json`."""
    return {
        name: {
            "description": row.description,
            "class": row.class_,
            "module": row.module or ACTIVATION_MODULE,
            "arguments": row.arguments or {},
            "zero_at_zero": row.zero_at_zero,
            "positively_homogeneous": row.positively_homogeneous,
            "parameters": row.parameters or 0,
        }
        for name, row in spec.activations.items()
    }


def _mechanism(mechanism: Mechanism, *, own: bool) -> dict[str, Json]:
    """What the catalog says of a mechanism; algorithms of an inherited one are those of the package that has it."""
    source, clarena = mechanism.source, mechanism.clarena
    algorithms = (clarena and clarena.algorithms) or [] if own else []
    return {
        "title": mechanism.title,
        "description": mechanism.description,
        "source": None if source is None else {"title": source.title, "url": source.url},
        "prefix": mechanism.prefix,
        "masks": mechanism.masks,
        "clarena": None if clarena is None else {"bases": clarena.bases, "algorithms": algorithms},
        "parameters_per": mechanism.parameters or {},
    }
