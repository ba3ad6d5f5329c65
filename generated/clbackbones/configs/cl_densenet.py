# Generated from schema/architectures/densenet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: Densely connected network, CL."""

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from clbackbones_runtime.config.config import Config, derived, weights_source

from .networks.plain_densenet import PlainDenseNetConfig

if TYPE_CHECKING:
    from ..cl_densenet import CLDenseNet121

__all__ = ["CLDenseNet121Config", "CLDenseNetConfig"]


@frozen(kw_only=True, repr=False)
class CLDenseNetConfig(PlainDenseNetConfig):
    """Config of the variants of `CLDenseNet`.

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
class CLDenseNet121Config(CLDenseNetConfig):
    """Config of `CLDenseNet121`."""

    class_name: ClassVar[str] = "CLDenseNet121"

    def build(self) -> "CLDenseNet121":
        """Builds the backbone; imports torch."""
        return Config.build(self)
