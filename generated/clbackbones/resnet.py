# Generated from schema/architectures/resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, plain."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import PlainBackbone

from .configs.networks.plain_resnet import ActivationLayer
from .configs.resnet import (
    ResNet18Config,
    ResNet34Config,
    ResNet50Config,
    ResNet101Config,
    ResNet152Config,
    ResNetConfig,
    ResNeXt50_32x4dConfig,
    ResNeXt101_32x8dConfig,
    WideResNet50_2Config,
)
from .networks.plain_resnet import PlainBasicBlock, PlainBottleneckBlock, PlainResNet

__all__ = [
    "ResNeXt50_32x4d",
    "ResNeXt101_32x8d",
    "ResNet18",
    "ResNet34",
    "ResNet50",
    "ResNet52",
    "ResNet101",
    "ResNet152",
    "WideResNet50_2",
]


class ResNet(PlainResNet, PlainBackbone):
    """Residual network, plain.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.
    One network for all tasks, or for a single one.

    `PlainResNet` makes and runs the layers; `PlainBackbone` has `forward`.

    Source: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[ResNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: bool = True,
        bias: bool = False,
        stem: Literal["imagenet", "cifar"] = "imagenet",
        layout: Literal["torchvision", "clarena"] = "torchvision",
        pretrained_weights: str | PathLike[str] | None = None,
    ) -> None:
        """Residual network, plain: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
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


class ResNet18(ResNet):
    """ResNet18, plain; see `ResNet`."""

    config_class: ClassVar[type[ResNetConfig]] = ResNet18Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBasicBlock
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class ResNet34(ResNet):
    """ResNet34, plain; see `ResNet`."""

    config_class: ClassVar[type[ResNetConfig]] = ResNet34Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBasicBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class ResNet50(ResNet):
    """ResNet50, plain; see `ResNet`."""

    config_class: ClassVar[type[ResNetConfig]] = ResNet50Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class ResNet101(ResNet):
    """ResNet101, plain; see `ResNet`."""

    config_class: ClassVar[type[ResNetConfig]] = ResNet101Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class ResNet152(ResNet):
    """ResNet152, plain; see `ResNet`."""

    config_class: ClassVar[type[ResNetConfig]] = ResNet152Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 8, 36, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class ResNeXt50_32x4d(ResNet):
    """ResNeXt50_32x4d, plain; see `ResNet`."""

    config_class: ClassVar[type[ResNetConfig]] = ResNeXt50_32x4dConfig
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 4


class ResNeXt101_32x8d(ResNet):
    """ResNeXt101_32x8d, plain; see `ResNet`."""

    config_class: ClassVar[type[ResNetConfig]] = ResNeXt101_32x8dConfig
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 8


class WideResNet50_2(ResNet):
    """WideResNet50_2, plain; see `ResNet`."""

    config_class: ClassVar[type[ResNetConfig]] = WideResNet50_2Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 128


ResNet52 = ResNet50
"""Another name of `ResNet50`."""
