# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/weight_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, weight masks: the layers, and how values flow."""

from typing import ClassVar, Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm2d
from clbackbones_runtime.layers.values import GlobalAveragePool, PadUnits
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation
from clbackbones_runtime.mechanisms.weight_masks import Biases, Weights

from ..configs.networks.weight_masked_cifar_resnet import WeightMaskedCIFARResNetConfig

__all__ = ["WeightMaskedBasicBlock", "WeightMaskedCIFARResNet"]


class WeightMaskedBasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut (He et al. 2016, Fig. 5 left).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        units: Units of both convolutions.
        stride: Stride of the first convolution and the shortcut.
        active: 1: an activation ends the block; 0: none does.
    """

    names: dict[str, str]
    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv2: nn.Conv2d
    conv_bn2: TaskBatchNorm | NoNorm
    identity_downsample: nn.Conv2d | None
    identity_downsample_bn: TaskBatchNorm | NoNorm | None
    subsample: nn.AvgPool2d | nn.Identity | None
    zeros: PadUnits | nn.Identity | None
    conv_activation2: nn.Module
    out_channels: int

    def __init__(
        self,
        config: WeightMaskedCIFARResNetConfig,
        name: str,
        in_channels: int,
        units: int,
        stride: int = 1,
        active: int = 1,
    ) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "conv1", "conv2", "identity_downsample")
        self.conv1 = masked(nn.Conv2d)(in_channels, units, 3, stride=stride, padding=1, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, units)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv2 = masked(nn.Conv2d)(units, units, 3, padding=1, bias=config.bias)
        self.conv_bn2 = task_batch_norm2d(config.batch_normalization, units)
        self.identity_downsample = self.identity_downsample_bn = self.subsample = self.zeros = None
        if in_channels != units or stride != 1:
            self.identity_downsample = self.identity_downsample_bn = None
            if config.shortcut_type == "projection":
                self.identity_downsample = masked(nn.Conv2d)(in_channels, units, 1, stride=stride, bias=False)
                self.identity_downsample_bn = task_batch_norm2d(config.batch_normalization, units)
            self.subsample = nn.AvgPool2d(1, stride=stride) if config.shortcut_type == "zero_padding" else nn.Identity()
            self.zeros = (
                PadUnits(after=units - in_channels) if config.shortcut_type == "zero_padding" else nn.Identity()
            )
        self.conv_activation2 = make_activation(config.activation_layer if active == 1 else None, config.catalog)
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
        if self.subsample is not None and self.zeros is not None:
            shortcut = input
            if self.identity_downsample is not None and self.identity_downsample_bn is not None:
                shortcut = self.identity_downsample(
                    shortcut, weights[self.names["identity_downsample"]], biases[self.names["identity_downsample"]]
                )
                shortcut = self.identity_downsample_bn(shortcut, task_norm)
            shortcut = self.subsample(shortcut)
            shortcut = self.zeros(shortcut)
        x = x + shortcut
        x = self.conv_activation2(x)
        activations[self.names["conv2"]] = x
        if self.identity_downsample is not None:
            activations[self.names["identity_downsample"]] = x
        return x, activations


class WeightMaskedCIFARResNet(Backbone):
    """Residual network for CIFAR: makes and runs the layers, for weight masks and all that weave as it does.

    Three stages of basic blocks of 16, 32 and 64 units behind a 3x3 convolution, then global average pooling. Where a
    block changes the shape, its shortcut is a 1x1 convolution with a norm, or has no weights, as `shortcut_type` says.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    stage_length: ClassVar[int]
    """Blocks per stage."""

    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv2x: nn.ModuleList
    conv3x: nn.ModuleList
    conv4x: nn.ModuleList
    avepool: GlobalAveragePool

    def __init__(self, config: WeightMaskedCIFARResNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = masked(nn.Conv2d)(config.input_channels, 16, 3, padding=1, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, 16)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv2x, channels = self._basic_stage(config, "conv2x", self.stage_length, 16, units=16)
        self.conv3x, channels = self._basic_stage(
            config, "conv3x", self.stage_length, channels, units=32, first_stride=2
        )
        self.conv4x, _ = self._basic_stage(
            config,
            "conv4x",
            self.stage_length,
            channels,
            units=64,
            first_stride=2,
            last_active=1 if config.last_activation is True else 0,
        )
        self.avepool = GlobalAveragePool()
        self._complete("kaiming_normal")

    @classmethod
    def from_config(cls, config: WeightMaskedCIFARResNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        WeightMaskedCIFARResNet.__init__(backbone, config)
        return backbone

    def _basic_stage(
        self,
        config: WeightMaskedCIFARResNetConfig,
        name: str,
        blocks: int,
        channels: int,
        units: int,
        first_stride: int = 1,
        last_active: int = 1,
    ) -> tuple[nn.ModuleList, int]:
        """Makes a stage: the blocks, and the channels that the last one emits.

        Args:
            config: Config of the network.
            name: Name of the stage; those of its blocks start with it.
            blocks: How many there are.
            channels: Channels of the input.
            units: `units` of every block.
            first_stride: `stride` of the first block.
            last_active: `active` of the last block.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = WeightMaskedBasicBlock(
                config,
                f"{name}/{index}",
                channels,
                units=units,
                stride=first_stride if index == 0 else 1,
                active=last_active if index == blocks - 1 else 1,
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
        for block in (*self.conv2x, *self.conv3x, *self.conv4x):
            x, emitted = block(x, weights, biases, task_norm)
            activations |= emitted
        x = self.avepool(x)
        x = x.flatten(1)
        return x, activations
