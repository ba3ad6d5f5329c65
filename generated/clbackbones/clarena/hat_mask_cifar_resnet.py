# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, HAT mask, for CLArena."""

from collections.abc import Callable
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import hat_mask_cifar_resnet
from ..configs.clarena.hat_mask_cifar_resnet import (
    HATMaskResNet20Config,
    HATMaskResNet32Config,
    HATMaskResNet44Config,
    HATMaskResNet56Config,
    HATMaskResNet110Config,
)
from ..configs.networks.unit_masked_cifar_resnet import ActivationLayer
from ..networks.unit_masked_cifar_resnet import UnitMaskedCIFARResNet

__all__ = ["HATMaskResNet20", "HATMaskResNet32", "HATMaskResNet44", "HATMaskResNet56", "HATMaskResNet110"]


class HATMaskCIFARResNet(DropIn, hat_mask_cifar_resnet.HATMaskCIFARResNet, counterpart("HATMaskBackbone")):
    """Base of the drop-ins for `HATMaskCIFARResNet`'s variants."""

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
        gate: Literal["sigmoid"] = "sigmoid",
        disable_unlearning: bool = False,
        annealing: Literal["clarena", "paper"] = "clarena",
        unlearning_mask: Literal["ones", "stored"] = "ones",
    ) -> None:
        """Residual network for CIFAR, HAT mask, for CLArena: checks the arguments, then makes what it extends.

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
            gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
                sigmoid(s·e), with the annealed scale s and the task embedding e.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.
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
            shortcut=shortcut,
            gate=gate,
            disable_unlearning=disable_unlearning,
            annealing=annealing,
            unlearning_mask=unlearning_mask,
        )
        UnitMaskedCIFARResNet.__init__(self, config)
        self.configure(config)


class HATMaskResNet20(HATMaskCIFARResNet, hat_mask_cifar_resnet.HATMaskResNet20):
    """`clbackbones.HATMaskResNet20`, for CLArena."""

    config_class = HATMaskResNet20Config


class HATMaskResNet32(HATMaskCIFARResNet, hat_mask_cifar_resnet.HATMaskResNet32):
    """`clbackbones.HATMaskResNet32`, for CLArena."""

    config_class = HATMaskResNet32Config


class HATMaskResNet44(HATMaskCIFARResNet, hat_mask_cifar_resnet.HATMaskResNet44):
    """`clbackbones.HATMaskResNet44`, for CLArena."""

    config_class = HATMaskResNet44Config


class HATMaskResNet56(HATMaskCIFARResNet, hat_mask_cifar_resnet.HATMaskResNet56):
    """`clbackbones.HATMaskResNet56`, for CLArena."""

    config_class = HATMaskResNet56Config


class HATMaskResNet110(HATMaskCIFARResNet, hat_mask_cifar_resnet.HATMaskResNet110):
    """`clbackbones.HATMaskResNet110`, for CLArena."""

    config_class = HATMaskResNet110Config
