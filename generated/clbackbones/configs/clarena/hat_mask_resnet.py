# Generated from schema/architectures/resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network, HAT mask, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import hat_mask_resnet

if TYPE_CHECKING:
    from ...clarena.hat_mask_resnet import (
        HATMaskResNet18,
        HATMaskResNet34,
        HATMaskResNet50,
        HATMaskResNet101,
        HATMaskResNet152,
    )

__all__ = [
    "HATMaskResNet18Config",
    "HATMaskResNet34Config",
    "HATMaskResNet50Config",
    "HATMaskResNet52Config",
    "HATMaskResNet101Config",
    "HATMaskResNet152Config",
    "HATMaskResNetConfig",
]


@frozen(kw_only=True, repr=False)
class HATMaskResNetConfig(hat_mask_resnet.HATMaskResNetConfig):
    """Config of the variants of `clarena.HATMaskResNet`.

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

    layout: Literal["torchvision", "clarena"] = "clarena"
    """Whose ResNet it is, layer for layer. `"torchvision"`: As in torchvision: the stride is in the first 3x3
    convolution of a block, the shortcut convolution has a norm, initial weights are torchvision's. `"clarena"`: As
    in CLArena: the stride is in the last 3x3 convolution of a block, the shortcut convolution has no norm.
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
class HATMaskResNet18Config(HATMaskResNetConfig, hat_mask_resnet.HATMaskResNet18Config):
    """Config of `clarena.HATMaskResNet18`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet18"

    def build(self) -> "HATMaskResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet34Config(HATMaskResNetConfig, hat_mask_resnet.HATMaskResNet34Config):
    """Config of `clarena.HATMaskResNet34`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet34"

    def build(self) -> "HATMaskResNet34":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet50Config(HATMaskResNetConfig, hat_mask_resnet.HATMaskResNet50Config):
    """Config of `clarena.HATMaskResNet50`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet50"

    def build(self) -> "HATMaskResNet50":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet101Config(HATMaskResNetConfig, hat_mask_resnet.HATMaskResNet101Config):
    """Config of `clarena.HATMaskResNet101`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet101"

    def build(self) -> "HATMaskResNet101":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet152Config(HATMaskResNetConfig, hat_mask_resnet.HATMaskResNet152Config):
    """Config of `clarena.HATMaskResNet152`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet152"

    def build(self) -> "HATMaskResNet152":
        """Builds the backbone; imports torch."""
        return Config.build(self)


HATMaskResNet52Config = HATMaskResNet50Config
"""Another name of `HATMaskResNet50Config`."""
