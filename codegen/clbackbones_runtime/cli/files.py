"""The files that paths of the command line stand for."""

import os
import sys
from collections.abc import Iterator, Sequence

from attrs import frozen

from ..config.problems import naming
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
    def name(self) -> str:
        """What problems call it."""
        return "<stdin>" if self.path == STANDARD_INPUT else self.path

    def read(self) -> bytes:
        """The content.

        Raises:
            OSError: It cannot be read.
        """
        with naming(self.name):
            if self.path == STANDARD_INPUT:
                # A process may be started without.
                return sys.stdin.buffer.read() if sys.stdin else b""
            with open(self.path, "rb") as file:  # noqa: PTH123 - a Path per file costs more than reading it
                return file.read()


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
    """The YAML files below a folder, in the order of their paths."""
    errors: list[OSError] = []
    empty = True
    for parent, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(EXTENSIONS):
                empty = False
                place = os.path.join(parent, name)  # noqa: PTH118 - no Path takes `..` out, as normpath does
                yield ConfigFile(os.path.normpath(place), folder)
    for error in errors:
        yield Unread(os.fsdecode(error.filename), told(error))
    if empty and not errors:
        yield Unread(folder, f"{folder}: no *.yaml or *.yml file in this folder")
