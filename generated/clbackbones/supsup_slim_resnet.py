# Generated from schema/architectures/slim_resnet.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Slim residual network, SupSup."""

from collections.abc import Callable
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.supsup import SupSupBackbone

from .configs.networks.weight_masked_slim_resnet import ActivationLayer
from .configs.supsup_slim_resnet import SupSupSlimResNet18Config, SupSupSlimResNetConfig
from .networks.weight_masked_slim_resnet import WeightMaskedSlimResNet

__all__ = ["SupSupSlimResNet18"]


class SupSupSlimResNet(WeightMaskedSlimResNet, SupSupBackbone):
    """Slim residual network, SupSup.

    The reduced ResNet-18 of continual learning: a 3x3 stem, then four stages of two basic blocks each, whose widths are
    `width` times 1, 2, 4 and 8, then global average pooling. Supermasks in superposition: random weights are frozen,
    trained scores select those that a task uses, and a task can be found without its id.

    `WeightMaskedSlimResNet` makes and runs the layers; `SupSupBackbone` has `forward`, and what is kept for each task.

    Sources: Lopez-Paz and Ranzato, NeurIPS 2017 <https://arxiv.org/abs/1706.08840>; Wortsman et al., NeurIPS 2020
    <https://arxiv.org/abs/2006.14769>.

    Shapes: (batch, input_channels, height, width_of_image) -> (batch, output_dim).
    """

    config_class: ClassVar[type[SupSupSlimResNetConfig]]

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
        carry_over_scores: bool = False,
    ) -> None:
        """Slim residual network, SupSup: checks the arguments, then makes the layers and draws their weights.

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
            carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
                scores drawn anew.

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
                carry_over_scores=carry_over_scores,
            )
        )


class SupSupSlimResNet18(SupSupSlimResNet):
    """SlimResNet18, SupSup; see `SupSupSlimResNet`."""

    config_class: ClassVar[type[SupSupSlimResNetConfig]] = SupSupSlimResNet18Config
