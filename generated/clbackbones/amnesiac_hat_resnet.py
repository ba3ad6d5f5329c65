# Generated from schema/architectures/resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, Amnesiac."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.amnesiac_hat import AmnesiacHATBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.amnesiac_hat_resnet import (
    AmnesiacHATResNet18Config,
    AmnesiacHATResNet34Config,
    AmnesiacHATResNet50Config,
    AmnesiacHATResNet101Config,
    AmnesiacHATResNet152Config,
    AmnesiacHATResNetConfig,
    AmnesiacHATResNeXt50_32x4dConfig,
    AmnesiacHATResNeXt101_32x8dConfig,
    AmnesiacHATWideResNet50_2Config,
)
from .configs.networks.unit_masked_resnet import ActivationLayer
from .networks.unit_masked_resnet import UnitMaskedBasicBlock, UnitMaskedBottleneckBlock, UnitMaskedResNet

__all__ = [
    "AmnesiacHATResNeXt50_32x4d",
    "AmnesiacHATResNeXt101_32x8d",
    "AmnesiacHATResNet18",
    "AmnesiacHATResNet34",
    "AmnesiacHATResNet50",
    "AmnesiacHATResNet52",
    "AmnesiacHATResNet101",
    "AmnesiacHATResNet152",
    "AmnesiacHATWideResNet50_2",
]


class AmnesiacHATResNet(UnitMaskedResNet, AmnesiacHATBackbone):
    """Residual network, Amnesiac.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.
    HAT that can unlearn: beside the network it trains backup networks, which say what later tasks would be without an
    earlier one.

    `UnitMaskedResNet` makes and runs the layers; `AmnesiacHATBackbone` has `forward`, and what is kept for each task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[AmnesiacHATResNetConfig]]

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
        disable_unlearning: bool = False,
    ) -> None:
        """Residual network, Amnesiac: checks the arguments, then makes the layers and draws their weights.

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
                disable_unlearning=disable_unlearning,
            )
        )


class AmnesiacHATResNet18(AmnesiacHATResNet):
    """ResNet18, Amnesiac; see `AmnesiacHATResNet`."""

    config_class: ClassVar[type[AmnesiacHATResNetConfig]] = AmnesiacHATResNet18Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class AmnesiacHATResNet34(AmnesiacHATResNet):
    """ResNet34, Amnesiac; see `AmnesiacHATResNet`."""

    config_class: ClassVar[type[AmnesiacHATResNetConfig]] = AmnesiacHATResNet34Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class AmnesiacHATResNet50(AmnesiacHATResNet):
    """ResNet50, Amnesiac; see `AmnesiacHATResNet`."""

    config_class: ClassVar[type[AmnesiacHATResNetConfig]] = AmnesiacHATResNet50Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class AmnesiacHATResNet101(AmnesiacHATResNet):
    """ResNet101, Amnesiac; see `AmnesiacHATResNet`."""

    config_class: ClassVar[type[AmnesiacHATResNetConfig]] = AmnesiacHATResNet101Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class AmnesiacHATResNet152(AmnesiacHATResNet):
    """ResNet152, Amnesiac; see `AmnesiacHATResNet`."""

    config_class: ClassVar[type[AmnesiacHATResNetConfig]] = AmnesiacHATResNet152Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 8, 36, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class AmnesiacHATResNeXt50_32x4d(AmnesiacHATResNet):
    """ResNeXt50_32x4d, Amnesiac; see `AmnesiacHATResNet`."""

    config_class: ClassVar[type[AmnesiacHATResNetConfig]] = AmnesiacHATResNeXt50_32x4dConfig
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 4


class AmnesiacHATResNeXt101_32x8d(AmnesiacHATResNet):
    """ResNeXt101_32x8d, Amnesiac; see `AmnesiacHATResNet`."""

    config_class: ClassVar[type[AmnesiacHATResNetConfig]] = AmnesiacHATResNeXt101_32x8dConfig
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 8


class AmnesiacHATWideResNet50_2(AmnesiacHATResNet):
    """WideResNet50_2, Amnesiac; see `AmnesiacHATResNet`."""

    config_class: ClassVar[type[AmnesiacHATResNetConfig]] = AmnesiacHATWideResNet50_2Config
    block: ClassVar[type[UnitMaskedBasicBlock] | type[UnitMaskedBottleneckBlock]] = UnitMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 128


AmnesiacHATResNet52 = AmnesiacHATResNet50
"""Another name of `AmnesiacHATResNet50`."""
