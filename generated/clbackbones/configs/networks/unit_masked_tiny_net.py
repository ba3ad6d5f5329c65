# Generated from schema/architectures/tiny_net.json and schema/mechanisms/unit_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Config: what the network of TinyNet, unit masks reads."""

from typing import ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.config import ClassOrName, Config, integers

from ..._catalog import CATALOG

__all__ = ["ActivationLayer", "UnitMaskedTinyNetConfig"]

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
class UnitMaskedTinyNetConfig(Config):
    """The fields that `UnitMaskedTinyNet` reads; the configs of backbones add theirs."""

    catalog: ClassVar[Catalog] = CATALOG

    input_channels: int
    """Number of channels of the input image. At least 1."""

    conv_dims: tuple[int, ...] = field(default=(160, 160, 160, 160), converter=integers)
    """Channels that each convolution emits, from input to output; there are as many convolutions. Each is at least 1.
    """

    hidden_dims: tuple[int, ...] = field(default=(640,), converter=integers)
    """Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1."""

    output_dim: int = 640
    """Number of features emitted; the heads of an algorithm connect to it. At least 1."""

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
    """Whether weighted layers have a bias."""

    dropout: float | None = None
    """Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0 and less than
    1.
    """
