"""Images as sequences of tokens, and attention over them: units lie along the last axis."""

from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .trained import TaskTrained, Trained

__all__ = [
    "AverageTokens",
    "ClassToken",
    "FeaturesToTokens",
    "Positions",
    "SelfAttention",
    "TakeToken",
    "TaskClassToken",
    "TaskPositions",
    "ToPlaces1d",
    "ToPlaces2d",
    "ToPlaces3d",
    "ToTokens",
    "Transpose",
]


class ToTokens(nn.Module):
    """Every place of an image, a series or a video becomes a token.

    Shapes: (batch, units, ...) -> (batch, places, units).
    """

    def forward(self, x: Tensor) -> Tensor:
        """The tokens, row by row."""
        return x.flatten(2).transpose(1, 2)


class FeaturesToTokens(nn.Module):
    """Runs of features next to each other become tokens: (batch, count * units) -> (batch, count, units)."""

    def __init__(self, count: int) -> None:
        """Takes the number of tokens.

        Args:
            count: How many, which divides the number of features.
        """
        super().__init__()
        self.count = count

    def forward(self, x: Tensor) -> Tensor:
        """The tokens."""
        return x.reshape(x.shape[0], self.count, -1)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.count}"


class _ToPlaces(nn.Module):
    """Every token becomes a place, in the order in which `ToTokens` reads them; features become a single one."""

    rank: ClassVar[int]

    def __init__(self, size: int | tuple[int, ...]) -> None:
        """Takes the sizes.

        Args:
            size: Places along each dimension, whose product is the number of tokens; or the same along all.
        """
        super().__init__()
        self.size: tuple[int, ...] = (size,) * self.rank if isinstance(size, int) else size

    def forward(self, x: Tensor) -> Tensor:
        """The places, row by row."""
        units = x.transpose(1, 2) if x.ndim == 3 else x
        return units.reshape(*units.shape[:2], *self.size)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return ", ".join(map(str, self.size))


class ToPlaces1d(_ToPlaces):
    """Tokens as a series: (batch, tokens, units) or (batch, units) -> (batch, units, length)."""

    rank = 1


class ToPlaces2d(_ToPlaces):
    """Tokens as an image: (batch, tokens, units) or (batch, units) -> (batch, units, height, width)."""

    rank = 2


class ToPlaces3d(_ToPlaces):
    """Tokens as a volume: (batch, tokens, units) or (batch, units) -> (batch, units, depth, height, width)."""

    rank = 3


class TakeToken(nn.Module):
    """One token alone, such as the class token, which is the first.

    Shapes: (batch, tokens, units) -> (batch, units).
    """

    def __init__(self, index: int = 0) -> None:
        """Takes its place.

        Args:
            index: Tokens before it.
        """
        super().__init__()
        self.index = index

    def forward(self, x: Tensor) -> Tensor:
        """The token."""
        return x[:, self.index]

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.index}"


class AverageTokens(nn.Module):
    """The mean of all tokens.

    Shapes: (batch, tokens, units) -> (batch, units).
    """

    def forward(self, x: Tensor) -> Tensor:
        """The mean."""
        return x.mean(1)


class Transpose(nn.Module):
    """Tokens become units, and units tokens, so that layers behind it mix tokens (Tolstikhin et al., NeurIPS 2021).

    Shapes: (batch, tokens, units) -> (batch, units, tokens).
    """

    def __init__(self, count: int) -> None:
        """Takes what the layer behind it has to know.

        Args:
            count: Number of tokens.
        """
        super().__init__()
        self.count = count

    def forward(self, x: Tensor) -> Tensor:
        """Units by tokens."""
        return x.transpose(1, 2)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.count}"


class SelfAttention(nn.Module):
    """Multi-head attention of tokens to each other (Vaswani et al. 2017, eq. 1), between the projections around it.

    A unit of a query or key that is masked out adds 0 to every product, one of a value makes its output 0.

    Shapes: (batch, tokens, 3 * units) -> (batch, tokens, units), the units of queries, keys and values side by side.
    """

    def __init__(self, heads: int) -> None:
        """Takes the number of heads.

        Args:
            heads: Runs of units next to each other that attend by themselves; they divide the units.
        """
        super().__init__()
        self.heads = heads

    def forward(self, x: Tensor) -> Tensor:
        """For each token, the values of all weighted by how well their keys fit its query."""
        batch, tokens, packed = x.shape
        query, key, value = x.view(batch, tokens, 3, self.heads, packed // (3 * self.heads)).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value)
        return mixed.transpose(1, 2).reshape(batch, tokens, packed // 3)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"heads={self.heads}"


class ClassToken(Trained):
    """Puts a trained token before the others: (batch, tokens, units) -> (batch, 1 + tokens, units).

    Attributes:
        weight: The token, (1, 1, units).
    """

    def __init__(self, units: int) -> None:
        """Starts from 0.

        Args:
            units: Units of a token.
        """
        super().__init__()
        self.weight: nn.Parameter = nn.Parameter(torch.zeros(1, 1, units))

    def compute(self, x: Tensor, weight: Tensor) -> Tensor:
        """The tokens behind one that is given."""
        return torch.cat([weight.expand(x.shape[0], -1, -1), x], 1)


class Positions(Trained):
    """Adds a trained vector to each token, by its place: (batch, tokens, units) -> the same shape.

    Attributes:
        weight: The vectors, (1, tokens, units).
    """

    def __init__(self, units: int, count: int) -> None:
        """Draws them from N(0, 0.02²).

        Args:
            units: Units of a token.
            count: Number of tokens.
        """
        super().__init__()
        self.weight: nn.Parameter = nn.Parameter(torch.empty(1, count, units).normal_(std=0.02))

    def compute(self, x: Tensor, weight: Tensor) -> Tensor:
        """The tokens with what their places add."""
        return x + weight


class TaskClassToken(TaskTrained, ClassToken):
    """A class token per task."""


class TaskPositions(TaskTrained, Positions):
    """Positions per task."""
