# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, HAT mask."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.unit_masked_wide_resnet import UnitMaskedWideResNetConfig

if TYPE_CHECKING:
    from ..hat_mask_wide_resnet import HATMaskWideResNet16_4, HATMaskWideResNet28_10, HATMaskWideResNet40_2

__all__ = [
    "HATMaskWideResNet16_4Config",
    "HATMaskWideResNet28_10Config",
    "HATMaskWideResNet40_2Config",
    "HATMaskWideResNetConfig",
]


@frozen(kw_only=True, repr=False)
class HATMaskWideResNetConfig(UnitMaskedWideResNetConfig):
    """Config of the variants of `HATMaskWideResNet`.

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

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """


@frozen(kw_only=True, repr=False)
class HATMaskWideResNet28_10Config(HATMaskWideResNetConfig):
    """Config of `HATMaskWideResNet28_10`."""

    class_name: ClassVar[str] = "HATMaskWideResNet28_10"

    def build(self) -> "HATMaskWideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskWideResNet16_4Config(HATMaskWideResNetConfig):
    """Config of `HATMaskWideResNet16_4`."""

    class_name: ClassVar[str] = "HATMaskWideResNet16_4"

    def build(self) -> "HATMaskWideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskWideResNet40_2Config(HATMaskWideResNetConfig):
    """Config of `HATMaskWideResNet40_2`."""

    class_name: ClassVar[str] = "HATMaskWideResNet40_2"

    def build(self) -> "HATMaskWideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
