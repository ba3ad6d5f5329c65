# Generated from schema/architectures/vgg.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""VGG, Amnesiac, for CLArena."""

from collections.abc import Callable
from os import PathLike
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import amnesiac_hat_vgg
from ..configs.clarena.amnesiac_hat_vgg import (
    AmnesiacHATVGG11Config,
    AmnesiacHATVGG13Config,
    AmnesiacHATVGG16Config,
    AmnesiacHATVGG19Config,
)
from ..configs.networks.unit_masked_vgg import ActivationLayer
from ..networks.unit_masked_vgg import UnitMaskedVGG

__all__ = ["AmnesiacHATVGG11", "AmnesiacHATVGG13", "AmnesiacHATVGG16", "AmnesiacHATVGG19"]


class AmnesiacHATVGG(DropIn, amnesiac_hat_vgg.AmnesiacHATVGG, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")):
    """Base of the drop-ins for `AmnesiacHATVGG`'s variants."""

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = 0.5,
        linear_layers: Literal["imagenet", "none"] = "imagenet",
        pretrained_weights: str | PathLike[str] | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
        disable_unlearning: bool = False,
        annealing: Literal["clarena", "paper"] = "clarena",
        unlearning_mask: Literal["ones", "stored"] = "ones",
    ) -> None:
        """VGG, Amnesiac, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
                normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training, after each fully connected
                layer. None: No dropout. At least 0 and less than 1.
            linear_layers: What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected
                layers of 4096 units. `"none"`: Global average pooling alone; for small images.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network with batch normalization; the classifier's are
                left out. None: Weights are drawn at random.
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
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            dropout=dropout,
            linear_layers=linear_layers,
            pretrained_weights=pretrained_weights,
            gate=gate,
            disable_unlearning=disable_unlearning,
            annealing=annealing,
            unlearning_mask=unlearning_mask,
        )
        UnitMaskedVGG.__init__(self, config)
        self.configure(config)


class AmnesiacHATVGG11(AmnesiacHATVGG, amnesiac_hat_vgg.AmnesiacHATVGG11):
    """`clbackbones.AmnesiacHATVGG11`, for CLArena."""

    config_class = AmnesiacHATVGG11Config


class AmnesiacHATVGG13(AmnesiacHATVGG, amnesiac_hat_vgg.AmnesiacHATVGG13):
    """`clbackbones.AmnesiacHATVGG13`, for CLArena."""

    config_class = AmnesiacHATVGG13Config


class AmnesiacHATVGG16(AmnesiacHATVGG, amnesiac_hat_vgg.AmnesiacHATVGG16):
    """`clbackbones.AmnesiacHATVGG16`, for CLArena."""

    config_class = AmnesiacHATVGG16Config


class AmnesiacHATVGG19(AmnesiacHATVGG, amnesiac_hat_vgg.AmnesiacHATVGG19):
    """`clbackbones.AmnesiacHATVGG19`, for CLArena."""

    config_class = AmnesiacHATVGG19Config
