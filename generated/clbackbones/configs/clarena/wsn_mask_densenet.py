# Generated from schema/architectures/densenet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Densely connected network, WSN mask, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import wsn_mask_densenet

if TYPE_CHECKING:
    from ...clarena.wsn_mask_densenet import WSNMaskDenseNet121

__all__ = ["WSNMaskDenseNet121Config", "WSNMaskDenseNetConfig"]


@frozen(kw_only=True, repr=False)
class WSNMaskDenseNetConfig(wsn_mask_densenet.WSNMaskDenseNetConfig):
    """Config of the variants of `clarena.WSNMaskDenseNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether convolutions have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
            are drawn at random.
        carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
            does) or draws them anew.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class WSNMaskDenseNet121Config(WSNMaskDenseNetConfig, wsn_mask_densenet.WSNMaskDenseNet121Config):
    """Config of `clarena.WSNMaskDenseNet121`."""

    class_name: ClassVar[str] = "clarena.WSNMaskDenseNet121"

    def build(self) -> "WSNMaskDenseNet121":
        """Builds the backbone; imports torch."""
        return Config.build(self)
