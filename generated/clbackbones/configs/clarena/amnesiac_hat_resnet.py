# Generated from schema/architectures/resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, Amnesiac, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import amnesiac_hat_resnet

if TYPE_CHECKING:
    from ...clarena.amnesiac_hat_resnet import (
        AmnesiacHATResNet18,
        AmnesiacHATResNet34,
        AmnesiacHATResNet50,
        AmnesiacHATResNet101,
        AmnesiacHATResNet152,
    )

__all__ = [
    "AmnesiacHATResNet18Config",
    "AmnesiacHATResNet34Config",
    "AmnesiacHATResNet50Config",
    "AmnesiacHATResNet52Config",
    "AmnesiacHATResNet101Config",
    "AmnesiacHATResNet152Config",
    "AmnesiacHATResNetConfig",
]


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNetConfig(amnesiac_hat_resnet.AmnesiacHATResNetConfig):
    """Config of the variants of `clarena.AmnesiacHATResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
            affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
            normalization.
        bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
        stem: The first convolution and what follows it. `"imagenet"`: 7x7 convolution of stride 2, then 3x3
            max-pooling of stride 2; for images of 224x224. `"cifar"`: 3x3 convolution of stride 1, no pooling; for
            images of 32x32.
        layout: Whose ResNet it is, layer for layer. `"torchvision"`: As in torchvision: the stride is in the first
            3x3 convolution of a block, the shortcut convolution has a norm, initial weights are torchvision's.
            `"clarena"`: As in CLArena: the stride is in the last 3x3 convolution of a block, the shortcut
            convolution has no norm.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
            are drawn at random.
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

    layout: Literal["torchvision", "clarena"] = "clarena"
    """Whose ResNet it is, layer for layer. `"torchvision"`: As in torchvision: the stride is in the first 3x3
    convolution of a block, the shortcut convolution has a norm, initial weights are torchvision's. `"clarena"`: As
    in CLArena: the stride is in the last 3x3 convolution of a block, the shortcut convolution has no norm.
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
class AmnesiacHATResNet18Config(AmnesiacHATResNetConfig, amnesiac_hat_resnet.AmnesiacHATResNet18Config):
    """Config of `clarena.AmnesiacHATResNet18`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATResNet18"

    def build(self) -> "AmnesiacHATResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet34Config(AmnesiacHATResNetConfig, amnesiac_hat_resnet.AmnesiacHATResNet34Config):
    """Config of `clarena.AmnesiacHATResNet34`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATResNet34"

    def build(self) -> "AmnesiacHATResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet50Config(AmnesiacHATResNetConfig, amnesiac_hat_resnet.AmnesiacHATResNet50Config):
    """Config of `clarena.AmnesiacHATResNet50`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATResNet50"

    def build(self) -> "AmnesiacHATResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet101Config(AmnesiacHATResNetConfig, amnesiac_hat_resnet.AmnesiacHATResNet101Config):
    """Config of `clarena.AmnesiacHATResNet101`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATResNet101"

    def build(self) -> "AmnesiacHATResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class AmnesiacHATResNet152Config(AmnesiacHATResNetConfig, amnesiac_hat_resnet.AmnesiacHATResNet152Config):
    """Config of `clarena.AmnesiacHATResNet152`."""

    class_name: ClassVar[str] = "clarena.AmnesiacHATResNet152"

    def build(self) -> "AmnesiacHATResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


AmnesiacHATResNet52Config = AmnesiacHATResNet50Config
"""Another name of `AmnesiacHATResNet50Config`."""
