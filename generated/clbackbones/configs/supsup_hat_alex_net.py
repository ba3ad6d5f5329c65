# Generated from schema/architectures/hat_alex_net.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: AlexNet for small images, SupSup."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .networks.weight_masked_hat_alex_net import WeightMaskedHATAlexNetConfig

if TYPE_CHECKING:
    from ..supsup_hat_alex_net import SupSupHATAlexNet

__all__ = ["SupSupHATAlexNetConfig"]


@frozen(kw_only=True, repr=False)
class SupSupHATAlexNetConfig(WeightMaskedHATAlexNetConfig):
    """Config of `SupSupHATAlexNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        image_size: Height and width of the input image. At least 12.
        hidden_dims: Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1.
        output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
            the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
            Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
            batch normalization, running statistics; nothing is forgotten. None: No normalization.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training, after the last convolution
            and each fully connected layer. None: No dropout. At least 0 and less than 1.
        conv_dropout: Probability with which a unit's activation is set to zero in training, after the first two
            convolutions. None: No dropout. At least 0 and less than 1.
        carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
            scores drawn anew.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    carry_over_scores: bool = False
    """Whether a new task starts from scores that favour what many earlier tasks use, or from scores drawn anew."""

    class_name: ClassVar[str] = "SupSupHATAlexNet"

    def build(self) -> "SupSupHATAlexNet":
        """Builds the backbone; imports torch."""
        return Config.build(self)
