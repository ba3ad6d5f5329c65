"""Files that hold tensors and plain values, and what torch says of those that do not, in few words."""

import os
import pickle
import re
import stat
import textwrap
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import torch
from torch.serialization import default_restore_location  # pyright: ignore[reportUnknownVariableType]

__all__ = [
    "AbsentDeviceError",
    "NoTensorsError",
    "entries_of",
    "is_pipe_or_device",
    "is_safetensors",
    "load_tensors",
    "mismatch",
    "one_line",
    "read_tensors",
]

_SHOWN: Final = 10
"""Lines that are shown of what torch says of a state dict."""

_WIDTH: Final = 300
"""Characters of a line; torch lists all missing keys in one."""

_FORBIDDEN: Final = re.compile(r"Unsupported (?:global|class|operand)\w*:? (?:GLOBAL )?([\w.]+)")
"""The object that torch would not make, as it names it."""


class NoTensorsError(ValueError):
    """The file is truncated, or holds something else than tensors and plain values; the text says what is wrong.

    Attributes:
        foreign: The class or function that it holds, and torch does not make of a file that nobody trusts.
    """

    def __init__(self, text: str, foreign: str | None = None) -> None:
        """Says what is wrong.

        Args:
            text: In few words, on one line.
            foreign: See the class.
        """
        super().__init__(text)
        self.foreign = foreign


class AbsentDeviceError(ValueError):
    """Tensors are wanted on a device that is not there; the text says which, and what to do."""


def entries_of(content: object) -> dict[object, object] | None:
    """The entries of a mapping that a file holds; None for anything else.

    A file may set attributes of an `OrderedDict`, its `get` or `items` included, so only those of `dict` are used.

    Args:
        content: What the file holds.
    """
    if not isinstance(content, dict):
        return None
    entries: Any = dict.items(cast("dict[object, object]", content))  # pyright: ignore[reportUnknownVariableType]
    return dict(entries)


def is_pipe_or_device(path: str | os.PathLike[str]) -> bool:
    """Whether a path stands for what is neither a file nor a folder, and might never end, or wait for who writes to it.

    Args:
        path: The path.

    Raises:
        OSError: Nothing is there.
    """
    mode = Path(path).stat().st_mode
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def read_tensors(
    path: str | os.PathLike[str], map_location: torch.device | str | None = None, trust: bool = False
) -> Any:
    """The content of a file that torch wrote; unless it is trusted, reading it runs no code.

    Args:
        path: The file.
        map_location: Device for the tensors; None: the one that they were on.
        trust: Whether the file may hold any objects, which are made by running what it says.

    Raises:
        NoTensorsError: It cannot be read.
        AbsentDeviceError: The device is not there.
        OSError: It cannot be opened.
    """
    if is_pipe_or_device(path):
        raise NoTensorsError("it is no file, but a pipe or device")
    with Path(path).open("rb") as file:  # whose errors say more than those of torch
        return load_tensors(file, map_location, trust)


def load_tensors(file: BinaryIO, map_location: torch.device | str | None = None, trust: bool = False) -> Any:
    """As `read_tensors`, from a file that is open.

    Args:
        file: The file, at its start.
        map_location: As there.
        trust: As there.

    Raises:
        NoTensorsError: It cannot be read.
        AbsentDeviceError: The device is not there.
    """

    def place(storage: Any, location: str) -> Any:
        wanted = location if map_location is None else str(map_location)
        try:
            return default_restore_location(storage, wanted)
        except RuntimeError as error:  # with which torch refuses a device
            what = f"tensors were on {location!r}, which is" if map_location is None else f"map_location {wanted!r} is"
            raise AbsentDeviceError(f'{what} not there; give map_location="cpu", or a device that is') from error

    if not file.read(1):
        raise NoTensorsError("it is empty")
    file.seek(0)
    try:
        return torch.load(file, map_location=place, weights_only=not trust)
    except AbsentDeviceError:
        raise
    except Exception as error:  # whatever reading arbitrary bytes raises
        raise NoTensorsError(*_reason(error)) from error


def is_safetensors(file: BinaryIO) -> bool:
    """Whether the file is one of safetensors, by its first bytes, after which it is at its start again."""
    start = file.read(9)  # the length of its header, in 8 bytes, and the header, in JSON
    file.seek(0)
    return start[8:] == b"{"


def mismatch(error: RuntimeError) -> str:
    """What torch says of a state dict that does not fit, in ten lines at most."""
    lines = [textwrap.shorten(line, _WIDTH, placeholder=" ...") for line in str(error).splitlines()]
    more = len(lines) - _SHOWN
    return "\n".join([*lines[: _SHOWN - 1], f"... and {more + 1} more"] if more > 0 else lines)


def one_line(text: str) -> str:
    """The lines of a text after each other, what cannot be shown as escapes."""
    joined = "; ".join(line.strip() for line in text.splitlines())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in joined)


def _reason(error: Exception) -> tuple[str, str | None]:
    """Why a file could not be read, in few words and on one line; and the object that is to blame."""
    if isinstance(error, pickle.UnpicklingError):  # which torch answers with advice to run what is in the file
        foreign = _FORBIDDEN.search(str(error))
        return "it holds something else than tensors and plain values", foreign and foreign[1]
    first = next(iter(str(error).splitlines()), type(error).__name__).partition(". ")[0]
    return one_line(textwrap.shorten(first, _WIDTH, placeholder=" ...")), None
