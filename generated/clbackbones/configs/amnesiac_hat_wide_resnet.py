# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, Amnesiac."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.unit_masked_wide_resnet import UnitMaskedWideResNetConfig

if TYPE_CHECKING:
    from ..amnesiac_hat_wide_resnet import (
        AmnesiacHATWideResNet16_4,
        AmnesiacHATWideResNet28_10,
        AmnesiacHATWideResNet40_2,
    )

__all__ = [
    "AmnesiacHATWideResNet16_4Config",
    "AmnesiacHATWideResNet28_10Config",
    "AmnesiacHATWideResNet40_2Config",
    "AmnesiacHATWideResNetConfig",
]


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNetConfig(UnitMaskedWideResNetConfig):
    """Config of the variants of `AmnesiacHATWideResNet`.

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

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """

    disable_unlearning: bool = False
    """Whether to do without backup networks, for reference experiments that unlearn nothing."""


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNet28_10Config(AmnesiacHATWideResNetConfig):
    """Config of `AmnesiacHATWideResNet28_10`."""

    class_name: ClassVar[str] = "AmnesiacHATWideResNet28_10"

    def build(self) -> "AmnesiacHATWideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNet16_4Config(AmnesiacHATWideResNetConfig):
    """Config of `AmnesiacHATWideResNet16_4`."""

    class_name: ClassVar[str] = "AmnesiacHATWideResNet16_4"

    def build(self) -> "AmnesiacHATWideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNet40_2Config(AmnesiacHATWideResNetConfig):
    """Config of `AmnesiacHATWideResNet40_2`."""

    class_name: ClassVar[str] = "AmnesiacHATWideResNet40_2"

    def build(self) -> "AmnesiacHATWideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
