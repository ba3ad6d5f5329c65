# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network for CIFAR, HAT mask."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.unit_masked_cifar_resnet import UnitMaskedCIFARResNetConfig

if TYPE_CHECKING:
    from ..hat_mask_cifar_resnet import (
        HATMaskResNet20,
        HATMaskResNet32,
        HATMaskResNet44,
        HATMaskResNet56,
        HATMaskResNet110,
    )

__all__ = [
    "HATMaskCIFARResNetConfig",
    "HATMaskResNet20Config",
    "HATMaskResNet32Config",
    "HATMaskResNet44Config",
    "HATMaskResNet56Config",
    "HATMaskResNet110Config",
]


@frozen(kw_only=True, repr=False)
class HATMaskCIFARResNetConfig(UnitMaskedCIFARResNetConfig):
    """Config of the variants of `HATMaskCIFARResNet`.

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

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """


@frozen(kw_only=True, repr=False)
class HATMaskResNet20Config(HATMaskCIFARResNetConfig):
    """Config of `HATMaskResNet20`."""

    class_name: ClassVar[str] = "HATMaskResNet20"

    def build(self) -> "HATMaskResNet20":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet32Config(HATMaskCIFARResNetConfig):
    """Config of `HATMaskResNet32`."""

    class_name: ClassVar[str] = "HATMaskResNet32"

    def build(self) -> "HATMaskResNet32":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet44Config(HATMaskCIFARResNetConfig):
    """Config of `HATMaskResNet44`."""

    class_name: ClassVar[str] = "HATMaskResNet44"

    def build(self) -> "HATMaskResNet44":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet56Config(HATMaskCIFARResNetConfig):
    """Config of `HATMaskResNet56`."""

    class_name: ClassVar[str] = "HATMaskResNet56"

    def build(self) -> "HATMaskResNet56":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet110Config(HATMaskCIFARResNetConfig):
    """Config of `HATMaskResNet110`."""

    class_name: ClassVar[str] = "HATMaskResNet110"

    def build(self) -> "HATMaskResNet110":
        """Builds the backbone; imports torch."""
        return Config.build(self)
