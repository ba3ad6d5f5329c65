# Generated from schema/architectures/mlp.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Multilayer perceptron, plain, for CLArena."""

from collections.abc import Callable, Sequence

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import mlp
from ..configs.clarena.mlp import MLPConfig
from ..configs.networks.plain_mlp import ActivationLayer
from ..networks.plain_mlp import PlainMLP

__all__ = ["MLP"]


class MLP(DropIn, mlp.MLP, counterpart("Backbone")):
    """`clbackbones.MLP`, for CLArena."""

    config_class = MLPConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_dim: int,
        hidden_dims: Sequence[int],
        output_dim: int,
        *,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: bool = False,
        bias: bool = True,
        dropout: float | None = None,
        disable_unlearning: bool = False,
    ) -> None:
        """Multilayer perceptron, plain, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_dim: Number of input features, for images channels times height times width; the input may have any
                shape that flattens to it. At least 1.
            hidden_dims: Units of each hidden layer, from input to output; an empty list makes a single linear layer.
                Each is at least 1.
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
            input_dim=input_dim,
            hidden_dims=hidden_dims,
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            dropout=dropout,
            disable_unlearning=disable_unlearning,
        )
        PlainMLP.__init__(self, config)
        self.configure(config)
