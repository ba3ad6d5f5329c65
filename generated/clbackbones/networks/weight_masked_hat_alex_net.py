# Generated from schema/architectures/hat_alex_net.json and schema/mechanisms/weight_masks.json.
# Do not edit: change the source and run `make codegen`.
"""AlexNet for small images, weight masks: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.names import row_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm1d, task_batch_norm2d
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation, make_dropout
from clbackbones_runtime.mechanisms.weight_masks import Biases, Weights

from ..configs.networks.weight_masked_hat_alex_net import WeightMaskedHATAlexNetConfig

__all__ = ["WeightMaskedHATAlexNet"]


class WeightMaskedHATAlexNet(Backbone):
    """AlexNet for small images: makes and runs the layers, for weight masks and all that weave as it does.

    Three convolutions, each with 2x2 max-pooling behind it, then fully connected layers, whose first two windows are an
    eighth and a tenth of the image, as in the paper: 4x4 and 3x3 for images of 32x32. With `bias: false` and
    `batch_normalization` it has the layers of Saha et al. (ICLR 2021) and Kang et al. (ICML 2022).

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Serrà et al., ICML 2018 <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    conv1: nn.Conv2d
    conv_bn1: TaskBatchNorm | NoNorm
    conv_activation1: nn.Module
    conv_dropout1: nn.Dropout | nn.Identity
    pool1: nn.MaxPool2d
    conv2: nn.Conv2d
    conv_bn2: TaskBatchNorm | NoNorm
    conv_activation2: nn.Module
    conv_dropout2: nn.Dropout | nn.Identity
    pool2: nn.MaxPool2d
    conv3: nn.Conv2d
    conv_bn3: TaskBatchNorm | NoNorm
    conv_activation3: nn.Module
    conv_dropout3: nn.Dropout | nn.Identity
    pool3: nn.MaxPool2d
    fc: nn.ModuleList
    fc_bn: nn.ModuleList
    fc_activation: nn.ModuleList
    fc_dropout: nn.ModuleList
    fc_names: list[str]

    def __init__(self, config: WeightMaskedHATAlexNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = masked(nn.Conv2d)(config.input_channels, 64, config.image_size // 8, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, 64)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv_dropout1 = make_dropout(config.conv_dropout)
        self.pool1 = nn.MaxPool2d(2, stride=2)
        self.conv2 = masked(nn.Conv2d)(64, 128, config.image_size // 10, bias=config.bias)
        self.conv_bn2 = task_batch_norm2d(config.batch_normalization, 128)
        self.conv_activation2 = make_activation(config.activation_layer, config.catalog)
        self.conv_dropout2 = make_dropout(config.conv_dropout)
        self.pool2 = nn.MaxPool2d(2, stride=2)
        self.conv3 = masked(nn.Conv2d)(128, 256, 2, bias=config.bias)
        self.conv_bn3 = task_batch_norm2d(config.batch_normalization, 256)
        self.conv_activation3 = make_activation(config.activation_layer, config.catalog)
        self.conv_dropout3 = make_dropout(config.dropout)
        self.pool3 = nn.MaxPool2d(2, stride=2)
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
    def from_config(cls, config: WeightMaskedHATAlexNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        WeightMaskedHATAlexNet.__init__(backbone, config)
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
        x = self.conv1(x, weights["conv1"], biases["conv1"])
        x = self.conv_bn1(x, task_norm)
        x = self.conv_activation1(x)
        activations["conv1"] = x
        x = self.conv_dropout1(x)
        x = self.pool1(x)
        x = self.conv2(x, weights["conv2"], biases["conv2"])
        x = self.conv_bn2(x, task_norm)
        x = self.conv_activation2(x)
        activations["conv2"] = x
        x = self.conv_dropout2(x)
        x = self.pool2(x)
        x = self.conv3(x, weights["conv3"], biases["conv3"])
        x = self.conv_bn3(x, task_norm)
        x = self.conv_activation3(x)
        activations["conv3"] = x
        x = self.conv_dropout3(x)
        x = self.pool3(x)
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
