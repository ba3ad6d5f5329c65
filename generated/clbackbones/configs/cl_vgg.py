# Generated from schema/architectures/vgg.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: VGG, CL."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.plain_vgg import PlainVGGConfig

if TYPE_CHECKING:
    from ..cl_vgg import CLVGG11, CLVGG13, CLVGG16, CLVGG19

__all__ = ["CLVGG11Config", "CLVGG13Config", "CLVGG16Config", "CLVGG19Config", "CLVGGConfig"]


@frozen(kw_only=True, repr=False)
class CLVGGConfig(PlainVGGConfig):
    """Config of the variants of `CLVGG`.

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
            path of a file with a state dict of torchvision's network, with batch normalization or without it as
            this one; the classifier's are left out. None: Weights are drawn at random.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network, with batch normalization or without it as this one; the classifier's are left out.
    None: Weights are drawn at random.
    """


@frozen(kw_only=True, repr=False)
class CLVGG11Config(CLVGGConfig):
    """Config of `CLVGG11`."""

    class_name: ClassVar[str] = "CLVGG11"

    def build(self) -> "CLVGG11":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLVGG13Config(CLVGGConfig):
    """Config of `CLVGG13`."""

    class_name: ClassVar[str] = "CLVGG13"

    def build(self) -> "CLVGG13":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLVGG16Config(CLVGGConfig):
    """Config of `CLVGG16`."""

    class_name: ClassVar[str] = "CLVGG16"

    def build(self) -> "CLVGG16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLVGG19Config(CLVGGConfig):
    """Config of `CLVGG19`."""

    class_name: ClassVar[str] = "CLVGG19"

    def build(self) -> "CLVGG19":
        """Builds the backbone; imports torch."""
        return Config.build(self)
