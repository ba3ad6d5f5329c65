"""What a generated package knows about its backbones: a `Catalog`, read off the `_spec.json` beside its code.

The file is parsed once, at the first question; everything else is made per class and kept, so that the cost of one
question does not grow with the number of classes. Nothing here is global: two packages are two catalogs, and from a
class, a config or a backbone there is a way to its own.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from attrs import field, frozen

from .graph.expression import Scope, key_of

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = [
    "CLARENA",
    "ENTRY_POINTS",
    "MAX_INTEGER",
    "BackboneClass",
    "Case",
    "Catalog",
    "Field",
    "FieldType",
    "config_name",
    "read_field",
]

Json = Any

FieldType = Literal["integer", "number", "boolean", "integers", "enum", "activation", "weights"]

CLARENA: Final = "clarena"
"""The subpackage of the drop-ins for CLArena, and the choice of an enum field that stands for CLArena's networks."""

ENTRY_POINTS: Final = "clbackbones.catalogs"
"""The group of entry points in which an installed package registers its catalog, under the package's name."""

MAX_INTEGER: Final = 2**53 - 1
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


# Compared by identity: a catalog makes each class once, so that what is made from one can be cached by it.
@frozen(kw_only=True, eq=False)
class BackboneClass:
    """A backbone class: one variant of one architecture, woven with one mechanism; or the drop-in for one.

    Attributes:
        catalog: The catalog that it is in.
        name: Name of the class; that of a drop-in is `clarena.NAME`.
        pair: Name of the generated module that defines it and of the one that defines its config class.
        architecture: Name of the architecture.
        mechanism: Name of the mechanism.
        constants: What the variant fixes.
        aliases: Other names of the class.
        drop_in_of: The class that a drop-in for CLArena extends; None for one that is no drop-in.
        torchvision: torchvision's builder of the same network, or `{select, of}`, one for each value of a config field;
            None where there is none. `torchvision_of` reads it.
        description: Prose for users.
        fields: Config fields by name, in the order of the signature.
        derived: Cases of each derived field; the first that fits holds. Without any, the graph of the network says it.
    """

    catalog: "Catalog" = field(repr=False)
    name: str
    pair: str
    architecture: str
    mechanism: str
    constants: Mapping[str, Json]
    aliases: tuple[str, ...]
    drop_in_of: str | None
    torchvision: Json
    description: str
    fields: Mapping[str, Field]
    derived: Mapping[str, tuple[Case, ...]]

    def torchvision_of(self, values: Scope) -> str | None:
        """Torchvision's builder of the network of a config; None where there is none.

        Args:
            values: The values of its fields.
        """
        match self.torchvision:
            case {"select": name, "of": builders}:
                return cast("Mapping[str, str]", builders)[key_of(values[cast(str, name)])]
            case builder:
                return builder

    @property
    def target(self) -> str:
        """The canonical `_target_`."""
        return f"{self.catalog.package}.{self.name}"

    @property
    def targets(self) -> tuple[str, ...]:
        """Everything that `_target_` may say to name the class, the canonical one first."""
        prefixes = self.catalog.target_prefixes() if self.drop_in_of is None else (self.catalog.package,)
        return tuple(f"{prefix}.{name}" for prefix in prefixes for name in (self.name, *self.aliases))

    @property
    def class_name(self) -> str:
        """Name of the class in its module."""
        return self.name.rpartition(".")[2]

    @property
    def module(self) -> str:
        """Name of the module that defines the class."""
        return f"{self.catalog.package}.{self.pair}"

    def part_fields(self, part: str) -> tuple[str, ...]:
        """The fields that govern a part of its layers: `norm`, `activation` or `dropout`."""
        return self.catalog.part_fields(self.architecture, part)

    def plain(self) -> "BackboneClass | None":
        """The class without tasks and masks of the same architecture and variant; None where there is none.

        A package that weaves an architecture of another one leaves that class to it.
        """
        for catalog in self.catalog.family:
            for other in map(catalog.backbone_class, catalog.class_names()):
                same = (other.architecture, other.constants) == (self.architecture, self.constants)
                if same and catalog.mechanism(other.mechanism)["prefix"] == "":
                    return other
        return None

    def drop_in(self) -> "BackboneClass | None":
        """The drop-in for CLArena that extends this class; None where there is none, and for drop-ins."""
        return self.catalog.drop_in_of(self.name)

    @property
    def config_module(self) -> str:
        """Name of the module that defines the config class."""
        return f"{self.catalog.package}.configs.{self.pair}"


class Catalog:
    """What is known about the backbones of one generated package.

    Attributes:
        package: Name of the package, which stands before a class in `_target_`.
        folder: Where it is.
        parents: Catalogs of packages that it builds on; their classes are known here as well.
    """

    def __init__(self, package: str, folder: Path, parents: Sequence["Catalog"] = ()) -> None:
        """Reads nothing yet.

        Args:
            package: Name of the package.
            folder: Where it is.
            parents: Catalogs of packages that it builds on.
        """
        self.package: str = package
        self.folder: Path = folder
        self.parents: tuple[Catalog, ...] = tuple(parents)
        self._classes: dict[str, BackboneClass] = {}
        self._fields: dict[str, Mapping[str, Field]] = {}
        self._parts: dict[tuple[str, str], tuple[str, ...]] = {}

    def __repr__(self) -> str:
        """`Catalog(mybackbones)`."""
        return f"Catalog({self.package})"

    @cached_property
    def _data(self) -> dict[str, Json]:
        return json.loads(self.folder.joinpath("_spec.json").read_text("utf-8"))

    @property
    def schemas(self) -> Path:
        """Folder of the published JSON Schemas."""
        return self.folder / "schemas"

    @property
    def group(self) -> Path:
        """Folder of the config group `backbone` for Hydra."""
        return self.folder / "conf" / "backbone"

    @cached_property
    def family(self) -> tuple["Catalog", ...]:
        """This catalog, its parents and theirs, each once."""
        return tuple(dict.fromkeys((self, *(each for parent in self.parents for each in parent.family))))

    def class_names(self) -> tuple[str, ...]:
        """Names of all backbone classes but the drop-ins, without aliases, in the order of the specification."""
        return tuple(self._data["classes"])

    def drop_in_of(self, name: str) -> BackboneClass | None:
        """The drop-in for CLArena that extends a class; None where there is none, and for drop-ins."""
        own = self._drop_in_name(name) if name in self._data["classes"] else None
        return None if own is None else self.backbone_class(own)

    def drop_in_names(self) -> tuple[str, ...]:
        """Names of all drop-ins for CLArena, `clarena.NAME`, in the order of the specification."""
        return tuple(drop_in for name in self.class_names() if (drop_in := self._drop_in_name(name)) is not None)

    def aliases(self) -> Mapping[str, str]:
        """The class that each alias stands for."""
        return self._aliases

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        return {alias: name for name, row in self._data["classes"].items() for alias in row.get("aliases", ())}

    def options(self) -> Mapping[str, str]:
        """The class or alias of each config in Hydra's config group: `hat_mask_mlp` is `HATMaskMLP`."""
        return self._options

    @cached_property
    def _options(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name, row in self._data["classes"].items():
            mechanism = self._data["pairs"][row["pair"]]["mechanism"]
            for spelling in (name, *row.get("aliases", ())):
                found[config_name(spelling, mechanism, self.mechanism(mechanism)["prefix"])] = spelling
        return found

    def backbone_class(self, name: str) -> BackboneClass:
        """The class of that name, or the drop-in of the name `clarena.NAME`.

        Raises:
            KeyError: No class of the package has that name; an alias is none.
        """
        if name not in self._classes:
            self._classes[name] = self._backbone_class(name)
        return self._classes[name]

    def activations(self) -> Mapping[str, Mapping[str, Json]]:
        """Everything that is declared about activations, by name."""
        return self._data["activations"]

    def operations(self) -> Mapping[str, Mapping[str, Json]]:
        """Everything that is declared about operations, by name."""
        return self._data["operations"]

    def architecture(self, name: str) -> Mapping[str, Json]:
        """The flat steps of an architecture and what belongs to them, as `build_graph` reads them."""
        return self._data["architectures"][name]

    def part_fields(self, architecture: str, part: str) -> tuple[str, ...]:
        """The fields that govern a part (`norm`, `activation`, `dropout`) of an architecture, whatever their names."""
        key = architecture, part
        if key not in self._parts:
            self._parts[key] = tuple(dict.fromkeys(_governing(self.architecture(architecture), part)))
        return self._parts[key]

    def mechanism(self, name: str) -> Mapping[str, Json]:
        """What is declared about a mechanism, for documentation and for counting parameters."""
        return self._data["mechanisms"][name]

    def algorithms(self) -> tuple[str, ...]:
        """What `_target_` says to name CLArena's algorithms on the drop-ins, which are no backbones."""
        declared: Iterator[Json] = (row["clarena"] for row in self._data["mechanisms"].values())
        return tuple(f"{self.package}.{CLARENA}.{name}" for row in declared if row for name in row["algorithms"])

    def target_prefixes(self) -> tuple[str, ...]:
        """What may stand before the name of a class, not of a drop-in, in `_target_`; the first is canonical."""
        return (self.package, *self._data["targets"]["accepted"])

    def packages(self) -> tuple[str, ...]:
        """What may stand before the name of a class in `_target_`: `target_prefixes`, and the package of drop-ins."""
        return (*self.target_prefixes(), f"{self.package}.{CLARENA}")

    def resolve(self, target: str) -> BackboneClass | None:
        """The class that a `_target_` names, in the package that it names; None for anything else.

        `clarena.backbones.ResNet52` is `ResNet50`, `clbackbones.clarena.ResNet52` is `clarena.ResNet50`.
        """
        package, _, name = target.rpartition(".")
        catalog = self.of_package(package)
        return None if catalog is None else catalog._own(package, name)

    def named(self, text: str) -> BackboneClass | None:
        """The class that a user names: by itself (a drop-in as `clarena.NAME`), an alias, an option or a `_target_`."""
        found = (catalog.resolve(f"{catalog.package}.{catalog.options().get(text, text)}") for catalog in self.family)
        return next((backbone for backbone in found if backbone is not None), None) or self.resolve(text)

    def of_package(self, package: str) -> "Catalog | None":
        """The catalog whose classes a package has, as it stands in `_target_`; None where there is none.

        It is looked for among this one and its parents; the generated packages that the user has imported; and last
        the entry points of installed packages, of which the one with this name alone is loaded. So a name in a file
        imports nothing but what was installed to be found under that name.
        """
        for catalog in self.family:
            if package in catalog.packages():
                return catalog
        for name in (package, package.removesuffix(f".{CLARENA}")):
            found = _imported(name) or _registered(name)
            if found is not None:
                return found
        return None

    def _own(self, package: str, name: str) -> BackboneClass | None:
        """The class of this package that a name means, behind one of `packages`."""
        own: str | None = self.aliases().get(name, name)
        if own not in self._data["classes"]:
            return None
        if package not in self.target_prefixes():
            own = self._drop_in_name(own)
        return None if own is None else self.backbone_class(own)

    def _drop_in_name(self, name: str) -> str | None:
        """The drop-in for a class; None where CLArena has nothing of the kind."""
        return f"{CLARENA}.{name}" if self._data["classes"][name]["drop_in"] else None

    def _backbone_class(self, name: str) -> BackboneClass:
        own = name.removeprefix(f"{CLARENA}.")
        package = name.removesuffix(own)
        row = self._data["classes"][own]
        pair_name = f"{package}{row['pair']}"
        pair = self._data["pairs"][pair_name]
        return BackboneClass(
            catalog=self,
            name=name,
            pair=pair_name,
            architecture=pair["architecture"],
            mechanism=pair["mechanism"],
            constants=row.get("constants", {}),
            aliases=tuple(f"{package}{alias}" for alias in row.get("aliases", ())),
            drop_in_of=own if package else None,
            torchvision=row.get("torchvision"),
            description=row.get("description", ""),
            fields=self._fields_of(pair_name),
            derived={
                field: tuple(Case(case.get("when", {}), case["value"]) for case in cases)
                for field, cases in row.get("derived", {}).items()
            },
        )

    def _fields_of(self, pair: str) -> Mapping[str, Field]:
        if pair not in self._fields:
            rows = self._data["pairs"][pair]["fields"]
            self._fields[pair] = {name: read_field(name, raw) for name, raw in rows.items()}
        return self._fields[pair]


def config_name(class_name: str, mechanism: str, prefix: str) -> str:
    """What selects a class in a defaults list: `HATMaskResNet18` is `hat_mask_resnet18`.

    Args:
        class_name: The class.
        mechanism: Its mechanism, the name of the file.
        prefix: The mechanism's prefix of class names.
    """
    variant = class_name.removeprefix(prefix).lower()
    return f"{mechanism}_{variant}" if prefix else variant


def read_field(name: str, raw: Mapping[str, Json]) -> Field:
    """A field from its entry in `_spec.json`."""
    keywords: dict[str, Json] = {**raw, "name": name}
    keywords |= {key: tuple(raw.get(key, ())) for key in ("aliases", "examples")}
    keywords["requires"] = {other: tuple(values) for other, values in raw.get("requires", {}).items()}
    return Field(**keywords)


def _governing(steps: Json, part: str) -> Iterator[str]:
    """The fields that govern a part, in steps and in what is inside them."""
    if isinstance(steps, Mapping):
        step = cast("Mapping[str, Json]", steps)
        if step.get("step") == part:
            yield step["field"]
        for inner in step.values():
            yield from _governing(inner, part)
    elif isinstance(steps, list):
        for inner in cast("list[Json]", steps):
            yield from _governing(inner, part)


def _imported(package: str) -> Catalog | None:
    """The catalog of a generated package that has been imported."""
    module = sys.modules.get(package)
    # Of another module nothing is asked, since that might import something.
    if module is None or "CATALOG" not in module.__dict__.get("__all__", ()):
        return None
    found = getattr(module, "CATALOG", None)
    return found if isinstance(found, Catalog) and found.package == package else None


def _registered(package: str) -> Catalog | None:
    """The catalog that an installed package registers under its name.

    Raises:
        ImportError: Two packages do, or the one that does cannot be imported.
    """
    entries = _entry_points().get(package, {})
    if len(entries) > 1:
        raise ImportError(f"{' and '.join(entries)} are both registered as the package '{package}'; uninstall one")
    found = next((entry.load() for entry in entries.values()), None)
    return found if isinstance(found, Catalog) and found.package == package else None


@cache
def _entry_points() -> "Mapping[str, Mapping[str, EntryPoint]]":
    """The entry points of the group, by their names and by what they stand for."""
    from importlib.metadata import entry_points  # which reads a file of each installed distribution

    found: dict[str, dict[str, EntryPoint]] = {}
    for entry in entry_points(group=ENTRY_POINTS):
        found.setdefault(entry.name, {})[entry.value] = entry
    return found
