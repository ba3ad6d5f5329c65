# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, plain, for CLArena."""

from collections.abc import Callable
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import cifar_resnet
from ..configs.clarena.cifar_resnet import (
    ResNet20Config,
    ResNet32Config,
    ResNet44Config,
    ResNet56Config,
    ResNet110Config,
)
from ..configs.networks.plain_cifar_resnet import ActivationLayer
from ..networks.plain_cifar_resnet import PlainCIFARResNet

__all__ = ["ResNet20", "ResNet32", "ResNet44", "ResNet56", "ResNet110"]


class CIFARResNet(DropIn, cifar_resnet.CIFARResNet, counterpart("Backbone")):
    """Base of the drop-ins for `CIFARResNet`'s variants."""

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
        shortcut: Literal["projection", "zero_padding"] = "projection",
        disable_unlearning: bool = False,
    ) -> None:
        """Residual network for CIFAR, plain, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether convolutions on the main path have a bias; shortcut convolutions never have one.
            shortcut: What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm, as in
                FACIL. `"zero_padding"`: Every second row and column, and zeros for the new channels, without weights
                (He et al. 2016, Sec. 4.2, option A), as in PyCIL and Mammoth.
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
            shortcut=shortcut,
            disable_unlearning=disable_unlearning,
        )
        PlainCIFARResNet.__init__(self, config)
        self.configure(config)


class ResNet20(CIFARResNet, cifar_resnet.ResNet20):
    """`clbackbones.ResNet20`, for CLArena."""

    config_class = ResNet20Config


class ResNet32(CIFARResNet, cifar_resnet.ResNet32):
    """`clbackbones.ResNet32`, for CLArena."""

    config_class = ResNet32Config


class ResNet44(CIFARResNet, cifar_resnet.ResNet44):
    """`clbackbones.ResNet44`, for CLArena."""

    config_class = ResNet44Config


class ResNet56(CIFARResNet, cifar_resnet.ResNet56):
    """`clbackbones.ResNet56`, for CLArena."""

    config_class = ResNet56Config


class ResNet110(CIFARResNet, cifar_resnet.ResNet110):
    """`clbackbones.ResNet110`, for CLArena."""

    config_class = ResNet110Config
