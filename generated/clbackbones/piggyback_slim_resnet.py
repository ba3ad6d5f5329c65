# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/piggyback.json.
# Do not edit: change the source and run `make codegen`.
"""Slim residual network, Piggyback."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.piggyback import PiggybackBackbone

from .configs.networks.weight_masked_slim_resnet import ActivationLayer
from .configs.piggyback_slim_resnet import PiggybackSlimResNet18Config, PiggybackSlimResNetConfig
from .networks.weight_masked_slim_resnet import WeightMaskedSlimResNet

__all__ = ["PiggybackSlimResNet18"]


class PiggybackSlimResNet(WeightMaskedSlimResNet, PiggybackBackbone):
    """Slim residual network, Piggyback.

    The reduced ResNet-18 of continual learning: a 3x3 stem, then four stages of two basic blocks each, whose widths are
    `width` times 1, 2, 4 and 8, then global average pooling. Weights and biases are frozen, usually pretrained; a
    trained score per weight says which of them a task keeps.

    `WeightMaskedSlimResNet` makes and runs the layers; `PiggybackBackbone` has `forward`, and what is kept for each
    task.

    Sources: Lopez-Paz and Ranzato, NeurIPS 2017 <https://arxiv.org/abs/1706.08840>; Mallya et al., ECCV 2018
    <https://arxiv.org/abs/1801.06519>.

    Shapes: (batch, input_channels, height, width_of_image) -> (batch, output_dim).
    """

    config_class: ClassVar[type[PiggybackSlimResNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        width: int = 20,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = False,
    ) -> None:
        """Slim residual network, Piggyback: checks the arguments, then makes the layers and draws their weights.

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
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                output_dim=output_dim,
                width=width,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
            )
        )


class PiggybackSlimResNet18(PiggybackSlimResNet):
    """SlimResNet18, Piggyback; see `PiggybackSlimResNet`."""

    config_class: ClassVar[type[PiggybackSlimResNetConfig]] = PiggybackSlimResNet18Config
