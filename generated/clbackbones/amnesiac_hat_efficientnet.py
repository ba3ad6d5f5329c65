# Generated from schema/architectures/efficientnet.json and schema/mechanisms/amnesiac_hat.json.
# Do not edit: change the source and run `make codegen`.
"""EfficientNet, Amnesiac."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.amnesiac_hat import AmnesiacHATBackbone
from clbackbones_runtime.mechanisms.constructor import checked_names

from .configs.amnesiac_hat_efficientnet import AmnesiacHATEfficientNetB0Config, AmnesiacHATEfficientNetConfig
from .configs.networks.unit_masked_efficientnet import ActivationLayer
from .networks.unit_masked_efficientnet import UnitMaskedEfficientNet

__all__ = ["AmnesiacHATEfficientNetB0"]


class AmnesiacHATEfficientNet(UnitMaskedEfficientNet, AmnesiacHATBackbone):
    """EfficientNet, Amnesiac.

    Inverted residual blocks with squeeze-and-excitation: what a depthwise convolution emits is multiplied by a factor
    per channel, computed from the means of all channels; then a 1x1 convolution and global average pooling.
    torchvision's stochastic depth, which leaves out blocks at random in training, is not part of it. HAT that can
    unlearn: beside the network it trains backup networks, which say what later tasks would be without an earlier one.

    `UnitMaskedEfficientNet` makes and runs the layers; `AmnesiacHATBackbone` has `forward`, and what is kept for each
    task.

    Sources: Tan and Le, ICML 2019 <https://arxiv.org/abs/1905.11946>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[AmnesiacHATEfficientNetConfig]]

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
        pretrained_weights: str | PathLike[str] | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
        disable_unlearning: bool = False,
    ) -> None:
        """EfficientNet, Amnesiac: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
            bias: Whether convolutions have a bias; those that compute factors always have one.
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
                pretrained_weights=pretrained_weights,
                gate=gate,
                disable_unlearning=disable_unlearning,
            )
        )


class AmnesiacHATEfficientNetB0(AmnesiacHATEfficientNet):
    """EfficientNetB0, Amnesiac; see `AmnesiacHATEfficientNet`."""

    config_class: ClassVar[type[AmnesiacHATEfficientNetConfig]] = AmnesiacHATEfficientNetB0Config
