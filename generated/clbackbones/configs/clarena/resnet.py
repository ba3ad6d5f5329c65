# Generated from schema/architectures/resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, plain, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import resnet

if TYPE_CHECKING:
    from ...clarena.resnet import ResNet18, ResNet34, ResNet50, ResNet101, ResNet152

__all__ = [
    "ResNet18Config",
    "ResNet34Config",
    "ResNet50Config",
    "ResNet52Config",
    "ResNet101Config",
    "ResNet152Config",
    "ResNetConfig",
]


@frozen(kw_only=True, repr=False)
class ResNetConfig(resnet.ResNetConfig):
    """Config of the variants of `clarena.ResNet`.

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
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    layout: Literal["torchvision", "clarena"] = "clarena"
    """Whose ResNet it is, layer for layer. `"torchvision"`: As in torchvision: the stride is in the first 3x3
    convolution of a block, the shortcut convolution has a norm, initial weights are torchvision's. `"clarena"`: As
    in CLArena: the stride is in the last 3x3 convolution of a block, the shortcut convolution has no norm.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class ResNet18Config(ResNetConfig, resnet.ResNet18Config):
    """Config of `clarena.ResNet18`."""

    class_name: ClassVar[str] = "clarena.ResNet18"

    def build(self) -> "ResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ResNet34Config(ResNetConfig, resnet.ResNet34Config):
    """Config of `clarena.ResNet34`."""

    class_name: ClassVar[str] = "clarena.ResNet34"

    def build(self) -> "ResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ResNet50Config(ResNetConfig, resnet.ResNet50Config):
    """Config of `clarena.ResNet50`."""

    class_name: ClassVar[str] = "clarena.ResNet50"

    def build(self) -> "ResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ResNet101Config(ResNetConfig, resnet.ResNet101Config):
    """Config of `clarena.ResNet101`."""

    class_name: ClassVar[str] = "clarena.ResNet101"

    def build(self) -> "ResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ResNet152Config(ResNetConfig, resnet.ResNet152Config):
    """Config of `clarena.ResNet152`."""

    class_name: ClassVar[str] = "clarena.ResNet152"

    def build(self) -> "ResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


ResNet52Config = ResNet50Config
"""Another name of `ResNet50Config`."""
