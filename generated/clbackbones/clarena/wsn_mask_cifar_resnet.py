# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, WSN mask, for CLArena."""

from collections.abc import Callable
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wsn_mask_cifar_resnet
from ..configs.clarena.wsn_mask_cifar_resnet import (
    WSNMaskResNet20Config,
    WSNMaskResNet32Config,
    WSNMaskResNet44Config,
    WSNMaskResNet56Config,
    WSNMaskResNet110Config,
)
from ..configs.networks.weight_masked_cifar_resnet import ActivationLayer
from ..networks.weight_masked_cifar_resnet import WeightMaskedCIFARResNet

__all__ = ["WSNMaskResNet20", "WSNMaskResNet32", "WSNMaskResNet44", "WSNMaskResNet56", "WSNMaskResNet110"]


class WSNMaskCIFARResNet(DropIn, wsn_mask_cifar_resnet.WSNMaskCIFARResNet, counterpart("WSNMaskBackbone")):
    """Base of the drop-ins for `WSNMaskCIFARResNet`'s variants."""

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = False,
        shortcut: Literal["projection", "zero_padding"] = "projection",
        carry_over_scores: bool = True,
        disable_unlearning: bool = False,
    ) -> None:
        """Residual network for CIFAR, WSN mask, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
                normalization.
            bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
            shortcut: What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm, as in
                FACIL. `"zero_padding"`: Every second row and column, and zeros for the new channels, without weights
                (He et al. 2016, Sec. 4.2, option A), as in PyCIL and Mammoth.
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
            shortcut=shortcut,
            carry_over_scores=carry_over_scores,
            disable_unlearning=disable_unlearning,
        )
        WeightMaskedCIFARResNet.__init__(self, config)
        self.configure(config)


class WSNMaskResNet20(WSNMaskCIFARResNet, wsn_mask_cifar_resnet.WSNMaskResNet20):
    """`clbackbones.WSNMaskResNet20`, for CLArena."""

    config_class = WSNMaskResNet20Config


class WSNMaskResNet32(WSNMaskCIFARResNet, wsn_mask_cifar_resnet.WSNMaskResNet32):
    """`clbackbones.WSNMaskResNet32`, for CLArena."""

    config_class = WSNMaskResNet32Config


class WSNMaskResNet44(WSNMaskCIFARResNet, wsn_mask_cifar_resnet.WSNMaskResNet44):
    """`clbackbones.WSNMaskResNet44`, for CLArena."""

    config_class = WSNMaskResNet44Config


class WSNMaskResNet56(WSNMaskCIFARResNet, wsn_mask_cifar_resnet.WSNMaskResNet56):
    """`clbackbones.WSNMaskResNet56`, for CLArena."""

    config_class = WSNMaskResNet56Config


class WSNMaskResNet110(WSNMaskCIFARResNet, wsn_mask_cifar_resnet.WSNMaskResNet110):
    """`clbackbones.WSNMaskResNet110`, for CLArena."""

    config_class = WSNMaskResNet110Config
