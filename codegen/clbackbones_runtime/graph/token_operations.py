"""Operations on tokens, whose units lie along the last axis."""

import math
from typing import ClassVar

from attrs import frozen

from . import kinds
from .kinds import Opaque, PerUnit
from .operation import Operation, at_least, each_of, tokens_of
from .shapes import Shape, ShapeError, Tokens, features, known, written

__all__ = [
    "Attention",
    "AverageTokens",
    "ClassToken",
    "FeaturesToTokens",
    "Positions",
    "TakeToken",
    "ToPlaces1d",
    "ToPlaces2d",
    "ToPlaces3d",
    "ToTokens",
    "Transpose",
    "WindowAttention1d",
    "WindowAttention2d",
    "WindowAttention3d",
]


def _by(sizes: tuple[int, ...]) -> str:
    """Sizes for a message: `4 x 5`."""
    return " x ".join(map(str, sizes))


@frozen(kw_only=True)
class ToTokens(Operation):
    """(channels, ...) -> (places, channels): each place is a token."""

    arrangement = "tokens"

    def shape(self, given: Shape) -> Shape:
        """(tokens, units)."""
        if len(given) == 1:
            raise ShapeError(f"it takes (channels, places, ...); it gets {written(given)}; write `features_to_tokens`")
        if isinstance(given, Tokens):
            raise ShapeError(f"it takes (channels, places, ...); it gets tokens, {written(given)}")
        places = given[1:]
        return Tokens((math.prod(places) if known(places) else None, given[0]))

    def kind(self, given: Shape) -> PerUnit:
        """The places of a unit, side by side."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class FeaturesToTokens(Operation):
    """(features,) -> (count, features / count): runs of features next to each other, each of which is a token."""

    arrangement = "tokens"
    count: int = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(count, features / count)."""
        if len(given) != 1:
            raise ShapeError(
                f"it takes (features,); it gets {written(given)}; write `to_tokens`, or `flatten` before it"
            )
        if features(given) % self.count:
            raise ShapeError(f"count is {self.count}; it must divide the {features(given)} features that it gets")
        return Tokens((self.count, features(given) // self.count))

    def kind(self, given: Shape) -> PerUnit | Opaque:
        """A single token has the features as its units; several have units that come from several features each."""
        return PerUnit(effect="window") if self.count == 1 else Opaque()


@frozen(kw_only=True)
class _ToPlaces(Operation):
    """(tokens, units) -> (units, ...): each token is a place, as before `to_tokens`; features are one place."""

    rank: ClassVar[int] = 0
    arrangement = "channels"
    single = False
    size: int | tuple[int, ...] = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(units, size, ...)."""
        sizes = each_of(self.size, self.rank)
        if len(given) > 1 and not isinstance(given, Tokens):
            raise ShapeError(f"it takes tokens or features; it gets {written(given)}")
        tokens = given[0] if isinstance(given, Tokens) else 1
        if tokens is None:
            raise ShapeError("the number of tokens depends on the size of the network's input; let a field fix it")
        if math.prod(sizes) != tokens:
            kept = f"{tokens} tokens, (tokens, units) = " if isinstance(given, Tokens) else "features of one place, "
            raise ShapeError(f"size is {_by(sizes)}; it gets {kept}{written(given)}")
        return (features(given), *sizes)

    def kind(self, given: Shape) -> PerUnit:
        """The tokens of a unit, in rows."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class ToPlaces1d(_ToPlaces):
    """(tokens, units) or (units,) -> (units, length)."""

    norm_rank = 1
    rank = 1


@frozen(kw_only=True)
class ToPlaces2d(_ToPlaces):
    """(tokens, units) or (units,) -> (units, height, width)."""

    norm_rank = 2
    rank = 2


@frozen(kw_only=True)
class ToPlaces3d(_ToPlaces):
    """(tokens, units) or (units,) -> (units, depth, height, width)."""

    norm_rank = 3
    rank = 3


@frozen(kw_only=True)
class _OneOfTokens(Operation):
    """(tokens, units) -> (units,)."""

    arrangement = "features"
    norm_rank = 1
    single = True

    def shape(self, given: Shape) -> Shape:
        """(units,)."""
        return (tokens_of(given)[-1],)

    def kind(self, given: Shape) -> PerUnit:
        """Of the places of a unit; constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class TakeToken(_OneOfTokens):
    """(tokens, units) -> (units,): one token."""

    index: int = at_least(0)

    def shape(self, given: Shape) -> Shape:
        """(units,)."""
        count = tokens_of(given)[0]
        if count is not None and self.index >= count:
            raise ShapeError(f"index is {self.index}; it gets {count} tokens, counted from 0")
        return (given[-1],)


@frozen(kw_only=True)
class AverageTokens(_OneOfTokens):
    """(tokens, units) -> (units,): the mean of all tokens."""


@frozen(kw_only=True)
class Transpose(Operation):
    """(tokens, units) -> (units, tokens): layers behind it mix tokens, each unit by itself."""

    count: int = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(units, tokens)."""
        if tokens_of(given)[0] != self.count:
            raise ShapeError(f"count is {self.count}; it gets (tokens, units) = {written(given)}")
        return Tokens((given[-1], given[0]))


@frozen(kw_only=True)
class Attention(Operation):
    """(tokens, 3 * units) -> (tokens, units)."""

    heads: int = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(tokens, units)."""
        packed = features(tokens_of(given))
        if packed % (3 * self.heads):
            message = f"{packed} units are queries, keys and values of {self.heads} heads"
            raise ShapeError(f"{message}; write a multiple of {3 * self.heads}")
        return Tokens((given[0], packed // 3))

    def kind(self, given: Shape) -> kinds.Attention:
        """A mixture of values."""
        return kinds.Attention()

    def macs(self, given: Shape) -> int | None:
        """Every query with every key, and every value once for each query."""
        return None if given[0] is None else 2 * given[0] ** 2 * features(given) // 3


@frozen(kw_only=True)
class _WindowAttention(Attention):
    """(tokens, 3 * units) -> (tokens, units), inside windows of a grid."""

    rank: ClassVar[int] = 0
    trains = True
    size: int | tuple[int, ...] = at_least(1)
    window: int | tuple[int, ...] = at_least(1)
    shift: int | tuple[int, ...] = at_least(0)
    dilation: int | tuple[int, ...] = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(tokens, units)."""
        tokens = tokens_of(given)[0]
        if tokens is None:
            raise ShapeError("the number of tokens depends on the size of the network's input; let a field fix it")
        sizes, windows = each_of(self.size, self.rank), each_of(self.window, self.rank)
        shifts, dilations = each_of(self.shift, self.rank), each_of(self.dilation, self.rank)
        if math.prod(sizes) != tokens:
            raise ShapeError(f"size is {_by(sizes)}; it gets {tokens} tokens, (tokens, units) = {written(given)}")
        for size, window, shift, dilation in zip(sizes, windows, shifts, dilations, strict=True):
            if size % (window * dilation):
                told = f"{window}; it" if dilation == 1 else f"{window} and dilation {dilation}; their product"
                raise ShapeError(f"window is {told} must divide the size, {size}")
            if shift >= window:
                raise ShapeError(f"shift is {shift}; it must be less than the window, {window}")
        if any(shifts) and any(dilation > 1 for dilation in dilations):
            given_both = f"shift is {_by(shifts)} and dilation {_by(dilations)}"
            raise ShapeError(f"{given_both}; windows that are dilated are not shifted: write shift 0, or dilation 1")
        return super().shape(given)

    def kind(self, given: Shape) -> kinds.Attention:
        """A mixture of values, by biases that each task has to itself."""
        return kinds.Attention(per_task="always")

    def parameters(self, given: Shape) -> int:
        """A bias for each head and each difference of places in a window."""
        return self.heads * math.prod(2 * window - 1 for window in each_of(self.window, self.rank))

    def macs(self, given: Shape) -> int | None:
        """Every query with every key of its window, and every value once for each of these queries."""
        area = math.prod(each_of(self.window, self.rank))
        return None if given[0] is None else 2 * given[0] * area * features(given) // 3


@frozen(kw_only=True)
class WindowAttention1d(_WindowAttention):
    """(tokens, 3 * units) -> (tokens, units), inside windows of a series."""

    rank = 1


@frozen(kw_only=True)
class WindowAttention2d(_WindowAttention):
    """(tokens, 3 * units) -> (tokens, units), inside windows of an image."""

    rank = 2


@frozen(kw_only=True)
class WindowAttention3d(_WindowAttention):
    """(tokens, 3 * units) -> (tokens, units), inside windows of a volume."""

    rank = 3


@frozen(kw_only=True)
class ClassToken(Operation):
    """(tokens, units) -> (1 + tokens, units): a trained token before the others."""

    counts_units = True
    trains = True

    def shape(self, given: Shape) -> Shape:
        """(1 + tokens, units)."""
        count = tokens_of(given)[0]
        return Tokens((None if count is None else 1 + count, given[-1]))

    def kind(self, given: Shape) -> Opaque:
        """A token of its own, whose units no mask reaches."""
        return Opaque(per_task="always")

    def parameters(self, given: Shape) -> int:
        """The token."""
        return features(given)


@frozen(kw_only=True)
class Positions(Operation):
    """(tokens, units) -> (tokens, units): a trained vector is added to each token."""

    counts_units = True
    counts_tokens = True
    trains = True

    def shape(self, given: Shape) -> Shape:
        """The same."""
        if tokens_of(given)[0] is None:
            raise ShapeError("the number of positions depends on the size of the network's input; let a field fix it")
        return given

    def kind(self, given: Shape) -> Opaque:
        """Vectors of their own, whose units no mask reaches."""
        return Opaque(per_task="always")

    def parameters(self, given: Shape) -> int:
        """The vectors."""
        return (given[0] or 0) * features(given)
