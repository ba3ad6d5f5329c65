# Generated from schema/architectures/vit.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Vision transformer, Amnesiac, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import amnesiac_hat_vit

if TYPE_CHECKING:
    from ...clarena.amnesiac_hat_vit import AmnesiacHATViTBase16, AmnesiacHATViTSmall16, AmnesiacHATViTTiny16

__all__ = [
    "AmnesiacHATViTBase16Config",
    "AmnesiacHATViTConfig",
    "AmnesiacHATViTSmall16Config",
    "AmnesiacHATViTTiny16Config",
]


@frozen(kw_only=True, repr=False)
class AmnesiacHATViTConfig(amnesiac_hat_vit.AmnesiacHATViTConfig):
    """Config of the variants of `clarena.AmnesiacHATViT`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        image_size: Height and width of images; what is left beyond the last whole patch is not read. At least 16
            and at most 65536.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        width_multiplier: Factor of the width, which is rounded to a multiple of the number of heads. Greater than 0
            and at most 64.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        layer_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
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
class AmnesiacHATViTTiny16Config(AmnesiacHATViTConfig, amnesiac_hat_vit.AmnesiacHATViTTiny16Config):
    """Config of `clarena.AmnesiacHATViTTiny16`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATViTTiny16"

    def build(self) -> "AmnesiacHATViTTiny16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATViTSmall16Config(AmnesiacHATViTConfig, amnesiac_hat_vit.AmnesiacHATViTSmall16Config):
    """Config of `clarena.AmnesiacHATViTSmall16`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATViTSmall16"

    def build(self) -> "AmnesiacHATViTSmall16":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATViTBase16Config(AmnesiacHATViTConfig, amnesiac_hat_vit.AmnesiacHATViTBase16Config):
    """Config of `clarena.AmnesiacHATViTBase16`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATViTBase16"

    def build(self) -> "AmnesiacHATViTBase16":
        """Builds the backbone; imports torch."""
        return Config.build(self)
