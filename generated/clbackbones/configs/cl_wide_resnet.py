# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, CL."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.plain_wide_resnet import PlainWideResNetConfig

if TYPE_CHECKING:
    from ..cl_wide_resnet import CLWideResNet16_4, CLWideResNet28_10, CLWideResNet40_2

__all__ = ["CLWideResNet16_4Config", "CLWideResNet28_10Config", "CLWideResNet40_2Config", "CLWideResNetConfig"]


@frozen(kw_only=True, repr=False)
class CLWideResNetConfig(PlainWideResNetConfig):
    """Config of the variants of `CLWideResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""


@frozen(kw_only=True, repr=False)
class CLWideResNet28_10Config(CLWideResNetConfig):
    """Config of `CLWideResNet28_10`."""

    class_name: ClassVar[str] = "CLWideResNet28_10"

    def build(self) -> "CLWideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLWideResNet16_4Config(CLWideResNetConfig):
    """Config of `CLWideResNet16_4`."""

    class_name: ClassVar[str] = "CLWideResNet16_4"

    def build(self) -> "CLWideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLWideResNet40_2Config(CLWideResNetConfig):
    """Config of `CLWideResNet40_2`."""

    class_name: ClassVar[str] = "CLWideResNet40_2"

    def build(self) -> "CLWideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
