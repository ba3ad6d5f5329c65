# Generated from schema/architectures/vit.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Vision transformer, PackNet."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_vit import WeightMaskedViTConfig

if TYPE_CHECKING:
    from ..packnet_vit import PackNetViTBase16, PackNetViTSmall16, PackNetViTTiny16

__all__ = ["PackNetViTBase16Config", "PackNetViTConfig", "PackNetViTSmall16Config", "PackNetViTTiny16Config"]


@frozen(kw_only=True, repr=False)
class PackNetViTConfig(WeightMaskedViTConfig):
    """Config of the variants of `PackNetViT`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        image_size: Height and width of images; what is left beyond the last whole patch is not read. At least 16
            and at most 65536.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        width_multiplier: Factor of the width, which is rounded to a multiple of the number of heads. Greater than 0
            and at most 64.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        layer_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
            the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
            Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
            batch normalization, running statistics; nothing is forgotten. None: No normalization.
        bias: Whether linear layers and the convolution have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's or timm's network; the classifier's are left out.
            None: Weights are drawn at random.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    image_size: int = 224
    """Height and width of images; what is left beyond the last whole patch is not read. At least 16 and at most 65536.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's or timm's network; the classifier's are left out. None: Weights are drawn at random.
    """


@frozen(kw_only=True, repr=False)
class PackNetViTTiny16Config(PackNetViTConfig):
    """Config of `PackNetViTTiny16`."""

    class_name: ClassVar[str] = "PackNetViTTiny16"

    def build(self) -> "PackNetViTTiny16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetViTSmall16Config(PackNetViTConfig):
    """Config of `PackNetViTSmall16`."""

    class_name: ClassVar[str] = "PackNetViTSmall16"

    def build(self) -> "PackNetViTSmall16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class PackNetViTBase16Config(PackNetViTConfig):
    """Config of `PackNetViTBase16`."""

    class_name: ClassVar[str] = "PackNetViTBase16"

    def build(self) -> "PackNetViTBase16":
        """Builds the backbone; imports torch."""
        return Config.build(self)
