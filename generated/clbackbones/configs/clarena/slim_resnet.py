# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Slim residual network, plain, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import slim_resnet

if TYPE_CHECKING:
    from ...clarena.slim_resnet import SlimResNet18

__all__ = ["SlimResNet18Config", "SlimResNetConfig"]


@frozen(kw_only=True, repr=False)
class SlimResNetConfig(slim_resnet.SlimResNetConfig):
    """Config of the variants of `clarena.SlimResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted, 8 times `width`. None: It follows from the network. At least 1.
        width: Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least
            1 and at most 65536.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether convolutions have a bias; shortcut convolutions never have one.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class SlimResNet18Config(SlimResNetConfig, slim_resnet.SlimResNet18Config):
    """Config of `clarena.SlimResNet18`."""

    class_name: ClassVar[str] = "clarena.SlimResNet18"

    def build(self) -> "SlimResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)
