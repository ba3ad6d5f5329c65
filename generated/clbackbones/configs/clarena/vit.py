# Generated from schema/architectures/vit.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Vision transformer, plain, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import vit

if TYPE_CHECKING:
    from ...clarena.vit import ViTBase16, ViTSmall16, ViTTiny16

__all__ = ["ViTBase16Config", "ViTConfig", "ViTSmall16Config", "ViTTiny16Config"]


@frozen(kw_only=True, repr=False)
class ViTConfig(vit.ViTConfig):
    """Config of the variants of `clarena.ViT`.

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
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class ViTTiny16Config(ViTConfig, vit.ViTTiny16Config):
    """Config of `clarena.ViTTiny16`."""

    class_name: ClassVar[str] = "clarena.ViTTiny16"

    def build(self) -> "ViTTiny16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ViTSmall16Config(ViTConfig, vit.ViTSmall16Config):
    """Config of `clarena.ViTSmall16`."""

    class_name: ClassVar[str] = "clarena.ViTSmall16"

    def build(self) -> "ViTSmall16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ViTBase16Config(ViTConfig, vit.ViTBase16Config):
    """Config of `clarena.ViTBase16`."""

    class_name: ClassVar[str] = "clarena.ViTBase16"

    def build(self) -> "ViTBase16":
        """Builds the backbone; imports torch."""
        return Config.build(self)
