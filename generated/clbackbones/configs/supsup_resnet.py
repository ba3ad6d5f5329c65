# Generated from schema/architectures/resnet.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, SupSup."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_resnet import WeightMaskedResNetConfig

if TYPE_CHECKING:
    from ..supsup_resnet import (
        SupSupResNet18,
        SupSupResNet34,
        SupSupResNet50,
        SupSupResNet101,
        SupSupResNet152,
        SupSupResNeXt50_32x4d,
        SupSupResNeXt101_32x8d,
        SupSupWideResNet50_2,
    )

__all__ = [
    "SupSupResNeXt50_32x4dConfig",
    "SupSupResNeXt101_32x8dConfig",
    "SupSupResNet18Config",
    "SupSupResNet34Config",
    "SupSupResNet50Config",
    "SupSupResNet52Config",
    "SupSupResNet101Config",
    "SupSupResNet152Config",
    "SupSupResNetConfig",
    "SupSupWideResNet50_2Config",
]


@frozen(kw_only=True, repr=False)
class SupSupResNetConfig(WeightMaskedResNetConfig):
    """Config of the variants of `SupSupResNet`.

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
        carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
            scores drawn anew.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """

    carry_over_scores: bool = False
    """Whether a new task starts from scores that favour what many earlier tasks use, or from scores drawn anew."""


@frozen(kw_only=True, repr=False)
class SupSupResNet18Config(SupSupResNetConfig):
    """Config of `SupSupResNet18`."""

    class_name: ClassVar[str] = "SupSupResNet18"

    def build(self) -> "SupSupResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNet34Config(SupSupResNetConfig):
    """Config of `SupSupResNet34`."""

    class_name: ClassVar[str] = "SupSupResNet34"

    def build(self) -> "SupSupResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNet50Config(SupSupResNetConfig):
    """Config of `SupSupResNet50`."""

    class_name: ClassVar[str] = "SupSupResNet50"

    def build(self) -> "SupSupResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNet101Config(SupSupResNetConfig):
    """Config of `SupSupResNet101`."""

    class_name: ClassVar[str] = "SupSupResNet101"

    def build(self) -> "SupSupResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNet152Config(SupSupResNetConfig):
    """Config of `SupSupResNet152`."""

    class_name: ClassVar[str] = "SupSupResNet152"

    def build(self) -> "SupSupResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNeXt50_32x4dConfig(SupSupResNetConfig):
    """Config of `SupSupResNeXt50_32x4d`."""

    class_name: ClassVar[str] = "SupSupResNeXt50_32x4d"

    def build(self) -> "SupSupResNeXt50_32x4d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupResNeXt101_32x8dConfig(SupSupResNetConfig):
    """Config of `SupSupResNeXt101_32x8d`."""

    class_name: ClassVar[str] = "SupSupResNeXt101_32x8d"

    def build(self) -> "SupSupResNeXt101_32x8d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupWideResNet50_2Config(SupSupResNetConfig):
    """Config of `SupSupWideResNet50_2`."""

    class_name: ClassVar[str] = "SupSupWideResNet50_2"

    def build(self) -> "SupSupWideResNet50_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)


SupSupResNet52Config = SupSupResNet50Config
"""Another name of `SupSupResNet50Config`."""
