# Generated from schema/architectures/vgg.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: VGG, Amnesiac."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.unit_masked_vgg import UnitMaskedVGGConfig

if TYPE_CHECKING:
    from ..amnesiac_hat_vgg import AmnesiacHATVGG11, AmnesiacHATVGG13, AmnesiacHATVGG16, AmnesiacHATVGG19

__all__ = [
    "AmnesiacHATVGG11Config",
    "AmnesiacHATVGG13Config",
    "AmnesiacHATVGG16Config",
    "AmnesiacHATVGG19Config",
    "AmnesiacHATVGGConfig",
]


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGGConfig(UnitMaskedVGGConfig):
    """Config of the variants of `AmnesiacHATVGG`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
            affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
            normalization.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training, after each fully connected
            layer. None: No dropout. At least 0 and less than 1.
        linear_layers: What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected
            layers of 4096 units. `"none"`: Global average pooling alone; for small images.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network, with batch normalization or without it as
            this one; the classifier's are left out. None: Weights are drawn at random.
        gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
            sigmoid(s·e), with the annealed scale s and the task embedding e.
        disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.

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

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """

    disable_unlearning: bool = False
    """Whether to do without backup networks, for reference experiments that unlearn nothing."""


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGG11Config(AmnesiacHATVGGConfig):
    """Config of `AmnesiacHATVGG11`."""

    class_name: ClassVar[str] = "AmnesiacHATVGG11"

    def build(self) -> "AmnesiacHATVGG11":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGG13Config(AmnesiacHATVGGConfig):
    """Config of `AmnesiacHATVGG13`."""

    class_name: ClassVar[str] = "AmnesiacHATVGG13"

    def build(self) -> "AmnesiacHATVGG13":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGG16Config(AmnesiacHATVGGConfig):
    """Config of `AmnesiacHATVGG16`."""

    class_name: ClassVar[str] = "AmnesiacHATVGG16"

    def build(self) -> "AmnesiacHATVGG16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGG19Config(AmnesiacHATVGGConfig):
    """Config of `AmnesiacHATVGG19`."""

    class_name: ClassVar[str] = "AmnesiacHATVGG19"

    def build(self) -> "AmnesiacHATVGG19":
        """Builds the backbone; imports torch."""
        return Config.build(self)
