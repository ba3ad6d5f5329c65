# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Slim residual network, Amnesiac, for CLArena."""

from collections.abc import Callable
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import amnesiac_hat_slim_resnet
from ..configs.clarena.amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18Config
from ..configs.networks.unit_masked_slim_resnet import ActivationLayer
from ..networks.unit_masked_slim_resnet import UnitMaskedSlimResNet

__all__ = ["AmnesiacHATSlimResNet18"]


class AmnesiacHATSlimResNet(
    DropIn, amnesiac_hat_slim_resnet.AmnesiacHATSlimResNet, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")
):
    """Base of the drop-ins for `AmnesiacHATSlimResNet`'s variants."""

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
        gate: Literal["sigmoid"] = "sigmoid",
        disable_unlearning: bool = False,
        annealing: Literal["clarena", "paper"] = "clarena",
        unlearning_mask: Literal["ones", "stored"] = "ones",
    ) -> None:
        """Slim residual network, Amnesiac, for CLArena: checks the arguments, then makes what it extends.

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
            width=width,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            gate=gate,
            disable_unlearning=disable_unlearning,
            annealing=annealing,
            unlearning_mask=unlearning_mask,
        )
        UnitMaskedSlimResNet.__init__(self, config)
        self.configure(config)


class AmnesiacHATSlimResNet18(AmnesiacHATSlimResNet, amnesiac_hat_slim_resnet.AmnesiacHATSlimResNet18):
    """`clbackbones.AmnesiacHATSlimResNet18`, for CLArena."""

    config_class = AmnesiacHATSlimResNet18Config
