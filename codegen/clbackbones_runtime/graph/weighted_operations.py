"""Operations with weights."""

import math
from collections.abc import Mapping
from typing import ClassVar

from attrs import frozen

from .expression import Json
from .kinds import Weighted
from .operation import Operation, at_least, each_of, moved, places_of
from .shapes import Shape, ShapeError, Tokens, features, known, written

__all__ = [
    "Conv1d",
    "Conv2d",
    "Conv3d",
    "ConvTranspose1d",
    "ConvTranspose2d",
    "ConvTranspose3d",
    "Embedding",
    "Linear",
    "WeightedOperation",
]


@frozen(kw_only=True)
class WeightedOperation(Operation):
    """An operation with weights. torch's class takes the sizes first, then the arguments, `bias` and `device` by name.

    Attributes:
        units: Features or channels that it emits.
        bias: Whether it has a bias.
    """

    units: int = at_least(1)
    bias: bool

    def weighted(self, given: Shape) -> Weighted:
        """Its kind."""
        return Weighted(units=self.units, inputs=features(given))

    def window(self) -> int:
        """Entries of the weight for a unit and one of its inputs."""
        return 1

    def kind(self, given: Shape) -> Weighted:
        """What it does to the units of a value of that shape."""
        return self.weighted(given)

    def weight(self, given: Shape) -> int:
        """Entries of the weight."""
        kind = self.weighted(given)
        return kind.units * kind.inputs // kind.groups * self.window()

    def parameters(self, given: Shape) -> int:
        """Entries of weight and bias."""
        return self.weight(given) + (self.units if self.bias else 0)

    def macs(self, given: Shape) -> int | None:
        """Each weight once per place of the output."""
        emitted = self.shape(given)
        places = emitted[:-1] if isinstance(emitted, Tokens) else emitted[1:]
        return self.weight(given) * math.prod(places) if known(places) else None


@frozen(kw_only=True)
class Linear(WeightedOperation):
    """(features,) -> (units,); of tokens, each by itself."""

    norm_rank = 1
    single = True

    def shape(self, given: Shape) -> Shape:
        """(units,), or (tokens, units)."""
        if isinstance(given, Tokens):
            return Tokens((given[0], self.units))
        if len(given) != 1:
            raise ShapeError(f"a linear layer takes one dimension; it gets {written(given)}; write `flatten` before it")
        return (self.units,)


@frozen(kw_only=True)
class _Convolution(WeightedOperation):
    """(channels, ...) -> (units, ...)."""

    rank: ClassVar[int] = 0
    single = False
    kernel_size: int | tuple[int, ...] = at_least(1)
    stride: int | tuple[int, ...] = at_least(1)
    padding: int | tuple[int, ...] = at_least(0)
    dilation: int | tuple[int, ...] = at_least(1)
    groups: int = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(units, ...)."""
        places = places_of(given, self.rank)
        windows = zip(*(each_of(sizes, self.rank) for sizes in (self.dilation, self.kernel_size)), strict=True)
        return (self.units, *moved(places, [gap * (size - 1) + 1 for gap, size in windows], self.stride, self.padding))

    def window(self) -> int:
        """Entries of a kernel."""
        return math.prod(each_of(self.kernel_size, self.rank))

    def weighted(self, given: Shape) -> Weighted:
        """With the inputs of a group alone; zeros at the borders, which are no constant."""
        inputs = features(given)
        if inputs % self.groups or self.units % self.groups:
            message = (
                f"groups is {self.groups}; it must divide the {inputs} channels that it reads and its {self.units}"
            )
            raise ShapeError(f"{message} units")
        padded = any(each_of(self.padding, self.rank))
        return Weighted(units=self.units, inputs=inputs, groups=self.groups, folds_constants=not padded)


@frozen(kw_only=True)
class Conv1d(_Convolution):
    """(channels, length) -> (units, length')."""

    norm_rank = 1
    rank = 1


@frozen(kw_only=True)
class Conv2d(_Convolution):
    """(channels, height, width) -> (units, height', width')."""

    norm_rank = 2
    rank = 2


@frozen(kw_only=True)
class Conv3d(_Convolution):
    """(channels, depth, height, width) -> (units, depth', height', width')."""

    norm_rank = 3
    rank = 3


@frozen(kw_only=True)
class _TransposedConvolution(WeightedOperation):
    """(channels, ...) -> (units, ...): each place adds its window to what is emitted.

    Its groups lie along the axis of the inputs, which `Weighted` does not know: there are none.
    """

    rank: ClassVar[int] = 0
    single = False
    widens = "stride"
    kernel_size: int | tuple[int, ...] = at_least(1)
    stride: int | tuple[int, ...] = at_least(1)
    padding: int | tuple[int, ...] = at_least(0)
    output_padding: int | tuple[int, ...] = at_least(0)
    dilation: int | tuple[int, ...] = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(units, ...)."""
        places = places_of(given, self.rank)
        sizes = (self.kernel_size, self.stride, self.padding, self.output_padding, self.dilation)
        each = zip(places, *(each_of(size, self.rank) for size in sizes), strict=True)
        return (self.units, *(_spread(*dimension) for dimension in each))

    def window(self) -> int:
        """Entries of a kernel."""
        return math.prod(each_of(self.kernel_size, self.rank))

    def weighted(self, given: Shape) -> Weighted:
        """With the units along axis 1; a constant adds something else from place to place."""
        return Weighted(units=self.units, inputs=features(given), unit_axis=1, input_axis=0, folds_constants=False)

    def macs(self, given: Shape) -> int | None:
        """Each weight once per place of the input."""
        places = given[1:]
        return self.weight(given) * math.prod(places) if known(places) else None


def _spread(size: int | None, window: int, step: int, taken: int, added: int, gap: int) -> int | None:
    """Places that a transposed convolution makes of some along a dimension."""
    if added >= max(step, gap):
        raise ShapeError(f"output_padding is {added}; it must be below stride or dilation, {max(step, gap)}")
    if size is None:
        return None
    emitted = (size - 1) * step + gap * (window - 1) + 1 + added - 2 * taken
    if emitted < 1:
        raise ShapeError(f"padding is {taken}; it takes away all places that an input of {size} gives")
    return emitted


@frozen(kw_only=True)
class ConvTranspose1d(_TransposedConvolution):
    """(channels, length) -> (units, length')."""

    norm_rank = 1
    rank = 1


@frozen(kw_only=True)
class ConvTranspose2d(_TransposedConvolution):
    """(channels, height, width) -> (units, height', width')."""

    norm_rank = 2
    rank = 2


@frozen(kw_only=True)
class ConvTranspose3d(_TransposedConvolution):
    """(channels, depth, height, width) -> (units, depth', height', width')."""

    norm_rank = 3
    rank = 3


@frozen(kw_only=True)
class Embedding(WeightedOperation):
    """ids, (places,) -> (places, units): the vector of each id, a token.

    It is a linear layer of as many inputs as there are ids, of which each place has one that is 1; without a bias, as
    all vectors could have it in them.
    """

    norm_rank = 1
    single = True
    arrangement = "tokens"
    ids = "num_embeddings"
    relies_on: ClassVar[Mapping[str, Json]] = {"bias": False}
    num_embeddings: int = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(places, units)."""
        if len(given) != 1:
            raise ShapeError(f"it takes (places,); it gets {written(given)}")
        if self.num_embeddings != features(given):
            raise ShapeError(f"num_embeddings is {self.num_embeddings}; the input holds one of {features(given)} ids")
        return Tokens((given[0], self.units))

    def weighted(self, given: Shape) -> Weighted:
        """With the units along axis 1."""
        return Weighted(units=self.units, inputs=features(given), unit_axis=1, input_axis=0)

    def macs(self, given: Shape) -> int:
        """None: a vector is looked up."""
        return 0
