"""The masks and norms of stored tasks as they were stored, to compare them with what is there later."""

from collections.abc import Iterable, Iterator

import torch
from torch import Tensor

from ..layers.task_state import BufferDict

__all__ = ["StoredBuffers"]


class StoredBuffers:
    """Copies of buffers, which no optimizer knows, but averages of weights that include buffers do."""

    def __init__(self, owners: Iterable[tuple[str, BufferDict, Iterable[str]]]) -> None:
        """Copies the values of now.

        Args:
            owners: What holds buffers, by the name that messages give it, and the keys of those to copy.
        """
        with torch.inference_mode(False), torch.no_grad():
            self._kept = [(name, owner, key, owner[key].clone()) for name, owner, keys in owners for key in keys]

    def changes(self) -> Iterator[str]:
        """Which buffers have other values, types or shapes, in words."""
        for name, owner, key, kept in self._kept:
            if not _is_same(owner[key], kept):
                yield f"{key} of {name}, which is stored"

    @torch.no_grad()
    def put_back(self) -> None:
        """Gives the buffers the values that they had, without a look at those of now, for which a device would wait."""
        for _, owner, key, kept in self._kept:
            if _is_alike(owner[key], kept):
                owner[key].copy_(kept)
            else:
                owner.register_buffer(key, kept.clone())


def _is_alike(now: Tensor, kept: Tensor) -> bool:
    return (now.dtype, now.device, now.shape) == (kept.dtype, kept.device, kept.shape)


def _is_same(now: Tensor, kept: Tensor) -> bool:
    """Whether two tensors have the same bits."""
    if not _is_alike(now, kept):
        return False
    return torch.equal(now.reshape(-1).view(torch.uint8), kept.reshape(-1).view(torch.uint8))
