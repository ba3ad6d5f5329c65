"""Puts a new folder in the place of an old one, so that whoever looks, or a kill, finds one of the two whole."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

fcntl: Any
try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None

PARTIAL = ".partial"
"""Ends the name of what is being written; a killed run may leave one."""
_OLD = ".old"
_HERE, _EXCHANGE = -100, 2
"""`AT_FDCWD` and `RENAME_EXCHANGE` of Linux."""


def replace_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Makes a folder anew: a function fills one beside it, which then takes its place, at once where Linux runs.

    Args:
        folder: The folder, there or not; links are followed.
        fill: Writes all that it is to hold into an empty folder.

    Raises:
        OSError: It cannot be written, or moved; the old folder is as it was.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=PARTIAL))
    lock = _lock(beside)
    try:
        beside.chmod(folder.stat().st_mode & 0o777 if folder.exists() else 0o755)
        fill(beside)
        if not folder.exists():
            beside.rename(folder)
        elif not _exchanged(beside, folder):
            aside = beside.with_suffix(_OLD)
            folder.rename(aside)  # a run killed here leaves none: the next one puts it back, see `recover`
            try:
                beside.rename(folder)
            except OSError:
                aside.rename(folder)
                raise
            shutil.rmtree(aside, ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _exchanged(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step; whether the system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)  # not in every C library
    return rename is not None and not rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)


def recover(folder: Path) -> None:
    """Puts back what a killed run had moved aside, and removes what killed runs left beside a folder."""
    folder = folder.resolve()
    if not folder.parent.is_dir():
        return
    for left in _left_behind(folder, _OLD):
        if folder.exists():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.rename(folder)
    for left in _left_behind(folder, PARTIAL):
        shutil.rmtree(left, ignore_errors=True)


def _left_behind(folder: Path, suffix: str) -> Iterator[Path]:
    """Folders beside one that no running process is writing."""
    for path in sorted(folder.parent.iterdir()):
        if (
            path.name.startswith(f".{folder.name}.")
            and path.suffix == suffix
            and path.is_dir()
            and not path.is_symlink()
        ):
            lock = _lock(path)
            if lock is not None or fcntl is None:
                yield path
            if lock is not None:
                os.close(lock)


def _lock(folder: Path) -> int | None:
    """A descriptor that locks a folder until it is closed; None if another process has it, or there are no locks."""
    if fcntl is None:
        return None
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
        else:
            return descriptor
    return None
