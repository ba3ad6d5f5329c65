"""What the package knows about its backbones: typed, cached access to `_spec.json`, which the compiler writes.

The file is parsed once, at the first question; everything else is made per class and kept, so that the cost of one
question does not grow with the number of classes.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

__all__ = [
    "CLARENA",
    "MAX_INTEGER",
    "BackboneClass",
    "Case",
    "Field",
    "FieldType",
    "activations",
    "aliases",
    "architecture",
    "backbone_class",
    "class_names",
    "drop_in_names",
    "mechanism",
    "operations",
    "packages",
    "resolve_target",
    "target_prefixes",
]

Json = Any

FieldType = Literal["integer", "number", "boolean", "integers", "enum", "activation", "weights"]

CLARENA = "clarena"
"""The subpackage of the drop-ins for CLArena, and the choice of an enum field that stands for CLArena's networks."""

MAX_INTEGER = 2**53 - 1
"""Largest integer of a config; above it, JSON readers disagree."""


@frozen(kw_only=True)
class Field:
    """A config field, as `schema/` declares it.

    Attributes:
        name: Name of the field.
        type: What it holds; `integers` is a list of integers, `weights` says where initial weights come from.
        description: Prose for users.
        required: Whether it must be given.
        default: Value where it is absent; None also for required and derived fields.
        derived: Whether the network determines the value, so that a given one must equal it.
        minimum: Smallest value (of each item, in a list of integers).
        maximum: Largest value.
        exclusive_minimum: Value that all values exceed.
        exclusive_maximum: Value that all values stay below.
        nullable: Whether null is a value.
        null: What null means.
        requires: Values that other fields must have while this one is not null.
        choices: Values of an enum or names of activations, with their descriptions.
        aliases: Other spellings of the name.
        examples: Values to learn from.
    """

    name: str
    type: FieldType
    description: str = ""
    required: bool = False
    default: Json = None
    derived: bool = False
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    nullable: bool = False
    null: str = ""
    requires: Mapping[str, tuple[Json, ...]] = {}
    choices: Mapping[str, str] = {}
    aliases: tuple[str, ...] = ()
    examples: tuple[Json, ...] = ()


@frozen
class Case:
    """A value of a derived field and the values of other fields for which it holds."""

    when: Mapping[str, Json]
    value: Json


@frozen(kw_only=True)
class BackboneClass:
    """A backbone class: one variant of one architecture, woven with one mechanism; or the drop-in for one.

    Attributes:
        name: Name of the class; that of a drop-in is `clarena.NAME`.
        pair: Name of the generated module that defines it and of the one that defines its config class.
        architecture: Name of the architecture.
        mechanism: Name of the mechanism.
        constants: What the variant fixes.
        aliases: Other names of the class.
        drop_in_of: The class of ours that a drop-in for CLArena extends; None for ours.
        torchvision: torchvision's builder of the same network; None where there is none.
        description: Prose for users.
        fields: Config fields by name, in the order of the signature.
        derived: Cases of each derived field; the first that fits holds.
    """

    name: str
    pair: str
    architecture: str
    mechanism: str
    constants: Mapping[str, Json]
    aliases: tuple[str, ...]
    drop_in_of: str | None
    torchvision: str | None
    description: str
    fields: Mapping[str, Field]
    derived: Mapping[str, tuple[Case, ...]]

    @property
    def target(self) -> str:
        """The canonical `_target_`."""
        return f"{target_prefixes()[0]}.{self.name}"

    @property
    def targets(self) -> tuple[str, ...]:
        """Everything that `_target_` may say to name the class, the canonical one first."""
        prefixes = target_prefixes() if self.drop_in_of is None else target_prefixes()[:1]
        return tuple(f"{prefix}.{name}" for prefix in prefixes for name in (self.name, *self.aliases))

    @property
    def class_name(self) -> str:
        """Name of the class in its module."""
        return self.name.rpartition(".")[2]


@cache
def _data() -> dict[str, Json]:
    return json.loads(folder().joinpath("_spec.json").read_text("utf-8"))


def folder() -> Path:
    found = find_spec("clbackbones")
    assert found is not None and found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0])


@cache
def class_names() -> tuple[str, ...]:
    """Names of all backbone classes but the drop-ins, without aliases, in the order of the specification."""
    return tuple(_data()["classes"])


@cache
def drop_in_names() -> tuple[str, ...]:
    """Names of all drop-ins for CLArena, `clarena.NAME`, in the order of the specification."""
    return tuple(drop_in for name in class_names() if (drop_in := _drop_in_name(name)) is not None)


def _drop_in_name(name: str) -> str | None:
    """The drop-in for a class; None where CLArena has nothing of the kind."""
    pair = f"{CLARENA}.{_data()['classes'][name]['pair']}"
    return f"{CLARENA}.{name}" if pair in _data()["pairs"] else None


@cache
def algorithms() -> tuple[str, ...]:
    """What `_target_` says to name CLArena's algorithms on the drop-ins, which are no backbones."""
    declared: Iterator[Json] = (row["clarena"] for row in _data()["mechanisms"].values())
    package = f"{target_prefixes()[0]}.{CLARENA}"
    return tuple(f"{package}.{name}" for row in declared if row for name in row["algorithms"])


@cache
def aliases() -> Mapping[str, str]:
    """The class of ours that each alias stands for."""
    return {alias: name for name, row in _data()["classes"].items() for alias in row.get("aliases", ())}


@cache
def target_prefixes() -> tuple[str, ...]:
    """What may stand before the name of a class of ours in `_target_`; the first is canonical."""
    targets = _data()["targets"]
    return (targets["canonical"], *targets["accepted"])


@cache
def packages() -> tuple[str, ...]:
    """What may stand before the name of a class in `_target_`: `target_prefixes`, and the package of the drop-ins."""
    return (*target_prefixes(), f"{target_prefixes()[0]}.{CLARENA}")


def resolve_target(target: str) -> str | None:
    """The class that a `_target_` names; None for anything else.

    `clarena.backbones.ResNet52` is `ResNet50`, `clbackbones.clarena.ResNet52` is `clarena.ResNet50`.
    """
    package, _, name = target.rpartition(".")
    name = aliases().get(name, name)
    if package not in packages() or name not in _data()["classes"]:
        return None
    return name if package in target_prefixes() else _drop_in_name(name)


@cache
def backbone_class(name: str) -> BackboneClass:
    """The class of that name, or the drop-in of the name `clarena.NAME`.

    Raises:
        KeyError: No class has that name; an alias is none.
    """
    own = name.removeprefix(f"{CLARENA}.")
    package = name.removesuffix(own)
    row = _data()["classes"][own]
    pair_name = f"{package}{row['pair']}"
    pair = _data()["pairs"][pair_name]
    return BackboneClass(
        name=name,
        pair=pair_name,
        architecture=pair["architecture"],
        mechanism=pair["mechanism"],
        constants=row.get("constants", {}),
        aliases=tuple(f"{package}{alias}" for alias in row.get("aliases", ())),
        drop_in_of=own if package else None,
        torchvision=row.get("torchvision"),
        description=row.get("description", ""),
        fields=_fields(pair_name),
        derived={
            field: tuple(Case(case.get("when", {}), case["value"]) for case in cases)
            for field, cases in row.get("derived", {}).items()
        },
    )


@cache
def _fields(pair: str) -> Mapping[str, Field]:
    return {name: read_field(name, raw) for name, raw in _data()["pairs"][pair]["fields"].items()}


def read_field(name: str, raw: Mapping[str, Json]) -> Field:
    keywords: dict[str, Json] = {**raw, "name": name}
    keywords |= {key: tuple(raw.get(key, ())) for key in ("aliases", "examples")}
    keywords["requires"] = {other: tuple(values) for other, values in raw.get("requires", {}).items()}
    return Field(**keywords)


def activations() -> Mapping[str, Mapping[str, Json]]:
    """Everything that is declared about activations, by name."""
    return _data()["activations"]


def operations() -> Mapping[str, Mapping[str, Json]]:
    """Everything that is declared about operations, by name."""
    return _data()["operations"]


def architecture(name: str) -> Mapping[str, Json]:
    """The flat steps of an architecture and what belongs to them, as `build_graph` reads them."""
    return _data()["architectures"][name]


def mechanism(name: str) -> Mapping[str, Json]:
    """What is declared about a mechanism, for documentation and for counting parameters."""
    return _data()["mechanisms"][name]
