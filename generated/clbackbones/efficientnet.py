# Generated from schema/architectures/efficientnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""EfficientNet, plain."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import PlainBackbone

from .configs.efficientnet import EfficientNetB0Config, EfficientNetConfig
from .configs.networks.plain_efficientnet import ActivationLayer
from .networks.plain_efficientnet import PlainEfficientNet

__all__ = ["EfficientNetB0"]


class EfficientNet(PlainEfficientNet, PlainBackbone):
    """EfficientNet, plain.

    Inverted residual blocks with squeeze-and-excitation: what a depthwise convolution emits is multiplied by a factor
    per channel, computed from the means of all channels; then a 1x1 convolution and global average pooling.
    torchvision's stochastic depth, which leaves out blocks at random in training, is not part of it. One network for
    all tasks, or for a single one.

    `PlainEfficientNet` makes and runs the layers; `PlainBackbone` has `forward`.

    Source: Tan and Le, ICML 2019 <https://arxiv.org/abs/1905.11946>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[EfficientNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "SiLU",
        batch_normalization: bool = True,
        bias: bool = False,
        pretrained_weights: str | PathLike[str] | None = None,
    ) -> None:
        """EfficientNet, plain: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether convolutions have a bias; those that compute factors always have one.
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
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                pretrained_weights=pretrained_weights,
            )
        )


class EfficientNetB0(EfficientNet):
    """EfficientNetB0, plain; see `EfficientNet`."""

    config_class: ClassVar[type[EfficientNetConfig]] = EfficientNetB0Config
