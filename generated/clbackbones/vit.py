# Generated from schema/architectures/vit.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Vision transformer, plain."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import PlainBackbone

from .configs.networks.plain_vit import ActivationLayer
from .configs.vit import ViTBase16Config, ViTConfig, ViTSmall16Config, ViTTiny16Config
from .networks.plain_vit import PlainViT

__all__ = ["ViTBase16", "ViTSmall16", "ViTTiny16"]


class ViT(PlainViT, PlainBackbone):
    """Vision transformer, plain.

    An image in patches, each of which becomes a token; a class token before them, learned positions, then blocks of
    attention and of two linear layers, each behind a layer normalization and added to what it read; the feature is the
    class token behind a last normalization. One network for all tasks, or for a single one.

    `PlainViT` makes and runs the layers; `PlainBackbone` has `forward`.

    Source: Dosovitskiy et al., ICLR 2021 <https://arxiv.org/abs/2010.11929>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    config_class: ClassVar[type[ViTConfig]]

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
    ) -> None:
        """Vision transformer, plain: checks the arguments, then makes the layers and draws their weights.

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
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                image_size=image_size,
                output_dim=output_dim,
                width_multiplier=width_multiplier,
                activation_layer=activation_layer,
                layer_normalization=layer_normalization,
                bias=bias,
                dropout=dropout,
                pretrained_weights=pretrained_weights,
            )
        )


class ViTTiny16(ViT):
    """ViTTiny16, plain; see `ViT`."""

    config_class: ClassVar[type[ViTConfig]] = ViTTiny16Config
    width: ClassVar[int] = 192
    attention_heads: ClassVar[int] = 3
    encoder_length: ClassVar[int] = 12


class ViTSmall16(ViT):
    """ViTSmall16, plain; see `ViT`."""

    config_class: ClassVar[type[ViTConfig]] = ViTSmall16Config
    width: ClassVar[int] = 384
    attention_heads: ClassVar[int] = 6
    encoder_length: ClassVar[int] = 12


class ViTBase16(ViT):
    """ViTBase16, plain; see `ViT`."""

    config_class: ClassVar[type[ViTConfig]] = ViTBase16Config
    width: ClassVar[int] = 768
    attention_heads: ClassVar[int] = 12
    encoder_length: ClassVar[int] = 12
