# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, Amnesiac."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.amnesiac_hat import AmnesiacHATBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.amnesiac_hat_cifar_resnet import (
    AmnesiacHATCIFARResNetConfig,
    AmnesiacHATResNet20Config,
    AmnesiacHATResNet32Config,
    AmnesiacHATResNet44Config,
    AmnesiacHATResNet56Config,
    AmnesiacHATResNet110Config,
)
from .configs.networks.unit_masked_cifar_resnet import ActivationLayer
from .networks.unit_masked_cifar_resnet import UnitMaskedCIFARResNet

__all__ = [
    "AmnesiacHATResNet20",
    "AmnesiacHATResNet32",
    "AmnesiacHATResNet44",
    "AmnesiacHATResNet56",
    "AmnesiacHATResNet110",
]


class AmnesiacHATCIFARResNet(UnitMaskedCIFARResNet, AmnesiacHATBackbone):
    """Residual network for CIFAR, Amnesiac.

    Three stages of basic blocks of 16, 32 and 64 units behind a 3x3 convolution, then global average pooling. Where a
    block changes the shape, its shortcut is a 1x1 convolution with a norm, or has no weights, as `shortcut_type` says.
    HAT that can unlearn: beside the network it trains backup networks, which say what later tasks would be without an
    earlier one.

    `UnitMaskedCIFARResNet` makes and runs the layers; `AmnesiacHATBackbone` has `forward`, and what is kept for each
    task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[AmnesiacHATCIFARResNetConfig]]

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
        disable_unlearning: bool = False,
    ) -> None:
        """Residual network for CIFAR, Amnesiac: checks the arguments, then makes the layers and draws their weights.

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
            disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.

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
                disable_unlearning=disable_unlearning,
            )
        )


class AmnesiacHATResNet20(AmnesiacHATCIFARResNet):
    """ResNet20, Amnesiac; see `AmnesiacHATCIFARResNet`."""

    config_class: ClassVar[type[AmnesiacHATCIFARResNetConfig]] = AmnesiacHATResNet20Config
    stage_length: ClassVar[int] = 3


class AmnesiacHATResNet32(AmnesiacHATCIFARResNet):
    """ResNet32, Amnesiac; see `AmnesiacHATCIFARResNet`."""

    config_class: ClassVar[type[AmnesiacHATCIFARResNetConfig]] = AmnesiacHATResNet32Config
    stage_length: ClassVar[int] = 5


class AmnesiacHATResNet44(AmnesiacHATCIFARResNet):
    """ResNet44, Amnesiac; see `AmnesiacHATCIFARResNet`."""

    config_class: ClassVar[type[AmnesiacHATCIFARResNetConfig]] = AmnesiacHATResNet44Config
    stage_length: ClassVar[int] = 7


class AmnesiacHATResNet56(AmnesiacHATCIFARResNet):
    """ResNet56, Amnesiac; see `AmnesiacHATCIFARResNet`."""

    config_class: ClassVar[type[AmnesiacHATCIFARResNetConfig]] = AmnesiacHATResNet56Config
    stage_length: ClassVar[int] = 9


class AmnesiacHATResNet110(AmnesiacHATCIFARResNet):
    """ResNet110, Amnesiac; see `AmnesiacHATCIFARResNet`."""

    config_class: ClassVar[type[AmnesiacHATCIFARResNetConfig]] = AmnesiacHATResNet110Config
    stage_length: ClassVar[int] = 18
