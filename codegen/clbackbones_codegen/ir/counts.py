"""What the networks that README's figures are of have: parameters and operations, without a mechanism."""

from collections.abc import Iterator

from attrs import frozen

from clbackbones_runtime.graph.graph import build_graph
from clbackbones_runtime.graph.shapes import ShapeError

from ..spec.model import Json, Variant
from . import steps
from .product import Product, resolve_field, variants_of


@frozen(kw_only=True)
class Counts:
    """What the network of a variant has, with the values and for the input that its architecture names.

    Attributes:
        stem: File of the architecture.
        variant: The variant.
        parameters: How many parameters the network has.
        macs: How many multiplications and additions it computes for one input.
        failure: Why there is no such network; None where there is.
    """

    stem: str
    variant: Variant
    parameters: int = 0
    macs: int = 0
    failure: str | None = None


def count_networks(product: Product) -> tuple[Counts, ...]:
    """Counts what the networks of every architecture with `figures` have, whose values are those of a config."""
    return tuple(counts for stem in product.lowered for counts in _counted(product, stem))


def _counted(product: Product, stem: str) -> Iterator[Counts]:
    architecture = product.spec.architectures[stem]
    if architecture.figures is None:
        return
    fields = {name: resolve_field(name, field, product.spec) for name, field in architecture.fields.items()}
    sizes = zip(architecture.input, architecture.figures.input, strict=True)
    values: dict[str, Json] = {name: field.default for name, field in fields.items()}
    values |= {name: size for name, size in sizes if name in fields and fields[name].required}
    values |= architecture.figures.fields or {}
    written = steps.dump(product.lowered[stem])
    for variant in variants_of(architecture):
        try:
            nodes = build_graph(written, {**values, **variant.constants}, architecture.figures.input).nodes
        except ShapeError as error:
            yield Counts(stem=stem, variant=variant, failure=str(error))
        else:
            parameters, macs = sum(node.parameters for node in nodes), sum(node.macs or 0 for node in nodes)
            yield Counts(stem=stem, variant=variant, parameters=parameters, macs=macs)
