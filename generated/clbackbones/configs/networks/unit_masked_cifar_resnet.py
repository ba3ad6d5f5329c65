# Generated from schema/architectures/cifar_resnet.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Config: what the network of Residual network for CIFAR, unit masks reads."""

from typing import ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.config import ClassOrName, Config

from ..._catalog import CATALOG

__all__ = ["ActivationLayer", "UnitMaskedCIFARResNetConfig"]

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
class UnitMaskedCIFARResNetConfig(Config):
    """The fields that `UnitMaskedCIFARResNet` reads; the configs of backbones add theirs."""

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

    bias: bool = False
    """Whether convolutions on the main path have a bias; shortcut convolutions never have one."""

    shortcut_type: Literal["projection", "zero_padding"] = "projection"
    """What a shortcut does where the shape changes. `"projection"`: A 1x1 convolution with a norm, as in FACIL.
    `"zero_padding"`: Every second row and column, and zeros for the new channels, without weights (He et al. 2016,
    Sec. 4.2, option A), as in PyCIL and Mammoth.
    """

    last_activation: bool = True
    """Whether an activation ends the last block, as it ends all others; in iCaRL's network (Rebuffi et al. 2017) it
    does not.
    """
