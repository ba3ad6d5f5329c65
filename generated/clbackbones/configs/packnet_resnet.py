# Generated from schema/architectures/resnet.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, PackNet."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_resnet import WeightMaskedResNetConfig

if TYPE_CHECKING:
    from ..packnet_resnet import (
        PackNetResNet18,
        PackNetResNet34,
        PackNetResNet50,
        PackNetResNet101,
        PackNetResNet152,
        PackNetResNeXt50_32x4d,
        PackNetResNeXt101_32x8d,
        PackNetWideResNet50_2,
    )

__all__ = [
    "PackNetResNeXt50_32x4dConfig",
    "PackNetResNeXt101_32x8dConfig",
    "PackNetResNet18Config",
    "PackNetResNet34Config",
    "PackNetResNet50Config",
    "PackNetResNet52Config",
    "PackNetResNet101Config",
    "PackNetResNet152Config",
    "PackNetResNetConfig",
    "PackNetWideResNet50_2Config",
]


@frozen(kw_only=True, repr=False)
class PackNetResNetConfig(WeightMaskedResNetConfig):
    """Config of the variants of `PackNetResNet`.

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
class PackNetResNet18Config(PackNetResNetConfig):
    """Config of `PackNetResNet18`."""

    class_name: ClassVar[str] = "PackNetResNet18"

    def build(self) -> "PackNetResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNet34Config(PackNetResNetConfig):
    """Config of `PackNetResNet34`."""

    class_name: ClassVar[str] = "PackNetResNet34"

    def build(self) -> "PackNetResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNet50Config(PackNetResNetConfig):
    """Config of `PackNetResNet50`."""

    class_name: ClassVar[str] = "PackNetResNet50"

    def build(self) -> "PackNetResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNet101Config(PackNetResNetConfig):
    """Config of `PackNetResNet101`."""

    class_name: ClassVar[str] = "PackNetResNet101"

    def build(self) -> "PackNetResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNet152Config(PackNetResNetConfig):
    """Config of `PackNetResNet152`."""

    class_name: ClassVar[str] = "PackNetResNet152"

    def build(self) -> "PackNetResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNeXt50_32x4dConfig(PackNetResNetConfig):
    """Config of `PackNetResNeXt50_32x4d`."""

    class_name: ClassVar[str] = "PackNetResNeXt50_32x4d"

    def build(self) -> "PackNetResNeXt50_32x4d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetResNeXt101_32x8dConfig(PackNetResNetConfig):
    """Config of `PackNetResNeXt101_32x8d`."""

    class_name: ClassVar[str] = "PackNetResNeXt101_32x8d"

    def build(self) -> "PackNetResNeXt101_32x8d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetWideResNet50_2Config(PackNetResNetConfig):
    """Config of `PackNetWideResNet50_2`."""

    class_name: ClassVar[str] = "PackNetWideResNet50_2"

    def build(self) -> "PackNetWideResNet50_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)


PackNetResNet52Config = PackNetResNet50Config
"""Another name of `PackNetResNet50Config`."""
