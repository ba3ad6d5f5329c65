# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Slim residual network, plain, for CLArena."""

from collections.abc import Callable

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import slim_resnet
from ..configs.clarena.slim_resnet import SlimResNet18Config
from ..configs.networks.plain_slim_resnet import ActivationLayer
from ..networks.plain_slim_resnet import PlainSlimResNet

__all__ = ["SlimResNet18"]


class SlimResNet(DropIn, slim_resnet.SlimResNet, counterpart("Backbone")):
    """Base of the drop-ins for `SlimResNet`'s variants."""

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
        disable_unlearning: bool = False,
    ) -> None:
        """Slim residual network, plain, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted, 8 times `width`. None: It follows from the network. At least 1.
            width: Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least
                1 and at most 65536.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether convolutions have a bias; shortcut convolutions never have one.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        config = self.config_class(
            input_channels=input_channels,
            output_dim=output_dim,
            width=width,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            disable_unlearning=disable_unlearning,
        )
        PlainSlimResNet.__init__(self, config)
        self.configure(config)


class SlimResNet18(SlimResNet, slim_resnet.SlimResNet18):
    """`clbackbones.SlimResNet18`, for CLArena."""

    config_class = SlimResNet18Config
