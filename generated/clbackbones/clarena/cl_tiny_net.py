# Generated from schema/architectures/tiny_net.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""TinyNet, CL, for CLArena."""

from collections.abc import Callable, Sequence

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import cl_tiny_net
from ..configs.clarena.cl_tiny_net import CLTinyNetConfig
from ..configs.networks.plain_tiny_net import ActivationLayer
from ..networks.plain_tiny_net import PlainTinyNet

__all__ = ["CLTinyNet"]


class CLTinyNet(DropIn, cl_tiny_net.CLTinyNet, counterpart("CLBackbone")):
    """`clbackbones.CLTinyNet`, for CLArena."""

    config_class = CLTinyNetConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        image_size: int = 64,
        conv_dims: Sequence[int] = (160, 160, 160, 160),
        hidden_dims: Sequence[int] = (640,),
        output_dim: int = 640,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: bool = False,
        bias: bool = False,
        dropout: float | None = None,
        disable_unlearning: bool = False,
    ) -> None:
        """TinyNet, CL, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            image_size: Height and width of the input image. At least 1.
            conv_dims: Channels that each convolution emits, from input to output; there are as many convolutions. Each
                is at least 1.
            hidden_dims: Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1.
            output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        config = self.config_class(
            input_channels=input_channels,
            image_size=image_size,
            conv_dims=conv_dims,
            hidden_dims=hidden_dims,
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            dropout=dropout,
            disable_unlearning=disable_unlearning,
        )
        PlainTinyNet.__init__(self, config)
        self.configure(config)
