"""The plain mechanism: a network without tasks or masks, and the factories of its norms, activations and dropout."""

from typing import Any

from torch import Tensor, nn

from ..catalog import Catalog
from ..layers.torch_names import torch_class
from ..layers.values import LayerNormOfPlaces
from .backbone import Activations, Backbone, Stage

__all__ = [
    "LayerNormOfPlaces",
    "PlainBackbone",
    "batch_norm1d",
    "batch_norm2d",
    "batch_norm3d",
    "group_norm",
    "layer_norm",
    "layer_norm_of_places",
    "make_activation",
    "make_dropout",
]


class PlainBackbone(Backbone):
    """Backbone that knows neither tasks nor masks."""

    def network(self, x: Tensor) -> tuple[Tensor, Activations]:
        """The layers of the generated class: feature and activations of an input that has been checked."""
        raise NotImplementedError

    def forward(self, input: Tensor, stage: Stage | None = None) -> tuple[Tensor, Activations]:
        """Extracts the feature.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: What the pass is for; makes no difference here.

        Returns:
            Feature, (batch, output_dim), and the activations of every weighted layer, (batch, units, ...).

        Raises:
            ValueError: Unknown stage, or an input shape that the network does not take.
        """
        if stage is not None:
            self.check_stage(stage)
        self.check_input(input)
        return self.network(input)


def batch_norm1d(
    batch_normalization: bool, units: int, *, eps: float = 1e-5, momentum: float = 0.1
) -> nn.BatchNorm1d | nn.Identity:
    """Batch normalization of (batch, units), or nothing."""
    return nn.BatchNorm1d(units, eps, momentum) if batch_normalization else nn.Identity()


def batch_norm2d(
    batch_normalization: bool, units: int, *, eps: float = 1e-5, momentum: float = 0.1
) -> nn.BatchNorm2d | nn.Identity:
    """Batch normalization of (batch, units, height, width), or nothing."""
    return nn.BatchNorm2d(units, eps, momentum) if batch_normalization else nn.Identity()


def batch_norm3d(
    batch_normalization: bool, units: int, *, eps: float = 1e-5, momentum: float = 0.1
) -> nn.BatchNorm3d | nn.Identity:
    """Batch normalization of (batch, units, depth, height, width), or nothing."""
    return nn.BatchNorm3d(units, eps, momentum) if batch_normalization else nn.Identity()


def layer_norm(normalization: bool, units: int, *, eps: float = 1e-6) -> nn.LayerNorm | nn.Identity:
    """Layer normalization of (batch, ..., units), or nothing."""
    return nn.LayerNorm(units, eps) if normalization else nn.Identity()


def layer_norm_of_places(normalization: bool, units: int, *, eps: float = 1e-6) -> LayerNormOfPlaces | nn.Identity:
    """Layer normalization of each place of (batch, units, ...), or nothing."""
    return LayerNormOfPlaces(units, eps) if normalization else nn.Identity()


def group_norm(normalization: bool, units: int, groups: int, *, eps: float = 1e-5) -> nn.GroupNorm | nn.Identity:
    """Group normalization of (batch, units, ...), or nothing."""
    return nn.GroupNorm(groups, units, eps) if normalization else nn.Identity()


def make_activation(name: str | None, catalog: Catalog) -> nn.Module:
    """An activation, or nothing.

    Args:
        name: Its name in the catalog; None for nothing.
        catalog: The catalog of the backbone's package, which says where the class is.

    Returns:
        The module. Its attribute `positively_homogeneous` says whether f(a x) = a f(x) for every a >= 0.
    """
    made: Any = nn.Identity()
    made.positively_homogeneous = True
    if name is not None:
        row = catalog.activations()[name]
        made = torch_class(row["class"])(**row["arguments"])
        made.positively_homogeneous = row["positively_homogeneous"]
    return made


def make_dropout(p: float | None) -> nn.Dropout | nn.Identity:
    """Dropout with probability p, or nothing for None and 0."""
    return nn.Dropout(p) if p else nn.Identity()
