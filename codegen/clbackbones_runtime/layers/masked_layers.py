"""Layers of networks whose weights are masked: each pass gives them the parameters that it computes with."""

from torch import Tensor, nn
from torch.nn import functional as F

__all__ = ["MaskedConv2d", "MaskedLinear"]


class MaskedLinear(nn.Linear):
    """Linear layer that computes with masked parameters where it is given any."""

    def forward(self, input: Tensor, weight: Tensor | None = None, bias: Tensor | None = None) -> Tensor:
        """The layer with masked parameters.

        Args:
            input: (batch, in_features).
            weight: Masked weight, (out_features, in_features); None takes the layer's own weight and bias.
            bias: Masked bias, (out_features,); None without one.

        Returns:
            (batch, out_features).
        """
        return super().forward(input) if weight is None else F.linear(input, weight, bias)


class MaskedConv2d(nn.Conv2d):
    """Convolution that computes with masked parameters where it is given any."""

    def forward(self, input: Tensor, weight: Tensor | None = None, bias: Tensor | None = None) -> Tensor:
        """The convolution with masked parameters.

        Args:
            input: (batch, in_channels, H, W).
            weight: Masked weight, in its shape; None takes the layer's own weight and bias.
            bias: Masked bias, (out_channels,); None without one.

        Returns:
            (batch, out_channels, H', W').
        """
        return super().forward(input) if weight is None else self._conv_forward(input, weight, bias)
