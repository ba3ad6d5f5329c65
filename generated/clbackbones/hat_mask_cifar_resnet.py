# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, HAT mask."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone

from .configs.hat_mask_cifar_resnet import (
    HATMaskCIFARResNetConfig,
    HATMaskResNet20Config,
    HATMaskResNet32Config,
    HATMaskResNet44Config,
    HATMaskResNet56Config,
    HATMaskResNet110Config,
)
from .configs.networks.unit_masked_cifar_resnet import ActivationLayer
from .networks.unit_masked_cifar_resnet import UnitMaskedCIFARResNet

__all__ = ["HATMaskResNet20", "HATMaskResNet32", "HATMaskResNet44", "HATMaskResNet56", "HATMaskResNet110"]


class HATMaskCIFARResNet(UnitMaskedCIFARResNet, HATMaskBackbone):
    """Residual network for CIFAR, HAT mask.

    Three stages of basic blocks of 16, 32 and 64 units behind a 3x3 convolution, then global average pooling. Where a
    block changes the shape, its shortcut is a 1x1 convolution with a norm, or has no weights, as `shortcut_type` says.
    Hard attention to the task: a learned embedding per task gates the units.

    `UnitMaskedCIFARResNet` makes and runs the layers; `HATMaskBackbone` has `forward`, and what is kept for each task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[HATMaskCIFARResNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = False,
        shortcut_type: Literal["projection", "zero_padding"] = "projection",
        last_activation: bool = True,
        gate: Literal["sigmoid"] = "sigmoid",
    ) -> None:
        """Residual network for CIFAR, HAT mask: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
            bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
            shortcut_type: What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm,
                as in FACIL. `"zero_padding"`: Every second row and column, and zeros for the new channels, without
                weights (He et al. 2016, Sec. 4.2, option A), as in PyCIL and Mammoth.
            last_activation: Whether an activation ends the last block, as it ends all others; in iCaRL's network
                (Rebuffi et al. 2017) it does not.
            gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
                sigmoid(s·e), with the annealed scale s and the task embedding e.

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
                gate=gate,
            )
        )


class HATMaskResNet20(HATMaskCIFARResNet):
    """ResNet20, HAT mask; see `HATMaskCIFARResNet`."""

    config_class: ClassVar[type[HATMaskCIFARResNetConfig]] = HATMaskResNet20Config
    stage_length: ClassVar[int] = 3


class HATMaskResNet32(HATMaskCIFARResNet):
    """ResNet32, HAT mask; see `HATMaskCIFARResNet`."""

    config_class: ClassVar[type[HATMaskCIFARResNetConfig]] = HATMaskResNet32Config
    stage_length: ClassVar[int] = 5


class HATMaskResNet44(HATMaskCIFARResNet):
    """ResNet44, HAT mask; see `HATMaskCIFARResNet`."""

    config_class: ClassVar[type[HATMaskCIFARResNetConfig]] = HATMaskResNet44Config
    stage_length: ClassVar[int] = 7


class HATMaskResNet56(HATMaskCIFARResNet):
    """ResNet56, HAT mask; see `HATMaskCIFARResNet`."""

    config_class: ClassVar[type[HATMaskCIFARResNetConfig]] = HATMaskResNet56Config
    stage_length: ClassVar[int] = 9


class HATMaskResNet110(HATMaskCIFARResNet):
    """ResNet110, HAT mask; see `HATMaskCIFARResNet`."""

    config_class: ClassVar[type[HATMaskCIFARResNetConfig]] = HATMaskResNet110Config
    stage_length: ClassVar[int] = 18
