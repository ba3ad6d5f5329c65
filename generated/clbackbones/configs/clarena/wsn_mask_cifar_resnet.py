# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Residual network for CIFAR, WSN mask, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import wsn_mask_cifar_resnet

if TYPE_CHECKING:
    from ...clarena.wsn_mask_cifar_resnet import (
        WSNMaskResNet20,
        WSNMaskResNet32,
        WSNMaskResNet44,
        WSNMaskResNet56,
        WSNMaskResNet110,
    )

__all__ = [
    "WSNMaskCIFARResNetConfig",
    "WSNMaskResNet20Config",
    "WSNMaskResNet32Config",
    "WSNMaskResNet44Config",
    "WSNMaskResNet56Config",
    "WSNMaskResNet110Config",
]


@frozen(kw_only=True, repr=False)
class WSNMaskCIFARResNetConfig(wsn_mask_cifar_resnet.WSNMaskCIFARResNetConfig):
    """Config of the variants of `clarena.WSNMaskCIFARResNet`.

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
        carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
            does) or draws them anew.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class WSNMaskResNet20Config(WSNMaskCIFARResNetConfig, wsn_mask_cifar_resnet.WSNMaskResNet20Config):
    """Config of `clarena.WSNMaskResNet20`."""

    class_name: ClassVar[str] = "clarena.WSNMaskResNet20"

    def build(self) -> "WSNMaskResNet20":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNet32Config(WSNMaskCIFARResNetConfig, wsn_mask_cifar_resnet.WSNMaskResNet32Config):
    """Config of `clarena.WSNMaskResNet32`."""

    class_name: ClassVar[str] = "clarena.WSNMaskResNet32"

    def build(self) -> "WSNMaskResNet32":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNet44Config(WSNMaskCIFARResNetConfig, wsn_mask_cifar_resnet.WSNMaskResNet44Config):
    """Config of `clarena.WSNMaskResNet44`."""

    class_name: ClassVar[str] = "clarena.WSNMaskResNet44"

    def build(self) -> "WSNMaskResNet44":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNet56Config(WSNMaskCIFARResNetConfig, wsn_mask_cifar_resnet.WSNMaskResNet56Config):
    """Config of `clarena.WSNMaskResNet56`."""

    class_name: ClassVar[str] = "clarena.WSNMaskResNet56"

    def build(self) -> "WSNMaskResNet56":
        """Builds the backbone; imports torch."""
        return Config.build(self)


@frozen(kw_only=True, repr=False)
class WSNMaskResNet110Config(WSNMaskCIFARResNetConfig, wsn_mask_cifar_resnet.WSNMaskResNet110Config):
    """Config of `clarena.WSNMaskResNet110`."""

    class_name: ClassVar[str] = "clarena.WSNMaskResNet110"

    def build(self) -> "WSNMaskResNet110":
        """Builds the backbone; imports torch."""
        return Config.build(self)
