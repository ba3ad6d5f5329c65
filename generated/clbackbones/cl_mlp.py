# Generated from schema/architectures/mlp.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Multilayer perceptron, CL."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from torch import Tensor, nn

from clbackbones_runtime.mechanisms.cl import CLBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.plain import batch_norm1d, make_activation, make_dropout

from .configs.cl_mlp import ActivationLayer, CLMLPConfig

__all__ = ["CLMLP"]


class CLMLP(CLBackbone):
    """Multilayer perceptron, CL.

    Fully connected layers `fc/0`, `fc/1`, ... of the widths `hidden_dims` and, last, `output_dim`; normalization,
    activation and dropout follow each of them, the last one included. The plain network for continual learning: it
    knows the current task and those it has processed.

    Source: Rumelhart et al., Nature 1986 <https://doi.org/10.1038/323533a0>.

    Shapes: (batch, input_dim), or any other that flattens to it -> (batch, output_dim).
    """

    config_class: ClassVar[type[CLMLPConfig]] = CLMLPConfig

    fc: nn.ModuleList
    fc_bn: nn.ModuleList
    fc_activation: nn.ModuleList
    fc_dropout: nn.ModuleList

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
        """Multilayer perceptron, CL: checks the arguments, then makes the layers and draws their weights.

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
        config = self.config_class(
            input_dim=input_dim,
            hidden_dims=hidden_dims,
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            dropout=dropout,
        )
        super().__init__(config)
        features = config.input_dim
        self.fc = nn.ModuleList()
        self.fc_bn = nn.ModuleList()
        self.fc_activation = nn.ModuleList()
        self.fc_dropout = nn.ModuleList()
        for units in [*config.hidden_dims, config.output_dim]:
            self.fc.append(nn.Linear(features, units, bias=config.bias))
            self.fc_bn.append(batch_norm1d(config.batch_normalization, units))
            self.fc_activation.append(make_activation(config.activation_layer, config.catalog))
            self.fc_dropout.append(make_dropout(config.dropout))
            features = units
        self.initialize_weights(None)

    def network(self, x: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_dim).

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: dict[str, Tensor] = {}
        x = x.flatten(1)
        for index in range(len(self.fc)):
            x = self.fc[index](x)
            x = self.fc_bn[index](x)
            x = self.fc_activation[index](x)
            activations[f"fc/{index}"] = x
            x = self.fc_dropout[index](x)
        return x, activations
