"""Checks across files: references resolve, names are unique, aliases are free, shapes agree along every path."""

import itertools
from collections.abc import Iterable, Iterator, Mapping

import jsonschema

from .check_mechanism import check_mechanism
from .check_steps import StepChecker
from .errors import Fault, SpecError, instead, pointer
from .field_schemas import field_schema
from .lower import lower
from .model import ABSENT, Architecture, Field, Json, Spec, Variant
from .product import activation_rows, derived_output, pairs, probe, resolve_field, variants_of
from .runtime.graph import ShapeError, build_graph
from .runtime.spec import read_field

# Input sizes with which every variant is tried: even, and odd so that rounding shows.
_SIZES = (64, 97)
_PART_TYPES: Mapping[str, tuple[str, ...]] = {
    "norm": ("boolean", "enum"),
    "activation": ("activation",),
    "bias": ("boolean",),
    "dropout": ("number",),
}


def check(spec: Spec) -> None:
    """Checks a spec that is in the dialect.

    Raises:
        SpecError: With every fault found. Shapes are tried only when nothing else is wrong.
    """
    faults = [
        *_check_fields("schema/fields.json", spec.fields, spec, pointer()),
        *(fault for name in spec.mechanisms for fault in check_mechanism(name, spec)),
        *(fault for stem, architecture in spec.architectures.items() for fault in _architecture(stem, architecture, spec)),
    ]
    if not faults:
        faults += [*_check_mechanism_fields(spec), *_check_names(spec)]
    if not faults:
        for stem, architecture in spec.architectures.items():
            for index, variant in enumerate(variants_of(architecture)):
                faults += _check_shapes(stem, architecture, index, variant, spec)
    if faults:
        raise SpecError(faults)


def check_python(files: Mapping[str, str]) -> None:
    """Compiles every generated module, so that nothing broken is written.

    Raises:
        SpecError: If one is no Python.
    """
    faults: list[Fault] = []
    for path, text in files.items():
        if path.endswith(".py"):
            try:
                compile(text, path, "exec", dont_inherit=True)
            except SyntaxError as error:
                place = f"generated/clbackbones/{path}:{error.lineno}:{error.offset}"
                faults.append(Fault(place, "", f"not Python ({error.msg})", "correct the template or the runtime module"))
    if faults:
        raise SpecError(faults)


# Fields


def _check_fields(file: str, fields: Mapping[str, Field], spec: Spec, at: str) -> Iterator[Fault]:
    for name, field in fields.items():
        yield from _check_field(file, f"{at}{pointer(name)}", name, field, spec)


def _check_field(file: str, at: str, name: str, field: Field, spec: Spec) -> Iterator[Fault]:
    if field.use is not None and field.use not in spec.fields:
        yield Fault(file, f"{at}/use", f"'{field.use}' does not stand in fields.json", instead(field.use, spec.fields))
        return
    start = spec.fields.get(field.use or name, Field())
    if field.type is None and field.enum is None and start.type is None and start.enum is None:
        near = instead(name, spec.fields)
        yield Fault(file, at, f"'{name}' has no type", f"{near}, or give it `type` or `enum`")
        return
    if field.type is not None and field.enum is not None:
        yield Fault(file, at, f"'{name}' has both `type` and `enum`", "keep one of the two")
    if field.description is None and start.description is None:
        yield Fault(file, at, f"'{name}' has no description", "describe it in one or two sentences")
        return
    entry = resolve_field(name, field, spec)
    validator = jsonschema.Draft7Validator(field_schema(read_field(name, entry), activation_rows(spec)))
    examples: Iterable[Json] = entry.get("examples", ())
    for key, values in (("default", [field.default] if field.default is not ABSENT else []), ("examples", examples)):
        for value in values:
            if not validator.is_valid(value):
                yield Fault(file, f"{at}/{key}" if key == "default" else at, f"{value!r} is no value of '{name}'", f"write a {key} that it accepts")


def _check_mechanism_fields(spec: Spec) -> Iterator[Fault]:
    for name, mechanism in spec.mechanisms.items():
        yield from _check_fields(f"schema/mechanisms/{name}.json", mechanism.fields or {}, spec, "/fields")
    for pair in pairs(spec):
        file = f"schema/mechanisms/{pair.mechanism_name}.json"
        owners: dict[str, str] = {}
        for name, entry in pair.fields.items():
            for spelling in (name, *entry.get("aliases", ())):
                if owners.setdefault(spelling, name) != name:
                    message = f"'{spelling}' is a spelling of both '{owners[spelling]}' and '{name}' of {pair.architecture.name}"
                    yield Fault(file, "/fields", message, "give one of them another name")
        for part, field in pair.architecture.parts.items():
            if pair.fields[field]["type"] not in _PART_TYPES[part]:
                message = f"'{field}' governs the part '{part}' of {pair.architecture.name} and cannot be of type {pair.fields[field]['type']}"
                yield Fault(file, f"/fields/{field}", message, f"make it {' or '.join(_PART_TYPES[part])}")


# Architectures


def _architecture(stem: str, architecture: Architecture, spec: Spec) -> Iterator[Fault]:
    file = f"schema/architectures/{stem}.json"
    yield from _check_fields(file, architecture.fields, spec, "/fields")
    if architecture.input[0] not in architecture.fields:
        message = f"'{architecture.input[0]}' is no field; the first size of the input must be one"
        yield Fault(file, "/input/0", message, instead(architecture.input[0], architecture.fields))
    for part, field in architecture.parts.items():
        if field not in architecture.fields:
            yield Fault(file, f"/parts/{part}", f"'{field}' is no field", instead(field, architecture.fields))
    yield from _variant_rows(file, architecture)
    yield from StepChecker(file, architecture, _choices(architecture, spec)).run()


def _choices(architecture: Architecture, spec: Spec) -> dict[str, list[str]]:
    """Values of the enum fields."""
    found: dict[str, list[str]] = {}
    for name, field in architecture.fields.items():
        choices = field.enum or spec.fields.get(field.use or name, Field()).enum
        if choices is not None:
            found[name] = list(choices)
    return found


def _variant_rows(file: str, architecture: Architecture) -> Iterator[Fault]:
    columns = architecture.constants or {}
    for index, variant in enumerate(architecture.variants or []):
        at = f"/variants/{index}"
        for name in columns.keys() - variant.constants.keys():
            yield Fault(file, at, f"{variant.name} has no '{name}'", f"add it ({columns[name]})")
        for name in variant.constants.keys() - columns.keys():
            yield Fault(file, f"{at}/{name}", f"'{name}' does not stand in `constants`", instead(name, columns))
    for name in columns:
        kinds = {type(variant.constants.get(name)) for variant in architecture.variants or []} - {type(None)}
        if len(kinds) > 1:
            yield Fault(file, "/variants", f"the values of '{name}' differ in type", "use one type in all rows")


def _check_names(spec: Spec) -> Iterator[Fault]:
    """Class names and aliases are free, across all pairs."""
    owners: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for name, mechanism in spec.mechanisms.items():
        if mechanism.prefix is not None and prefixes.setdefault(mechanism.prefix, name) != name:
            file = f"schema/mechanisms/{name}.json"
            yield Fault(file, "/prefix", f"'{mechanism.prefix}' is the prefix of {prefixes[mechanism.prefix]}", "choose another")
    for pair in pairs(spec):
        stem = next(stem for stem, architecture in spec.architectures.items() if architecture is pair.architecture)
        file = f"schema/architectures/{stem}.json"
        for index, variant in enumerate(pair.variants):
            for name in (variant.name, *(variant.aliases or [])):
                given = pair.class_name(name)
                place = f"{file}#/variants/{index}"
                if owners.setdefault(given, place) != place:
                    yield Fault(file, f"/variants/{index}", f"the name {given} is taken by {owners[given]}", "choose another name")


# Shapes


def _check_shapes(stem: str, architecture: Architecture, index: int, variant: Variant, spec: Spec) -> Iterator[Fault]:
    """Builds the graph of a variant for every combination of enum values."""
    file = f"schema/architectures/{stem}.json"
    at = f"/variants/{index}" if architecture.variants else "/network"
    flat = lower(architecture)
    resolved = {name: resolve_field(name, field, spec) for name, field in architecture.fields.items()}
    enums = {name: list(entry["choices"]) for name, entry in resolved.items() if entry["type"] == "enum"}
    for values in itertools.product(*enums.values()):
        chosen = dict(zip(enums, values, strict=True))
        config = probe(resolved, 3) | chosen | variant.constants
        given = f" with {', '.join(f'{key}: {value}' for key, value in chosen.items())}" if chosen else ""
        for size in _SIZES:
            shape = [config.get(name, size) for name in architecture.input]
            try:
                graph = build_graph(flat, config, shape)
            except ShapeError as error:
                yield Fault(file, at, f"{variant.name}{given} cannot be built: {error}", "make the shapes agree")
                break
            output = config.get("output_dim")
            if not resolved["output_dim"].get("derived") and graph.output_units != output:
                message = f"{variant.name}{given} emits {graph.output_units} features where output_dim is {output}"
                yield Fault(file, at, message, 'end the network with `output_dim` units, or declare it {"derived": true}')
                break
    if resolved["output_dim"].get("derived"):
        try:
            derived_output(architecture, variant, spec)
        except ValueError as error:
            yield Fault(file, "/fields/output_dim", str(error), "let it depend on the variant and on enum fields only")
