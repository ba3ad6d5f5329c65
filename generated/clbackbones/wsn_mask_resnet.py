# Generated from schema/architectures/resnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, WSN mask."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone

from .configs.networks.weight_masked_resnet import ActivationLayer
from .configs.wsn_mask_resnet import (
    WSNMaskResNet18Config,
    WSNMaskResNet34Config,
    WSNMaskResNet50Config,
    WSNMaskResNet101Config,
    WSNMaskResNet152Config,
    WSNMaskResNetConfig,
    WSNMaskResNeXt50_32x4dConfig,
    WSNMaskResNeXt101_32x8dConfig,
    WSNMaskWideResNet50_2Config,
)
from .networks.weight_masked_resnet import WeightMaskedBasicBlock, WeightMaskedBottleneckBlock, WeightMaskedResNet

__all__ = [
    "WSNMaskResNeXt50_32x4d",
    "WSNMaskResNeXt101_32x8d",
    "WSNMaskResNet18",
    "WSNMaskResNet34",
    "WSNMaskResNet50",
    "WSNMaskResNet52",
    "WSNMaskResNet101",
    "WSNMaskResNet152",
    "WSNMaskWideResNet50_2",
]


class WSNMaskResNet(WeightMaskedResNet, WSNMaskBackbone):
    """Residual network, WSN mask.

    Convolutional stages of residual blocks: the stem `conv1`, then `conv2x` to `conv5x`, then global average pooling.
    Winning subnetworks: a trained score per weight selects the fraction of weights that a task uses.

    `WeightMaskedResNet` makes and runs the layers; `WSNMaskBackbone` has `forward`, and what is kept for each task.

    Sources: He et al., CVPR 2016 <https://arxiv.org/abs/1512.03385>; Kang et al., ICML 2022
    <https://proceedings.mlr.press/v162/kang22b.html>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[WSNMaskResNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = False,
        stem: Literal["imagenet", "cifar"] = "imagenet",
        layout: Literal["torchvision", "clarena"] = "torchvision",
        pretrained_weights: str | PathLike[str] | None = None,
        carry_over_scores: bool = True,
    ) -> None:
        """Residual network, WSN mask: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
                the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
                Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
                batch normalization, running statistics; nothing is forgotten. None: No normalization.
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
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.

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
                carry_over_scores=carry_over_scores,
            )
        )


class WSNMaskResNet18(WSNMaskResNet):
    """ResNet18, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet18Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class WSNMaskResNet34(WSNMaskResNet):
    """ResNet34, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet34Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBasicBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class WSNMaskResNet50(WSNMaskResNet):
    """ResNet50, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet50Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class WSNMaskResNet101(WSNMaskResNet):
    """ResNet101, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet101Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class WSNMaskResNet152(WSNMaskResNet):
    """ResNet152, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNet152Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 8, 36, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 64


class WSNMaskResNeXt50_32x4d(WSNMaskResNet):
    """ResNeXt50_32x4d, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNeXt50_32x4dConfig
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 4


class WSNMaskResNeXt101_32x8d(WSNMaskResNet):
    """ResNeXt101_32x8d, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskResNeXt101_32x8dConfig
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 23, 3)
    groups: ClassVar[int] = 32
    group_width: ClassVar[int] = 8


class WSNMaskWideResNet50_2(WSNMaskResNet):
    """WideResNet50_2, WSN mask; see `WSNMaskResNet`."""

    config_class: ClassVar[type[WSNMaskResNetConfig]] = WSNMaskWideResNet50_2Config
    block: ClassVar[type[WeightMaskedBasicBlock] | type[WeightMaskedBottleneckBlock]] = WeightMaskedBottleneckBlock
    depths: ClassVar[Sequence[int]] = (3, 4, 6, 3)
    groups: ClassVar[int] = 1
    group_width: ClassVar[int] = 128


WSNMaskResNet52 = WSNMaskResNet50
"""Another name of `WSNMaskResNet50`."""
