# Generated from schema/architectures/mobilenet_v2.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: MobileNetV2, CL, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cl_mobilenet_v2

if TYPE_CHECKING:
    from ...clarena.cl_mobilenet_v2 import CLMobileNetV2

__all__ = ["CLMobileNetConfig", "CLMobileNetV2Config"]


@frozen(kw_only=True, repr=False)
class CLMobileNetConfig(cl_mobilenet_v2.CLMobileNetConfig):
    """Config of the variants of `clarena.CLMobileNet`.

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
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""


@frozen(kw_only=True, repr=False)
class CLMobileNetV2Config(CLMobileNetConfig, cl_mobilenet_v2.CLMobileNetV2Config):
    """Config of `clarena.CLMobileNetV2`."""

    class_name: ClassVar[str] = "clarena.CLMobileNetV2"

    def build(self) -> "CLMobileNetV2":
        """Builds the backbone; imports torch."""
        return Config.build(self)
