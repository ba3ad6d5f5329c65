# Generated from schema/architectures/vgg.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Config: what the network of VGG, unit masks reads."""

from typing import ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.config import ClassOrName, Config

from ..._catalog import CATALOG

__all__ = ["ActivationLayer", "UnitMaskedVGGConfig"]

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
class UnitMaskedVGGConfig(Config):
    """The fields that `UnitMaskedVGG` reads; the configs of backbones add theirs."""

    catalog: ClassVar[Catalog] = CATALOG

    input_channels: int
    """Number of channels of the input image. At least 1."""

    activation_layer: ActivationLayer | None = field(default="ReLU", converter=ClassOrName[ActivationLayer | None]())
    """Activation after each weighted layer, by its name in `torch.nn`; activations with trained parameters are
    excluded, since no mask protects these. None: No activation.
    """

    batch_normalization: Literal["shared", "independent"] | None = None
    """Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks. Later tasks change it, so
    earlier tasks are forgotten. `"independent"`: One normalization per task, affine parameters and, of batch
    normalization, running statistics; nothing is forgotten. None: No normalization.
    """

    bias: bool = True
    """Whether weighted layers have a bias."""

    dropout: float | None = 0.5
    """Probability with which a unit's activation is set to zero in training, after each fully connected layer. None: No
    dropout. At least 0 and less than 1.
    """

    linear_layers: Literal["imagenet", "none"] = "imagenet"
    """What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected layers of 4096
    units. `"none"`: Global average pooling alone; for small images.
    """
