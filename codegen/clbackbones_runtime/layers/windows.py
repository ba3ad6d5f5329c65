"""Attention inside windows of a grid of tokens, with a trained bias for each relative position."""

import math
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .trained import TaskTrained, Trained

__all__ = [
    "TaskWindowAttention1d",
    "TaskWindowAttention2d",
    "TaskWindowAttention3d",
    "WindowAttention1d",
    "WindowAttention2d",
    "WindowAttention3d",
]

Sizes = int | tuple[int, ...]


class _WindowAttention(Trained):
    """Multi-head attention of tokens to those of their window (Liu et al., ICCV 2021), between projections around it.

    Windows that are shifted reach over the border of the grid; tokens that are no neighbours there do not see each
    other. Along a dimension that one window covers, nothing is shifted. Between the tokens of a window that is dilated
    lie those of others; where each spreads over the whole grid, this is the grid attention of MaxViT (Tu et al., ECCV
    2022), which is the long-distance attention of CrossFormer (Wang et al., ICLR 2022).

    Shapes: (batch, tokens, 3 * units) -> (batch, tokens, units), the units of queries, keys and values side by side.

    Attributes:
        weight: What is added to the product of a query and a key, by their relative position in the window and by the
            head, (product of 2 * window - 1, heads).
    """

    rank: ClassVar[int]

    def __init__(self, heads: int, size: Sizes, window: Sizes, shift: Sizes = 0, dilation: Sizes = 1) -> None:
        """Draws the biases from N(0, 0.02²), cut off far outside.

        Args:
            heads: Runs of units next to each other that attend by themselves; they divide the units.
            size: Tokens of the grid along each dimension, or the same along all.
            window: Tokens of a window along each.
            shift: Tokens by which windows are shifted along each, fewer than those of a window; 0 for dilated ones.
            dilation: Steps from one token of a window to the next along each; times those of a window, they divide
                those of the grid.
        """
        super().__init__()
        self.heads = heads
        self.size, self.window, shifts, self.dilation = (self._each(sizes) for sizes in (size, window, shift, dilation))
        whole = zip(self.size, self.window, shifts, strict=True)
        self.shift: tuple[int, ...] = tuple(0 if window >= size else shift for size, window, shift in whole)
        table = torch.empty(math.prod(2 * length - 1 for length in self.window), heads)
        self.weight: nn.Parameter = nn.Parameter(nn.init.trunc_normal_(table, std=0.02))

    def _each(self, sizes: Sizes) -> tuple[int, ...]:
        return (sizes,) * self.rank if isinstance(sizes, int) else sizes

    def compute(self, x: Tensor, weight: Tensor) -> Tensor:
        """For each token, the values of its window weighted by how well their keys fit its query.

        Args:
            x: (batch, tokens, 3 * units).
            weight: The biases, in the shape of its own.
        """
        grid = self._rolled(torch.unflatten(x, 1, self.size), -1)
        packed = torch.unflatten(self._windows(grid), -1, (3, self.heads, -1))
        query, key, value = packed.movedim((-3, -2), (0, 3))
        bias = self._bias(weight)
        if any(self.shift):
            bias = bias.masked_fill(self._apart(x.device), -math.inf)
        mixed = F.scaled_dot_product_attention(query, key, value, bias)
        return self._rolled(self._joined(mixed.transpose(2, 3).flatten(3)), 1).flatten(1, self.rank)

    def _rolled(self, grid: Tensor, sign: int) -> Tensor:
        """The grid with its places moved by the shift, (batch, size, ..., units)."""
        if not any(self.shift):
            return grid
        return grid.roll([sign * each for each in self.shift], [*range(1, self.rank + 1)])

    def _windows(self, grid: Tensor) -> Tensor:
        """(batch, size, ..., units) -> (batch, windows, tokens of a window, units)."""
        places = zip(self.window, self.dilation, strict=True)
        for dimension, (length, step) in reversed([*enumerate(places, start=1)]):
            grid = torch.unflatten(grid, dimension, (-1, length, step))
        return grid.permute(self._order()).flatten(1 + 2 * self.rank, 3 * self.rank).flatten(1, 2 * self.rank)

    def _joined(self, windows: Tensor) -> Tensor:
        """(batch, windows, tokens of a window, units) -> (batch, size, ..., units)."""
        places = [*zip(self.size, self.window, self.dilation, strict=True)]
        counts = [count for size, length, step in places for count in (size // (length * step), step)]
        apart = torch.unflatten(torch.unflatten(windows, 2, self.window), 1, counts)
        order = self._order()
        return apart.permute([*map(order.index, range(len(order)))]).reshape(windows.shape[0], *self.size, -1)

    def _order(self) -> list[int]:
        """The axes of a grid whose places are (run of windows, token of a window, window of the run), tokens last."""
        runs = [run for rank in range(self.rank) for run in (1 + 3 * rank, 3 + 3 * rank)]
        return [0, *runs, *(2 + 3 * rank for rank in range(self.rank)), 1 + 3 * self.rank]

    def _bias(self, weight: Tensor) -> Tensor:
        """The biases of each token of a window and each other, (heads, tokens of a window, tokens of a window)."""
        table = weight.view(*(2 * length - 1 for length in self.window), self.heads)
        for dimension, length in enumerate(self.window):
            table = table.unfold(dimension, length, 1)
        # A query's place and a key's, counted from the end, add up to their difference.
        table = table.flip([*range(-self.rank, 0)]).movedim(self.rank, 0)
        area = math.prod(self.window)
        return table.reshape(self.heads, area, area)

    def _apart(self, device: torch.device) -> Tensor:
        """Which tokens of a window were no neighbours before the shift, (windows, 1, queries, keys)."""
        region = torch.zeros((), dtype=torch.long, device=device)
        for size, length, shift in zip(self.size, self.window, self.shift, strict=True):
            places = torch.arange(size, device=device)
            part = (places >= size - length).long() + (places >= size - shift).long()
            region = 3 * region.unsqueeze(-1) + (part if shift else torch.zeros_like(part))
        regions = self._windows(region[None, ..., None])[0, :, :, 0]
        return (regions[:, :, None] != regions[:, None, :]).unsqueeze(1)

    def extra_repr(self) -> str:
        """What `print` shows."""
        places = f"size={self.size}, window={self.window}, shift={self.shift}, dilation={self.dilation}"
        return f"heads={self.heads}, {places}"


class WindowAttention1d(_WindowAttention):
    """Attention inside windows of a series; see `WindowAttention2d`."""

    rank = 1


class WindowAttention2d(_WindowAttention):
    """Attention inside windows of an image, whose tokens come row by row, as in Swin transformers (Liu et al. 2021)."""

    rank = 2


class WindowAttention3d(_WindowAttention):
    """Attention inside windows of a volume or video, whose tokens come slice by slice; see `WindowAttention2d`."""

    rank = 3


class TaskWindowAttention1d(TaskTrained, WindowAttention1d):
    """Attention inside windows of a series, with biases per task."""


class TaskWindowAttention2d(TaskTrained, WindowAttention2d):
    """Attention inside windows of an image, with biases per task."""


class TaskWindowAttention3d(TaskTrained, WindowAttention3d):
    """Attention inside windows of a volume, with biases per task."""
