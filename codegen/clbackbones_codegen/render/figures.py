"""Parameters and operations of the networks without a mechanism, for README."""

import math
from collections.abc import Mapping

from clbackbones_runtime.graph.graph import Graph, build_graph

from ..ir import steps
from ..ir.product import Product, resolve_field, variants_of
from ..spec.model import Json, Variant


def counted_figures(product: Product, stem: str) -> Mapping[str, str]:
    """What README says of an architecture: parameters and operations of its variants, and what they are compared with.

    Args:
        product: All pairs.
        stem: File of the architecture.

    Returns:
        Texts, empty where the file does not say for which input.
    """
    architecture = product.spec.architectures[stem]
    figures = architecture.figures
    if figures is None:
        return {"parameters": "", "macs": "", "input": "", "equals": ""}
    graphs = [figures_graph(product, stem, variant) for variant in variants_of(architecture)]
    named = ["torchvision"] if any(variant.torchvision for variant in variants_of(architecture)) else []
    return {
        "parameters": _range([sum(node.parameters for node in graph.nodes) for graph in graphs]),
        "macs": _range([sum(node.macs or 0 for node in graph.nodes) for graph in graphs]),
        "input": "x".join(map(str, figures.input)),
        "equals": ", ".join([*named, *([figures.equals] if figures.equals else [])]),
    }


def figures_graph(product: Product, stem: str, variant: Variant) -> Graph:
    """The graph of a variant with the defaults of its fields, for the input that the file names.

    Args:
        product: All pairs.
        stem: File of the architecture, which has `figures`.
        variant: Its variant.

    Raises:
        ShapeError: There is no such network.
    """
    architecture = product.spec.architectures[stem]
    assert architecture.figures is not None
    fields = {name: resolve_field(name, field, product.spec) for name, field in architecture.fields.items()}
    sizes = zip(architecture.input, architecture.figures.input, strict=True)
    values: dict[str, Json] = {name: field.default for name, field in fields.items()}
    values |= {name: size for name, size in sizes if name in fields and fields[name].required}
    values |= {**(architecture.figures.fields or {}), **variant.constants}
    return build_graph(steps.dump(product.lowered[stem]), values, architecture.figures.input)


def _range(counts: list[int]) -> str:
    """The smallest and the largest, with three digits each."""
    ends = list(dict.fromkeys(_short(count) for count in (min(counts), max(counts))))
    return " to ".join(ends)


def _short(count: int) -> str:
    """A count with three digits and the letter of its magnitude."""
    power = min(3, (len(str(count)) - 1) // 3)
    value = count / 1000**power
    digits = max(0, 2 - int(math.log10(value))) if value >= 1 else 2
    return f"{value:.{digits}f}{' kMG'[power].strip() and ' ' + ' kMG'[power]}"
