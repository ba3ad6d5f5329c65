"""Which parts of a file in a folder are configs of backbones; the files beside them configure something else."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Any, cast

from ..spec import backbone_class, class_names, drop_in_names, packages

__all__ = ["backbones_in"]

TYPO = 0.8
"""How similar the package of a `_target_` is to ours at least, when it is ours misspelt."""


def backbones_in(value: object, key: str | None) -> list[str | None]:
    """Finds what to check in a file that was not named itself.

    Args:
        value: What the file says; `Unreadable` where it is not YAML.
        key: The key under which a backbone is expected.

    Returns:
        Keys for `load`, None for the file as a whole; nothing if the file configures something else. A file that cannot
        be understood counts as a config, so that nobody takes it for a valid one.
    """
    if key is not None:
        return [key] if not isinstance(value, dict) or _has(cast("dict[str, Any]", value), key.split(".")) else []
    if not isinstance(value, dict) or not value:
        return [None]
    config = cast("dict[object, Any]", value)
    if _is_ours(config):
        return [None]
    return list(_inner(config, ())) or ([] if "_target_" in config or _fields().isdisjoint(config) else [None])


def _has(value: Mapping[str, Any], keys: list[str]) -> bool:
    part: Any = value
    for key in keys:
        if not isinstance(part, dict) or key not in part:
            # A list's item, an interpolation: whatever it is, it is not absent.
            return not isinstance(part, dict)
        part = cast("dict[str, Any]", part)[key]
    return True


def _is_ours(config: Mapping[object, Any]) -> bool:
    """Whether `_target_` is meant to name a backbone."""
    if "_target_" not in config:
        return False
    target = config["_target_"]
    if not isinstance(target, str) or "${" in target or target == "???":
        return True
    package = target.rpartition(".")[0]
    return any(SequenceMatcher(None, package, prefix).ratio() >= TYPO for prefix in packages())


def _inner(config: Mapping[object, Any], path: tuple[str, ...]) -> Iterator[str]:
    for key, part in config.items():
        # A key with a dot has no place in a dotted key.
        if isinstance(key, str) and isinstance(part, dict) and "." not in key:
            inner = cast("dict[object, Any]", part)
            if "_target_" in inner and _is_ours(inner):
                yield ".".join((*path, key))
            else:
                yield from _inner(inner, (*path, key))


@cache
def _fields() -> frozenset[str]:
    """Every spelling of every field of every class."""
    return frozenset(
        spelling
        for name in (*class_names(), *drop_in_names())
        for field in backbone_class(name).fields.values()
        for spelling in (field.name, *field.aliases)
    )
