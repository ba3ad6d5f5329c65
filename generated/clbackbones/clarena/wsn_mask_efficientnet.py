# Generated from schema/architectures/efficientnet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""EfficientNet, WSN mask, for CLArena."""

from collections.abc import Callable
from os import PathLike
from typing import Literal

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import wsn_mask_efficientnet
from ..configs.clarena.wsn_mask_efficientnet import WSNMaskEfficientNetB0Config
from ..configs.networks.weight_masked_efficientnet import ActivationLayer
from ..networks.weight_masked_efficientnet import WeightMaskedEfficientNet

__all__ = ["WSNMaskEfficientNetB0"]


class WSNMaskEfficientNet(DropIn, wsn_mask_efficientnet.WSNMaskEfficientNet, counterpart("WSNMaskBackbone")):
    """Base of the drop-ins for `WSNMaskEfficientNet`'s variants."""

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
        carry_over_scores: bool = True,
        disable_unlearning: bool = False,
    ) -> None:
        """EfficientNet, WSN mask, for CLArena: checks the arguments, then makes what it extends.

        Args:
            input_channels: Number of channels of the input image. At least 1.
            output_dim: Number of features emitted. None: It follows from the network. At least 1.
            activation_layer: Activation after each weighted layer, by its name in `torch.nn`; activations with trained
                parameters are excluded, since no mask protects these. None: No activation.
            batch_normalization: Batch normalization between each weighted layer and its activation. `"shared"`: One
                normalization for all tasks. Later tasks change it, so earlier tasks are forgotten. `"independent"`: One
                normalization per task, affine parameters and running statistics; nothing is forgotten. None: No batch
                normalization.
            bias: Whether convolutions have a bias; those that compute factors always have one.
            pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
                path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
                are drawn at random.
            carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
                does) or draws them anew.
            disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

        Raises:
            ConfigError: If the arguments are not valid; it lists all problems.
        """
        config = self.config_class(
            input_channels=input_channels,
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            pretrained_weights=pretrained_weights,
            carry_over_scores=carry_over_scores,
            disable_unlearning=disable_unlearning,
        )
        WeightMaskedEfficientNet.__init__(self, config)
        self.configure(config)


class WSNMaskEfficientNetB0(WSNMaskEfficientNet, wsn_mask_efficientnet.WSNMaskEfficientNetB0):
    """`clbackbones.WSNMaskEfficientNetB0`, for CLArena."""

    config_class = WSNMaskEfficientNetB0Config
