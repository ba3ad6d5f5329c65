# Generated from schema/architectures/vgg.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: VGG, Amnesiac, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import amnesiac_hat_vgg

if TYPE_CHECKING:
    from ...clarena.amnesiac_hat_vgg import AmnesiacHATVGG11, AmnesiacHATVGG13, AmnesiacHATVGG16, AmnesiacHATVGG19

__all__ = [
    "AmnesiacHATVGG11Config",
    "AmnesiacHATVGG13Config",
    "AmnesiacHATVGG16Config",
    "AmnesiacHATVGG19Config",
    "AmnesiacHATVGGConfig",
]


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGGConfig(amnesiac_hat_vgg.AmnesiacHATVGGConfig):
    """Config of the variants of `clarena.AmnesiacHATVGG`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training, after each fully connected
            layer. None: No dropout. At least 0 and less than 1.
        linear_layers: What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected
            layers of 4096 units. `"none"`: Global average pooling alone; for small images.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network with batch normalization; the classifier's are
            left out. None: Weights are drawn at random.
        gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
            sigmoid(s·e), with the annealed scale s and the task embedding e.
        disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.
        annealing: How the scale of the task embeddings rises within an epoch. `"clarena"`: As CLArena's own
            algorithms expect it: the index counts from 0 in a formula that counts from 1. `"paper"`: From 1/s_max
            in the first batch to s_max in the last; the algorithms of `clbackbones.clarena` set it.
        unlearning_mask: The mask of stage `unlearning_test`, with which CLArena measures how far a network is from
            one that never learned a task. `"ones"`: All units, as in CLArena: it compares what networks compute
            without masks; no task need be named. `"stored"`: The mask that is stored for the task, as everywhere
            else.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    annealing: Literal["clarena", "paper"] = "clarena"
    """How the scale of the task embeddings rises within an epoch. `"clarena"`: As CLArena's own algorithms expect it:
    the index counts from 0 in a formula that counts from 1. `"paper"`: From 1/s_max in the first batch to s_max in
    the last; the algorithms of `clbackbones.clarena` set it.
    """

    unlearning_mask: Literal["ones", "stored"] = "ones"
    """The mask of stage `unlearning_test`, with which CLArena measures how far a network is from one that never learned
    a task. `"ones"`: All units, as in CLArena: it compares what networks compute without masks; no task need be
    named. `"stored"`: The mask that is stored for the task, as everywhere else.
    """


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGG11Config(AmnesiacHATVGGConfig, amnesiac_hat_vgg.AmnesiacHATVGG11Config):
    """Config of `clarena.AmnesiacHATVGG11`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATVGG11"

    def build(self) -> "AmnesiacHATVGG11":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGG13Config(AmnesiacHATVGGConfig, amnesiac_hat_vgg.AmnesiacHATVGG13Config):
    """Config of `clarena.AmnesiacHATVGG13`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATVGG13"

    def build(self) -> "AmnesiacHATVGG13":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGG16Config(AmnesiacHATVGGConfig, amnesiac_hat_vgg.AmnesiacHATVGG16Config):
    """Config of `clarena.AmnesiacHATVGG16`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATVGG16"

    def build(self) -> "AmnesiacHATVGG16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATVGG19Config(AmnesiacHATVGGConfig, amnesiac_hat_vgg.AmnesiacHATVGG19Config):
    """Config of `clarena.AmnesiacHATVGG19`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATVGG19"

    def build(self) -> "AmnesiacHATVGG19":
        """Builds the backbone; imports torch."""
        return Config.build(self)
