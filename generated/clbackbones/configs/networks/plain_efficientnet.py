# Generated from schema/architectures/efficientnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Config: what the network of EfficientNet, plain reads."""

from typing import ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.config import ClassOrName, Config

from ..._catalog import CATALOG

__all__ = ["ActivationLayer", "PlainEfficientNetConfig"]

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
class PlainEfficientNetConfig(Config):
    """The fields that `PlainEfficientNet` reads; the configs of backbones add theirs."""

    catalog: ClassVar[Catalog] = CATALOG

    input_channels: int
    """Number of channels of the input image. At least 1."""

    activation_layer: ActivationLayer | None = field(default="SiLU", converter=ClassOrName[ActivationLayer | None]())
    """Activation after each weighted layer, by its name in `torch.nn`. None: No activation."""

    batch_normalization: bool = True
    """Whether batch normalization stands between each weighted layer and its activation."""

    bias: bool = False
    """Whether convolutions have a bias; those that compute factors always have one."""
