"""Checks of what an architecture says for the figures in README: values of its fields that give a network."""

from collections.abc import Iterable, Iterator

import jsonschema

from ..ir.counts import Counts
from ..ir.product import Product, resolve_field
from ..publish.field_schemas import field_schema
from ..spec.faults import Fault, instead, pointer, shown
from ..spec.model import Architecture, Spec


def check_figures(product: Product) -> Iterator[Fault]:
    """The values in `figures` that are none of their fields, of every architecture of a product."""
    for stem in product.lowered:
        architecture = product.spec.architectures[stem]
        if architecture.figures is not None:
            yield from _faults_of_values(product.spec.architecture_file(stem), architecture, product)


def _faults_of_values(file: str, architecture: Architecture, product: Product) -> Iterator[Fault]:
    """What is no value of a field, and fields that lack one."""
    assert architecture.figures is not None
    given = architecture.figures.fields or {}
    sizes = architecture.figures.input
    if len(sizes) != len(architecture.input):
        message = f"it has {len(sizes)} sizes, and the input has {len(architecture.input)}"
        yield Fault(file, "/figures/input", message, f"write one each for {', '.join(architecture.input)}")
    for name in given:
        if name not in architecture.fields:
            yield Fault(
                file, f"/figures/fields{pointer(name)}", f"'{name}' is no field", instead(name, architecture.fields)
            )
    for name, declared in architecture.fields.items():
        field = resolve_field(name, declared, product.spec)
        if name in given:
            if not jsonschema.Draft7Validator(field_schema(field, product.spec.activations)).is_valid(given[name]):
                message = f"{shown(given[name])} is no value of '{name}'"
                yield Fault(file, f"/figures/fields{pointer(name)}", message, "write one that a config may have")
        elif field.required and name not in architecture.input:
            message = f"'{name}' has no default, and no value here"
            yield Fault(file, "/figures/fields", message, f"add '{name}'")


def check_counts(spec: Spec, counts: Iterable[Counts]) -> Iterator[Fault]:
    """Networks of `figures` that there are none of; one is told of each architecture.

    Args:
        spec: The spec.
        counts: What its networks have.
    """
    failed = {each.stem: each for each in reversed([*counts]) if each.failure is not None}
    for stem, each in failed.items():
        message = f"{each.variant.name} cannot be built: {each.failure}"
        yield Fault(spec.architecture_file(stem), "/figures", message, "give other sizes or values")
