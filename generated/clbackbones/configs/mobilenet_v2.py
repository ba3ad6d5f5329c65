# Generated from schema/architectures/mobilenet_v2.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: MobileNetV2, plain."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.plain_mobilenet_v2 import PlainMobileNetConfig

if TYPE_CHECKING:
    from ..mobilenet_v2 import MobileNetV2

__all__ = ["MobileNetConfig", "MobileNetV2Config"]


@frozen(kw_only=True, repr=False)
class MobileNetConfig(PlainMobileNetConfig):
    """Config of the variants of `MobileNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        width_multiplier: Factor of all widths, which are rounded to multiples of 8; the last one, 1280, never
            shrinks. Greater than 0 and at most 64.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether convolutions have a bias.
        pretrained_weights: Weights to start from: the name of published ones, as torchvision calls them, or the
            path of a file with a state dict of torchvision's network; the classifier's are left out. None: Weights
            are drawn at random.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    output_dim: int = field(default=None, converter=derived)
    """Number of features emitted. None: It follows from the network. At least 1."""

    pretrained_weights: str | None = field(default=None, converter=weights_source)
    """Weights to start from: the name of published ones, as torchvision calls them, or the path of a file with a state
    dict of torchvision's network; the classifier's are left out. None: Weights are drawn at random.
    """


@frozen(kw_only=True, repr=False)
class MobileNetV2Config(MobileNetConfig):
    """Config of `MobileNetV2`."""

    class_name: ClassVar[str] = "MobileNetV2"

    def build(self) -> "MobileNetV2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
