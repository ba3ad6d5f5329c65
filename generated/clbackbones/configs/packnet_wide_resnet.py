# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, PackNet."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.weight_masked_wide_resnet import WeightMaskedWideResNetConfig

if TYPE_CHECKING:
    from ..packnet_wide_resnet import PackNetWideResNet16_4, PackNetWideResNet28_10, PackNetWideResNet40_2

__all__ = [
    "PackNetWideResNet16_4Config",
    "PackNetWideResNet28_10Config",
    "PackNetWideResNet40_2Config",
    "PackNetWideResNetConfig",
]


@frozen(kw_only=True, repr=False)
class PackNetWideResNetConfig(WeightMaskedWideResNetConfig):
    """Config of the variants of `PackNetWideResNet`.

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

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""


@frozen(kw_only=True, repr=False)
class PackNetWideResNet28_10Config(PackNetWideResNetConfig):
    """Config of `PackNetWideResNet28_10`."""

    class_name: ClassVar[str] = "PackNetWideResNet28_10"

    def build(self) -> "PackNetWideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetWideResNet16_4Config(PackNetWideResNetConfig):
    """Config of `PackNetWideResNet16_4`."""

    class_name: ClassVar[str] = "PackNetWideResNet16_4"

    def build(self) -> "PackNetWideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetWideResNet40_2Config(PackNetWideResNetConfig):
    """Config of `PackNetWideResNet40_2`."""

    class_name: ClassVar[str] = "PackNetWideResNet40_2"

    def build(self) -> "PackNetWideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
