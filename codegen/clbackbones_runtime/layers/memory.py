"""How the C library keeps memory that is freed, on which the time of a step with masks depends."""

import ctypes
import functools
import os
from typing import Final

__all__ = ["keep_freed_memory"]

_TRIM, _MMAP = -1, -3
"""glibc's numbers of M_TRIM_THRESHOLD and M_MMAP_THRESHOLD."""

_KEPT: Final = (1 << 31) - 1
"""Bytes of free memory at the end of the heap from which the C library gives it back; the most that it can be told."""

_LARGEST: Final = 32 << 20
"""Bytes of a block from which it is asked of the system by itself and given back when freed; the most that counts."""

_VARIABLES: Final = "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES"
"""With which users set these themselves; they are left alone then."""


@functools.cache
def keep_freed_memory() -> None:
    """Lets glibc keep, for the next step, what a step of training frees, rather than give it back to the system.

    Otherwise it gives back what is free at the end of its heap whenever that is more than some 64 MiB, which depends
    on what happened to be allocated last. Then a step gets the same pages from the system again, each filled with
    zeros: 50,000 of them, 7 % of the time, for a ResNet18 without masks on a CPU, and what masks add decides in which
    process that happens. Has an effect once per process, and none with another C library.
    """
    if any(name in os.environ for name in _VARIABLES):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library
        return
    mallopt(_MMAP, _LARGEST)
    mallopt(_TRIM, _KEPT)
