"""Hydra's defaults lists: what a part of a file gets from the config group of this package before its own keys.

<https://hydra.cc/docs/advanced/defaults_list>
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from ..catalog import Catalog
from .fields import TO_BE_GIVEN
from .problems import PathItem
from .reader import read

__all__ = ["DEFAULTS", "composed", "options", "part_of_group"]

DEFAULTS: Final = "defaults"
"""The key of a defaults list, at the top of a file."""


def options(document: object, path: tuple[PathItem, ...]) -> list[str]:
    """What a defaults list composes into a part of a file, in its order.

    Args:
        document: What the file says.
        path: Where the part stands; () is the file itself, which other configs of its group are composed into.
    """
    entries = cast("Mapping[object, Any]", document).get(DEFAULTS) if isinstance(document, Mapping) else None
    if not isinstance(entries, list):
        return []
    place = ".".join(map(str, path))
    return [option for package, option in _entries(cast("list[object]", entries)) if package == place]


def part_of_group(catalog: Catalog, option: str, *, interpolations: bool) -> dict[str, object] | None:
    """What a config of this package's group says of a class: its `_target_`, and which fields have to be given.

    Args:
        catalog: The catalog of this package; those that it builds on have groups as well.
        option: What selects the config, such as `hat_mask_mlp` or `clarena/hat_mask_mlp`.
        interpolations: Whether `???` may stand for the fields.

    Returns:
        Keys and values; None for a config of another group.
    """
    files = (each.group / f"{option}.yaml" for each in catalog.family)
    inside = all(map(str.isidentifier, option.split("/")))  # `clarena/hat_mask_mlp` too
    file = next((file for file in files if inside and file.is_file()), None)
    if file is None:
        return None
    config = cast("dict[str, object]", read(file.read_text("utf-8")).value)
    stands = (TO_BE_GIVEN,) if interpolations else ()
    return {key: value for key, value in config.items() if key == "_target_" or value in stands}


def composed(catalog: Catalog, part: object, found: list[str], *, interpolations: bool) -> object:
    """A part of a file below what its defaults list puts there; the part itself where that is nothing of ours.

    Args:
        catalog: See `part_of_group`.
        part: The part.
        found: What `options` found for it.
        interpolations: See `part_of_group`.
    """
    if not isinstance(part, Mapping):
        return part
    own = {key: value for key, value in cast("Mapping[str, object]", part).items() if key != DEFAULTS}
    below = (part_of_group(catalog, option, interpolations=interpolations) for option in reversed(found))
    return next(({**values, **own} for values in below if values is not None), cast(object, part))


def _entries(entries: list[object]) -> Iterator[tuple[str, str]]:
    """The package and the option of each entry: `override /group@package: option`, or only an option."""
    for entry in entries:
        if isinstance(entry, str) and entry != "_self_":
            yield "", entry
        elif isinstance(entry, Mapping):
            for key, option in cast("Mapping[object, object]", entry).items():
                group, _, package = str(key).split(" ")[-1].partition("@")
                yield package or group.strip("/").replace("/", "."), str(option)
