"""Checks across files: references resolve, names are unique, aliases free, shapes agree along every path."""

from collections.abc import Iterable, Iterator, Mapping

from ..ir.kinds import fixed_values, kind_of_field, kind_of_value
from ..ir.product import Product, computed_names, resolve_field, used_names
from ..ir.trial import Failure, Trial
from ..spec.faults import Fault, instead
from ..spec.model import OUTPUT_DIM, Architecture, Field, Spec
from .fields import (
    check_architecture_fields,
    check_field,
    check_fields,
    check_input_fields,
)
from .mechanisms import check_mechanism
from .names import check_names
from .pairs import check_pair_fields
from .parts import check_mechanism_parts, type_of
from .steps import StepChecker


def check(spec: Spec) -> Iterator[Fault]:
    """What can be said of each file of a spec by itself, and of the names in it that other files define."""
    yield from check_fields(spec.places["fields.json"], "", spec.fields, spec, inherit=False)
    for name, mechanism in spec.mechanisms.items():
        file = spec.mechanism_file(name)
        yield from check_fields(file, "/fields", mechanism.fields or {}, spec, inherit=False)
        for part, field in (mechanism.parts or {}).items():
            yield from check_field(file, f"/parts/{part}", part, field, spec, inherit=False)
        drop_in_fields = (mechanism.clarena and mechanism.clarena.fields) or {}
        yield from check_fields(file, "/clarena/fields", drop_in_fields, spec, inherit=False)
        yield from check_mechanism_parts(file, mechanism, spec)
        yield from check_mechanism(name, spec)
    for stem, architecture in spec.architectures.items():
        yield from _architecture(spec.architecture_file(stem), architecture, spec)


def check_product(product: Product) -> Iterator[Fault]:
    """What can be said of architectures and mechanisms together, where each file is sound: names and fields."""
    yield from check_names(product)
    yield from check_pair_fields(product)


def check_trials(spec: Spec, trials: Iterable[Trial]) -> Iterator[Fault]:
    """Variants that cannot be built; those that fail alike are told once.

    Args:
        spec: The spec.
        trials: How its variants fared.
    """
    alike: dict[tuple[str, Failure], list[Trial]] = {}
    for trial in trials:
        if trial.failure is not None:
            alike.setdefault((trial.stem, trial.failure), []).append(trial)
    for (stem, failure), (first, *others) in alike.items():
        at = failure.at or ("/network" if first.index is None else f"/variants/{first.index}")
        more = f" (and {len(others)} more)" if others else ""
        what = f"{first.variant.name}{more} {failure.what}"
        yield Fault(spec.architecture_file(stem), at, what, failure.hint)


def check_python(files: Mapping[str, str], package: str) -> Iterator[Fault]:
    """Compiles every generated module, so that nothing broken is written.

    Args:
        files: Texts by path in the package.
        package: Its name.
    """
    for path, text in files.items():
        if path.endswith(".py"):
            try:
                compile(text, path, "exec", dont_inherit=True)
            except SyntaxError as error:
                place = f"{package}/{path}:{error.lineno}:{error.offset}"
                yield Fault(place, "", f"not Python ({error.msg})", "correct the template or what the spec puts there")


def _architecture(file: str, architecture: Architecture, spec: Spec) -> Iterator[Fault]:
    """What can be said of one architecture by itself."""
    faults = [*check_architecture_fields(file, architecture, spec)]
    fields = {
        name: resolve_field(name, field, spec)
        for name, field in architecture.fields.items()
        if not any(check_field(file, "", name, field, spec, inherit=True))
    }
    faults += check_input_fields(file, architecture, fields)
    # Nothing is known about a field that has faults; a derived one cannot be computed with.
    kinds = {name: kind_of_field(fields[name]) if name in fields else None for name in architecture.fields}
    if architecture.fields.get(OUTPUT_DIM, Field()).derived:
        del kinds[OUTPUT_DIM]
    choices = {name: values for name, field in fields.items() if name in kinds and (values := fixed_values(field))}
    faults += StepChecker(file, architecture, kinds, choices, spec.operations, spec.activations).run()
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
                hint = f"write {usual.in_words()}" if usual is not None else "write values of one kind"
                yield Fault(file, f"/variants/{index}/{name}", message, hint)


def _unused(file: str, architecture: Architecture, spec: Spec) -> Iterator[Fault]:
    """What is declared and changes nothing; users would set it in vain."""
    used = used_names(architecture)
    in_fields = {*computed_names(architecture), *architecture.input, *architecture.governors}
    weights_fields = {name for name, field in architecture.fields.items() if type_of(name, field, spec) == "weights"}
    rows = architecture.variants or []
    in_blocks = used | {value for row in rows for value in row.constants.values() if isinstance(value, str)}
    declared = [
        *((f"/fields/{name}", name, in_fields | {OUTPUT_DIM} | weights_fields) for name in architecture.fields),
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
