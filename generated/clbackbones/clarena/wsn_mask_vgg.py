# Generated from schema/architectures/vgg.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""VGG, WSN mask, for CLArena."""

from collections.abc import Callable
from os import PathLike
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wsn_mask_vgg
from ..configs.clarena.wsn_mask_vgg import (
    WSNMaskVGG11Config,
    WSNMaskVGG13Config,
    WSNMaskVGG16Config,
    WSNMaskVGG19Config,
)
from ..configs.networks.weight_masked_vgg import ActivationLayer
from ..networks.weight_masked_vgg import WeightMaskedVGG

__all__ = ["WSNMaskVGG11", "WSNMaskVGG13", "WSNMaskVGG16", "WSNMaskVGG19"]


class WSNMaskVGG(DropIn, wsn_mask_vgg.WSNMaskVGG, counterpart("WSNMaskBackbone")):
    """Base of the drop-ins for `WSNMaskVGG`'s variants."""

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
        carry_over_scores: bool = True,
        disable_unlearning: bool = False,
    ) -> None:
        """VGG, WSN mask, for CLArena: checks the arguments, then makes what it extends.

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
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

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
            carry_over_scores=carry_over_scores,
            disable_unlearning=disable_unlearning,
        )
        WeightMaskedVGG.__init__(self, config)
        self.configure(config)


class WSNMaskVGG11(WSNMaskVGG, wsn_mask_vgg.WSNMaskVGG11):
    """`clbackbones.WSNMaskVGG11`, for CLArena."""

    config_class = WSNMaskVGG11Config


class WSNMaskVGG13(WSNMaskVGG, wsn_mask_vgg.WSNMaskVGG13):
    """`clbackbones.WSNMaskVGG13`, for CLArena."""

    config_class = WSNMaskVGG13Config


class WSNMaskVGG16(WSNMaskVGG, wsn_mask_vgg.WSNMaskVGG16):
    """`clbackbones.WSNMaskVGG16`, for CLArena."""

    config_class = WSNMaskVGG16Config


class WSNMaskVGG19(WSNMaskVGG, wsn_mask_vgg.WSNMaskVGG19):
    """`clbackbones.WSNMaskVGG19`, for CLArena."""

    config_class = WSNMaskVGG19Config
