# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Wide residual network, SupSup."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.supsup import SupSupBackbone

from .configs.networks.weight_masked_wide_resnet import ActivationLayer
from .configs.supsup_wide_resnet import (
    SupSupWideResNet16_4Config,
    SupSupWideResNet28_10Config,
    SupSupWideResNet40_2Config,
    SupSupWideResNetConfig,
)
from .networks.weight_masked_wide_resnet import WeightMaskedWideResNet

__all__ = ["SupSupWideResNet16_4", "SupSupWideResNet28_10", "SupSupWideResNet40_2"]


class SupSupWideResNet(WeightMaskedWideResNet, SupSupBackbone):
    """Wide residual network, SupSup.

    Residual blocks whose norm and activation stand before each convolution (pre-activation), in three stages of 16, 32
    and 64 channels times the widening factor, then a last norm and activation, and global average pooling; for images
    of 32x32. Supermasks in superposition: random weights are frozen, trained scores select those that a task uses, and
    a task can be found without its id.

    `WeightMaskedWideResNet` makes and runs the layers; `SupSupBackbone` has `forward`, and what is kept for each task.

    Sources: Zagoruyko and Komodakis, BMVC 2016 <https://arxiv.org/abs/1605.07146>; Wortsman et al., NeurIPS 2020
    <https://arxiv.org/abs/2006.14769>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[SupSupWideResNetConfig]]

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
        dropout: float | None = None,
        carry_over_scores: bool = False,
    ) -> None:
        """Wide residual network, SupSup: checks the arguments, then makes the layers and draws their weights.

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
            bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
                scores drawn anew.

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
                carry_over_scores=carry_over_scores,
            )
        )


class SupSupWideResNet28_10(SupSupWideResNet):
    """WideResNet28_10, SupSup; see `SupSupWideResNet`."""

    config_class: ClassVar[type[SupSupWideResNetConfig]] = SupSupWideResNet28_10Config
    stage_length: ClassVar[int] = 4
    widening: ClassVar[int] = 10


class SupSupWideResNet16_4(SupSupWideResNet):
    """WideResNet16_4, SupSup; see `SupSupWideResNet`."""

    config_class: ClassVar[type[SupSupWideResNetConfig]] = SupSupWideResNet16_4Config
    stage_length: ClassVar[int] = 2
    widening: ClassVar[int] = 4


class SupSupWideResNet40_2(SupSupWideResNet):
    """WideResNet40_2, SupSup; see `SupSupWideResNet`."""

    config_class: ClassVar[type[SupSupWideResNetConfig]] = SupSupWideResNet40_2Config
    stage_length: ClassVar[int] = 6
    widening: ClassVar[int] = 2
