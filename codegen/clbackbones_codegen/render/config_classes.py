"""What the templates of config classes print: those of networks, of pairs, and of drop-ins."""

from typing import TypedDict

from attrs import frozen

from clbackbones_runtime.catalog import CLARENA

from ..ir.product import DropIn, Fields, Network, Pair
from . import prose, signature
from .network import Doc
from .signature import Alias, ConfigAttribute


@frozen(kw_only=True)
class ConfigModule:
    """A module of config classes, as Python source.

    Attributes:
        head: Docstring of the module.
        imports: What is imported from the package itself.
        catalog: Where the catalog of the package is, for a class that does not inherit it.
        builds: The module of the backbone classes, and these; None where nothing is built.
        exports: Names that users import.
        types: Types of activation fields that are defined here.
        name: The first class.
        base: What it extends.
        doc: Its docstring.
        target: Name of the backbone class that it is for; None for one that builds nothing.
        fields: Its own fields.
        variants: Classes of variants: name, bases, name of the backbone class, and what it builds.
        aliases: Other names of classes.
    """

    head: Doc
    imports: list[tuple[str, list[str]]]
    catalog: str | None
    builds: tuple[str, list[str]] | None
    exports: list[str]
    types: list[Alias]
    name: str
    base: str
    doc: Doc
    target: str | None
    fields: list[ConfigAttribute]
    variants: list["VariantConfig"]
    aliases: list[tuple[str, str]]


@frozen(kw_only=True)
class VariantConfig:
    """The config class of a variant, as Python source."""

    name: str
    bases: list[str]
    target: str
    builds: str


def describe_network_config(network: Network) -> ConfigModule:
    """The config class with the fields that a network reads.

    Args:
        network: The network.
    """
    types = signature.literals(network.fields)
    name = f"{network.name}Config"
    title = prose.title(network.architecture, network.mechanism)
    return ConfigModule(
        head=prose.docstring([f"Config: what the network of {title} reads."]),
        imports=[],
        catalog="..._catalog",
        builds=None,
        exports=[*(alias.name for alias in types), name],
        types=types,
        name=name,
        base="Config",
        doc=prose.docstring([f"The fields that `{network.name}` reads; the configs of backbones add theirs."]),
        target=None,
        fields=signature.attributes(network.fields),
        variants=[],
        aliases=[],
    )


def describe_configs(pair: Pair) -> ConfigModule:
    """The config classes of a pair.

    Args:
        pair: The pair.
    """
    network = f"{pair.network.name}Config"
    own = _changed(pair.fields, pair.network.fields)
    shared, types = signature.own_literals(own, pair.network.fields)
    return ConfigModule(
        head=prose.docstring([f"Configs: {prose.title(pair.architecture, pair.mechanism)}."]),
        imports=[(pair.network.imported("configs.networks", ".networks"), [*shared, network])],
        catalog=".._catalog" if pair.network.package else None,
        builds=(f"..{pair.name}", pair.class_names),
        types=types,
        base=network,
        doc=_doc(pair, pair.fields, ""),
        target=None if pair.architecture.variants else pair.base,
        fields=signature.attributes(own),
        variants=_variants(pair, "", base=None),
        **_names(pair),
    )


def describe_drop_in_configs(drop_in: DropIn) -> ConfigModule:
    """The config classes of drop-ins: those of ours, with more fields and other defaults.

    Args:
        drop_in: The drop-ins.
    """
    pair, package = drop_in.pair, f"{CLARENA}."
    own = _changed(drop_in.fields, pair.fields)
    shared, types = signature.own_literals(own, pair.network.fields)
    return ConfigModule(
        head=prose.docstring([f"Configs: {prose.title(pair.architecture, pair.mechanism)}, for CLArena."]),
        imports=[("..", [pair.name]), (pair.network.imported("configs.networks", "..networks"), shared)],
        catalog=None,
        types=types,
        builds=(f"...{CLARENA}.{pair.name}", pair.class_names),
        base=f"{pair.name}.{pair.base}Config",
        doc=_doc(pair, drop_in.fields, package),
        target=None if pair.architecture.variants else f"{package}{pair.base}",
        fields=signature.attributes(own),
        variants=_variants(pair, package, base=pair.name),
        **_names(pair),
    )


class _Names(TypedDict):
    """What the config classes of a pair and of its drop-ins are called."""

    name: str
    exports: list[str]
    aliases: list[tuple[str, str]]


def _names(pair: Pair) -> _Names:
    name = f"{pair.base}Config"
    aliases = [(f"{alias}Config", f"{other}Config") for alias, other in pair.aliases]
    classes = dict.fromkeys([name, *(f"{each}Config" for each in pair.exports)])
    return {"name": name, "exports": [*classes], "aliases": aliases}


def _doc(pair: Pair, fields: Fields, package: str) -> Doc:
    target = f"{package}{pair.base}"
    return prose.sections(
        f"Config of the variants of `{target}`." if pair.architecture.variants else f"Config of `{target}`.",
        prose.items("Args", prose.field_entries(fields)),
        prose.items("Raises", prose.CONFIG_ERROR),
    )


def _variants(pair: Pair, package: str, base: str | None) -> list[VariantConfig]:
    """The config classes of variants; those of drop-ins extend ours in the module `base` as well."""
    if not pair.architecture.variants:
        return []
    return [
        VariantConfig(
            name=f"{name}Config",
            bases=[f"{pair.base}Config", *([f"{base}.{name}Config"] if base else [])],
            target=f"{package}{name}",
            builds=name,
        )
        for name in pair.class_names
    ]


def _changed(fields: Fields, inherited: Fields) -> Fields:
    """The fields that differ from those inherited."""
    return {name: field for name, field in fields.items() if field != inherited.get(name)}
