# Generated from schema/architectures/vit.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Vision transformer, Amnesiac, for CLArena."""

from collections.abc import Callable
from os import PathLike
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import amnesiac_hat_vit
from ..configs.clarena.amnesiac_hat_vit import (
    AmnesiacHATViTBase16Config,
    AmnesiacHATViTSmall16Config,
    AmnesiacHATViTTiny16Config,
)
from ..configs.networks.unit_masked_vit import ActivationLayer
from ..networks.unit_masked_vit import UnitMaskedViT

__all__ = ["AmnesiacHATViTBase16", "AmnesiacHATViTSmall16", "AmnesiacHATViTTiny16"]


class AmnesiacHATViT(DropIn, amnesiac_hat_vit.AmnesiacHATViT, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")):
    """Base of the drop-ins for `AmnesiacHATViT`'s variants."""

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
        annealing: Literal["clarena", "paper"] = "clarena",
        unlearning_mask: Literal["ones", "stored"] = "ones",
    ) -> None:
        """Vision transformer, Amnesiac, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            image_size: Height and width of images; what is left beyond the last whole patch is not read. At least 16
                and at most 65536.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            width_multiplier: Factor of the width, which is rounded to a multiple of the number of heads. Greater than 0
                and at most 64.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            layer_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
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
            annealing: How the scale of the task embeddings rises within an epoch. `"clarena"`: As CLArena's own
                algorithms expect it: the index counts from 0 in a formula that counts from 1. `"paper"`: From 1/s_max
                in the first batch to s_max in the last; the algorithms of `clbackbones.clarena` set it.
            unlearning_mask: The mask of stage `unlearning_test`, with which CLArena measures how far a network is from
                one that never learned a task. `"ones"`: All units, as in CLArena: it compares what networks compute
                without masks; no task need be named. `"stored"`: The mask that is stored for the task, as everywhere
                else.

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
            gate=gate,
            disable_unlearning=disable_unlearning,
            annealing=annealing,
            unlearning_mask=unlearning_mask,
        )
        UnitMaskedViT.__init__(self, config)
        self.configure(config)


class AmnesiacHATViTTiny16(AmnesiacHATViT, amnesiac_hat_vit.AmnesiacHATViTTiny16):
    """`clbackbones.AmnesiacHATViTTiny16`, for CLArena."""

    config_class = AmnesiacHATViTTiny16Config


class AmnesiacHATViTSmall16(AmnesiacHATViT, amnesiac_hat_vit.AmnesiacHATViTSmall16):
    """`clbackbones.AmnesiacHATViTSmall16`, for CLArena."""

    config_class = AmnesiacHATViTSmall16Config


class AmnesiacHATViTBase16(AmnesiacHATViT, amnesiac_hat_vit.AmnesiacHATViTBase16):
    """`clbackbones.AmnesiacHATViTBase16`, for CLArena."""

    config_class = AmnesiacHATViTBase16Config
