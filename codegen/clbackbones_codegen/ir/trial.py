"""Trial of every variant without torch: do shapes agree along every path, and how many features does it emit?

Each combination of the enum fields that steps compute with is tried, with several values for everything else: usual
ones, and the ends of what each integer field allows. What a config accepts is to be built, whatever it is.
"""

import contextlib
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from clbackbones_runtime.catalog import Case, Field
from clbackbones_runtime.graph.graph import Graph, build_graph
from clbackbones_runtime.graph.inputs import MOST_PLACES
from clbackbones_runtime.graph.shapes import FeatureError, ShapeError

from ..spec.faults import pointer, shown
from ..spec.model import OUTPUT_DIM, Architecture, Json, Variant
from . import steps
from .kinds import fixed_values
from .product import Fields, Product, resolve_field, used_names, variants_of

Values = dict[str, Json]

_FAILURES = (ValueError, IndexError, ZeroDivisionError)
"""What `build_graph` raises where a network cannot be built."""

# Sizes of images where they are free, or fixed by a field: the usual one, and an odd one, so that rounding shows.
_SIZE, _ODD_SIZE = 224, 299

_HALVED = 64
"""Sizes that are multiples of it can be halved as often as networks do."""

_LARGE = 4099
"""Stands for the largest value of an integer field without a maximum: a prime, so that rounding shows."""


@frozen
class Failure:
    """What is wrong with a variant, without its name, and what to write.

    Attributes:
        what: What is wrong.
        hint: What to write.
        at: Pointer of what is at fault, where that is not the variant.
    """

    what: str
    hint: str
    at: str | None = None


@frozen(kw_only=True)
class Trial:
    """How a variant fared.

    Attributes:
        stem: File of its architecture.
        index: Its place among the variants; None where the architecture has none.
        variant: The variant.
        failure: What is wrong with it.
        output_dim: Where the network decides how many features it emits, their number as cases; none where it depends
            on fields that are no enums.
    """

    stem: str
    index: int | None
    variant: Variant
    failure: Failure | None = None
    output_dim: tuple[Case, ...] = ()


def run_trials(product: Product) -> tuple[Trial, ...]:
    """Tries every variant of every architecture, of a spec that has no faults in its files."""
    trials: list[Trial] = []
    for stem, architecture in product.spec.architectures.items():
        attempt = _Attempt.of(stem, architecture, product)
        for place, variant in enumerate(variants_of(architecture)):
            index = place if architecture.variants else None
            try:
                outputs = attempt.run(variant)
            except _VariantError as error:
                trials.append(Trial(stem=stem, index=index, variant=variant, failure=error.failure))
            else:
                cases = _cases(outputs, attempt.enums) if attempt.derived else ()
                trials.append(Trial(stem=stem, index=index, variant=variant, output_dim=cases))
    return tuple(trials)


class _VariantError(Exception):
    def __init__(self, what: str, hint: str, at: str | None = None) -> None:
        super().__init__(what)
        self.failure = Failure(what, hint, at)


@frozen(kw_only=True)
class _Probe:
    """Values with which a network is to be built.

    Attributes:
        values: Values of all fields but the enums that steps compute with.
        sized: Whether sizes of the input that no field fixes are given too; otherwise they are unknown, as they are
            before a network has seen an input.
        remedy: What to write where it cannot be built.
        at: Pointer of what is at fault then, where that is not the variant.
    """

    values: Values
    sized: bool = False
    remedy: str = "correct that step"
    at: str | None = None


@frozen
class _Attempt:
    """What is the same for all variants of an architecture.

    Attributes:
        flat: Its flat steps, as the graph reads them.
        cut: The same with at most two blocks per stage, besides a last one that differs.
        stages: Names of its stages.
        enums: Values of the enum fields that its steps compute with.
        probes: What to try for each.
        input: Names of the input's dimensions.
        shaping: Fields that its steps compute with, for messages.
        derived: Whether the network decides what `output_dim` is.
    """

    flat: Mapping[str, Json]
    cut: Mapping[str, Json]
    stages: Sequence[str]
    enums: Mapping[str, Sequence[Json]]
    probes: Sequence[_Probe]
    input: Sequence[str]
    shaping: Sequence[str]
    derived: bool

    @classmethod
    def of(cls, stem: str, architecture: Architecture, product: Product) -> "_Attempt":
        """The trial of an architecture."""
        fields = {name: resolve_field(name, field, product.spec) for name, field in architecture.fields.items()}
        used = used_names(architecture)
        shaping = [name for name in fields if name in used or name in architecture.input]
        enums = {name: fixed_values(fields[name]) for name in shaping if fields[name].type == "enum"}
        network = product.lowered[stem]
        # Blocks that know their place may all differ.
        shortened = not any(block.takes_index for block in network.blocks.values())
        return cls(
            flat=steps.dump(network),
            cut=steps.dump(evolve(network, steps=tuple(map(_cut, network.steps) if shortened else network.steps))),
            stages=[step.name for step in network.steps if isinstance(step, steps.Stage)],
            enums=enums,
            probes=[*_probes(fields, architecture.input, shaping)],
            input=architecture.input,
            shaping=shaping,
            derived=fields[OUTPUT_DIM].derived,
        )

    def run(self, variant: Variant) -> dict[tuple[Json, ...], int]:
        """Features that a variant emits, for each combination of enum values; none where other fields matter as well.

        Raises:
            _VariantError: With the first fault.
        """
        varies = False
        outputs: dict[tuple[Json, ...], int] = {}
        for values in itertools.product(*self.enums.values()):
            found: list[int] = []
            for probe in self.probes:
                config = {**probe.values, **dict(zip(self.enums, values, strict=True)), **variant.constants}
                try:
                    found.append(self._sized(config) if probe.sized else self._features(config, None))
                except _FAILURES as error:
                    what = f"cannot be built{self._given(config)}: {error}"
                    hint = _END if isinstance(error, FeatureError) else probe.remedy
                    raise _VariantError(what, hint, probe.at) from None
                if not self.derived and found[-1] != config[OUTPUT_DIM]:
                    hint = 'end the network with `output_dim` units, or declare that field {"derived": true}'
                    raise _VariantError(f"emits {found[-1]} features{self._given(config)}", hint)
            varies = varies or len(set(found)) > 1
            outputs[values] = found[0]
        return {} if varies else outputs

    def _sized(self, config: Values, size: int = _ODD_SIZE) -> int:
        """Features that a network emits of an input whose sizes are free, twice as large as long as nothing fits.

        One that brings values of several sizes together again takes sizes that it can halve, and no odd ones.
        """
        free = sum(name not in config for name in self.input)
        try:
            return self._features(config, [config.get(name, size) for name in self.input])
        except ShapeError:
            if not free:
                raise
            even = [config.get(name, -(-size // _HALVED) * _HALVED) for name in self.input]
            with contextlib.suppress(ShapeError):
                return self._features(config, even)
            if (2 * size) ** free > MOST_PLACES:
                raise
            return self._sized(config, 2 * size + 1)

    def _features(self, config: Values, shape: Sequence[int] | None) -> int:
        """Features that a network emits, told by the cut one where that is certain: depth then costs nothing."""
        try:
            graph = build_graph(self.cut, config, shape)
        except _FAILURES:
            pass
        else:
            if _settled(graph, self.stages):
                return graph.output_units
        return build_graph(self.flat, config, shape).output_units

    def _given(self, config: Values) -> str:
        given = ", ".join(f"{name}: {shown(config[name])}" for name in self.shaping)
        return f" with {given}" if given else ""


_END = (
    "end `network` with `global_average_pool` and `flatten`, of tokens with `average_tokens` or `take_token`, "
    "or let fields fix the size of the input"
)


def _cut(step: steps.FlatStep) -> steps.FlatStep:
    if not isinstance(step, steps.Stage):
        return step
    return evolve(step, repeat=["min", step.repeat, 3 if step.last else 2])


def _settled(graph: Graph, stages: Sequence[str]) -> bool:
    """Whether the second block of every stage emits what the first does, so that all later ones repeat it."""
    shapes = {tuple(node.name.split("/")[:2]): node.shape for node in graph.nodes}
    firsts = {name: shapes.get((name, "0")) for name in stages}
    return all(shapes.get((name, "1"), first) == first for name, first in firsts.items())


def _probes(fields: Fields, dimensions: Sequence[str], shaping: Sequence[str]) -> Iterator[_Probe]:
    """Usual values for all fields, others, the smallest, and from there each field by itself at its other end.

    In the first two, fields differ, so that none stands for another.
    """
    sizes = dimensions[1:] if len(dimensions) > 2 else ()
    for turn, image in enumerate((_SIZE, _ODD_SIZE)):
        usual = {
            name: _value(field, image if name in sizes else 3 + turn + 2 * index, turn)
            for index, (name, field) in enumerate(fields.items())
        }
        yield _Probe(values=usual, sized=bool(turn))
    # Sizes of the input that are free, and its channels, have no smallest value that all networks take.
    integers = [fields[name] for name in shaping if name not in dimensions[:1] and fields[name].type in _INTEGERS]
    raised = "raise the `minimum` of these fields, or correct that step"
    if integers:
        smallest = {name: _smallest(field, [_within(field, -1)]) for name, field in fields.items()}
        yield _Probe(values=smallest, sized=True, remedy=raised)
        for field in integers:
            bound = "give '{}' a `maximum`" if _highest(field) is None else "lower the `maximum` of '{}'"
            remedy = f"{bound.format(field.name)}, or correct that step"
            for value in (_within(field, -1) + 1, _LARGE if (highest := _highest(field)) is None else highest):
                one = _within(field, value)
                changed = {**smallest, field.name: one if field.type == "integer" else [one]}
                yield _Probe(values=changed, remedy=remedy, at=f"/fields{pointer(field.name)}")
    if any(field.type == "integers" for field in integers):
        empty = {name: _smallest(field, []) for name, field in fields.items()}
        yield _Probe(values=empty, sized=True, remedy=raised)


_INTEGERS = ("integer", "integers")


def _value(field: Field, size: int, turn: int) -> Json:
    """A valid value; of the second turn, another one where there is one."""
    given = not field.required and not field.derived
    if given and not turn:
        return field.default
    match field.type:
        case "integer":
            size = _within(field, size)
            return _within(field, size + 1) if given and size == field.default else size
        case "integers":
            return [_within(field, size)] * (turn + 1)
        case "boolean":
            return field.default is not True
        case "number" if given:
            return _within_bounds(field, 1.5 * field.default) if field.default is not None else None
        case "number" | "weights":
            return field.default
        case _:
            return fixed_values(field)[0]


def _within_bounds(field: Field, value: float) -> float:
    """A number if the bounds allow it, otherwise the default."""
    low = (field.minimum is None or value >= field.minimum) and (
        field.exclusive_minimum is None or value > field.exclusive_minimum
    )
    high = (field.maximum is None or value <= field.maximum) and (
        field.exclusive_maximum is None or value < field.exclusive_maximum
    )
    return value if low and high else field.default


def _smallest(field: Field, items: list[int]) -> Json:
    """The smallest integer; for a list of integers, these items."""
    match field.type:
        case "integer":
            return _within(field, -1)
        case "integers":
            return items
        case _:
            return _value(field, 1, 0)


def _within(field: Field, value: int) -> int:
    """The integer nearest to a value that the bounds allow."""
    lows = (field.minimum, None if field.exclusive_minimum is None else math.floor(field.exclusive_minimum) + 1)
    low = max((math.ceil(bound) for bound in lows if bound is not None), default=value)
    highest = _highest(field)
    return min(max(value, low), max(low, value if highest is None else highest))


def _highest(field: Field) -> int | None:
    """The largest integer that the bounds allow; None without one."""
    highs = (field.maximum, None if field.exclusive_maximum is None else math.ceil(field.exclusive_maximum) - 1)
    return min((math.floor(bound) for bound in highs if bound is not None), default=None)


def _cases(outputs: Mapping[tuple[Json, ...], int], enums: Mapping[str, Sequence[Json]]) -> tuple[Case, ...]:
    """The features emitted as cases, of which the first counts whose `when` fits; only enums that matter appear."""
    names = [name for index, name in enumerate(enums) if _matters(outputs, index)]
    cases: dict[tuple[Json, ...], int] = {}
    for values, units in outputs.items():
        given = dict(zip(enums, values, strict=True))
        cases[tuple(given[name] for name in names)] = units
    return tuple(Case(dict(zip(names, values, strict=True)), units) for values, units in cases.items())


def _matters(outputs: Mapping[tuple[Json, ...], int], index: int) -> bool:
    """Whether two combinations that differ in one place alone have different outputs."""
    groups: dict[tuple[Json, ...], set[int]] = {}
    for values, units in outputs.items():
        groups.setdefault(values[:index] + values[index + 1 :], set()).add(units)
    return any(len(units) > 1 for units in groups.values())
