# Generated from schema/architectures/resnet.json and schema/mechanisms/weight_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, weight masks: the layers, and how values flow."""

from collections.abc import Sequence
from typing import ClassVar, Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm2d
from clbackbones_runtime.layers.values import GlobalAveragePool
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation
from clbackbones_runtime.mechanisms.weight_masks import Biases, Weights

from ..configs.networks.weight_masked_resnet import WeightMaskedResNetConfig

__all__ = ["WeightMaskedBasicBlock", "WeightMaskedBottleneckBlock", "WeightMaskedResNet"]


class WeightMaskedBasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut (He et al. 2016, Fig. 5 left).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        units: Units of the second convolution.
        inner: Units of the first convolution.
        groups: Groups of the first convolution.
        stride: Stride of the whole block.
    """

    names: dict[str, str]
    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv2: nn.Conv2d
    conv_bn2: TaskBatchNorm | NoNorm
    identity_downsample: nn.Conv2d | None
    identity_downsample_bn: TaskBatchNorm | NoNorm | None
    conv_activation2: nn.Module
    out_channels: int

    def __init__(
        self,
        config: WeightMaskedResNetConfig,
        name: str,
        in_channels: int,
        units: int,
        inner: int,
        groups: int,
        stride: int = 1,
    ) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "conv1", "conv2", "identity_downsample")
        self.conv1 = masked(nn.Conv2d)(
            in_channels,
            inner,
            3,
            stride=stride if config.layout == "torchvision" else 1,
            padding=1,
            groups=groups,
            bias=config.bias,
        )
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, inner)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv2 = masked(nn.Conv2d)(
            inner, units, 3, stride=1 if config.layout == "torchvision" else stride, padding=1, bias=config.bias
        )
        self.conv_bn2 = task_batch_norm2d(config.batch_normalization, units)
        self.identity_downsample = self.identity_downsample_bn = None
        if in_channels != units or stride != 1:
            self.identity_downsample = masked(nn.Conv2d)(in_channels, units, 1, stride=stride, bias=False)
            self.identity_downsample_bn = task_batch_norm2d(
                config.batch_normalization if config.layout == "torchvision" else None, units
            )
        self.conv_activation2 = make_activation(config.activation_layer, config.catalog)
        self.out_channels = units

    def forward(
        self, input: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm
    ) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = self.conv1(input, weights[self.names["conv1"]], biases[self.names["conv1"]])
        x = self.conv_bn1(x, task_norm)
        x = self.conv_activation1(x)
        activations[self.names["conv1"]] = x
        x = self.conv2(x, weights[self.names["conv2"]], biases[self.names["conv2"]])
        x = self.conv_bn2(x, task_norm)
        shortcut = input
        if self.identity_downsample is not None and self.identity_downsample_bn is not None:
            shortcut = self.identity_downsample(
                input, weights[self.names["identity_downsample"]], biases[self.names["identity_downsample"]]
            )
            shortcut = self.identity_downsample_bn(shortcut, task_norm)
        x = x + shortcut
        x = self.conv_activation2(x)
        activations[self.names["conv2"]] = x
        if self.identity_downsample is not None:
            activations[self.names["identity_downsample"]] = x
        return x, activations


class WeightMaskedBottleneckBlock(nn.Module):
    """A 3x3 convolution between two 1x1 convolutions, and a shortcut (He et al. 2016, Fig. 5 right).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        units: A quarter of the units that the block emits.
        inner: Units of the block's inner convolutions.
        groups: Groups of the 3x3 convolution.
        stride: Stride of the whole block.
    """

    names: dict[str, str]
    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv2: nn.Conv2d
    conv_bn2: TaskBatchNorm | NoNorm
    conv_activation2: nn.Module
    conv3: nn.Conv2d
    conv_bn3: TaskBatchNorm | NoNorm
    identity_downsample: nn.Conv2d | None
    identity_downsample_bn: TaskBatchNorm | NoNorm | None
    conv_activation3: nn.Module
    out_channels: int

    def __init__(
        self,
        config: WeightMaskedResNetConfig,
        name: str,
        in_channels: int,
        units: int,
        inner: int,
        groups: int,
        stride: int = 1,
    ) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "conv1", "conv2", "conv3", "identity_downsample")
        self.conv1 = masked(nn.Conv2d)(in_channels, inner, 1, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, inner)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv2 = masked(nn.Conv2d)(inner, inner, 3, stride=stride, padding=1, groups=groups, bias=config.bias)
        self.conv_bn2 = task_batch_norm2d(config.batch_normalization, inner)
        self.conv_activation2 = make_activation(config.activation_layer, config.catalog)
        self.conv3 = masked(nn.Conv2d)(inner, units * 4, 1, bias=config.bias)
        self.conv_bn3 = task_batch_norm2d(config.batch_normalization, units * 4)
        self.identity_downsample = self.identity_downsample_bn = None
        if in_channels != units * 4 or stride != 1:
            self.identity_downsample = masked(nn.Conv2d)(in_channels, units * 4, 1, stride=stride, bias=False)
            self.identity_downsample_bn = task_batch_norm2d(
                config.batch_normalization if config.layout == "torchvision" else None, units * 4
            )
        self.conv_activation3 = make_activation(config.activation_layer, config.catalog)
        self.out_channels = units * 4

    def forward(
        self, input: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm
    ) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = self.conv1(input, weights[self.names["conv1"]], biases[self.names["conv1"]])
        x = self.conv_bn1(x, task_norm)
        x = self.conv_activation1(x)
        activations[self.names["conv1"]] = x
        x = self.conv2(x, weights[self.names["conv2"]], biases[self.names["conv2"]])
        x = self.conv_bn2(x, task_norm)
        x = self.conv_activation2(x)
        activations[self.names["conv2"]] = x
        x = self.conv3(x, weights[self.names["conv3"]], biases[self.names["conv3"]])
        x = self.conv_bn3(x, task_norm)
        shortcut = input
        if self.identity_downsample is not None and self.identity_downsample_bn is not None:
            shortcut = self.identity_downsample(
                input, weights[self.names["identity_downsample"]], biases[self.names["identity_downsample"]]
            )
            shortcut = self.identity_downsample_bn(shortcut, task_norm)
        x = x + shortcut
        x = self.conv_activation3(x)
        activations[self.names["conv3"]] = x
        if self.identity_downsample is not None:
            activations[self.names["identity_downsample"]] = x
        return x, activations


class WeightMaskedResNet(Backbone):
    """Residual network: makes and runs the layers, for weight masks and all that weave as it does.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]]
    """The block of every stage: `basic` (He et al. 2016, Fig. 5 left) or `bottleneck` (right)."""

    depths: ClassVar[Sequence[int]]
    """Blocks per stage."""

    groups: ClassVar[int]
    """Groups of a block's inner 3x3 convolution: 1, but 32 in ResNeXt (Xie et al., CVPR 2017)."""

    group_width: ClassVar[int]
    """Units of each of these groups in the first stage; doubled from stage to stage."""

    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    maxpool: nn.MaxPool2d | nn.Identity
    conv2x: nn.ModuleList
    conv3x: nn.ModuleList
    conv4x: nn.ModuleList
    conv5x: nn.ModuleList
    avepool: GlobalAveragePool

    def __init__(self, config: WeightMaskedResNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = masked(nn.Conv2d)(
            config.input_channels,
            64,
            7 if config.stem == "imagenet" else 3,
            stride=2 if config.stem == "imagenet" else 1,
            padding=3 if config.stem == "imagenet" else 1,
            bias=config.bias,
        )
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, 64)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1) if config.stem == "imagenet" else nn.Identity()
        self.conv2x, channels = self._block_stage(
            config, "conv2x", self.depths[0], 64, units=64, inner=self.groups * self.group_width, groups=self.groups
        )
        self.conv3x, channels = self._block_stage(
            config,
            "conv3x",
            self.depths[1],
            channels,
            units=128,
            inner=2 * self.groups * self.group_width,
            groups=self.groups,
            first_stride=2,
        )
        self.conv4x, channels = self._block_stage(
            config,
            "conv4x",
            self.depths[2],
            channels,
            units=256,
            inner=4 * self.groups * self.group_width,
            groups=self.groups,
            first_stride=2,
        )
        self.conv5x, _ = self._block_stage(
            config,
            "conv5x",
            self.depths[3],
            channels,
            units=512,
            inner=8 * self.groups * self.group_width,
            groups=self.groups,
            first_stride=2,
        )
        self.avepool = GlobalAveragePool()
        self._complete("kaiming_normal" if config.layout == "torchvision" else None)

    @classmethod
    def from_config(cls, config: WeightMaskedResNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        WeightMaskedResNet.__init__(backbone, config)
        return backbone

    def _block_stage(
        self,
        config: WeightMaskedResNetConfig,
        name: str,
        blocks: int,
        channels: int,
        units: int,
        inner: int,
        groups: int,
        first_stride: int = 1,
    ) -> tuple[nn.ModuleList, int]:
        """Makes a stage: the blocks, and the channels that the last one emits.

        Args:
            config: Config of the network.
            name: Name of the stage; those of its blocks start with it.
            blocks: How many there are.
            channels: Channels of the input.
            units: `units` of every block.
            inner: `inner` of every block.
            groups: `groups` of every block.
            first_stride: `stride` of the first block.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = self.block(
                config,
                f"{name}/{index}",
                channels,
                units=units,
                inner=inner,
                groups=groups,
                stride=first_stride if index == 0 else 1,
            )
            stage.append(block)
            channels = block.out_channels
        return stage, channels

    def network(self, x: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
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
        activations: Activations = {}
        x = self.conv1(x, weights["conv1"], biases["conv1"])
        x = self.conv_bn1(x, task_norm)
        x = self.conv_activation1(x)
        activations["conv1"] = x
        x = self.maxpool(x)
        for block in (*self.conv2x, *self.conv3x, *self.conv4x, *self.conv5x):
            x, emitted = block(x, weights, biases, task_norm)
            activations |= emitted
        x = self.avepool(x)
        x = x.flatten(1)
        return x, activations
