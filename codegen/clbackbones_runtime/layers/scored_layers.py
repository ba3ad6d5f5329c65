"""Layers with a trained score per weight and bias, for hand-made networks."""

from typing import overload

from torch import Tensor, nn
from torch.nn import functional as F

from .scores import Score, attach_scores, select

__all__ = ["WSNMaskConv2d", "WSNMaskLinear", "times"]


class WSNMaskLinear(nn.Linear):
    """Linear layer whose largest scores are kept, for hand-made networks: `layer(x, *layer.mask(0.5))`.

    Attributes:
        weight_score: Scores of the weight, in its shape.
        bias_score: Scores of the bias, (1, out_features); None without one.
    """

    weight_score: Score
    bias_score: Score | None

    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        """Makes the layer as `nn.Linear` does, and its scores.

        Args:
            in_features: Size of the input.
            out_features: Units.
            bias: Whether the layer has a bias.

        Raises:
            ValueError: A size is below 1: there is nothing to score.
        """
        _check(in_features=in_features, out_features=out_features)
        super().__init__(in_features, out_features, bias)
        attach_scores(self)

    def forward(self, input: Tensor, weight_mask: Tensor | None = None, bias_mask: Tensor | None = None) -> Tensor:
        """The layer with masked parameters.

        Args:
            input: (batch, in_features).
            weight_mask: (out_features, in_features); None keeps all weights.
            bias_mask: (out_features,); None keeps all biases.

        Returns:
            (batch, out_features).
        """
        return F.linear(input, times(self.weight, weight_mask), times(self.bias, bias_mask))

    def mask(self, mask_percentage: float) -> tuple[Tensor, Tensor | None]:
        """The masks of weight and bias, see `select`."""
        return select(self, mask_percentage)


class WSNMaskConv2d(nn.Conv2d):
    """Convolution whose largest scores are kept, for hand-made networks: `layer(x, *layer.mask(0.5))`.

    Attributes:
        weight_score: Scores of the weight, in its shape.
        bias_score: Scores of the bias, (1, out_channels); None without one.
    """

    weight_score: Score
    bias_score: Score | None

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        bias: bool = True,
    ) -> None:
        """Makes the layer as `nn.Conv2d` does, and its scores.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the kernel.
            stride: Stride.
            padding: Zeros around the input.
            bias: Whether the convolution has a bias.

        Raises:
            ValueError: A size is below 1: there is nothing to score.
        """
        _check(in_channels=in_channels, out_channels=out_channels, kernel_size=kernel_size)
        super().__init__(in_channels, out_channels, kernel_size, stride, padding, bias=bias)
        attach_scores(self)

    def forward(self, input: Tensor, weight_mask: Tensor | None = None, bias_mask: Tensor | None = None) -> Tensor:
        """The convolution with masked parameters.

        Args:
            input: (batch, in_channels, H, W).
            weight_mask: In the shape of the weight; None keeps all weights.
            bias_mask: (out_channels,); None keeps all biases.

        Returns:
            (batch, out_channels, H', W').
        """
        return self._conv_forward(input, times(self.weight, weight_mask), times(self.bias, bias_mask))

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


def _check(**sizes: object) -> None:
    for name, size in sizes.items():
        if isinstance(size, int) and size < 1:
            raise ValueError(f"{name} is {size}, below 1; scores need a weight to select from")
