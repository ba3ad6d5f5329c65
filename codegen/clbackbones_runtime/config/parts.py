"""Parts of values: what a dotted key leads to, in JSON values and in OmegaConf's containers."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any, cast

from .problems import Fault, Interpolated, PathItem, Unreadable, dotted
from .rules import is_interpolation
from .wording import alternatives, did_you_mean, quoted, shown

__all__ = ["Path", "child", "follow", "plain_value"]

Path = tuple[PathItem, ...]
"""Keys and indices that lead to a value, from the root."""


def follow(value: Any, names: Sequence[str], path: Path) -> Path | Fault:
    """Where names lead from a value; the fault that they lead nowhere.

    Args:
        value: A value; an interpolation in it, or what is unreadable, ends the way.
        names: Keys of mappings and indices of lists.
        path: Where the value is.
    """
    for name in names:
        if is_interpolation(value):
            break
        if isinstance(value, Unreadable):
            return (*path, name)
        item = _item(value, name)
        if item is None:
            return _missing_part(value, (*path, name))
        value, path = child(value, item), (*path, item)
    return path


def _missing_part(value: object, path: tuple[PathItem, ...]) -> Fault:
    where = f" in '{dotted(path[:-1])}'" if path[:-1] else ""
    message = f"there is no {quoted(str(path[-1]))}{where}"
    if not isinstance(value, Mapping):
        what = f", which is {shown(value)}" if where else f" in {shown(value)}"
        return Fault(path[:-1], f"{message}{what}", "give the key of a mapping")
    keys = [str(key) for key in cast(Mapping[object, object], value) if not isinstance(key, Unreadable)]
    hint = did_you_mean(str(path[-1]), keys) or (f"the keys are {alternatives(keys[:10], 'and')}" if keys else None)
    return Fault(path, message, hint, "first")


def _item(value: Any, name: str) -> PathItem | None:
    """The key of a mapping or the index of a list that a part of a dotted key names; None if it is not there."""
    if isinstance(value, Mapping):
        return name if name in value else None
    if not isinstance(value, Sequence) or isinstance(value, str) or not name.isdecimal():
        return None
    return int(name) if int(name) < len(cast("Sequence[object]", value)) else None


def plain_value(value: Any) -> Any:
    """An OmegaConf container as dicts and lists, with its interpolations resolved as far as that is possible."""
    if not _is_omegaconf(value):
        return value
    if isinstance(value, Mapping):
        return {key: plain_value(child(value, key)) for key in cast(Mapping[object, object], value)}
    return [plain_value(child(value, index)) for index in range(len(value))]


def child(value: Any, item: Any) -> Any:
    """An item of a container; of one of OmegaConf, resolved if that is possible."""
    if not _is_omegaconf(value):
        return value[item]
    omegaconf = sys.modules["omegaconf"]
    try:
        found = value[item]
    except omegaconf.errors.OmegaConfBaseException:
        return omegaconf.OmegaConf.to_container(value, resolve=False)[item]
    if type(found) is str and omegaconf.OmegaConf.is_interpolation(value, item):
        return Interpolated(found, omegaconf.OmegaConf.to_container(value, resolve=False)[item])
    return found


def _is_omegaconf(value: object) -> bool:
    # Who passes one of its containers has imported it.
    omegaconf = sys.modules.get("omegaconf")
    return omegaconf is not None and isinstance(value, omegaconf.DictConfig | omegaconf.ListConfig)
