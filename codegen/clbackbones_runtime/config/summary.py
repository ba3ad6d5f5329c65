"""A network on a screen: a row per operation, and what holds for all of it. Needs rich, and no torch."""

from collections.abc import Sequence
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table

from ..graph.graph import Graph, Node
from .config import Config

__all__ = ["UNKNOWN", "Summary", "layer_table", "masks_of", "summary", "totals"]

UNKNOWN = "?"
"""A size that depends on the input."""

_WIDEST: Final = 1000
"""Columns that a table may have where nobody limits them."""


class Summary(Table):
    """A table of rich that shows itself: in notebooks, to `print`, and where Python shows what was typed."""

    def __repr__(self) -> str:
        """The table as plain text, as wide as it needs to be."""
        console = Console(width=_WIDEST, color_system=None, highlight=False)
        console.width = console.measure(self).maximum
        with console.capture() as capture:
            console.print(self)
        return "\n".join(line.rstrip() for line in capture.get().splitlines())


def masks_of(config: Config) -> str | None:
    """What masks are put on, `unit` or `weight`; None for no masks."""
    return config.catalog.mechanism(config.backbone_class().mechanism)["masks"]


def layer_table(graph: Graph, masks: str | None) -> Summary:
    """A row per operation: its output without the batch, parameters, multiplications, and what masks are put on.

    Args:
        graph: The network.
        masks: As `masks_of` says.
    """
    table = Summary(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
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


def totals(config: Config, graph: Graph) -> dict[str, str]:
    """What holds for the whole network.

    Args:
        config: Its config.
        graph: Its graph, of an input shape or of none.
    """
    masks = masks_of(config)
    extra = config.num_parameters - sum(node.parameters for node in graph.nodes)
    whose = "for masks" if masks else "of the mechanism"
    notes = {
        "input": _shape(graph.input_shape) + ("" if graph.ids is None else f", ids below {graph.ids}"),
        "output": _shape(graph.nodes[-1].shape),
        "parameters": f"{config.num_parameters:,}" + (f", {extra:,} of them {whose}" if extra else ""),
    }
    macs = [node.macs for node in graph.nodes]
    notes["MACs"] = "depend on the input" if None in macs else f"{sum(filter(None, macs)):,} per input"
    if masks:
        notes[f"mask {masks}s"] = _mask_total(graph, masks)
    return notes


def summary(config: Config, input_shape: tuple[int, ...] | None) -> Summary:
    """The table of a config, with what holds for all of it below.

    Args:
        config: The config.
        input_shape: Shape of one input, without the batch; None leaves sizes unknown that the config does not fix.

    Raises:
        ShapeError: The network cannot take the input.
    """
    graph = config.graph(input_shape)
    table = layer_table(graph, masks_of(config))
    table.title, table.title_justify, table.caption_justify = config.class_name, "left", "left"
    table.box = box.SIMPLE_HEAD
    table.caption = "\n".join(f"{term}: {text}" for term, text in totals(config, graph).items())
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


def _mask_total(graph: Graph, masks: str) -> str:
    if masks == "weight":
        return f"{sum(layer.weight + layer.bias for layer in graph.layers.values()):,}"
    total = f"{sum(graph.layers[name].units for name in graph.groups):,}"
    shared = any(len(layers) > 1 for layers in graph.groups.values())
    return total + ("; those in brackets are counted with another layer" if shared else "")
