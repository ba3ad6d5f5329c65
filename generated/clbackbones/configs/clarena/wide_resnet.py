# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, plain, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import wide_resnet

if TYPE_CHECKING:
    from ...clarena.wide_resnet import WideResNet16_4, WideResNet28_10, WideResNet40_2

__all__ = ["WideResNet16_4Config", "WideResNet28_10Config", "WideResNet40_2Config", "WideResNetConfig"]


@frozen(kw_only=True, repr=False)
class WideResNetConfig(wide_resnet.WideResNetConfig):
    """Config of the variants of `clarena.WideResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class WideResNet28_10Config(WideResNetConfig, wide_resnet.WideResNet28_10Config):
    """Config of `clarena.WideResNet28_10`."""

    class_name: ClassVar[str] = "clarena.WideResNet28_10"

    def build(self) -> "WideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WideResNet16_4Config(WideResNetConfig, wide_resnet.WideResNet16_4Config):
    """Config of `clarena.WideResNet16_4`."""

    class_name: ClassVar[str] = "clarena.WideResNet16_4"

    def build(self) -> "WideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WideResNet40_2Config(WideResNetConfig, wide_resnet.WideResNet40_2Config):
    """Config of `clarena.WideResNet40_2`."""

    class_name: ClassVar[str] = "clarena.WideResNet40_2"

    def build(self) -> "WideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
