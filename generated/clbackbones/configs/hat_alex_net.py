# Generated from schema/architectures/hat_alex_net.json and schema/mechanisms/plain.json.
# Do not edit: change the source and run `make codegen`.
"""Configs: AlexNet for small images, plain."""

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from clbackbones_runtime.config.config import Config

from .networks.plain_hat_alex_net import PlainHATAlexNetConfig

if TYPE_CHECKING:
    from ..hat_alex_net import HATAlexNet

__all__ = ["HATAlexNetConfig"]


@frozen(kw_only=True, repr=False)
class HATAlexNetConfig(PlainHATAlexNetConfig):
    """Config of `HATAlexNet`.

    Args:
        input_channels: Number of channels of the input image. At least 1.
        image_size: Height and width of the input image. At least 12.
        hidden_dims: Units of each fully connected layer but the last, which has `output_dim`. Each is at least 1.
        output_dim: Number of features emitted; the heads of an algorithm connect to it. At least 1.
        activation_layer: Activation after each weighted layer, by its name in `torch.nn`. None: No activation.
        batch_normalization: Whether batch normalization stands between each weighted layer and its activation.
        bias: Whether weighted layers have a bias.
        dropout: Probability with which a unit's activation is set to zero in training, after the last convolution
            and each fully connected layer. None: No dropout. At least 0 and less than 1.
        conv_dropout: Probability with which a unit's activation is set to zero in training, after the first two
            convolutions. None: No dropout. At least 0 and less than 1.

    Raises:
        ConfigError: If the arguments are not valid; it lists all problems.
    """

    class_name: ClassVar[str] = "HATAlexNet"

    def build(self) -> "HATAlexNet":
        """Builds the backbone; imports torch."""
        return Config.build(self)
