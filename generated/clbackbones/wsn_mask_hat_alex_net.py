# Generated from schema/architectures/hat_alex_net.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""AlexNet for small images, WSN mask."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone

from .configs.networks.weight_masked_hat_alex_net import ActivationLayer
from .configs.wsn_mask_hat_alex_net import WSNMaskHATAlexNetConfig
from .networks.weight_masked_hat_alex_net import WeightMaskedHATAlexNet

__all__ = ["WSNMaskHATAlexNet"]


class WSNMaskHATAlexNet(WeightMaskedHATAlexNet, WSNMaskBackbone):
    """AlexNet for small images, WSN mask.

    Three convolutions, each with 2x2 max-pooling behind it, then fully connected layers, whose first two windows are an
    eighth and a tenth of the image, as in the paper: 4x4 and 3x3 for images of 32x32. With `bias: false` and
    `batch_normalization` it has the layers of Saha et al. (ICLR 2021) and Kang et al. (ICML 2022). Winning subnetworks:
    a trained score per weight selects the fraction of weights that a task uses.

    `WeightMaskedHATAlexNet` makes and runs the layers; `WSNMaskBackbone` has `forward`, and what is kept for each task.

    Sources: Serrà et al., ICML 2018 <https://arxiv.org/abs/1801.01423>; Kang et al., ICML 2022
    <https://proceedings.mlr.press/v162/kang22b.html>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    config_class: ClassVar[type[WSNMaskHATAlexNetConfig]] = WSNMaskHATAlexNetConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        image_size: int = 32,
        hidden_dims: Sequence[int] = (2048,),
        output_dim: int = 2048,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "fixed", "independent"] | None = None,
        bias: bool = True,
        dropout: float | None = 0.5,
        conv_dropout: float | None = 0.2,
        carry_over_scores: bool = True,
    ) -> None:
        """AlexNet for small images, WSN mask: checks the arguments, then makes the layers and draws their weights.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            image_size: Height and width of the input image. At least 12.
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
            dropout: Probability with which a unit's activation is set to zero in training, after the last convolution
                and each fully connected layer. None: No dropout. At least 0 and less than 1.
            conv_dropout: Probability with which a unit's activation is set to zero in training, after the first two
                convolutions. None: No dropout. At least 0 and less than 1.
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        super().__init__(
            self.config_class(
                input_channels=input_channels,
                image_size=image_size,
                hidden_dims=hidden_dims,
                output_dim=output_dim,
                activation_layer=activation_layer,
                batch_normalization=batch_normalization,
                bias=bias,
                dropout=dropout,
                conv_dropout=conv_dropout,
                carry_over_scores=carry_over_scores,
            )
        )
