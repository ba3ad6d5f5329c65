# Generated from schema/architectures/mobilenet_v2.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""MobileNetV2, PackNet."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.packnet import PackNetBackbone

from .configs.networks.weight_masked_mobilenet_v2 import ActivationLayer
from .configs.packnet_mobilenet_v2 import PackNetMobileNetConfig, PackNetMobileNetV2Config
from .networks.weight_masked_mobilenet_v2 import WeightMaskedMobileNet

__all__ = ["PackNetMobileNetV2"]


class PackNetMobileNet(WeightMaskedMobileNet, PackNetBackbone):
    """MobileNetV2, PackNet.

    Inverted residual blocks: a 1x1 convolution that expands, a depthwise 3x3 convolution, and a 1x1 convolution without
    activation that projects back; then a 1x1 convolution and global average pooling. Each weight belongs to the task
    that claimed it: a task trains what is free, prunes the smallest of it, and computes with the weights of tasks
    before it besides.

    `WeightMaskedMobileNet` makes and runs the layers; `PackNetBackbone` has `forward`, and what is kept for each task.

    Sources: Sandler et al., CVPR 2018 <https://arxiv.org/abs/1801.04381>; Mallya and Lazebnik, CVPR 2018
    <https://arxiv.org/abs/1711.05769>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[PackNetMobileNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        width_multiplier: float = 1.0,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = False,
        pretrained_weights: str | PathLike[str] | None = None,
    ) -> None:
        """MobileNetV2, PackNet: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            width_multiplier: Factor of all widths, which are rounded to multiples of 8; the last one, 1280, never
                shrinks. Greater than 0 and at most 64.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
                the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
                Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
                batch normalization, running statistics; nothing is forgotten. None: No normalization.
            bias: Whether convolutions have a bias.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
                are drawn at random.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                output_dim=output_dim,
                width_multiplier=width_multiplier,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                pretrained_weights=pretrained_weights,
            )
        )


class PackNetMobileNetV2(PackNetMobileNet):
    """MobileNetV2, PackNet; see `PackNetMobileNet`."""

    config_class: ClassVar[type[PackNetMobileNetConfig]] = PackNetMobileNetV2Config
