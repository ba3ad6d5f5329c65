"""The plain mechanism: a network without tasks or masks, and the factories of its norms, activations and dropout."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, cast

from torch import Tensor, nn

from .. import catalog as spec
from ..layers.torch_names import torch_class
from .backbone import Activations, Backbone, Stage

__all__ = [
    "PlainBackbone",
    "activation_class",
    "activation_name",
    "batch_norm1d",
    "batch_norm2d",
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


def batch_norm1d(batch_normalization: bool, units: int) -> nn.BatchNorm1d | nn.Identity:
    """Batch normalization of (batch, units), or nothing."""
    return nn.BatchNorm1d(units) if batch_normalization else nn.Identity()


def batch_norm2d(batch_normalization: bool, units: int) -> nn.BatchNorm2d | nn.Identity:
    """Batch normalization of (batch, units, height, width), or nothing."""
    return nn.BatchNorm2d(units) if batch_normalization else nn.Identity()


def make_activation(name: str | None) -> nn.Module:
    """The activation of that name in the specification, or nothing for None."""
    if name is None:
        return nn.Identity()
    return activation_class(name)(**spec.activations()[name]["arguments"])


@cache
def activation_class(name: str) -> type[nn.Module]:
    """The class of an activation of the specification, by the activation's name."""
    return torch_class(spec.activations()[name]["class"])


def activation_name(activation: str | Callable[..., nn.Module] | Mapping[str, object] | None) -> Any:
    """The name under which the specification lists an activation.

    Args:
        activation: The name itself, the class, the class in a `functools.partial`, as Hydra makes it, the mapping that
            Hydra would make it from, where it was told not to (`_recursive_: false`), or None.

    Returns:
        The name, None, or the mapping, which a config understands. Anything that the specification does not list is
        given back: a config refuses that, with the names that it takes.
    """
    if activation is None or isinstance(activation, str):
        return activation
    if isinstance(activation, Mapping):
        return cast("Mapping[str, object]", activation)
    made: object = activation
    if isinstance(activation, partial) and not (activation.args or activation.keywords):
        made = activation.func
    for name in spec.activations():
        if activation_class(name) is made:
            return name
    return cast(object, activation)


def make_dropout(p: float | None) -> nn.Dropout | nn.Identity:
    """Dropout with probability p, or nothing for None and 0."""
    return nn.Dropout(p) if p else nn.Identity()
