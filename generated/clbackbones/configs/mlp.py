# Generated from schema/architectures/mlp.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Multilayer perceptron, plain."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.config import ClassOrName, Config, integers

from .._catalog import CATALOG

if TYPE_CHECKING:
    from ..mlp import MLP

__all__ = ["ActivationLayer", "MLPConfig"]

ActivationLayer = Literal[
    "ReLU",
    "LeakyReLU",
    "PReLU",
    "ReLU6",
    "ELU",
    "SELU",
    "CELU",
    "GELU",
    "SiLU",
    "Mish",
    "Hardswish",
    "Tanh",
    "Hardtanh",
    "Softsign",
    "Softplus",
    "Sigmoid",
    "Hardsigmoid",
    "Identity",
]
"""Names of activations in `torch.nn`."""


@frozen(kw_only=True)
class MLPConfig(Config):
    """Config of `MLP`.

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

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    catalog: ClassVar[Catalog] = CATALOG
    class_name: ClassVar[str] = "MLP"

    input_dim: int
    """Number of input features, for images channels times height times width; the input may have any shape that
    flattens to it. At least 1.
    """

    hidden_dims: tuple[int, ...] = field(converter=integers)
    """Units of each hidden layer, from input to output; an empty list makes a single linear layer. Each is at least 1.
    """

    output_dim: int
    """Number of features emitted; the heads of an algorithm connect to it. At least 1."""

    activation_layer: ActivationLayer | None = field(default="ReLU", converter=ClassOrName[ActivationLayer | None]())
    """Activation after each weighted layer, by its name in `torch.nn`. None: No activation."""

    batch_normalization: bool = False
    """Whether batch normalization stands between each weighted layer and its activation."""

    bias: bool = True
    """Whether weighted layers have a bias."""

    dropout: float | None = None
    """Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0 and less than
    1.
    """

    def build(self) -> "MLP":
        """Builds the backbone; imports torch."""
        return super().build()
