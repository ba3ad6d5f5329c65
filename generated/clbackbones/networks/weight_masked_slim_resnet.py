# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/weight_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Slim residual network, weight masks: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm2d
from clbackbones_runtime.layers.values import GlobalAveragePool
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation
from clbackbones_runtime.mechanisms.weight_masks import Biases, Weights

from ..configs.networks.weight_masked_slim_resnet import WeightMaskedSlimResNetConfig

__all__ = ["WeightMaskedBasicBlock", "WeightMaskedSlimResNet"]


class WeightMaskedBasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut (He et al. 2016, Fig. 5 left).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        units: Units of both convolutions.
        stride: Stride of the whole block.
    """

    names: dict[str, str]
    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv2: nn.Conv2d
    conv_bn2: TaskBatchNorm | NoNorm
    shortcut: nn.Conv2d | None
    shortcut_bn: TaskBatchNorm | NoNorm | None
    conv_activation2: nn.Module
    out_channels: int

    def __init__(
        self, config: WeightMaskedSlimResNetConfig, name: str, in_channels: int, units: int, stride: int = 1
    ) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "conv1", "conv2", "shortcut")
        self.conv1 = masked(nn.Conv2d)(in_channels, units, 3, stride=stride, padding=1, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, units)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv2 = masked(nn.Conv2d)(units, units, 3, padding=1, bias=config.bias)
        self.conv_bn2 = task_batch_norm2d(config.batch_normalization, units)
        self.shortcut = self.shortcut_bn = None
        if in_channels != units or stride != 1:
            self.shortcut = masked(nn.Conv2d)(in_channels, units, 1, stride=stride, bias=False)
            self.shortcut_bn = task_batch_norm2d(config.batch_normalization, units)
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
        if self.shortcut is not None and self.shortcut_bn is not None:
            shortcut = self.shortcut(input, weights[self.names["shortcut"]], biases[self.names["shortcut"]])
            shortcut = self.shortcut_bn(shortcut, task_norm)
        x = x + shortcut
        x = self.conv_activation2(x)
        activations[self.names["conv2"]] = x
        if self.shortcut is not None:
            activations[self.names["shortcut"]] = x
        return x, activations


class WeightMaskedSlimResNet(Backbone):
    """Slim residual network: makes and runs the layers, for weight masks and all that weave as it does.

    The reduced ResNet-18 of continual learning: a 3x3 stem, then four stages of two basic blocks each, whose widths are
    `width` times 1, 2, 4 and 8, then global average pooling.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Lopez-Paz and Ranzato, NeurIPS 2017 <https://arxiv.org/abs/1706.08840>.

    Shapes: (batch, input_channels, height, width_of_image) -> (batch, output_dim).
    """

    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv2x: nn.ModuleList
    conv3x: nn.ModuleList
    conv4x: nn.ModuleList
    conv5x: nn.ModuleList
    avepool: GlobalAveragePool

    def __init__(self, config: WeightMaskedSlimResNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = masked(nn.Conv2d)(config.input_channels, config.width, 3, padding=1, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, config.width)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv2x, channels = self._basic_stage(config, "conv2x", 2, config.width, units=config.width)
        self.conv3x, channels = self._basic_stage(config, "conv3x", 2, channels, units=config.width * 2, first_stride=2)
        self.conv4x, channels = self._basic_stage(config, "conv4x", 2, channels, units=config.width * 4, first_stride=2)
        self.conv5x, _ = self._basic_stage(config, "conv5x", 2, channels, units=config.width * 8, first_stride=2)
        self.avepool = GlobalAveragePool()
        self._complete(None)

    @classmethod
    def from_config(cls, config: WeightMaskedSlimResNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        WeightMaskedSlimResNet.__init__(backbone, config)
        return backbone

    def _basic_stage(
        self,
        config: WeightMaskedSlimResNetConfig,
        name: str,
        blocks: int,
        channels: int,
        units: int,
        first_stride: int = 1,
    ) -> tuple[nn.ModuleList, int]:
        """Makes a stage: the blocks, and the channels that the last one emits.

        Args:
            config: Config of the network.
            name: Name of the stage; those of its blocks start with it.
            blocks: How many there are.
            channels: Channels of the input.
            units: `units` of every block.
            first_stride: `stride` of the first block.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = WeightMaskedBasicBlock(
                config, f"{name}/{index}", channels, units=units, stride=first_stride if index == 0 else 1
            )
            stage.append(block)
            channels = block.out_channels
        return stage, channels

    def network(self, x: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_channels, height, width_of_image).
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
        for block in (*self.conv2x, *self.conv3x, *self.conv4x, *self.conv5x):
            x, emitted = block(x, weights, biases, task_norm)
            activations |= emitted
        x = self.avepool(x)
        x = x.flatten(1)
        return x, activations
