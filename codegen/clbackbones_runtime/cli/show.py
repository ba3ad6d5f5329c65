"""`clbackbones show`: the layers of one backbone."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..catalog import Catalog
from ..config.capacity import bytes_told, machine_memory
from ..config.scalars import written
from ..graph.graph import Graph, Node
from ..graph.shapes import ShapeError
from .chosen import Chosen, InvalidFile, choose
from .mistakes import Mistake
from .report import problem_lines
from .terminal import print_lines, print_notes, print_table

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["UNKNOWN", "run"]

_ITEM = 4
"""Bytes of a float32."""

UNKNOWN = "?"
"""A size that depends on the input."""


def run(catalog: Catalog, options: Namespace) -> int:
    """Prints the layers and their sums; returns the exit status.

    Raises:
        Mistake: There is no such class or file, or the network does not take the input.
        OSError: The file cannot be read.
    """
    try:
        chosen = choose(catalog, options.backbone, options.fields, options.key, options.input)
    except InvalidFile as invalid:
        print_lines(problem_lines(invalid.outcome, sys.stderr), sys.stderr)
        if invalid.advice:
            print(invalid.advice, file=sys.stderr)
        return 1
    try:
        graph = chosen.config.graph(options.input)
    except ShapeError as error:
        raise Mistake(str(error)) from None
    config = chosen.config
    masks = config.catalog.mechanism(config.backbone_class().mechanism)["masks"]
    print_table(_table(graph, masks))
    print()
    print_notes(_notes(chosen, graph, masks))
    return 0


def _table(graph: Graph, masks: str | None) -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("layer", overflow="fold")
    table.add_column("operation", max_width=10)
    for title in ("output", "parameters", "MACs", *([f"mask\n{masks}s"] if masks else [])):
        table.add_column(title, justify="right", vertical="top")
    for node in graph.nodes:
        masked = [_masked(node, masks)] if masks else []
        parameters = f"{node.parameters:,}" if node.parameters else ""
        operation = node.operation.replace("_", " ")
        table.add_row(node.name, operation, _shape(node.shape), parameters, _macs(node), *masked)
    return table


def _shape(shape: Sequence[int | None]) -> str:
    return "x".join(UNKNOWN if size is None else str(size) for size in shape)


def _macs(node: Node) -> str:
    return UNKNOWN if node.macs is None else _rounded(node.macs) if node.macs else ""


def _rounded(number: float) -> str:
    """A number to four digits at most: `231.2M`."""
    for suffix in ("", "k", "M", "G"):
        if number < 999.95:
            return f"{number:.1f}{suffix}" if suffix else str(number)
        number /= 1000
    return f"{number:.1f}T"


def _masked(node: Node, masks: str) -> str:
    """How many units or weights of a layer a mask is put on; in brackets where they are another layer's as well."""
    if masks == "weight":
        return f"{node.weight + node.bias:,}" if node.weight else ""
    if node.group is None:
        return ""
    return f"{node.units:,}" if node.group == node.name else f"({node.units:,})"


def _notes(chosen: Chosen, graph: Graph, masks: str | None) -> dict[str, str]:
    """What holds for the whole network."""
    config = chosen.config
    notes = {"class": config.class_name}
    if chosen.examples:
        values = ", ".join(f"{name}={written(value)}" for name, value in chosen.examples.items())
        notes["examples"] = f"{values}; other values can be given as FIELD=VALUE"
    notes["input"], notes["output"] = _shape(graph.input_shape), _shape(graph.nodes[-1].shape)
    extra = config.num_parameters - sum(node.parameters for node in graph.nodes)
    notes["parameters"] = f"{config.num_parameters:,}" + (f", {extra:,} of them for masks" if extra else "")
    size, memory = config.num_parameters * _ITEM, machine_memory()
    more = f", more than the {bytes_told(memory)} here" if memory is not None and size > memory else ""
    notes["memory"] = f"{bytes_told(size)} of float32{more}"
    macs = [node.macs for node in graph.nodes]
    if None in macs:
        names: list[str] = config.catalog.architecture(config.backbone_class().architecture)["input"]
        shape = zip(names, graph.input_shape, strict=True)
        sizes = (name.upper() if size is None else str(size) for name, size in shape)
        notes["MACs"] = f"depend on the input: --input {','.join(sizes)}"
    else:
        notes["MACs"] = f"{sum(filter(None, macs)):,} per input"
    if masks:
        notes[f"mask {masks}s"] = _mask_total(graph, masks)
    return notes


def _mask_total(graph: Graph, masks: str) -> str:
    if masks == "weight":
        return f"{sum(layer.weight + layer.bias for layer in graph.layers.values()):,}"
    total = f"{sum(graph.layers[name].units for name in graph.groups):,}"
    shared = any(len(layers) > 1 for layers in graph.groups.values())
    return total + ("; those in brackets are counted with another layer" if shared else "")
