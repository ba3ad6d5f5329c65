# Generated from schema/architectures/vgg.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: VGG, SupSup."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_vgg import WeightMaskedVGGConfig

if TYPE_CHECKING:
    from ..supsup_vgg import SupSupVGG11, SupSupVGG13, SupSupVGG16, SupSupVGG19

__all__ = ["SupSupVGG11Config", "SupSupVGG13Config", "SupSupVGG16Config", "SupSupVGG19Config", "SupSupVGGConfig"]


@frozen(kw_only=True, repr=False)
class SupSupVGGConfig(WeightMaskedVGGConfig):
    """Config of the variants of `SupSupVGG`.

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
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training, after each fully connected
            layer. None: No dropout. At least 0 and less than 1.
        linear_layers: What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected
            layers of 4096 units. `"none"`: Global average pooling alone; for small images.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network, with batch normalization or without it as
            this one; the classifier's are left out. None: Weights are drawn at random.
        carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
            scores drawn anew.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network, with batch normalization or without it as this one; the classifier's are left out.
    None: Weights are drawn at random.
    """

    carry_over_scores: bool = False
    """Whether a new task starts from scores that favour what many earlier tasks use, or from scores drawn anew."""


@frozen(kw_only=True, repr=False)
class SupSupVGG11Config(SupSupVGGConfig):
    """Config of `SupSupVGG11`."""

    class_name: ClassVar[str] = "SupSupVGG11"

    def build(self) -> "SupSupVGG11":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupVGG13Config(SupSupVGGConfig):
    """Config of `SupSupVGG13`."""

    class_name: ClassVar[str] = "SupSupVGG13"

    def build(self) -> "SupSupVGG13":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupVGG16Config(SupSupVGGConfig):
    """Config of `SupSupVGG16`."""

    class_name: ClassVar[str] = "SupSupVGG16"

    def build(self) -> "SupSupVGG16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class SupSupVGG19Config(SupSupVGGConfig):
    """Config of `SupSupVGG19`."""

    class_name: ClassVar[str] = "SupSupVGG19"

    def build(self) -> "SupSupVGG19":
        """Builds the backbone; imports torch."""
        return Config.build(self)
