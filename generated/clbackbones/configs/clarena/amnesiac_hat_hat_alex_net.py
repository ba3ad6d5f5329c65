# Generated from schema/architectures/hat_alex_net.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: AlexNet for small images, Amnesiac, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import amnesiac_hat_hat_alex_net

if TYPE_CHECKING:
    from ...clarena.amnesiac_hat_hat_alex_net import AmnesiacHATHATAlexNet

__all__ = ["AmnesiacHATHATAlexNetConfig"]


@frozen(kw_only=True, repr=False)
class AmnesiacHATHATAlexNetConfig(amnesiac_hat_hat_alex_net.AmnesiacHATHATAlexNetConfig):
    """Config of `clarena.AmnesiacHATHATAlexNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        image_size: Height and width of the input image. At least 19.
        hidden_dims: Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1.
        output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training, after the last convolution
            and each fully connected layer. The paper also drops 0.2 after the first two convolutions, where there
            is no dropout here. None: No dropout. At least 0 and less than 1.
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

    class_name: ClassVar[str] = "clarena.AmnesiacHATHATAlexNet"

    def build(self) -> "AmnesiacHATHATAlexNet":
        """Builds the backbone; imports torch."""
        return Config.build(self)
