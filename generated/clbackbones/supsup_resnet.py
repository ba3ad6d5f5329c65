# Generated from schema/architectures/resnet.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, SupSup."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.supsup import SupSupBackbone

from .configs.networks.weight_masked_resnet import ActivationLayer
from .configs.supsup_resnet import (
    SupSupResNet18Config,
    SupSupResNet34Config,
    SupSupResNet50Config,
    SupSupResNet101Config,
    SupSupResNet152Config,
    SupSupResNetConfig,
    SupSupResNeXt50_32x4dConfig,
    SupSupResNeXt101_32x8dConfig,
    SupSupWideResNet50_2Config,
)
from .networks.weight_masked_resnet import WeightMaskedBasicBlock, WeightMaskedBottleneckBlock, WeightMaskedResNet

__all__ = [
    "SupSupResNeXt50_32x4d",
    "SupSupResNeXt101_32x8d",
    "SupSupResNet18",
    "SupSupResNet34",
    "SupSupResNet50",
    "SupSupResNet52",
    "SupSupResNet101",
    "SupSupResNet152",
    "SupSupWideResNet50_2",
]


class SupSupResNet(WeightMaskedResNet, SupSupBackbone):
    """Residual network, SupSup.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.
    Supermasks in superposition: random weights are frozen, trained scores select those that a task uses, and a task can
    be found without its id.

    `WeightMaskedResNet` makes and runs the layers; `SupSupBackbone` has `forward`, and what is kept for each task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Wortsman et al., NeurIPS 2020
    <https://arxiv.org/abs/2006.14769>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[SupSupResNetConfig]]

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
        layout: Literal["torchvision", "clarena"] = "torchvision",
        pretrained_weights: str | PathLike[str] | None = None,
        carry_over_scores: bool = False,
    ) -> None:
        """Residual network, SupSup: checks the arguments, then makes the layers and draws their weights.

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
            carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
                scores drawn anew.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                output_dim=output_dim,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                stem=stem,
                layout=layout,
                pretrained_weights=pretrained_weights,
                carry_over_scores=carry_over_scores,
            )
        )


class SupSupResNet18(SupSupResNet):
    """ResNet18, SupSup; see `SupSupResNet`."""

    config_class: ClassVar[type[SupSupResNetConfig]] = SupSupResNet18Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class SupSupResNet34(SupSupResNet):
    """ResNet34, SupSup; see `SupSupResNet`."""

    config_class: ClassVar[type[SupSupResNetConfig]] = SupSupResNet34Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class SupSupResNet50(SupSupResNet):
    """ResNet50, SupSup; see `SupSupResNet`."""

    config_class: ClassVar[type[SupSupResNetConfig]] = SupSupResNet50Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class SupSupResNet101(SupSupResNet):
    """ResNet101, SupSup; see `SupSupResNet`."""

    config_class: ClassVar[type[SupSupResNetConfig]] = SupSupResNet101Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class SupSupResNet152(SupSupResNet):
    """ResNet152, SupSup; see `SupSupResNet`."""

    config_class: ClassVar[type[SupSupResNetConfig]] = SupSupResNet152Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 8, 36, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class SupSupResNeXt50_32x4d(SupSupResNet):
    """ResNeXt50_32x4d, SupSup; see `SupSupResNet`."""

    config_class: ClassVar[type[SupSupResNetConfig]] = SupSupResNeXt50_32x4dConfig
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 4


class SupSupResNeXt101_32x8d(SupSupResNet):
    """ResNeXt101_32x8d, SupSup; see `SupSupResNet`."""

    config_class: ClassVar[type[SupSupResNetConfig]] = SupSupResNeXt101_32x8dConfig
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 8


class SupSupWideResNet50_2(SupSupResNet):
    """WideResNet50_2, SupSup; see `SupSupResNet`."""

    config_class: ClassVar[type[SupSupResNetConfig]] = SupSupWideResNet50_2Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 128


SupSupResNet52 = SupSupResNet50
"""Another name of `SupSupResNet50`."""
