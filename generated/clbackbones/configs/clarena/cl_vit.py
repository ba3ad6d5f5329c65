# Generated from schema/architectures/vit.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Vision transformer, CL, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cl_vit

if TYPE_CHECKING:
    from ...clarena.cl_vit import CLViTBase16, CLViTSmall16, CLViTTiny16

__all__ = ["CLViTBase16Config", "CLViTConfig", "CLViTSmall16Config", "CLViTTiny16Config"]


@frozen(kw_only=True, repr=False)
class CLViTConfig(cl_vit.CLViTConfig):
    """Config of the variants of `clarena.CLViT`.

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
class CLViTTiny16Config(CLViTConfig, cl_vit.CLViTTiny16Config):
    """Config of `clarena.CLViTTiny16`."""

    class_name: ClassVar[str] = "clarena.CLViTTiny16"

    def build(self) -> "CLViTTiny16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLViTSmall16Config(CLViTConfig, cl_vit.CLViTSmall16Config):
    """Config of `clarena.CLViTSmall16`."""

    class_name: ClassVar[str] = "clarena.CLViTSmall16"

    def build(self) -> "CLViTSmall16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLViTBase16Config(CLViTConfig, cl_vit.CLViTBase16Config):
    """Config of `clarena.CLViTBase16`."""

    class_name: ClassVar[str] = "clarena.CLViTBase16"

    def build(self) -> "CLViTBase16":
        """Builds the backbone; imports torch."""
        return Config.build(self)
