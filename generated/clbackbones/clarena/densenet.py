# Generated from schema/architectures/densenet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Densely connected network, plain, for CLArena."""

from collections.abc import Callable
from os import PathLike

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import densenet
from ..configs.clarena.densenet import DenseNet121Config
from ..configs.networks.plain_densenet import ActivationLayer
from ..networks.plain_densenet import PlainDenseNet

__all__ = ["DenseNet121"]


class DenseNet(DropIn, densenet.DenseNet, counterpart("Backbone")):
    """Base of the drop-ins for `DenseNet`'s variants."""

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
        pretrained_weights: str | PathLike[str] | None = None,
        disable_unlearning: bool = False,
    ) -> None:
        """Densely connected network, plain, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
            batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
            bias: Whether convolutions have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
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
            dropout=dropout,
            pretrained_weights=pretrained_weights,
            disable_unlearning=disable_unlearning,
        )
        PlainDenseNet.__init__(self, config)
        self.configure(config)


class DenseNet121(DenseNet, densenet.DenseNet121):
    """`clbackbones.DenseNet121`, for CLArena."""

    config_class = DenseNet121Config
