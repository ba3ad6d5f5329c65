# Generated from schema/architectures/densenet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Config: what the network of Densely connected network, plain reads."""

from typing import ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.config import ClassOrName, Config

from ..._catalog import CATALOG

__all__ = ["ActivationLayer", "PlainDenseNetConfig"]

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


@frozen(kw_only=True, repr=False)
class PlainDenseNetConfig(Config):
    """The fields that `PlainDenseNet` reads; the configs of backbones add theirs."""

    catalog: ClassVar[Catalog] = CATALOG

    input_channels: int
    """Number of channels of the input image. At least 1."""

    activation_layer: ActivationLayer | None = field(default="ReLU", converter=ClassOrName[ActivationLayer | None]())
    """Activation after each weighted layer, by its name in `torch.nn`. None: No activation."""

    batch_normalization: bool = True
    """Whether batch normalization stands between each weighted layer and its activation."""

    bias: bool = False
    """Whether convolutions have a bias."""

    dropout: float | None = None
    """Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0 and less than
    1.
    """
