# Generated from schema/architectures/vgg.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: VGG, CL, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cl_vgg

if TYPE_CHECKING:
    from ...clarena.cl_vgg import CLVGG11, CLVGG13, CLVGG16, CLVGG19

__all__ = ["CLVGG11Config", "CLVGG13Config", "CLVGG16Config", "CLVGG19Config", "CLVGGConfig"]


@frozen(kw_only=True, repr=False)
class CLVGGConfig(cl_vgg.CLVGGConfig):
    """Config of the variants of `clarena.CLVGG`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each convolution and its activation; fully
            connected layers have none.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training, after each fully connected
            layer. None: No dropout. At least 0 and less than 1.
        linear_layers: What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected
            layers of 4096 units. `"none"`: Global average pooling alone; for small images.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network with batch normalization; the classifier's are
            left out. None: Weights are drawn at random.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class CLVGG11Config(CLVGGConfig, cl_vgg.CLVGG11Config):
    """Config of `clarena.CLVGG11`."""

    class_name: ClassVar[str] = "clarena.CLVGG11"

    def build(self) -> "CLVGG11":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLVGG13Config(CLVGGConfig, cl_vgg.CLVGG13Config):
    """Config of `clarena.CLVGG13`."""

    class_name: ClassVar[str] = "clarena.CLVGG13"

    def build(self) -> "CLVGG13":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLVGG16Config(CLVGGConfig, cl_vgg.CLVGG16Config):
    """Config of `clarena.CLVGG16`."""

    class_name: ClassVar[str] = "clarena.CLVGG16"

    def build(self) -> "CLVGG16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLVGG19Config(CLVGGConfig, cl_vgg.CLVGG19Config):
    """Config of `clarena.CLVGG19`."""

    class_name: ClassVar[str] = "clarena.CLVGG19"

    def build(self) -> "CLVGG19":
        """Builds the backbone; imports torch."""
        return Config.build(self)
