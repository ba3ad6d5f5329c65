# Generated from schema/architectures/efficientnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: EfficientNet, HAT mask, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import hat_mask_efficientnet

if TYPE_CHECKING:
    from ...clarena.hat_mask_efficientnet import HATMaskEfficientNetB0

__all__ = ["HATMaskEfficientNetB0Config", "HATMaskEfficientNetConfig"]


@frozen(kw_only=True, repr=False)
class HATMaskEfficientNetConfig(hat_mask_efficientnet.HATMaskEfficientNetConfig):
    """Config of the variants of `clarena.HATMaskEfficientNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether convolutions have a bias; those that compute factors always have one.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
            are drawn at random.
        gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
            sigmoid(s·e), with the annealed scale s and the task embedding e.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.
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

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""

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
class HATMaskEfficientNetB0Config(HATMaskEfficientNetConfig, hat_mask_efficientnet.HATMaskEfficientNetB0Config):
    """Config of `clarena.HATMaskEfficientNetB0`."""

    class_name: ClassVar[str] = "clarena.HATMaskEfficientNetB0"

    def build(self) -> "HATMaskEfficientNetB0":
        """Builds the backbone; imports torch."""
        return Config.build(self)
