# Generated from schema/architectures/tiny_net.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: TinyNet, CL, for CLArena."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .. import cl_tiny_net

if TYPE_CHECKING:
    from ...clarena.cl_tiny_net import CLTinyNet

__all__ = ["CLTinyNetConfig"]


@frozen(kw_only=True, repr=False)
class CLTinyNetConfig(cl_tiny_net.CLTinyNetConfig):
    """Config of `clarena.CLTinyNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        image_size: Height and width of the input image. At least 1.
        conv_dims: Channels that each convolution emits, from input to output; there are as many convolutions. Each
            is at least 1.
        hidden_dims: Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1.
        output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training. None: No dropout. At least 0
            and less than 1.
        disable_unlearning: Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    disable_unlearning: bool = False
    """Whether the pipeline unlearns nothing; CLArena's pipelines give it to every backbone."""

    class_name: ClassVar[str] = "clarena.CLTinyNet"

    def build(self) -> "CLTinyNet":
        """Builds the backbone; imports torch."""
        return Config.build(self)
