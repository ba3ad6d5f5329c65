# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Wide residual network, plain."""

from collections.abc import Callable
from typing import ClassVar

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import PlainBackbone

from .configs.networks.plain_wide_resnet import ActivationLayer
from .configs.wide_resnet import WideResNet16_4Config, WideResNet28_10Config, WideResNet40_2Config, WideResNetConfig
from .networks.plain_wide_resnet import PlainWideResNet

__all__ = ["WideResNet16_4", "WideResNet28_10", "WideResNet40_2"]


class WideResNet(PlainWideResNet, PlainBackbone):
    """Wide residual network, plain.

    Residual blocks whose norm and activation stand before each convolution (pre-activation), in three stages of 16, 32
    and 64 channels times the widening factor, then a last norm and activation, and global average pooling; for images
    of 32x32. One network for all tasks, or for a single one.

    `PlainWideResNet` makes and runs the layers; `PlainBackbone` has `forward`.

    Source: Zagoruyko and Komodakis, BMVC 2016 <https://arxiv.org/abs/1605.07146>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[WideResNetConfig]]

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
        dropout: float | None = None,
    ) -> None:
        """Wide residual network, plain: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.

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
                dropout=dropout,
            )
        )


class WideResNet28_10(WideResNet):
    """WideResNet28_10, plain; see `WideResNet`."""

    config_class: ClassVar[type[WideResNetConfig]] = WideResNet28_10Config
    stage_length: ClassVar[int] = 4
    widening: ClassVar[int] = 10


class WideResNet16_4(WideResNet):
    """WideResNet16_4, plain; see `WideResNet`."""

    config_class: ClassVar[type[WideResNetConfig]] = WideResNet16_4Config
    stage_length: ClassVar[int] = 2
    widening: ClassVar[int] = 4


class WideResNet40_2(WideResNet):
    """WideResNet40_2, plain; see `WideResNet`."""

    config_class: ClassVar[type[WideResNetConfig]] = WideResNet40_2Config
    stage_length: ClassVar[int] = 6
    widening: ClassVar[int] = 2
