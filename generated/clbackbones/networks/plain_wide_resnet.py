# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Wide residual network, plain: the layers, and how values flow."""

from typing import ClassVar, Self

from torch import Tensor, nn

from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.values import GlobalAveragePool
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import batch_norm2d, make_activation, make_dropout

from ..configs.networks.plain_wide_resnet import PlainWideResNetConfig

__all__ = ["PlainWideBlock", "PlainWideResNet"]


class PlainWideBlock(nn.Module):
    """Two 3x3 convolutions behind norm and activation, and a shortcut (He et al., ECCV 2016, Fig. 1b).

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H / stride, W / stride).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_channels: Channels of the input.
        units: Units of both convolutions.
        stride: Stride of the whole block.
    """

    names: dict[str, str]
    bn1: nn.BatchNorm2d | nn.Identity
    activation1: nn.Module
    conv1: nn.Conv2d
    bn2: nn.BatchNorm2d | nn.Identity
    activation2: nn.Module
    dropout1: nn.Dropout | nn.Identity
    conv2: nn.Conv2d
    shortcut: nn.Conv2d | None
    out_channels: int

    def __init__(self, config: PlainWideResNetConfig, name: str, in_channels: int, units: int, stride: int = 1) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "conv1", "conv2", "shortcut")
        self.bn1 = batch_norm2d(config.batch_normalization, in_channels)
        self.activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv1 = nn.Conv2d(in_channels, units, 3, stride=stride, padding=1, bias=config.bias)
        self.bn2 = batch_norm2d(config.batch_normalization, units)
        self.activation2 = make_activation(config.activation_layer, config.catalog)
        self.dropout1 = make_dropout(config.dropout)
        self.conv2 = nn.Conv2d(units, units, 3, padding=1, bias=config.bias)
        self.shortcut = None
        if in_channels != units or stride != 1:
            self.shortcut = nn.Conv2d(in_channels, units, 1, stride=stride, bias=False)
        self.out_channels = units

    def forward(self, input: Tensor) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = self.bn1(input)
        x = self.activation1(x)
        activation1 = x
        x = self.conv1(x)
        x = self.bn2(x)
        x = self.activation2(x)
        activations[self.names["conv1"]] = x
        x = self.dropout1(x)
        x = self.conv2(x)
        shortcut = input
        if self.shortcut is not None:
            shortcut = self.shortcut(activation1)
        x = x + shortcut
        activations[self.names["conv2"]] = x
        if self.shortcut is not None:
            activations[self.names["shortcut"]] = x
        return x, activations


class PlainWideResNet(Backbone):
    """Wide residual network: makes and runs the layers, for plain and all that weave as it does.

    Residual blocks whose norm and activation stand before each convolution (pre-activation), in three stages of 16, 32
    and 64 channels times the widening factor, then a last norm and activation, and global average pooling; for images
    of 32x32.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Zagoruyko and Komodakis, BMVC 2016 <https://arxiv.org/abs/1605.07146>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    stage_length: ClassVar[int]
    """Blocks per stage."""

    widening: ClassVar[int]
    """By how much stages are wider than 16, 32 and 64 channels."""

    conv1: nn.Conv2d
    stage1: nn.ModuleList
    stage2: nn.ModuleList
    stage3: nn.ModuleList
    bn: nn.BatchNorm2d | nn.Identity
    last_activation: nn.Module
    avepool: GlobalAveragePool

    def __init__(self, config: PlainWideResNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = nn.Conv2d(config.input_channels, 16, 3, padding=1, bias=config.bias)
        self.stage1, channels = self._wide_stage(config, "stage1", self.stage_length, 16, units=16 * self.widening)
        self.stage2, channels = self._wide_stage(
            config, "stage2", self.stage_length, channels, units=32 * self.widening, first_stride=2
        )
        self.stage3, channels = self._wide_stage(
            config, "stage3", self.stage_length, channels, units=64 * self.widening, first_stride=2
        )
        self.bn = batch_norm2d(config.batch_normalization, channels)
        self.last_activation = make_activation(config.activation_layer, config.catalog)
        self.avepool = GlobalAveragePool()
        self._complete("kaiming_normal")

    @classmethod
    def from_config(cls, config: PlainWideResNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        PlainWideResNet.__init__(backbone, config)
        return backbone

    def _wide_stage(
        self, config: PlainWideResNetConfig, name: str, blocks: int, channels: int, units: int, first_stride: int = 1
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
            block = PlainWideBlock(
                config, f"{name}/{index}", channels, units=units, stride=first_stride if index == 0 else 1
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
        activations["conv1"] = x
        for block in (*self.stage1, *self.stage2, *self.stage3):
            x, emitted = block(x)
            activations |= emitted
        x = self.bn(x)
        x = self.last_activation(x)
        x = self.avepool(x)
        x = x.flatten(1)
        return x, activations
