# Generated from schema/architectures/vit.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Vision transformer, PackNet."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.packnet import PackNetBackbone

from .configs.networks.weight_masked_vit import ActivationLayer
from .configs.packnet_vit import (
    PackNetViTBase16Config,
    PackNetViTConfig,
    PackNetViTSmall16Config,
    PackNetViTTiny16Config,
)
from .networks.weight_masked_vit import WeightMaskedViT

__all__ = ["PackNetViTBase16", "PackNetViTSmall16", "PackNetViTTiny16"]


class PackNetViT(WeightMaskedViT, PackNetBackbone):
    """Vision transformer, PackNet.

    An image in patches, each of which becomes a token; a class token before them, learned positions, then blocks of
    attention and of two linear layers, each behind a layer normalization and added to what it read; the feature is the
    class token behind a last normalization. Each weight belongs to the task that claimed it: a task trains what is
    free, prunes the smallest of it, and computes with the weights of tasks before it besides.

    `WeightMaskedViT` makes and runs the layers; `PackNetBackbone` has `forward`, and what is kept for each task.

    Sources: Dosovitskiy et al., ICLR 2021 <https://arxiv.org/abs/2010.11929>; Mallya and Lazebnik, CVPR 2018
    <https://arxiv.org/abs/1711.05769>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    config_class: ClassVar[type[PackNetViTConfig]]

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
        """Vision transformer, PackNet: checks the arguments, then makes the layers and draws their weights.

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


class PackNetViTTiny16(PackNetViT):
    """ViTTiny16, PackNet; see `PackNetViT`."""

    config_class: ClassVar[type[PackNetViTConfig]] = PackNetViTTiny16Config
    width: ClassVar[int] = 192
    attention_heads: ClassVar[int] = 3
    encoder_length: ClassVar[int] = 12


class PackNetViTSmall16(PackNetViT):
    """ViTSmall16, PackNet; see `PackNetViT`."""

    config_class: ClassVar[type[PackNetViTConfig]] = PackNetViTSmall16Config
    width: ClassVar[int] = 384
    attention_heads: ClassVar[int] = 6
    encoder_length: ClassVar[int] = 12


class PackNetViTBase16(PackNetViT):
    """ViTBase16, PackNet; see `PackNetViT`."""

    config_class: ClassVar[type[PackNetViTConfig]] = PackNetViTBase16Config
    width: ClassVar[int] = 768
    attention_heads: ClassVar[int] = 12
    encoder_length: ClassVar[int] = 12
