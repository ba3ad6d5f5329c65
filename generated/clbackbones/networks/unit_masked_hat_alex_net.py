# Generated from schema/architectures/hat_alex_net.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""AlexNet for small images, unit masks: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_units import norm_activation_mask
from clbackbones_runtime.layers.names import row_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskBatchNorm, TaskNorm, task_batch_norm1d, task_batch_norm2d
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation, make_dropout
from clbackbones_runtime.mechanisms.unit_masks import UnitMasks

from ..configs.networks.unit_masked_hat_alex_net import UnitMaskedHATAlexNetConfig

__all__ = ["UnitMaskedHATAlexNet"]


class UnitMaskedHATAlexNet(Backbone):
    """AlexNet for small images: makes and runs the layers, for unit masks and all that weave as it does.

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

    def __init__(self, config: UnitMaskedHATAlexNetConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv1 = nn.Conv2d(config.input_channels, 64, config.image_size // 8, bias=config.bias)
        self.conv_bn1 = task_batch_norm2d(config.batch_normalization, 64)
        self.conv_activation1 = make_activation(config.activation_layer, config.catalog)
        self.conv_dropout1 = make_dropout(config.conv_dropout)
        self.pool1 = nn.MaxPool2d(2, stride=2)
        self.conv2 = nn.Conv2d(64, 128, config.image_size // 10, bias=config.bias)
        self.conv_bn2 = task_batch_norm2d(config.batch_normalization, 128)
        self.conv_activation2 = make_activation(config.activation_layer, config.catalog)
        self.conv_dropout2 = make_dropout(config.conv_dropout)
        self.pool2 = nn.MaxPool2d(2, stride=2)
        self.conv3 = nn.Conv2d(128, 256, 2, bias=config.bias)
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
            self.fc.append(nn.Linear(features, units, bias=config.bias))
            self.fc_bn.append(task_batch_norm1d(config.batch_normalization, units))
            self.fc_activation.append(make_activation(config.activation_layer, config.catalog))
            self.fc_dropout.append(make_dropout(config.dropout))
            features = units
        self.fc_names = row_names("fc", len(self.fc))
        self._complete(None)

    @classmethod
    def from_config(cls, config: UnitMaskedHATAlexNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        UnitMaskedHATAlexNet.__init__(backbone, config)
        return backbone

    def network(self, x: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_channels, image_size, image_size).
            mask: A mask per weighted layer, (units,); layers of one unit group share the tensor.
            task_norm: Which norm a pass uses. `train`: that of the task being learned, whose statistics move in
                training mode; `live`: the same at rest; a task id: the norm stored for the task, or the shared one, at
                rest.

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: Activations = {}
        x = self.conv1(x)
        x = norm_activation_mask(x, self.conv_bn1, task_norm, self.conv_activation1, mask["conv1"])
        activations["conv1"] = x
        x = self.conv_dropout1(x)
        x = self.pool1(x)
        x = self.conv2(x)
        x = norm_activation_mask(x, self.conv_bn2, task_norm, self.conv_activation2, mask["conv2"])
        activations["conv2"] = x
        x = self.conv_dropout2(x)
        x = self.pool2(x)
        x = self.conv3(x)
        x = norm_activation_mask(x, self.conv_bn3, task_norm, self.conv_activation3, mask["conv3"])
        activations["conv3"] = x
        x = self.conv_dropout3(x)
        x = self.pool3(x)
        x = x.flatten(1)
        for fc_name, fc, fc_bn, fc_activation, fc_dropout in zip(
            self.fc_names, self.fc, self.fc_bn, self.fc_activation, self.fc_dropout, strict=True
        ):
            x = fc(x)
            x = norm_activation_mask(x, fc_bn, task_norm, fc_activation, mask[fc_name])
            activations[fc_name] = x
            x = fc_dropout(x)
        return x, activations
