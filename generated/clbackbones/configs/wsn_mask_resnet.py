# Generated from schema/architectures/resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, WSN mask."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_resnet import WeightMaskedResNetConfig

if TYPE_CHECKING:
    from ..wsn_mask_resnet import (
        WSNMaskResNet18,
        WSNMaskResNet34,
        WSNMaskResNet50,
        WSNMaskResNet101,
        WSNMaskResNet152,
        WSNMaskResNeXt50_32x4d,
        WSNMaskResNeXt101_32x8d,
        WSNMaskWideResNet50_2,
    )

__all__ = [
    "WSNMaskResNeXt50_32x4dConfig",
    "WSNMaskResNeXt101_32x8dConfig",
    "WSNMaskResNet18Config",
    "WSNMaskResNet34Config",
    "WSNMaskResNet50Config",
    "WSNMaskResNet52Config",
    "WSNMaskResNet101Config",
    "WSNMaskResNet152Config",
    "WSNMaskResNetConfig",
    "WSNMaskWideResNet50_2Config",
]


@frozen(kw_only=True, repr=False)
class WSNMaskResNetConfig(WeightMaskedResNetConfig):
    """Config of the variants of `WSNMaskResNet`.

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
        carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
            does) or draws them anew.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """

    carry_over_scores: bool = True
    """Whether a new task starts from the scores of the one before it (as the authors' code does) or draws them anew."""


@frozen(kw_only=True, repr=False)
class WSNMaskResNet18Config(WSNMaskResNetConfig):
    """Config of `WSNMaskResNet18`."""

    class_name: ClassVar[str] = "WSNMaskResNet18"

    def build(self) -> "WSNMaskResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNet34Config(WSNMaskResNetConfig):
    """Config of `WSNMaskResNet34`."""

    class_name: ClassVar[str] = "WSNMaskResNet34"

    def build(self) -> "WSNMaskResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNet50Config(WSNMaskResNetConfig):
    """Config of `WSNMaskResNet50`."""

    class_name: ClassVar[str] = "WSNMaskResNet50"

    def build(self) -> "WSNMaskResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNet101Config(WSNMaskResNetConfig):
    """Config of `WSNMaskResNet101`."""

    class_name: ClassVar[str] = "WSNMaskResNet101"

    def build(self) -> "WSNMaskResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNet152Config(WSNMaskResNetConfig):
    """Config of `WSNMaskResNet152`."""

    class_name: ClassVar[str] = "WSNMaskResNet152"

    def build(self) -> "WSNMaskResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNeXt50_32x4dConfig(WSNMaskResNetConfig):
    """Config of `WSNMaskResNeXt50_32x4d`."""

    class_name: ClassVar[str] = "WSNMaskResNeXt50_32x4d"

    def build(self) -> "WSNMaskResNeXt50_32x4d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNeXt101_32x8dConfig(WSNMaskResNetConfig):
    """Config of `WSNMaskResNeXt101_32x8d`."""

    class_name: ClassVar[str] = "WSNMaskResNeXt101_32x8d"

    def build(self) -> "WSNMaskResNeXt101_32x8d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskWideResNet50_2Config(WSNMaskResNetConfig):
    """Config of `WSNMaskWideResNet50_2`."""

    class_name: ClassVar[str] = "WSNMaskWideResNet50_2"

    def build(self) -> "WSNMaskWideResNet50_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)


WSNMaskResNet52Config = WSNMaskResNet50Config
"""Another name of `WSNMaskResNet50Config`."""
