# Generated from schema/architectures/densenet.json and schema/mechanisms/wsn_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Densely connected network, WSN mask."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.weight_masked_densenet import WeightMaskedDenseNetConfig

if TYPE_CHECKING:
    from ..wsn_mask_densenet import WSNMaskDenseNet121

__all__ = ["WSNMaskDenseNet121Config", "WSNMaskDenseNetConfig"]


@frozen(kw_only=True, repr=False)
class WSNMaskDenseNetConfig(WeightMaskedDenseNetConfig):
    """Config of the variants of `WSNMaskDenseNet`.

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
        carry_over_scores: Whether a new task starts from the scores of the one before it (as the authors' code
            does) or draws them anew.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """

    carry_over_scores: bool = True
    """Whether a new task starts from the scores of the one before it (as the authors' code does) or draws them anew."""


@frozen(kw_only=True, repr=False)
class WSNMaskDenseNet121Config(WSNMaskDenseNetConfig):
    """Config of `WSNMaskDenseNet121`."""

    class_name: ClassVar[str] = "WSNMaskDenseNet121"

    def build(self) -> "WSNMaskDenseNet121":
        """Builds the backbone; imports torch."""
        return Config.build(self)
