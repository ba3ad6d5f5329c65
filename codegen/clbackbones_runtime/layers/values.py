"""Operations on values that torch has as functions alone, or for another order of dimensions."""

from torch import Tensor, nn
from torch.nn import functional as F

__all__ = ["LayerNormOfPlaces", "PadUnits"]


class LayerNormOfPlaces(nn.LayerNorm):
    """Layer normalization of each place of an image or a series, over all channels, as in ConvNeXt (Liu et al. 2022).

    Shapes: (batch, units, ...) -> (batch, units, ...).
    """

    def forward(self, input: Tensor) -> Tensor:
        """Normalizes the units of each place."""
        return super().forward(input.movedim(1, -1)).movedim(-1, 1)


class PadUnits(nn.Module):
    """Adds channels that are 0 everywhere, such as those of a shortcut without parameters (He et al. 2016, option A).

    Shapes: (batch, units, ...) -> (batch, before + units + after, ...).
    """

    def __init__(self, before: int = 0, after: int = 0) -> None:
        """Takes the numbers of channels.

        Args:
            before: Channels before those of the input.
            after: Channels behind those of the input.
        """
        super().__init__()
        self.before = before
        self.after = after

    def forward(self, x: Tensor) -> Tensor:
        """The input among zeros."""
        return F.pad(x, (*[0] * (2 * x.ndim - 4), self.before, self.after))

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"before={self.before}, after={self.after}"
