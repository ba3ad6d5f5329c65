# Generated from schema/architectures/efficientnet.json and schema/mechanisms/hat_mask.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: EfficientNet, HAT mask."""

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.unit_masked_efficientnet import UnitMaskedEfficientNetConfig

if TYPE_CHECKING:
    from ..hat_mask_efficientnet import HATMaskEfficientNetB0

__all__ = ["HATMaskEfficientNetB0Config", "HATMaskEfficientNetConfig"]


@frozen(kw_only=True, repr=False)
class HATMaskEfficientNetConfig(UnitMaskedEfficientNetConfig):
    """Config of the variants of `HATMaskEfficientNet`.

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

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """

    gate: Literal["sigmoid"] = "sigmoid"
    """The function that turns a task embedding into a mask while the task is trained. `"sigmoid"`: sigmoid(s·e), with
    the annealed scale s and the task embedding e.
    """


@frozen(kw_only=True, repr=False)
class HATMaskEfficientNetB0Config(HATMaskEfficientNetConfig):
    """Config of `HATMaskEfficientNetB0`."""

    class_name: ClassVar[str] = "HATMaskEfficientNetB0"

    def build(self) -> "HATMaskEfficientNetB0":
        """Builds the backbone; imports torch."""
        return Config.build(self)
