"""What the template of a pair's config classes prints."""

from typing import Any

from clbackbones_runtime.catalog import CLARENA

from . import prose, signature
from .module import aliases
from .product import Pair


def describe_configs(pair: Pair) -> dict[str, Any]:
    """The config classes of a pair, each on its own.

    Args:
        pair: The pair.
    """
    return {
        "head": prose.docstring([f"Configs: {prose.title(pair)}."]),
        "above": "..",
        "base": None,
        "fields": signature.attributes(pair),
        **_classes(pair, ""),
    }


def describe_drop_in_configs(pair: Pair, drop_in: Pair) -> dict[str, Any]:
    """The config classes of drop-ins: those of ours, with more fields and other defaults.

    Args:
        pair: The pair of ours.
        drop_in: That of the drop-ins.
    """
    return {
        "head": prose.docstring([f"Configs: {prose.title(pair)}, for CLArena."]),
        "above": "...",
        "base": pair.name,
        "fields": [
            attribute
            for attribute in signature.attributes(drop_in)
            if drop_in.fields[attribute["name"]] != pair.fields.get(attribute["name"])
        ],
        **_classes(drop_in, f"{CLARENA}."),
        "types": [],
    }


def _classes(pair: Pair, package: str) -> dict[str, Any]:
    base = pair.class_name(pair.architecture.name)
    names = [pair.class_name(variant.name) for variant in pair.variants]
    concrete = not pair.architecture.variants
    types = signature.literals(pair)
    others = [(f"{alias}Config", f"{name}Config") for alias, name in aliases(pair)]
    classes = [f"{base}Config", *(f"{name}Config" for name in names if not concrete), *(alias for alias, _ in others)]
    return {
        "module": pair.name,
        "package": package,
        "classes": [base] if concrete else names,
        "name": base,
        "concrete": concrete,
        "exports": [*(name for name, _ in types if not package), *classes],
        "types": types,
        "doc": prose.sections(
            f"Config of `{package}{base}`." if concrete else f"Config of the variants of `{package}{base}`.",
            prose.items("Args", prose.field_entries(pair)),
            prose.items("Raises", prose.CONFIG_ERROR),
        ),
        "variants": [] if concrete else names,
        "aliases": others,
    }
