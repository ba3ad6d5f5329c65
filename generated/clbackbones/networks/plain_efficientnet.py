# Generated from schema/architectures/efficientnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""EfficientNet, plain: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.values import GlobalAveragePool
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import batch_norm2d, make_activation

from ..configs.networks.plain_efficientnet import PlainEfficientNetConfig

__all__ = ["PlainEfficientNet", "PlainMbconvBlock"]


class PlainMbconvBlock(nn.Module):
    """An inverted residual block with squeeze-and-excitation (Tan and Le 2019, Sec. 4).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        expansion: By how much it is wider inside; 1: there is no expansion.
        kernel: Height and width of the depthwise window.
        units: Units of the projection.
        stride: Stride of the depthwise convolution.
    """

    names: dict[str, str]
    expand: nn.Conv2d | None
    expand_bn: nn.BatchNorm2d | nn.Identity | None
    expand_activation: nn.Module | None
    depthwise: nn.Conv2d
    depthwise_bn: nn.BatchNorm2d | nn.Identity
    depthwise_activation: nn.Module
    squeeze: GlobalAveragePool
    reduce: nn.Conv2d
    reduce_activation: nn.Module
    excite: nn.Conv2d
    sigmoid: nn.Module
    project: nn.Conv2d
    project_bn: nn.BatchNorm2d | nn.Identity
    project_adds_input: bool
    out_channels: int

    def __init__(
        self,
        config: PlainEfficientNetConfig,
        name: str,
        in_channels: int,
        expansion: int,
        kernel: int,
        units: int,
        stride: int = 1,
    ) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "expand", "depthwise", "reduce", "excite", "project")
        self.expand = self.expand_bn = self.expand_activation = None
        if expansion != 1:
            self.expand = nn.Conv2d(in_channels, in_channels * expansion, 1, bias=config.bias)
            self.expand_bn = batch_norm2d(config.batch_normalization, in_channels * expansion)
            self.expand_activation = make_activation(config.activation_layer, config.catalog)
        self.depthwise = nn.Conv2d(
            in_channels * expansion if expansion != 1 else in_channels,
            in_channels * expansion,
            kernel,
            stride=stride,
            padding=kernel // 2,
            groups=in_channels * expansion,
            bias=config.bias,
        )
        self.depthwise_bn = batch_norm2d(config.batch_normalization, in_channels * expansion)
        self.depthwise_activation = make_activation(config.activation_layer, config.catalog)
        self.squeeze = GlobalAveragePool()
        self.reduce = nn.Conv2d(in_channels * expansion, max(1, in_channels // 4), 1, bias=True)
        self.reduce_activation = make_activation(config.activation_layer, config.catalog)
        self.excite = nn.Conv2d(max(1, in_channels // 4), in_channels * expansion, 1, bias=True)
        self.sigmoid = make_activation("Sigmoid", config.catalog)
        self.project = nn.Conv2d(in_channels * expansion, units, 1, bias=config.bias)
        self.project_bn = batch_norm2d(config.batch_normalization, units)
        self.project_adds_input = in_channels == units and stride == 1
        self.out_channels = units

    def forward(self, input: Tensor) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = input
        if self.expand is not None and self.expand_bn is not None and (self.expand_activation is not None):
            x = self.expand(x)
            x = self.expand_bn(x)
            x = self.expand_activation(x)
            activations[self.names["expand"]] = x
        x = self.depthwise(x)
        x = self.depthwise_bn(x)
        x = self.depthwise_activation(x)
        activations[self.names["depthwise"]] = x
        depthwise = x
        x = self.squeeze(x)
        x = self.reduce(x)
        x = self.reduce_activation(x)
        activations[self.names["reduce"]] = x
        x = self.excite(x)
        x = self.sigmoid(x)
        activations[self.names["excite"]] = x
        x = x * depthwise
        x = self.project(x)
        x = self.project_bn(x)
        if self.project_adds_input:
            x = x + input
        activations[self.names["project"]] = x
        return x, activations


class PlainEfficientNet(Backbone):
    """EfficientNet: makes and runs the layers, for plain and all that weave as it does.

    Inverted residual blocks with squeeze-and-excitation: what a depthwise convolution emits is multiplied by a factor
    per channel, computed from the means of all channels; then a 1x1 convolution and global average pooling.
    torchvision's stochastic depth, which leaves out blocks at random in training, is not part of it.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Tan and Le, ICML 2019 <https://arxiv.org/abs/1905.11946>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    conv1: nn.Conv2d
    conv_bn1: nn.BatchNorm2d | nn.Identity
    conv_activation1: nn.Module
    stage1: nn.ModuleList
    stage2: nn.ModuleList
    stage3: nn.ModuleList
    stage4: nn.ModuleList
    stage5: nn.ModuleList
    stage6: nn.ModuleList
    stage7: nn.ModuleList
    conv2: nn.Conv2d
    conv_bn2: nn.BatchNorm2d | nn.Identity
    conv_activation2: nn.Module
    avepool: GlobalAveragePool

    def __init__(self, config: PlainEfficientNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = nn.Conv2d(config.input_channels, 32, 3, stride=2, padding=1, bias=config.bias)
        self.conv_bn1 = batch_norm2d(config.batch_normalization, 32)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.stage1, channels = self._mbconv_stage(config, "stage1", 1, 32, expansion=1, kernel=3, units=16)
        self.stage2, channels = self._mbconv_stage(
            config, "stage2", 2, channels, expansion=6, kernel=3, units=24, first_stride=2
        )
        self.stage3, channels = self._mbconv_stage(
            config, "stage3", 2, channels, expansion=6, kernel=5, units=40, first_stride=2
        )
        self.stage4, channels = self._mbconv_stage(
            config, "stage4", 3, channels, expansion=6, kernel=3, units=80, first_stride=2
        )
        self.stage5, channels = self._mbconv_stage(config, "stage5", 3, channels, expansion=6, kernel=5, units=112)
        self.stage6, channels = self._mbconv_stage(
            config, "stage6", 4, channels, expansion=6, kernel=5, units=192, first_stride=2
        )
        self.stage7, channels = self._mbconv_stage(config, "stage7", 1, channels, expansion=6, kernel=3, units=320)
        self.conv2 = nn.Conv2d(channels, 1280, 1, bias=config.bias)
        self.conv_bn2 = batch_norm2d(config.batch_normalization, 1280)
        self.conv_activation2 = make_activation(config.activation_layer, config.catalog)
        self.avepool = GlobalAveragePool()
        self._complete("kaiming_normal")

    @classmethod
    def from_config(cls, config: PlainEfficientNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        PlainEfficientNet.__init__(backbone, config)
        return backbone

    def _mbconv_stage(
        self,
        config: PlainEfficientNetConfig,
        name: str,
        blocks: int,
        channels: int,
        expansion: int,
        kernel: int,
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
            kernel: `kernel` of every block.
            units: `units` of every block.
            first_stride: `stride` of the first block.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = PlainMbconvBlock(
                config,
                f"{name}/{index}",
                channels,
                expansion=expansion,
                kernel=kernel,
                units=units,
                stride=first_stride if index == 0 else 1,
            )
            stage.append(block)
            channels = block.out_channels
        return stage, channels

    def network(self, x: Tensor) -> tuple[Tensor, Activations]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_channels, height, width).

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: Activations = {}
        x = self.conv1(x)
        x = self.conv_bn1(x)
        x = self.conv_activation1(x)
        activations["conv1"] = x
        for block in (*self.stage1, *self.stage2, *self.stage3, *self.stage4, *self.stage5, *self.stage6, *self.stage7):
            x, emitted = block(x)
            activations |= emitted
        x = self.conv2(x)
        x = self.conv_bn2(x)
        x = self.conv_activation2(x)
        activations["conv2"] = x
        x = self.avepool(x)
        x = x.flatten(1)
        return x, activations
