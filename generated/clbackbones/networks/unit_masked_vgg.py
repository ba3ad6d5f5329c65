# Generated from schema/architectures/vgg.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""VGG, unit masks: the layers, and how values flow."""

from collections.abc import Sequence
from typing import ClassVar, Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_units import mask_units, norm_activation_mask
from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm2d
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation, make_dropout
from clbackbones_runtime.mechanisms.unit_masks import UnitMasks

from ..configs.networks.unit_masked_vgg import UnitMaskedVGGConfig

__all__ = ["UnitMaskedConvolutionBlock", "UnitMaskedFullyConnectedBlock", "UnitMaskedVGG"]


class UnitMaskedConvolutionBlock(nn.Module):
    """A 3x3 convolution.

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H, W).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        units: Units of the convolution.
    """

    names: dict[str, str]
    conv: nn.Conv2d
    conv_bn: TaskBatchNorm | NoNorm
    conv_activation: nn.Module
    out_channels: int

    def __init__(self, config: UnitMaskedVGGConfig, name: str, in_channels: int, units: int) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "conv")
        self.conv = nn.Conv2d(in_channels, units, 3, padding=1, bias=config.bias)
        self.conv_bn = task_batch_norm2d(config.batch_normalization, units)
        self.conv_activation = make_activation(config.activation_layer, config.catalog)
        self.out_channels = units

    def forward(self, input: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = self.conv(input)
        x = norm_activation_mask(x, self.conv_bn, task_norm, self.conv_activation, mask[self.names["conv"]])
        activations[self.names["conv"]] = x
        return x, activations


class UnitMaskedFullyConnectedBlock(nn.Module):
    """A fully connected layer.

    Shapes: (batch, in_features) -> (batch, out_features).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_features: Features of the input.
        units: Units of the layer.
    """

    names: dict[str, str]
    linear: nn.Linear
    linear_activation: nn.Module
    linear_dropout: nn.Dropout | nn.Identity
    out_features: int

    def __init__(self, config: UnitMaskedVGGConfig, name: str, in_features: int, units: int) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "linear")
        self.linear = nn.Linear(in_features, units, bias=config.bias)
        self.linear_activation = make_activation(config.activation_layer, config.catalog)
        self.linear_dropout = make_dropout(config.dropout)
        self.out_features = units

    def forward(self, input: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = self.linear(input)
        x = self.linear_activation(x)
        x = mask_units(x, mask[self.names["linear"]])
        activations[self.names["linear"]] = x
        x = self.linear_dropout(x)
        return x, activations


class UnitMaskedVGG(Backbone):
    """VGG: makes and runs the layers, for unit masks and all that weave as it does.

    Five runs of 3x3 convolutions, each with 2x2 max-pooling behind it, then two fully connected layers, as in
    torchvision.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Simonyan and Zisserman, ICLR 2015 <https://arxiv.org/abs/1409.1556>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    depths: ClassVar[Sequence[int]]
    """Convolutions per run."""

    conv1x: nn.ModuleList
    pool1: nn.MaxPool2d
    conv2x: nn.ModuleList
    pool2: nn.MaxPool2d
    conv3x: nn.ModuleList
    pool3: nn.MaxPool2d
    conv4x: nn.ModuleList
    pool4: nn.MaxPool2d
    conv5x: nn.ModuleList
    pool5: nn.MaxPool2d
    avgpool: nn.AdaptiveAvgPool2d
    classifier: nn.ModuleList

    def __init__(self, config: UnitMaskedVGGConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1x, channels = self._convolution_stage(
            config, "conv1x", self.depths[0], config.input_channels, units=64
        )
        self.pool1 = nn.MaxPool2d(2, stride=2)
        self.conv2x, channels = self._convolution_stage(config, "conv2x", self.depths[1], channels, units=128)
        self.pool2 = nn.MaxPool2d(2, stride=2)
        self.conv3x, channels = self._convolution_stage(config, "conv3x", self.depths[2], channels, units=256)
        self.pool3 = nn.MaxPool2d(2, stride=2)
        self.conv4x, channels = self._convolution_stage(config, "conv4x", self.depths[3], channels, units=512)
        self.pool4 = nn.MaxPool2d(2, stride=2)
        self.conv5x, _ = self._convolution_stage(config, "conv5x", self.depths[4], channels, units=512)
        self.pool5 = nn.MaxPool2d(2, stride=2)
        self.avgpool = nn.AdaptiveAvgPool2d(7 if config.linear_layers == "imagenet" else 1)
        self.classifier, _ = self._fully_connected_stage(
            config,
            "classifier",
            2 if config.linear_layers == "imagenet" else 0,
            self.features_after("flatten"),
            units=4096,
        )
        self._complete("kaiming_normal")

    @classmethod
    def from_config(cls, config: UnitMaskedVGGConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        UnitMaskedVGG.__init__(backbone, config)
        return backbone

    def _convolution_stage(
        self, config: UnitMaskedVGGConfig, name: str, blocks: int, channels: int, units: int
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
            block = UnitMaskedConvolutionBlock(config, f"{name}/{index}", channels, units=units)
            stage.append(block)
            channels = block.out_channels
        return stage, channels

    def _fully_connected_stage(
        self, config: UnitMaskedVGGConfig, name: str, blocks: int, features: int, units: int
    ) -> tuple[nn.ModuleList, int]:
        """Makes a stage: the blocks, and the features that the last one emits.

        Args:
            config: Config of the network.
            name: Name of the stage; those of its blocks start with it.
            blocks: How many there are.
            features: Features of the input.
            units: `units` of every block.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = UnitMaskedFullyConnectedBlock(config, f"{name}/{index}", features, units=units)
            stage.append(block)
            features = block.out_features
        return stage, features

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
        for block in self.conv1x:
            x, emitted = block(x, mask, task_norm)
            activations |= emitted
        x = self.pool1(x)
        for block in self.conv2x:
            x, emitted = block(x, mask, task_norm)
            activations |= emitted
        x = self.pool2(x)
        for block in self.conv3x:
            x, emitted = block(x, mask, task_norm)
            activations |= emitted
        x = self.pool3(x)
        for block in self.conv4x:
            x, emitted = block(x, mask, task_norm)
            activations |= emitted
        x = self.pool4(x)
        for block in self.conv5x:
            x, emitted = block(x, mask, task_norm)
            activations |= emitted
        x = self.pool5(x)
        x = self.avgpool(x)
        x = x.flatten(1)
        for block in self.classifier:
            x, emitted = block(x, mask, task_norm)
            activations |= emitted
        return x, activations
