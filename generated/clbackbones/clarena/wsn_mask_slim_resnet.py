# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Slim residual network, WSN mask, for CLArena."""

from collections.abc import Callable
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wsn_mask_slim_resnet
from ..configs.clarena.wsn_mask_slim_resnet import WSNMaskSlimResNet18Config
from ..configs.networks.weight_masked_slim_resnet import ActivationLayer
from ..networks.weight_masked_slim_resnet import WeightMaskedSlimResNet

__all__ = ["WSNMaskSlimResNet18"]


class WSNMaskSlimResNet(DropIn, wsn_mask_slim_resnet.WSNMaskSlimResNet, counterpart("WSNMaskBackbone")):
    """Base of the drop-ins for `WSNMaskSlimResNet`'s variants."""

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        width: int = 20,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = False,
        carry_over_scores: bool = True,
        disable_unlearning: bool = False,
    ) -> None:
        """Slim residual network, WSN mask, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted, 8 times `width`. None: It follows from the network. At least 1.
            width: Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least
                1 and at most 65536.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
                normalization.
            bias: Whether convolutions have a bias; shortcut convolutions never have one.
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        config = self.config_class(
            input_channels=input_channels,
            output_dim=output_dim,
            width=width,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            carry_over_scores=carry_over_scores,
            disable_unlearning=disable_unlearning,
        )
        WeightMaskedSlimResNet.__init__(self, config)
        self.configure(config)


class WSNMaskSlimResNet18(WSNMaskSlimResNet, wsn_mask_slim_resnet.WSNMaskSlimResNet18):
    """`clbackbones.WSNMaskSlimResNet18`, for CLArena."""

    config_class = WSNMaskSlimResNet18Config
