# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, plain."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import PlainBackbone

from .configs.cifar_resnet import (
    CIFARResNetConfig,
    ResNet20Config,
    ResNet32Config,
    ResNet44Config,
    ResNet56Config,
    ResNet110Config,
)
from .configs.networks.plain_cifar_resnet import ActivationLayer
from .networks.plain_cifar_resnet import PlainCIFARResNet

__all__ = ["ResNet20", "ResNet32", "ResNet44", "ResNet56", "ResNet110"]


class CIFARResNet(PlainCIFARResNet, PlainBackbone):
    """Residual network for CIFAR, plain.

    Three stages of basic blocks of 16, 32 and 64 units behind a 3x3 convolution, then global average pooling. Where a
    block changes the shape, its shortcut is a 1x1 convolution with a norm, or has no weights, as `shortcut_type` says.
    One network for all tasks, or for a single one.

    `PlainCIFARResNet` makes and runs the layers; `PlainBackbone` has `forward`.

    Source: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[CIFARResNetConfig]]

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
        shortcut_type: Literal["projection", "zero_padding"] = "projection",
        last_activation: bool = True,
    ) -> None:
        """Residual network for CIFAR, plain: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
            shortcut_type: What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm,
                as in FACIL. `"zero_padding"`: Every second row and column, and zeros for the new channels, without
                weights (He et al. 2016, Sec. 4.2, option A), as in PyCIL and Mammoth.
            last_activation: Whether an activation ends the last block, as it ends all others; in iCaRL's network
                (Rebuffi et al. 2017) it does not.

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
                shortcut_type=shortcut_type,
                last_activation=last_activation,
            )
        )


class ResNet20(CIFARResNet):
    """ResNet20, plain; see `CIFARResNet`."""

    config_class: ClassVar[type[CIFARResNetConfig]] = ResNet20Config
    stage_length: ClassVar[int] = 3


class ResNet32(CIFARResNet):
    """ResNet32, plain; see `CIFARResNet`."""

    config_class: ClassVar[type[CIFARResNetConfig]] = ResNet32Config
    stage_length: ClassVar[int] = 5


class ResNet44(CIFARResNet):
    """ResNet44, plain; see `CIFARResNet`."""

    config_class: ClassVar[type[CIFARResNetConfig]] = ResNet44Config
    stage_length: ClassVar[int] = 7


class ResNet56(CIFARResNet):
    """ResNet56, plain; see `CIFARResNet`."""

    config_class: ClassVar[type[CIFARResNetConfig]] = ResNet56Config
    stage_length: ClassVar[int] = 9


class ResNet110(CIFARResNet):
    """ResNet110, plain; see `CIFARResNet`."""

    config_class: ClassVar[type[CIFARResNetConfig]] = ResNet110Config
    stage_length: ClassVar[int] = 18
