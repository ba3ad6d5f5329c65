# Generated from schema/architectures/densenet.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Densely connected network, unit masks: the layers, and how values flow."""

from collections.abc import Sequence
from typing import ClassVar, Self

import torch
from torch import Tensor, nn

from clbackbones_runtime.layers.masked_units import mask_units, norm_activation_mask
from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm2d
from clbackbones_runtime.layers.values import GlobalAveragePool
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation, make_dropout
from clbackbones_runtime.mechanisms.unit_masks import UnitMasks

from ..configs.networks.unit_masked_densenet import UnitMaskedDenseNetConfig

__all__ = ["UnitMaskedDenseLayerBlock", "UnitMaskedDenseNet", "UnitMaskedTransitionBlock"]


class UnitMaskedDenseLayerBlock(nn.Module):
    """A dense layer with a bottleneck: 1x1, then 3x3 convolution (Huang et al. 2017, DenseNet-B).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H, W).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        units: Units that it adds.
    """

    names: dict[str, str]
    bn1: TaskBatchNorm | NoNorm
    activation1: nn.Module
    conv1: nn.Conv2d
    bn2: TaskBatchNorm | NoNorm
    activation2: nn.Module
    conv2: nn.Conv2d
    dropout1: nn.Dropout | nn.Identity
    out_channels: int

    def __init__(self, config: UnitMaskedDenseNetConfig, name: str, in_channels: int, units: int) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "conv1", "conv2")
        self.bn1 = task_batch_norm2d(config.batch_normalization, in_channels)
        self.activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv1 = nn.Conv2d(in_channels, 4 * units, 1, bias=config.bias)
        self.bn2 = task_batch_norm2d(config.batch_normalization, 4 * units)
        self.activation2 = make_activation(config.activation_layer, config.catalog)
        self.conv2 = nn.Conv2d(4 * units, units, 3, padding=1, bias=config.bias)
        self.dropout1 = make_dropout(config.dropout)
        self.out_channels = in_channels + units

    def forward(self, input: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = self.bn1(input, task_norm)
        x = self.activation1(x)
        x = self.conv1(x)
        x = norm_activation_mask(x, self.bn2, task_norm, self.activation2, mask[self.names["conv1"]])
        activations[self.names["conv1"]] = x
        x = self.conv2(x)
        x = mask_units(x, mask[self.names["conv2"]])
        activations[self.names["conv2"]] = x
        x = self.dropout1(x)
        x = torch.cat([input, x], dim=1)
        return x, activations


class UnitMaskedTransitionBlock(nn.Module):
    """Halves channels, height and width (Huang et al. 2017, Fig. 2).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / 2, W / 2).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
    """

    names: dict[str, str]
    bn: TaskBatchNorm | NoNorm
    activation: nn.Module
    conv: nn.Conv2d
    pool: nn.AvgPool2d
    out_channels: int

    def __init__(self, config: UnitMaskedDenseNetConfig, name: str, in_channels: int) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "conv")
        self.bn = task_batch_norm2d(config.batch_normalization, in_channels)
        self.activation = make_activation(config.activation_layer, config.catalog)
        self.conv = nn.Conv2d(in_channels, in_channels // 2, 1, bias=config.bias)
        self.pool = nn.AvgPool2d(2, stride=2)
        self.out_channels = in_channels // 2

    def forward(self, input: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = self.bn(input, task_norm)
        x = self.activation(x)
        x = self.conv(x)
        x = mask_units(x, mask[self.names["conv"]])
        activations[self.names["conv"]] = x
        x = self.pool(x)
        return x, activations


class UnitMaskedDenseNet(Backbone):
    """Densely connected network: makes and runs the layers, for unit masks and all that weave as it does.

    Blocks in which each layer reads the units of all layers before it: norm, activation and a 1x1 convolution, then
    norm, activation and a 3x3 convolution whose units are put behind what the layer read; between blocks a transition
    halves channels, height and width.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Huang et al., CVPR 2017 <https://arxiv.org/abs/1608.06993>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    depths: ClassVar[Sequence[int]]
    """Dense layers per block."""

    growth: ClassVar[int]
    """Units that each dense layer adds."""

    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    maxpool: nn.MaxPool2d
    block1: nn.ModuleList
    transition1: nn.ModuleList
    block2: nn.ModuleList
    transition2: nn.ModuleList
    block3: nn.ModuleList
    transition3: nn.ModuleList
    block4: nn.ModuleList
    bn: TaskBatchNorm | NoNorm
    last_activation: nn.Module
    avepool: GlobalAveragePool

    def __init__(self, config: UnitMaskedDenseNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = nn.Conv2d(config.input_channels, 2 * self.growth, 7, stride=2, padding=3, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, 2 * self.growth)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.block1, channels = self._dense_layer_stage(
            config, "block1", self.depths[0], 2 * self.growth, units=self.growth
        )
        self.transition1, channels = self._transition_stage(config, "transition1", 1, channels)
        self.block2, channels = self._dense_layer_stage(config, "block2", self.depths[1], channels, units=self.growth)
        self.transition2, channels = self._transition_stage(config, "transition2", 1, channels)
        self.block3, channels = self._dense_layer_stage(config, "block3", self.depths[2], channels, units=self.growth)
        self.transition3, channels = self._transition_stage(config, "transition3", 1, channels)
        self.block4, channels = self._dense_layer_stage(config, "block4", self.depths[3], channels, units=self.growth)
        self.bn = task_batch_norm2d(config.batch_normalization, channels)
        self.last_activation = make_activation(config.activation_layer, config.catalog)
        self.avepool = GlobalAveragePool()
        self._complete("kaiming_normal")

    @classmethod
    def from_config(cls, config: UnitMaskedDenseNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        UnitMaskedDenseNet.__init__(backbone, config)
        return backbone

    def _dense_layer_stage(
        self, config: UnitMaskedDenseNetConfig, name: str, blocks: int, channels: int, units: int
    ) -> tuple[nn.ModuleList, int]:
        """Makes a stage: the blocks, and the channels that the last one emits.

        Args:
            config: Config of the network.
            name: Name of the stage; those of its blocks start with it.
            blocks: How many there are.
            channels: Channels of the input.
            units: `units` of every block.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = UnitMaskedDenseLayerBlock(config, f"{name}/{index}", channels, units=units)
            stage.append(block)
            channels = block.out_channels
        return stage, channels

    def _transition_stage(
        self, config: UnitMaskedDenseNetConfig, name: str, blocks: int, channels: int
    ) -> tuple[nn.ModuleList, int]:
        """Makes a stage: the blocks, and the channels that the last one emits.

        Args:
            config: Config of the network.
            name: Name of the stage; those of its blocks start with it.
            blocks: How many there are.
            channels: Channels of the input.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = UnitMaskedTransitionBlock(config, f"{name}/{index}", channels)
            stage.append(block)
            channels = block.out_channels
        return stage, channels

    def network(self, x: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_channels, height, width).
            mask: A mask per weighted layer, (units,); layers of one unit group share the tensor.
            task_norm: Which norm a pass uses. `train`: that of the task being learned, whose statistics move in
                training mode; `live`: the same at rest; a task id: the norm stored for the task, or the shared one, at
                rest.

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: Activations = {}
        x = self.conv1(x)
        x = norm_activation_mask(x, self.conv_bn1, task_norm, self.conv_activation1, mask["conv1"])
        activations["conv1"] = x
        x = self.maxpool(x)
        for block in (
            *self.block1,
            *self.transition1,
            *self.block2,
            *self.transition2,
            *self.block3,
            *self.transition3,
            *self.block4,
        ):
            x, emitted = block(x, mask, task_norm)
            activations |= emitted
        x = self.bn(x, task_norm)
        x = self.last_activation(x)
        x = self.avepool(x)
        x = x.flatten(1)
        return x, activations
