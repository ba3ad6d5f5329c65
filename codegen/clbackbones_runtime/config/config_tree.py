"""The config tree of a Hydra project: which file a config of a group is, without Hydra.

<https://hydra.cc/docs/advanced/search_path>
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from ..catalog import Catalog
from .defaults_list import DEFAULTS, Entry, InvalidDefaultsError, entries_of, package_header
from .document import Document
from .reader import max_bytes, read_file, unreadable
from .wording import visible

__all__ = ["ConfigFile", "ConfigTree", "ConfigTrees", "is_regular"]

LEVELS = 8
"""Folders above a file in which the root of its config tree is looked for."""

MARKERS = (".git", "pyproject.toml", "setup.py")
"""What stands in the root of a project; no config tree is looked for above one."""

MANY = 500
"""Files of a folder that are read to find out whether it is the root of a config tree."""

_HAS_DEFAULTS = re.compile(rb"^\W*" + DEFAULTS.encode() + rb"\W*:", re.MULTILINE)


def is_regular(path: str | os.PathLike[str]) -> bool:
    """Whether a path, or what it links to, is a file with content: no folder, pipe or device."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - a Path per file costs more than asking
    except (OSError, ValueError):
        return False


@frozen(eq=False)
class ConfigFile:
    """A file of a config tree.

    Attributes:
        document: What it says.
        group: Its config group, from the root; empty at the root.
        name: Its name in the group, without `.yaml`.
        shipped: Whether it is in the config group of a generated package, so that no user can change it.
    """

    document: Document
    group: str = ""
    name: str = ""
    shipped: bool = False

    @property
    def config_path(self) -> str:
        """What defaults lists call it, from the root."""
        return "/".join(part for part in (self.group, self.name) if part)

    @property
    def header(self) -> str | None:
        """The package that the file names itself."""
        return package_header(self.document.text)

    @property
    def package(self) -> str:
        """Where its keys go when nothing but its group and the file itself decides it."""
        return Entry(index=0, group=None, option=f"/{self.config_path}").final_package(self.header)

    @property
    def is_composed(self) -> bool:
        """Whether the file has a defaults list."""
        value = self.document.value
        return isinstance(value, Mapping) and DEFAULTS in value

    @property
    def mentioned(self) -> frozenset[str]:
        """The options in its defaults list, without their groups."""
        try:
            entries = entries_of(self.document.value, "", "")
        except InvalidDefaultsError:
            return frozenset()
        paths = (each.config_path for entry in entries for each in entry.each())
        return frozenset(path.rpartition("/")[2].removesuffix(".yaml") for path in paths)

    def entries(self, package: str | None = None) -> list[Entry]:
        """Its defaults list.

        Args:
            package: The package into which the file goes; its own where it is not given.

        Raises:
            InvalidDefaultsError: Hydra refuses it.
        """
        return entries_of(self.document.value, self.group, self.package if package is None else package)


class ConfigTree:
    """The config tree that a file is part of.

    Attributes:
        root: The folder in which groups are folders; None for a text that is no file.
        complete: Whether every place in which Hydra would look is known.
    """

    def __init__(self, trees: "ConfigTrees", root: Path | None) -> None:
        """Reads the search path of the primary configs.

        Args:
            trees: Where files are read, each once.
            root: See the attribute.
        """
        self._trees = trees
        self.root: Path | None = root
        places = [place for file in self.primaries() for place in _search_path(file.document.value)]
        shipped = {f"pkg://{each.package}.{each.group.parent.name}" for each in trees.catalog.family}
        self.complete: bool = set(places) <= shipped

    @property
    def command(self) -> str:
        """What shows what Hydra itself composes."""
        return f"{self._trees.catalog.package} validate --compose {visible(_shown(self.root or Path('conf')))}"

    def primaries(self) -> list[ConfigFile]:
        """The configs at the root that have a defaults list."""
        return [] if self.root is None else self._trees.composed_in(self.root)

    def find(self, config_path: str) -> ConfigFile | None:
        """The file of a config, from the root; None where it is in none of the places that are known."""
        if any(part in ("", ".", "..") or "\\" in part for part in config_path.split("/")):
            return None
        group, _, name = config_path.rpartition("/")
        file = name if name.endswith(".yaml") else f"{name}.yaml"
        shipped = [each.group.parent for each in self._trees.catalog.family]
        for place in (self.root, *shipped):
            if place is not None and is_regular(path := place / group / file):
                document = self._trees.document(path)
                return ConfigFile(document, group, name.removesuffix(".yaml"), place in shipped)
        return None

    def options(self, group: str) -> tuple[str, ...]:
        """The configs of a group, to say which ones there are."""
        folders = [self.root, *(each.group.parent for each in self._trees.catalog.family)]
        return tuple(path.stem for folder in folders if folder is not None for path in _files(folder / group))


class ConfigTrees:
    """All config trees of one run: finds the tree of a file, and reads every file once."""

    def __init__(self, catalog: Catalog) -> None:
        """Reads nothing yet.

        Args:
            catalog: The catalog of the package that is asked; its config groups are part of every tree.
        """
        self.catalog: Catalog = catalog
        self._documents: dict[str, Document] = {}
        self._composed: dict[Path, list[ConfigFile]] = {}
        self._trees: dict[Path | None, ConfigTree] = {}
        self._roots: dict[Path, Path] = {}
        self._above: dict[Path, list[Path]] = {}

    def add(self, path: str | os.PathLike[str], document: Document) -> None:
        """Keeps what a file says, which has been read already."""
        self._documents[_place(path)] = document

    def document(self, path: Path) -> Document:
        """What a file says; read when it is asked for first."""
        place = _place(path)
        if place not in self._documents:
            name = _shown(path)
            try:
                self._documents[place] = read_file(path, name)
            except OSError as error:
                self._documents[place] = unreadable(Document("", name), error.strerror or str(error))
        return self._documents[place]

    def named(self, name: str | None) -> Document | None:
        """The file that problems call by a name."""
        return next((document for document in self._documents.values() if document.path == name), None)

    def locate(self, document: Document, place: str | os.PathLike[str] | None) -> tuple[ConfigTree, ConfigFile]:
        """The tree that a document is part of, and what it is there.

        Args:
            document: What the file says.
            place: Path of the file; None for a text.
        """
        if place is None:
            return self._tree(None), ConfigFile(document, self._group_of_text(document))
        path = Path(_place(place))
        root = self._root(path, document)
        group = path.parent.relative_to(root).as_posix().removeprefix(".")
        return self._tree(root), ConfigFile(document, group, path.stem)

    def users(self, tree: ConfigTree, file: ConfigFile) -> Iterator[ConfigFile]:
        """The files of a tree, of those that are known, that may build on a file: those beside it, and those read."""
        if tree.root is not None:
            self.composed_in(tree.root / file.group)
        for place, document in list(self._documents.items()):
            other = ConfigFile(document)
            if document is not file.document and other.is_composed and file.name in other.mentioned:
                of_tree, found = self.locate(document, place)
                if of_tree is tree:
                    yield found

    def composed_in(self, folder: Path) -> list[ConfigFile]:
        """The files directly in a folder that have a defaults list, by their names."""
        # Others, which may be many and have nothing to do with configs, are not parsed.
        if folder not in self._composed:
            paths = [
                path for path in _files(folder)[:MANY] if _place(path) in self._documents or _may_be_composed(path)
            ]
            files = [ConfigFile(self.document(path), name=path.stem) for path in paths]
            self._composed[folder] = [file for file in files if file.is_composed]
        return self._composed[folder]

    def _tree(self, root: Path | None) -> ConfigTree:
        if root not in self._trees:
            self._trees[root] = ConfigTree(self, root)
        return self._trees[root]

    def _group_of_text(self, document: Document) -> str:
        """A text may stand for any file: one that builds on a config of the package's group is beside it."""
        try:
            plain = [entry for entry in entries_of(document.value, "", "") if entry.group is None and not entry.is_self]
        except InvalidDefaultsError:
            return ""
        groups = {each.group for each in self.catalog.family}
        beside = any(is_regular(group / f"{entry.option}.yaml") for entry in plain for group in groups)
        return self.catalog.group.name if beside else ""

    def _root(self, path: Path, document: Document) -> Path:
        """The root of the tree: where the groups are that the file names; else where primary configs are."""
        if path.parent not in self._above:
            self._above[path.parent] = list(_above(path.parent))
        above = self._above[path.parent]
        named = [f"{entry.config_path}.yaml".replace(".yaml.yaml", ".yaml") for entry in _absolute(document.value)]
        root = next((folder for folder in above if any(is_regular(folder / config) for config in named)), None)
        if root is not None:
            return root
        if path.parent not in self._roots:
            beside = path.parent.parent if path.parent.name == self.catalog.group.name else path.parent
            found = [folder for folder in above if folder != path.parent and self.composed_in(folder)]
            self._roots[path.parent] = found[-1] if found else beside
        return self._roots[path.parent]


def _absolute(value: object) -> Iterator[Entry]:
    """The entries of a defaults list whose groups begin at the root."""
    try:
        entries = entries_of(value, "", "")
    except InvalidDefaultsError:
        return
    for entry in entries:
        for each in entry.each():
            if (entry.group or each.option or "").startswith("/") and each.option:
                yield each


def _above(folder: Path) -> Iterator[Path]:
    """A folder and those above it, up to the root of the project."""
    for place in (folder, *folder.parents)[:LEVELS]:
        yield place
        if any((place / marker).exists() for marker in MARKERS):
            return


def _files(folder: Path) -> list[Path]:
    """The configs of a folder, by their names."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".yaml"))  # noqa: PTH208 - names alone
    except (OSError, ValueError):
        return []
    return [path for name in names if is_regular(path := folder / name)]


def _may_be_composed(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _HAS_DEFAULTS.search(file.read(max_bytes())) is not None
    except OSError:
        return False


def _search_path(value: object) -> list[str]:
    """The search path that a primary config adds."""
    part: Any = value
    for key in ("hydra", "searchpath"):
        part = cast("Mapping[str, Any]", part).get(key) if isinstance(part, Mapping) else None
    return [str(place) for place in cast("list[object]", part)] if isinstance(part, list) else []


def _place(name: str | os.PathLike[str]) -> str:
    return os.path.abspath(name)  # noqa: PTH100 - links stay what they are


def _shown(path: Path) -> str:
    """A path as users write it: from the folder in which they are, where it is below that."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
