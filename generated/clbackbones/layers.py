# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Layers for networks that are made by hand: a class for each mechanism and operation with weights."""

# Where torch's layers take more than an input, such as an `output_size`, those that extend them take masks.
# pyright: reportIncompatibleMethodOverride=false

from torch import nn

from clbackbones_runtime.layers.attention import Gate
from clbackbones_runtime.layers.hat_layers import HATMaskLayer
from clbackbones_runtime.layers.ids import Embedding
from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.scored_layers import WSNMaskLayer
from clbackbones_runtime.mechanisms.packnet import PackNetLayer
from clbackbones_runtime.mechanisms.piggyback import PiggybackLayer
from clbackbones_runtime.mechanisms.supsup import SupSupLayer

__all__ = [
    "HATMaskConv1d",
    "HATMaskConv2d",
    "HATMaskConv3d",
    "HATMaskConvTranspose1d",
    "HATMaskConvTranspose2d",
    "HATMaskConvTranspose3d",
    "HATMaskEmbedding",
    "HATMaskLinear",
    "PackNetConv1d",
    "PackNetConv2d",
    "PackNetConv3d",
    "PackNetConvTranspose1d",
    "PackNetConvTranspose2d",
    "PackNetConvTranspose3d",
    "PackNetEmbedding",
    "PackNetLinear",
    "PiggybackConv1d",
    "PiggybackConv2d",
    "PiggybackConv3d",
    "PiggybackConvTranspose1d",
    "PiggybackConvTranspose2d",
    "PiggybackConvTranspose3d",
    "PiggybackEmbedding",
    "PiggybackLinear",
    "SupSupConv1d",
    "SupSupConv2d",
    "SupSupConv3d",
    "SupSupConvTranspose1d",
    "SupSupConvTranspose2d",
    "SupSupConvTranspose3d",
    "SupSupEmbedding",
    "SupSupLinear",
    "WSNMaskConv1d",
    "WSNMaskConv2d",
    "WSNMaskConv3d",
    "WSNMaskConvTranspose1d",
    "WSNMaskConvTranspose2d",
    "WSNMaskConvTranspose3d",
    "WSNMaskEmbedding",
    "WSNMaskLinear",
]


class HATMaskConv1d(HATMaskLayer):
    """HAT mask of a layer of a hand-made network: one-dimensional convolution.

    The operation, an optional activation, and a mask of the units that it emits: `layer(x, s)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
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
        dilation: int = 1,
        groups: int = 1,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Step of the window.
            padding: Zeros added at each end.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
        """
        super().__init__(
            nn.Conv1d(
                in_channels,
                out_channels,
                kernel_size,
                stride=stride,
                padding=padding,
                dilation=dilation,
                groups=groups,
                bias=bias,
            ),
            out_channels,
            activation=activation,
            gate=gate,
        )


class HATMaskConv2d(HATMaskLayer):
    """HAT mask of a layer of a hand-made network: two-dimensional convolution.

    The operation, an optional activation, and a mask of the units that it emits: `layer(x, s)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
        groups: int = 1,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
        """
        super().__init__(
            nn.Conv2d(
                in_channels,
                out_channels,
                kernel_size,
                stride=stride,
                padding=padding,
                dilation=dilation,
                groups=groups,
                bias=bias,
            ),
            out_channels,
            activation=activation,
            gate=gate,
        )


class HATMaskConv3d(HATMaskLayer):
    """HAT mask of a layer of a hand-made network: three-dimensional convolution.

    The operation, an optional activation, and a mask of the units that it emits: `layer(x, s)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
        groups: int = 1,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
        """
        super().__init__(
            nn.Conv3d(
                in_channels,
                out_channels,
                kernel_size,
                stride=stride,
                padding=padding,
                dilation=dilation,
                groups=groups,
                bias=bias,
            ),
            out_channels,
            activation=activation,
            gate=gate,
        )


class HATMaskConvTranspose1d(HATMaskLayer):
    """HAT mask of a layer of a hand-made network: one-dimensional transposed convolution without groups.

    The operation, an optional activation, and a mask of the units that it emits: `layer(x, s)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        output_padding: int = 0,
        bias: bool = True,
        *,
        dilation: int = 1,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each end.
            output_padding: Places added at the far end, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
        """
        super().__init__(
            nn.ConvTranspose1d(
                in_channels,
                out_channels,
                kernel_size,
                stride=stride,
                padding=padding,
                output_padding=output_padding,
                dilation=dilation,
                bias=bias,
            ),
            out_channels,
            activation=activation,
            gate=gate,
        )


class HATMaskConvTranspose2d(HATMaskLayer):
    """HAT mask of a layer of a hand-made network: two-dimensional transposed convolution without groups.

    The operation, an optional activation, and a mask of the units that it emits: `layer(x, s)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        output_padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
        """
        super().__init__(
            nn.ConvTranspose2d(
                in_channels,
                out_channels,
                kernel_size,
                stride=stride,
                padding=padding,
                output_padding=output_padding,
                dilation=dilation,
                bias=bias,
            ),
            out_channels,
            activation=activation,
            gate=gate,
        )


class HATMaskConvTranspose3d(HATMaskLayer):
    """HAT mask of a layer of a hand-made network: three-dimensional transposed convolution without groups.

    The operation, an optional activation, and a mask of the units that it emits: `layer(x, s)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        output_padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
        """
        super().__init__(
            nn.ConvTranspose3d(
                in_channels,
                out_channels,
                kernel_size,
                stride=stride,
                padding=padding,
                output_padding=output_padding,
                dilation=dilation,
                bias=bias,
            ),
            out_channels,
            activation=activation,
            gate=gate,
        )


class HATMaskEmbedding(HATMaskLayer):
    """HAT mask of a layer of a hand-made network: embedding of ids.

    The operation, an optional activation, and a mask of the units that it emits: `layer(x, s)`.

    Shapes: (batch, places), ids -> (batch, places, out_features).
    """

    def __init__(
        self, num_embeddings: int, out_features: int, *, activation: nn.Module | None = None, gate: Gate = "sigmoid"
    ) -> None:
        """Makes the layer.

        Args:
            num_embeddings: How many ids there are, counted from 0; the input of the network holds them.
            out_features: Units.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
        """
        super().__init__(
            Embedding(num_embeddings, out_features, bias=False), out_features, activation=activation, gate=gate, axis=-1
        )


class HATMaskLinear(HATMaskLayer):
    """HAT mask of a layer of a hand-made network: fully connected layer.

    The operation, an optional activation, and a mask of the units that it emits: `layer(x, s)`.

    Shapes: (batch, in_features, ...) -> (batch, out_features, ...).
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
        """Makes the layer.

        Args:
            in_features: Features of the input.
            out_features: Units.
            bias: Whether the operation has a bias.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
        """
        super().__init__(
            nn.Linear(in_features, out_features, bias=bias), out_features, activation=activation, gate=gate
        )


class PackNetConv1d(PackNetLayer, masked(nn.Conv1d)):
    """PackNet of a layer of a hand-made network: one-dimensional convolution.

    Weights that tasks share out among themselves: `layer(x)` for the current task, `layer(x, layer.mask(1))` for the
    first.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
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
        dilation: int = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Step of the window.
            padding: Zeros added at each end.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class PackNetConv2d(PackNetLayer, masked(nn.Conv2d)):
    """PackNet of a layer of a hand-made network: two-dimensional convolution.

    Weights that tasks share out among themselves: `layer(x)` for the current task, `layer(x, layer.mask(1))` for the
    first.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class PackNetConv3d(PackNetLayer, masked(nn.Conv3d)):
    """PackNet of a layer of a hand-made network: three-dimensional convolution.

    Weights that tasks share out among themselves: `layer(x)` for the current task, `layer(x, layer.mask(1))` for the
    first.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class PackNetConvTranspose1d(PackNetLayer, masked(nn.ConvTranspose1d)):
    """PackNet of a layer of a hand-made network: one-dimensional transposed convolution without groups.

    Weights that tasks share out among themselves: `layer(x)` for the current task, `layer(x, layer.mask(1))` for the
    first.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        output_padding: int = 0,
        bias: bool = True,
        *,
        dilation: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each end.
            output_padding: Places added at the far end, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class PackNetConvTranspose2d(PackNetLayer, masked(nn.ConvTranspose2d)):
    """PackNet of a layer of a hand-made network: two-dimensional transposed convolution without groups.

    Weights that tasks share out among themselves: `layer(x)` for the current task, `layer(x, layer.mask(1))` for the
    first.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        output_padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class PackNetConvTranspose3d(PackNetLayer, masked(nn.ConvTranspose3d)):
    """PackNet of a layer of a hand-made network: three-dimensional transposed convolution without groups.

    Weights that tasks share out among themselves: `layer(x)` for the current task, `layer(x, layer.mask(1))` for the
    first.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        output_padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class PackNetEmbedding(PackNetLayer, masked(Embedding)):
    """PackNet of a layer of a hand-made network: embedding of ids.

    Weights that tasks share out among themselves: `layer(x)` for the current task, `layer(x, layer.mask(1))` for the
    first.

    Shapes: (batch, places), ids -> (batch, places, out_features).
    """

    def __init__(self, num_embeddings: int, out_features: int) -> None:
        """Makes the layer.

        Args:
            num_embeddings: How many ids there are, counted from 0; the input of the network holds them.
            out_features: Units.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__({"num_embeddings": num_embeddings, "out_features": out_features}, bias=False)


class PackNetLinear(PackNetLayer, masked(nn.Linear)):
    """PackNet of a layer of a hand-made network: fully connected layer.

    Weights that tasks share out among themselves: `layer(x)` for the current task, `layer(x, layer.mask(1))` for the
    first.

    Shapes: (batch, in_features, ...) -> (batch, out_features, ...).
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        """Makes the layer.

        Args:
            in_features: Features of the input.
            out_features: Units.
            bias: Whether the operation has a bias.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__({"in_features": in_features, "out_features": out_features}, bias=bias)


class PiggybackConv1d(PiggybackLayer, masked(nn.Conv1d)):
    """Piggyback of a layer of a hand-made network: one-dimensional convolution.

    Frozen weights, of which those are kept whose scores are above 0.005: `layer(x)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
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
        dilation: int = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Step of the window.
            padding: Zeros added at each end.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class PiggybackConv2d(PiggybackLayer, masked(nn.Conv2d)):
    """Piggyback of a layer of a hand-made network: two-dimensional convolution.

    Frozen weights, of which those are kept whose scores are above 0.005: `layer(x)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class PiggybackConv3d(PiggybackLayer, masked(nn.Conv3d)):
    """Piggyback of a layer of a hand-made network: three-dimensional convolution.

    Frozen weights, of which those are kept whose scores are above 0.005: `layer(x)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class PiggybackConvTranspose1d(PiggybackLayer, masked(nn.ConvTranspose1d)):
    """Piggyback of a layer of a hand-made network: one-dimensional transposed convolution without groups.

    Frozen weights, of which those are kept whose scores are above 0.005: `layer(x)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        output_padding: int = 0,
        bias: bool = True,
        *,
        dilation: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each end.
            output_padding: Places added at the far end, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class PiggybackConvTranspose2d(PiggybackLayer, masked(nn.ConvTranspose2d)):
    """Piggyback of a layer of a hand-made network: two-dimensional transposed convolution without groups.

    Frozen weights, of which those are kept whose scores are above 0.005: `layer(x)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        output_padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class PiggybackConvTranspose3d(PiggybackLayer, masked(nn.ConvTranspose3d)):
    """Piggyback of a layer of a hand-made network: three-dimensional transposed convolution without groups.

    Frozen weights, of which those are kept whose scores are above 0.005: `layer(x)`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        output_padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class PiggybackEmbedding(PiggybackLayer, masked(Embedding)):
    """Piggyback of a layer of a hand-made network: embedding of ids.

    Frozen weights, of which those are kept whose scores are above 0.005: `layer(x)`.

    Shapes: (batch, places), ids -> (batch, places, out_features).
    """

    def __init__(self, num_embeddings: int, out_features: int) -> None:
        """Makes the layer.

        Args:
            num_embeddings: How many ids there are, counted from 0; the input of the network holds them.
            out_features: Units.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__({"num_embeddings": num_embeddings, "out_features": out_features}, bias=False)


class PiggybackLinear(PiggybackLayer, masked(nn.Linear)):
    """Piggyback of a layer of a hand-made network: fully connected layer.

    Frozen weights, of which those are kept whose scores are above 0.005: `layer(x)`.

    Shapes: (batch, in_features, ...) -> (batch, out_features, ...).
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        """Makes the layer.

        Args:
            in_features: Features of the input.
            out_features: Units.
            bias: Whether the operation has a bias.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__({"in_features": in_features, "out_features": out_features}, bias=bias)


class SupSupConv1d(SupSupLayer, masked(nn.Conv1d)):
    """SupSup of a layer of a hand-made network: one-dimensional convolution.

    Frozen constants, of which those with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
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
        dilation: int = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Step of the window.
            padding: Zeros added at each end.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class SupSupConv2d(SupSupLayer, masked(nn.Conv2d)):
    """SupSup of a layer of a hand-made network: two-dimensional convolution.

    Frozen constants, of which those with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class SupSupConv3d(SupSupLayer, masked(nn.Conv3d)):
    """SupSup of a layer of a hand-made network: three-dimensional convolution.

    Frozen constants, of which those with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class SupSupConvTranspose1d(SupSupLayer, masked(nn.ConvTranspose1d)):
    """SupSup of a layer of a hand-made network: one-dimensional transposed convolution without groups.

    Frozen constants, of which those with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        output_padding: int = 0,
        bias: bool = True,
        *,
        dilation: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each end.
            output_padding: Places added at the far end, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class SupSupConvTranspose2d(SupSupLayer, masked(nn.ConvTranspose2d)):
    """SupSup of a layer of a hand-made network: two-dimensional transposed convolution without groups.

    Frozen constants, of which those with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        output_padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class SupSupConvTranspose3d(SupSupLayer, masked(nn.ConvTranspose3d)):
    """SupSup of a layer of a hand-made network: three-dimensional transposed convolution without groups.

    Frozen constants, of which those with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        output_padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class SupSupEmbedding(SupSupLayer, masked(Embedding)):
    """SupSup of a layer of a hand-made network: embedding of ids.

    Frozen constants, of which those with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, places), ids -> (batch, places, out_features).
    """

    def __init__(self, num_embeddings: int, out_features: int) -> None:
        """Makes the layer.

        Args:
            num_embeddings: How many ids there are, counted from 0; the input of the network holds them.
            out_features: Units.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__({"num_embeddings": num_embeddings, "out_features": out_features}, bias=False)


class SupSupLinear(SupSupLayer, masked(nn.Linear)):
    """SupSup of a layer of a hand-made network: fully connected layer.

    Frozen constants, of which those with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_features, ...) -> (batch, out_features, ...).
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        """Makes the layer.

        Args:
            in_features: Features of the input.
            out_features: Units.
            bias: Whether the operation has a bias.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__({"in_features": in_features, "out_features": out_features}, bias=bias)


class WSNMaskConv1d(WSNMaskLayer, masked(nn.Conv1d)):
    """WSN mask of a layer of a hand-made network: one-dimensional convolution.

    Weights and biases with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
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
        dilation: int = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Step of the window.
            padding: Zeros added at each end.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class WSNMaskConv2d(WSNMaskLayer, masked(nn.Conv2d)):
    """WSN mask of a layer of a hand-made network: two-dimensional convolution.

    Weights and biases with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class WSNMaskConv3d(WSNMaskLayer, masked(nn.Conv3d)):
    """WSN mask of a layer of a hand-made network: three-dimensional convolution.

    Weights and biases with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
        groups: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Step of the window.
            padding: Zeros added at each border.
            bias: Whether the operation has a bias.
            dilation: Distance between the places that the window reads.
            groups: Runs into which channels and units are split; a unit reads the channels of its own run alone.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=bias,
        )


class WSNMaskConvTranspose1d(WSNMaskLayer, masked(nn.ConvTranspose1d)):
    """WSN mask of a layer of a hand-made network: one-dimensional transposed convolution without groups.

    Weights and biases with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        output_padding: int = 0,
        bias: bool = True,
        *,
        dilation: int = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Length of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each end.
            output_padding: Places added at the far end, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class WSNMaskConvTranspose2d(WSNMaskLayer, masked(nn.ConvTranspose2d)):
    """WSN mask of a layer of a hand-made network: two-dimensional transposed convolution without groups.

    Weights and biases with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        output_padding: int | tuple[int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int] = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class WSNMaskConvTranspose3d(WSNMaskLayer, masked(nn.ConvTranspose3d)):
    """WSN mask of a layer of a hand-made network: three-dimensional transposed convolution without groups.

    Weights and biases with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_channels, ...) -> (batch, out_channels, ...).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int, int],
        stride: int | tuple[int, int, int] = 1,
        padding: int | tuple[int, int, int] = 0,
        output_padding: int | tuple[int, int, int] = 0,
        bias: bool = True,
        *,
        dilation: int | tuple[int, int, int] = 1,
    ) -> None:
        """Makes the layer.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Depth, height and width of the window.
            stride: Distance between the windows of neighbouring places.
            padding: Places taken away at each border.
            output_padding: Places added at the far border, fewer than `stride` or `dilation`.
            bias: Whether the operation has a bias.
            dilation: Distance between the places to which the window adds.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__(
            {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size},
            stride=stride,
            padding=padding,
            output_padding=output_padding,
            dilation=dilation,
            bias=bias,
        )


class WSNMaskEmbedding(WSNMaskLayer, masked(Embedding)):
    """WSN mask of a layer of a hand-made network: embedding of ids.

    Weights and biases with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, places), ids -> (batch, places, out_features).
    """

    def __init__(self, num_embeddings: int, out_features: int) -> None:
        """Makes the layer.

        Args:
            num_embeddings: How many ids there are, counted from 0; the input of the network holds them.
            out_features: Units.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__({"num_embeddings": num_embeddings, "out_features": out_features}, bias=False)


class WSNMaskLinear(WSNMaskLayer, masked(nn.Linear)):
    """WSN mask of a layer of a hand-made network: fully connected layer.

    Weights and biases with the largest scores are kept: `layer(x, *layer.mask(0.5))`.

    Shapes: (batch, in_features, ...) -> (batch, out_features, ...).
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        """Makes the layer.

        Args:
            in_features: Features of the input.
            out_features: Units.
            bias: Whether the operation has a bias.

        Raises:
            ValueError: A size is below 1.
        """
        super().__init__({"in_features": in_features, "out_features": out_features}, bias=bias)
