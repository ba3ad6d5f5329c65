"""Files that are there whole or not at all, under whatever name they are asked for."""

import errno
import hashlib
import os
import secrets
import stat
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

try:
    import fcntl
except ImportError:  # a system that refuses to delete a file which a process has open, and so needs no locks
    fcntl = None

__all__ = ["write_whole"]

_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_WAIT: Final = 1.0
"""Seconds that a pipe may be without a reader."""


def write_whole(path: str | os.PathLike[str], write: Callable[[BinaryIO], None]) -> None:
    """Writes a file to what a path names, as `open` would, but whole or not at all.

    It is written beside its place, on the disk before it is moved there. Links are followed; a file that is there keeps
    its mode, and its owner where the system allows. The file beside has a name that nobody can foresee, follows no
    link, and is locked while it is written, so that any number of writers leave one whole file, and what a killed one
    left is removed by the next. What is no file (a pipe, a device) is written to as it is.

    Args:
        path: Where to write.
        write: Writes the content.

    Raises:
        OSError: It cannot be written; the file that was there before is. It names the path that was given.
    """
    name = os.fsdecode(path)
    try:
        place = _place(Path(name))
        if place is None:
            _write_through(Path(name), write)
        else:
            _replace(place, write)
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, name) from error


def _place(path: Path) -> Path | None:
    """Where, links followed, the file is that a path stands for; None for what is no file, or is nowhere."""
    place = Path(os.path.realpath(path))  # `resolve` raises a RuntimeError for links in a circle
    try:
        found = path.stat()
    except FileNotFoundError:
        return place
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    # The file of `/dev/fd/3`, say, may have been deleted.
    return place if place.exists() and place.samefile(path) else None


def _write_through(path: Path, write: Callable[[BinaryIO], None]) -> None:
    descriptor = _opened_pipe(path) if path.is_fifo() else os.open(path, os.O_WRONLY | _BINARY)
    if descriptor is None:
        warnings.warn(f"no process reads the pipe {str(path)!r}: nothing was written", stacklevel=6)
        return
    with os.fdopen(descriptor, "wb") as file:
        write(file)


def _opened_pipe(path: Path) -> int | None:
    """A pipe that a process reads, now or soon; to open one that nobody reads would wait forever."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() > until:
                return None
            time.sleep(0.01)
        else:
            os.set_blocking(descriptor, True)
            return descriptor


def _replace(place: Path, write: Callable[[BinaryIO], None]) -> None:
    # As short for a name at the system's limit; by it, the next writer of the same file knows what this one leaves.
    start = f".{hashlib.blake2b(os.fsencode(place.name), digest_size=8).hexdigest()}."
    for left in _left_behind(place.parent, start):
        with suppress(OSError):
            left.unlink()
    # What takes the place of another file is for nobody else before it has that one's mode.
    descriptor, beside = _made(place.parent, start, 0o600 if place.exists() else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _keep_owner_and_mode(descriptor, place)
            write(file)
            file.flush()
            os.fsync(descriptor)
            if fcntl is not None:  # locked until it is moved
                beside.replace(place)
        if fcntl is None:
            beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _made(folder: Path, start: str, mode: int) -> tuple[int, Path]:
    """A new file that no other writer takes for one left behind."""
    while True:
        beside = folder / f"{start}{secrets.token_hex(8)}.part"
        try:
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, mode)
        except FileExistsError:  # a link that goes nowhere included
            continue
        if _locked(descriptor) is not False and beside.exists():
            return descriptor, beside
        os.close(descriptor)  # somebody took it for one, before it was locked


def _left_behind(folder: Path, start: str) -> Iterator[Path]:
    """What killed writers of the same file left: what nobody has locked."""
    found: list[Path] = []
    with suppress(OSError), os.scandir(folder) as entries:
        regular = (each for each in entries if each.name.startswith(start) and each.is_file(follow_symlinks=False))
        found = [Path(each.path) for each in regular]
    for path in found:
        if fcntl is None:
            yield path
            continue
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
            try:
                if _locked(descriptor):
                    yield path
            finally:
                os.close(descriptor)


def _locked(descriptor: int) -> bool | None:
    """Whether a file could be locked, which it is until it is closed; None where there are no locks."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without them
        return None
    return True


def _keep_owner_and_mode(descriptor: int, place: Path) -> None:
    try:
        old = place.stat()
    except FileNotFoundError:
        return
    with suppress(OSError, AttributeError):  # which not every system has
        os.fchown(descriptor, old.st_uid, old.st_gid)
    with suppress(AttributeError):
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
