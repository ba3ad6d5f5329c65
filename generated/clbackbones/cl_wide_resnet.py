# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Wide residual network, CL."""

from collections.abc import Callable
from typing import ClassVar

from torch import nn

from clbackbones_runtime.mechanisms.cl import CLBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.cl_wide_resnet import (
    CLWideResNet16_4Config,
    CLWideResNet28_10Config,
    CLWideResNet40_2Config,
    CLWideResNetConfig,
)
from .configs.networks.plain_wide_resnet import ActivationLayer
from .networks.plain_wide_resnet import PlainWideResNet

__all__ = ["CLWideResNet16_4", "CLWideResNet28_10", "CLWideResNet40_2"]


class CLWideResNet(PlainWideResNet, CLBackbone):
    """Wide residual network, CL.

    Residual blocks whose norm and activation stand before each convolution (pre-activation), in three stages of 16, 32
    and 64 channels times the widening factor, then a last norm and activation, and global average pooling; for images
    of 32x32. The plain network for continual learning: it knows the current task and those it has processed.

    `PlainWideResNet` makes and runs the layers; `CLBackbone` has `forward`.

    Source: Zagoruyko and Komodakis, BMVC 2016 <https://arxiv.org/abs/1605.07146>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[CLWideResNetConfig]]

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
        """Wide residual network, CL: checks the arguments, then makes the layers and draws their weights.

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


class CLWideResNet28_10(CLWideResNet):
    """WideResNet28_10, CL; see `CLWideResNet`."""

    config_class: ClassVar[type[CLWideResNetConfig]] = CLWideResNet28_10Config
    stage_length: ClassVar[int] = 4
    widening: ClassVar[int] = 10


class CLWideResNet16_4(CLWideResNet):
    """WideResNet16_4, CL; see `CLWideResNet`."""

    config_class: ClassVar[type[CLWideResNetConfig]] = CLWideResNet16_4Config
    stage_length: ClassVar[int] = 2
    widening: ClassVar[int] = 4


class CLWideResNet40_2(CLWideResNet):
    """WideResNet40_2, CL; see `CLWideResNet`."""

    config_class: ClassVar[type[CLWideResNetConfig]] = CLWideResNet40_2Config
    stage_length: ClassVar[int] = 6
    widening: ClassVar[int] = 2
