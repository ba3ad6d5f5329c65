# Generated from schema/architectures/mlp.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Multilayer perceptron, PackNet."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .networks.weight_masked_mlp import WeightMaskedMLPConfig

if TYPE_CHECKING:
    from ..packnet_mlp import PackNetMLP

__all__ = ["PackNetMLPConfig"]


@frozen(kw_only=True, repr=False)
class PackNetMLPConfig(WeightMaskedMLPConfig):
    """Config of `PackNetMLP`.

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

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    class_name: ClassVar[str] = "PackNetMLP"

    def build(self) -> "PackNetMLP":
        """Builds the backbone; imports torch."""
        return Config.build(self)
