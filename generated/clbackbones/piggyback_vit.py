# Generated from schema/architectures/vit.json and schema/mechanisms/piggyback.json.
# Do not edit: change the source and run `make codegen`.
"""Vision transformer, Piggyback."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.piggyback import PiggybackBackbone

from .configs.networks.weight_masked_vit import ActivationLayer
from .configs.piggyback_vit import (
    PiggybackViTBase16Config,
    PiggybackViTConfig,
    PiggybackViTSmall16Config,
    PiggybackViTTiny16Config,
)
from .networks.weight_masked_vit import WeightMaskedViT

__all__ = ["PiggybackViTBase16", "PiggybackViTSmall16", "PiggybackViTTiny16"]


class PiggybackViT(WeightMaskedViT, PiggybackBackbone):
    """Vision transformer, Piggyback.

    An image in patches, each of which becomes a token; a class token before them, learned positions, then blocks of
    attention and of two linear layers, each behind a layer normalization and added to what it read; the feature is the
    class token behind a last normalization. Weights and biases are frozen, usually pretrained; a trained score per
    weight says which of them a task keeps.

    `WeightMaskedViT` makes and runs the layers; `PiggybackBackbone` has `forward`, and what is kept for each task.

    Sources: Dosovitskiy et al., ICLR 2021 <https://arxiv.org/abs/2010.11929>; Mallya et al., ECCV 2018
    <https://arxiv.org/abs/1801.06519>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    config_class: ClassVar[type[PiggybackViTConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        image_size: int = 224,
        output_dim: int | None = None,
        width_multiplier: float = 1.0,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        layer_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = 0.0,
        pretrained_weights: str | PathLike[str] | None = None,
    ) -> None:
        """Vision transformer, Piggyback: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            image_size: Height and width of images; what is left beyond the last whole patch is not read. At least 16
                and at most 65536.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            width_multiplier: Factor of the width, which is rounded to a multiple of the number of heads. Greater than 0
                and at most 64.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            layer_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
                the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
                Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
                batch normalization, running statistics; nothing is forgotten. None: No normalization.
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


class PiggybackViTTiny16(PiggybackViT):
    """ViTTiny16, Piggyback; see `PiggybackViT`."""

    config_class: ClassVar[type[PiggybackViTConfig]] = PiggybackViTTiny16Config
    width: ClassVar[int] = 192
    attention_heads: ClassVar[int] = 3
    encoder_length: ClassVar[int] = 12


class PiggybackViTSmall16(PiggybackViT):
    """ViTSmall16, Piggyback; see `PiggybackViT`."""

    config_class: ClassVar[type[PiggybackViTConfig]] = PiggybackViTSmall16Config
    width: ClassVar[int] = 384
    attention_heads: ClassVar[int] = 6
    encoder_length: ClassVar[int] = 12


class PiggybackViTBase16(PiggybackViT):
    """ViTBase16, Piggyback; see `PiggybackViT`."""

    config_class: ClassVar[type[PiggybackViTConfig]] = PiggybackViTBase16Config
    width: ClassVar[int] = 768
    attention_heads: ClassVar[int] = 12
    encoder_length: ClassVar[int] = 12
