"""Layers with a trained score per weight and bias, for hand-made networks."""

from collections.abc import Mapping
from typing import overload

from torch import Tensor

from .masked_layers import MaskedLayer, checked_sizes
from .scores import Score, attach_scores, select

__all__ = ["WSNMaskLayer", "times"]


class WSNMaskLayer(MaskedLayer):
    """A layer whose largest scores are kept: `layer(x, *layer.mask(0.5))`; it stands before a class of `masked`.

    Attributes:
        weight_score: Scores of the weight, in its shape.
        bias_score: Scores of the bias, (1, units); None without one.
    """

    weight_score: Score
    bias_score: Score | None

    def __init__(
        self, sizes: Mapping[str, int | tuple[int, ...]], *, bias: bool = True, **moves: int | tuple[int, ...]
    ) -> None:
        """Makes the layer as torch does, and its scores.

        Args:
            sizes: By name, in the order of torch's constructor: inputs, units, and what else the weight's shape tells.
            bias: Whether the layer has a bias.
            **moves: What the shape does not tell, such as `stride`.

        Raises:
            ValueError: A size is below 1: there is nothing to score.
        """
        super().__init__(*checked_sizes(sizes), bias=bias, **moves)
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
