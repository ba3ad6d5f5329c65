# Generated from schema/architectures/vit.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Vision transformer, Amnesiac."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.unit_masked_vit import UnitMaskedViTConfig

if TYPE_CHECKING:
    from ..amnesiac_hat_vit import AmnesiacHATViTBase16, AmnesiacHATViTSmall16, AmnesiacHATViTTiny16

__all__ = [
    "AmnesiacHATViTBase16Config",
    "AmnesiacHATViTConfig",
    "AmnesiacHATViTSmall16Config",
    "AmnesiacHATViTTiny16Config",
]


@frozen(kw_only=True, repr=False)
class AmnesiacHATViTConfig(UnitMaskedViTConfig):
    """Config of the variants of `AmnesiacHATViT`.

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
            Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
            affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
            normalization.
        bias: Whether linear layers and the convolution have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's or timm's network; the classifier's are left out.
            None: Weights are drawn at random.
        gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
            sigmoid(s·e), with the annealed scale s and the task embedding e.
        disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.

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

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """

    disable_unlearning: bool = False
    """Whether to do without backup networks, for reference experiments that unlearn nothing."""


@frozen(kw_only=True, repr=False)
class AmnesiacHATViTTiny16Config(AmnesiacHATViTConfig):
    """Config of `AmnesiacHATViTTiny16`."""

    class_name: ClassVar[str] = "AmnesiacHATViTTiny16"

    def build(self) -> "AmnesiacHATViTTiny16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATViTSmall16Config(AmnesiacHATViTConfig):
    """Config of `AmnesiacHATViTSmall16`."""

    class_name: ClassVar[str] = "AmnesiacHATViTSmall16"

    def build(self) -> "AmnesiacHATViTSmall16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATViTBase16Config(AmnesiacHATViTConfig):
    """Config of `AmnesiacHATViTBase16`."""

    class_name: ClassVar[str] = "AmnesiacHATViTBase16"

    def build(self) -> "AmnesiacHATViTBase16":
        """Builds the backbone; imports torch."""
        return Config.build(self)
