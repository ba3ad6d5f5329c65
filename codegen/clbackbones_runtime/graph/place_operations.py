"""Operations along the places of each channel: pools and upsampling."""

from typing import ClassVar

from attrs import frozen

from .kinds import PerUnit
from .operation import Operation, at_least, each_of, moved, places_of, refuse_tokens
from .shapes import Shape, ShapeError, Tokens, written

__all__ = [
    "AdaptiveAveragePool1d",
    "AdaptiveAveragePool2d",
    "AdaptiveAveragePool3d",
    "AdaptiveMaxPool1d",
    "AdaptiveMaxPool2d",
    "AdaptiveMaxPool3d",
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "GlobalAveragePool",
    "MaxPool1d",
    "MaxPool2d",
    "MaxPool3d",
    "PadPlaces",
    "Upsample",
]


@frozen(kw_only=True)
class _Pool(Operation):
    """(channels, ...) -> (channels, ...), a window that moves over the places of each channel."""

    rank: ClassVar[int] = 0
    kernel_size: int | tuple[int, ...] = at_least(1)
    stride: int | tuple[int, ...] = at_least(1)
    padding: int | tuple[int, ...] = at_least(0)
    ceil_mode: bool

    def shape(self, given: Shape) -> Shape:
        """(channels, ...)."""
        places = places_of(given, self.rank)
        reach = each_of(self.kernel_size, self.rank)
        for padding, window in zip(each_of(self.padding, self.rank), reach, strict=True):
            if 2 * padding > window:
                most = window // 2
                raise ShapeError(f"a pooling window of {window} takes a padding of at most {most}, not {padding}")
        return (given[0], *moved(places, reach, self.stride, self.padding, ceil=self.ceil_mode))


@frozen(kw_only=True)
class _MaxPool(_Pool):
    """The largest of each window; what lies beyond the border does not count."""

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class MaxPool1d(_MaxPool):
    """(channels, length) -> (channels, length')."""

    rank = 1


@frozen(kw_only=True)
class MaxPool2d(_MaxPool):
    """(channels, height, width) -> (channels, height', width')."""

    rank = 2


@frozen(kw_only=True)
class MaxPool3d(_MaxPool):
    """(channels, depth, height, width) -> (channels, depth', height', width')."""

    rank = 3


@frozen(kw_only=True)
class _AvgPool(_Pool):
    """The mean of each window; zeros beyond the border count."""

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay where there is no padding."""
        return PerUnit(effect="padded window" if any(each_of(self.padding, self.rank)) else "window")


@frozen(kw_only=True)
class AvgPool1d(_AvgPool):
    """(channels, length) -> (channels, length')."""

    rank = 1


@frozen(kw_only=True)
class AvgPool2d(_AvgPool):
    """(channels, height, width) -> (channels, height', width')."""

    rank = 2


@frozen(kw_only=True)
class AvgPool3d(_AvgPool):
    """(channels, depth, height, width) -> (channels, depth', height', width')."""

    rank = 3


@frozen(kw_only=True)
class _AdaptivePool(Operation):
    """(channels, ...) -> (channels, output_size, ...), one value for each of parts of about the same size."""

    rank: ClassVar[int] = 0
    output_size: int | tuple[int, ...] = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(channels, output_size, ...)."""
        places_of(given, self.rank)
        return (given[0], *each_of(self.output_size, self.rank))

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class AdaptiveAveragePool1d(_AdaptivePool):
    """(channels, length) -> (channels, output_size), the mean of each part."""

    rank = 1


@frozen(kw_only=True)
class AdaptiveAveragePool2d(_AdaptivePool):
    """(channels, height, width) -> (channels, output_size, output_size), the mean of each part."""

    rank = 2


@frozen(kw_only=True)
class AdaptiveAveragePool3d(_AdaptivePool):
    """(channels, depth, height, width) -> (channels, output_size thrice), the mean of each part."""

    rank = 3


@frozen(kw_only=True)
class AdaptiveMaxPool1d(_AdaptivePool):
    """(channels, length) -> (channels, output_size), the largest of each part."""

    rank = 1


@frozen(kw_only=True)
class AdaptiveMaxPool2d(_AdaptivePool):
    """(channels, height, width) -> (channels, output_size, output_size), the largest of each part."""

    rank = 2


@frozen(kw_only=True)
class AdaptiveMaxPool3d(_AdaptivePool):
    """(channels, depth, height, width) -> (channels, output_size thrice), the largest of each part."""

    rank = 3


@frozen(kw_only=True)
class GlobalAveragePool(Operation):
    """(channels, ...) -> (channels, 1, ...), the mean over all places."""

    single = True

    def shape(self, given: Shape) -> Shape:
        """(channels, 1, ...)."""
        if isinstance(given, Tokens):
            raise ShapeError(f"it takes no tokens, {written(given)}; write `average_tokens`")
        if len(given) == 1:
            raise ShapeError(f"it takes (channels, places, ...); it gets {written(given)}")
        return (given[0], *[1] * (len(given) - 1))

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class PadPlaces(Operation):
    """(channels, ...) -> (channels, ...), the places among others that are 0."""

    before: int | tuple[int, ...] = at_least(0)
    after: int | tuple[int, ...] = at_least(0)

    def shape(self, given: Shape) -> Shape:
        """(channels, ...), places added along each dimension."""
        refuse_tokens(given)
        if len(given) == 1:
            raise ShapeError(f"it takes (channels, places, ...); it gets {written(given)}")
        sizes, rank = given[1:], len(given) - 1
        added = zip(sizes, each_of(self.before, rank), each_of(self.after, rank), strict=True)
        return (given[0], *(None if size is None else before + size + after for size, before, after in added))

    def kind(self, given: Shape) -> PerUnit:
        """Of all constants, 0 alone stays."""
        return PerUnit(effect="padded window")


@frozen(kw_only=True)
class Upsample(Operation):
    """(channels, ...) -> (channels, ...), each place repeated `scale_factor` times along every dimension."""

    widens = "scale_factor"
    scale_factor: int = at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(channels, ...), the places multiplied."""
        refuse_tokens(given)
        return (given[0], *(None if size is None else size * self.scale_factor for size in given[1:]))

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")
