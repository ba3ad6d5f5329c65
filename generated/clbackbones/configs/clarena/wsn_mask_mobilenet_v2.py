# Generated from schema/architectures/mobilenet_v2.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: MobileNetV2, WSN mask, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import wsn_mask_mobilenet_v2

if TYPE_CHECKING:
    from ...clarena.wsn_mask_mobilenet_v2 import WSNMaskMobileNetV2

__all__ = ["WSNMaskMobileNetConfig", "WSNMaskMobileNetV2Config"]


@frozen(kw_only=True, repr=False)
class WSNMaskMobileNetConfig(wsn_mask_mobilenet_v2.WSNMaskMobileNetConfig):
    """Config of the variants of `clarena.WSNMaskMobileNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        width_multiplier: Factor of all widths, which are rounded to multiples of 8; the last one, 1280, never
            shrinks. Greater than 0 and at most 64.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether convolutions have a bias.
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
class WSNMaskMobileNetV2Config(WSNMaskMobileNetConfig, wsn_mask_mobilenet_v2.WSNMaskMobileNetV2Config):
    """Config of `clarena.WSNMaskMobileNetV2`."""

    class_name: ClassVar[str] = "clarena.WSNMaskMobileNetV2"

    def build(self) -> "WSNMaskMobileNetV2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
