"""Operations on values that torch has as functions alone, or for another order of dimensions."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

__all__ = [
    "ChannelShuffle",
    "GlobalAveragePool",
    "LayerNormOfPlaces",
    "PadPlaces",
    "PadUnits",
    "ScaleBy",
    "StochasticDepth",
    "TakeUnits",
]


class GlobalAveragePool(nn.Module):
    """The mean over all places: (batch, units, ...) -> (batch, units, 1, ...)."""

    def forward(self, x: Tensor) -> Tensor:
        """The mean of each unit."""
        return x.mean([*range(2, x.ndim)], keepdim=True)


class TakeUnits(nn.Module):
    """Takes units next to each other: (batch, units, ...) -> (batch, count, ...).

    Of tokens, (batch, tokens, units) -> (batch, tokens, count).
    """

    def __init__(self, count: int, start: int = 0, axis: int = 1) -> None:
        """Takes the numbers of units.

        Args:
            count: How many.
            start: Units before them that are left out.
            axis: The dimension along which units lie: 1, or -1 for tokens.
        """
        super().__init__()
        self.count = count
        self.start = start
        self.axis = axis

    def forward(self, x: Tensor) -> Tensor:
        """These units."""
        return x.narrow(self.axis, self.start, self.count)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.count}, start={self.start}"


class ChannelShuffle(nn.Module):
    """Mixes units of groups: the first of each group, then the second of each (Zhang et al., CVPR 2018).

    Shapes: (batch, units, ...) -> (batch, units, ...).
    Of tokens, (batch, tokens, units) -> (batch, tokens, units).
    """

    def __init__(self, groups: int, axis: int = 1) -> None:
        """Takes the number of groups.

        Args:
            groups: Runs of units next to each other; they divide the units.
            axis: The dimension along which units lie: 1, or -1 for tokens.
        """
        super().__init__()
        self.groups = groups
        self.axis = axis

    def forward(self, x: Tensor) -> Tensor:
        """The units in their new order."""
        axis = self.axis % x.ndim
        return torch.unflatten(x, axis, (self.groups, -1)).transpose(axis, axis + 1).flatten(axis, axis + 1)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.groups}"


class ScaleBy(nn.Module):
    """The product with a number: any shape -> the same shape."""

    def __init__(self, factor: float) -> None:
        """Takes the number.

        Args:
            factor: The number.
        """
        super().__init__()
        self.factor = factor

    def forward(self, x: Tensor) -> Tensor:
        """The product."""
        return x * self.factor

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.factor}"


class StochasticDepth(nn.Module):
    """Sets whole samples to 0 at random in training, so that a residual branch is left out (Huang et al., ECCV 2016).

    The others are divided by the share that stays, as torchvision's `StochasticDepth` of mode `row` does. At rest,
    values pass as they are.

    Shapes: (batch, ...) -> (batch, ...).
    """

    def __init__(self, rate: float) -> None:
        """Takes the share.

        Args:
            rate: Share of samples that become 0.
        """
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """The samples, some of them 0."""
        if not self.training or self.rate == 0:
            return x
        kept = x.new_empty(x.shape[0], *[1] * (x.ndim - 1)).bernoulli_(1 - self.rate)
        return x * kept.div_(1 - self.rate)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.rate}"


class LayerNormOfPlaces(nn.LayerNorm):
    """Layer normalization of each place of an image or a series, over all channels, as in ConvNeXt (Liu et al. 2022).

    Shapes: (batch, units, ...) -> (batch, units, ...).
    """

    def forward(self, input: Tensor) -> Tensor:
        """Normalizes the units of each place."""
        return super().forward(input.movedim(1, -1)).movedim(-1, 1)


class PadPlaces(nn.Module):
    """Adds places that are 0 at each border, such as those of causal convolutions: before the input alone.

    Shapes: (batch, units, ...) -> (batch, units, ...).
    """

    def __init__(self, before: int | tuple[int, ...] = 0, after: int | tuple[int, ...] = 0) -> None:
        """Takes the numbers of places, the same along all dimensions or one for each.

        Args:
            before: Places before those of the input.
            after: Places behind those of the input.
        """
        super().__init__()
        self.before = before
        self.after = after

    def forward(self, x: Tensor) -> Tensor:
        """The input among zeros."""
        before, after = (
            (added,) * (x.ndim - 2) if isinstance(added, int) else added for added in (self.before, self.after)
        )
        # torch counts dimensions from the last.
        return F.pad(x, [size for both in zip(reversed(before), reversed(after), strict=True) for size in both])

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"before={self.before}, after={self.after}"


class PadUnits(nn.Module):
    """Adds units that are 0 everywhere, such as those of a shortcut without parameters (He et al. 2016, option A).

    Shapes: (batch, units, ...) -> (batch, before + units + after, ...).
    Of tokens, (batch, tokens, units) -> (batch, tokens, before + units + after).
    """

    def __init__(self, before: int = 0, after: int = 0, axis: int = 1) -> None:
        """Takes the numbers of units.

        Args:
            before: Units before those of the input.
            after: Units behind those of the input.
            axis: The dimension along which units lie: 1, or -1 for tokens.
        """
        super().__init__()
        self.before = before
        self.after = after
        self.axis = axis

    def forward(self, x: Tensor) -> Tensor:
        """The input among zeros."""
        # torch counts dimensions from the last.
        behind = 0 if self.axis == -1 else x.ndim - 2
        return F.pad(x, (*[0] * (2 * behind), self.before, self.after))

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"before={self.before}, after={self.after}"
