# Generated from schema/architectures/mlp.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Multilayer perceptron, WSN mask, for CLArena."""

from collections.abc import Callable, Sequence
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wsn_mask_mlp
from ..configs.clarena.wsn_mask_mlp import WSNMaskMLPConfig
from ..configs.networks.weight_masked_mlp import ActivationLayer
from ..networks.weight_masked_mlp import WeightMaskedMLP

__all__ = ["WSNMaskMLP"]


class WSNMaskMLP(DropIn, wsn_mask_mlp.WSNMaskMLP, counterpart("WSNMaskBackbone")):
    """`clbackbones.WSNMaskMLP`, for CLArena."""

    config_class = WSNMaskMLPConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_dim: int,
        hidden_dims: Sequence[int],
        output_dim: int,
        *,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = None,
        carry_over_scores: bool = True,
        disable_unlearning: bool = False,
    ) -> None:
        """Multilayer perceptron, WSN mask, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_dim: Number of input features, for images channels times height times width; the input may have any
                shape that flattens to it. At least 1.
            hidden_dims: Units of each hidden layer, from input to output; an empty list makes a single linear layer.
                Each is at least 1.
            output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
                the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
                Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
                batch normalization, running statistics; nothing is forgotten. None: No normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

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
            carry_over_scores=carry_over_scores,
            disable_unlearning=disable_unlearning,
        )
        WeightMaskedMLP.__init__(self, config)
        self.configure(config)
