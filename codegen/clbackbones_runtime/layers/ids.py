"""Ids, each the number of a thing such as a word: the layer that reads them, and what an input of ids may hold."""

import torch
from torch import Tensor, nn

from .task_state import has_values

__all__ = ["Embedding", "check_ids"]


class Embedding(nn.Embedding):
    """torch's, made as layers with weights are: inputs, units, `bias` by name.

    Shapes: (batch, places), ids -> (batch, places, units).

    Attributes:
        bias: None, as layers without one have it.
    """

    bias: Tensor | None

    def __init__(
        self,
        inputs: int,
        units: int,
        *,
        bias: bool = False,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        """Makes the layer.

        Args:
            inputs: How many ids there are.
            units: Length of a vector.
            bias: False.
            device: Where the weight is made.
            dtype: Of the weight.

        Raises:
            ValueError: It is to have a bias.
        """
        if bias:
            raise ValueError("an embedding has no bias: give bias=False")
        super().__init__(inputs, units, device=device, dtype=dtype)
        self.register_parameter("bias", None)


def check_ids(ids: Tensor, count: int) -> None:
    """Raises an error that says what an input holds besides ids.

    Ids on an accelerator are not looked at, which would wait for it in each step; torch's own assertion stops there.

    Args:
        ids: (batch, ...).
        count: How many ids there are.

    Raises:
        TypeError: No integers.
        ValueError: One is out of range.
    """
    told = f"the input must hold ids, integers from 0 to {count - 1}"
    if ids.dtype not in (torch.int64, torch.int32):
        raise TypeError(f"{told}; it is of {ids.dtype}: give input.long()")
    if ids.device.type == "cpu" and has_values(ids) and ids.numel():
        lowest, highest = (int(each) for each in ids.aminmax())
        if lowest < 0 or highest >= count:
            raise ValueError(f"{told}; it holds {lowest if lowest < 0 else highest}")
