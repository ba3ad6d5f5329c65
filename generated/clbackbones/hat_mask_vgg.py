# Generated from schema/architectures/vgg.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""VGG, HAT mask."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone

from .configs.hat_mask_vgg import (
    HATMaskVGG11Config,
    HATMaskVGG13Config,
    HATMaskVGG16Config,
    HATMaskVGG19Config,
    HATMaskVGGConfig,
)
from .configs.networks.unit_masked_vgg import ActivationLayer
from .networks.unit_masked_vgg import UnitMaskedVGG

__all__ = ["HATMaskVGG11", "HATMaskVGG13", "HATMaskVGG16", "HATMaskVGG19"]


class HATMaskVGG(UnitMaskedVGG, HATMaskBackbone):
    """VGG, HAT mask.

    Five runs of 3x3 convolutions, each with 2x2 max-pooling behind it, then two fully connected layers, as in
    torchvision. Hard attention to the task: a learned embedding per task gates the units.

    `UnitMaskedVGG` makes and runs the layers; `HATMaskBackbone` has `forward`, and what is kept for each task.

    Sources: Simonyan and Zisserman, ICLR 2015 <https://arxiv.org/abs/1409.1556>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[HATMaskVGGConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = 0.5,
        linear_layers: Literal["imagenet", "none"] = "imagenet",
        pretrained_weights: str | PathLike[str] | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
    ) -> None:
        """VGG, HAT mask: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Normalization, and whether tasks share it. `"shared"`: One normalization for all tasks.
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training, after each fully connected
                layer. None: No dropout. At least 0 and less than 1.
            linear_layers: What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected
                layers of 4096 units. `"none"`: Global average pooling alone; for small images.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network, with batch normalization or without it as
                this one; the classifier's are left out. None: Weights are drawn at random.
            gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
                sigmoid(s·e), with the annealed scale s and the task embedding e.

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
                linear_layers=linear_layers,
                pretrained_weights=pretrained_weights,
                gate=gate,
            )
        )


class HATMaskVGG11(HATMaskVGG):
    """VGG11, HAT mask; see `HATMaskVGG`."""

    config_class: ClassVar[type[HATMaskVGGConfig]] = HATMaskVGG11Config
    depths: ClassVar[Sequence[int]] = (1, 1, 2, 2, 2)


class HATMaskVGG13(HATMaskVGG):
    """VGG13, HAT mask; see `HATMaskVGG`."""

    config_class: ClassVar[type[HATMaskVGGConfig]] = HATMaskVGG13Config
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2, 2)


class HATMaskVGG16(HATMaskVGG):
    """VGG16, HAT mask; see `HATMaskVGG`."""

    config_class: ClassVar[type[HATMaskVGGConfig]] = HATMaskVGG16Config
    depths: ClassVar[Sequence[int]] = (2, 2, 3, 3, 3)


class HATMaskVGG19(HATMaskVGG):
    """VGG19, HAT mask; see `HATMaskVGG`."""

    config_class: ClassVar[type[HATMaskVGGConfig]] = HATMaskVGG19Config
    depths: ClassVar[Sequence[int]] = (2, 2, 4, 4, 4)
