"""Files that hold tensors and plain values, and what torch says of those that do not, in few words."""

import os
import pickle
import textwrap
from pathlib import Path
from typing import Any, Final

import torch

__all__ = ["NoTensorsError", "mismatch", "read_tensors"]

_SHOWN: Final = 10
"""Lines that are shown of what torch says of a state dict."""

_WIDTH: Final = 300
"""Characters of a line; torch lists all missing keys in one."""


class NoTensorsError(ValueError):
    """The file is truncated, or holds something else than tensors and plain values; the text says what is wrong."""


def read_tensors(path: str | os.PathLike[str], map_location: torch.device | str | None = None) -> Any:
    """The content of a file that torch wrote; reading it runs no code.

    Args:
        path: The file.
        map_location: Device for the tensors; None: the one that they were on.

    Raises:
        NoTensorsError: It cannot be read.
        OSError: It cannot be opened.
    """
    with Path(path).open("rb") as file:  # whose errors say more than those of torch
        try:
            return torch.load(file, map_location=map_location, weights_only=True)
        except Exception as error:  # whatever reading arbitrary bytes raises
            reason = next(iter(str(error).splitlines()), type(error).__name__).partition(". ")[0]
            if isinstance(error, pickle.UnpicklingError):  # which torch answers with advice to run what is in the file
                reason = "it holds something else than tensors and plain values"
            raise NoTensorsError(reason) from error


def mismatch(error: RuntimeError) -> str:
    """What torch says of a state dict that does not fit, in ten lines at most."""
    lines = [textwrap.shorten(line, _WIDTH, placeholder=" ...") for line in str(error).splitlines()]
    more = len(lines) - _SHOWN
    return "\n".join([*lines[: _SHOWN - 1], f"... and {more + 1} more"] if more > 0 else lines)
