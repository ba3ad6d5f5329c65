# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, SupSup."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.weight_masked_wide_resnet import WeightMaskedWideResNetConfig

if TYPE_CHECKING:
    from ..supsup_wide_resnet import SupSupWideResNet16_4, SupSupWideResNet28_10, SupSupWideResNet40_2

__all__ = [
    "SupSupWideResNet16_4Config",
    "SupSupWideResNet28_10Config",
    "SupSupWideResNet40_2Config",
    "SupSupWideResNetConfig",
]


@frozen(kw_only=True, repr=False)
class SupSupWideResNetConfig(WeightMaskedWideResNetConfig):
    """Config of the variants of `SupSupWideResNet`.

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

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    carry_over_scores: bool = False
    """Whether a new task starts from scores that favour what many earlier tasks use, or from scores drawn anew."""


@frozen(kw_only=True, repr=False)
class SupSupWideResNet28_10Config(SupSupWideResNetConfig):
    """Config of `SupSupWideResNet28_10`."""

    class_name: ClassVar[str] = "SupSupWideResNet28_10"

    def build(self) -> "SupSupWideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupWideResNet16_4Config(SupSupWideResNetConfig):
    """Config of `SupSupWideResNet16_4`."""

    class_name: ClassVar[str] = "SupSupWideResNet16_4"

    def build(self) -> "SupSupWideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupWideResNet40_2Config(SupSupWideResNetConfig):
    """Config of `SupSupWideResNet40_2`."""

    class_name: ClassVar[str] = "SupSupWideResNet40_2"

    def build(self) -> "SupSupWideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
