# Generated from schema/architectures/mobilenet_v2.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""MobileNetV2, unit masks: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.graph.expression import round_to_multiple
from clbackbones_runtime.layers.masked_units import mask_units, norm_activation_mask
from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm2d
from clbackbones_runtime.layers.values import GlobalAveragePool
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation
from clbackbones_runtime.mechanisms.unit_masks import UnitMasks

from ..configs.networks.unit_masked_mobilenet_v2 import UnitMaskedMobileNetConfig

__all__ = ["UnitMaskedInvertedResidualBlock", "UnitMaskedMobileNet"]


class UnitMaskedInvertedResidualBlock(nn.Module):
    """Expansion, depthwise convolution, projection, and a shortcut (Sandler et al. 2018, Fig. 4).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        expansion: By how much it is wider inside; 1: there is no expansion.
        units: Units of the projection.
        stride: Stride of the depthwise convolution.
    """

    names: dict[str, str]
    expand: nn.Conv2d | None
    expand_bn: TaskBatchNorm | NoNorm | None
    expand_activation: nn.Module | None
    depthwise: nn.Conv2d
    depthwise_bn: TaskBatchNorm | NoNorm
    depthwise_activation: nn.Module
    project: nn.Conv2d
    project_bn: TaskBatchNorm | NoNorm
    project_adds_input: bool
    out_channels: int

    def __init__(
        self,
        config: UnitMaskedMobileNetConfig,
        name: str,
        in_channels: int,
        expansion: int,
        units: int,
        stride: int = 1,
    ) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "expand", "depthwise", "project")
        self.expand = self.expand_bn = self.expand_activation = None
        if expansion != 1:
            self.expand = nn.Conv2d(in_channels, in_channels * expansion, 1, bias=config.bias)
            self.expand_bn = task_batch_norm2d(config.batch_normalization, in_channels * expansion)
            self.expand_activation = make_activation(config.activation_layer, config.catalog)
        self.depthwise = nn.Conv2d(
            in_channels * expansion if expansion != 1 else in_channels,
            in_channels * expansion,
            3,
            stride=stride,
            padding=1,
            groups=in_channels * expansion,
            bias=config.bias,
        )
        self.depthwise_bn = task_batch_norm2d(config.batch_normalization, in_channels * expansion)
        self.depthwise_activation = make_activation(config.activation_layer, config.catalog)
        self.project = nn.Conv2d(in_channels * expansion, units, 1, bias=config.bias)
        self.project_bn = task_batch_norm2d(config.batch_normalization, units)
        self.project_adds_input = in_channels == units and stride == 1
        self.out_channels = units

    def forward(self, input: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = input
        if self.expand is not None and self.expand_bn is not None and (self.expand_activation is not None):
            x = self.expand(x)
            x = norm_activation_mask(x, self.expand_bn, task_norm, self.expand_activation, mask[self.names["expand"]])
            activations[self.names["expand"]] = x
        x = self.depthwise(x)
        x = norm_activation_mask(
            x, self.depthwise_bn, task_norm, self.depthwise_activation, mask[self.names["depthwise"]]
        )
        activations[self.names["depthwise"]] = x
        x = self.project(x)
        x = self.project_bn(x, task_norm)
        if self.project_adds_input:
            x = x + input
        x = mask_units(x, mask[self.names["project"]])
        activations[self.names["project"]] = x
        return x, activations


class UnitMaskedMobileNet(Backbone):
    """MobileNetV2: makes and runs the layers, for unit masks and all that weave as it does.

    Inverted residual blocks: a 1x1 convolution that expands, a depthwise 3x3 convolution, and a 1x1 convolution without
    activation that projects back; then a 1x1 convolution and global average pooling.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Sandler et al., CVPR 2018 <https://arxiv.org/abs/1801.04381>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    stage1: nn.ModuleList
    stage2: nn.ModuleList
    stage3: nn.ModuleList
    stage4: nn.ModuleList
    stage5: nn.ModuleList
    stage6: nn.ModuleList
    stage7: nn.ModuleList
    conv2: nn.Conv2d
    conv_bn2: TaskBatchNorm | NoNorm
    conv_activation2: nn.Module
    avepool: GlobalAveragePool

    def __init__(self, config: UnitMaskedMobileNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = nn.Conv2d(
            config.input_channels,
            round_to_multiple(32 * config.width_multiplier, 8),
            3,
            stride=2,
            padding=1,
            bias=config.bias,
        )
        self.conv_bn1 = task_batch_norm2d(
            config.batch_normalization, round_to_multiple(32 * config.width_multiplier, 8)
        )
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.stage1, channels = self._inverted_residual_stage(
            config,
            "stage1",
            1,
            round_to_multiple(32 * config.width_multiplier, 8),
            expansion=1,
            units=round_to_multiple(16 * config.width_multiplier, 8),
        )
        self.stage2, channels = self._inverted_residual_stage(
            config,
            "stage2",
            2,
            channels,
            expansion=6,
            units=round_to_multiple(24 * config.width_multiplier, 8),
            first_stride=2,
        )
        self.stage3, channels = self._inverted_residual_stage(
            config,
            "stage3",
            3,
            channels,
            expansion=6,
            units=round_to_multiple(32 * config.width_multiplier, 8),
            first_stride=2,
        )
        self.stage4, channels = self._inverted_residual_stage(
            config,
            "stage4",
            4,
            channels,
            expansion=6,
            units=round_to_multiple(64 * config.width_multiplier, 8),
            first_stride=2,
        )
        self.stage5, channels = self._inverted_residual_stage(
            config, "stage5", 3, channels, expansion=6, units=round_to_multiple(96 * config.width_multiplier, 8)
        )
        self.stage6, channels = self._inverted_residual_stage(
            config,
            "stage6",
            3,
            channels,
            expansion=6,
            units=round_to_multiple(160 * config.width_multiplier, 8),
            first_stride=2,
        )
        self.stage7, channels = self._inverted_residual_stage(
            config, "stage7", 1, channels, expansion=6, units=round_to_multiple(320 * config.width_multiplier, 8)
        )
        self.conv2 = nn.Conv2d(
            channels, round_to_multiple(1280 * max(1, config.width_multiplier), 8), 1, bias=config.bias
        )
        self.conv_bn2 = task_batch_norm2d(
            config.batch_normalization, round_to_multiple(1280 * max(1, config.width_multiplier), 8)
        )
        self.conv_activation2 = make_activation(config.activation_layer, config.catalog)
        self.avepool = GlobalAveragePool()
        self._complete("kaiming_normal")

    @classmethod
    def from_config(cls, config: UnitMaskedMobileNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        UnitMaskedMobileNet.__init__(backbone, config)
        return backbone

    def _inverted_residual_stage(
        self,
        config: UnitMaskedMobileNetConfig,
        name: str,
        blocks: int,
        channels: int,
        expansion: int,
        units: int,
        first_stride: int = 1,
    ) -> tuple[nn.ModuleList, int]:
        """Makes a stage: the blocks, and the channels that the last one emits.

        Args:
            config: Config of the network.
            name: Name of the stage; those of its blocks start with it.
            blocks: How many there are.
            channels: Channels of the input.
            expansion: `expansion` of every block.
            units: `units` of every block.
            first_stride: `stride` of the first block.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = UnitMaskedInvertedResidualBlock(
                config,
                f"{name}/{index}",
                channels,
                expansion=expansion,
                units=units,
                stride=first_stride if index == 0 else 1,
            )
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
        for block in (*self.stage1, *self.stage2, *self.stage3, *self.stage4, *self.stage5, *self.stage6, *self.stage7):
            x, emitted = block(x, mask, task_norm)
            activations |= emitted
        x = self.conv2(x)
        x = norm_activation_mask(x, self.conv_bn2, task_norm, self.conv_activation2, mask["conv2"])
        activations["conv2"] = x
        x = self.avepool(x)
        x = x.flatten(1)
        return x, activations
