# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Slim residual network, Amnesiac."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived

from .networks.unit_masked_slim_resnet import UnitMaskedSlimResNetConfig

if TYPE_CHECKING:
    from ..amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18

__all__ = ["AmnesiacHATSlimResNet18Config", "AmnesiacHATSlimResNetConfig"]


@frozen(kw_only=True, repr=False)
class AmnesiacHATSlimResNetConfig(UnitMaskedSlimResNetConfig):
    """Config of the variants of `AmnesiacHATSlimResNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted, 8 times `width`. None: It follows from the network. At least 1.
        width: Channels of the stem and of the first stage; the other stages have 2, 4 and 8 times as many. At least
            1 and at most 65536.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
            affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
            normalization.
        bias: Whether convolutions have a bias; shortcut convolutions never have one.
        gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
            sigmoid(s·e), with the annealed scale s and the task embedding e.
        disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted, 8 times `width`. None: It follows from the network. At least 1."""

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """

    disable_unlearning: bool = False
    """Whether to do without backup networks, for reference experiments that unlearn nothing."""


@frozen(kw_only=True, repr=False)
class AmnesiacHATSlimResNet18Config(AmnesiacHATSlimResNetConfig):
    """Config of `AmnesiacHATSlimResNet18`."""

    class_name: ClassVar[str] = "AmnesiacHATSlimResNet18"

    def build(self) -> "AmnesiacHATSlimResNet18":
        """Builds the backbone; imports torch."""
        return Config.build(self)
