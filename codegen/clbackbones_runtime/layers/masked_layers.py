"""Layers of networks whose weights are masked: each pass gives them the parameters that it computes with."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from torch import Tensor, nn
from torch.nn import functional as F

from . import ids
from .names import snake

__all__ = ["MaskedLayer", "SizedLayer", "masked"]

Layer = TypeVar("Layer", bound=nn.Module)

_PREFIX = "Masked"


class MaskedLayer(nn.Module):
    """What a layer of torch becomes when it can compute with other parameters than its own; it stands before that."""

    weight: Tensor
    bias: Tensor | None
    function: Callable[..., Tensor]

    def __init__(
        self,
        inputs: int,
        units: int,
        *window: int | tuple[int, ...],
        bias: bool = True,
        **moves: int | tuple[int, ...],
    ) -> None:
        """Makes the layer as torch does.

        Args:
            inputs: Features or channels that it reads.
            units: Features or channels that it emits.
            *window: What the shape of the weight tells besides.
            bias: Whether it has a bias.
            **moves: What it does not tell, such as `stride`.

        Raises:
            TypeError: More than the window is given by position.
        """
        super().__init__(inputs, units, *window, bias=bias, **moves)
        if len(window) > int(self.weight.ndim > 2):  # kernel_size, one number for all dimensions
            raise TypeError(f"{type(self).__name__} takes what moves its window, such as stride, by keyword")
        self._moves = moves

    def forward(self, input: Tensor, weight: Tensor | None = None, bias: Tensor | None = None) -> Tensor:
        """The layer with masked parameters.

        Args:
            input: (batch, inputs, ...), or ids.
            weight: Masked weight, in its shape; None takes the layer's own weight and bias.
            bias: Masked bias, (units,); None without one.

        Returns:
            (batch, units, ...).
        """
        if weight is None:
            weight, bias = self.weight, self.bias
        parameters = (weight,) if bias is None else (weight, bias)
        return type(self).function(input, *parameters, **self._moves)


class SizedLayer(MaskedLayer):
    """A layer of a hand-made network, whose masks come from what `prepare` gives it."""

    def __init__(
        self, sizes: Mapping[str, int | tuple[int, ...]], *, bias: bool = True, **moves: int | tuple[int, ...]
    ) -> None:
        """Makes the layer as torch does, and prepares it.

        Args:
            sizes: By name, in the order of torch's constructor: inputs, units, and what else the weight's shape tells.
            bias: Whether the layer has a bias.
            **moves: What the shape does not tell, such as `stride`.

        Raises:
            ValueError: A size is below 1: there is nothing to score.
        """
        for name, size in sizes.items():
            if min(size if isinstance(size, tuple) else (size,)) < 1:
                raise ValueError(f"{name} is {size}, below 1; scores need a weight to select from")
        given: tuple[Any, ...] = tuple(sizes.values())
        super().__init__(*given, bias=bias, **moves)
        self.prepare()

    def prepare(self) -> None:
        """Gives a layer that torch has made what its masks come from."""
        raise NotImplementedError


def masked(layer: type[Layer]) -> type[Layer]:
    """A class of torch with weights, as a class whose layers compute with masked parameters where they are given any.

    Its constructor is torch's, with `stride` and the like by keyword. `masked(nn.Conv2d)` is called `MaskedConv2d`, a
    name by which pickles find it.

    Args:
        layer: The class, such as `nn.Linear`; torch calls the function of `nn.ConvTranspose2d` `conv_transpose2d`.
    """
    return cast("type[Layer]", _masked(layer))


@cache
def _masked(layer: type[nn.Module]) -> type[nn.Module]:
    name = f"{_PREFIX}{layer.__name__}"
    facts: dict[str, Any] = {
        "__module__": __name__,
        "__qualname__": name,
        "__doc__": f"{layer.__name__} that computes with masked parameters where it is given any.",
        "function": staticmethod(getattr(F, snake(layer.__name__))),
    }
    return type(name, (MaskedLayer, layer), facts)


def __getattr__(name: str) -> type[nn.Module]:
    """The class that `masked` calls by a name."""
    named = name.removeprefix(_PREFIX) if name.startswith(_PREFIX) else ""
    # Ours first: a masked layer is made with a `bias`, which torch's own embedding does not take.
    layer = next((found for module in (ids, nn) if (found := getattr(module, named, None)) is not None), None)
    if layer is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return masked(layer)
