# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Slim residual network, PackNet."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.weight_masked_slim_resnet import WeightMaskedSlimResNetConfig

if TYPE_CHECKING:
    from ..packnet_slim_resnet import PackNetSlimResNet18

__all__ = ["PackNetSlimResNet18Config", "PackNetSlimResNetConfig"]


@frozen(kw_only=True, repr=False)
class PackNetSlimResNetConfig(WeightMaskedSlimResNetConfig):
    """Config of the variants of `PackNetSlimResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted, 8 times `width`. None: It follows from the network. At least 1.
        width: Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least
            1 and at most 65536.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
            the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
            Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
            batch normalization, running statistics; nothing is forgotten. None: No normalization.
        bias: Whether convolutions have a bias; shortcut convolutions never have one.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted, 8 times `width`. None: It follows from the network. At least 1."""


@frozen(kw_only=True, repr=False)
class PackNetSlimResNet18Config(PackNetSlimResNetConfig):
    """Config of `PackNetSlimResNet18`."""

    class_name: ClassVar[str] = "PackNetSlimResNet18"

    def build(self) -> "PackNetSlimResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)
