# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Slim residual network, plain."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.plain_slim_resnet import PlainSlimResNetConfig

if TYPE_CHECKING:
    from ..slim_resnet import SlimResNet18

__all__ = ["SlimResNet18Config", "SlimResNetConfig"]


@frozen(kw_only=True, repr=False)
class SlimResNetConfig(PlainSlimResNetConfig):
    """Config of the variants of `SlimResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted, 8 times `width`. None: It follows from the network. At least 1.
        width: Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least
            1 and at most 65536.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether convolutions have a bias; shortcut convolutions never have one.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted, 8 times `width`. None: It follows from the network. At least 1."""


@frozen(kw_only=True, repr=False)
class SlimResNet18Config(SlimResNetConfig):
    """Config of `SlimResNet18`."""

    class_name: ClassVar[str] = "SlimResNet18"

    def build(self) -> "SlimResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)
