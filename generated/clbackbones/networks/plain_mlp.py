# Generated from schema/architectures/mlp.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Multilayer perceptron, plain: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.layers.names import row_names
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import batch_norm1d, make_activation, make_dropout

from ..configs.networks.plain_mlp import PlainMLPConfig

__all__ = ["PlainMLP"]


class PlainMLP(Backbone):
    """Multilayer perceptron: makes and runs the layers, for plain and all that weave as it does.

    Fully connected layers `fc/0`, `fc/1`, ... of the widths `hidden_dims` and, last, `output_dim`; normalization,
    activation and dropout follow each of them, the last one included.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Rumelhart et al., Nature 1986 <https://doi.org/10.1038/323533a0>.

    Shapes: (batch, input_dim), or any other that flattens to it -> (batch, output_dim).
    """

    fc: nn.ModuleList
    fc_bn: nn.ModuleList
    fc_activation: nn.ModuleList
    fc_dropout: nn.ModuleList
    fc_names: list[str]

    def __init__(self, config: PlainMLPConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
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
        self.fc_names = row_names("fc", len(self.fc))
        self._complete(None)

    @classmethod
    def from_config(cls, config: PlainMLPConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        PlainMLP.__init__(backbone, config)
        return backbone

    def network(self, x: Tensor) -> tuple[Tensor, Activations]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_dim).

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: Activations = {}
        x = x.flatten(1)
        for fc_name, fc, fc_bn, fc_activation, fc_dropout in zip(
            self.fc_names, self.fc, self.fc_bn, self.fc_activation, self.fc_dropout, strict=True
        ):
            x = fc(x)
            x = fc_bn(x)
            x = fc_activation(x)
            activations[fc_name] = x
            x = fc_dropout(x)
        return x, activations
