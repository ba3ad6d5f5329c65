# Generated from schema/architectures/efficientnet.json and schema/mechanisms/cl.json.
# Do not edit: change the source and run `make codegen`.
"""EfficientNet, CL, for CLArena."""

from collections.abc import Callable
from os import PathLike

from torch import nn

from clbackbones_runtime.clarena.drop_in import DropIn, counterpart
from clbackbones_runtime.mechanisms.constructor import checked_names

from .. import cl_efficientnet
from ..configs.clarena.cl_efficientnet import CLEfficientNetB0Config
from ..configs.networks.plain_efficientnet import ActivationLayer
from ..networks.plain_efficientnet import PlainEfficientNet

__all__ = ["CLEfficientNetB0"]


class CLEfficientNet(DropIn, cl_efficientnet.CLEfficientNet, counterpart("CLBackbone")):
    """Base of the drop-ins for `CLEfficientNet`'s variants."""

    # Takes fields under all their spellings, and refuses other names in the words of `load`.
    @checked_names
    def __init__(
        self,
        input_channels: int,
        *,
        output_dim: int | None = None,
        activation_layer: ActivationLayer | Callable[..., nn.Module] | None = "SiLU",
        batch_normalization: bool = True,
        bias: bool = False,
        pretrained_weights: str | PathLike[str] | None = None,
        disable_unlearning: bool = False,
    ) -> None:
        """EfficientNet, CL, for CLArena: checks the arguments, then makes what it extends.

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
        config = self.config_class(
            input_channels=input_channels,
            output_dim=output_dim,
            activation_layer=activation_layer,
            batch_normalization=batch_normalization,
            bias=bias,
            pretrained_weights=pretrained_weights,
            disable_unlearning=disable_unlearning,
        )
        PlainEfficientNet.__init__(self, config)
        self.configure(config)


class CLEfficientNetB0(CLEfficientNet, cl_efficientnet.CLEfficientNetB0):
    """`clbackbones.CLEfficientNetB0`, for CLArena."""

    config_class = CLEfficientNetB0Config
