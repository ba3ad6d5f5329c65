# Generated from schema/architectures/efficientnet.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: EfficientNet, SupSup."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_efficientnet import WeightMaskedEfficientNetConfig

if TYPE_CHECKING:
    from ..supsup_efficientnet import SupSupEfficientNetB0

__all__ = ["SupSupEfficientNetB0Config", "SupSupEfficientNetConfig"]


@frozen(kw_only=True, repr=False)
class SupSupEfficientNetConfig(WeightMaskedEfficientNetConfig):
    """Config of the variants of `SupSupEfficientNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
            the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
            Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
            batch normalization, running statistics; nothing is forgotten. None: No normalization.
        bias: Whether convolutions have a bias; those that compute factors always have one.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
            are drawn at random.
        carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
            scores drawn anew.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """

    carry_over_scores: bool = False
    """Whether a new task starts from scores that favour what many earlier tasks use, or from scores drawn anew."""


@frozen(kw_only=True, repr=False)
class SupSupEfficientNetB0Config(SupSupEfficientNetConfig):
    """Config of `SupSupEfficientNetB0`."""

    class_name: ClassVar[str] = "SupSupEfficientNetB0"

    def build(self) -> "SupSupEfficientNetB0":
        """Builds the backbone; imports torch."""
        return Config.build(self)
