# Generated from schema/architectures/resnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, CL, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cl_resnet

if TYPE_CHECKING:
    from ...clarena.cl_resnet import CLResNet18, CLResNet34, CLResNet50, CLResNet101, CLResNet152

__all__ = [
    "CLResNet18Config",
    "CLResNet34Config",
    "CLResNet50Config",
    "CLResNet52Config",
    "CLResNet101Config",
    "CLResNet152Config",
    "CLResNetConfig",
]


@frozen(kw_only=True, repr=False)
class CLResNetConfig(cl_resnet.CLResNetConfig):
    """Config of the variants of `clarena.CLResNet`.

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
class CLResNet18Config(CLResNetConfig, cl_resnet.CLResNet18Config):
    """Config of `clarena.CLResNet18`."""

    class_name: ClassVar[str] = "clarena.CLResNet18"

    def build(self) -> "CLResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet34Config(CLResNetConfig, cl_resnet.CLResNet34Config):
    """Config of `clarena.CLResNet34`."""

    class_name: ClassVar[str] = "clarena.CLResNet34"

    def build(self) -> "CLResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet50Config(CLResNetConfig, cl_resnet.CLResNet50Config):
    """Config of `clarena.CLResNet50`."""

    class_name: ClassVar[str] = "clarena.CLResNet50"

    def build(self) -> "CLResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet101Config(CLResNetConfig, cl_resnet.CLResNet101Config):
    """Config of `clarena.CLResNet101`."""

    class_name: ClassVar[str] = "clarena.CLResNet101"

    def build(self) -> "CLResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet152Config(CLResNetConfig, cl_resnet.CLResNet152Config):
    """Config of `clarena.CLResNet152`."""

    class_name: ClassVar[str] = "clarena.CLResNet152"

    def build(self) -> "CLResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


CLResNet52Config = CLResNet50Config
"""Another name of `CLResNet50Config`."""
