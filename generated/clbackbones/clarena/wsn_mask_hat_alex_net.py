# Generated from schema/architectures/hat_alex_net.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""AlexNet for small images, WSN mask, for CLArena."""

from collections.abc import Callable, Sequence
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wsn_mask_hat_alex_net
from ..configs.clarena.wsn_mask_hat_alex_net import WSNMaskHATAlexNetConfig
from ..configs.networks.weight_masked_hat_alex_net import ActivationLayer
from ..networks.weight_masked_hat_alex_net import WeightMaskedHATAlexNet

__all__ = ["WSNMaskHATAlexNet"]


class WSNMaskHATAlexNet(DropIn, wsn_mask_hat_alex_net.WSNMaskHATAlexNet, counterpart("WSNMaskBackbone")):
    """`clbackbones.WSNMaskHATAlexNet`, for CLArena."""

    config_class = WSNMaskHATAlexNetConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        image_size: int = 32,
        hidden_dims: Sequence[int] = (2048,),
        output_dim: int = 2048,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = 0.5,
        carry_over_scores: bool = True,
        disable_unlearning: bool = False,
    ) -> None:
        """AlexNet for small images, WSN mask, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            image_size: Height and width of the input image. At least 19.
            hidden_dims: Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1.
            output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
                normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training, after the last convolution
                and each fully connected layer. The paper also drops 0.2 after the first two convolutions, where there
                is no dropout here. None: No dropout. At least 0 and less than 1.
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        config = self.config_class(
            input_channels=input_channels,
            image_size=image_size,
            hidden_dims=hidden_dims,
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            dropout=dropout,
            carry_over_scores=carry_over_scores,
            disable_unlearning=disable_unlearning,
        )
        WeightMaskedHATAlexNet.__init__(self, config)
        self.configure(config)
