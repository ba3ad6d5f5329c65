# Generated from schema/architectures/resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, HAT mask, for CLArena."""

from collections.abc import Callable
from os import PathLike
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import hat_mask_resnet
from ..configs.clarena.hat_mask_resnet import (
    HATMaskResNet18Config,
    HATMaskResNet34Config,
    HATMaskResNet50Config,
    HATMaskResNet101Config,
    HATMaskResNet152Config,
)
from ..configs.networks.unit_masked_resnet import ActivationLayer
from ..networks.unit_masked_resnet import UnitMaskedResNet

__all__ = [
    "HATMaskResNet18",
    "HATMaskResNet34",
    "HATMaskResNet50",
    "HATMaskResNet52",
    "HATMaskResNet101",
    "HATMaskResNet152",
]


class HATMaskResNet(DropIn, hat_mask_resnet.HATMaskResNet, counterpart("HATMaskBackbone")):
    """Base of the drop-ins for `HATMaskResNet`'s variants."""

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
        stem: Literal["imagenet", "cifar"] = "imagenet",
        layout: Literal["torchvision", "clarena"] = "clarena",
        pretrained_weights: str | PathLike[str] | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
        disable_unlearning: bool = False,
        annealing: Literal["clarena", "paper"] = "clarena",
        unlearning_mask: Literal["ones", "stored"] = "ones",
    ) -> None:
        """Residual network, HAT mask, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
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
            stem=stem,
            layout=layout,
            pretrained_weights=pretrained_weights,
            gate=gate,
            disable_unlearning=disable_unlearning,
            annealing=annealing,
            unlearning_mask=unlearning_mask,
        )
        UnitMaskedResNet.__init__(self, config)
        self.configure(config)


class HATMaskResNet18(HATMaskResNet, hat_mask_resnet.HATMaskResNet18):
    """`clbackbones.HATMaskResNet18`, for CLArena."""

    config_class = HATMaskResNet18Config


class HATMaskResNet34(HATMaskResNet, hat_mask_resnet.HATMaskResNet34):
    """`clbackbones.HATMaskResNet34`, for CLArena."""

    config_class = HATMaskResNet34Config


class HATMaskResNet50(HATMaskResNet, hat_mask_resnet.HATMaskResNet50):
    """`clbackbones.HATMaskResNet50`, for CLArena."""

    config_class = HATMaskResNet50Config


class HATMaskResNet101(HATMaskResNet, hat_mask_resnet.HATMaskResNet101):
    """`clbackbones.HATMaskResNet101`, for CLArena."""

    config_class = HATMaskResNet101Config


class HATMaskResNet152(HATMaskResNet, hat_mask_resnet.HATMaskResNet152):
    """`clbackbones.HATMaskResNet152`, for CLArena."""

    config_class = HATMaskResNet152Config


HATMaskResNet52 = HATMaskResNet50
"""Another name of `HATMaskResNet50`."""
