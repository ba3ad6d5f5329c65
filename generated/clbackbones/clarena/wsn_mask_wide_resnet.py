# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Wide residual network, WSN mask, for CLArena."""

from collections.abc import Callable
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wsn_mask_wide_resnet
from ..configs.clarena.wsn_mask_wide_resnet import (
    WSNMaskWideResNet16_4Config,
    WSNMaskWideResNet28_10Config,
    WSNMaskWideResNet40_2Config,
)
from ..configs.networks.weight_masked_wide_resnet import ActivationLayer
from ..networks.weight_masked_wide_resnet import WeightMaskedWideResNet

__all__ = ["WSNMaskWideResNet16_4", "WSNMaskWideResNet28_10", "WSNMaskWideResNet40_2"]


class WSNMaskWideResNet(DropIn, wsn_mask_wide_resnet.WSNMaskWideResNet, counterpart("WSNMaskBackbone")):
    """Base of the drop-ins for `WSNMaskWideResNet`'s variants."""

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
        dropout: float | None = None,
        carry_over_scores: bool = True,
        disable_unlearning: bool = False,
    ) -> None:
        """Wide residual network, WSN mask, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
                normalization.
            bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
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
            carry_over_scores=carry_over_scores,
            disable_unlearning=disable_unlearning,
        )
        WeightMaskedWideResNet.__init__(self, config)
        self.configure(config)


class WSNMaskWideResNet28_10(WSNMaskWideResNet, wsn_mask_wide_resnet.WSNMaskWideResNet28_10):
    """`clbackbones.WSNMaskWideResNet28_10`, for CLArena."""

    config_class = WSNMaskWideResNet28_10Config


class WSNMaskWideResNet16_4(WSNMaskWideResNet, wsn_mask_wide_resnet.WSNMaskWideResNet16_4):
    """`clbackbones.WSNMaskWideResNet16_4`, for CLArena."""

    config_class = WSNMaskWideResNet16_4Config


class WSNMaskWideResNet40_2(WSNMaskWideResNet, wsn_mask_wide_resnet.WSNMaskWideResNet40_2):
    """`clbackbones.WSNMaskWideResNet40_2`, for CLArena."""

    config_class = WSNMaskWideResNet40_2Config
