# Generated from schema/architectures/mlp.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Multilayer perceptron, Amnesiac, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import amnesiac_hat_mlp

if TYPE_CHECKING:
    from ...clarena.amnesiac_hat_mlp import AmnesiacHATMLP

__all__ = ["AmnesiacHATMLPConfig"]


@frozen(kw_only=True, repr=False)
class AmnesiacHATMLPConfig(amnesiac_hat_mlp.AmnesiacHATMLPConfig):
    """Config of `clarena.AmnesiacHATMLP`.

    Args:
        input_dim: Number of input features, for images channels times height times width; the input may have any
            shape that flattens to it. At least 1.
        hidden_dims: Units of each hidden layer, from input to output; an empty list makes a single linear layer.
            Each is at least 1.
        output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
            affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
            normalization.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
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

    class_name: ClassVar[str] = "clarena.AmnesiacHATMLP"

    def build(self) -> "AmnesiacHATMLP":
        """Builds the backbone; imports torch."""
        return Config.build(self)
