# Generated from schema/architectures/vgg.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""VGG, CL, for CLArena."""

from collections.abc import Callable
from os import PathLike
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import cl_vgg
from ..configs.clarena.cl_vgg import CLVGG11Config, CLVGG13Config, CLVGG16Config, CLVGG19Config
from ..configs.networks.plain_vgg import ActivationLayer
from ..networks.plain_vgg import PlainVGG

__all__ = ["CLVGG11", "CLVGG13", "CLVGG16", "CLVGG19"]


class CLVGG(DropIn, cl_vgg.CLVGG, counterpart("CLBackbone")):
    """Base of the drop-ins for `CLVGG`'s variants."""

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
        disable_unlearning: bool = False,
    ) -> None:
        """VGG, CL, for CLArena: checks the arguments, then makes what it extends.

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
                path of a file with a state dict of torchvision's network with batch normalization; the classifier's are
                left out. None: Weights are drawn at random.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        config = self.config_class(
            input_channels=input_channels,
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            dropout=dropout,
            linear_layers=linear_layers,
            pretrained_weights=pretrained_weights,
            disable_unlearning=disable_unlearning,
        )
        PlainVGG.__init__(self, config)
        self.configure(config)


class CLVGG11(CLVGG, cl_vgg.CLVGG11):
    """`clbackbones.CLVGG11`, for CLArena."""

    config_class = CLVGG11Config


class CLVGG13(CLVGG, cl_vgg.CLVGG13):
    """`clbackbones.CLVGG13`, for CLArena."""

    config_class = CLVGG13Config


class CLVGG16(CLVGG, cl_vgg.CLVGG16):
    """`clbackbones.CLVGG16`, for CLArena."""

    config_class = CLVGG16Config


class CLVGG19(CLVGG, cl_vgg.CLVGG19):
    """`clbackbones.CLVGG19`, for CLArena."""

    config_class = CLVGG19Config
