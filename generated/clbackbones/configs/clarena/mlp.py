# Generated from schema/architectures/mlp.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Multilayer perceptron, plain, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import mlp

if TYPE_CHECKING:
    from ...clarena.mlp import MLP

__all__ = ["MLPConfig"]


@frozen(kw_only=True, repr=False)
class MLPConfig(mlp.MLPConfig):
    """Config of `clarena.MLP`.

    Args:
        input_dim: Number of input features, for images channels times height times width; the input may have any
            shape that flattens to it. At least 1.
        hidden_dims: Units of each hidden layer, from input to output; an empty list makes a single linear layer.
            Each is at least 1.
        output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""

    class_name: ClassVar[str] = "clarena.MLP"

    def build(self) -> "MLP":
        """Builds the backbone; imports torch."""
        return Config.build(self)
