# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Wide residual network, Amnesiac."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.amnesiac_hat import AmnesiacHATBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.amnesiac_hat_wide_resnet import (
    AmnesiacHATWideResNet16_4Config,
    AmnesiacHATWideResNet28_10Config,
    AmnesiacHATWideResNet40_2Config,
    AmnesiacHATWideResNetConfig,
)
from .configs.networks.unit_masked_wide_resnet import ActivationLayer
from .networks.unit_masked_wide_resnet import UnitMaskedWideResNet

__all__ = ["AmnesiacHATWideResNet16_4", "AmnesiacHATWideResNet28_10", "AmnesiacHATWideResNet40_2"]


class AmnesiacHATWideResNet(UnitMaskedWideResNet, AmnesiacHATBackbone):
    """Wide residual network, Amnesiac.

    Residual blocks whose norm and activation stand before each convolution (pre-activation), in three stages of 16, 32
    and 64 channels times the widening factor, then a last norm and activation, and global average pooling; for images
    of 32x32. HAT that can unlearn: beside the network it trains backup networks, which say what later tasks would be
    without an earlier one.

    `UnitMaskedWideResNet` makes and runs the layers; `AmnesiacHATBackbone` has `forward`, and what is kept for each
    task.

    Sources: Zagoruyko and Komodakis, BMVC 2016 <https://arxiv.org/abs/1605.07146>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[AmnesiacHATWideResNetConfig]]

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
        disable_unlearning: bool = False,
    ) -> None:
        """Wide residual network, Amnesiac: checks the arguments, then makes the layers and draws their weights.

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
                dropout=dropout,
                gate=gate,
                disable_unlearning=disable_unlearning,
            )
        )


class AmnesiacHATWideResNet28_10(AmnesiacHATWideResNet):
    """WideResNet28_10, Amnesiac; see `AmnesiacHATWideResNet`."""

    config_class: ClassVar[type[AmnesiacHATWideResNetConfig]] = AmnesiacHATWideResNet28_10Config
    stage_length: ClassVar[int] = 4
    widening: ClassVar[int] = 10


class AmnesiacHATWideResNet16_4(AmnesiacHATWideResNet):
    """WideResNet16_4, Amnesiac; see `AmnesiacHATWideResNet`."""

    config_class: ClassVar[type[AmnesiacHATWideResNetConfig]] = AmnesiacHATWideResNet16_4Config
    stage_length: ClassVar[int] = 2
    widening: ClassVar[int] = 4


class AmnesiacHATWideResNet40_2(AmnesiacHATWideResNet):
    """WideResNet40_2, Amnesiac; see `AmnesiacHATWideResNet`."""

    config_class: ClassVar[type[AmnesiacHATWideResNetConfig]] = AmnesiacHATWideResNet40_2Config
    stage_length: ClassVar[int] = 6
    widening: ClassVar[int] = 2
