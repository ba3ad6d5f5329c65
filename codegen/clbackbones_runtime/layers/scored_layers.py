"""Layers with a trained score per weight and bias, for hand-made networks."""

from typing import overload

from torch import Tensor

from .masked_layers import SizedLayer
from .scores import Score, attach_scores, select

__all__ = ["WSNMaskLayer", "times"]


class WSNMaskLayer(SizedLayer):
    """A layer whose largest scores are kept: `layer(x, *layer.mask(0.5))`; it stands before a class of `masked`.

    Attributes:
        weight_score: Scores of the weight, in its shape.
        bias_score: Scores of the bias, (1, units); None without one.
    """

    weight_score: Score
    bias_score: Score | None

    def prepare(self) -> None:
        """Gives it its scores."""
        attach_scores(self)

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, input: Tensor, weight_mask: Tensor | None = None, bias_mask: Tensor | None = None
    ) -> Tensor:
        """The layer with masked parameters.

        Args:
            input: (batch, inputs, ...).
            weight_mask: In the shape of the weight; None keeps all weights.
            bias_mask: (units,); None keeps all biases.

        Returns:
            (batch, units, ...).
        """
        return super().forward(input, times(self.weight, weight_mask), times(self.bias, bias_mask))

    def mask(self, mask_percentage: float) -> tuple[Tensor, Tensor | None]:
        """The masks of weight and bias, see `select`."""
        return select(self, mask_percentage)


@overload
def times(parameter: Tensor, mask: Tensor | None) -> Tensor: ...


@overload
def times(parameter: Tensor | None, mask: Tensor | None) -> Tensor | None: ...


def times(parameter: Tensor | None, mask: Tensor | None) -> Tensor | None:
    """A parameter times its mask; without a mask as it is, and None without a parameter."""
    return parameter if parameter is None or mask is None else parameter * mask
