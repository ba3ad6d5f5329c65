"""How much memory this machine has, and whether the parameters of a network fit into it."""

import os
from pathlib import Path
from typing import Final

__all__ = ["bytes_told", "machine_memory", "too_large"]

_LIMITS: Final = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""What a container may use at most, in the two forms in which Linux tells it."""


def machine_memory() -> int | None:
    """Bytes of memory that a process can have here, those of the machine or its container; None where nobody tells."""
    try:
        found = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    except (AttributeError, ValueError, OSError):  # not on Windows
        found = []
    for limit in _LIMITS:
        try:
            found.append(int(limit.read_text("ascii")))
        except (OSError, ValueError):  # `max`
            continue
    return min(found, default=None)


def too_large(name: str, parameters: int, itemsize: int, memory: int | None) -> str | None:
    """Why parameters do not fit into memory; None where they do, or nobody knows how much there is.

    Args:
        name: Whose they are.
        parameters: Their number.
        itemsize: Bytes of each.
        memory: Bytes that there are.
    """
    if memory is None or parameters * itemsize <= memory:
        return None
    return (
        f"{name} with these fields has {parameters:,} parameters, {bytes_told(parameters * itemsize)} of "
        f"{itemsize} bytes each, and there are {bytes_told(memory)} of memory here: make it smaller"
    )


def bytes_told(number: int) -> str:
    """A number of bytes to four digits at most: `1.5 GiB`."""
    size = float(number) if number < 1 << 1000 else 2.0**1000
    for unit in ("bytes", "KiB", "MiB", "GiB", "TiB"):
        if size < 1024:
            return f"{size:.1f} {unit}" if unit != "bytes" else f"{number} bytes"
        size /= 1024
    return f"{size:,.0f} PiB" if size < 1e6 else "over a million PiB"
