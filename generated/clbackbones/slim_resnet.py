# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Slim residual network, plain."""

from collections.abc import Callable
from typing import ClassVar

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import PlainBackbone

from .configs.networks.plain_slim_resnet import ActivationLayer
from .configs.slim_resnet import SlimResNet18Config, SlimResNetConfig
from .networks.plain_slim_resnet import PlainSlimResNet

__all__ = ["SlimResNet18"]


class SlimResNet(PlainSlimResNet, PlainBackbone):
    """Slim residual network, plain.

    The reduced ResNet-18 of continual learning: a 3x3 stem, then four stages of two basic blocks each, whose widths are
    `width` times 1, 2, 4 and 8, then global average pooling. One network for all tasks, or for a single one.

    `PlainSlimResNet` makes and runs the layers; `PlainBackbone` has `forward`.

    Source: Lopez-Paz and Ranzato, NeurIPS 2017 <https://arxiv.org/abs/1706.08840>.

    Shapes: (batch, input_channels, height, width_of_image) -> (batch, output_dim).
    """

    config_class: ClassVar[type[SlimResNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        width: int = 20,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: bool = True,
        bias: bool = False,
    ) -> None:
        """Slim residual network, plain: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted, 8 times `width`. None: It follows from the network. At least 1.
            width: Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least
                1 and at most 65536.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether convolutions have a bias; shortcut convolutions never have one.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                output_dim=output_dim,
                width=width,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
            )
        )


class SlimResNet18(SlimResNet):
    """SlimResNet18, plain; see `SlimResNet`."""

    config_class: ClassVar[type[SlimResNetConfig]] = SlimResNet18Config
