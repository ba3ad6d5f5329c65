# Generated from schema/architectures/vit.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Vision transformer, Amnesiac."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.amnesiac_hat import AmnesiacHATBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.amnesiac_hat_vit import (
    AmnesiacHATViTBase16Config,
    AmnesiacHATViTConfig,
    AmnesiacHATViTSmall16Config,
    AmnesiacHATViTTiny16Config,
)
from .configs.networks.unit_masked_vit import ActivationLayer
from .networks.unit_masked_vit import UnitMaskedViT

__all__ = ["AmnesiacHATViTBase16", "AmnesiacHATViTSmall16", "AmnesiacHATViTTiny16"]


class AmnesiacHATViT(UnitMaskedViT, AmnesiacHATBackbone):
    """Vision transformer, Amnesiac.

    An image in patches, each of which becomes a token; a class token before them, learned positions, then blocks of
    attention and of two linear layers, each behind a layer normalization and added to what it read; the feature is the
    class token behind a last normalization. HAT that can unlearn: beside the network it trains backup networks, which
    say what later tasks would be without an earlier one.

    `UnitMaskedViT` makes and runs the layers; `AmnesiacHATBackbone` has `forward`, and what is kept for each task.

    Sources: Dosovitskiy et al., ICLR 2021 <https://arxiv.org/abs/2010.11929>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    config_class: ClassVar[type[AmnesiacHATViTConfig]]

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
        layer_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = 0.0,
        pretrained_weights: str | PathLike[str] | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
        disable_unlearning: bool = False,
    ) -> None:
        """Vision transformer, Amnesiac: checks the arguments, then makes the layers and draws their weights.

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
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
            bias: Whether linear layers and the convolution have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's or timm's network; the classifier's are left out.
                None: Weights are drawn at random.
            gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
                sigmoid(s·e), with the annealed scale s and the task embedding e.
            disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.

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
                gate=gate,
                disable_unlearning=disable_unlearning,
            )
        )


class AmnesiacHATViTTiny16(AmnesiacHATViT):
    """ViTTiny16, Amnesiac; see `AmnesiacHATViT`."""

    config_class: ClassVar[type[AmnesiacHATViTConfig]] = AmnesiacHATViTTiny16Config
    width: ClassVar[int] = 192
    attention_heads: ClassVar[int] = 3
    encoder_length: ClassVar[int] = 12


class AmnesiacHATViTSmall16(AmnesiacHATViT):
    """ViTSmall16, Amnesiac; see `AmnesiacHATViT`."""

    config_class: ClassVar[type[AmnesiacHATViTConfig]] = AmnesiacHATViTSmall16Config
    width: ClassVar[int] = 384
    attention_heads: ClassVar[int] = 6
    encoder_length: ClassVar[int] = 12


class AmnesiacHATViTBase16(AmnesiacHATViT):
    """ViTBase16, Amnesiac; see `AmnesiacHATViT`."""

    config_class: ClassVar[type[AmnesiacHATViTConfig]] = AmnesiacHATViTBase16Config
    width: ClassVar[int] = 768
    attention_heads: ClassVar[int] = 12
    encoder_length: ClassVar[int] = 12
