# Generated from schema/architectures/resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, Amnesiac."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.unit_masked_resnet import UnitMaskedResNetConfig

if TYPE_CHECKING:
    from ..amnesiac_hat_resnet import (
        AmnesiacHATResNet18,
        AmnesiacHATResNet34,
        AmnesiacHATResNet50,
        AmnesiacHATResNet101,
        AmnesiacHATResNet152,
        AmnesiacHATResNeXt50_32x4d,
        AmnesiacHATResNeXt101_32x8d,
        AmnesiacHATWideResNet50_2,
    )

__all__ = [
    "AmnesiacHATResNeXt50_32x4dConfig",
    "AmnesiacHATResNeXt101_32x8dConfig",
    "AmnesiacHATResNet18Config",
    "AmnesiacHATResNet34Config",
    "AmnesiacHATResNet50Config",
    "AmnesiacHATResNet52Config",
    "AmnesiacHATResNet101Config",
    "AmnesiacHATResNet152Config",
    "AmnesiacHATResNetConfig",
    "AmnesiacHATWideResNet50_2Config",
]


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNetConfig(UnitMaskedResNetConfig):
    """Config of the variants of `AmnesiacHATResNet`.

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
        disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.

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

    disable_unlearning: bool = False
    """Whether to do without backup networks, for reference experiments that unlearn nothing."""


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet18Config(AmnesiacHATResNetConfig):
    """Config of `AmnesiacHATResNet18`."""

    class_name: ClassVar[str] = "AmnesiacHATResNet18"

    def build(self) -> "AmnesiacHATResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet34Config(AmnesiacHATResNetConfig):
    """Config of `AmnesiacHATResNet34`."""

    class_name: ClassVar[str] = "AmnesiacHATResNet34"

    def build(self) -> "AmnesiacHATResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet50Config(AmnesiacHATResNetConfig):
    """Config of `AmnesiacHATResNet50`."""

    class_name: ClassVar[str] = "AmnesiacHATResNet50"

    def build(self) -> "AmnesiacHATResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet101Config(AmnesiacHATResNetConfig):
    """Config of `AmnesiacHATResNet101`."""

    class_name: ClassVar[str] = "AmnesiacHATResNet101"

    def build(self) -> "AmnesiacHATResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet152Config(AmnesiacHATResNetConfig):
    """Config of `AmnesiacHATResNet152`."""

    class_name: ClassVar[str] = "AmnesiacHATResNet152"

    def build(self) -> "AmnesiacHATResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNeXt50_32x4dConfig(AmnesiacHATResNetConfig):
    """Config of `AmnesiacHATResNeXt50_32x4d`."""

    class_name: ClassVar[str] = "AmnesiacHATResNeXt50_32x4d"

    def build(self) -> "AmnesiacHATResNeXt50_32x4d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNeXt101_32x8dConfig(AmnesiacHATResNetConfig):
    """Config of `AmnesiacHATResNeXt101_32x8d`."""

    class_name: ClassVar[str] = "AmnesiacHATResNeXt101_32x8d"

    def build(self) -> "AmnesiacHATResNeXt101_32x8d":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNet50_2Config(AmnesiacHATResNetConfig):
    """Config of `AmnesiacHATWideResNet50_2`."""

    class_name: ClassVar[str] = "AmnesiacHATWideResNet50_2"

    def build(self) -> "AmnesiacHATWideResNet50_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)


AmnesiacHATResNet52Config = AmnesiacHATResNet50Config
"""Another name of `AmnesiacHATResNet50Config`."""
