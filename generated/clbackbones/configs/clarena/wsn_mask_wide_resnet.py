# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, WSN mask, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import wsn_mask_wide_resnet

if TYPE_CHECKING:
    from ...clarena.wsn_mask_wide_resnet import WSNMaskWideResNet16_4, WSNMaskWideResNet28_10, WSNMaskWideResNet40_2

__all__ = [
    "WSNMaskWideResNet16_4Config",
    "WSNMaskWideResNet28_10Config",
    "WSNMaskWideResNet40_2Config",
    "WSNMaskWideResNetConfig",
]


@frozen(kw_only=True, repr=False)
class WSNMaskWideResNetConfig(wsn_mask_wide_resnet.WSNMaskWideResNetConfig):
    """Config of the variants of `clarena.WSNMaskWideResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
            does) or draws them anew.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class WSNMaskWideResNet28_10Config(WSNMaskWideResNetConfig, wsn_mask_wide_resnet.WSNMaskWideResNet28_10Config):
    """Config of `clarena.WSNMaskWideResNet28_10`."""

    class_name: ClassVar[str] = "clarena.WSNMaskWideResNet28_10"

    def build(self) -> "WSNMaskWideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskWideResNet16_4Config(WSNMaskWideResNetConfig, wsn_mask_wide_resnet.WSNMaskWideResNet16_4Config):
    """Config of `clarena.WSNMaskWideResNet16_4`."""

    class_name: ClassVar[str] = "clarena.WSNMaskWideResNet16_4"

    def build(self) -> "WSNMaskWideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskWideResNet40_2Config(WSNMaskWideResNetConfig, wsn_mask_wide_resnet.WSNMaskWideResNet40_2Config):
    """Config of `clarena.WSNMaskWideResNet40_2`."""

    class_name: ClassVar[str] = "clarena.WSNMaskWideResNet40_2"

    def build(self) -> "WSNMaskWideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
