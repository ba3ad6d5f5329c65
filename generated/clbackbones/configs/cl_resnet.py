# Generated from schema/architectures/resnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, CL."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.plain_resnet import PlainResNetConfig

if TYPE_CHECKING:
    from ..cl_resnet import (
        CLResNet18,
        CLResNet34,
        CLResNet50,
        CLResNet101,
        CLResNet152,
        CLResNeXt50_32x4d,
        CLResNeXt101_32x8d,
        CLWideResNet50_2,
    )

__all__ = [
    "CLResNeXt50_32x4dConfig",
    "CLResNeXt101_32x8dConfig",
    "CLResNet18Config",
    "CLResNet34Config",
    "CLResNet50Config",
    "CLResNet52Config",
    "CLResNet101Config",
    "CLResNet152Config",
    "CLResNetConfig",
    "CLWideResNet50_2Config",
]


@frozen(kw_only=True, repr=False)
class CLResNetConfig(PlainResNetConfig):
    """Config of the variants of `CLResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
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
class CLResNet18Config(CLResNetConfig):
    """Config of `CLResNet18`."""

    class_name: ClassVar[str] = "CLResNet18"

    def build(self) -> "CLResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet34Config(CLResNetConfig):
    """Config of `CLResNet34`."""

    class_name: ClassVar[str] = "CLResNet34"

    def build(self) -> "CLResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet50Config(CLResNetConfig):
    """Config of `CLResNet50`."""

    class_name: ClassVar[str] = "CLResNet50"

    def build(self) -> "CLResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet101Config(CLResNetConfig):
    """Config of `CLResNet101`."""

    class_name: ClassVar[str] = "CLResNet101"

    def build(self) -> "CLResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet152Config(CLResNetConfig):
    """Config of `CLResNet152`."""

    class_name: ClassVar[str] = "CLResNet152"

    def build(self) -> "CLResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNeXt50_32x4dConfig(CLResNetConfig):
    """Config of `CLResNeXt50_32x4d`."""

    class_name: ClassVar[str] = "CLResNeXt50_32x4d"

    def build(self) -> "CLResNeXt50_32x4d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNeXt101_32x8dConfig(CLResNetConfig):
    """Config of `CLResNeXt101_32x8d`."""

    class_name: ClassVar[str] = "CLResNeXt101_32x8d"

    def build(self) -> "CLResNeXt101_32x8d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLWideResNet50_2Config(CLResNetConfig):
    """Config of `CLWideResNet50_2`."""

    class_name: ClassVar[str] = "CLWideResNet50_2"

    def build(self) -> "CLWideResNet50_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)


CLResNet52Config = CLResNet50Config
"""Another name of `CLResNet50Config`."""
