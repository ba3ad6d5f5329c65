# Generated from schema/architectures/efficientnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: EfficientNet, CL, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cl_efficientnet

if TYPE_CHECKING:
    from ...clarena.cl_efficientnet import CLEfficientNetB0

__all__ = ["CLEfficientNetB0Config", "CLEfficientNetConfig"]


@frozen(kw_only=True, repr=False)
class CLEfficientNetConfig(cl_efficientnet.CLEfficientNetConfig):
    """Config of the variants of `clarena.CLEfficientNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether convolutions have a bias; those that compute factors always have one.
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
class CLEfficientNetB0Config(CLEfficientNetConfig, cl_efficientnet.CLEfficientNetB0Config):
    """Config of `clarena.CLEfficientNetB0`."""

    class_name: ClassVar[str] = "clarena.CLEfficientNetB0"

    def build(self) -> "CLEfficientNetB0":
        """Builds the backbone; imports torch."""
        return Config.build(self)
