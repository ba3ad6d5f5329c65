# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/piggyback.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network for CIFAR, Piggyback."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.weight_masked_cifar_resnet import WeightMaskedCIFARResNetConfig

if TYPE_CHECKING:
    from ..piggyback_cifar_resnet import (
        PiggybackResNet20,
        PiggybackResNet32,
        PiggybackResNet44,
        PiggybackResNet56,
        PiggybackResNet110,
    )

__all__ = [
    "PiggybackCIFARResNetConfig",
    "PiggybackResNet20Config",
    "PiggybackResNet32Config",
    "PiggybackResNet44Config",
    "PiggybackResNet56Config",
    "PiggybackResNet110Config",
]


@frozen(kw_only=True, repr=False)
class PiggybackCIFARResNetConfig(WeightMaskedCIFARResNetConfig):
    """Config of the variants of `PiggybackCIFARResNet`.

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
class PiggybackResNet20Config(PiggybackCIFARResNetConfig):
    """Config of `PiggybackResNet20`."""

    class_name: ClassVar[str] = "PiggybackResNet20"

    def build(self) -> "PiggybackResNet20":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNet32Config(PiggybackCIFARResNetConfig):
    """Config of `PiggybackResNet32`."""

    class_name: ClassVar[str] = "PiggybackResNet32"

    def build(self) -> "PiggybackResNet32":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNet44Config(PiggybackCIFARResNetConfig):
    """Config of `PiggybackResNet44`."""

    class_name: ClassVar[str] = "PiggybackResNet44"

    def build(self) -> "PiggybackResNet44":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNet56Config(PiggybackCIFARResNetConfig):
    """Config of `PiggybackResNet56`."""

    class_name: ClassVar[str] = "PiggybackResNet56"

    def build(self) -> "PiggybackResNet56":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNet110Config(PiggybackCIFARResNetConfig):
    """Config of `PiggybackResNet110`."""

    class_name: ClassVar[str] = "PiggybackResNet110"

    def build(self) -> "PiggybackResNet110":
        """Builds the backbone; imports torch."""
        return Config.build(self)
