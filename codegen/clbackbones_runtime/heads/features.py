"""Features at several levels of a backbone, for what needs more than the last one."""

from collections.abc import Sequence
from typing import Any

from torch import Tensor, nn

from ..mechanisms.backbone import Backbone

__all__ = ["FeatureExtractor"]


class FeatureExtractor(nn.Module):
    """A backbone that emits what some of its layers do, instead of the last feature.

    Attributes:
        backbone: The backbone.
        layer_names: The weighted layers whose activations are emitted.
        channels: How many units each of them has.
    """

    def __init__(self, backbone: Backbone, features_at: Sequence[str]) -> None:
        """Finds the layers.

        Args:
            backbone: The backbone; it is part of the module, not copied.
            features_at: Names of weighted layers (`conv3x/1/conv2`), or of parts of the network (`conv3x`, `conv3x/1`),
                which stand for the last layer in them. An activation is what the layer emits after norm, residual
                connection, activation, mask and dropout.

        Raises:
            ValueError: A name is neither.
        """
        super().__init__()
        self.backbone = backbone
        self.layer_names: tuple[str, ...] = tuple(_layer(backbone, name) for name in features_at)
        self.channels: tuple[int, ...] = tuple(backbone.graph.layers[name].units for name in self.layer_names)

    def forward(self, *arguments: Any, **keywords: Any) -> tuple[Tensor, ...]:
        """Runs the backbone.

        Args:
            *arguments: As the backbone takes them.
            **keywords: As the backbone takes them, such as `stage` and `test_task_id`.

        Returns:
            For each layer its activation, (batch, units, ...).
        """
        *_, activations = self.backbone(*arguments, **keywords)
        return tuple(activations[name] for name in self.layer_names)


def _layer(backbone: Backbone, name: str) -> str:
    """The layer of that name; the last one of the main path in a part of that name."""
    layers = backbone.graph.layers
    inside = [each for each, layer in layers.items() if each.startswith(f"{name}/") and not layer.shortcut]
    if name not in layers and inside:
        return inside[-1]
    backbone.check_layer_name(name)
    return name
