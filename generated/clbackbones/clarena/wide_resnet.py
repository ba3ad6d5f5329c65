# Generated from schema/architectures/wide_resnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Wide residual network, plain, for CLArena."""

from collections.abc import Callable

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wide_resnet
from ..configs.clarena.wide_resnet import WideResNet16_4Config, WideResNet28_10Config, WideResNet40_2Config
from ..configs.networks.plain_wide_resnet import ActivationLayer
from ..networks.plain_wide_resnet import PlainWideResNet

__all__ = ["WideResNet16_4", "WideResNet28_10", "WideResNet40_2"]


class WideResNet(DropIn, wide_resnet.WideResNet, counterpart("Backbone")):
    """Base of the drop-ins for `WideResNet`'s variants."""

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
        dropout: float | None = None,
        disable_unlearning: bool = False,
    ) -> None:
        """Wide residual network, plain, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether 3x3 convolutions have a bias; shortcut convolutions never have one.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
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
            disable_unlearning=disable_unlearning,
        )
        PlainWideResNet.__init__(self, config)
        self.configure(config)


class WideResNet28_10(WideResNet, wide_resnet.WideResNet28_10):
    """`clbackbones.WideResNet28_10`, for CLArena."""

    config_class = WideResNet28_10Config


class WideResNet16_4(WideResNet, wide_resnet.WideResNet16_4):
    """`clbackbones.WideResNet16_4`, for CLArena."""

    config_class = WideResNet16_4Config


class WideResNet40_2(WideResNet, wide_resnet.WideResNet40_2):
    """`clbackbones.WideResNet40_2`, for CLArena."""

    config_class = WideResNet40_2Config
