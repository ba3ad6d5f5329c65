"""`clbackbones init`: the editors of a Hydra project learn which of its files hold backbones."""

import difflib
import os
import re
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final
from xml.etree.ElementTree import ParseError

from attrs import frozen

from ..catalog import Catalog
from ..checkpoint.whole_file import write_whole
from ..config.class_schema import document
from ..config.config_tree import is_regular
from ..config.wording import alternatives
from .editor_settings import (
    IDEA,
    VSCODE_EXTENSIONS,
    VSCODE_SETTINGS,
    Schemas,
    idea_mappings,
    vscode_extensions,
    vscode_settings,
)
from .jsonc import JsoncError
from .mistakes import Mistake, told
from .project import CONFIG_FOLDERS, Project
from .schema import ALL_CLASSES, EXPERIMENT, EXTENSION, experiment_text, family_schema, part_text
from .terminal import count, harmless

__all__ = ["run"]

_PART: Final = "part"
"""Name of the schema of configs that others add to."""

_MODELINE: Final = re.compile(r"^\s*#\s*(?:yaml-language-server\s*:.*\$schema|\$schema\s*[:=])", re.MULTILINE)
_HEADER: Final = re.compile(r"\ufeff?(?:#\s*@package\b[^\n]*(?:\n|$))?")
"""What a modeline stands behind."""


@frozen
class _Change:
    """A file that is made or changed.

    Attributes:
        path: Where it is.
        old: What it holds; None where it is not there.
        new: What it will hold.
        what: What for.
    """

    path: Path
    old: bytes | None
    new: bytes
    what: str

    def __str__(self) -> str:
        """`create PATH: what for`."""
        return f"{'create' if self.old is None else 'change'} {self.path}: {self.what}"

    def difference(self) -> Iterator[str]:
        """The lines that differ, of a file that is there."""
        before, after = (content.decode("utf-8", "replace").splitlines() for content in (self.old or b"", self.new))
        return (f"    {line}" for line in difflib.ndiff(before, after) if line.startswith(("-", "+")))


def run(catalog: Catalog, options: Namespace) -> int:
    """Says what it changes, and changes it: all of it or, where something fails, nothing.

    Raises:
        Mistake: There is no config folder, a file of settings is broken, or a file cannot be written.
        OSError: A file cannot be read.
    """
    project = Project.find(catalog, Path(options.folder))
    if not project.folders:
        names = alternatives(f"'{name}'" for name in CONFIG_FOLDERS)
        raise Mistake(
            f"{options.folder}: there is no folder {names} in it; name the folder that you open in your editor"
        )
    changes = [change for change in _planned(catalog, project, options.modelines) if change.new != change.old]
    for change in changes:
        print(harmless(str(change)))
        if options.dry_run and change.old is not None and change.path.suffix != EXTENSION:
            print("\n".join(map(harmless, change.difference())))
    if not changes:
        print(harmless(f"nothing to change: {options.folder} is set up"))
    elif options.dry_run:
        print(f"{count(len(changes), 'file')} would be written, and none was")
    else:
        _write(changes)
        print(f"{count(len(changes), 'file')} written; editors that were open may have to be told to reload")
    return 0


def _planned(catalog: Catalog, project: Project, modelines: bool) -> Iterator[_Change]:
    """Everything that is to be as it will be, whether it is so already or not."""
    root, group = project.root, catalog.group.name
    schemas = Schemas(*(f".{catalog.package}/{name}{EXTENSION}" for name in (ALL_CLASSES, _PART, EXPERIMENT)))
    yield _change(root / schemas.backbone, "the schema of backbones", lambda _: document(family_schema(catalog)))
    if project.parts:
        yield _change(root / schemas.part, "the schema of configs that others add to", lambda _: part_text(catalog))
    yield _change(
        root / schemas.experiment,
        "the schema of configs that hold a backbone",
        lambda _: experiment_text(catalog, project.local),
    )
    yield _change(
        root / VSCODE_SETTINGS,
        f"VS Code knows the schema of each file in {', '.join(project.folders)}",
        lambda text: vscode_settings(text, project, group, schemas),
    )
    yield _change(root / VSCODE_EXTENSIONS, "VS Code recommends an extension for YAML", vscode_extensions)
    if (root / IDEA).parent.is_dir():
        yield _change(
            root / IDEA, "editors of JetBrains know the schemas too", lambda text: idea_mappings(text, project, schemas)
        )
    if modelines:
        yield from _with_modelines(root, project.backbones, schemas.backbone)
        yield from _with_modelines(root, project.parts, schemas.part)
        yield from _with_modelines(root, project.experiments, schemas.experiment)


def _with_modelines(root: Path, names: Sequence[str], schema: str) -> Iterator[_Change]:
    for name in names:
        place = os.path.relpath(root / schema, (root / name).parent).replace(os.sep, "/")
        line = f"# yaml-language-server: $schema={place}"
        yield _change(root / name, "a modeline", lambda text, line=line: _with_modeline(text, line))


def _with_modeline(text: str, modeline: str) -> str:
    """A config with a modeline in its first line, or behind `# @package`; one that it has stays."""
    if _MODELINE.search(text):
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    header = _HEADER.match(text)
    start = header.end() if header else 0
    between = newline if text[:start].strip("\ufeff") and not text[:start].endswith("\n") else ""
    return f"{text[:start]}{between}{modeline}{newline}{text[start:]}"


def _change(path: Path, what: str, changed: Callable[[str], str]) -> _Change:
    """What becomes of a file.

    Args:
        path: The file.
        what: What for.
        changed: What it will hold, of what it holds; of nothing where it is not there.
    """
    if path.exists() and not path.is_dir() and not is_regular(path):  # which might never end
        raise Mistake(f"{path}: it is no file, but a pipe or device; put a file in its place, nothing was changed")
    try:
        old = path.read_bytes()
    except FileNotFoundError:
        old = None
    try:
        new = changed((old or b"").decode())
    except JsoncError as error:
        raise Mistake(f"{path}:{error}; correct it first, nothing was changed") from None
    except ParseError as error:
        raise Mistake(f"{path}: {error}; correct it first, nothing was changed") from None
    except UnicodeDecodeError:
        raise Mistake(f"{path}: it is not UTF-8; correct it first, nothing was changed") from None
    return _Change(path, old, new.encode(), what)


def _write(changes: Sequence[_Change]) -> None:
    """Writes all files, or, where one cannot be written, none.

    Raises:
        Mistake: One cannot be written.
    """
    done: list[_Change] = []
    made: list[Path] = []
    try:
        for change in changes:
            lacking = [folder for folder in (change.path.parent, *change.path.parent.parents) if not folder.exists()]
            for folder in reversed(lacking):
                folder.mkdir()
                made.append(folder)
            _put(change.path, change.new)
            done.append(change)
    except BaseException as error:
        for change in reversed(done):
            if change.old is None:
                change.path.unlink()
            else:
                _put(change.path, change.old)
        for folder in reversed(made):
            folder.rmdir()
        if isinstance(error, OSError):
            raise Mistake(f"{told(error)}; nothing was changed") from None
        raise


def _put(path: Path, content: bytes) -> None:
    def write(file: BinaryIO) -> None:
        file.write(content)

    write_whole(path, write)
