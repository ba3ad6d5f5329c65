# Generated from schema/architectures/vgg.json and schema/mechanisms/supsup.json.
# Do not edit: change the source and run `make codegen`.
"""VGG, SupSup."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.supsup import SupSupBackbone

from .configs.networks.weight_masked_vgg import ActivationLayer
from .configs.supsup_vgg import (
    SupSupVGG11Config,
    SupSupVGG13Config,
    SupSupVGG16Config,
    SupSupVGG19Config,
    SupSupVGGConfig,
)
from .networks.weight_masked_vgg import WeightMaskedVGG

__all__ = ["SupSupVGG11", "SupSupVGG13", "SupSupVGG16", "SupSupVGG19"]


class SupSupVGG(WeightMaskedVGG, SupSupBackbone):
    """VGG, SupSup.

    Five runs of 3x3 convolutions, each with 2x2 max-pooling behind it, then two fully connected layers, as in
    torchvision. Supermasks in superposition: random weights are frozen, trained scores select those that a task uses,
    and a task can be found without its id.

    `WeightMaskedVGG` makes and runs the layers; `SupSupBackbone` has `forward`, and what is kept for each task.

    Sources: Simonyan and Zisserman, ICLR 2015 <https://arxiv.org/abs/1409.1556>; Wortsman et al., NeurIPS 2020
    <https://arxiv.org/abs/2006.14769>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[SupSupVGGConfig]]

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = 0.5,
        linear_layers: Literal["imagenet", "none"] = "imagenet",
        pretrained_weights: str | PathLike[str] | None = None,
        carry_over_scores: bool = False,
    ) -> None:
        """VGG, SupSup: checks the arguments, then makes the layers and draws their weights.

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
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training, after each fully connected
                layer. None: No dropout. At least 0 and less than 1.
            linear_layers: What follows the convolutions. `"imagenet"`: Average pooling to 7x7, then two fully connected
                layers of 4096 units. `"none"`: Global average pooling alone; for small images.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network, with batch normalization or without it as
                this one; the classifier's are left out. None: Weights are drawn at random.
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
                linear_layers=linear_layers,
                pretrained_weights=pretrained_weights,
                carry_over_scores=carry_over_scores,
            )
        )


class SupSupVGG11(SupSupVGG):
    """VGG11, SupSup; see `SupSupVGG`."""

    config_class: ClassVar[type[SupSupVGGConfig]] = SupSupVGG11Config
    depths: ClassVar[Sequence[int]] = (1, 1, 2, 2, 2)


class SupSupVGG13(SupSupVGG):
    """VGG13, SupSup; see `SupSupVGG`."""

    config_class: ClassVar[type[SupSupVGGConfig]] = SupSupVGG13Config
    depths: ClassVar[Sequence[int]] = (2, 2, 2, 2, 2)


class SupSupVGG16(SupSupVGG):
    """VGG16, SupSup; see `SupSupVGG`."""

    config_class: ClassVar[type[SupSupVGGConfig]] = SupSupVGG16Config
    depths: ClassVar[Sequence[int]] = (2, 2, 3, 3, 3)


class SupSupVGG19(SupSupVGG):
    """VGG19, SupSup; see `SupSupVGG`."""

    config_class: ClassVar[type[SupSupVGGConfig]] = SupSupVGG19Config
    depths: ClassVar[Sequence[int]] = (2, 2, 4, 4, 4)
