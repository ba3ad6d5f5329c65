# Generated from schema/architectures/densenet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Densely connected network, CL, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cl_densenet

if TYPE_CHECKING:
    from ...clarena.cl_densenet import CLDenseNet121

__all__ = ["CLDenseNet121Config", "CLDenseNetConfig"]


@frozen(kw_only=True, repr=False)
class CLDenseNetConfig(cl_densenet.CLDenseNetConfig):
    """Config of the variants of `clarena.CLDenseNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        output_dim: Number of features emitted. None: It follows from the network. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether convolutions have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
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
class CLDenseNet121Config(CLDenseNetConfig, cl_densenet.CLDenseNet121Config):
    """Config of `clarena.CLDenseNet121`."""

    class_name: ClassVar[str] = "clarena.CLDenseNet121"

    def build(self) -> "CLDenseNet121":
        """Builds the backbone; imports torch."""
        return Config.build(self)
