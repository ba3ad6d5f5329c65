# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, plain."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.plain_wide_resnet import PlainWideResNetConfig

if TYPE_CHECKING:
    from ..wide_resnet import WideResNet16_4, WideResNet28_10, WideResNet40_2

__all__ = ["WideResNet16_4Config", "WideResNet28_10Config", "WideResNet40_2Config", "WideResNetConfig"]


@frozen(kw_only=True, repr=False)
class WideResNetConfig(PlainWideResNetConfig):
    """Config of the variants of `WideResNet`.

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
class WideResNet28_10Config(WideResNetConfig):
    """Config of `WideResNet28_10`."""

    class_name: ClassVar[str] = "WideResNet28_10"

    def build(self) -> "WideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WideResNet16_4Config(WideResNetConfig):
    """Config of `WideResNet16_4`."""

    class_name: ClassVar[str] = "WideResNet16_4"

    def build(self) -> "WideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WideResNet40_2Config(WideResNetConfig):
    """Config of `WideResNet40_2`."""

    class_name: ClassVar[str] = "WideResNet40_2"

    def build(self) -> "WideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
