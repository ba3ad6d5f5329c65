"""From a file, a text or a mapping to a config, or to everything that is wrong with it."""

import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from ..catalog import Catalog
from .config import Config, config_class
from .config_tree import ConfigTrees
from .defaults_list import DEFAULTS
from .document import Document
from .examination import Examined, examine, examine_value
from .problems import ConfigError, Problem
from .reader import read, read_file
from .wording import shown

__all__ = ["load", "validate"]

Source = str | PathLike[str] | Mapping[str, Any]
"""A path; YAML text, which holds a line break, `key: value` or a bracket at its start; or a mapping."""

_TEXT = re.compile(r"\n|:(?:\s|$)|^\s*(?:[\[{]|$)")


def load(catalog: Catalog, source: Source, key: str | None = None) -> Config:
    """`load` of the generated package that a catalog is of; there it is said what is taken, returned and raised."""
    return config_of(_examine(catalog, source, key, interpolations=False))


def validate(catalog: Catalog, source: Source, key: str | None = None) -> list[Problem]:
    """`validate` of the generated package that a catalog is of; there it is said what is taken, returned and raised."""
    return list(_examine(catalog, source, key, interpolations=True).problems)


def config_of(examined: Examined) -> Config:
    """The config of what has been examined without interpolations.

    Raises:
        ConfigError: It is invalid.
    """
    if examined.errors or examined.backbone is None:
        raise ConfigError(examined.errors)
    return config_class(examined.backbone).of_checked(examined.values)


def validate_text(
    catalog: Catalog, text: str | bytes, path: str | None = None, key: str | None = None
) -> list[Problem]:
    """Does what `validate` does, for a text.

    Args:
        catalog: As for `load`.
        text: YAML text, or its bytes.
        path: Name that problems give to it; no file is looked for there.
        key: As for `load`.
    """
    return list(examine(ConfigTrees(catalog), read(text, path), None, key, interpolations=True).problems)


def _examine(catalog: Catalog, source: Source, key: str | None, *, interpolations: bool) -> Examined:
    _check_types(source, key)
    trees = ConfigTrees(catalog)
    if isinstance(source, Mapping):
        if not isinstance(source.get(DEFAULTS), list):
            return examine_value(catalog, source, key, interpolations=interpolations)
        return examine(trees, Document.of_python(source), None, key, interpolations=interpolations)
    if isinstance(source, str) and _TEXT.search(source):
        return examine(trees, read(source), None, key, interpolations=interpolations)
    path = Path(source)
    document = read_file(path, str(path))
    trees.add(path, document)
    return examine(trees, document, path, key, interpolations=interpolations)


def _check_types(source: object, key: object) -> None:
    """Refuses, with a TypeError, what is no source and no key at all."""
    if not isinstance(source, str | PathLike | Mapping):
        raise TypeError(f"the source of a config is a path, YAML text or a mapping, not {shown(source)}")
    if key is not None and not isinstance(key, str):
        raise TypeError(f"a key is a string such as 'experiment.backbone', not {shown(key)}")
