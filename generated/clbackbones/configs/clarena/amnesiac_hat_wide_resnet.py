# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Wide residual network, Amnesiac, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import amnesiac_hat_wide_resnet

if TYPE_CHECKING:
    from ...clarena.amnesiac_hat_wide_resnet import (
        AmnesiacHATWideResNet16_4,
        AmnesiacHATWideResNet28_10,
        AmnesiacHATWideResNet40_2,
    )

__all__ = [
    "AmnesiacHATWideResNet16_4Config",
    "AmnesiacHATWideResNet28_10Config",
    "AmnesiacHATWideResNet40_2Config",
    "AmnesiacHATWideResNetConfig",
]


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNetConfig(amnesiac_hat_wide_resnet.AmnesiacHATWideResNetConfig):
    """Config of the variants of `clarena.AmnesiacHATWideResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
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


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNet28_10Config(
    AmnesiacHATWideResNetConfig, amnesiac_hat_wide_resnet.AmnesiacHATWideResNet28_10Config
):
    """Config of `clarena.AmnesiacHATWideResNet28_10`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATWideResNet28_10"

    def build(self) -> "AmnesiacHATWideResNet28_10":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNet16_4Config(
    AmnesiacHATWideResNetConfig, amnesiac_hat_wide_resnet.AmnesiacHATWideResNet16_4Config
):
    """Config of `clarena.AmnesiacHATWideResNet16_4`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATWideResNet16_4"

    def build(self) -> "AmnesiacHATWideResNet16_4":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATWideResNet40_2Config(
    AmnesiacHATWideResNetConfig, amnesiac_hat_wide_resnet.AmnesiacHATWideResNet40_2Config
):
    """Config of `clarena.AmnesiacHATWideResNet40_2`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATWideResNet40_2"

    def build(self) -> "AmnesiacHATWideResNet40_2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
