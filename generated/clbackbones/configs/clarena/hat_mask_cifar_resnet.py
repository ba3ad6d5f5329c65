# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network for CIFAR, HAT mask, for CLArena."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import hat_mask_cifar_resnet

if TYPE_CHECKING:
    from ...clarena.hat_mask_cifar_resnet import (
        HATMaskResNet20,
        HATMaskResNet32,
        HATMaskResNet44,
        HATMaskResNet56,
        HATMaskResNet110,
    )

__all__ = [
    "HATMaskCIFARResNetConfig",
    "HATMaskResNet20Config",
    "HATMaskResNet32Config",
    "HATMaskResNet44Config",
    "HATMaskResNet56Config",
    "HATMaskResNet110Config",
]


@frozen(kw_only=True, repr=False)
class HATMaskCIFARResNetConfig(hat_mask_cifar_resnet.HATMaskCIFARResNetConfig):
    """Config of the variants of `clarena.HATMaskCIFARResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
            normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
            normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
            normalization.
        bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
        shortcut: What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm, as in
            FACIL. `"zero_padding"`: Every second row and column, and zeros for the new channels, without weights
            (He et al. 2016, Sec. 4.2, option A), as in PyCIL and Mammoth.
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
class HATMaskResNet20Config(HATMaskCIFARResNetConfig, hat_mask_cifar_resnet.HATMaskResNet20Config):
    """Config of `clarena.HATMaskResNet20`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet20"

    def build(self) -> "HATMaskResNet20":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet32Config(HATMaskCIFARResNetConfig, hat_mask_cifar_resnet.HATMaskResNet32Config):
    """Config of `clarena.HATMaskResNet32`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet32"

    def build(self) -> "HATMaskResNet32":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet44Config(HATMaskCIFARResNetConfig, hat_mask_cifar_resnet.HATMaskResNet44Config):
    """Config of `clarena.HATMaskResNet44`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet44"

    def build(self) -> "HATMaskResNet44":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet56Config(HATMaskCIFARResNetConfig, hat_mask_cifar_resnet.HATMaskResNet56Config):
    """Config of `clarena.HATMaskResNet56`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet56"

    def build(self) -> "HATMaskResNet56":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class HATMaskResNet110Config(HATMaskCIFARResNetConfig, hat_mask_cifar_resnet.HATMaskResNet110Config):
    """Config of `clarena.HATMaskResNet110`."""

    class_name: ClassVar[str] = "clarena.HATMaskResNet110"

    def build(self) -> "HATMaskResNet110":
        """Builds the backbone; imports torch."""
        return Config.build(self)
