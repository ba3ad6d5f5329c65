"""Checks across files: references resolve, names are unique, aliases free, shapes agree along every path."""

from collections.abc import Iterator, Mapping

from .check_fields import (
    check_architecture_fields,
    check_fields,
    check_input_fields,
    check_pair_fields,
    choices_of,
    type_of,
)
from .check_mechanism import check_mechanism
from .check_names import check_names
from .check_shapes import check_shapes
from .check_steps import StepChecker, used_names
from .errors import Fault, SpecError, instead
from .kinds import in_words, kind_of_field, kind_of_value
from .model import Architecture, Field, Spec
from .product import Derived, resolve_field


def check(spec: Spec) -> Derived:
    """Checks a spec that is in the dialect.

    What needs sound files is looked at only when each file is sound by itself, and shapes only after that.

    Returns:
        What the derived fields of each variant must be.

    Raises:
        SpecError: With every fault found.
    """
    faults = [*check_fields(spec.places["fields.json"], "", spec.fields, spec, inherit=False)]
    for name, mechanism in spec.mechanisms.items():
        file = spec.mechanism_file(name)
        faults += check_fields(file, "/fields", mechanism.fields or {}, spec, inherit=False)
        drop_in_fields = (mechanism.clarena and mechanism.clarena.fields) or {}
        faults += check_fields(file, "/clarena/fields", drop_in_fields, spec, inherit=False)
        faults += check_mechanism(name, spec)
    for stem, architecture in spec.architectures.items():
        faults += _architecture(spec.architecture_file(stem), architecture, spec)
    if not faults:
        used = {architecture.name: used_names(architecture) for architecture in spec.architectures.values()}
        faults += [*check_names(spec), *check_pair_fields(spec, used)]
    derived: Derived = {}
    if not faults:
        derived, faults = check_shapes(spec)
    if faults:
        raise SpecError(faults)
    return derived


def check_python(files: Mapping[str, str], package: str) -> None:
    """Compiles every generated module, so that nothing broken is written.

    Args:
        files: Texts by path in the package.
        package: Its name.

    Raises:
        SpecError: If one is no Python.
    """
    faults: list[Fault] = []
    for path, text in files.items():
        if path.endswith(".py"):
            try:
                compile(text, path, "exec", dont_inherit=True)
            except SyntaxError as error:
                place = f"generated/{package}/{path}:{error.lineno}:{error.offset}"
                hint = "correct the template or the runtime module that it comes from"
                faults.append(Fault(place, "", f"not Python ({error.msg})", hint))
    if faults:
        raise SpecError(faults)


def _architecture(file: str, architecture: Architecture, spec: Spec) -> Iterator[Fault]:
    """What can be said of one architecture by itself."""
    faults = [*check_architecture_fields(file, architecture, spec)]
    broken = {fault.pointer.split("/")[2] for fault in faults if fault.pointer.startswith("/fields/")}
    entries = {
        name: resolve_field(name, field, spec) for name, field in architecture.fields.items() if name not in broken
    }
    faults += check_input_fields(file, architecture, entries)
    # Nothing is known about a field that has faults; a derived one cannot be computed with.
    kinds = {name: kind_of_field(entries[name]) if name in entries else None for name in architecture.fields}
    if architecture.fields.get("output_dim", Field()).derived:
        del kinds["output_dim"]
    choices = choices_of({name: entry for name, entry in entries.items() if name in kinds})
    faults += StepChecker(file, architecture, kinds, choices).run()
    faults += _variant_rows(file, architecture)
    yield from faults
    if not faults:  # otherwise a misspelt name would be told twice
        yield from _unused(file, architecture, spec)


def _variant_rows(file: str, architecture: Architecture) -> Iterator[Fault]:
    columns, rows = architecture.constants or {}, architecture.variants or []
    if columns and not rows:
        yield Fault(file, "/constants", "there are no variants to give them values", "add `variants`, or remove them")
    for index, variant in enumerate(rows):
        at = f"/variants/{index}"
        for name in columns.keys() - variant.constants.keys():
            yield Fault(file, at, f"{variant.name} has no '{name}'", f"add it ({columns[name].rstrip('.')})")
        for name in variant.constants.keys() - columns.keys():
            yield Fault(file, f"{at}/{name}", f"'{name}' does not stand in `constants`", instead(name, columns))
        for name, value in variant.constants.items():
            if isinstance(value, str) and value not in (architecture.blocks or {}):
                blocks = architecture.blocks or {}
                yield Fault(file, f"{at}/{name}", f"there is no block '{value}'", instead(value, blocks))
    for name in columns:
        kinds = [kind_of_value(row.constants[name]) for row in rows if name in row.constants]
        usual = max(kinds, key=kinds.count, default=None)
        for index, row in enumerate(rows):
            kind = kind_of_value(row.constants.get(name))
            if name in row.constants and (kind is None or kind != usual):
                message = f"'{name}' of {row.name} is of another kind than in other rows"
                hint = f"write {in_words(usual)}" if usual is not None else "write values of one kind"
                yield Fault(file, f"/variants/{index}/{name}", message, hint)


def _unused(file: str, architecture: Architecture, spec: Spec) -> Iterator[Fault]:
    """What is declared and changes nothing; users would set it in vain."""
    weights = architecture.initial_weights
    used = used_names(architecture)
    in_fields = {*used, *architecture.input, *architecture.parts.values(), *((weights and weights.when) or {})}
    weights_fields = {name for name, field in architecture.fields.items() if type_of(name, field, spec) == "weights"}
    rows = architecture.variants or []
    in_blocks = used | {value for row in rows for value in row.constants.values() if isinstance(value, str)}
    declared = [
        *((f"/fields/{name}", name, in_fields | {"output_dim"} | weights_fields) for name in architecture.fields),
        *((f"/constants/{name}", name, used) for name in architecture.constants or {}),
        *((f"/blocks/{name}", name, in_blocks) for name in architecture.blocks or {}),
        *(
            (f"/blocks/{name}/arguments/{argument}", argument, used_names(architecture, block))
            for name, block in (architecture.blocks or {}).items()
            for argument in block.arguments
        ),
    ]
    for at, name, where in declared:
        if name not in where:
            yield Fault(file, at, f"nothing uses '{name}'", "remove it, or use it in a step")
