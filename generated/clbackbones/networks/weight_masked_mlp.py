# Generated from schema/architectures/mlp.json and schema/mechanisms/weight_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Multilayer perceptron, weight masks: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.names import row_names
from clbackbones_runtime.layers.task_norms import TaskNorm, task_batch_norm1d
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation, make_dropout
from clbackbones_runtime.mechanisms.weight_masks import Biases, Weights

from ..configs.networks.weight_masked_mlp import WeightMaskedMLPConfig

__all__ = ["WeightMaskedMLP"]


class WeightMaskedMLP(Backbone):
    """Multilayer perceptron: makes and runs the layers, for weight masks and all that weave as it does.

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

    def __init__(self, config: WeightMaskedMLPConfig) -> None:
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
            self.fc.append(masked(nn.Linear)(features, units, bias=config.bias))
            self.fc_bn.append(task_batch_norm1d(config.batch_normalization, units))
            self.fc_activation.append(make_activation(config.activation_layer, config.catalog))
            self.fc_dropout.append(make_dropout(config.dropout))
            features = units
        self.fc_names = row_names("fc", len(self.fc))
        self._complete(None)

    @classmethod
    def from_config(cls, config: WeightMaskedMLPConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        WeightMaskedMLP.__init__(backbone, config)
        return backbone

    def network(self, x: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_dim).
            weights: The weight of each weighted layer, times its mask.
            biases: The bias of each weighted layer, (units,), times its mask; None where the layer has no bias.
            task_norm: Which norm a pass uses. `train`: that of the task being learned, whose statistics move in
                training mode; `live`: the same at rest; a task id: the norm stored for the task, or the shared one, at
                rest.

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: Activations = {}
        x = x.flatten(1)
        for fc_name, fc, fc_bn, fc_activation, fc_dropout in zip(
            self.fc_names, self.fc, self.fc_bn, self.fc_activation, self.fc_dropout, strict=True
        ):
            x = fc(x, weights[fc_name], biases[fc_name])
            x = fc_bn(x, task_norm)
            x = fc_activation(x)
            activations[fc_name] = x
            x = fc_dropout(x)
        return x, activations
