# Generated from schema/architectures/vgg.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""VGG, CL."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.cl import CLBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.cl_vgg import CLVGG11Config, CLVGG13Config, CLVGG16Config, CLVGG19Config, CLVGGConfig
from .configs.networks.plain_vgg import ActivationLayer
from .networks.plain_vgg import PlainVGG

__all__ = ["CLVGG11", "CLVGG13", "CLVGG16", "CLVGG19"]


class CLVGG(PlainVGG, CLBackbone):
    """VGG, CL.

    Five runs of 3x3 convolutions, each with 2x2 max-pooling behind it, then two fully connected layers, as in
    torchvision. The plain network for continual learning: it knows the current task and those it has processed.

    `PlainVGG` makes and runs the layers; `CLBackbone` has `forward`.

    Source: Simonyan and Zisserman, ICLR 2015 <https://arxiv.org/abs/1409.1556>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[CLVGGConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: bool = False,
        bias: bool = True,
        dropout: float | None = 0.5,
        linear_layers: Literal["imagenet", "none"] = "imagenet",
        pretrained_weights: str | PathLike[str] | None = None,
    ) -> None:
        """VGG, CL: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each convolution and its activation; fully
                connected layers have none.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training, after each fully connected
                layer. None: No dropout. At least 0 and less than 1.
            linear_layers: What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected
                layers of 4096 units. `"none"`: Global average pooling alone; for small images.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network, with batch normalization or without it as
                this one; the classifier's are left out. None: Weights are drawn at random.

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
                dropout=dropout,
                linear_layers=linear_layers,
                pretrained_weights=pretrained_weights,
            )
        )


class CLVGG11(CLVGG):
    """VGG11, CL; see `CLVGG`."""

    config_class: ClassVar[type[CLVGGConfig]] = CLVGG11Config
    depths: ClassVar[Sequence[int]] = (1, 1, 2, 2, 2)


class CLVGG13(CLVGG):
    """VGG13, CL; see `CLVGG`."""

    config_class: ClassVar[type[CLVGGConfig]] = CLVGG13Config
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2, 2)


class CLVGG16(CLVGG):
    """VGG16, CL; see `CLVGG`."""

    config_class: ClassVar[type[CLVGGConfig]] = CLVGG16Config
    depths: ClassVar[Sequence[int]] = (2, 2, 3, 3, 3)


class CLVGG19(CLVGG):
    """VGG19, CL; see `CLVGG`."""

    config_class: ClassVar[type[CLVGGConfig]] = CLVGG19Config
    depths: ClassVar[Sequence[int]] = (2, 2, 4, 4, 4)
