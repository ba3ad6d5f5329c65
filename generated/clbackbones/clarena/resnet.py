# Generated from schema/architectures/resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network, plain, for CLArena."""

from collections.abc import Callable
from os import PathLike
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import resnet
from ..configs.clarena.resnet import ResNet18Config, ResNet34Config, ResNet50Config, ResNet101Config, ResNet152Config
from ..configs.networks.plain_resnet import ActivationLayer
from ..networks.plain_resnet import PlainResNet

__all__ = ["ResNet18", "ResNet34", "ResNet50", "ResNet52", "ResNet101", "ResNet152"]


class ResNet(DropIn, resnet.ResNet, counterpart("Backbone")):
    """Base of the drop-ins for `ResNet`'s variants."""

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: bool = True,
        bias: bool = False,
        stem: Literal["imagenet", "cifar"] = "imagenet",
        layout: Literal["torchvision", "clarena"] = "clarena",
        pretrained_weights: str | PathLike[str] | None = None,
        disable_unlearning: bool = False,
    ) -> None:
        """Residual network, plain, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
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
            stem=stem,
            layout=layout,
            pretrained_weights=pretrained_weights,
            disable_unlearning=disable_unlearning,
        )
        PlainResNet.__init__(self, config)
        self.configure(config)


class ResNet18(ResNet, resnet.ResNet18):
    """`clbackbones.ResNet18`, for CLArena."""

    config_class = ResNet18Config


class ResNet34(ResNet, resnet.ResNet34):
    """`clbackbones.ResNet34`, for CLArena."""

    config_class = ResNet34Config


class ResNet50(ResNet, resnet.ResNet50):
    """`clbackbones.ResNet50`, for CLArena."""

    config_class = ResNet50Config


class ResNet101(ResNet, resnet.ResNet101):
    """`clbackbones.ResNet101`, for CLArena."""

    config_class = ResNet101Config


class ResNet152(ResNet, resnet.ResNet152):
    """`clbackbones.ResNet152`, for CLArena."""

    config_class = ResNet152Config


ResNet52 = ResNet50
"""Another name of `ResNet50`."""
