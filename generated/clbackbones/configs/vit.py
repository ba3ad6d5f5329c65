# Generated from schema/architectures/vit.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Vision transformer, plain."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.plain_vit import PlainViTConfig

if TYPE_CHECKING:
    from ..vit import ViTBase16, ViTSmall16, ViTTiny16

__all__ = ["ViTBase16Config", "ViTConfig", "ViTSmall16Config", "ViTTiny16Config"]


@frozen(kw_only=True, repr=False)
class ViTConfig(PlainViTConfig):
    """Config of the variants of `ViT`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        image_size: Height and width of images; what is left beyond the last whole patch is not read. At least 16
            and at most 65536.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        width_multiplier: Factor of the width, which is rounded to a multiple of the number of heads. Greater than 0
            and at most 64.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        layer_normalization: Whether there are layer normalizations.
        bias: Whether linear layers and the convolution have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's or timm's network; the classifier's are left out.
            None: Weights are drawn at random.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    image_size: int = 224
    """Height and width of images; what is left beyond the last whole patch is not read. At least 16 and at most 65536.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's or timm's network; the classifier's are left out. None: Weights are drawn at random.
    """


@frozen(kw_only=True, repr=False)
class ViTTiny16Config(ViTConfig):
    """Config of `ViTTiny16`."""

    class_name: ClassVar[str] = "ViTTiny16"

    def build(self) -> "ViTTiny16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ViTSmall16Config(ViTConfig):
    """Config of `ViTSmall16`."""

    class_name: ClassVar[str] = "ViTSmall16"

    def build(self) -> "ViTSmall16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ViTBase16Config(ViTConfig):
    """Config of `ViTBase16`."""

    class_name: ClassVar[str] = "ViTBase16"

    def build(self) -> "ViTBase16":
        """Builds the backbone; imports torch."""
        return Config.build(self)
