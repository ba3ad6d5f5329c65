# Generated from schema/architectures/mobilenet_v2.json and schema/mechanisms/piggyback.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: MobileNetV2, Piggyback."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_mobilenet_v2 import WeightMaskedMobileNetConfig

if TYPE_CHECKING:
    from ..piggyback_mobilenet_v2 import PiggybackMobileNetV2

__all__ = ["PiggybackMobileNetConfig", "PiggybackMobileNetV2Config"]


@frozen(kw_only=True, repr=False)
class PiggybackMobileNetConfig(WeightMaskedMobileNetConfig):
    """Config of the variants of `PiggybackMobileNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        width_multiplier: Factor of all widths, which are rounded to multiples of 8; the last one, 1280, never
            shrinks. Greater than 0 and at most 64.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
            the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
            Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
            batch normalization, running statistics; nothing is forgotten. None: No normalization.
        bias: Whether convolutions have a bias.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
            are drawn at random.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """


@frozen(kw_only=True, repr=False)
class PiggybackMobileNetV2Config(PiggybackMobileNetConfig):
    """Config of `PiggybackMobileNetV2`."""

    class_name: ClassVar[str] = "PiggybackMobileNetV2"

    def build(self) -> "PiggybackMobileNetV2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
