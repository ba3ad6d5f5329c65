# Generated from schema/architectures/tiny_net.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""TinyNet, Amnesiac, for CLArena."""

from collections.abc import Callable, Sequence
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import amnesiac_hat_tiny_net
from ..configs.clarena.amnesiac_hat_tiny_net import AmnesiacHATTinyNetConfig
from ..configs.networks.unit_masked_tiny_net import ActivationLayer
from ..networks.unit_masked_tiny_net import UnitMaskedTinyNet

__all__ = ["AmnesiacHATTinyNet"]


class AmnesiacHATTinyNet(
    DropIn, amnesiac_hat_tiny_net.AmnesiacHATTinyNet, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")
):
    """`clbackbones.AmnesiacHATTinyNet`, for CLArena."""

    config_class = AmnesiacHATTinyNetConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        image_size: int = 64,
        conv_dims: Sequence[int] = (160, 160, 160, 160),
        hidden_dims: Sequence[int] = (640,),
        output_dim: int = 640,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = False,
        dropout: float | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
        disable_unlearning: bool = False,
        annealing: Literal["clarena", "paper"] = "clarena",
        unlearning_mask: Literal["ones", "stored"] = "ones",
    ) -> None:
        """TinyNet, Amnesiac, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            image_size: Height and width of the input image. At least 1.
            conv_dims: Channels that each convolution emits, from input to output; there are as many convolutions. Each
                is at least 1.
            hidden_dims: Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1.
            output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
                normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
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
            conv_dims=conv_dims,
            hidden_dims=hidden_dims,
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            dropout=dropout,
            gate=gate,
            disable_unlearning=disable_unlearning,
            annealing=annealing,
            unlearning_mask=unlearning_mask,
        )
        UnitMaskedTinyNet.__init__(self, config)
        self.configure(config)
