# Generated from schema/architectures/lenet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: LeNet, Amnesiac."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .networks.unit_masked_lenet import UnitMaskedLeNetConfig

if TYPE_CHECKING:
    from ..amnesiac_hat_lenet import AmnesiacHATLeNet

__all__ = ["AmnesiacHATLeNetConfig"]


@frozen(kw_only=True, repr=False)
class AmnesiacHATLeNetConfig(UnitMaskedLeNetConfig):
    """Config of `AmnesiacHATLeNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        image_size: Height and width of the input image. At least 1.
        conv_dims: Channels that each convolution emits, from input to output; there are as many convolutions. Each
            is at least 1.
        hidden_dims: Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1.
        output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
            parameters are excluded, since no mask protects these. None: No activation.
        batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
            Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
            affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
            normalization.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
            sigmoid(s·e), with the annealed scale s and the task embedding e.
        disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    image_size: int = 32
    """Height and width of the input image. At least 1."""

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """

    disable_unlearning: bool = False
    """Whether to do without backup networks, for reference experiments that unlearn nothing."""

    class_name: ClassVar[str] = "AmnesiacHATLeNet"

    def build(self) -> "AmnesiacHATLeNet":
        """Builds the backbone; imports torch."""
        return Config.build(self)
