"""Sync: the only stage with effects. It writes what changed, or tells what differs.

A manifest of path -> sha256 in the package tells a file that somebody edited (its hash is not the recorded one) from one that
is merely stale.
"""

import difflib
import enum
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

MANIFEST = "_manifest.json"
_IGNORED = ("__pycache__",)


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


@frozen(order=True)
class Difference:
    """A file that differs.

    Attributes:
        path: Path relative to the repository.
        state: How it differs.
        diff: Unified diff from the file to what the compiler makes; empty where a side is absent.
    """

    path: str
    state: State
    diff: str

    @property
    def blocks(self) -> bool:
        """Whether writing would lose somebody's work."""
        return self.state in (State.EDITED, State.FOREIGN)


def with_manifest(files: Mapping[str, str]) -> dict[str, str]:
    """The files and, with their hashes, the manifest."""
    hashes = {path: _hash(text) for path, text in sorted(files.items())}
    return {**files, MANIFEST: json.dumps(hashes, indent=0) + "\n"}


def sync(files: Mapping[str, str], package: Path, mode: Mode, *, force: bool = False) -> list[Difference]:
    """Brings the package in line with the files.

    Args:
        files: Texts by path in the package, the manifest among them.
        package: Folder of the package.
        mode: Whether to write or only to compare.
        force: Whether to write although files were edited by hand, and to remove files that are not the compiler's.

    Returns:
        The differences found. In write mode nothing was written if one of them `blocks` and `force` is not set.
    """
    differences = sorted(_differences(files, package), key=lambda difference: difference.path)
    if mode is Mode.CHECK or (not force and any(difference.blocks for difference in differences)):
        return differences
    for difference in differences:
        path = package / difference.path
        if difference.path in files:
            write(path, files[difference.path])
        else:
            path.unlink()
            _prune(path.parent, package)
    return differences


def write(path: Path, text: str) -> None:
    """Writes a file as a whole or not at all: a temporary file beside it, then a rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
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
    for path, text in files.items():
        target = package / path
        if not target.is_file():
            yield Difference(path, State.MISSING, "")
        elif (found := target.read_bytes()) != text.encode():
            old = found.decode("utf-8", errors="replace")
            edited = path != MANIFEST and recorded.get(path) != _hash(old)
            yield Difference(path, State.EDITED if edited else State.STALE, _diff(path, old, text))
    for target in sorted(package.rglob("*")):
        path = target.relative_to(package).as_posix()
        if target.is_file() and path not in files and not any(part in _IGNORED for part in target.parts):
            unchanged = recorded.get(path) == _hash(target.read_bytes().decode("utf-8", errors="replace"))
            yield Difference(path, State.ORPHANED if unchanged else State.FOREIGN, "")


def _manifest(path: Path) -> dict[str, str]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _prune(folder: Path, package: Path) -> None:
    """Removes folders that a removed file left empty."""
    while folder != package and not any(child.name not in _IGNORED for child in folder.iterdir()):
        for child in folder.iterdir():  # only caches are left
            for cached in child.iterdir():
                cached.unlink()
            child.rmdir()
        folder.rmdir()
        folder = folder.parent


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _diff(path: str, old: str, new: str) -> str:
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"{path} (found)", f"{path} (generated)"
    )
    return "".join(lines)
