"""The files that paths of the command line stand for."""

import os
import sys
from collections.abc import Iterator, Sequence

from attrs import frozen

from ..config.config_tree import is_regular
from ..config.document import Document
from ..config.problems import naming
from ..config.reader import max_bytes, read, read_file
from ..config.wording import visible
from .mistakes import told

__all__ = ["EXTENSIONS", "ConfigFile", "Unread", "find"]

STANDARD_INPUT = "-"
"""The path of standard input."""

EXTENSIONS = (".yaml", ".yml")
"""How names of YAML files end."""


@frozen
class ConfigFile:
    """A file to check.

    Attributes:
        path: Its path, as it is shown; `-` is standard input.
        folder: The folder that was named, when it was not the file itself.
    """

    path: str
    folder: str | None = None

    @property
    def place(self) -> str | None:
        """The file in the file system; None for standard input."""
        return None if self.path == STANDARD_INPUT else self.path

    @property
    def name(self) -> str:
        """What problems call it."""
        return "<stdin>" if self.path == STANDARD_INPUT else self.path

    def read(self) -> Document:
        """What it says.

        Raises:
            OSError: It cannot be read.
        """
        if self.place is not None:
            return read_file(self.place, self.name)
        with naming(self.name):
            # A process may be started without.
            return read(sys.stdin.buffer.read(max_bytes() + 1) if sys.stdin else b"", self.name)


@frozen
class Unread:
    """Something that cannot be read, and why: `x.yaml: no such file or directory`."""

    path: str
    reason: str


def find(paths: Sequence[str]) -> list[ConfigFile | Unread]:
    """All files, each once; one that is named counts as such, even if its folder is named as well."""
    folders = {path for path in paths if os.path.isdir(path)}  # noqa: PTH112 - to Path, '' is a folder
    named = {os.path.normpath(path): ConfigFile(path) for path in paths if path not in folders}
    found: dict[str, ConfigFile | Unread] = {}
    for path in paths:
        for each in _walk(path) if path in folders else [ConfigFile(path)]:
            place = os.path.normpath(each.path)
            found.setdefault(place, named.get(place, each))
    return list(found.values())


def _walk(folder: str) -> Iterator[ConfigFile | Unread]:
    """The YAML files below a folder, in the order of their paths; links to folders are not followed."""
    empty = True
    waiting = [folder]
    while waiting:
        parent = waiting.pop()
        try:
            entries = sorted(os.scandir(parent), key=lambda entry: entry.name)
        except OSError as error:
            empty = False
            yield Unread(parent, told(error))
            continue
        for entry in entries:
            if entry.name.lower().endswith(EXTENSIONS) and _may_be_read(entry):
                empty = False
                # No Path takes `..` out, as normpath does.
                yield ConfigFile(os.path.normpath(entry.path), folder)
        folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False) and entry.name[0] != "."]
        waiting += [entry.path for entry in reversed(folders)]
    if empty:
        yield Unread(folder, f"{visible(folder)}: no *.yaml or *.yml file in this folder")


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """Whether a name stands for a file, or for a broken link, which is to be told; a pipe or a device is neither."""
    return is_regular(entry.path) or (entry.is_symlink() and not os.path.exists(entry.path))  # noqa: PTH110 - an entry is no Path
