# Generated from schema/architectures/vit.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Vision transformer, plain, for CLArena."""

from collections.abc import Callable
from os import PathLike

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import vit
from ..configs.clarena.vit import ViTBase16Config, ViTSmall16Config, ViTTiny16Config
from ..configs.networks.plain_vit import ActivationLayer
from ..networks.plain_vit import PlainViT

__all__ = ["ViTBase16", "ViTSmall16", "ViTTiny16"]


class ViT(DropIn, vit.ViT, counterpart("Backbone")):
    """Base of the drop-ins for `ViT`'s variants."""

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        image_size: int = 224,
        output_dim: int | None = None,
        width_multiplier: float = 1.0,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "GELU",
        layer_normalization: bool = True,
        bias: bool = True,
        dropout: float | None = 0.0,
        pretrained_weights: str | PathLike[str] | None = None,
        disable_unlearning: bool = False,
    ) -> None:
        """Vision transformer, plain, for CLArena: checks the arguments, then makes what it extends.

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
        config = self.config_class(
            input_channels=input_channels,
            image_size=image_size,
            output_dim=output_dim,
            width_multiplier=width_multiplier,
            activation_layer=activation_layer,
            layer_normalization=layer_normalization,
            bias=bias,
            dropout=dropout,
            pretrained_weights=pretrained_weights,
            disable_unlearning=disable_unlearning,
        )
        PlainViT.__init__(self, config)
        self.configure(config)


class ViTTiny16(ViT, vit.ViTTiny16):
    """`clbackbones.ViTTiny16`, for CLArena."""

    config_class = ViTTiny16Config


class ViTSmall16(ViT, vit.ViTSmall16):
    """`clbackbones.ViTSmall16`, for CLArena."""

    config_class = ViTSmall16Config


class ViTBase16(ViT, vit.ViTBase16):
    """`clbackbones.ViTBase16`, for CLArena."""

    config_class = ViTBase16Config
