# Generated from schema/architectures/lenet.json and schema/mechanisms/weight_masks.json.
# Do not edit: change the source and run `make codegen`.
"""LeNet, weight masks: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.names import row_names
from clbackbones_runtime.layers.task_norms import TaskNorm, task_batch_norm1d, task_batch_norm2d
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation, make_dropout
from clbackbones_runtime.mechanisms.weight_masks import Biases, Weights

from ..configs.networks.weight_masked_lenet import WeightMaskedLeNetConfig

__all__ = ["WeightMaskedLeNet"]


class WeightMaskedLeNet(Backbone):
    """LeNet: makes and runs the layers, for weight masks and all that weave as it does.

    5x5 convolutions, each followed by 3x3 max-pooling of stride 2, then fully connected layers: by default the LeNet of
    Kang et al. (ICML 2022) for the superclasses of CIFAR-100. That of Saha et al. (ICLR 2021) has local response
    normalization before each pooling, which is not there.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: LeCun et al., Proceedings of the IEEE 1998 <https://doi.org/10.1109/5.726791>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    conv: nn.ModuleList
    conv_bn: nn.ModuleList
    conv_activation: nn.ModuleList
    conv_dropout: nn.ModuleList
    pool: nn.ModuleList
    conv_names: list[str]
    fc: nn.ModuleList
    fc_bn: nn.ModuleList
    fc_activation: nn.ModuleList
    fc_dropout: nn.ModuleList
    fc_names: list[str]

    def __init__(self, config: WeightMaskedLeNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        channels = config.input_channels
        self.conv = nn.ModuleList()
        self.conv_bn = nn.ModuleList()
        self.conv_activation = nn.ModuleList()
        self.conv_dropout = nn.ModuleList()
        self.pool = nn.ModuleList()
        for units in config.conv_dims:
            self.conv.append(masked(nn.Conv2d)(channels, units, 5, padding=2, bias=config.bias))
            self.conv_bn.append(task_batch_norm2d(config.batch_normalization, units))
            self.conv_activation.append(make_activation(config.activation_layer, config.catalog))
            self.conv_dropout.append(make_dropout(config.dropout))
            self.pool.append(nn.MaxPool2d(3, stride=2, padding=1))
            channels = units
        self.conv_names = row_names("conv", len(self.conv))
        features = self.features_after("flatten")
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
    def from_config(cls, config: WeightMaskedLeNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        WeightMaskedLeNet.__init__(backbone, config)
        return backbone

    def network(self, x: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_channels, image_size, image_size).
            weights: The weight of each weighted layer, times its mask.
            biases: The bias of each weighted layer, (units,), times its mask; None where the layer has no bias.
            task_norm: Which norm a pass uses. `train`: that of the task being learned, whose statistics move in
                training mode; `live`: the same at rest; a task id: the norm stored for the task, or the shared one, at
                rest.

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: Activations = {}
        for conv_name, conv, conv_bn, conv_activation, conv_dropout, pool in zip(
            self.conv_names, self.conv, self.conv_bn, self.conv_activation, self.conv_dropout, self.pool, strict=True
        ):
            x = conv(x, weights[conv_name], biases[conv_name])
            x = conv_bn(x, task_norm)
            x = conv_activation(x)
            activations[conv_name] = x
            x = conv_dropout(x)
            x = pool(x)
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
