"""Units that a task with masked weights cannot do without: neither constant nor unread."""

from collections.abc import Iterator, Mapping

import torch
from attrs import frozen
from torch import Tensor

from ..graph.graph import Graph, Node
from .compact import LAYERS, TaskNetwork

__all__ = ["live_units"]


@frozen
class _Constants:
    """Entries of a value that are the same for every input.

    Attributes:
        known: Which entries are, (entries,), bool.
        values: What they are, (entries,); 0 for the others.
    """

    known: Tensor
    values: Tensor


def live_units(network: TaskNetwork) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Units to keep, and what the others emit.

    A unit goes if no unit kept has a weight other than 0 for it, directly or through others; or if all it reads is
    constant, so that it is itself, and every layer that reads it can take what it adds into its bias. Units of the
    feature and of identity shortcuts stay.

    Args:
        network: What the backbone computes for the task; weights that the task does not use are 0.

    Returns:
        For each unit group, the indices of the units to keep, ascending; and what the others emit, (units,), 0 for
        those that nobody reads and for those that are kept.
    """
    graph = network.graph
    read = {name: _nonzero(network.parameters(name).weight) for name in graph.layers}
    constants = _constants_of_groups(network, read)
    always = _identity_groups(graph)
    kept: dict[str, Tensor] = {}
    rest: dict[str, Tensor] = {}
    for group in reversed(list(graph.groups)):
        constant = constants[group]
        readers = list(_readers(graph, group))
        if group in always:
            needed, foldable = torch.ones_like(constant.known), torch.zeros_like(constant.known)
        else:
            needed, foldable = torch.zeros_like(constant.known), constant.known
            if not all(network.folds_constants(name) for name, _ in readers):
                foldable = foldable & (constant.values == 0)
            for name, columns in readers:
                used = read[name][kept[graph.layers[name].group or name]][:, columns].any(0)
                needed = needed | used.view(needed.numel(), -1).any(1)
        live = needed & ~foldable
        kept[group] = live.nonzero().flatten()
        rest[group] = constant.values.where(needed & foldable, 0)
    return kept, rest


def _constants_of_groups(network: TaskNetwork, read: Mapping[str, Tensor]) -> dict[str, _Constants]:
    """What is constant among the units of each group, after its unit site."""
    graph = network.graph
    entries = graph.input_shape[0] or 0
    values = {"input": _Constants(torch.zeros(entries, dtype=torch.bool), torch.zeros(entries, dtype=torch.float64))}
    found: dict[str, _Constants] = {}
    for node in graph.nodes:
        sources = [values[name] for name in node.inputs]
        value = values[node.name] = _constants_after(network, node, sources, read)
        if node.site is not None:
            found[node.site] = value
    return found


def _constants_after(
    network: TaskNetwork, node: Node, sources: list[_Constants], read: Mapping[str, Tensor]
) -> _Constants:
    source = sources[0]
    if node.operation == "add":
        known = source.known & sources[1].known
        values = source.values + sources[1].values
    elif node.operation in LAYERS:
        taken = source.known if network.folds_constants(node.name) else source.known & (source.values == 0)
        known = ~read[node.name][:, ~taken].any(1)
        layer = network.parameters(node.name)
        weight = layer.weight.flatten(2).sum(2) if layer.weight.ndim > 2 else layer.weight
        values = weight @ source.values.where(taken, 0) + (0 if layer.bias is None else layer.bias)
    else:
        values = network.constants_after(node, source.values)
        known = source.known.repeat_interleave(values.numel() // source.known.numel())
        if not network.keeps_constants(node):
            known = known & (values == 0)
    return _Constants(known, values.where(known, 0))


def _nonzero(weight: Tensor) -> Tensor:
    """Which inputs a unit has a weight other than 0 for: (units, inputs)."""
    nonzero = weight != 0
    return nonzero.flatten(2).any(2) if nonzero.ndim > 2 else nonzero


def _readers(graph: Graph, group: str) -> Iterator[tuple[str, slice]]:
    """Layers that read a group, with the columns of their weights that it feeds."""
    for name, node in graph.layers.items():
        start = 0
        for segment in node.segments:
            size = segment.units * segment.entries
            if segment.group == group:
                yield name, slice(start, start + size)
            start += size


def _identity_groups(graph: Graph) -> set[str]:
    """Groups whose units are part of the feature, or reach a sum without a layer between."""
    nodes = {node.name: node for node in graph.nodes}

    def group_of(name: str) -> str | None:
        while name in nodes and nodes[name].site is None and nodes[name].operation not in LAYERS:
            name = nodes[name].inputs[0]
        return nodes[name].site if name in nodes else None

    summed = [name for node in graph.nodes if node.operation == "add" for name in node.inputs]
    return {group for name in [*summed, graph.nodes[-1].name] if (group := group_of(name)) is not None}
