# Generated from schema/architectures/mlp.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Multilayer perceptron, plain."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import PlainBackbone

from .configs.mlp import MLPConfig
from .configs.networks.plain_mlp import ActivationLayer
from .networks.plain_mlp import PlainMLP

__all__ = ["MLP"]


class MLP(PlainMLP, PlainBackbone):
    """Multilayer perceptron, plain.

    Fully connected layers `fc/0`, `fc/1`, ... of the widths `hidden_dims` and, last, `output_dim`; normalization,
    activation and dropout follow each of them, the last one included. One network for all tasks, or for a single one.

    `PlainMLP` makes and runs the layers; `PlainBackbone` has `forward`.

    Source: Rumelhart et al., Nature 1986 <https://doi.org/10.1038/323533a0>.

    Shapes: (batch, input_dim), or any other that flattens to it -> (batch, output_dim).
    """

    config_class: ClassVar[type[MLPConfig]] = MLPConfig

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
    ) -> None:
        """Multilayer perceptron, plain: checks the arguments, then makes the layers and draws their weights.

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

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_dim=input_dim,
                hidden_dims=hidden_dims,
                output_dim=output_dim,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                dropout=dropout,
            )
        )
