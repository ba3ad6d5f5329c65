# Generated from schema/architectures/resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, WSN mask, for CLArena."""

from collections.abc import Callable
from os import PathLike
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wsn_mask_resnet
from ..configs.clarena.wsn_mask_resnet import (
    WSNMaskResNet18Config,
    WSNMaskResNet34Config,
    WSNMaskResNet50Config,
    WSNMaskResNet101Config,
    WSNMaskResNet152Config,
)
from ..configs.networks.weight_masked_resnet import ActivationLayer
from ..networks.weight_masked_resnet import WeightMaskedResNet

__all__ = [
    "WSNMaskResNet18",
    "WSNMaskResNet34",
    "WSNMaskResNet50",
    "WSNMaskResNet52",
    "WSNMaskResNet101",
    "WSNMaskResNet152",
]


class WSNMaskResNet(DropIn, wsn_mask_resnet.WSNMaskResNet, counterpart("WSNMaskBackbone")):
    """Base of the drop-ins for `WSNMaskResNet`'s variants."""

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = False,
        stem: Literal["imagenet", "cifar"] = "imagenet",
        layout: Literal["torchvision", "clarena"] = "clarena",
        pretrained_weights: str | PathLike[str] | None = None,
        carry_over_scores: bool = True,
        disable_unlearning: bool = False,
    ) -> None:
        """Residual network, WSN mask, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
                the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
                Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
                batch normalization, running statistics; nothing is forgotten. None: No normalization.
            bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
            stem: The first convolution and what follows it. `"imagenet"`: 7x7 convolution of stride 2, then 3x3
                max-pooling of stride 2; for images of 224x224. `"cifar"`: 3x3 convolution of stride 1, no pooling; for
                images of 32x32.
            layout: Whose ResNet it is, layer for layer. `"torchvision"`: As in torchvision: the stride is in the first
                3x3 convolution of a block, the shortcut convolution has a norm, initial weights are torchvision's.
                `"clarena"`: As in CLArena: the stride is in the last 3x3 convolution of a block, the shortcut
                convolution has no norm.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
                are drawn at random.
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
            stem=stem,
            layout=layout,
            pretrained_weights=pretrained_weights,
            carry_over_scores=carry_over_scores,
            disable_unlearning=disable_unlearning,
        )
        WeightMaskedResNet.__init__(self, config)
        self.configure(config)


class WSNMaskResNet18(WSNMaskResNet, wsn_mask_resnet.WSNMaskResNet18):
    """`clbackbones.WSNMaskResNet18`, for CLArena."""

    config_class = WSNMaskResNet18Config


class WSNMaskResNet34(WSNMaskResNet, wsn_mask_resnet.WSNMaskResNet34):
    """`clbackbones.WSNMaskResNet34`, for CLArena."""

    config_class = WSNMaskResNet34Config


class WSNMaskResNet50(WSNMaskResNet, wsn_mask_resnet.WSNMaskResNet50):
    """`clbackbones.WSNMaskResNet50`, for CLArena."""

    config_class = WSNMaskResNet50Config


class WSNMaskResNet101(WSNMaskResNet, wsn_mask_resnet.WSNMaskResNet101):
    """`clbackbones.WSNMaskResNet101`, for CLArena."""

    config_class = WSNMaskResNet101Config


class WSNMaskResNet152(WSNMaskResNet, wsn_mask_resnet.WSNMaskResNet152):
    """`clbackbones.WSNMaskResNet152`, for CLArena."""

    config_class = WSNMaskResNet152Config


WSNMaskResNet52 = WSNMaskResNet50
"""Another name of `WSNMaskResNet50`."""
