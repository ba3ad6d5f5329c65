# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network for CIFAR, CL."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.plain_cifar_resnet import PlainCIFARResNetConfig

if TYPE_CHECKING:
    from ..cl_cifar_resnet import CLResNet20, CLResNet32, CLResNet44, CLResNet56, CLResNet110

__all__ = [
    "CLCIFARResNetConfig",
    "CLResNet20Config",
    "CLResNet32Config",
    "CLResNet44Config",
    "CLResNet56Config",
    "CLResNet110Config",
]


@frozen(kw_only=True, repr=False)
class CLCIFARResNetConfig(PlainCIFARResNetConfig):
    """Config of the variants of `CLCIFARResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
        shortcut_type: What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm,
            as in FACIL. `"zero_padding"`: Every second row and column, and zeros for the new channels, without
            weights (He et al. 2016, Sec. 4.2, option A), as in PyCIL and Mammoth.
        last_activation: Whether an activation ends the last block, as it ends all others; in iCaRL's network
            (Rebuffi et al. 2017) it does not.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""


@frozen(kw_only=True, repr=False)
class CLResNet20Config(CLCIFARResNetConfig):
    """Config of `CLResNet20`."""

    class_name: ClassVar[str] = "CLResNet20"

    def build(self) -> "CLResNet20":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet32Config(CLCIFARResNetConfig):
    """Config of `CLResNet32`."""

    class_name: ClassVar[str] = "CLResNet32"

    def build(self) -> "CLResNet32":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet44Config(CLCIFARResNetConfig):
    """Config of `CLResNet44`."""

    class_name: ClassVar[str] = "CLResNet44"

    def build(self) -> "CLResNet44":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet56Config(CLCIFARResNetConfig):
    """Config of `CLResNet56`."""

    class_name: ClassVar[str] = "CLResNet56"

    def build(self) -> "CLResNet56":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLResNet110Config(CLCIFARResNetConfig):
    """Config of `CLResNet110`."""

    class_name: ClassVar[str] = "CLResNet110"

    def build(self) -> "CLResNet110":
        """Builds the backbone; imports torch."""
        return Config.build(self)
