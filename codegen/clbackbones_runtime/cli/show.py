"""`clbackbones show`: the layers of one backbone."""

import sys
from argparse import Namespace

from ..catalog import Catalog
from ..config.capacity import bytes_told, machine_memory
from ..config.scalars import written
from ..config.summary import layer_table, masks_of, totals
from ..graph.graph import Graph
from ..graph.shapes import ShapeError
from .chosen import Chosen, InvalidFile, choose
from .mistakes import Mistake
from .report import problem_lines
from .terminal import print_lines, print_notes, print_table

__all__ = ["run"]

_ITEM = 4
"""Bytes of a float32."""


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
    print_table(layer_table(graph, masks_of(config)))
    print()
    print_notes(_notes(chosen, graph))
    return 0


def _notes(chosen: Chosen, graph: Graph) -> dict[str, str]:
    """What holds for the whole network."""
    config = chosen.config
    notes = {"class": config.class_name}
    if chosen.examples:
        values = ", ".join(f"{name}={written(value)}" for name, value in chosen.examples.items())
        notes["examples"] = f"{values}; other values can be given as FIELD=VALUE"
    notes |= totals(config, graph)
    size, memory = config.num_parameters * _ITEM, machine_memory()
    more = f", more than the {bytes_told(memory)} here" if memory is not None and size > memory else ""
    notes["memory"] = f"{bytes_told(size)} of float32{more}"
    if any(node.macs is None for node in graph.nodes):
        names: list[str] = config.catalog.architecture(config.backbone_class().architecture)["input"]
        shape = zip(names, graph.input_shape, strict=True)
        sizes = (name.upper() if size is None else str(size) for name, size in shape)
        notes["MACs"] += f": --input {','.join(sizes)}"
    return notes
