"""How the C library keeps memory that is freed, on which the time of a training step on a CPU depends."""

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

    A setting of the whole process, so nothing makes it unless you call this, once, before you train on a CPU: with
    networks of any kind, with and without masks. Up to 2 GiB of freed memory then stay with the process.

    Otherwise glibc gives back what is free at the end of its heap whenever that is more than some 64 MiB, which depends
    on what happened to be allocated last. Then a step gets the same pages from the system again, each filled with
    zeros, 50,000 of them for a ResNet18 without masks, and what masks add decides in which process that happens.

    Does nothing where one of the variables `MALLOC_TRIM_THRESHOLD_`, `MALLOC_MMAP_THRESHOLD_` and `GLIBC_TUNABLES` is
    set, with which users say so themselves, nor with another C library.
    """
    if any(name in os.environ for name in _VARIABLES):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library
        return
    mallopt(_MMAP, _LARGEST)
    mallopt(_TRIM, _KEPT)
