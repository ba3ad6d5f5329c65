# Generated from schema/architectures/tiny_net.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""TinyNet, HAT mask."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone

from .configs.hat_mask_tiny_net import HATMaskTinyNetConfig
from .configs.networks.unit_masked_tiny_net import ActivationLayer
from .networks.unit_masked_tiny_net import UnitMaskedTinyNet

__all__ = ["HATMaskTinyNet"]


class HATMaskTinyNet(UnitMaskedTinyNet, HATMaskBackbone):
    """TinyNet, HAT mask.

    3x3 convolutions of stride 2, then fully connected layers: by default the network of Deng et al. (NeurIPS 2021) and
    Kang et al. (ICML 2022) for TinyImageNet. Hard attention to the task: a learned embedding per task gates the units.

    `UnitMaskedTinyNet` makes and runs the layers; `HATMaskBackbone` has `forward`, and what is kept for each task.

    Sources: Deng et al., NeurIPS 2021 <https://github.com/danruod/FS-DGPM>; Serrà et al., ICML 2018
    <https://arxiv.org/abs/1801.01423>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    config_class: ClassVar[type[HATMaskTinyNetConfig]] = HATMaskTinyNetConfig

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        image_size: int = 64,
        conv_dims: Sequence[int] = (160, 160, 160, 160),
        hidden_dims: Sequence[int] = (640,),
        output_dim: int = 640,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "ReLU",
        batch_normalization: Literal["shared", "independent"] | None = None,
        bias: bool = False,
        dropout: float | None = None,
        gate: Literal["sigmoid"] = "sigmoid",
    ) -> None:
        """TinyNet, HAT mask: checks the arguments, then makes the layers and draws their weights.

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
                Later tasks change it, so earlier tasks are forgotten. `"independent"`: One normalization per task,
                affine parameters and, of batch normalization, running statistics; nothing is forgotten. None: No
                normalization.
            bias: Whether weighted layers have a bias.
            dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
                and less than 1.
            gate: The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`:
                sigmoid(s·e), with the annealed scale s and the task embedding e.

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
                gate=gate,
            )
        )
