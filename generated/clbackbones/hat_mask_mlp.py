# Generated from schema/architectures/mlp.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Multilayer perceptron, HAT mask."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from torch import Tensor, nn

from clbackbones_runtime.layers.task_norms import TaskNorm, task_batch_norm1d
from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone, norm_activation_mask
from clbackbones_runtime.mechanisms.plain import activation_name, make_activation, make_dropout
from clbackbones_runtime.mechanisms.unit_masks import UnitMasks

from .configs.hat_mask_mlp import ActivationLayer, HATMaskMLPConfig

__all__ = ["HATMaskMLP"]


class HATMaskMLP(HATMaskBackbone):
    """Multilayer perceptron, HAT mask.

    Fully connected layers `fc/0`, `fc/1`, ... of the widths `hidden_dims` and, last, `output_dim`; normalization,
    activation and dropout follow each of them, the last one included. Hard attention to the task: a learned embedding
    per task gates the units.

    Sources: Rumelhart et al., Nature 1986 <https://doi.org/10.1038/323533a0>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_dim), or any other that flattens to it -> (batch, output_dim).
    """

    config_class: ClassVar[type[HATMaskMLPConfig]] = HATMaskMLPConfig

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
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
    ) -> None:
        """Multilayer perceptron, HAT mask: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_dim: Number of input features, for images channels times height times width; the input may have any
                shape that flattens to it. At least 1.
            hidden_dims: Units of each hidden layer, from input to output; an empty list makes a single linear layer.
                Each is at least 1.
            output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
                normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
                sigmoid(s·e), with the annealed scale s and the task embedding e.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        config = self.config_class(
            input_dim=input_dim,
            hidden_dims=hidden_dims,
            output_dim=output_dim,
            activation_layer=activation_name(activation_layer),
            batch_normalization=batch_normalization,
            bias=bias,
            dropout=dropout,
            gate=gate,
        )
        super().__init__(config)
        features = config.input_dim
        self.fc = nn.ModuleList()
        self.fc_bn = nn.ModuleList()
        self.fc_activation = nn.ModuleList()
        self.fc_dropout = nn.ModuleList()
        for units in [*config.hidden_dims, config.output_dim]:
            self.fc.append(nn.Linear(features, units, bias=config.bias))
            self.fc_bn.append(task_batch_norm1d(config.batch_normalization, units))
            self.fc_activation.append(make_activation(config.activation_layer))
            self.fc_dropout.append(make_dropout(config.dropout))
            features = units
        self.initialize_weights(None)

    def network(self, x: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, dict[str, Tensor]]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_dim).
            mask: A mask per weighted layer, (units,); layers of one unit group share the tensor.
            task_norm: Which norm a pass uses. `train`: that of the task being learned, whose statistics move in
                training mode; `live`: the same at rest; a task id: the norm stored for the task, or the shared one, at
                rest.

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: dict[str, Tensor] = {}
        x = x.flatten(1)
        for index in range(len(self.fc)):
            x = self.fc[index](x)
            x = norm_activation_mask(x, self.fc_bn[index], task_norm, self.fc_activation[index], mask[f"fc/{index}"])
            activations[f"fc/{index}"] = x
            x = self.fc_dropout[index](x)
        return x, activations
