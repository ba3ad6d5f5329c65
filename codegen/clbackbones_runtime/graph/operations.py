"""The operations that networks are made of: shape, cost and kind of each. No torch.

One class per row of `schema/operations.json`, whose name it bears: `max_pool2d` is `MaxPool2d`. Its attributes are the
arguments that the row declares, which an object has evaluated for one config. Whatever else the package does with an
operation follows from its kind. A class that names no kind is opaque: `compact` keeps its inputs and outputs whole, and
no mask is relied on behind it, so that it is exact whatever it computes.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from attrs import Attribute, field, fields, frozen

from .expression import Json, Scope, evaluate
from .kinds import Kind, Opaque, PerUnit, Reshape, Weighted
from .shapes import Shape, ShapeError, Step, features, known, written

__all__ = ["Operation", "WeightedOperation", "camel", "find_operation", "operation_class", "operation_of"]


def _at_least(minimum: int) -> Any:
    """An argument that says how many."""

    def check(_: object, attribute: "Attribute[int]", value: object) -> None:
        if not isinstance(value, int) or value < minimum:
            raise ShapeError(f"{attribute.name} is {value}; it must be at least {minimum}")

    return field(validator=check)


@frozen(kw_only=True)
class Operation:
    """An operation with its arguments; by default opaque, without parameters, and of the shape that it gets.

    Attributes:
        norm_rank: Dimensions of the norm that fits what it emits; None: of the one that fits what it gets.
        single: Whether it emits one entry per unit; None: as many as it gets.
        takes_any_shape: Whether of the shape that it gets the number of entries alone counts.
    """

    norm_rank: ClassVar[int | None] = None
    single: ClassVar[bool | None] = None
    takes_any_shape: ClassVar[bool] = False

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
        places = self.shape(given)[1:]
        return self.weight(given) * math.prod(places) if known(places) else None


@frozen(kw_only=True)
class Linear(WeightedOperation):
    """(features,) -> (units,)."""

    norm_rank = 1
    single = True

    def shape(self, given: Shape) -> Shape:
        """(units,)."""
        if len(given) != 1:
            raise ShapeError(f"a linear layer takes one dimension; it gets {written(given)}")
        return (self.units,)


@frozen(kw_only=True)
class _Convolution(WeightedOperation):
    """(channels, ...) -> (units, ...)."""

    rank: ClassVar[int]
    single = False
    kernel_size: int = _at_least(1)
    stride: int = _at_least(1)
    padding: int = _at_least(0)
    dilation: int = _at_least(1)
    groups: int = _at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(units, ...)."""
        reach = self.dilation * (self.kernel_size - 1) + 1
        return (self.units, *_moved(_places(given, self.rank), reach, self.stride, self.padding))

    def window(self) -> int:
        """Entries of a kernel."""
        return self.kernel_size**self.rank

    def weighted(self, given: Shape) -> Weighted:
        """With the inputs of a group alone; zeros at the borders, which are no constant."""
        inputs = features(given)
        if inputs % self.groups or self.units % self.groups:
            message = (
                f"groups is {self.groups}; it must divide the {inputs} channels that it reads and its {self.units}"
            )
            raise ShapeError(f"{message} units")
        return Weighted(units=self.units, inputs=inputs, groups=self.groups, folds_constants=self.padding == 0)


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
class _Pool(Operation):
    """(channels, height, width) -> (channels, height', width')."""

    kernel_size: int = _at_least(1)
    stride: int = _at_least(1)
    padding: int = _at_least(0)

    def shape(self, given: Shape) -> Shape:
        """(channels, height', width')."""
        if 2 * self.padding > self.kernel_size:
            most = self.kernel_size // 2
            message = f"a pooling window of {self.kernel_size} takes a padding of at most {most}, not {self.padding}"
            raise ShapeError(message)
        return (given[0], *_moved(_places(given, 2), self.kernel_size, self.stride, self.padding))


@frozen(kw_only=True)
class MaxPool2d(_Pool):
    """The largest of each window; what lies beyond the border does not count."""

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class AvgPool2d(_Pool):
    """The mean of each window; zeros beyond the border count."""

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay where there is no padding."""
        return PerUnit(effect="padded window" if self.padding else "window")


@frozen(kw_only=True)
class AdaptiveAveragePool2d(Operation):
    """(channels, height, width) -> (channels, output_size, output_size), means of parts of about the same size."""

    output_size: int = _at_least(1)

    def shape(self, given: Shape) -> Shape:
        """(channels, output_size, output_size)."""
        _places(given, 2)
        return (given[0], self.output_size, self.output_size)

    def kind(self, given: Shape) -> PerUnit:
        """Constants stay."""
        return PerUnit(effect="window")


@frozen(kw_only=True)
class GlobalAveragePool(AdaptiveAveragePool2d):
    """(channels, height, width) -> (channels, 1, 1), the mean."""

    single = True


@frozen(kw_only=True)
class Flatten(Operation):
    """(units, ...) -> (entries,), those of a unit side by side."""

    norm_rank = 1
    single = True
    takes_any_shape = True

    def shape(self, given: Shape) -> Shape:
        """(entries,)."""
        return (math.prod(given) if known(given) else None,)

    def kind(self, given: Shape) -> Reshape:
        """Entries become features."""
        return Reshape()


@frozen(kw_only=True)
class Norm(Operation):
    """Batch normalization of each unit."""

    rank: int

    def shape(self, given: Shape) -> Shape:
        """The same."""
        if len(given) not in ((1, 2) if self.rank == 1 else (self.rank + 1,)):
            raise ShapeError(f"a norm of rank {self.rank} gets {written(given)}")
        return given

    def kind(self, given: Shape) -> PerUnit:
        """A masked unit becomes its shift."""
        return PerUnit(effect="norm", zero_to_zero=False)

    def parameters(self, given: Shape) -> int:
        """A scale and a shift per unit."""
        return 2 * features(given)


@frozen(kw_only=True)
class Activation(Operation):
    """A function of each entry, which `activations.json` declares."""

    trained: int
    zero_at_zero: bool

    @classmethod
    def of(cls, step: Step, scope: Scope, activations: Mapping[str, Mapping[str, Json]]) -> Self:
        """The activation that the config names."""
        facts = activations.get(scope[step["field"]], {})
        return cls(trained=facts.get("parameters", 0), zero_at_zero=facts.get("zero_at_zero", True))

    def kind(self, given: Shape) -> PerUnit:
        """A masked unit becomes f(0)."""
        return PerUnit(effect="map", zero_to_zero=self.zero_at_zero)

    def parameters(self, given: Shape) -> int:
        """Those of the function."""
        return self.trained


@frozen(kw_only=True)
class Dropout(Operation):
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


def _places(given: Shape, rank: int) -> Shape:
    """Sizes behind the channels, as many as an operation works along."""
    if len(given) != rank + 1:
        named = ("channels", "length") if rank == 1 else ("channels", "height", "width")
        raise ShapeError(f"it takes ({', '.join(named)}); it gets {written(given)}")
    return given[1:]


def _moved(places: Shape, reach: int, stride: int, padding: int) -> Shape:
    """Sizes after a window has moved over them, each of which it has to fit into.

    Args:
        places: The sizes.
        reach: Places that the window spans.
        stride: Its step.
        padding: Places added at each border.
    """
    for size in places:
        if size is not None and size + 2 * padding < reach:
            raise ShapeError(f"a window of {reach} does not fit into an input of {size} padded by {padding}")
    return tuple(None if size is None else (size + 2 * padding - reach) // stride + 1 for size in places)
