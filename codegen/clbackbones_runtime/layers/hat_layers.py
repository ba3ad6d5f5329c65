"""Layers with hard attention to the task, for hand-made networks, and what HAT does to units.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.
"""

from torch import Tensor, nn

from .attention import EmbeddingInit, Gate, TaskEmbedding, gated

__all__ = ["HATMask", "HATMaskConv2d", "HATMaskLinear", "mask_units", "spread"]


def mask_units(x: Tensor, mask: Tensor) -> Tensor:
    """Multiplies each unit by its mask.

    Args:
        x: (batch, units, ...).
        mask: (units,).

    Returns:
        Same shape and dtype as x.
    """
    return x * spread(mask, x)


def spread(mask: Tensor, x: Tensor) -> Tensor:
    """A mask, (units,), in the dtype of x, (batch, units, ...), and in a shape that broadcasts to it."""
    return mask.to(x.dtype).view(-1, *[1] * (x.ndim - 2))


class HATMask(TaskEmbedding):
    """Hard attention to the units of one layer: multiplies each by a gate that a task embedding opens or shuts.

    Shapes: (batch, units, ...) -> (batch, units, ...).

    Attributes:
        gate: The function of s * e that is the mask.
        weight: The task embedding e, (1, units).
    """

    def __init__(self, units: int, gate: Gate = "sigmoid", init: EmbeddingInit = "N01") -> None:
        """Draws the embedding.

        Args:
            units: Units or channels of the layer.
            gate: The function of s * e that is the mask.
            init: How the embedding starts.
        """
        super().__init__(units)
        self.gate: Gate = gate
        self.draw(init)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """Masks the units.

        Args:
            x: (batch, units, ...).
            s: Scale; None for the binary mask.

        Returns:
            Same shape as x.
        """
        return mask_units(x, gated(self.weight.squeeze(0), self.gate, s))

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.weight.shape[1]}, gate={self.gate!r}"


class HATMaskLinear(nn.Module):
    """Linear layer, optional activation, HAT mask, for hand-made networks.

    Shapes: (batch, in_features) -> (batch, out_features).
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        *,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layers.

        Args:
            in_features: Size of the input.
            out_features: Units.
            bias: Whether the linear layer has a bias.
            activation: Module between the linear layer and the mask.
            gate: See `HATMask`.
        """
        super().__init__()
        self.linear: nn.Linear = nn.Linear(in_features, out_features, bias)
        self.activation: nn.Module = nn.Identity() if activation is None else activation
        self.mask: HATMask = HATMask(out_features, gate)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """The masked activations.

        Args:
            x: (batch, in_features).
            s: Scale; None for the binary mask.

        Returns:
            (batch, out_features).
        """
        return self.mask(self.activation(self.linear(x)), s)


class HATMaskConv2d(nn.Module):
    """Convolution, optional activation, HAT mask, for hand-made networks.

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H', W').
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        bias: bool = True,
        *,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layers.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the kernel.
            stride: Stride.
            padding: Zeros around the input.
            bias: Whether the convolution has a bias.
            activation: Module between the convolution and the mask.
            gate: See `HATMask`.
        """
        super().__init__()
        self.conv: nn.Conv2d = nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding, bias=bias)
        self.activation: nn.Module = nn.Identity() if activation is None else activation
        self.mask: HATMask = HATMask(out_channels, gate)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """The masked activations.

        Args:
            x: (batch, in_channels, H, W).
            s: Scale; None for the binary mask.

        Returns:
            (batch, out_channels, H', W').
        """
        return self.mask(self.activation(self.conv(x)), s)
