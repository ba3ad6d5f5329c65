"""Layers with a trained score per weight and bias."""

from typing import overload

from torch import Tensor, nn

from .scores import Score, scores

__all__ = ["ScoredConv2d", "ScoredLinear", "times"]


class ScoredLinear(nn.Linear):
    """Linear layer with a score per weight and bias.

    Attributes:
        weight_score: Scores of the weight, in its shape.
        bias_score: Scores of the bias, (1, out_features); None without one.
    """

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
        self.weight_score: Score = Score(self.weight.shape, in_features)
        self.bias_score: Score | None = Score((1, out_features), in_features) if bias else None
        _draw(self)


class ScoredConv2d(nn.Conv2d):
    """Convolution with a score per weight and bias.

    Attributes:
        weight_score: Scores of the weight, in its shape.
        bias_score: Scores of the bias, (1, out_channels); None without one.
    """

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
        inputs = self.weight[0].numel()
        self.weight_score: Score = Score(self.weight.shape, inputs)
        self.bias_score: Score | None = Score((1, out_channels), inputs) if bias else None
        _draw(self)


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


def _draw(layer: ScoredLinear | ScoredConv2d) -> None:
    for score in scores(layer):
        score.draw("default")
