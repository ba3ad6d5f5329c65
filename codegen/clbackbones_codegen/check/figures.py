"""Checks of what an architecture says for the figures in README: values of its fields that give a network."""

from collections.abc import Iterator

import jsonschema

from clbackbones_runtime.graph.shapes import ShapeError

from ..ir.product import Product, resolve_field, variants_of
from ..publish.field_schemas import field_schema
from ..render.figures import figures_graph
from ..spec.faults import Fault, instead, pointer, shown
from ..spec.model import Architecture


def check_figures(product: Product) -> Iterator[Fault]:
    """The faults of `figures` of every architecture of a product whose variants can be built."""
    for stem in product.lowered:
        architecture = product.spec.architectures[stem]
        if architecture.figures is not None:
            file = product.spec.architecture_file(stem)
            faults = [*_faults_of_values(file, architecture, product)]
            yield from faults or _faults_of_networks(file, stem, architecture, product)


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


def _faults_of_networks(file: str, stem: str, architecture: Architecture, product: Product) -> Iterator[Fault]:
    """Why there is no network of these values."""
    for variant in variants_of(architecture):
        try:
            figures_graph(product, stem, variant)
        except ShapeError as error:
            yield Fault(file, "/figures", f"{variant.name} cannot be built: {error}", "give other sizes or values")
            return
