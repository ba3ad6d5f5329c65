"""Operations that move units: other numbers of them, another order, or none but entries."""

import math
from collections.abc import Mapping
from typing import ClassVar

from attrs import frozen

from .expression import Json
from .kinds import Reshape, Select
from .operation import Operation, at_least, places_of, refuse_tokens
from .shapes import Shape, ShapeError, features, known, with_units, written

__all__ = [
    "ChannelShuffle",
    "Flatten",
    "PadUnits",
    "PixelUnshuffle",
    "TakeUnits",
]


@frozen(kw_only=True)
class PadUnits(Operation):
    """(units, ...) -> (before + units + after, ...): those that it gets, among units that are 0; tokens likewise."""

    along_units = True
    before: int = at_least(0)
    after: int = at_least(0)

    def shape(self, given: Shape) -> Shape:
        """(before + units + after, ...), or (tokens, before + units + after)."""
        return with_units(given, self.before + features(given) + self.after)


@frozen(kw_only=True)
class TakeUnits(Operation):
    """(units, ...) -> (count, ...): those from `start` on; of tokens, (tokens, units) -> (tokens, count)."""

    along_units = True
    count: int = at_least(1)
    start: int = at_least(0)

    def shape(self, given: Shape) -> Shape:
        """(count, ...), or (tokens, count)."""
        if self.start + self.count > features(given):
            message = f"count is {self.count}; behind the first {self.start} of {features(given)} units"
            raise ShapeError(f"{message} there are fewer")
        return with_units(given, self.count)

    def kind(self, given: Shape) -> Select:
        """Those units."""
        return Select(units=tuple(range(self.start, self.start + self.count)))


@frozen(kw_only=True)
class ChannelShuffle(Operation):
    """(units, ...) -> the same: the first unit of each group, then the second of each, and so on; tokens likewise."""

    along_units = True
    groups: int = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """The same."""
        if features(given) % self.groups:
            raise ShapeError(f"groups is {self.groups}; it must divide the {features(given)} units that it gets")
        return given

    def kind(self, given: Shape) -> Select:
        """All units in another order."""
        length = features(given) // self.groups
        return Select(units=tuple(group * length + each for each in range(length) for group in range(self.groups)))


@frozen(kw_only=True)
class PixelUnshuffle(Operation):
    """(channels, height, width) -> (channels * factor², height / factor, width / factor): places become channels."""

    single = False
    downscale_factor: int = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(channels * factor², height / factor, width / factor)."""
        factor = self.downscale_factor
        for size in places_of(given, 2):
            if size is not None and size % factor:
                raise ShapeError(f"downscale_factor is {factor}; it must divide height and width of {written(given)}")
        return (features(given) * factor**2, *(None if size is None else size // factor for size in given[1:]))

    def kind(self, given: Shape) -> Reshape:
        """Places become channels."""
        return Reshape()


@frozen(kw_only=True)
class Flatten(Operation):
    """(units, ...) -> (entries,), those of a unit side by side."""

    norm_rank = 1
    single = True
    takes_any_shape = True
    arrangement = "features"
    relies_on: ClassVar[Mapping[str, Json]] = {"start_dim": 1}

    def shape(self, given: Shape) -> Shape:
        """(entries,)."""
        refuse_tokens(given)
        return (math.prod(given) if known(given) else None,)

    def kind(self, given: Shape) -> Reshape:
        """Entries become features."""
        return Reshape()
