# Generated from codegen/clbackbones_codegen/runtime/spec.py.
# Do not edit: change the source and run `make codegen`.
"""What the package knows about its backbones: typed, cached access to `_spec.json`, which the compiler writes.

The file is parsed once, at the first question; everything else is made per class and kept, so that the cost of one
question does not grow with the number of classes.
"""

import json
from collections.abc import Mapping
from functools import cache
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
    "mechanism",
    "resolve_target",
    "target_prefixes",
]

Json = Any

FieldType = Literal["integer", "number", "boolean", "integers", "enum", "activation", "weights"]

CLARENA = "clarena"
"""The choice of an enum field that stands for CLArena's networks."""

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
    """A backbone class: one variant of one architecture, woven with one mechanism.

    Attributes:
        name: Name of the class.
        pair: Name of the generated module that defines it and of the one that defines its config class.
        architecture: Name of the architecture.
        mechanism: Name of the mechanism.
        constants: What the variant fixes.
        aliases: Other names of the class.
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
    torchvision: str | None
    description: str
    fields: Mapping[str, Field]
    derived: Mapping[str, tuple[Case, ...]]

    @property
    def target(self) -> str:
        """The canonical `_target_`."""
        return f"{_data()['targets']['canonical']}.{self.name}"


@cache
def _data() -> dict[str, Json]:
    return json.loads(Path(__file__).with_name("_spec.json").read_text("utf-8"))


@cache
def class_names() -> tuple[str, ...]:
    """Names of all backbone classes, without aliases, in the order of the specification."""
    return tuple(_data()["classes"])


@cache
def aliases() -> Mapping[str, str]:
    """The class that each alias of a class stands for."""
    return {alias: name for name, row in _data()["classes"].items() for alias in row.get("aliases", ())}


@cache
def target_prefixes() -> tuple[str, ...]:
    """What may stand before the class name in `_target_`; the first is canonical."""
    targets = _data()["targets"]
    return (targets["canonical"], *targets["accepted"])


def resolve_target(target: str) -> str | None:
    """The class that a `_target_` names: `clarena.backbones.ResNet52` is `ResNet50`; None for anything else."""
    prefix, _, name = target.rpartition(".")
    if prefix not in target_prefixes():
        return None
    name = aliases().get(name, name)
    return name if name in _data()["classes"] else None


@cache
def backbone_class(name: str) -> BackboneClass:
    """The class of that name.

    Raises:
        KeyError: No class has that name; an alias is none.
    """
    row = _data()["classes"][name]
    pair = _data()["pairs"][row["pair"]]
    return BackboneClass(
        name=name,
        pair=row["pair"],
        architecture=pair["architecture"],
        mechanism=pair["mechanism"],
        constants=row.get("constants", {}),
        aliases=tuple(row.get("aliases", ())),
        torchvision=row.get("torchvision"),
        description=row.get("description", ""),
        fields=_fields(row["pair"]),
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


def architecture(name: str) -> Mapping[str, Json]:
    """The flat steps of an architecture and what belongs to them, as `build_graph` reads them."""
    return _data()["architectures"][name]


def mechanism(name: str) -> Mapping[str, Json]:
    """What is declared about a mechanism, for documentation and for counting parameters."""
    return _data()["mechanisms"][name]
