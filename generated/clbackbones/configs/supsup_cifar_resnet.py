# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network for CIFAR, SupSup."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.weight_masked_cifar_resnet import WeightMaskedCIFARResNetConfig

if TYPE_CHECKING:
    from ..supsup_cifar_resnet import SupSupResNet20, SupSupResNet32, SupSupResNet44, SupSupResNet56, SupSupResNet110

__all__ = [
    "SupSupCIFARResNetConfig",
    "SupSupResNet20Config",
    "SupSupResNet32Config",
    "SupSupResNet44Config",
    "SupSupResNet56Config",
    "SupSupResNet110Config",
]


@frozen(kw_only=True, repr=False)
class SupSupCIFARResNetConfig(WeightMaskedCIFARResNetConfig):
    """Config of the variants of `SupSupCIFARResNet`.

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
        carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
            scores drawn anew.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    carry_over_scores: bool = False
    """Whether a new task starts from scores that favour what many earlier tasks use, or from scores drawn anew."""


@frozen(kw_only=True, repr=False)
class SupSupResNet20Config(SupSupCIFARResNetConfig):
    """Config of `SupSupResNet20`."""

    class_name: ClassVar[str] = "SupSupResNet20"

    def build(self) -> "SupSupResNet20":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNet32Config(SupSupCIFARResNetConfig):
    """Config of `SupSupResNet32`."""

    class_name: ClassVar[str] = "SupSupResNet32"

    def build(self) -> "SupSupResNet32":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNet44Config(SupSupCIFARResNetConfig):
    """Config of `SupSupResNet44`."""

    class_name: ClassVar[str] = "SupSupResNet44"

    def build(self) -> "SupSupResNet44":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNet56Config(SupSupCIFARResNetConfig):
    """Config of `SupSupResNet56`."""

    class_name: ClassVar[str] = "SupSupResNet56"

    def build(self) -> "SupSupResNet56":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNet110Config(SupSupCIFARResNetConfig):
    """Config of `SupSupResNet110`."""

    class_name: ClassVar[str] = "SupSupResNet110"

    def build(self) -> "SupSupResNet110":
        """Builds the backbone; imports torch."""
        return Config.build(self)
