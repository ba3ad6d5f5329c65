# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Residual network for CIFAR, CL, for CLArena."""

from collections.abc import Callable
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import cl_cifar_resnet
from ..configs.clarena.cl_cifar_resnet import (
    CLResNet20Config,
    CLResNet32Config,
    CLResNet44Config,
    CLResNet56Config,
    CLResNet110Config,
)
from ..configs.networks.plain_cifar_resnet import ActivationLayer
from ..networks.plain_cifar_resnet import PlainCIFARResNet

__all__ = ["CLResNet20", "CLResNet32", "CLResNet44", "CLResNet56", "CLResNet110"]


class CLCIFARResNet(DropIn, cl_cifar_resnet.CLCIFARResNet, counterpart("CLBackbone")):
    """Base of the drop-ins for `CLCIFARResNet`'s variants."""

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
        """Residual network for CIFAR, CL, for CLArena: checks the arguments, then makes what it extends.

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


class CLResNet20(CLCIFARResNet, cl_cifar_resnet.CLResNet20):
    """`clbackbones.CLResNet20`, for CLArena."""

    config_class = CLResNet20Config


class CLResNet32(CLCIFARResNet, cl_cifar_resnet.CLResNet32):
    """`clbackbones.CLResNet32`, for CLArena."""

    config_class = CLResNet32Config


class CLResNet44(CLCIFARResNet, cl_cifar_resnet.CLResNet44):
    """`clbackbones.CLResNet44`, for CLArena."""

    config_class = CLResNet44Config


class CLResNet56(CLCIFARResNet, cl_cifar_resnet.CLResNet56):
    """`clbackbones.CLResNet56`, for CLArena."""

    config_class = CLResNet56Config


class CLResNet110(CLCIFARResNet, cl_cifar_resnet.CLResNet110):
    """`clbackbones.CLResNet110`, for CLArena."""

    config_class = CLResNet110Config
