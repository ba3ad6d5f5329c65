"""Which parts of a file in a folder are configs of backbones; the files beside them configure something else."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib import import_module
from typing import Any, Literal, cast

from ..catalog import Catalog
from ..config.composition import Composition, places
from ..config.defaults_list import DEFAULTS
from ..config.examination import field_names, part_of
from ..config.fields import TO_BE_GIVEN
from ..config.parts import Path
from ..config.problems import Fault, Unreadable
from ..config.rules import check

__all__ = ["Kind", "backbones_in", "is_config", "kind_of"]

Kind = Literal["backbone", "part", "other"]
"""A backbone of ours; one that lacks what other configs add; something else."""

LONGEST = 100
"""Characters of a package that are compared with ours."""

TYPO = 0.8
"""How similar the package of a `_target_` is to ours at least, when it is ours misspelt."""


def is_config(value: object) -> bool:
    """Whether a file of a folder may configure a backbone: it says something, and it is no list and no text.

    What cannot be understood may, so that nobody takes it for valid.
    """
    return isinstance(value, Unreadable) or (
        isinstance(value, Mapping) and bool(cast("Mapping[object, object]", value))
    )


def kind_of(catalog: Catalog, value: object) -> Kind:
    """What a config of the group is meant to be.

    Args:
        catalog: Whose backbones are ours.
        value: What the file says; nothing, if it may become a backbone.
    """
    if value is None or isinstance(value, Unreadable):
        return "backbone"
    if not isinstance(value, Mapping):
        return "other"
    config = cast("Mapping[object, Any]", value)
    if "_target_" in config and not _is_ours(catalog, config):
        return "other"
    if "_target_" not in config:
        partial = DEFAULTS in config or _has_fields(catalog, config)
        return "part" if partial else "other" if config else "backbone"
    faults = check(catalog, config, interpolations=True).faults
    return "part" if faults and all(fault.at == "first" for fault in faults) else "backbone"


def backbones_in(catalog: Catalog, composition: Composition, key: str | None) -> list[Path]:
    """Finds what to check in what is composed from a file that was not named itself.

    Args:
        catalog: The catalog of the package that is asked.
        composition: What is composed.
        key: The key under which a backbone is expected, in files that have it.

    Returns:
        Where backbones are; nothing if the file configures something else.
    """
    base = composition.base
    if isinstance(composition.at(base), Unreadable):
        return [base]
    if key is not None:
        path = part_of(composition, key)
        if not isinstance(path, Fault):
            return [] if _is_another(catalog, composition.at(path)) else [path]
    found = [path for path in _ours(catalog, composition) if key is None or path == base]
    return found or ([base] if key is None and _is_guessed(catalog, composition) else [])


def _ours(catalog: Catalog, composition: Composition) -> Iterator[Path]:
    """Where a `_target_` names one of ours; what is inside of a backbone is part of it."""
    group = catalog.group.name
    inside: Path | None = None
    for path, part in places(composition.value):
        if inside is not None and path[: len(inside)] == inside:
            continue
        # Under the group's own name, the class may come from elsewhere.
        lacking = bool(path) and path[-1] == group and "_target_" not in part and _has_fields(catalog, part)
        if _is_ours(catalog, part) or (lacking and path != composition.base):
            inside = path
            yield path


def _is_guessed(catalog: Catalog, composition: Composition) -> bool:
    """Whether a file is meant as a backbone although it names no class."""
    base, own = composition.base, composition.at(composition.base)
    if not isinstance(own, Mapping) or "_target_" in own:
        return False
    config = cast("Mapping[object, Any]", own)
    if base:  # a config of a group
        return base[-1] == catalog.group.name and _has_fields(catalog, config)
    return bool(config) and field_names(catalog).issuperset(config)


def _has_fields(catalog: Catalog, config: Mapping[object, Any]) -> bool:
    return not field_names(catalog).isdisjoint(config)


def _is_another(catalog: Catalog, part: object) -> bool:
    """Whether `_target_` names something of this package that is no backbone."""
    target = cast("dict[str, Any]", part).get("_target_") if isinstance(part, dict) else None
    if not isinstance(target, str) or catalog.resolve(target) is not None:
        return False
    package, _, name = target.rpartition(".")
    return any(
        target in each.algorithms() or (package == each.package and name in _exported(package))
        for each in catalog.family
    )


@cache
def _exported(package: str) -> frozenset[str]:
    """Everything that a generated package exports."""
    return frozenset(import_module(package).__all__)


def _is_ours(catalog: Catalog, config: Mapping[object, Any]) -> bool:
    """Whether `_target_` is meant to name a backbone."""
    if "_target_" not in config or _is_another(catalog, config):
        return False
    target = config["_target_"]
    if not isinstance(target, str) or "${" in target or target == TO_BE_GIVEN:
        return True
    package = target.rpartition(".")[0]
    prefixes = [prefix for each in catalog.family for prefix in each.packages()]
    if catalog.of_package(package) is not None:
        return True
    return any(SequenceMatcher(None, package[:LONGEST], prefix).ratio() >= TYPO for prefix in prefixes)
