# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, WSN mask."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone

from .configs.networks.weight_masked_cifar_resnet import ActivationLayer
from .configs.wsn_mask_cifar_resnet import (
    WSNMaskCIFARResNetConfig,
    WSNMaskResNet20Config,
    WSNMaskResNet32Config,
    WSNMaskResNet44Config,
    WSNMaskResNet56Config,
    WSNMaskResNet110Config,
)
from .networks.weight_masked_cifar_resnet import WeightMaskedCIFARResNet

__all__ = ["WSNMaskResNet20", "WSNMaskResNet32", "WSNMaskResNet44", "WSNMaskResNet56", "WSNMaskResNet110"]


class WSNMaskCIFARResNet(WeightMaskedCIFARResNet, WSNMaskBackbone):
    """Residual network for CIFAR, WSN mask.

    Three stages of basic blocks of 16, 32 and 64 units behind a 3x3 convolution, then global average pooling. Where a
    block changes the shape, its shortcut is a 1x1 convolution with a norm, or has no weights, as `shortcut_type` says.
    Winning subnetworks: a trained score per weight selects the fraction of weights that a task uses.

    `WeightMaskedCIFARResNet` makes and runs the layers; `WSNMaskBackbone` has `forward`, and what is kept for each
    task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Kang et al., ICML 2022
    <https://proceedings.mlr.press/v162/kang22b.html>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[WSNMaskCIFARResNetConfig]]

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
        carry_over_scores: bool = True,
    ) -> None:
        """Residual network for CIFAR, WSN mask: checks the arguments, then makes the layers and draws their weights.

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
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.

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
                carry_over_scores=carry_over_scores,
            )
        )


class WSNMaskResNet20(WSNMaskCIFARResNet):
    """ResNet20, WSN mask; see `WSNMaskCIFARResNet`."""

    config_class: ClassVar[type[WSNMaskCIFARResNetConfig]] = WSNMaskResNet20Config
    stage_length: ClassVar[int] = 3


class WSNMaskResNet32(WSNMaskCIFARResNet):
    """ResNet32, WSN mask; see `WSNMaskCIFARResNet`."""

    config_class: ClassVar[type[WSNMaskCIFARResNetConfig]] = WSNMaskResNet32Config
    stage_length: ClassVar[int] = 5


class WSNMaskResNet44(WSNMaskCIFARResNet):
    """ResNet44, WSN mask; see `WSNMaskCIFARResNet`."""

    config_class: ClassVar[type[WSNMaskCIFARResNetConfig]] = WSNMaskResNet44Config
    stage_length: ClassVar[int] = 7


class WSNMaskResNet56(WSNMaskCIFARResNet):
    """ResNet56, WSN mask; see `WSNMaskCIFARResNet`."""

    config_class: ClassVar[type[WSNMaskCIFARResNetConfig]] = WSNMaskResNet56Config
    stage_length: ClassVar[int] = 9


class WSNMaskResNet110(WSNMaskCIFARResNet):
    """ResNet110, WSN mask; see `WSNMaskCIFARResNet`."""

    config_class: ClassVar[type[WSNMaskCIFARResNetConfig]] = WSNMaskResNet110Config
    stage_length: ClassVar[int] = 18
