# Generated from schema/architectures/tiny_net.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""TinyNet, unit masks: the layers, and how values flow."""

from typing import Self

from torch import Tensor, nn

from clbackbones_runtime.layers.masked_units import norm_activation_mask
from clbackbones_runtime.layers.names import row_names
from clbackbones_runtime.layers.task_norms import TaskNorm, task_batch_norm1d, task_batch_norm2d
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation, make_dropout
from clbackbones_runtime.mechanisms.unit_masks import UnitMasks

from ..configs.networks.unit_masked_tiny_net import UnitMaskedTinyNetConfig

__all__ = ["UnitMaskedTinyNet"]


class UnitMaskedTinyNet(Backbone):
    """TinyNet: makes and runs the layers, for unit masks and all that weave as it does.

    3x3 convolutions of stride 2, then fully connected layers: by default the network of Deng et al. (NeurIPS 2021) and
    Kang et al. (ICML 2022) for TinyImageNet.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Deng et al., NeurIPS 2021 <https://github.com/danruod/FS-DGPM>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    conv: nn.ModuleList
    conv_bn: nn.ModuleList
    conv_activation: nn.ModuleList
    conv_dropout: nn.ModuleList
    conv_names: list[str]
    fc: nn.ModuleList
    fc_bn: nn.ModuleList
    fc_activation: nn.ModuleList
    fc_dropout: nn.ModuleList
    fc_names: list[str]

    def __init__(self, config: UnitMaskedTinyNetConfig) -> None:
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
        for units in config.conv_dims:
            self.conv.append(nn.Conv2d(channels, units, 3, stride=2, padding=1, bias=config.bias))
            self.conv_bn.append(task_batch_norm2d(config.batch_normalization, units))
            self.conv_activation.append(make_activation(config.activation_layer, config.catalog))
            self.conv_dropout.append(make_dropout(config.dropout))
            channels = units
        self.conv_names = row_names("conv", len(self.conv))
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
    def from_config(cls, config: UnitMaskedTinyNetConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        UnitMaskedTinyNet.__init__(backbone, config)
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
        for conv_name, conv, conv_bn, conv_activation, conv_dropout in zip(
            self.conv_names, self.conv, self.conv_bn, self.conv_activation, self.conv_dropout, strict=True
        ):
            x = conv(x)
            x = norm_activation_mask(x, conv_bn, task_norm, conv_activation, mask[conv_name])
            activations[conv_name] = x
            x = conv_dropout(x)
        x = x.flatten(1)
        for fc_name, fc, fc_bn, fc_activation, fc_dropout in zip(
            self.fc_names, self.fc, self.fc_bn, self.fc_activation, self.fc_dropout, strict=True
        ):
            x = fc(x)
            x = norm_activation_mask(x, fc_bn, task_norm, fc_activation, mask[fc_name])
            activations[fc_name] = x
            x = fc_dropout(x)
        return x, activations
