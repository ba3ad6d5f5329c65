"""The plain module that `compact` makes, and the operations that it needs beside those of torch."""

import math
from collections.abc import Mapping, Sequence

import torch
from attrs import frozen
from torch import Tensor, nn

__all__ = ["Add", "AddShared", "Affine", "CompactNetwork", "Concat", "Multiply", "Scale", "Spread", "Take", "beside"]


@frozen
class Affine:
    """A norm at rest: x * scale + shift.

    Attributes:
        scale: (units,).
        shift: (units,).
    """

    scale: Tensor
    shift: Tensor


def beside(values: Tensor, dimensions: int) -> Tensor:
    """Values of units, (units,), with that many dimensions of one entry behind them."""
    return values[(..., *[None] * dimensions)]


class CompactNetwork(nn.Module):
    """A dense network for one task, made by `compact`: an ordinary module, to be run, saved, compiled or exported.

    Shapes: the input of the backbone -> (batch, output_dim).

    Attributes:
        output_dim: Number of features emitted, that of the backbone it was made from.
        layers: Its operations, by their names in the graph of the backbone.
    """

    def __init__(
        self, layers: Mapping[str, nn.Module], program: Sequence[tuple[str, tuple[str, ...]]], output_dim: int
    ) -> None:
        """Takes the operations over.

        Args:
            layers: Operations by name.
            program: Names in the order in which they run, each with the names of its inputs.
            output_dim: Number of features emitted.
        """
        super().__init__()
        self.output_dim = output_dim
        self.layers: nn.ModuleDict = nn.ModuleDict(dict(layers))
        last = {name: step for step, (_, inputs) in enumerate(program) for name in inputs}
        # Values that nothing reads after a step are let go, as a hand-written forward lets them go.
        self._program = tuple(
            (name, inputs, tuple(name for name in dict.fromkeys(inputs) if last[name] == step))
            for step, (name, inputs) in enumerate(program)
        )

    @property
    def num_parameters(self) -> int:
        """Number of weights and biases."""
        return sum(parameter.numel() for parameter in self.parameters())

    def forward(self, input: Tensor) -> Tensor:
        """Extracts the task's feature.

        Args:
            input: (batch, ...), as the backbone takes it.

        Returns:
            (batch, output_dim).
        """
        values = {"input": input}
        name = "input"
        for name, inputs, done in self._program:
            value: Tensor = self.layers[name](*(values[other] for other in inputs))
            for other in done:
                del values[other]
            values[name] = value
        return values[name]


class Spread(nn.Module):
    """Puts units at their places among all units, and constants at the others.

    Shapes: (batch, kept, ...) -> (batch, units, ...).
    """

    places: Tensor
    rest: Tensor

    def __init__(self, places: Tensor, rest: Tensor, axis: int = 1) -> None:
        """Takes the places.

        Args:
            places: Index of each kept unit, (kept,); without any, the one unit of the input is left out.
            rest: Value of every other unit, (units,).
            axis: The dimension along which units lie: 1, or -1 for tokens.
        """
        super().__init__()
        self.axis = axis
        self.register_buffer("places", places)
        self.register_buffer("rest", rest)

    def forward(self, x: Tensor) -> Tensor:
        """All units."""
        axis = self.axis % x.ndim
        sizes = (*x.shape[:axis], self.rest.numel(), *x.shape[axis + 1 :])
        whole = beside(self.rest, x.ndim - 1 - axis).expand(sizes)
        return whole.index_copy(axis, self.places, x.narrow(axis, 0, self.places.numel()))


class Take(nn.Module):
    """Picks units, in any order, also more than once.

    Shapes: (batch, units, ...) -> (batch, places, ...).
    """

    places: Tensor

    def __init__(self, places: Tensor, axis: int = 1) -> None:
        """Takes the places.

        Args:
            places: Index of each unit to emit, (places,).
            axis: The dimension along which units lie: 1, or -1 for tokens.
        """
        super().__init__()
        self.axis = axis
        self.register_buffer("places", places)

    def forward(self, x: Tensor) -> Tensor:
        """These units."""
        return x.index_select(self.axis, self.places)


class Add(nn.Module):
    """Adds values of one shape."""

    def forward(self, x: Tensor, *others: Tensor) -> Tensor:
        """The sum."""
        return sum(others, x)


class Multiply(nn.Module):
    """Multiplies values of one shape, or by gates of a single place."""

    def forward(self, x: Tensor, *others: Tensor) -> Tensor:
        """The product."""
        return math.prod(others, start=x)


class Concat(nn.Module):
    """Puts the units of values one behind the other."""

    def __init__(self, axis: int = 1) -> None:
        """Takes the dimension.

        Args:
            axis: Along which units lie: 1, or -1 for tokens.
        """
        super().__init__()
        self.axis = axis

    def forward(self, *values: Tensor) -> Tensor:
        """All units, (batch, units, ...)."""
        return torch.cat(values, self.axis)


class AddShared(nn.Module):
    """Adds to a value those units of another that it has too.

    Shapes: (batch, kept, ...), (batch, kept', ...) -> (batch, kept, ...).
    """

    into: Tensor
    source: Tensor

    def __init__(self, into: Tensor, source: Tensor, axis: int = 1) -> None:
        """Takes the places of the units that both have.

        Args:
            into: Their positions in the first value, (shared,).
            source: Their positions in the second, (shared,).
            axis: The dimension along which units lie: 1, or -1 for tokens.
        """
        super().__init__()
        self.axis = axis
        self.register_buffer("into", into)
        self.register_buffer("source", source)

    def forward(self, x: Tensor, other: Tensor) -> Tensor:
        """The sum."""
        return x.index_add(self.axis, self.into, other.index_select(self.axis, self.source))


class Scale(nn.Module):
    """A norm that cannot be folded into a layer: (batch, units, ...) -> the same shape."""

    scale: Tensor
    shift: Tensor

    def __init__(self, affine: Affine) -> None:
        """Takes scale and shift.

        Args:
            affine: The norm.
        """
        super().__init__()
        self.register_buffer("scale", affine.scale)
        self.register_buffer("shift", affine.shift)

    def forward(self, x: Tensor) -> Tensor:
        """X * scale + shift."""
        scale, shift = (beside(values, x.ndim - 2) for values in (self.scale, self.shift))
        return torch.addcmul(shift, x, scale)
