# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Slim residual network, HAT mask."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone

from .configs.hat_mask_slim_resnet import HATMaskSlimResNet18Config, HATMaskSlimResNetConfig
from .configs.networks.unit_masked_slim_resnet import ActivationLayer
from .networks.unit_masked_slim_resnet import UnitMaskedSlimResNet

__all__ = ["HATMaskSlimResNet18"]


class HATMaskSlimResNet(UnitMaskedSlimResNet, HATMaskBackbone):
    """Slim residual network, HAT mask.

    The reduced ResNet-18 of continual learning: a 3x3 stem, then four stages of two basic blocks each, whose widths are
    `width` times 1, 2, 4 and 8, then global average pooling. Hard attention to the task: a learned embedding per task
    gates the units.

    `UnitMaskedSlimResNet` makes and runs the layers; `HATMaskBackbone` has `forward`, and what is kept for each task.

    Sources: Lopez-Paz and Ranzato, NeurIPS 2017 <https://arxiv.org/abs/1706.08840>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width_of_image) -> (batch, output_dim).
    """

    config_class: ClassVar[type[HATMaskSlimResNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        width: int = 20,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = False,
        gate: Literal["sigmoid"] = "sigmoid",
    ) -> None:
        """Slim residual network, HAT mask: checks the arguments, then makes the layers and draws their weights.

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

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                output_dim=output_dim,
                width=width,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                gate=gate,
            )
        )


class HATMaskSlimResNet18(HATMaskSlimResNet):
    """SlimResNet18, HAT mask; see `HATMaskSlimResNet`."""

    config_class: ClassVar[type[HATMaskSlimResNetConfig]] = HATMaskSlimResNet18Config
