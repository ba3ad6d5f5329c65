"""The operations that networks are made of: shape, cost and kind of each. No torch.

One class per row of `schema/operations.json`, whose name it bears: `max_pool2d` is `MaxPool2d`. Its attributes are the
arguments that the row declares, which an object has evaluated for one config. Whatever else the package does with an
operation follows from its kind. A class that names no kind is opaque: `compact` keeps its inputs and outputs whole, and
no mask is relied on behind it, so that it is exact whatever it computes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal, Self, cast

from attrs import Attribute, field, fields, frozen

from . import kinds
from .expression import Json, Scope, evaluate
from .kinds import Kind, Merge, Opaque, PerUnit, Reshape, Select, Weighted
from .shapes import Shape, ShapeError, Step, Tokens, features, known, units_axis, written

__all__ = [
    "Arrangement",
    "MergeOperation",
    "Operation",
    "PartOperation",
    "Sizes",
    "WeightedOperation",
    "camel",
    "find_operation",
    "operation_class",
    "operation_of",
]

Arrangement = Literal["features", "channels", "tokens"]
"""How units lie in a value: alone, before the places that each has, or behind the places, along the last axis."""

Sizes = int | tuple[int, ...]
"""The same for each dimension, or one for each."""


def _at_least(minimum: int) -> Any:
    """An argument that says how many, for all dimensions or for each."""

    def check(_: object, attribute: "Attribute[int]", value: object) -> None:
        for each in cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,):
            if not isinstance(each, int) or each < minimum:
                raise ShapeError(f"{attribute.name} is {each}; it must be at least {minimum}")

    return field(validator=check, converter=_sizes)


def _sizes(value: object) -> object:
    """Sizes as evaluated: lists as tuples."""
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _each(sizes: Sizes, rank: int) -> tuple[int, ...]:
    """One size for each dimension."""
    if isinstance(sizes, int):
        return (sizes,) * rank
    if len(sizes) != rank:
        raise ShapeError(f"{list(sizes)} gives {len(sizes)} sizes for {rank} dimensions")
    return sizes


@frozen(kw_only=True)
class Operation:
    """An operation with its arguments; by default opaque, without parameters, and of the shape that it gets.

    Attributes:
        norm_rank: Dimensions of the norm that fits what it emits; None: of the one that fits what it gets.
        single: Whether it emits one entry per unit; None: as many as it gets.
        takes_any_shape: Whether of the shape that it gets the number of entries alone counts.
        rank: Dimensions besides the units along which it works; None: any.
        arrangement: How units lie in what it emits; None: as in what it gets.
        counts_tokens: Whether its module is made for a number of tokens.
        relies_on: Values that arguments must have in every step for it to be what it says.
    """

    norm_rank: ClassVar[int | None] = None
    single: ClassVar[bool | None] = None
    takes_any_shape: ClassVar[bool] = False
    rank: ClassVar[int | None] = None
    arrangement: ClassVar[Arrangement | None] = None
    counts_tokens: ClassVar[bool] = False
    relies_on: ClassVar[Mapping[str, Json]] = {}

    @classmethod
    def of(cls, step: Step, scope: Scope, activations: Mapping[str, Mapping[str, Json]]) -> Self:
        """The operation of a flat step.

        Args:
            step: The step, with an expression for each argument.
            scope: Values of the names in expressions.
            activations: What is declared about activations.

        Raises:
            ShapeError: If the value of an argument is out of range.
        """
        return cls(**{each.name: evaluate(step[each.name], scope) for each in fields(cls)})

    def shape(self, given: Shape) -> Shape:
        """The shape that it emits.

        Args:
            given: The shape that it gets, without the batch.

        Raises:
            ShapeError: If it cannot take that shape.
        """
        return given

    def kind(self, given: Shape) -> Kind:
        """What it does to the units of a value of that shape."""
        return Opaque()

    def parameters(self, given: Shape) -> int:
        """Number of trained parameters."""
        return 0

    def macs(self, given: Shape) -> int | None:
        """Multiply-accumulate operations per input; None where a size is not known."""
        return 0


@frozen(kw_only=True)
class WeightedOperation(Operation):
    """An operation with weights. torch's class takes the sizes first, then the arguments, `bias` and `device` by name.

    Attributes:
        units: Features or channels that it emits.
        bias: Whether it has a bias.
    """

    units: int = _at_least(1)
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
            raise ShapeError(f"a linear layer takes one dimension; it gets {written(given)}")
        return (self.units,)


@frozen(kw_only=True)
class _Convolution(WeightedOperation):
    """(channels, ...) -> (units, ...)."""

    rank: ClassVar[int] = 0
    single = False
    kernel_size: int | tuple[int, ...] = _at_least(1)
    stride: int | tuple[int, ...] = _at_least(1)
    padding: int | tuple[int, ...] = _at_least(0)
    dilation: int | tuple[int, ...] = _at_least(1)
    groups: int = _at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(units, ...)."""
        places = _places(given, self.rank)
        windows = zip(*(_each(sizes, self.rank) for sizes in (self.dilation, self.kernel_size)), strict=True)
        return (self.units, *_moved(places, [gap * (size - 1) + 1 for gap, size in windows], self.stride, self.padding))

    def window(self) -> int:
        """Entries of a kernel."""
        return math.prod(_each(self.kernel_size, self.rank))

    def weighted(self, given: Shape) -> Weighted:
        """With the inputs of a group alone; zeros at the borders, which are no constant."""
        inputs = features(given)
        if inputs % self.groups or self.units % self.groups:
            message = (
                f"groups is {self.groups}; it must divide the {inputs} channels that it reads and its {self.units}"
            )
            raise ShapeError(f"{message} units")
        padded = any(_each(self.padding, self.rank))
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
class _Pool(Operation):
    """(channels, ...) -> (channels, ...), a window that moves over the places of each channel."""

    rank: ClassVar[int] = 0
    kernel_size: int | tuple[int, ...] = _at_least(1)
    stride: int | tuple[int, ...] = _at_least(1)
    padding: int | tuple[int, ...] = _at_least(0)

    def shape(self, given: Shape) -> Shape:
        """(channels, ...)."""
        places = _places(given, self.rank)
        reach = _each(self.kernel_size, self.rank)
        for padding, window in zip(_each(self.padding, self.rank), reach, strict=True):
            if 2 * padding > window:
                most = window // 2
                raise ShapeError(f"a pooling window of {window} takes a padding of at most {most}, not {padding}")
        return (given[0], *_moved(places, reach, self.stride, self.padding))


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
        return PerUnit(effect="padded window" if any(_each(self.padding, self.rank)) else "window")


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
class _AdaptiveAveragePool(Operation):
    """(channels, ...) -> (channels, output_size, ...), means of parts of about the same size."""

    rank: ClassVar[int] = 0
    output_size: int | tuple[int, ...] = _at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(channels, output_size, ...)."""
        _places(given, self.rank)
        return (given[0], *_each(self.output_size, self.rank))

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class AdaptiveAveragePool1d(_AdaptiveAveragePool):
    """(channels, length) -> (channels, output_size)."""

    rank = 1


@frozen(kw_only=True)
class AdaptiveAveragePool2d(_AdaptiveAveragePool):
    """(channels, height, width) -> (channels, output_size, output_size)."""

    rank = 2


@frozen(kw_only=True)
class AdaptiveAveragePool3d(_AdaptiveAveragePool):
    """(channels, depth, height, width) -> (channels, output_size, output_size, output_size)."""

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
class Upsample(Operation):
    """(channels, ...) -> (channels, ...), each place repeated `scale_factor` times along every dimension."""

    scale_factor: int = _at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(channels, ...), the places multiplied."""
        _no_tokens(given)
        return (given[0], *(None if size is None else size * self.scale_factor for size in given[1:]))

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class PadUnits(Operation):
    """(channels, ...) -> (before + channels + after, ...): those that it gets, among channels that are 0."""

    before: int = _at_least(0)
    after: int = _at_least(0)

    def shape(self, given: Shape) -> Shape:
        """(before + channels + after, ...)."""
        _no_tokens(given)
        return (self.before + features(given) + self.after, *given[1:])


@frozen(kw_only=True)
class TakeUnits(Operation):
    """(channels, ...) -> (count, ...): those from `start` on."""

    count: int = _at_least(1)
    start: int = _at_least(0)

    def shape(self, given: Shape) -> Shape:
        """(count, ...)."""
        _no_tokens(given)
        if self.start + self.count > features(given):
            message = f"count is {self.count}; behind the first {self.start} of {features(given)} channels"
            raise ShapeError(f"{message} there are fewer")
        return (self.count, *given[1:])

    def kind(self, given: Shape) -> Select:
        """Those channels."""
        return Select(units=tuple(range(self.start, self.start + self.count)))


@frozen(kw_only=True)
class ChannelShuffle(Operation):
    """(channels, ...) -> the same: the first channel of each group, then the second of each, and so on."""

    groups: int = _at_least(1)

    def shape(self, given: Shape) -> Shape:
        """The same."""
        _no_tokens(given)
        if len(given) == 1:
            raise ShapeError(f"it takes (channels, places, ...); it gets {written(given)}")
        if features(given) % self.groups:
            raise ShapeError(f"groups is {self.groups}; it must divide the {features(given)} channels that it gets")
        return given

    def kind(self, given: Shape) -> Select:
        """All channels in another order."""
        length = features(given) // self.groups
        return Select(units=tuple(group * length + each for each in range(length) for group in range(self.groups)))


@frozen(kw_only=True)
class ToTokens(Operation):
    """(channels, height, width) -> (height * width, channels): each place is a token."""

    arrangement = "tokens"

    def shape(self, given: Shape) -> Shape:
        """(tokens, units)."""
        places = _places(given, 2)
        return Tokens((math.prod(places) if known(places) else None, given[0]))

    def kind(self, given: Shape) -> PerUnit:
        """The places of a unit, side by side."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class TakeToken(Operation):
    """(tokens, units) -> (units,): the first token."""

    arrangement = "features"
    norm_rank = 1
    single = True

    def shape(self, given: Shape) -> Shape:
        """(units,)."""
        return (_tokens(given)[-1],)

    def kind(self, given: Shape) -> PerUnit:
        """One of the places of a unit."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class AverageTokens(Operation):
    """(tokens, units) -> (units,): the mean of all tokens."""

    arrangement = "features"
    norm_rank = 1
    single = True

    def shape(self, given: Shape) -> Shape:
        """(units,)."""
        return (_tokens(given)[-1],)

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class Transpose(Operation):
    """(tokens, units) -> (units, tokens): layers behind it mix tokens, each unit by itself."""

    count: int = _at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(units, tokens)."""
        if _tokens(given)[0] != self.count:
            raise ShapeError(f"count is {self.count}; it gets (tokens, units) = {written(given)}")
        return Tokens((given[-1], given[0]))


@frozen(kw_only=True)
class Attention(Operation):
    """(tokens, 3 * units) -> (tokens, units)."""

    heads: int = _at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(tokens, units)."""
        packed = features(_tokens(given))
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
class ClassToken(Operation):
    """(tokens, units) -> (1 + tokens, units): a trained token before the others."""

    def shape(self, given: Shape) -> Shape:
        """(1 + tokens, units)."""
        count = _tokens(given)[0]
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

    counts_tokens = True

    def shape(self, given: Shape) -> Shape:
        """The same."""
        if _tokens(given)[0] is None:
            raise ShapeError("the number of positions depends on the size of the network's input; let a field fix it")
        return given

    def kind(self, given: Shape) -> Opaque:
        """Vectors of their own, whose units no mask reaches."""
        return Opaque(per_task="always")

    def parameters(self, given: Shape) -> int:
        """The vectors."""
        return (given[0] or 0) * features(given)


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
        _no_tokens(given)
        return (math.prod(given) if known(given) else None,)

    def kind(self, given: Shape) -> Reshape:
        """Entries become features."""
        return Reshape()


@frozen(kw_only=True)
class MergeOperation(Operation):
    """An operation that makes one of several values; without arguments."""

    effect: ClassVar[Literal["add", "multiply", "concat"]]

    def merged(self, given: Sequence[Shape]) -> Shape:
        """The shape that it emits.

        Args:
            given: The shapes that it gets, without the batch.

        Raises:
            ShapeError: If they differ.
        """
        if len({(units_axis(shape), shape) for shape in given}) > 1:
            raise ShapeError(f"it takes values of one shape; it gets {_listed(given)}")
        return given[0]

    def kind(self, given: Shape) -> Merge:
        """Unit by unit, or one value behind the other."""
        return Merge(effect=self.effect)


@frozen(kw_only=True)
class Add(MergeOperation):
    """The sum of values of one shape."""

    effect = "add"


@frozen(kw_only=True)
class Multiply(MergeOperation):
    """The product of values whose places are the same, or one: a gate for each unit stretches over all places."""

    effect = "multiply"

    def merged(self, given: Sequence[Shape]) -> Shape:
        """The shape of the largest."""
        if any(isinstance(shape, Tokens) for shape in given):
            return MergeOperation.merged(self, given)
        units = {shape[0] for shape in given}
        places = {shape[1:] for shape in given if any(size != 1 for size in shape[1:])}
        if len(units) > 1 or len(places) > 1 or len({len(shape) for shape in given}) > 1:
            raise ShapeError(f"it takes values of one shape, or gates of single places; it gets {_listed(given)}")
        return (given[0][0], *next(iter(places), given[0][1:]))


@frozen(kw_only=True)
class Concat(MergeOperation):
    """The units of all values, in their order."""

    effect = "concat"

    def merged(self, given: Sequence[Shape]) -> Shape:
        """The units summed up."""
        if len({shape[1:] for shape in given}) > 1 or any(isinstance(shape, Tokens) for shape in given):
            raise ShapeError(f"it takes values of the same places; it gets {_listed(given)}")
        return (sum(map(features, given)), *given[0][1:])


@frozen(kw_only=True)
class PartOperation(Operation):
    """A part of a weighted layer, which a config field governs; it may also stand alone."""


@frozen(kw_only=True)
class Norm(PartOperation):
    """Scales and shifts each unit, after mean and variance were taken out of it.

    Attributes:
        form: Over what these are taken: `batch`, the batch and all places; `layer`, all units of a place; `group`, runs
            of units.
        dimensions: Of form `batch`, those of a value besides the batch that it takes, if there is more than one place.
        groups: Of form `group`, how many runs there are.
    """

    form: Literal["batch", "layer", "group"]
    dimensions: int
    groups: int | None

    @classmethod
    def of(cls, step: Step, scope: Scope, activations: Mapping[str, Mapping[str, Json]]) -> Self:
        """The norm of a flat step."""
        groups: int | None = evaluate(step.get("groups"), scope)
        return cls(form=step.get("form", "batch"), dimensions=step.get("rank", 0), groups=groups)

    def shape(self, given: Shape) -> Shape:
        """The same."""
        rank = self.dimensions
        if self.form != "layer" and isinstance(given, Tokens):
            raise ShapeError(f"tokens, {written(given)}, take a norm of form 'layer'")
        if self.form == "batch" and len(given) not in ((1, 2) if rank == 1 else (rank + 1,)):
            raise ShapeError(f"a norm of rank {rank} gets {written(given)}")
        if self.form == "group" and (not self.groups or features(given) % self.groups):
            raise ShapeError(f"groups is {self.groups}; it must divide the {features(given)} units that it gets")
        return given

    def kind(self, given: Shape) -> Kind:
        """A masked unit becomes its shift; but where all units count, any of them changes all."""
        return PerUnit(effect="norm", zero_to_zero=False) if self.form == "batch" else Opaque(per_task="by field")

    def parameters(self, given: Shape) -> int:
        """A scale and a shift per unit."""
        return 2 * features(given)


@frozen(kw_only=True)
class Activation(PartOperation):
    """A function of each entry, which `activations.json` declares."""

    trained: int
    zero_at_zero: bool

    @classmethod
    def of(cls, step: Step, scope: Scope, activations: Mapping[str, Mapping[str, Json]]) -> Self:
        """The activation that the config or the step names."""
        facts = activations.get(scope[step["field"]] if "field" in step else step["fixed"], {})
        return cls(trained=facts.get("parameters", 0), zero_at_zero=facts.get("zero_at_zero", True))

    def kind(self, given: Shape) -> PerUnit:
        """A masked unit becomes f(0)."""
        return PerUnit(effect="map", zero_to_zero=self.zero_at_zero)

    def parameters(self, given: Shape) -> int:
        """Those of the function."""
        return self.trained


@frozen(kw_only=True)
class Dropout(PartOperation):
    """Zeros at random in training, nothing at rest."""

    def kind(self, given: Shape) -> PerUnit:
        """At rest it does nothing."""
        return PerUnit(effect="identity")


def operation_class(name: str) -> type[Operation]:
    """The class of an operation.

    Args:
        name: Its name in `schema/operations.json`.

    Raises:
        LookupError: There is none.
    """
    found = find_operation(name)
    if found is None:
        raise LookupError(f"the operation {name!r} has no class: write {camel(name)} in graph/operations.py")
    return found


def operation_of(step: Iterable[str]) -> str:
    """The key of a step that says which operation it is; beside a weighted one, `norm` and others are parts.

    Args:
        step: The keys of a step of the dialect.
    """
    found = {key: each for key in step if (each := find_operation(key)) is not None}
    return next((key for key, each in found.items() if issubclass(each, WeightedOperation)), next(iter(found)))


def find_operation(name: str) -> type[Operation] | None:
    """The class of an operation; None where there is none of that name."""
    found = globals().get(camel(name))
    return found if isinstance(found, type) and issubclass(found, Operation) else None


def camel(name: str) -> str:
    """A name in lower case as that of a class: `inverted_residual` as `InvertedResidual`."""
    return "".join(word.capitalize() for word in name.split("_"))


_PLACES: Mapping[int, str] = {1: "length", 2: "height, width", 3: "depth, height, width"}


def _places(given: Shape, rank: int) -> Shape:
    """Sizes behind the channels, as many as an operation works along."""
    if len(given) != rank + 1 or isinstance(given, Tokens):
        raise ShapeError(f"it takes (channels, {_PLACES[rank]}); it gets {written(given)}")
    return given[1:]


def _moved(places: Shape, reach: Sequence[int], stride: Sizes, padding: Sizes) -> Shape:
    """Sizes after a window has moved over them, each of which it has to fit into.

    Args:
        places: The sizes.
        reach: Places that the window spans, along each.
        stride: Its step.
        padding: Places added at each border.
    """
    rank = len(places)
    moved: list[int | None] = []
    for size, window, step, added in zip(places, reach, _each(stride, rank), _each(padding, rank), strict=True):
        if size is not None and size + 2 * added < window:
            raise ShapeError(f"a window of {window} does not fit into an input of {size} padded by {added}")
        moved.append(None if size is None else (size + 2 * added - window) // step + 1)
    return tuple(moved)


def _tokens(given: Shape) -> Tokens:
    """The shape that an operation on tokens gets."""
    if not isinstance(given, Tokens):
        raise ShapeError(f"it takes tokens; it gets {written(given)}")
    return given


def _no_tokens(given: Shape) -> None:
    if isinstance(given, Tokens):
        raise ShapeError(f"it takes no tokens, {written(given)}; write `take_token` before it")


def _listed(shapes: Sequence[Shape]) -> str:
    return " and ".join(map(written, shapes))
