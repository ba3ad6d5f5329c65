# Generated from schema/architectures/mlp.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Multilayer perceptron, HAT mask."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone

from .configs.hat_mask_mlp import HATMaskMLPConfig
from .configs.networks.unit_masked_mlp import ActivationLayer
from .networks.unit_masked_mlp import UnitMaskedMLP

__all__ = ["HATMaskMLP"]


class HATMaskMLP(UnitMaskedMLP, HATMaskBackbone):
    """Multilayer perceptron, HAT mask.

    Fully connected layers `fc/0`, `fc/1`, ... of the widths `hidden_dims` and, last, `output_dim`; normalization,
    activation and dropout follow each of them, the last one included. Hard attention to the task: a learned embedding
    per task gates the units.

    `UnitMaskedMLP` makes and runs the layers; `HATMaskBackbone` has `forward`, and what is kept for each task.

    Sources: Rumelhart et al., Nature 1986 <https://doi.org/10.1038/323533a0>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_dim), or any other that flattens to it -> (batch, output_dim).
    """

    config_class: ClassVar[type[HATMaskMLPConfig]] = HATMaskMLPConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
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
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
                sigmoid(s·e), with the annealed scale s and the task embedding e.

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
                gate=gate,
            )
        )
