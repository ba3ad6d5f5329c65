# Generated from schema/architectures/efficientnet.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: EfficientNet, plain, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import efficientnet

if TYPE_CHECKING:
    from ...clarena.efficientnet import EfficientNetB0

__all__ = ["EfficientNetB0Config", "EfficientNetConfig"]


@frozen(kw_only=True, repr=False)
class EfficientNetConfig(efficientnet.EfficientNetConfig):
    """Config of the variants of `clarena.EfficientNet`.

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
class EfficientNetB0Config(EfficientNetConfig, efficientnet.EfficientNetB0Config):
    """Config of `clarena.EfficientNetB0`."""

    class_name: ClassVar[str] = "clarena.EfficientNetB0"

    def build(self) -> "EfficientNetB0":
        """Builds the backbone; imports torch."""
        return Config.build(self)
