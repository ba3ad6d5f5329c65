"""Sync: the only stage with effects. It writes what changed, or tells what differs.

A manifest of path -> sha256 in the package tells a file that somebody edited (its hash is not the recorded one) from
one that is merely stale.
"""

import difflib
import enum
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from attrs import frozen

from .swap import PARTIAL, recover, replace_folder

MANIFEST = "_manifest.json"
_IGNORED = ("__pycache__",)
# A diff is for reading; these bound what is shown of one file, and the files for which one is made.
_DIFF_LINES, _DIFF_WIDTH, _DIFF_SIZE = 60, 200, 1_000_000


class Mode(enum.Enum):
    """What `sync` does with a difference."""

    WRITE = "write"
    CHECK = "check"


class State(enum.Enum):
    """How a file of the package differs from what the compiler makes."""

    MISSING = "missing"
    STALE = "stale"
    EDITED = "edited by hand"
    ORPHANED = "orphaned: no source makes it any more"
    FOREIGN = "not made by the compiler"


@frozen
class Difference:
    """A file that differs.

    Attributes:
        path: Path relative to the package.
        state: How it differs.
        found: Its text; empty where it is missing.
        wanted: What the compiler makes; empty where no source makes it.
    """

    path: str
    state: State
    found: str = ""
    wanted: str = ""

    @property
    def blocks(self) -> bool:
        """Whether writing would lose somebody's work."""
        return self.state in (State.EDITED, State.FOREIGN)

    @property
    def removed(self) -> bool:
        """Whether writing removes the file."""
        return self.state is State.ORPHANED

    @property
    def kept(self) -> bool:
        """Whether the file stays as it is whatever is written."""
        return self.state is State.FOREIGN

    @property
    def diff(self) -> str:
        """Unified diff from the file to what the compiler makes, cut where it is long; empty where a side is absent."""
        if not self.found or not self.wanted or self.path == MANIFEST:
            return ""
        if len(self.found) + len(self.wanted) > _DIFF_SIZE:
            return "(too long for a diff)\n"
        names = (f"{self.path} (found)", f"{self.path} (generated)")
        lines = [*difflib.unified_diff(self.found.splitlines(), self.wanted.splitlines(), *names, lineterm="")]
        shown = [line if len(line) <= _DIFF_WIDTH else f"{line[:_DIFF_WIDTH]}…" for line in lines[:_DIFF_LINES]]
        more = len(lines) - len(shown)
        return "\n".join([*shown, f"… {more} more lines"] if more else shown) + "\n"


def with_manifest(files: Mapping[str, str]) -> dict[str, str]:
    """The files and, with their hashes, the manifest."""
    hashes = {path: hash_of(text.encode()) for path, text in sorted(files.items())}
    return {**files, MANIFEST: json.dumps(hashes, indent=0) + "\n"}


def sync(files: Mapping[str, str], package: Path, mode: Mode, *, force: bool = False) -> list[Difference]:
    """Brings the package in line with the files.

    Args:
        files: Texts by path in the package, the manifest among them.
        package: Folder of the package.
        mode: Whether to write or only to compare.
        force: Whether to write although files were edited by hand, or are not the compiler's; the latter stay.

    Returns:
        The differences found. In write mode nothing was written if one of them `blocks` and `force` is not set. A
        run that fails or is killed leaves the old package whole.
    """
    if mode is Mode.WRITE:
        recover(package)
    differences = sorted(_differences(files, package), key=lambda each: (each.path == MANIFEST, each.path))
    if mode is Mode.WRITE and _to_write(differences, force=force):
        replace_folder(package, lambda folder: _fill(folder, files, package, differences))
    return differences


def will_write(files: Mapping[str, str], package: Path, *, force: bool = False) -> bool:
    """Whether `sync` would write anything; its arguments are those."""
    return _to_write([*_differences(files, package)], force=force)


def _to_write(differences: Sequence[Difference], *, force: bool) -> bool:
    """Whether anything is to be written, and nothing that blocks it is there, unless it is forced."""
    if not force and any(difference.blocks for difference in differences):
        return False
    return any(not difference.kept for difference in differences)


def _fill(folder: Path, files: Mapping[str, str], package: Path, differences: Iterable[Difference]) -> None:
    """Writes the package into an empty folder; what does not differ, and what is not the compiler's, is copied."""
    written = {difference.path for difference in differences if not difference.kept and not difference.removed}
    for path in written:
        write(folder / path, files[path])
    for path in {*files} - written | {difference.path for difference in differences if difference.kept}:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(package / path, folder / path, follow_symlinks=False)


def holds_others(folder: Path) -> bool:
    """Whether a folder holds anything, but caches, and no manifest that says what of it is the compiler's."""
    inside = {path.name for path in folder.iterdir()} if folder.is_dir() else set[str]()
    return bool(inside.difference(_IGNORED)) and not _manifest(folder / MANIFEST)


def write(path: Path, text: str) -> None:
    """Writes a file as a whole or not at all: a temporary file beside it, then a rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PARTIAL)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _differences(files: Mapping[str, str], package: Path) -> Iterator[Difference]:
    recorded = _manifest(package / MANIFEST)
    for path, wanted in files.items():
        target = package / path
        if not target.is_file():
            yield Difference(path, State.MISSING)
        elif (found := target.read_bytes()) != wanted.encode():
            edited = path != MANIFEST and recorded.get(path) != hash_of(found)
            text = found.decode("utf-8", errors="replace")
            yield Difference(path, State.EDITED if edited else State.STALE, text, wanted)
    for target in sorted(package.rglob("*")):
        path = target.relative_to(package)
        if target.is_dir() and not target.is_symlink():
            continue
        if path.as_posix() not in files and not any(part in _IGNORED for part in path.parts):
            ours = target.is_file() and recorded.get(path.as_posix()) == hash_of(target.read_bytes())
            ours = ours or (target.name.startswith(".") and target.suffix == PARTIAL)  # left by a killed run of old
            yield Difference(path.as_posix(), State.ORPHANED if ours else State.FOREIGN)


def _manifest(path: Path) -> Mapping[str, object]:
    """What is recorded; nothing where the file is missing or broken."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return cast("dict[str, object]", content) if isinstance(content, dict) else {}


def hash_of(content: bytes) -> str:
    """What the manifest records of a file."""
    return hashlib.sha256(content).hexdigest()
