# Generated from schema/architectures/resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, HAT mask."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone

from .configs.hat_mask_resnet import (
    HATMaskResNet18Config,
    HATMaskResNet34Config,
    HATMaskResNet50Config,
    HATMaskResNet101Config,
    HATMaskResNet152Config,
    HATMaskResNetConfig,
    HATMaskResNeXt50_32x4dConfig,
    HATMaskResNeXt101_32x8dConfig,
    HATMaskWideResNet50_2Config,
)
from .configs.networks.unit_masked_resnet import ActivationLayer
from .networks.unit_masked_resnet import UnitMaskedBasicBlock, UnitMaskedBottleneckBlock, UnitMaskedResNet

__all__ = [
    "HATMaskResNeXt50_32x4d",
    "HATMaskResNeXt101_32x8d",
    "HATMaskResNet18",
    "HATMaskResNet34",
    "HATMaskResNet50",
    "HATMaskResNet52",
    "HATMaskResNet101",
    "HATMaskResNet152",
    "HATMaskWideResNet50_2",
]


class HATMaskResNet(UnitMaskedResNet, HATMaskBackbone):
    """Residual network, HAT mask.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.
    Hard attention to the task: a learned embedding per task gates the units.

    `UnitMaskedResNet` makes and runs the layers; `HATMaskBackbone` has `forward`, and what is kept for each task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[HATMaskResNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = False,
        stem: Literal["imagenet", "cifar"] = "imagenet",
        layout: Literal["torchvision", "clarena"] = "torchvision",
        pretrained_weights: str | PathLike[str] | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
    ) -> None:
        """Residual network, HAT mask: checks the arguments, then makes the layers and draws their weights.

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

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                output_dim=output_dim,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                stem=stem,
                layout=layout,
                pretrained_weights=pretrained_weights,
                gate=gate,
            )
        )


class HATMaskResNet18(HATMaskResNet):
    """ResNet18, HAT mask; see `HATMaskResNet`."""

    config_class: ClassVar[type[HATMaskResNetConfig]] = HATMaskResNet18Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class HATMaskResNet34(HATMaskResNet):
    """ResNet34, HAT mask; see `HATMaskResNet`."""

    config_class: ClassVar[type[HATMaskResNetConfig]] = HATMaskResNet34Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class HATMaskResNet50(HATMaskResNet):
    """ResNet50, HAT mask; see `HATMaskResNet`."""

    config_class: ClassVar[type[HATMaskResNetConfig]] = HATMaskResNet50Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class HATMaskResNet101(HATMaskResNet):
    """ResNet101, HAT mask; see `HATMaskResNet`."""

    config_class: ClassVar[type[HATMaskResNetConfig]] = HATMaskResNet101Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class HATMaskResNet152(HATMaskResNet):
    """ResNet152, HAT mask; see `HATMaskResNet`."""

    config_class: ClassVar[type[HATMaskResNetConfig]] = HATMaskResNet152Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 8, 36, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class HATMaskResNeXt50_32x4d(HATMaskResNet):
    """ResNeXt50_32x4d, HAT mask; see `HATMaskResNet`."""

    config_class: ClassVar[type[HATMaskResNetConfig]] = HATMaskResNeXt50_32x4dConfig
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 4


class HATMaskResNeXt101_32x8d(HATMaskResNet):
    """ResNeXt101_32x8d, HAT mask; see `HATMaskResNet`."""

    config_class: ClassVar[type[HATMaskResNetConfig]] = HATMaskResNeXt101_32x8dConfig
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 8


class HATMaskWideResNet50_2(HATMaskResNet):
    """WideResNet50_2, HAT mask; see `HATMaskResNet`."""

    config_class: ClassVar[type[HATMaskResNetConfig]] = HATMaskWideResNet50_2Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 128


HATMaskResNet52 = HATMaskResNet50
"""Another name of `HATMaskResNet50`."""
