"""A stored task's network as a smaller dense one: without masks, without the units that the task does not use.

A unit that emits the same value for every input need not be computed: what it adds to the layers that read it is part
of their biases. A masked-out unit of HAT is one, since it emits 0. A unit that no layer reads need not be computed
either. So the row of such a unit in its own layer and its columns in the layers that read it can go, and norms can be
folded into the weights before them. The rest computes the same feature, up to the order of summation.
"""

import copy
import math
from collections.abc import Callable, Mapping

import torch
from attrs import evolve, frozen
from torch import Tensor, nn

from ..graph.graph import Graph, Node
from .dense_network import Add, AddShared, Affine, CompactNetwork, Scale, Spread

__all__ = ["LAYERS", "LayerParameters", "TaskNetwork", "build_compact"]

LAYERS = ("linear", "conv2d")
"""Operations with weights."""


@frozen
class LayerParameters:
    """What a weighted layer multiplies and adds for a task, masks applied.

    Attributes:
        weight: (units, inputs) or (units, inputs, height, width).
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
        module: The module of any operation, by name.
    """

    graph: Graph
    parameters: Callable[[str], LayerParameters]
    norm: Callable[[str], Affine]
    module: Callable[[str], nn.Module]

    def folds_constants(self, name: str) -> bool:
        """Whether a constant input adds the same to every output of a layer: not so where zeros surround it."""
        module = self.module(name)
        return not isinstance(module, nn.Conv2d) or module.padding in (0, (0, 0))

    def keeps_constants(self, node: Node) -> bool:
        """Whether an operation without weights emits a constant for a constant, at its borders too."""
        return node.operation != "avg_pool2d" or getattr(self.module(node.name), "padding", 0) in (0, (0, 0))

    def constants_after(self, node: Node, values: Tensor) -> Tensor:
        """What an operation with one input and no weights makes of constant entries.

        Args:
            node: The operation.
            values: (entries,).

        Returns:
            (entries',), more of them after a flatten.
        """
        if node.operation == "norm":
            affine = self.norm(node.name)
            return values * affine.scale + affine.shift
        if node.operation == "activation":
            return self.module(node.name)(values)
        if node.operation == "flatten":
            return values.repeat_interleave((node.shape[0] or 0) // values.numel())
        return values


@frozen
class _Value:
    """What flows in the compact network.

    Attributes:
        name: Name of the operation that emits it.
        kept: Which of the entries along dimension 1 it still has, ascending. None: all.
        rest: Constants that all other entries are, 0 at those that it has. None: their unit site is still to come, and
            what they were does not count.
        width: Entries that the tensor has; at least 1 where none is kept, since torch has no layers without outputs.
    """

    name: str
    kept: Tensor | None
    rest: Tensor | None
    width: int


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
        self.nodes = {node.name: node for node in self.graph.nodes}
        self.layers: dict[str, nn.Module] = {}
        self.program: list[tuple[str, tuple[str, ...]]] = []
        self.norm_after = _norms_alone_after_layers(self.graph)
        entries = self.graph.input_shape[0] or 0
        self.values = {"input": _Value("input", None, torch.zeros(entries, dtype=torch.float64), entries)}

    def build(self) -> CompactNetwork:
        folded = set(self.norm_after.values())
        name = "input"
        for node in self.graph.nodes:
            name = node.name
            value = self._passed(node, self.values[node.inputs[0]]) if name in folded else self._value(node)
            if node.site is not None:
                value = evolve(value, rest=self.rest[node.site])
            self.values[name] = value
        self._whole(self.values[name])
        return CompactNetwork(self.layers, self.program, self.graph.output_units).eval()

    def _value(self, node: Node) -> _Value:
        source = self.values[node.inputs[0]]
        match node.operation:
            case "linear" | "conv2d":
                return self._layer(node, source)
            case "add":
                return self._add(node, source, self.values[node.inputs[1]])
            case "dropout":
                return source
            case "norm":
                affine, kept = self.network.norm(node.name), source.kept
                if kept is not None:
                    affine = Affine(*(_taken(part, kept, 0, source.width) for part in (affine.scale, affine.shift)))
                return self._elementwise(node, Scale(affine), source)
            case "flatten":
                entries = math.prod(size or 1 for size in self._shape(node.inputs[0])[1:])
                value = self._elementwise(node, nn.Flatten(), source)
                kept = source.kept
                if kept is not None:
                    kept = (kept[:, None] * entries + torch.arange(entries)).flatten()
                return evolve(value, kept=kept, width=source.width * entries)
            case "activation" | "max_pool2d" | "avg_pool2d" | "global_average_pool":
                if not self.network.keeps_constants(node):
                    source = self._whole_unless_zero(source)
                return self._elementwise(node, copy.deepcopy(self.network.module(node.name)), source)
            case operation:
                raise NotImplementedError(f"{node.name}: compact does not know the operation {operation!r}")

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

    def _layer(self, node: Node, source: _Value) -> _Value:
        assert node.group is not None
        dense = self.network.parameters(node.name)
        weight, bias = dense.weight, dense.bias
        if not self.network.folds_constants(node.name):
            source = self._whole_unless_zero(source)
        if source.kept is not None:
            assert source.rest is not None
            if source.rest.any():
                added = weight.flatten(2).sum(2) if weight.ndim > 2 else weight
                bias = added @ source.rest + (0 if bias is None else bias)
            weight = _taken(weight, source.kept, 1, source.width)
        if node.name in self.norm_after:
            affine = self.network.norm(self.norm_after[node.name])
            weight = weight * affine.scale.view(-1, *[1] * (weight.ndim - 1))
            bias = affine.shift if bias is None else bias * affine.scale + affine.shift
        rows = self.kept[node.group]
        weight = _taken(weight, rows, 0)
        bias = None if bias is None else _taken(bias, rows, 0)
        self._run(node.name, self._dense(node, weight, bias), source.name)
        complete = rows.numel() == node.units
        return _Value(node.name, None if complete else rows, None, weight.shape[0])

    def _dense(self, node: Node, weight: Tensor, bias: Tensor | None) -> nn.Module:
        """A layer of torch with these weights."""
        outputs, inputs = weight.shape[:2]
        with_bias = bias is not None
        layer: nn.Linear | nn.Conv2d = nn.Linear(inputs, outputs, bias=with_bias, device="meta")
        if node.operation == "conv2d":
            like = self.network.module(node.name)
            assert isinstance(like, nn.Conv2d)
            window: tuple[object, ...] = like.kernel_size, like.stride, like.padding
            layer = nn.Conv2d(inputs, outputs, *window, bias=with_bias, device="meta")  # pyright: ignore[reportArgumentType]
        layer.weight = nn.Parameter(weight.contiguous())
        if bias is not None:
            layer.bias = nn.Parameter(bias.contiguous())
        return layer

    def _add(self, node: Node, body: _Value, other: _Value) -> _Value:
        if other.rest is not None:
            other = self._whole_unless_zero(other)
        units = node.shape[0] or 0
        own, given = (torch.arange(units) if value.kept is None else value.kept for value in (body, other))
        shared = own[torch.isin(own, given)]
        if len(shared) == len(own) == len(given):
            self._run(node.name, Add(), body.name, other.name)
        elif len(shared):
            layer = AddShared(torch.searchsorted(own, shared), torch.searchsorted(given, shared))
            self._run(node.name, layer, body.name, other.name)
        else:
            return body
        return evolve(body, name=node.name)

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
            self._run(name, Spread(value.kept, value.rest), value.name)
        return _Value(name, None, torch.zeros_like(value.rest), value.rest.numel())

    def _shape(self, name: str) -> tuple[int | None, ...]:
        return self.nodes[name].shape if name in self.nodes else self.graph.input_shape

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
    return {
        name: nodes[0].name
        for name in graph.layers
        if len(nodes := readers.get(name, [])) == 1 and nodes[0].operation == "norm"
    }
