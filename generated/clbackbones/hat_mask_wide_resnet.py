# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Wide residual network, HAT mask."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone

from .configs.hat_mask_wide_resnet import (
    HATMaskWideResNet16_4Config,
    HATMaskWideResNet28_10Config,
    HATMaskWideResNet40_2Config,
    HATMaskWideResNetConfig,
)
from .configs.networks.unit_masked_wide_resnet import ActivationLayer
from .networks.unit_masked_wide_resnet import UnitMaskedWideResNet

__all__ = ["HATMaskWideResNet16_4", "HATMaskWideResNet28_10", "HATMaskWideResNet40_2"]


class HATMaskWideResNet(UnitMaskedWideResNet, HATMaskBackbone):
    """Wide residual network, HAT mask.

    Residual blocks whose norm and activation stand before each convolution (pre-activation), in three stages of 16, 32
    and 64 channels times the widening factor, then a last norm and activation, and global average pooling; for images
    of 32x32. Hard attention to the task: a learned embedding per task gates the units.

    `UnitMaskedWideResNet` makes and runs the layers; `HATMaskBackbone` has `forward`, and what is kept for each task.

    Sources: Zagoruyko and Komodakis, BMVC 2016 <https://arxiv.org/abs/1605.07146>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[HATMaskWideResNetConfig]]

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
        dropout: float | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
    ) -> None:
        """Wide residual network, HAT mask: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
            bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
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
                dropout=dropout,
                gate=gate,
            )
        )


class HATMaskWideResNet28_10(HATMaskWideResNet):
    """WideResNet28_10, HAT mask; see `HATMaskWideResNet`."""

    config_class: ClassVar[type[HATMaskWideResNetConfig]] = HATMaskWideResNet28_10Config
    stage_length: ClassVar[int] = 4
    widening: ClassVar[int] = 10


class HATMaskWideResNet16_4(HATMaskWideResNet):
    """WideResNet16_4, HAT mask; see `HATMaskWideResNet`."""

    config_class: ClassVar[type[HATMaskWideResNetConfig]] = HATMaskWideResNet16_4Config
    stage_length: ClassVar[int] = 2
    widening: ClassVar[int] = 4


class HATMaskWideResNet40_2(HATMaskWideResNet):
    """WideResNet40_2, HAT mask; see `HATMaskWideResNet`."""

    config_class: ClassVar[type[HATMaskWideResNetConfig]] = HATMaskWideResNet40_2Config
    stage_length: ClassVar[int] = 6
    widening: ClassVar[int] = 2
