# Generated from schema/architectures/densenet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""Densely connected network, Amnesiac."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.amnesiac_hat import AmnesiacHATBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.amnesiac_hat_densenet import AmnesiacHATDenseNet121Config, AmnesiacHATDenseNetConfig
from .configs.networks.unit_masked_densenet import ActivationLayer
from .networks.unit_masked_densenet import UnitMaskedDenseNet

__all__ = ["AmnesiacHATDenseNet121"]


class AmnesiacHATDenseNet(UnitMaskedDenseNet, AmnesiacHATBackbone):
    """Densely connected network, Amnesiac.

    Blocks in which each layer reads the units of all layers before it: norm, activation and a 1x1 convolution, then
    norm, activation and a 3x3 convolution whose units are put behind what the layer read; between blocks a transition
    halves channels, height and width. HAT that can unlearn: beside the network it trains backup networks, which say
    what later tasks would be without an earlier one.

    `UnitMaskedDenseNet` makes and runs the layers; `AmnesiacHATBackbone` has `forward`, and what is kept for each task.

    Sources: Huang et al., CVPR 2017 <https://arxiv.org/abs/1608.06993>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[AmnesiacHATDenseNetConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = False,
        dropout: float | None = None,
        pretrained_weights: str | PathLike[str] | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
        disable_unlearning: bool = False,
    ) -> None:
        """Densely connected network, Amnesiac: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
            bias: Whether convolutions have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
                are drawn at random.
            gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
                sigmoid(s·e), with the annealed scale s and the task embedding e.
            disable_unlearning: Whether to do without backup networks, for reference experiments that unlearn nothing.

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
                gate=gate,
                disable_unlearning=disable_unlearning,
            )
        )


class AmnesiacHATDenseNet121(AmnesiacHATDenseNet):
    """DenseNet121, Amnesiac; see `AmnesiacHATDenseNet`."""

    config_class: ClassVar[type[AmnesiacHATDenseNetConfig]] = AmnesiacHATDenseNet121Config
    depths: ClassVar[Sequence[int]] = (6, 12, 24, 16)
    growth: ClassVar[int] = 32
