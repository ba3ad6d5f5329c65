# Generated from schema/architectures/densenet.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""Densely connected network, SupSup."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.supsup import SupSupBackbone

from .configs.networks.weight_masked_densenet import ActivationLayer
from .configs.supsup_densenet import SupSupDenseNet121Config, SupSupDenseNetConfig
from .networks.weight_masked_densenet import WeightMaskedDenseNet

__all__ = ["SupSupDenseNet121"]


class SupSupDenseNet(WeightMaskedDenseNet, SupSupBackbone):
    """Densely connected network, SupSup.

    Blocks in which each layer reads the units of all layers before it: norm, activation and a 1x1 convolution, then
    norm, activation and a 3x3 convolution whose units are put behind what the layer read; between blocks a transition
    halves channels, height and width. Supermasks in superposition: random weights are frozen, trained scores select
    those that a task uses, and a task can be found without its id.

    `WeightMaskedDenseNet` makes and runs the layers; `SupSupBackbone` has `forward`, and what is kept for each task.

    Sources: Huang et al., CVPR 2017 <https://arxiv.org/abs/1608.06993>; Wortsman et al., NeurIPS 2020
    <https://arxiv.org/abs/2006.14769>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[SupSupDenseNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = False,
        dropout: float | None = None,
        pretrained_weights: str | PathLike[str] | None = None,
        carry_over_scores: bool = False,
    ) -> None:
        """Densely connected network, SupSup: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
                the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
                Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
                batch normalization, running statistics; nothing is forgotten. None: No normalization.
            bias: Whether convolutions have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
                are drawn at random.
            carry_over_scores: Whether a new task starts from scores that favour what many earlier tasks use, or from
                scores drawn anew.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                output_dim=output_dim,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                dropout=dropout,
                pretrained_weights=pretrained_weights,
                carry_over_scores=carry_over_scores,
            )
        )


class SupSupDenseNet121(SupSupDenseNet):
    """DenseNet121, SupSup; see `SupSupDenseNet`."""

    config_class: ClassVar[type[SupSupDenseNetConfig]] = SupSupDenseNet121Config
    depths: ClassVar[Sequence[int]] = (6, 12, 24, 16)
    growth: ClassVar[int] = 32
