"""Units that a task with masked weights cannot do without: neither constant nor unread."""

from collections.abc import Iterator, Mapping

import torch
from attrs import frozen
from torch import Tensor

from ..graph.graph import Graph, Node, Segment
from ..graph.kinds import Attention, Merge, Opaque, PerUnit, Select, Weighted
from ..graph.shapes import features
from ..layers.units import dense_matrix
from .compact import TaskNetwork
from .compact_task import KeptUnits

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


def live_units(network: TaskNetwork) -> KeptUnits:
    """Units to keep, and what the others emit.

    A unit goes if no unit kept has a weight other than 0 for it, directly or through others; or if all it reads is
    constant, so that it is itself, and every layer that reads it can take what it adds into its bias. Units of the
    feature and of identity shortcuts stay, and those that an opaque operation reads.

    Args:
        network: What the backbone computes for the task; weights that the task does not use are 0.

    Returns:
        For each unit group, the indices of the units to keep, ascending; and what the others emit, (units,), 0 for
        those that nobody reads and for those that are kept.
    """
    graph = network.graph
    read = {name: _read(network, name) for name in graph.layers}
    constants = _constants_of_groups(network, read)
    always = _groups_read_as_they_are(graph)
    kept: dict[str, Tensor] = {}
    rest: dict[str, Tensor] = {}
    for group in reversed(list(graph.groups)):
        constant = constants[group]
        readers = list(_readers(graph, group))
        if group in always:
            needed, foldable = torch.ones_like(constant.known), torch.zeros_like(constant.known)
        else:
            needed, foldable = torch.zeros_like(constant.known), constant.known
            if not all(network.kind(name).folds_constants for name, _, _ in readers):
                foldable = foldable & (constant.values == 0)
            for name, segment, columns in readers:
                used = read[name][kept[graph.layers[name].group or name]][:, columns].any(0)
                needed[segment.start : segment.start + segment.units] |= used.view(segment.units, -1).any(1)
        live = needed & ~foldable
        kept[group] = live.nonzero().flatten()
        rest[group] = constant.values.where(needed & foldable, 0)
    return kept, rest


def _constants_of_groups(network: TaskNetwork, read: Mapping[str, Tensor]) -> dict[str, _Constants]:
    """What is constant among the units of each group, after its unit site."""
    graph = network.graph
    entries = graph.inputs
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
    source, *_ = sources
    match node.kind:
        case Merge(effect="concat"):
            known, values = torch.cat([each.known for each in sources]), torch.cat([each.values for each in sources])
        case Merge(effect=effect):
            # A gate of a single unit stretches over all.
            entries = features(node.shape)
            known = torch.stack([each.known.expand(entries) for each in sources]).all(0)
            stacked = torch.stack([each.values.expand(entries) for each in sources])
            values = stacked.sum(0) if effect == "add" else stacked.prod(0)
        case Select(units=units):
            known, values = source.known[list(units)], source.values[list(units)]
        case Weighted() as kind:
            taken = source.known if kind.folds_constants else source.known & (source.values == 0)
            known = ~read[node.name][:, ~taken].any(1)
            layer = network.units_first(node.name)
            values = dense_matrix(layer.weight, kind) @ source.values
            values = values + (0 if layer.bias is None else layer.bias)
        case Opaque() | Attention():
            values = torch.zeros(features(node.shape), dtype=torch.float64)
            known = torch.zeros_like(values, dtype=torch.bool)
        case kind:
            values = network.constants_after(node, source.values)
            known = source.known.repeat_interleave(values.numel() // source.known.numel())
            if isinstance(kind, PerUnit) and not kind.keeps_constants:
                known = known & (values == 0)
    return _Constants(known, values.where(known, 0))


def _read(network: TaskNetwork, name: str) -> Tensor:
    """Which inputs a unit has a weight other than 0 for: (units, inputs)."""
    nonzero = network.units_first(name).weight != 0
    return dense_matrix(nonzero.long(), network.kind(name)) > 0


def _readers(graph: Graph, group: str) -> Iterator[tuple[str, Segment, slice]]:
    """Layers that read units of a group, with the segment of these and the columns that it feeds."""
    for name, node in graph.layers.items():
        start = 0
        for segment in () if node.inputs_mixed else node.segments:
            size = segment.units * segment.entries
            if segment.group == group:
                yield name, segment, slice(start, start + size)
            start += size


def _groups_read_as_they_are(graph: Graph) -> set[str]:
    """Groups whose units are part of the feature, or reach a sum or an opaque operation without a layer between."""
    nodes = {node.name: node for node in graph.nodes}

    def groups_of(name: str) -> Iterator[str]:
        node = nodes.get(name)
        if node is None:
            return
        if node.site is not None:
            yield node.site
        elif not isinstance(node.kind, Weighted):
            for source in node.inputs:
                yield from groups_of(source)

    whole = [name for node in graph.nodes if _reads_whole(node) for name in node.inputs]
    mixed = {node.group for node in graph.layers.values() if node.units_mixed and node.group is not None}
    return mixed | {group for name in [*whole, graph.nodes[-1].name] for group in groups_of(name)}


def _reads_whole(node: Node) -> bool:
    """Whether an operation reads all units of its inputs, one by one."""
    return isinstance(node.kind, Opaque | Attention) or (isinstance(node.kind, Merge) and node.kind.effect != "concat")
