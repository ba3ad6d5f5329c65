# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network for CIFAR, plain, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cifar_resnet

if TYPE_CHECKING:
    from ...clarena.cifar_resnet import ResNet20, ResNet32, ResNet44, ResNet56, ResNet110

__all__ = [
    "CIFARResNetConfig",
    "ResNet20Config",
    "ResNet32Config",
    "ResNet44Config",
    "ResNet56Config",
    "ResNet110Config",
]


@frozen(kw_only=True, repr=False)
class CIFARResNetConfig(cifar_resnet.CIFARResNetConfig):
    """Config of the variants of `clarena.CIFARResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
        shortcut: What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm, as in
            FACIL. `"zero_padding"`: Every second row and column, and zeros for the new channels, without weights
            (He et al. 2016, Sec. 4.2, option A), as in PyCIL and Mammoth.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class ResNet20Config(CIFARResNetConfig, cifar_resnet.ResNet20Config):
    """Config of `clarena.ResNet20`."""

    class_name: ClassVar[str] = "clarena.ResNet20"

    def build(self) -> "ResNet20":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ResNet32Config(CIFARResNetConfig, cifar_resnet.ResNet32Config):
    """Config of `clarena.ResNet32`."""

    class_name: ClassVar[str] = "clarena.ResNet32"

    def build(self) -> "ResNet32":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ResNet44Config(CIFARResNetConfig, cifar_resnet.ResNet44Config):
    """Config of `clarena.ResNet44`."""

    class_name: ClassVar[str] = "clarena.ResNet44"

    def build(self) -> "ResNet44":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ResNet56Config(CIFARResNetConfig, cifar_resnet.ResNet56Config):
    """Config of `clarena.ResNet56`."""

    class_name: ClassVar[str] = "clarena.ResNet56"

    def build(self) -> "ResNet56":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class ResNet110Config(CIFARResNetConfig, cifar_resnet.ResNet110Config):
    """Config of `clarena.ResNet110`."""

    class_name: ClassVar[str] = "clarena.ResNet110"

    def build(self) -> "ResNet110":
        """Builds the backbone; imports torch."""
        return Config.build(self)
