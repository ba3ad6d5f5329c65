# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Slim residual network, WSN mask, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import wsn_mask_slim_resnet

if TYPE_CHECKING:
    from ...clarena.wsn_mask_slim_resnet import WSNMaskSlimResNet18

__all__ = ["WSNMaskSlimResNet18Config", "WSNMaskSlimResNetConfig"]


@frozen(kw_only=True, repr=False)
class WSNMaskSlimResNetConfig(wsn_mask_slim_resnet.WSNMaskSlimResNetConfig):
    """Config of the variants of `clarena.WSNMaskSlimResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted, 8 times `width`. None: It follows from the network. At least 1.
        width: Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least
            1 and at most 65536.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether convolutions have a bias; shortcut convolutions never have one.
        carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
            does) or draws them anew.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class WSNMaskSlimResNet18Config(WSNMaskSlimResNetConfig, wsn_mask_slim_resnet.WSNMaskSlimResNet18Config):
    """Config of `clarena.WSNMaskSlimResNet18`."""

    class_name: ClassVar[str] = "clarena.WSNMaskSlimResNet18"

    def build(self) -> "WSNMaskSlimResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)
