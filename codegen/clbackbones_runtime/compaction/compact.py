"""A stored task's network as a smaller dense one: without masks, without the units that the task does not use.

A unit that emits the same value for every input need not be computed: what it adds to the layers that read it is part
of their biases. A masked-out unit of HAT is one, since it emits 0. A unit that no layer reads need not be computed
either. So the row of such a unit in its own layer and its columns in the layers that read it can go, and norms can be
folded into the weights before them. The rest computes the same feature, up to the order of summation.
"""

import copy
from collections.abc import Callable, Mapping, Sequence

import torch
from attrs import evolve, frozen
from torch import Tensor, nn

from ..graph.graph import Graph, Node
from ..graph.kinds import Attention, Merge, Opaque, PerUnit, Reshape, Select, Weighted
from ..graph.shapes import features, units_axis
from ..layers.units import dense_matrix, units_first
from .dense_network import Add, AddShared, Affine, CompactNetwork, Concat, Multiply, Scale, Spread, Take, beside

__all__ = ["LayerParameters", "TaskNetwork", "build_compact"]


@frozen
class LayerParameters:
    """What a weighted layer multiplies and adds for a task, masks applied.

    Attributes:
        weight: In the shape that torch's class has it.
        bias: (units,), or None.
    """

    weight: Tensor
    bias: Tensor | None


@frozen(kw_only=True)
class TaskNetwork:
    """What a backbone computes for one task; tensors are float64 on the CPU.

    Attributes:
        graph: Graph of the backbone.
        parameters: Of a weighted layer, by name.
        norm: A norm at rest, by name.
        module: The module of an operation, by name.
        torch_class: torch's class of an operation, by the operation's name.
    """

    graph: Graph
    parameters: Callable[[str], LayerParameters]
    norm: Callable[[str], Affine]
    module: Callable[[str], nn.Module]
    torch_class: Callable[[str], type[nn.Module]]

    def kind(self, name: str) -> Weighted:
        """The kind of a weighted layer."""
        kind = self.graph.layers[name].kind
        assert isinstance(kind, Weighted)
        return kind

    def units_first(self, name: str) -> LayerParameters:
        """The parameters of a weighted layer, the weight as (units, inputs of a group, window...)."""
        parameters = self.parameters(name)
        return evolve(parameters, weight=units_first(parameters.weight, self.kind(name)))

    def constants_after(self, node: Node, values: Tensor) -> Tensor:
        """What an operation with one input makes of constant entries, if it is neither weighted nor opaque.

        Args:
            node: The operation.
            values: (entries,).

        Returns:
            (entries',), more of them after a reshape.
        """
        match node.kind:
            case PerUnit(effect="norm"):
                affine = self.norm(node.name)
                return values * affine.scale + affine.shift
            case PerUnit(effect="map"):
                return self.module(node.name)(values)
            case Reshape():
                return values.repeat_interleave(features(node.shape) // values.numel())
            case _:
                return values


@frozen
class _Value:
    """What flows in the compact network.

    Attributes:
        name: Name of the operation that emits it.
        kept: Which of the entries along dimension 1 it still has, ascending. None: all.
        rest: Constants that all other entries are, (entries,), 0 at those that it has; zeros of any number if it has
            all. None: their unit site is still to come, and what they were does not count.
        width: Entries that the tensor has; at least 1 where none is kept, since torch has no layers without outputs.
        axis: The dimension of a batch along which they lie.
    """

    name: str
    kept: Tensor | None
    rest: Tensor | None
    width: int
    axis: int = 1


def build_compact(network: TaskNetwork, kept: Mapping[str, Tensor], rest: Mapping[str, Tensor]) -> CompactNetwork:
    """Builds the dense network of a task.

    Args:
        network: What the backbone computes for the task.
        kept: For each unit group, the indices of the units to keep, ascending.
        rest: For each unit group, what its other units emit after their unit site, (units,), 0 for those that no kept
            unit reads; and 0 for the units kept.

    Returns:
        The network in evaluation mode, float64 on the CPU. A group of which no unit is kept has one that emits what
        nobody reads.
    """
    return _Builder(network, kept, rest).build()


class _Builder:
    """Walks the graph once; every value knows which units it still has."""

    def __init__(self, network: TaskNetwork, kept: Mapping[str, Tensor], rest: Mapping[str, Tensor]) -> None:
        self.network = network
        self.graph = network.graph
        self.kept = kept
        self.rest = rest
        self.shapes = {"input": self.graph.input_shape, **{node.name: node.shape for node in self.graph.nodes}}
        self.layers: dict[str, nn.Module] = {}
        self.program: list[tuple[str, tuple[str, ...]]] = []
        self.norm_after = _norms_alone_after_layers(self.graph)
        entries = self.graph.inputs
        self.values = {"input": _Value("input", None, torch.zeros(entries, dtype=torch.float64), entries)}

    def build(self) -> CompactNetwork:
        folded = set(self.norm_after.values())
        name = "input"
        for node in self.graph.nodes:
            name = node.name
            value = self._passed(node, self.values[node.inputs[0]]) if name in folded else self._value(node)
            value = evolve(value, axis=units_axis(node.shape))
            if node.site is not None:
                value = self._complete(value, node.site)
            self.values[name] = value
        self._whole(self.values[name])
        return CompactNetwork(self.layers, self.program, self.graph.output_units).eval()

    def _value(self, node: Node) -> _Value:
        source = self.values[node.inputs[0]]
        match node.kind:
            case Weighted() as kind:
                return self._layer(node, kind, source)
            case Merge(effect="concat"):
                return self._concat(node, [self.values[name] for name in node.inputs])
            case Merge() as kind if source.rest is not None:
                return self._merge(node, kind, [self.values[name] for name in node.inputs])
            case Merge():  # a shortcut, added before the unit site
                _, other = node.inputs
                return self._add(node, source, self.values[other])
            case PerUnit(effect="identity"):
                return source
            case PerUnit(effect="norm"):
                affine, kept = self.network.norm(node.name), source.kept
                if kept is not None:
                    affine = Affine(*(_taken(part, kept, 0, source.width) for part in (affine.scale, affine.shift)))
                return self._elementwise(node, Scale(affine), source)
            case PerUnit() as kind:
                if not kind.keeps_constants:
                    source = self._whole_unless_zero(source)
                return self._elementwise(node, self._module(node), source)
            case Reshape():
                entries = features(node.shape) // features(self.shapes[node.inputs[0]])
                value = self._elementwise(node, self.network.torch_class(node.operation)(**node.arguments), source)
                kept = source.kept
                if kept is not None:
                    kept = (kept[:, None] * entries + torch.arange(entries)).flatten()
                return evolve(value, kept=kept, width=source.width * entries)
            case Select(units=units):
                return self._select(node, torch.tensor(units), source)
            case Opaque() | Attention():
                source = self._whole(source)
                self._run(node.name, self._module(node), source.name)
                entries = features(node.shape)
                rest = None if source.rest is None else torch.zeros(entries, dtype=torch.float64)
                return _Value(node.name, None, rest, entries)

    def _module(self, node: Node) -> nn.Module:
        """A copy of the module of an operation."""
        return copy.deepcopy(self.network.module(node.name))

    def _complete(self, value: _Value, site: str) -> _Value:
        """The value at the unit site of a group, with the units of the group that are kept alone."""
        kept = self.kept[site]
        if value.kept is None and kept.numel() < value.width:
            value = self._take(value, kept, f"{value.name}/kept")
        return evolve(value, rest=self.rest[site])

    def _take(self, value: _Value, kept: Tensor, name: str) -> _Value:
        """Some of the entries of a value that has all; one, which nothing reads, where none is kept."""
        places = kept if kept.numel() else torch.zeros(1, dtype=torch.long)
        self._run(name, Take(places, value.axis), value.name)
        return evolve(value, name=name, kept=kept, width=places.numel())

    def _elementwise(self, node: Node, layer: nn.Module, source: _Value) -> _Value:
        """Runs an operation that keeps units apart."""
        self._run(node.name, layer, source.name)
        return evolve(self._passed(node, source), name=node.name)

    def _passed(self, node: Node, source: _Value) -> _Value:
        """The value with the constants that an operation makes of its constants."""
        if source.rest is None or source.kept is None:
            return source
        lacking = torch.ones_like(source.rest, dtype=torch.bool).index_fill(0, source.kept, False)
        rest = self.network.constants_after(node, source.rest)
        return evolve(source, rest=rest.where(lacking.repeat_interleave(rest.numel() // lacking.numel()), 0))

    def _layer(self, node: Node, kind: Weighted, source: _Value) -> _Value:
        """A layer that reads what is kept and emits what is kept; unless it is grouped, which is run on all units."""
        assert node.group is not None
        dense = self.network.units_first(node.name)
        weight, bias = dense.weight, dense.bias
        if kind.groups > 1 and not kind.depthwise:
            source = self._whole(source)
        elif not kind.folds_constants:
            source = self._whole_unless_zero(source)
        if source.kept is not None:
            assert source.rest is not None
            if source.rest.any():
                bias = dense_matrix(weight, kind) @ source.rest + (0 if bias is None else bias)
        if node.name in self.norm_after:
            affine = self.network.norm(self.norm_after[node.name])
            weight = weight * beside(affine.scale, weight.ndim - 1)
            bias = affine.shift if bias is None else bias * affine.scale + affine.shift
        rows = torch.arange(kind.units) if node.units_mixed else self.kept[node.group]
        complete = rows.numel() == kind.units
        if kind.depthwise and not (complete and source.kept is None):
            return self._depthwise(node, kind, source, LayerParameters(weight, bias), rows)
        if source.kept is not None:
            weight = _taken(weight, source.kept, 1, source.width)
        if kind.groups == 1:
            weight, bias = _taken(weight, rows, 0), None if bias is None else _taken(bias, rows, 0)
        self._run(node.name, self._dense(node, kind, weight, bias, kind.groups), source.name)
        value = _Value(node.name, None, None, weight.shape[0])
        if kind.groups > 1 and not complete:
            return self._take(value, rows, f"{node.name}/kept")
        return evolve(value, kept=None if complete else rows)

    def _depthwise(
        self, node: Node, kind: Weighted, source: _Value, parameters: LayerParameters, rows: Tensor
    ) -> _Value:
        """A depthwise layer of the rows kept, each of which gets an input of its own.

        Args:
            node: The layer.
            kind: Its kind.
            source: What it reads.
            parameters: Of all rows; constants that the source lacks are in the bias.
            rows: The units to emit, ascending.
        """
        reads = rows // (kind.units // kind.groups)
        weight = _taken(parameters.weight, rows, 0)
        bias = None if parameters.bias is None else _taken(parameters.bias, rows, 0)
        places = reads if rows.numel() else torch.zeros(1, dtype=torch.long)
        if source.kept is not None:
            found = torch.isin(places, source.kept)
            places = torch.searchsorted(source.kept, places).where(found, 0)
            weight = weight * beside(found, weight.ndim - 1)
        name = source.name
        if not torch.equal(places, torch.arange(source.width)):
            name = f"{node.name}/inputs"
            self._run(name, Take(places, source.axis), source.name)
        self._run(node.name, self._dense(node, kind, weight, bias, len(places)), name)
        return _Value(node.name, None if rows.numel() == kind.units else rows, None, len(places))

    def _dense(self, node: Node, kind: Weighted, weight: Tensor, bias: Tensor | None, groups: int) -> nn.Module:
        """A layer of torch with these weights, (units, inputs of a group, window...)."""
        outputs, inputs = weight.shape[:2]
        arguments = {key: groups if key == "groups" else value for key, value in node.arguments.items()}
        sizes = (inputs * groups, outputs)
        layer = self.network.torch_class(node.operation)(*sizes, **arguments, bias=bias is not None, device="meta")
        layer.weight = nn.Parameter(units_first(weight, kind).contiguous())
        if bias is not None:
            layer.bias = nn.Parameter(bias.contiguous())
        return layer

    def _add(self, node: Node, body: _Value, other: _Value) -> _Value:
        if other.rest is not None:
            other = self._whole_unless_zero(other)
        units = features(node.shape)
        own, given = (torch.arange(units) if value.kept is None else value.kept for value in (body, other))
        shared = own[torch.isin(own, given)]
        if len(shared) == len(own) == len(given):
            self._run(node.name, Add(), body.name, other.name)
        elif len(shared):
            layer = AddShared(torch.searchsorted(own, shared), torch.searchsorted(given, shared), body.axis)
            self._run(node.name, layer, body.name, other.name)
        else:
            return body
        return evolve(body, name=node.name)

    def _merge(self, node: Node, kind: Merge, values: Sequence[_Value]) -> _Value:
        """A sum or a product of values whose units are complete: of all units."""
        wholes = [self._whole(value) for value in values]
        layer = Add() if kind.effect == "add" else Multiply()
        self._run(node.name, layer, *(value.name for value in wholes))
        entries = features(node.shape)
        return _Value(node.name, None, torch.zeros(entries, dtype=torch.float64), entries)

    def _concat(self, node: Node, values: Sequence[_Value]) -> _Value:
        """The units that the values have, one value behind the other."""
        if any(value.kept is not None and not value.kept.numel() for value in values):
            values = [self._whole(value) for value in values]
        self._run(node.name, Concat(values[0].axis), *(value.name for value in values))
        kept: list[Tensor] = []
        rest = torch.zeros(features(node.shape), dtype=torch.float64)
        start = 0
        for value, name in zip(values, node.inputs, strict=True):
            stop = start + features(self.shapes[name])
            if value.kept is None:
                kept.append(torch.arange(start, stop))
            else:
                assert value.rest is not None
                kept.append(value.kept + start)
                rest[start:stop] = value.rest
            start = stop
        whole = all(value.kept is None for value in values)
        return _Value(node.name, None if whole else torch.cat(kept), rest, sum(value.width for value in values))

    def _select(self, node: Node, units: Tensor, source: _Value) -> _Value:
        """Those of the units wanted that the value has, by where it has them."""
        if source.kept is None:
            self._run(node.name, self._module(node), source.name)
            return _Value(node.name, None, torch.zeros(len(units), dtype=torch.float64), len(units))
        assert source.rest is not None
        found = torch.isin(units, source.kept)
        everything = evolve(source, kept=None, rest=source.rest[units])
        places = torch.searchsorted(source.kept, units[found])
        return evolve(self._take(everything, places, node.name), kept=found.nonzero().flatten())

    def _whole_unless_zero(self, value: _Value) -> _Value:
        """The value, with all its entries if one of those that it lacks is not 0."""
        return self._whole(value) if value.rest is not None and value.rest.any() else value

    def _whole(self, value: _Value) -> _Value:
        """The value with all its entries."""
        if value.kept is None:
            return value
        assert value.rest is not None
        name = f"{value.name}/whole"
        if name not in self.layers:
            self._run(name, Spread(value.kept, value.rest, value.axis), value.name)
        return _Value(name, None, torch.zeros_like(value.rest), value.rest.numel())

    def _run(self, name: str, layer: nn.Module, *inputs: str) -> None:
        self.layers[name] = layer
        self.program.append((name, inputs))


def _taken(tensor: Tensor, kept: Tensor, dimension: int, width: int = 1) -> Tensor:
    """The entries kept along a dimension; zeros, as many as the width, if there are none."""
    if kept.numel():
        return tensor.index_select(dimension, kept)
    return torch.zeros_like(tensor.narrow(dimension, 0, 1)).repeat_interleave(width, dimension)


def _norms_alone_after_layers(graph: Graph) -> dict[str, str]:
    """Norms right behind a weighted layer whose output nothing else reads, by the name of the layer."""
    readers: dict[str, list[Node]] = {}
    for node in graph.nodes:
        for name in node.inputs:
            readers.setdefault(name, []).append(node)
    norms: dict[str, str] = {}
    for name in graph.layers:
        match readers.get(name):
            case [Node(kind=PerUnit(effect="norm"), name=norm)]:
                norms[name] = norm
            case _:
                pass
    return norms
