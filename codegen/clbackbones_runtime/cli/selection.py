"""Which parts of a file in a folder are configs of backbones; the files beside them configure something else."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib import import_module
from typing import Any, cast

from ..catalog import Catalog
from ..config.defaults_list import composed, options
from ..config.fields import TO_BE_GIVEN

__all__ = ["backbones_in"]

TYPO = 0.8
"""How similar the package of a `_target_` is to ours at least, when it is ours misspelt."""


def backbones_in(catalog: Catalog, value: object, key: str | None) -> list[str | None]:
    """Finds what to check in a file that was not named itself.

    Args:
        catalog: The catalog of the package that is asked.
        value: What the file says; `Unreadable` where it is not YAML.
        key: The key under which a backbone is expected, in files that have it.

    Returns:
        Keys for `load`, None for the file as a whole; nothing if the file configures something else. A file that cannot
        be understood counts as a config, so that nobody takes it for a valid one.
    """
    if not isinstance(value, dict) or not value:
        return [key]
    config = cast("dict[object, Any]", value)
    if key is not None and _has(config, key.split(".")):
        return [] if _is_another(catalog, _part(config, key.split("."))) else [key]
    if _is_ours(catalog, composed(catalog, config, options(config, ()), interpolations=True)):
        return [None]
    found: list[str | None] = list(_inner(catalog, config, config, ()))
    guessed = key is None and "_target_" not in config and not _fields(catalog).isdisjoint(config)
    return found or ([None] if guessed else [])


def _part(value: Mapping[object, Any], keys: list[str]) -> Any:
    """The part under a key; where that leads through a list or an interpolation, what it leads through."""
    part: Any = value
    for key in keys:
        if not isinstance(part, dict):
            break
        part = cast("dict[str, Any]", part).get(key)
    return part


def _has(value: Mapping[object, Any], keys: list[str]) -> bool:
    parent = _part(value, keys[:-1])
    # A list's item, an interpolation: whatever it is, it is not absent.
    return parent is not None and (not isinstance(parent, dict) or keys[-1] in parent)


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


def _is_ours(catalog: Catalog, config: object) -> bool:
    """Whether `_target_` is meant to name a backbone."""
    if not isinstance(config, dict) or "_target_" not in config or _is_another(catalog, cast(object, config)):
        return False
    target = cast("dict[object, Any]", config)["_target_"]
    if not isinstance(target, str) or "${" in target or target == TO_BE_GIVEN:
        return True
    package = target.rpartition(".")[0]
    prefixes = [prefix for each in catalog.family for prefix in each.packages()]
    near = any(SequenceMatcher(None, package, prefix).ratio() >= TYPO for prefix in prefixes)
    return near or catalog.of_package(package) is not None


def _inner(catalog: Catalog, document: object, config: Mapping[object, Any], path: tuple[str, ...]) -> Iterator[str]:
    for key, part in config.items():
        # A key with a dot has no place in a dotted key.
        if isinstance(key, str) and isinstance(part, dict) and "." not in key:
            inner, place = cast("dict[object, Any]", part), (*path, key)
            if _is_ours(catalog, composed(catalog, inner, options(document, place), interpolations=True)):
                yield ".".join(place)
            else:
                yield from _inner(catalog, document, inner, place)


@cache
def _fields(catalog: Catalog) -> frozenset[str]:
    """Every spelling of every field of every class that is known."""
    return frozenset(
        spelling
        for each in catalog.family
        for name in (*each.class_names(), *each.drop_in_names())
        for field in each.backbone_class(name).fields.values()
        for spelling in (field.name, *field.aliases)
    )
