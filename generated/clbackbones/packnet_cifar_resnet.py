# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, PackNet."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.packnet import PackNetBackbone

from .configs.networks.weight_masked_cifar_resnet import ActivationLayer
from .configs.packnet_cifar_resnet import (
    PackNetCIFARResNetConfig,
    PackNetResNet20Config,
    PackNetResNet32Config,
    PackNetResNet44Config,
    PackNetResNet56Config,
    PackNetResNet110Config,
)
from .networks.weight_masked_cifar_resnet import WeightMaskedCIFARResNet

__all__ = ["PackNetResNet20", "PackNetResNet32", "PackNetResNet44", "PackNetResNet56", "PackNetResNet110"]


class PackNetCIFARResNet(WeightMaskedCIFARResNet, PackNetBackbone):
    """Residual network for CIFAR, PackNet.

    Three stages of basic blocks of 16, 32 and 64 units behind a 3x3 convolution, then global average pooling. Where a
    block changes the shape, its shortcut is a 1x1 convolution with a norm, or has no weights, as `shortcut_type` says.
    Each weight belongs to the task that claimed it: a task trains what is free, prunes the smallest of it, and computes
    with the weights of tasks before it besides.

    `WeightMaskedCIFARResNet` makes and runs the layers; `PackNetBackbone` has `forward`, and what is kept for each
    task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Mallya and Lazebnik, CVPR 2018
    <https://arxiv.org/abs/1711.05769>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[PackNetCIFARResNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = False,
        shortcut_type: Literal["projection", "zero_padding"] = "projection",
        last_activation: bool = True,
    ) -> None:
        """Residual network for CIFAR, PackNet: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
                the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
                Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
                batch normalization, running statistics; nothing is forgotten. None: No normalization.
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


class PackNetResNet20(PackNetCIFARResNet):
    """ResNet20, PackNet; see `PackNetCIFARResNet`."""

    config_class: ClassVar[type[PackNetCIFARResNetConfig]] = PackNetResNet20Config
    stage_length: ClassVar[int] = 3


class PackNetResNet32(PackNetCIFARResNet):
    """ResNet32, PackNet; see `PackNetCIFARResNet`."""

    config_class: ClassVar[type[PackNetCIFARResNetConfig]] = PackNetResNet32Config
    stage_length: ClassVar[int] = 5


class PackNetResNet44(PackNetCIFARResNet):
    """ResNet44, PackNet; see `PackNetCIFARResNet`."""

    config_class: ClassVar[type[PackNetCIFARResNetConfig]] = PackNetResNet44Config
    stage_length: ClassVar[int] = 7


class PackNetResNet56(PackNetCIFARResNet):
    """ResNet56, PackNet; see `PackNetCIFARResNet`."""

    config_class: ClassVar[type[PackNetCIFARResNetConfig]] = PackNetResNet56Config
    stage_length: ClassVar[int] = 9


class PackNetResNet110(PackNetCIFARResNet):
    """ResNet110, PackNet; see `PackNetCIFARResNet`."""

    config_class: ClassVar[type[PackNetCIFARResNetConfig]] = PackNetResNet110Config
    stage_length: ClassVar[int] = 18
