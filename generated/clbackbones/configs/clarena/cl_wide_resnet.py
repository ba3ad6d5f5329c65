# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, CL, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cl_wide_resnet

if TYPE_CHECKING:
    from ...clarena.cl_wide_resnet import CLWideResNet16_4, CLWideResNet28_10, CLWideResNet40_2

__all__ = ["CLWideResNet16_4Config", "CLWideResNet28_10Config", "CLWideResNet40_2Config", "CLWideResNetConfig"]


@frozen(kw_only=True, repr=False)
class CLWideResNetConfig(cl_wide_resnet.CLWideResNetConfig):
    """Config of the variants of `clarena.CLWideResNet`.

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
class CLWideResNet28_10Config(CLWideResNetConfig, cl_wide_resnet.CLWideResNet28_10Config):
    """Config of `clarena.CLWideResNet28_10`."""

    class_name: ClassVar[str] = "clarena.CLWideResNet28_10"

    def build(self) -> "CLWideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLWideResNet16_4Config(CLWideResNetConfig, cl_wide_resnet.CLWideResNet16_4Config):
    """Config of `clarena.CLWideResNet16_4`."""

    class_name: ClassVar[str] = "clarena.CLWideResNet16_4"

    def build(self) -> "CLWideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class CLWideResNet40_2Config(CLWideResNetConfig, cl_wide_resnet.CLWideResNet40_2Config):
    """Config of `clarena.CLWideResNet40_2`."""

    class_name: ClassVar[str] = "clarena.CLWideResNet40_2"

    def build(self) -> "CLWideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
