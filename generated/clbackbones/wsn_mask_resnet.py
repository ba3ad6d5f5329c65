# Generated from schema/architectures/resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, WSN mask."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_layers import MaskedConv2d
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm2d
from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import activation_name, make_activation
from clbackbones_runtime.mechanisms.weight_masks import Biases, Weights
from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone

from .configs.wsn_mask_resnet import (
    ActivationLayer,
    WSNMaskResNet18Config,
    WSNMaskResNet34Config,
    WSNMaskResNet50Config,
    WSNMaskResNet101Config,
    WSNMaskResNet152Config,
    WSNMaskResNetConfig,
)

__all__ = [
    "WSNMaskResNet18",
    "WSNMaskResNet34",
    "WSNMaskResNet50",
    "WSNMaskResNet52",
    "WSNMaskResNet101",
    "WSNMaskResNet152",
]


class WSNMaskBasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut (He et al. 2016, Fig. 5 left).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        width: Units of the block's inner convolutions.
        stride: Stride of the whole block.
    """

    conv1: MaskedConv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv2: MaskedConv2d
    conv_bn2: TaskBatchNorm | NoNorm
    identity_downsample: MaskedConv2d | None
    identity_downsample_bn: TaskBatchNorm | NoNorm
    conv_activation2: nn.Module
    out_channels: int

    def __init__(self, config: WSNMaskResNetConfig, name: str, in_channels: int, width: int, stride: int = 1) -> None:
        """Makes the layers."""
        super().__init__()
        self.name = name
        self.conv1 = MaskedConv2d(
            in_channels, width, 3, stride=stride if config.layout == "torchvision" else 1, padding=1, bias=config.bias
        )
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, width)
        self.conv_activation1 = make_activation(config.activation_layer)
        self.conv2 = MaskedConv2d(
            width, width, 3, stride=1 if config.layout == "torchvision" else stride, padding=1, bias=config.bias
        )
        self.conv_bn2 = task_batch_norm2d(config.batch_normalization, width)
        self.identity_downsample = None
        if in_channels != width or stride != 1:
            self.identity_downsample = MaskedConv2d(in_channels, width, 1, stride=stride, bias=False)
            self.identity_downsample_bn = task_batch_norm2d(
                config.batch_normalization if config.layout == "torchvision" else None, width
            )
        self.conv_activation2 = make_activation(config.activation_layer)
        self.out_channels = width

    def forward(
        self, input: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: dict[str, Tensor] = {}
        x = self.conv1(input, weights[f"{self.name}/conv1"], biases[f"{self.name}/conv1"])
        x = self.conv_bn1(x, task_norm)
        x = self.conv_activation1(x)
        activations[f"{self.name}/conv1"] = x
        x = self.conv2(x, weights[f"{self.name}/conv2"], biases[f"{self.name}/conv2"])
        x = self.conv_bn2(x, task_norm)
        shortcut = input
        if self.identity_downsample is not None:
            shortcut = self.identity_downsample(
                input, weights[f"{self.name}/identity_downsample"], biases[f"{self.name}/identity_downsample"]
            )
            shortcut = self.identity_downsample_bn(shortcut, task_norm)
        x = x + shortcut
        x = self.conv_activation2(x)
        activations[f"{self.name}/conv2"] = x
        if self.identity_downsample is not None:
            activations[f"{self.name}/identity_downsample"] = x
        return x, activations


class WSNMaskBottleneckBlock(nn.Module):
    """A 3x3 convolution between two 1x1 convolutions, and a shortcut (He et al. 2016, Fig. 5 right).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        width: Units of the block's inner convolutions.
        stride: Stride of the whole block.
    """

    conv1: MaskedConv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv2: MaskedConv2d
    conv_bn2: TaskBatchNorm | NoNorm
    conv_activation2: nn.Module
    conv3: MaskedConv2d
    conv_bn3: TaskBatchNorm | NoNorm
    identity_downsample: MaskedConv2d | None
    identity_downsample_bn: TaskBatchNorm | NoNorm
    conv_activation3: nn.Module
    out_channels: int

    def __init__(self, config: WSNMaskResNetConfig, name: str, in_channels: int, width: int, stride: int = 1) -> None:
        """Makes the layers."""
        super().__init__()
        self.name = name
        self.conv1 = MaskedConv2d(in_channels, width, 1, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, width)
        self.conv_activation1 = make_activation(config.activation_layer)
        self.conv2 = MaskedConv2d(width, width, 3, stride=stride, padding=1, bias=config.bias)
        self.conv_bn2 = task_batch_norm2d(config.batch_normalization, width)
        self.conv_activation2 = make_activation(config.activation_layer)
        self.conv3 = MaskedConv2d(width, width * 4, 1, bias=config.bias)
        self.conv_bn3 = task_batch_norm2d(config.batch_normalization, width * 4)
        self.identity_downsample = None
        if in_channels != width * 4 or stride != 1:
            self.identity_downsample = MaskedConv2d(in_channels, width * 4, 1, stride=stride, bias=False)
            self.identity_downsample_bn = task_batch_norm2d(
                config.batch_normalization if config.layout == "torchvision" else None, width * 4
            )
        self.conv_activation3 = make_activation(config.activation_layer)
        self.out_channels = width * 4

    def forward(
        self, input: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: dict[str, Tensor] = {}
        x = self.conv1(input, weights[f"{self.name}/conv1"], biases[f"{self.name}/conv1"])
        x = self.conv_bn1(x, task_norm)
        x = self.conv_activation1(x)
        activations[f"{self.name}/conv1"] = x
        x = self.conv2(x, weights[f"{self.name}/conv2"], biases[f"{self.name}/conv2"])
        x = self.conv_bn2(x, task_norm)
        x = self.conv_activation2(x)
        activations[f"{self.name}/conv2"] = x
        x = self.conv3(x, weights[f"{self.name}/conv3"], biases[f"{self.name}/conv3"])
        x = self.conv_bn3(x, task_norm)
        shortcut = input
        if self.identity_downsample is not None:
            shortcut = self.identity_downsample(
                input, weights[f"{self.name}/identity_downsample"], biases[f"{self.name}/identity_downsample"]
            )
            shortcut = self.identity_downsample_bn(shortcut, task_norm)
        x = x + shortcut
        x = self.conv_activation3(x)
        activations[f"{self.name}/conv3"] = x
        if self.identity_downsample is not None:
            activations[f"{self.name}/identity_downsample"] = x
        return x, activations


class WSNMaskResNet(WSNMaskBackbone):
    """Residual network, WSN mask.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.
    Winning subnetworks: a trained score per weight selects the fraction of weights that a task uses.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Kang et al., ICML 2022
    <https://proceedings.mlr.press/v162/kang22b.html>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    block: ClassVar[type[WSNMaskBasicBlock] | type[WSNMaskBottleneckBlock]]
    """The block of every stage: `basic` (He et al. 2016, Fig. 5 left) or `bottleneck` (right)."""

    depths: ClassVar[Sequence[int]]
    """Blocks per stage."""

    config_class: ClassVar[type[WSNMaskResNetConfig]]

    conv1: MaskedConv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    maxpool: nn.MaxPool2d | nn.Identity
    conv2x: nn.ModuleList
    conv3x: nn.ModuleList
    conv4x: nn.ModuleList
    conv5x: nn.ModuleList
    avepool: nn.AdaptiveAvgPool2d

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
        layout: Literal["torchvision", "clarena"] = "torchvision",
        pretrained_weights: str | PathLike[str] | None = None,
        carry_over_scores: bool = True,
    ) -> None:
        """Residual network, WSN mask: checks the arguments, then makes the layers and draws their weights.

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
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        config = self.config_class(
            input_channels=input_channels,
            output_dim=output_dim,
            activation_layer=activation_name(activation_layer),
            batch_normalization=batch_normalization,
            bias=bias,
            stem=stem,
            layout=layout,
            pretrained_weights=pretrained_weights,
            carry_over_scores=carry_over_scores,
        )
        super().__init__(config)
        self.conv1 = MaskedConv2d(
            config.input_channels,
            64,
            7 if config.stem == "imagenet" else 3,
            stride=2 if config.stem == "imagenet" else 1,
            padding=3 if config.stem == "imagenet" else 1,
            bias=config.bias,
        )
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, 64)
        self.conv_activation1 = make_activation(config.activation_layer)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1) if config.stem == "imagenet" else nn.Identity()
        channels = 64
        self.conv2x = nn.ModuleList()
        for index in range(self.depths[0]):
            block = self.block(config, f"conv2x/{index}", channels, width=64)
            self.conv2x.append(block)
            channels = block.out_channels
        self.conv3x = nn.ModuleList()
        for index in range(self.depths[1]):
            block = self.block(config, f"conv3x/{index}", channels, width=128, stride=2 if index == 0 else 1)
            self.conv3x.append(block)
            channels = block.out_channels
        self.conv4x = nn.ModuleList()
        for index in range(self.depths[2]):
            block = self.block(config, f"conv4x/{index}", channels, width=256, stride=2 if index == 0 else 1)
            self.conv4x.append(block)
            channels = block.out_channels
        self.conv5x = nn.ModuleList()
        for index in range(self.depths[3]):
            block = self.block(config, f"conv5x/{index}", channels, width=512, stride=2 if index == 0 else 1)
            self.conv5x.append(block)
            channels = block.out_channels
        self.avepool = nn.AdaptiveAvgPool2d(1)
        self.initialize_weights("kaiming_normal" if config.layout == "torchvision" else None)

    def network(
        self, x: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_channels, height, width).
            weights: The weight of each weighted layer, times its mask.
            biases: The bias of each weighted layer, (units,), times its mask; None where the layer has no bias.
            task_norm: Which norm a pass uses. `train`: that of the task being learned, whose statistics move in
                training mode; `live`: the same at rest; a task id: the norm stored for the task, or the shared one, at
                rest.

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: dict[str, Tensor] = {}
        x = self.conv1(x, weights["conv1"], biases["conv1"])
        x = self.conv_bn1(x, task_norm)
        x = self.conv_activation1(x)
        activations["conv1"] = x
        x = self.maxpool(x)
        for block in self.conv2x:
            x, emitted = block(x, weights, biases, task_norm)
            activations |= emitted
        for block in self.conv3x:
            x, emitted = block(x, weights, biases, task_norm)
            activations |= emitted
        for block in self.conv4x:
            x, emitted = block(x, weights, biases, task_norm)
            activations |= emitted
        for block in self.conv5x:
            x, emitted = block(x, weights, biases, task_norm)
            activations |= emitted
        x = self.avepool(x)
        x = x.flatten(1)
        return x, activations


class WSNMaskResNet18(WSNMaskResNet):
    """ResNet18, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet18Config
    block: ClassVar[type[WSNMaskBasicBlock] | type[WSNMaskBottleneckBlock]] = WSNMaskBasicBlock
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2)


class WSNMaskResNet34(WSNMaskResNet):
    """ResNet34, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet34Config
    block: ClassVar[type[WSNMaskBasicBlock] | type[WSNMaskBottleneckBlock]] = WSNMaskBasicBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)


class WSNMaskResNet50(WSNMaskResNet):
    """ResNet50, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet50Config
    block: ClassVar[type[WSNMaskBasicBlock] | type[WSNMaskBottleneckBlock]] = WSNMaskBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)


class WSNMaskResNet101(WSNMaskResNet):
    """ResNet101, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet101Config
    block: ClassVar[type[WSNMaskBasicBlock] | type[WSNMaskBottleneckBlock]] = WSNMaskBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)


class WSNMaskResNet152(WSNMaskResNet):
    """ResNet152, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet152Config
    block: ClassVar[type[WSNMaskBasicBlock] | type[WSNMaskBottleneckBlock]] = WSNMaskBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 8, 36, 3)


WSNMaskResNet52 = WSNMaskResNet50
"""Another name of `WSNMaskResNet50`."""
