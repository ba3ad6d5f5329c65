# Generated from schema/architectures/resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, HAT mask."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.unit_masked_resnet import UnitMaskedResNetConfig

if TYPE_CHECKING:
    from ..hat_mask_resnet import (
        HATMaskResNet18,
        HATMaskResNet34,
        HATMaskResNet50,
        HATMaskResNet101,
        HATMaskResNet152,
        HATMaskResNeXt50_32x4d,
        HATMaskResNeXt101_32x8d,
        HATMaskWideResNet50_2,
    )

__all__ = [
    "HATMaskResNeXt50_32x4dConfig",
    "HATMaskResNeXt101_32x8dConfig",
    "HATMaskResNet18Config",
    "HATMaskResNet34Config",
    "HATMaskResNet50Config",
    "HATMaskResNet52Config",
    "HATMaskResNet101Config",
    "HATMaskResNet152Config",
    "HATMaskResNetConfig",
    "HATMaskWideResNet50_2Config",
]


@frozen(kw_only=True, repr=False)
class HATMaskResNetConfig(UnitMaskedResNetConfig):
    """Config of the variants of `HATMaskResNet`.

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
        stem: The first convolution and what follows it. `"imagenet"`: 7x7 convolution of stride 2, then 3x3
            max-pooling of stride 2; for images of 224x224. `"cifar"`: 3x3 convolution of stride 1, no pooling; for
            images of 32x32.
        layout: Whose ResNet it is, layer for layer. `"torchvision"`: As in torchvision: the stride is in the first
            3x3 convolution of a block, the shortcut convolution has a norm, initial weights are torchvision's.
            `"clarena"`: As in CLArena: the stride is in the last 3x3 convolution of a block, the shortcut
            convolution has no norm.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
            are drawn at random.
        gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
            sigmoid(s·e), with the annealed scale s and the task embedding e.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """


@frozen(kw_only=True, repr=False)
class HATMaskResNet18Config(HATMaskResNetConfig):
    """Config of `HATMaskResNet18`."""

    class_name: ClassVar[str] = "HATMaskResNet18"

    def build(self) -> "HATMaskResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet34Config(HATMaskResNetConfig):
    """Config of `HATMaskResNet34`."""

    class_name: ClassVar[str] = "HATMaskResNet34"

    def build(self) -> "HATMaskResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet50Config(HATMaskResNetConfig):
    """Config of `HATMaskResNet50`."""

    class_name: ClassVar[str] = "HATMaskResNet50"

    def build(self) -> "HATMaskResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet101Config(HATMaskResNetConfig):
    """Config of `HATMaskResNet101`."""

    class_name: ClassVar[str] = "HATMaskResNet101"

    def build(self) -> "HATMaskResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet152Config(HATMaskResNetConfig):
    """Config of `HATMaskResNet152`."""

    class_name: ClassVar[str] = "HATMaskResNet152"

    def build(self) -> "HATMaskResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNeXt50_32x4dConfig(HATMaskResNetConfig):
    """Config of `HATMaskResNeXt50_32x4d`."""

    class_name: ClassVar[str] = "HATMaskResNeXt50_32x4d"

    def build(self) -> "HATMaskResNeXt50_32x4d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNeXt101_32x8dConfig(HATMaskResNetConfig):
    """Config of `HATMaskResNeXt101_32x8d`."""

    class_name: ClassVar[str] = "HATMaskResNeXt101_32x8d"

    def build(self) -> "HATMaskResNeXt101_32x8d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskWideResNet50_2Config(HATMaskResNetConfig):
    """Config of `HATMaskWideResNet50_2`."""

    class_name: ClassVar[str] = "HATMaskWideResNet50_2"

    def build(self) -> "HATMaskWideResNet50_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)


HATMaskResNet52Config = HATMaskResNet50Config
"""Another name of `HATMaskResNet50Config`."""
