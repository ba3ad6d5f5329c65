# Generated from schema/architectures/lenet.json and schema/mechanisms/packnet.json.
# Do not edit: change the source and run `make codegen`.
"""LeNet, PackNet."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.packnet import PackNetBackbone

from .configs.networks.weight_masked_lenet import ActivationLayer
from .configs.packnet_lenet import PackNetLeNetConfig
from .networks.weight_masked_lenet import WeightMaskedLeNet

__all__ = ["PackNetLeNet"]


class PackNetLeNet(WeightMaskedLeNet, PackNetBackbone):
    """LeNet, PackNet.

    5x5 convolutions, each followed by 3x3 max-pooling of stride 2, then fully connected layers: by default the LeNet of
    Kang et al. (ICML 2022) for the superclasses of CIFAR-100. That of Saha et al. (ICLR 2021) has local response
    normalization before each pooling, which is not there. Each weight belongs to the task that claimed it: a task
    trains what is free, prunes the smallest of it, and computes with the weights of tasks before it besides.

    `WeightMaskedLeNet` makes and runs the layers; `PackNetBackbone` has `forward`, and what is kept for each task.

    Sources: LeCun et al., Proceedings of the IEEE 1998 <https://doi.org/10.1109/5.726791>; Mallya and Lazebnik, CVPR
    2018 <https://arxiv.org/abs/1711.05769>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    config_class: ClassVar[type[PackNetLeNetConfig]] = PackNetLeNetConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        image_size: int = 32,
        conv_dims: Sequence[int] = (20, 50),
        hidden_dims: Sequence[int] = (800,),
        output_dim: int = 500,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = False,
        dropout: float | None = None,
    ) -> None:
        """LeNet, PackNet: checks the arguments, then makes the layers and draws their weights.

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
                Later tasks change it, so earlier tasks are forgotten. `"fixed"`: One normalization for all tasks, which
                the first one trains, statistics included, and no later one changes, as in the papers of PackNet and
                Piggyback; nothing is forgotten. `"independent"`: One normalization per task, affine parameters and, of
                batch normalization, running statistics; nothing is forgotten. None: No normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                image_size=image_size,
                conv_dims=conv_dims,
                hidden_dims=hidden_dims,
                output_dim=output_dim,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                dropout=dropout,
            )
        )
