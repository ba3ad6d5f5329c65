"""Trial of every variant without torch: shapes agree along every path, and what `output_dim` must be.

Each combination of the enum fields that steps compute with is tried, with several values for everything else.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from clbackbones_runtime.graph.graph import Graph, build_graph
from clbackbones_runtime.graph.shapes import FeatureError

from .check_steps import used_names
from .errors import Fault, shown
from .lower import FlatStep, lower
from .model import Architecture, Json, Spec, Variant
from .product import Derived, resolve_field, variants_of

Values = dict[str, Json]
Entries = Mapping[str, Mapping[str, Json]]

_FAILURES = (ValueError, IndexError, ZeroDivisionError)
"""What `build_graph` raises where a network cannot be built."""

# Sizes of images where they are free, or fixed by a field: the usual one, and an odd one, so that rounding shows.
_SIZE, _ODD_SIZE = 224, 299


def check_shapes(spec: Spec) -> tuple[Derived, list[Fault]]:
    """Tries every variant of every architecture.

    Args:
        spec: A spec that has no other faults.

    Returns:
        What the derived fields of each variant must be, by its name, and the faults.
    """
    derived: Derived = {}
    faults: list[Fault] = []
    for stem, architecture in spec.architectures.items():
        trial = _Trial.of(stem, architecture, spec)
        alike: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for index, variant in enumerate(variants_of(architecture)):
            try:
                outputs = trial.run(variant)
            except _VariantError as failure:
                at = failure.at or (f"/variants/{index}" if architecture.variants else "/network")
                alike.setdefault((failure.what, failure.hint), []).append((at, variant.name))
                continue
            if trial.derived:
                derived[variant.name] = {"output_dim": _cases(outputs, trial.enums)}
        for (what, hint), failed in alike.items():
            at, name = failed[0]
            more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
            faults.append(Fault(trial.file, at, f"{name}{more} {what}", hint))
    return derived, faults


class _VariantError(Exception):
    """What is wrong with a variant, without its name, and what to write; `at` where it is not the variant's fault."""

    def __init__(self, what: str, hint: str, at: str | None = None) -> None:
        super().__init__(what)
        self.what, self.hint, self.at = what, hint, at


@frozen
class _Trial:
    """What is the same for all variants of an architecture.

    Attributes:
        file: Its file.
        flat: Its flat steps.
        cut: The same with at most two blocks per stage.
        enums: Values of the enum fields that its steps compute with.
        probes: Values of all other fields, to be tried one set after the other.
        input: Names of the input's dimensions.
        shaping: Fields that its steps compute with, for messages.
        derived: Whether the network decides what `output_dim` is.
    """

    file: str
    flat: Mapping[str, Json]
    cut: Mapping[str, Json]
    enums: Mapping[str, Sequence[Json]]
    probes: Sequence[Values]
    input: Sequence[str]
    shaping: Sequence[str]
    derived: bool

    @classmethod
    def of(cls, stem: str, architecture: Architecture, spec: Spec) -> "_Trial":
        """The trial of an architecture."""
        entries = {name: resolve_field(name, field, spec) for name, field in architecture.fields.items()}
        used = used_names(architecture)
        shaping = [name for name in entries if name in used or name in architecture.input]
        enums = {name: _choices(entries[name]) for name in shaping if entries[name]["type"] == "enum"}
        flat = lower(architecture)
        return cls(
            file=spec.architecture_file(stem),
            flat=flat,
            cut={**flat, "steps": [_cut(step) for step in flat["steps"]]},
            enums=enums,
            probes=[*_probes(entries, architecture.input, shaping)],
            input=architecture.input,
            shaping=shaping,
            derived=bool(entries["output_dim"].get("derived")),
        )

    def run(self, variant: Variant) -> dict[tuple[Json, ...], int]:
        """Features that a variant emits, for each combination of enum values.

        Raises:
            _VariantError: With the first fault.
        """
        outputs: dict[tuple[Json, ...], int] = {}
        for values in itertools.product(*self.enums.values()):
            found: list[int] = []
            for probe in self.probes:
                config = {**probe, **dict(zip(self.enums, values, strict=True)), **variant.constants}
                # The first one leaves free sizes open, as a network does before it has seen an input.
                shape = [config.get(name, _ODD_SIZE) for name in self.input] if found else None
                try:
                    found.append(self._features(config, shape))
                except _FAILURES as error:
                    what = f"cannot be built{self._given(config)}: {error}"
                    raise _VariantError(what, self._remedy(error, len(found))) from None
                if not self.derived and found[-1] != config["output_dim"]:
                    hint = 'end the network with `output_dim` units, or declare that field {"derived": true}'
                    raise _VariantError(f"emits {found[-1]} features{self._given(config)}", hint)
            if self.derived and len(set(found)) > 1:
                hint = "let it depend on constants of the variant and on enum fields alone"
                what = f"emits {found[0]} or {found[1]} features, by a field that is no enum"
                raise _VariantError(what, hint, "/fields/output_dim")
            outputs[values] = found[0]
        return outputs

    def _features(self, config: Values, shape: Sequence[int] | None) -> int:
        """Features that a network emits, told by the cut one where that is certain: depth then costs nothing."""
        try:
            graph = build_graph(self.cut, config, shape)
        except _FAILURES:
            pass
        else:
            if _settled(graph, self.flat):
                return graph.output_units
        return build_graph(self.flat, config, shape).output_units

    def _given(self, config: Values) -> str:
        given = ", ".join(f"{name}: {shown(config[name])}" for name in self.shaping)
        return f" with {given}" if given else ""

    def _remedy(self, error: Exception, position: int) -> str:
        if isinstance(error, FeatureError):
            return "end `network` with `global_average_pool` and `flatten`, or let fields fix the size of the input"
        if position >= _USUAL:
            return "raise the `minimum` of these fields, or correct that step"
        return "correct that step"


def _cut(step: FlatStep) -> FlatStep:
    return {**step, "repeat": ["min", step["repeat"], 2]} if step["step"] == "stage" else step


def _settled(graph: Graph, flat: Mapping[str, Json]) -> bool:
    """Whether the second block of every stage emits what the first does, so that all later ones repeat it."""
    shapes = {tuple(node.name.split("/")[:2]): node.shape for node in graph.nodes}
    stages = [step["name"] for step in flat["steps"] if step["step"] == "stage"]
    return all(shapes.get((name, "1"), first) == first for name in stages for first in [shapes.get((name, "0"))])


# How many sets of values are tried before the smallest ones.
_USUAL = 2


def _probes(entries: Entries, dimensions: Sequence[str], shaping: Sequence[str]) -> Iterator[Values]:
    """Values for all fields: usual ones, others, and the smallest. Fields differ, so that none stands for another."""
    sizes = dimensions[1:] if len(dimensions) == 3 else ()
    for turn in range(_USUAL):
        image = _ODD_SIZE if turn else _SIZE
        yield {
            name: _value(entry, image if name in sizes else 3 + turn + 2 * index, turn)
            for index, (name, entry) in enumerate(entries.items())
        }
    # Sizes of the input that are free, and its channels, have no smallest value that all networks take.
    types = {entries[name]["type"] for name in shaping if name not in dimensions[:1]}
    if types & {"integer", "integers"}:
        yield {name: _smallest(entry, [_within(entry, -1)]) for name, entry in entries.items()}
    if "integers" in types:
        yield {name: _smallest(entry, []) for name, entry in entries.items()}


def _value(entry: Mapping[str, Json], size: int, turn: int) -> Json:
    """A valid value; of the second turn, another one where there is one."""
    default = entry.get("default")
    if "default" in entry and not turn:
        return default
    match entry["type"]:
        case "integer":
            size = _within(entry, size)
            return _within(entry, size + 1) if size == default else size
        case "integers":
            return [_within(entry, size)] * (turn + 1)
        case "boolean":
            return default is not True
        case "number" | "weights":
            return default
        case _:
            return _choices(entry)[0]


def _smallest(entry: Mapping[str, Json], items: list[int]) -> Json:
    """The smallest integer; for a list of integers, these items."""
    match entry["type"]:
        case "integer":
            return _within(entry, -1)
        case "integers":
            return items
        case _:
            return _value(entry, 1, 0)


def _within(entry: Mapping[str, Json], value: int) -> int:
    """The integer nearest to a value that the bounds allow."""
    low = max(math.ceil(entry.get("minimum", value)), math.floor(entry.get("exclusive_minimum", value - 1)) + 1)
    high = min(math.floor(entry.get("maximum", value)), math.ceil(entry.get("exclusive_maximum", value + 1)) - 1)
    return min(max(value, low), max(low, high))


def _choices(entry: Mapping[str, Json]) -> list[Json]:
    return [*entry["choices"], *([None] if entry.get("nullable") else [])]


def _cases(outputs: Mapping[tuple[Json, ...], int], enums: Mapping[str, Sequence[Json]]) -> list[dict[str, Any]]:
    """The features emitted as cases, of which the first counts whose `when` fits; only enums that matter appear."""
    names = [name for index, name in enumerate(enums) if _matters(outputs, index)]
    cases: dict[tuple[Json, ...], int] = {}
    for values, units in outputs.items():
        given = dict(zip(enums, values, strict=True))
        cases[tuple(given[name] for name in names)] = units
    return [{"when": dict(zip(names, values, strict=True)), "value": units} for values, units in cases.items()]


def _matters(outputs: Mapping[tuple[Json, ...], int], index: int) -> bool:
    """Whether two combinations that differ in one place alone have different outputs."""
    groups: dict[tuple[Json, ...], set[int]] = {}
    for values, units in outputs.items():
        groups.setdefault(values[:index] + values[index + 1 :], set()).add(units)
    return any(len(units) > 1 for units in groups.values())
