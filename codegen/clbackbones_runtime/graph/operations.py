"""The operations that networks are made of: shape, cost and kind of each. No torch.

One class per row of `schema/operations.json`, whose name it bears: `max_pool2d` is `MaxPool2d`. Its attributes are the
arguments that the row declares, which an object has evaluated for one config. Whatever else the package does with an
operation follows from its kind. A class that names no kind is opaque: `compact` keeps its inputs and outputs whole, and
no mask is relied on behind it, so that it is exact whatever it computes.
"""

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal, Self

from attrs import Attribute, field, frozen

from . import place_operations, token_operations, unit_operations, weighted_operations
from .expression import Json, Scope, evaluate
from .kinds import Kind, Merge, Opaque, PerUnit
from .operation import Arrangement, Operation, Sizes, at_least, refuse_tokens
from .shapes import Shape, ShapeError, Step, Tokens, features, units_axis, with_units, written
from .weighted_operations import WeightedOperation

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

_MODULES = (weighted_operations, place_operations, unit_operations, token_operations)
"""Where operations are, besides those of this module."""


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
    """The product of values whose places are the same, or one: a gate for each unit stretches over all places.

    A gate of a single unit, behind a value that has more, stretches over all units.
    """

    effect = "multiply"

    def merged(self, given: Sequence[Shape]) -> Shape:
        """The units of the first, the places of the largest."""
        first, *gates = given
        alike = len({(isinstance(shape, Tokens), len(shape)) for shape in given}) == 1
        sizes = [with_units(shape, 1) for shape in given]
        places = {shape for shape in sizes if isinstance(shape, Tokens) or any(size != 1 for size in shape)}
        if not alike or len(places) > 1 or any(features(gate) not in (1, features(first)) for gate in gates):
            more = any(features(gate) > features(first) == 1 for gate in gates)
            hint = "; write the value with all units first" if alike and len(places) <= 1 and more else _as_place(given)
            message = "it takes values of one shape, or gates of single places or of a single unit"
            raise ShapeError(f"{message}; it gets {_listed(given)}{hint}")
        return with_units(next(iter(places), sizes[0]), features(first))


def _as_place(given: Sequence[Shape]) -> str:
    """What makes a gate of features, where there are some beside values that have places."""
    placed = next((shape for shape in given if len(shape) > 1), None)
    if placed is None or all(len(shape) > 1 for shape in given):
        return ""
    tokens = isinstance(placed, Tokens)
    step = "`features_to_tokens` with a count of 1" if tokens else f"`to_places{len(placed) - 1}d` with a size of 1"
    return f"; write {step} behind the features"


@frozen(kw_only=True)
class Concat(MergeOperation):
    """The units of all values, in their order."""

    effect = "concat"

    def merged(self, given: Sequence[Shape]) -> Shape:
        """The units summed up."""
        places = {(units_axis(shape), with_units(shape, 0)) for shape in given}
        if len(places) > 1:
            raise ShapeError(f"it takes values of the same places; it gets {_listed(given)}")
        return with_units(given[0], sum(map(features, given)))


@frozen(kw_only=True)
class PartOperation(Operation):
    """A part of a weighted layer, which a config field governs; it may also stand alone."""


def _at_most(most: float) -> Any:
    """An argument above 0 and at most so large, or None."""

    def check(_: object, attribute: "Attribute[float | None]", value: float | None) -> None:
        if value is not None and not 0 < value <= most:
            bound = "" if most == math.inf else f" and at most {most}"
            raise ShapeError(f"{attribute.name} is {value}; it must be above 0{bound}")

    return field(default=None, validator=check)


@frozen(kw_only=True)
class Norm(PartOperation):
    """Scales and shifts each unit, after mean and variance were taken out of it.

    Attributes:
        form: Over what these are taken: `batch`, the batch and all places; `layer`, all units of a place; `group`, runs
            of units.
        dimensions: Of form `batch`, those of a value besides the batch that it takes, if there is more than one place.
        groups: Of form `group`, how many runs there are.
        eps: What is added to the variance; None: the default of the form.
        momentum: Of form `batch`, the share of a batch in the running statistics; None: torch's.
    """

    form: Literal["batch", "layer", "group"]
    dimensions: int
    groups: int | None
    eps: float | None = _at_most(math.inf)
    momentum: float | None = _at_most(1)

    @classmethod
    def of(cls, step: Step, scope: Scope, activations: Mapping[str, Mapping[str, Json]]) -> Self:
        """The norm of a flat step."""
        numbers = {name: evaluate(step.get(name), scope) for name in ("groups", "eps", "momentum")}
        return cls(form=step.get("form", "batch"), dimensions=step.get("rank", 0), **numbers)

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


@frozen(kw_only=True)
class ScaleBy(Operation):
    """Each entry times a number."""

    factor: float

    def kind(self, given: Shape) -> PerUnit:
        """By one function; 0 stays 0."""
        return PerUnit(effect="map")


def _share(_: object, attribute: "Attribute[float]", value: float) -> None:
    """Refuses what is no share of less than all."""
    if not 0 <= value < 1:
        raise ShapeError(f"{attribute.name} is {value}; it must be at least 0 and below 1")


@frozen(kw_only=True)
class StochasticDepth(Operation):
    """Zeros for whole samples at random in training, nothing at rest."""

    rate: float = field(validator=_share)

    def kind(self, given: Shape) -> PerUnit:
        """At rest it does nothing."""
        return PerUnit(effect="identity")


@frozen(kw_only=True)
class LocalResponseNorm(Operation):
    """(channels, ...) -> the same, each entry over what the channels next to it have at its place."""

    size: int = at_least(1)
    alpha: float
    beta: float
    k: float

    def shape(self, given: Shape) -> Shape:
        """The same."""
        refuse_tokens(given)
        if len(given) == 1:
            raise ShapeError(f"it takes (channels, places, ...); it gets {written(given)}")
        return given


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
    found = (getattr(module, camel(name), None) for module in (sys.modules[__name__], *_MODULES))
    return next((each for each in found if isinstance(each, type) and issubclass(each, Operation)), None)


def camel(name: str) -> str:
    """A name in lower case as that of a class: `inverted_residual` as `InvertedResidual`."""
    return "".join(word.capitalize() for word in name.split("_"))


def _listed(shapes: Sequence[Shape]) -> str:
    return " and ".join(map(written, shapes))
