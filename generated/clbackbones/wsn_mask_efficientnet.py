# Generated from schema/architectures/efficientnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""EfficientNet, WSN mask."""

from collections.abc import Callable
from os import PathLike
from typing import ClassVar, Literal

from torch import nn

from clbackbones_runtime.mechanisms.constructor import checked_names
from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone

from .configs.networks.weight_masked_efficientnet import ActivationLayer
from .configs.wsn_mask_efficientnet import WSNMaskEfficientNetB0Config, WSNMaskEfficientNetConfig
from .networks.weight_masked_efficientnet import WeightMaskedEfficientNet

__all__ = ["WSNMaskEfficientNetB0"]


class WSNMaskEfficientNet(WeightMaskedEfficientNet, WSNMaskBackbone):
    """EfficientNet, WSN mask.

    Inverted residual blocks with squeeze-and-excitation: what a depthwise convolution emits is multiplied by a factor
    per channel, computed from the means of all channels; then a 1x1 convolution and global average pooling.
    torchvision's stochastic depth, which leaves out blocks at random in training, is not part of it. Winning
    subnetworks: a trained score per weight selects the fraction of weights that a task uses.

    `WeightMaskedEfficientNet` makes and runs the layers; `WSNMaskBackbone` has `forward`, and what is kept for each
    task.

    Sources: Tan and Le, ICML 2019 <https://arxiv.org/abs/1905.11946>; Kang et al., ICML 2022
    <https://proceedings.mlr.press/v162/kang22b.html>.

    Shapes: (batch, input_channels, height, width) -> (batch, output_dim).
    """

    config_class: ClassVar[type[WSNMaskEfficientNetConfig]]

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
        pretrained_weights: str | PathLike[str] | None = None,
        carry_over_scores: bool = True,
    ) -> None:
        """EfficientNet, WSN mask: checks the arguments, then makes the layers and draws their weights.

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
            bias: Whether convolutions have a bias; those that compute factors always have one.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
                are drawn at random.
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.

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
                carry_over_scores=carry_over_scores,
            )
        )


class WSNMaskEfficientNetB0(WSNMaskEfficientNet):
    """EfficientNetB0, WSN mask; see `WSNMaskEfficientNet`."""

    config_class: ClassVar[type[WSNMaskEfficientNetConfig]] = WSNMaskEfficientNetB0Config
