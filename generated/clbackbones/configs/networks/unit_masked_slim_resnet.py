# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Config: what the network of Slim residual network, unit masks reads."""

from typing import ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.config import ClassOrName, Config

from ..._catalog import CATALOG

__all__ = ["ActivationLayer", "UnitMaskedSlimResNetConfig"]

ActivationLayer = Literal[
    "ReLU",
    "LeakyReLU",
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
class UnitMaskedSlimResNetConfig(Config):
    """The fields that `UnitMaskedSlimResNet` reads; the configs of backbones add theirs."""

    catalog: ClassVar[Catalog] = CATALOG

    input_channels: int
    """Number of channels of the input image. At least 1."""

    width: int = 20
    """Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least 1 and at
    most 65536.
    """

    activation_layer: ActivationLayer | None = field(default="ReLU", converter=ClassOrName[ActivationLayer | None]())
    """Activation after each weighted layer, by its name in `torch.nn`; activations with trained parameters are
    excluded, since no mask protects these. None: No activation.
    """

    batch_normalization: Literal["shared", "independent"] | None = None
    """Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks. Later tasks change it, so
    earlier tasks are forgotten. `"independent"`: One normalization per task, affine parameters and, of batch
    normalization, running statistics; nothing is forgotten. None: No normalization.
    """

    bias: bool = False
    """Whether convolutions have a bias; shortcut convolutions never have one."""
