# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network for CIFAR, PackNet."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.weight_masked_cifar_resnet import WeightMaskedCIFARResNetConfig

if TYPE_CHECKING:
    from ..packnet_cifar_resnet import (
        PackNetResNet20,
        PackNetResNet32,
        PackNetResNet44,
        PackNetResNet56,
        PackNetResNet110,
    )

__all__ = [
    "PackNetCIFARResNetConfig",
    "PackNetResNet20Config",
    "PackNetResNet32Config",
    "PackNetResNet44Config",
    "PackNetResNet56Config",
    "PackNetResNet110Config",
]


@frozen(kw_only=True, repr=False)
class PackNetCIFARResNetConfig(WeightMaskedCIFARResNetConfig):
    """Config of the variants of `PackNetCIFARResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
            the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
            Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
            batch normalization, running statistics; nothing is forgotten. None: No normalization.
        bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
        shortcut_type: What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm,
            as in FACIL. `"zero_padding"`: Every second row and column, and zeros for the new channels, without
            weights (He et al. 2016, Sec. 4.2, option A), as in PyCIL and Mammoth.
        last_activation: Whether an activation ends the last block, as it ends all others; in iCaRL's network
            (Rebuffi et al. 2017) it does not.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""


@frozen(kw_only=True, repr=False)
class PackNetResNet20Config(PackNetCIFARResNetConfig):
    """Config of `PackNetResNet20`."""

    class_name: ClassVar[str] = "PackNetResNet20"

    def build(self) -> "PackNetResNet20":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNet32Config(PackNetCIFARResNetConfig):
    """Config of `PackNetResNet32`."""

    class_name: ClassVar[str] = "PackNetResNet32"

    def build(self) -> "PackNetResNet32":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNet44Config(PackNetCIFARResNetConfig):
    """Config of `PackNetResNet44`."""

    class_name: ClassVar[str] = "PackNetResNet44"

    def build(self) -> "PackNetResNet44":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNet56Config(PackNetCIFARResNetConfig):
    """Config of `PackNetResNet56`."""

    class_name: ClassVar[str] = "PackNetResNet56"

    def build(self) -> "PackNetResNet56":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNet110Config(PackNetCIFARResNetConfig):
    """Config of `PackNetResNet110`."""

    class_name: ClassVar[str] = "PackNetResNet110"

    def build(self) -> "PackNetResNet110":
        """Builds the backbone; imports torch."""
        return Config.build(self)
