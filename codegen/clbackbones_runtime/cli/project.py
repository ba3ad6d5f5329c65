"""The config folders of a Hydra project, and what their files are for."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

from attrs import frozen

from ..catalog import Catalog
from ..config.config_tree import is_regular
from ..config.defaults_list import DEFAULTS, InvalidDefaultsError, entries_of
from ..config.reader import read_file
from .schema import family_options
from .selection import Kind, kind_of
from .validate import outcomes

__all__ = ["CONFIG_FOLDERS", "Project"]

CONFIG_FOLDERS: Final = ("conf", "config", "configs")
"""Names of the folders in which Hydra's configs are."""

_LEVELS: Final = 3
"""Folders below the project's in which config folders are looked for, where it has none itself."""

_NO_SOURCES: Final = ("node_modules", "site-packages", "outputs", "multirun")
"""Folders in which nobody writes configs, besides hidden ones."""


@frozen
class Project:
    """A folder that is opened in an editor. Paths are relative to it, with `/`.

    Attributes:
        root: The folder.
        folders: Its config folders.
        backbones: Files of the config group that are backbones of ours, or may become one.
        parts: Files of the group that lack what other configs add.
        others: Files of the group that configure something else.
        local: Options of ours for which the group has a file of another class.
        experiments: Files besides the group that hold a backbone, or select one.
        groups: What is directly in the config folders besides the group: other groups, and files.
    """

    root: Path
    folders: tuple[str, ...]
    backbones: tuple[str, ...]
    parts: tuple[str, ...]
    others: tuple[str, ...]
    local: frozenset[str]
    experiments: tuple[str, ...]
    groups: tuple[Path, ...]

    @classmethod
    def find(cls, catalog: Catalog, root: Path) -> "Project":
        """Looks through a folder.

        Args:
            catalog: Whose backbones are ours.
            root: The folder.

        Raises:
            OSError: There is no such folder, or it cannot be read.
        """
        group, ours = catalog.group.name, family_options(catalog)
        folders = _config_folders(root)
        in_group: dict[Kind, list[str]] = {"backbone": [], "part": [], "other": []}
        experiments: list[str] = []
        local: set[str] = set()
        wrong = {each.path for each in outcomes(catalog, list(map(str, folders))) if each.status == "invalid"}
        for path in (path for folder in folders for path in _yaml_files(folder)):
            name = path.relative_to(root).as_posix()
            value: object = read_file(path, name).value
            if group in path.relative_to(root).parent.parts:
                kind = kind_of(catalog, value)
                # What nothing adds to is no part, but a backbone that lacks something.
                lacking = kind == "part" and str(path) in wrong and not _is_composed(value)
                in_group["backbone" if lacking else kind].append(name)
                if _class_of(catalog, value) != ours.get(path.stem):
                    local.add(path.stem)
            elif _holds_backbone(value, group):
                experiments.append(name)
        return cls(
            root=root,
            folders=tuple(folder.relative_to(root).as_posix() for folder in folders),
            backbones=tuple(in_group["backbone"]),
            parts=tuple(in_group["part"]),
            others=tuple(in_group["other"]),
            local=frozenset(local),
            experiments=tuple(experiments),
            groups=tuple(path for folder in folders for path in _sorted(folder) if path.name != group),
        )


def _config_folders(root: Path) -> list[Path]:
    """Those in a folder; where there are none, those below it."""
    level = [root]
    for _ in range(_LEVELS):
        inside = [path for folder in level for path in _folders(folder)]
        if found := [path for path in inside if path.name in CONFIG_FOLDERS]:
            return found
        level = [path for path in inside if path.name not in _NO_SOURCES and not (path / "pyvenv.cfg").exists()]
    return []


def _sorted(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _folders(folder: Path) -> Iterator[Path]:
    for path in _sorted(folder):
        if path.is_dir() and not path.is_symlink() and os.access(path, os.R_OK | os.X_OK):
            yield path


def _yaml_files(folder: Path) -> Iterator[Path]:
    """The configs of a folder, at any depth: Hydra reads no other names."""
    yield from (path for path in _sorted(folder) if path.suffix == ".yaml" and is_regular(path))
    for inside in _folders(folder):
        yield from _yaml_files(inside)


def _is_composed(value: object) -> bool:
    return isinstance(value, Mapping) and DEFAULTS in value


def _class_of(catalog: Catalog, value: object) -> str | None:
    """Name of the class of a config; None where it names none of ours."""
    target = cast("Mapping[str, Any]", value).get("_target_") if isinstance(value, Mapping) else None
    backbone = catalog.resolve(target) if isinstance(target, str) else None
    return None if backbone is None else backbone.name


def _holds_backbone(value: object, group: str) -> bool:
    if not isinstance(value, Mapping):
        return False
    try:
        entries = entries_of(cast("Mapping[str, Any]", value), "", "")
    except InvalidDefaultsError:
        entries = []
    return group in value or any(entry.group_path == group for entry in entries if not entry.is_self)
