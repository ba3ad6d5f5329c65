# Generated from schema/architectures/resnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, CL."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.cl import CLBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.cl_resnet import (
    CLResNet18Config,
    CLResNet34Config,
    CLResNet50Config,
    CLResNet101Config,
    CLResNet152Config,
    CLResNetConfig,
    CLResNeXt50_32x4dConfig,
    CLResNeXt101_32x8dConfig,
    CLWideResNet50_2Config,
)
from .configs.networks.plain_resnet import ActivationLayer
from .networks.plain_resnet import PlainBasicBlock, PlainBottleneckBlock, PlainResNet

__all__ = [
    "CLResNeXt50_32x4d",
    "CLResNeXt101_32x8d",
    "CLResNet18",
    "CLResNet34",
    "CLResNet50",
    "CLResNet52",
    "CLResNet101",
    "CLResNet152",
    "CLWideResNet50_2",
]


class CLResNet(PlainResNet, CLBackbone):
    """Residual network, CL.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.
    The plain network for continual learning: it knows the current task and those it has processed.

    `PlainResNet` makes and runs the layers; `CLBackbone` has `forward`.

    Source: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[CLResNetConfig]]

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
        """Residual network, CL: checks the arguments, then makes the layers and draws their weights.

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


class CLResNet18(CLResNet):
    """ResNet18, CL; see `CLResNet`."""

    config_class: ClassVar[type[CLResNetConfig]] = CLResNet18Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBasicBlock
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class CLResNet34(CLResNet):
    """ResNet34, CL; see `CLResNet`."""

    config_class: ClassVar[type[CLResNetConfig]] = CLResNet34Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBasicBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class CLResNet50(CLResNet):
    """ResNet50, CL; see `CLResNet`."""

    config_class: ClassVar[type[CLResNetConfig]] = CLResNet50Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class CLResNet101(CLResNet):
    """ResNet101, CL; see `CLResNet`."""

    config_class: ClassVar[type[CLResNetConfig]] = CLResNet101Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class CLResNet152(CLResNet):
    """ResNet152, CL; see `CLResNet`."""

    config_class: ClassVar[type[CLResNetConfig]] = CLResNet152Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 8, 36, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class CLResNeXt50_32x4d(CLResNet):
    """ResNeXt50_32x4d, CL; see `CLResNet`."""

    config_class: ClassVar[type[CLResNetConfig]] = CLResNeXt50_32x4dConfig
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 4


class CLResNeXt101_32x8d(CLResNet):
    """ResNeXt101_32x8d, CL; see `CLResNet`."""

    config_class: ClassVar[type[CLResNetConfig]] = CLResNeXt101_32x8dConfig
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 8


class CLWideResNet50_2(CLResNet):
    """WideResNet50_2, CL; see `CLResNet`."""

    config_class: ClassVar[type[CLResNetConfig]] = CLWideResNet50_2Config
    block: ClassVar[type[PlainBasicBlock] | type[PlainBottleneckBlock]] = PlainBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 128


CLResNet52 = CLResNet50
"""Another name of `CLResNet50`."""
