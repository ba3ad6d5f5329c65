# Generated from schema/architectures/resnet.json and schema/mechanisms/piggyback.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, Piggyback."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_resnet import WeightMaskedResNetConfig

if TYPE_CHECKING:
    from ..piggyback_resnet import (
        PiggybackResNet18,
        PiggybackResNet34,
        PiggybackResNet50,
        PiggybackResNet101,
        PiggybackResNet152,
        PiggybackResNeXt50_32x4d,
        PiggybackResNeXt101_32x8d,
        PiggybackWideResNet50_2,
    )

__all__ = [
    "PiggybackResNeXt50_32x4dConfig",
    "PiggybackResNeXt101_32x8dConfig",
    "PiggybackResNet18Config",
    "PiggybackResNet34Config",
    "PiggybackResNet50Config",
    "PiggybackResNet52Config",
    "PiggybackResNet101Config",
    "PiggybackResNet152Config",
    "PiggybackResNetConfig",
    "PiggybackWideResNet50_2Config",
]


@frozen(kw_only=True, repr=False)
class PiggybackResNetConfig(WeightMaskedResNetConfig):
    """Config of the variants of `PiggybackResNet`.

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
        stem: The first convolution and what follows it. `"imagenet"`: 7x7 convolution of stride 2, then 3x3
            max-pooling of stride 2; for images of 224x224. `"cifar"`: 3x3 convolution of stride 1, no pooling; for
            images of 32x32.
        layout: Whose ResNet it is, layer for layer. `"torchvision"`: As in torchvision: the stride is in the first
            3x3 convolution of a block, the shortcut convolution has a norm, initial weights are torchvision's.
            `"clarena"`: As in CLArena: the stride is in the last 3x3 convolution of a block, the shortcut
            convolution has no norm.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
            are drawn at random.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """


@frozen(kw_only=True, repr=False)
class PiggybackResNet18Config(PiggybackResNetConfig):
    """Config of `PiggybackResNet18`."""

    class_name: ClassVar[str] = "PiggybackResNet18"

    def build(self) -> "PiggybackResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNet34Config(PiggybackResNetConfig):
    """Config of `PiggybackResNet34`."""

    class_name: ClassVar[str] = "PiggybackResNet34"

    def build(self) -> "PiggybackResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNet50Config(PiggybackResNetConfig):
    """Config of `PiggybackResNet50`."""

    class_name: ClassVar[str] = "PiggybackResNet50"

    def build(self) -> "PiggybackResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNet101Config(PiggybackResNetConfig):
    """Config of `PiggybackResNet101`."""

    class_name: ClassVar[str] = "PiggybackResNet101"

    def build(self) -> "PiggybackResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNet152Config(PiggybackResNetConfig):
    """Config of `PiggybackResNet152`."""

    class_name: ClassVar[str] = "PiggybackResNet152"

    def build(self) -> "PiggybackResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNeXt50_32x4dConfig(PiggybackResNetConfig):
    """Config of `PiggybackResNeXt50_32x4d`."""

    class_name: ClassVar[str] = "PiggybackResNeXt50_32x4d"

    def build(self) -> "PiggybackResNeXt50_32x4d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackResNeXt101_32x8dConfig(PiggybackResNetConfig):
    """Config of `PiggybackResNeXt101_32x8d`."""

    class_name: ClassVar[str] = "PiggybackResNeXt101_32x8d"

    def build(self) -> "PiggybackResNeXt101_32x8d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PiggybackWideResNet50_2Config(PiggybackResNetConfig):
    """Config of `PiggybackWideResNet50_2`."""

    class_name: ClassVar[str] = "PiggybackWideResNet50_2"

    def build(self) -> "PiggybackWideResNet50_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)


PiggybackResNet52Config = PiggybackResNet50Config
"""Another name of `PiggybackResNet50Config`."""
