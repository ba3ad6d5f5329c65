"""Whether weights are finite, asked for again and again."""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

from .notes import Notes
from .task_state import has_values

__all__ = ["Finite", "check_finite", "without_infinities"]


class Finite(Notes):
    """Whether no product with some tensors overflows or is NaN; found anew where torch has seen a write to one."""

    def __init__(self) -> None:
        """Starts with nothing found."""
        self._writes: list[tuple[int, int]] | None = None
        self._answer = True

    def forget(self) -> None:
        """Lets it be found anew."""
        self._writes = None

    def __call__(self, tensors: Sequence[Tensor]) -> bool:
        """Whether all are finite, and below the root of the largest number; True where nobody can look at values.

        Args:
            tensors: The same in each call.
        """
        if torch.compiler.is_compiling() or not all(map(has_values, tensors)):
            return True
        writes = [(each.data_ptr(), -1 if each.is_inference() else each._version) for each in tensors]
        if writes != self._writes or any(count < 0 for _, count in writes):
            # Squares overflow: one pass over the tensors tells both.
            norm = torch.nn.utils.get_total_norm([each.detach() for each in tensors])
            self._writes, self._answer = writes, bool(norm.isfinite())
        return self._answer


def check_finite(used: Iterable[tuple[str, Tensor, Tensor]]) -> None:
    """Raises a ValueError if a weight that a mask uses is not finite.

    Args:
        used: Parameters by their names, with which of their entries the mask uses: bool, of a shape that expands to
            that of the parameter.
    """
    for name, parameter, entries in used:
        if count := int((entries & ~parameter.isfinite()).sum()):
            raise ValueError(f"{count} entries of {name!r} that the mask uses are not finite; nothing was stored")


def without_infinities(tensor: Tensor) -> Tensor:
    """The tensor with 0 for what is not finite, which a mask of 0 turns into NaN and not into 0."""
    return tensor.nan_to_num(0.0, 0.0, 0.0)
