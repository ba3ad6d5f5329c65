# Generated from schema/architectures/resnet.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, PackNet."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.packnet import PackNetBackbone

from .configs.networks.weight_masked_resnet import ActivationLayer
from .configs.packnet_resnet import (
    PackNetResNet18Config,
    PackNetResNet34Config,
    PackNetResNet50Config,
    PackNetResNet101Config,
    PackNetResNet152Config,
    PackNetResNetConfig,
    PackNetResNeXt50_32x4dConfig,
    PackNetResNeXt101_32x8dConfig,
    PackNetWideResNet50_2Config,
)
from .networks.weight_masked_resnet import WeightMaskedBasicBlock, WeightMaskedBottleneckBlock, WeightMaskedResNet

__all__ = [
    "PackNetResNeXt50_32x4d",
    "PackNetResNeXt101_32x8d",
    "PackNetResNet18",
    "PackNetResNet34",
    "PackNetResNet50",
    "PackNetResNet52",
    "PackNetResNet101",
    "PackNetResNet152",
    "PackNetWideResNet50_2",
]


class PackNetResNet(WeightMaskedResNet, PackNetBackbone):
    """Residual network, PackNet.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.
    Each weight belongs to the task that claimed it: a task trains what is free, prunes the smallest of it, and computes
    with the weights of tasks before it besides.

    `WeightMaskedResNet` makes and runs the layers; `PackNetBackbone` has `forward`, and what is kept for each task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Mallya and Lazebnik, CVPR 2018
    <https://arxiv.org/abs/1711.05769>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[PackNetResNetConfig]]

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
    ) -> None:
        """Residual network, PackNet: checks the arguments, then makes the layers and draws their weights.

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
            )
        )


class PackNetResNet18(PackNetResNet):
    """ResNet18, PackNet; see `PackNetResNet`."""

    config_class: ClassVar[type[PackNetResNetConfig]] = PackNetResNet18Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class PackNetResNet34(PackNetResNet):
    """ResNet34, PackNet; see `PackNetResNet`."""

    config_class: ClassVar[type[PackNetResNetConfig]] = PackNetResNet34Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class PackNetResNet50(PackNetResNet):
    """ResNet50, PackNet; see `PackNetResNet`."""

    config_class: ClassVar[type[PackNetResNetConfig]] = PackNetResNet50Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class PackNetResNet101(PackNetResNet):
    """ResNet101, PackNet; see `PackNetResNet`."""

    config_class: ClassVar[type[PackNetResNetConfig]] = PackNetResNet101Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class PackNetResNet152(PackNetResNet):
    """ResNet152, PackNet; see `PackNetResNet`."""

    config_class: ClassVar[type[PackNetResNetConfig]] = PackNetResNet152Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 8, 36, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class PackNetResNeXt50_32x4d(PackNetResNet):
    """ResNeXt50_32x4d, PackNet; see `PackNetResNet`."""

    config_class: ClassVar[type[PackNetResNetConfig]] = PackNetResNeXt50_32x4dConfig
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 4


class PackNetResNeXt101_32x8d(PackNetResNet):
    """ResNeXt101_32x8d, PackNet; see `PackNetResNet`."""

    config_class: ClassVar[type[PackNetResNetConfig]] = PackNetResNeXt101_32x8dConfig
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 8


class PackNetWideResNet50_2(PackNetResNet):
    """WideResNet50_2, PackNet; see `PackNetResNet`."""

    config_class: ClassVar[type[PackNetResNetConfig]] = PackNetWideResNet50_2Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 128


PackNetResNet52 = PackNetResNet50
"""Another name of `PackNetResNet50`."""
