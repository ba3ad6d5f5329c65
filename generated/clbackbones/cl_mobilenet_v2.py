# Generated from schema/architectures/mobilenet_v2.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""MobileNetV2, CL."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar

from torch import nn

from clbackbones_runtime.mechanisms.cl import CLBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.cl_mobilenet_v2 import CLMobileNetConfig, CLMobileNetV2Config
from .configs.networks.plain_mobilenet_v2 import ActivationLayer
from .networks.plain_mobilenet_v2 import PlainMobileNet

__all__ = ["CLMobileNetV2"]


class CLMobileNet(PlainMobileNet, CLBackbone):
    """MobileNetV2, CL.

    Inverted residual blocks: a 1x1 convolution that expands, a depthwise 3x3 convolution, and a 1x1 convolution without
    activation that projects back; then a 1x1 convolution and global average pooling. The plain network for continual
    learning: it knows the current task and those it has processed.

    `PlainMobileNet` makes and runs the layers; `CLBackbone` has `forward`.

    Source: Sandler et al., CVPR 2018 <https://arxiv.org/abs/1801.04381>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[CLMobileNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        width_multiplier: float = 1.0,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU6",
        batch_normalization: bool = True,
        bias: bool = False,
        pretrained_weights: str | PathLike[str] | None = None,
    ) -> None:
        """MobileNetV2, CL: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            width_multiplier: Factor of all widths, which are rounded to multiples of 8; the last one, 1280, never
                shrinks. Greater than 0 and at most 64.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
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


class CLMobileNetV2(CLMobileNet):
    """MobileNetV2, CL; see `CLMobileNet`."""

    config_class: ClassVar[type[CLMobileNetConfig]] = CLMobileNetV2Config
