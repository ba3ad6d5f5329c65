# Generated from schema/architectures/vit.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Config: what the network of Vision transformer, unit masks reads."""

from typing import ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.config import ClassOrName, Config

from ..._catalog import CATALOG

__all__ = ["ActivationLayer", "UnitMaskedViTConfig"]

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
class UnitMaskedViTConfig(Config):
    """The fields that `UnitMaskedViT` reads; the configs of backbones add theirs."""

    catalog: ClassVar[Catalog] = CATALOG

    input_channels: int
    """Number of channels of the input image. At least 1."""

    width_multiplier: float = 1.0
    """Factor of the width, which is rounded to a multiple of the number of heads. Greater than 0 and at most 64."""

    activation_layer: ActivationLayer | None = field(default="ReLU", converter=ClassOrName[ActivationLayer | None]())
    """Activation after each weighted layer, by its name in `torch.nn`; activations with trained parameters are
    excluded, since no mask protects these. None: No activation.
    """

    layer_normalization: Literal["shared", "independent"] | None = None
    """Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks. Later tasks change it, so
    earlier tasks are forgotten. `"independent"`: One normalization per task, affine parameters and, of batch
    normalization, running statistics; nothing is forgotten. None: No normalization.
    """

    bias: bool = True
    """Whether linear layers and the convolution have a bias."""

    dropout: float | None = 0.0
    """Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0 and less than
    1.
    """
