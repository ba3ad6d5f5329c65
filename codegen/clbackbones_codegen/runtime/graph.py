"""The network of one config as a graph of nodes: shapes, parameters, unit groups, neighbours. No torch.

`build_graph` runs the flat steps of an architecture (`_spec.json`) for one config, as the generated module runs them on
tensors. Everything that needs a shape, a layer name, a group or a neighbour reads this graph; nothing derives them again.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from attrs import evolve, field, frozen

Shape = tuple[int | None, ...]
"""Sizes without the batch; None where the input size is not known."""

Json = Any
Scope = Mapping[str, Json]
"""Values of config fields, variant constants, block arguments and `each` names."""


class ShapeError(ValueError):
    """The input, or a value on the way, has a shape that the network cannot take."""


@frozen
class Segment:
    """A run of input entries of a weighted layer that comes from one unit group.

    Attributes:
        group: Name of the group, which is the name of its last layer on the main path.
        units: Number of units.
        entries: Input entries per unit, next to each other: height times width after a flatten, otherwise 1.
    """

    group: str
    units: int
    entries: int


@frozen(kw_only=True)
class Node:
    """One operation of the network.

    Attributes:
        name: '/'-separated name; '/' read as '.' it is the module's path.
        operation: Kind of step: `conv2d`, `linear`, `norm`, `activation`, ...
        shape: Shape of the output, without the batch.
        weight: Entries of the weight; 0 where there is none.
        bias: Entries of the bias; 0 where there is none.
        parameters: Trained parameters, weight and bias included.
        macs: Multiply-accumulate operations per input; None while the input size is not known.
        units: Units of a weighted layer.
        group: Unit group of a weighted layer.
        segments: What feeds a weighted layer, in the order of its input entries; empty for the network's input.
        shortcut: Whether the layer stands inside an `add` branch.
        inputs: Names of the nodes whose output it reads.
    """

    name: str
    operation: str
    shape: Shape
    weight: int = 0
    bias: int = 0
    parameters: int = 0
    macs: int | None = 0
    units: int = 0
    group: str | None = None
    segments: tuple[Segment, ...] = ()
    shortcut: bool = False
    inputs: tuple[str, ...] = ()


@frozen(kw_only=True)
class Graph:
    """The nodes of a network, in the order in which they run.

    Attributes:
        input_shape: Shape of the input, without the batch.
        nodes: All operations.
        layers: The weighted layers by name; a shortcut's layer stands before the last layer of its group.
        groups: For each unit group, named after its last layer on the main path, the layers that share its units.
        output_units: Number of features emitted.
    """

    input_shape: Shape
    nodes: tuple[Node, ...]
    layers: Mapping[str, Node]
    groups: Mapping[str, tuple[str, ...]]
    output_units: int

    def preceding(self, name: str) -> str | None:
        """The main-path layer whose units the layer reads; None for a layer that reads the network's input."""
        segments = self.layers[name].segments
        return segments[-1].group if segments else None

    def next(self, name: str) -> str | None:
        """The first main-path layer that reads the layer's units; None for the last layer."""
        group = self.layers[name].group
        readers = (node for node in self.layers.values() if not node.shortcut)
        return next((node.name for node in readers if any(s.group == group for s in node.segments)), None)


@frozen
class _Value:
    """What flows: its shape, the node it comes from, and the unit groups behind its entries.

    `waiting` are weighted layers whose output has not passed a unit site yet; they will share its group.
    """

    shape: Shape
    node: str
    segments: tuple[Segment, ...] = ()
    waiting: tuple[str, ...] = ()


_ARITHMETIC: Mapping[str, Callable[..., Json]] = {
    "+": lambda *operands: sum(operands),
    "-": lambda first, *rest: first - sum(rest) if rest else -first,
    "*": lambda *operands: math.prod(operands),
    "//": lambda left, right: left // right,
    "min": min,
    "max": max,
    "[]": lambda items, index: items[index],
    "concat": lambda *lists: [item for items in lists for item in items],
    "list": lambda *items: list(items),
}


def evaluate(expression: Json, scope: Scope) -> Json:
    """The value of an expression of the dialect.

    Raises:
        KeyError: If the expression uses a name that is not in scope.
    """
    if isinstance(expression, str):
        return scope[expression]
    if isinstance(expression, Mapping):
        choice = cast("Mapping[str, Json]", expression)
        return evaluate(choice["of"][key_of(scope[choice["select"]])], scope)
    if isinstance(expression, Sequence):
        operator, *operands = cast("Sequence[Json]", expression)
        return _ARITHMETIC[operator](*(evaluate(operand, scope) for operand in operands))
    return expression


def key_of(value: Json) -> str:
    """The JSON object key under which `select` lists a value."""
    return value if isinstance(value, str) else {None: "null", True: "true", False: "false"}.get(value, str(value))


def holds(when: Mapping[str, Json] | None, scope: Scope) -> bool:
    """Whether a condition of the dialect holds: every name has the value given, or one of those given."""
    return all(
        scope[name] in cast("list[Json]", wanted) if isinstance(wanted, list) else scope[name] == wanted
        for name, wanted in (when or {}).items()
    )


def input_sizes(architecture: Mapping[str, Json], scope: Scope) -> Shape:
    """Sizes of the input's dimensions, None where any size is taken."""
    return tuple(scope.get(name) for name in architecture["input"])


def flattens(architecture: Mapping[str, Json]) -> bool:
    """Whether the network flattens its input first, so that any shape with as many entries is taken."""
    return architecture["steps"][0]["step"] == "flatten"


def describe_input(architecture: Mapping[str, Json], scope: Scope) -> str:
    """The input shape that the network expects, in words: `(batch, 3, height, width)`."""
    sizes = input_sizes(architecture, scope)
    names = [name if size is None else str(size) for name, size in zip(architecture["input"], sizes, strict=True)]
    if flattens(architecture) and None not in sizes:
        return f"(batch, {', '.join(names)}) or any other with {math.prod(cast('Shape', sizes))} entries per sample"
    return f"(batch, {', '.join(names)})"


def check_input(architecture: Mapping[str, Json], scope: Scope, shape: Sequence[int | None]) -> None:
    """Compares a sample's shape (without the batch) with what the network expects.

    Raises:
        ShapeError: If they differ; the message gives both.
    """
    sizes = input_sizes(architecture, scope)
    if flattens(architecture) and None not in sizes:
        fits = None not in shape and math.prod(cast("Sequence[int]", shape)) == math.prod(cast("Sequence[int]", sizes))
    else:
        fits = len(shape) == len(sizes) and all(
            size in (None, given) and given != 0 for size, given in zip(sizes, shape, strict=True)
        )
    if not fits:
        given = ", ".join(str(size) for size in ("batch", *shape))
        raise ShapeError(f"the input must have shape {describe_input(architecture, scope)}; it has ({given})")


def build_graph(
    architecture: Mapping[str, Json],
    values: Scope,
    input_shape: Sequence[int | None] | None = None,
    activations: Mapping[str, Mapping[str, Json]] | None = None,
) -> Graph:
    """Runs an architecture for one config.

    Args:
        architecture: An entry of `architectures` in `_spec.json`.
        values: Values of all config fields and of the variant's constants.
        input_shape: Shape of one input, without the batch; None leaves free sizes unknown.
        activations: `activations` of `_spec.json`, for the number of their trained parameters.

    Returns:
        The graph, with None for every size that depends on an unknown input size.

    Raises:
        ShapeError: If the network cannot take the input, or two values that are added differ in shape.
    """
    shape: Shape = input_sizes(architecture, values)
    if input_shape is not None:
        check_input(architecture, values, input_shape)
        shape = tuple(input_shape)
    run = _Run(architecture, activations or {})
    output = run.steps(architecture["steps"], values, _Value(shape, "input"), "", "")
    return Graph(
        input_shape=shape,
        nodes=tuple(run.nodes.values()),
        layers={name: run.nodes[name] for name in run.layers},
        groups=run.groups,
        output_units=sum(segment.units * segment.entries for segment in output.segments) or _size(output.shape),
    )


def _size(shape: Shape) -> int:
    if None in shape:
        raise ShapeError("the number of features depends on the input size; end the network with a global average pool")
    return math.prod(cast("Sequence[int]", shape))


@frozen
class _Run:
    """One pass over the steps; collects nodes, layer order and groups."""

    architecture: Mapping[str, Json]
    activations: Mapping[str, Mapping[str, Json]]
    nodes: dict[str, Node] = field(factory=dict[str, Node])
    layers: list[str] = field(factory=list[str])
    groups: dict[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])

    def steps(self, steps: Iterable[Mapping[str, Json]], scope: Scope, value: _Value, prefix: str, suffix: str) -> _Value:
        """Runs steps on a value; layer names are `prefix + name + suffix`."""
        start = value
        for step in steps:
            kind = step["step"]
            name = f"{prefix}{step.get('name', kind)}{suffix}"
            if kind == "stage":
                value = self._stage(step, scope, value)
            elif kind == "each":
                value = self._each(step, scope, value)
            elif kind == "add":
                value = self._add(step, scope, start, value, prefix, suffix)
            elif kind == "unit":
                value = self._unit([f"{prefix}{layer}{suffix}" for layer in step["layers"]], value)
            elif holds(step.get("when"), scope) and not self._switched_off(step, scope):
                value = self._operation(step, name, scope, value)
        return value

    def _switched_off(self, step: Mapping[str, Json], scope: Scope) -> bool:
        return "field" in step and step["field"] is not None and not scope[step["field"]]

    def _operation(self, step: Mapping[str, Json], name: str, scope: Scope, value: _Value) -> _Value:
        kind = step["step"]
        node = Node(name=name, operation=kind, shape=value.shape, inputs=(value.node,))
        if kind in ("conv2d", "linear"):
            return self._layer(step, node, scope, value)
        if kind in ("max_pool2d", "avg_pool2d"):
            channels, *sizes = value.shape
            node = evolve(node, shape=(channels, *(_window(size, step, scope, name) for size in sizes)))
        elif kind == "global_average_pool":
            node = evolve(node, shape=(value.shape[0], *(1 for _ in value.shape[1:])))
        elif kind == "flatten":
            return self._flatten(node, value)
        elif kind == "norm":
            node = evolve(node, parameters=2 * cast("int", value.shape[0]))
        elif kind == "activation":
            activation = scope[step["field"]]
            node = evolve(node, parameters=self.activations.get(activation, {}).get("parameters", 0))
        self.nodes[name] = node
        return evolve(value, shape=node.shape, node=name)

    def _layer(self, step: Mapping[str, Json], node: Node, scope: Scope, value: _Value) -> _Value:
        units: int = evaluate(step["units"], scope)
        bias = units if evaluate(step["bias"], scope) else 0
        inputs = value.shape[0]
        if node.operation == "conv2d":
            if len(value.shape) != 3:
                raise ShapeError(f"{node.name}: a conv2d takes (channels, height, width); it gets {value.shape}")
            kernel: int = evaluate(step["kernel_size"], scope)
            shape: Shape = (units, *(_window(size, step, scope, node.name) for size in value.shape[1:]))
            weight = units * cast("int", inputs) * kernel * kernel
        else:
            if len(value.shape) != 1 or inputs is None:
                raise ShapeError(f"{node.name}: a linear layer takes a known number of features; it gets {value.shape}")
            shape = (units,)
            weight = units * inputs
        places = math.prod(cast("Sequence[int]", shape[1:])) if None not in shape else None
        self.nodes[node.name] = evolve(
            node,
            shape=shape,
            weight=weight,
            bias=bias,
            parameters=weight + bias,
            macs=None if places is None else weight * places,
            units=units,
            segments=value.segments,
        )
        self.layers.append(node.name)
        return _Value(shape, node.name, waiting=(node.name,))

    def _flatten(self, node: Node, value: _Value) -> _Value:
        shape: Shape = (None if None in value.shape else math.prod(cast("Sequence[int]", value.shape)),)
        entries = 1 if None in value.shape else math.prod(cast("Sequence[int]", value.shape[1:]))
        segments = tuple(evolve(segment, entries=segment.entries * entries) for segment in value.segments)
        self.nodes[node.name] = evolve(node, shape=shape)
        return evolve(value, shape=shape, node=node.name, segments=segments)

    def _add(
        self, step: Mapping[str, Json], scope: Scope, start: _Value, value: _Value, prefix: str, suffix: str
    ) -> _Value:
        if value.shape[0] == start.shape[0] and evaluate(step["stride"], scope) == 1:
            if step["same_shape"] is None:
                return value
            other = evolve(start, segments=())
        elif step["steps"] is None:
            return value
        else:
            seen = len(self.layers)
            other = self.steps(step["steps"], scope, start, prefix, suffix)
            # A shortcut's layer is listed before the layer that its group is named after.
            branch, self.layers[seen:] = self.layers[seen:], []
            position = self.layers.index(value.waiting[-1])
            self.layers[position:position] = branch
            for name in branch:
                self.nodes[name] = evolve(self.nodes[name], shortcut=True)
        if value.shape != other.shape:
            raise ShapeError(f"{value.node}: adds {other.shape} to {value.shape}")
        name = f"{value.waiting[-1]}/add"
        self.nodes[name] = Node(name=name, operation="add", shape=value.shape, inputs=(value.node, other.node))
        return evolve(value, node=name, waiting=(*other.waiting, *value.waiting))

    def _unit(self, layers: list[str], value: _Value) -> _Value:
        members = tuple(name for name in layers if name in self.nodes)
        group = members[-1]
        for name in members:
            self.nodes[name] = evolve(self.nodes[name], group=group)
        self.groups[group] = members
        segments = (Segment(group, self.nodes[group].units, 1),)
        return evolve(value, segments=segments, waiting=())

    def _stage(self, step: Mapping[str, Json], scope: Scope, value: _Value) -> _Value:
        block = self.architecture["blocks"][scope.get(step["block"], step["block"])]
        for index in range(evaluate(step["repeat"], scope)):
            given = {**step["arguments"], **(step["first"] if index == 0 else {})}
            arguments = {**block["arguments"], **{name: evaluate(given[name], scope) for name in given}}
            value = self.steps(block["steps"], {**scope, **arguments}, value, f"{step['name']}/{index}/", "")
        return value

    def _each(self, step: Mapping[str, Json], scope: Scope, value: _Value) -> _Value:
        for index, row in enumerate(evaluate(step["of"], scope)):
            items = [row] if len(step["names"]) == 1 else row
            bound = dict(zip(step["names"], items, strict=True))
            value = self.steps(step["steps"], {**scope, **bound}, value, "", f"/{index}")
        return value


def _window(size: int | None, step: Mapping[str, Json], scope: Scope, name: str) -> int | None:
    """Output size of a convolution or pooling along one dimension."""
    if size is None:
        return None
    kernel, stride, padding = (evaluate(step[key], scope) for key in ("kernel_size", "stride", "padding"))
    output = (size + 2 * padding - kernel) // stride + 1
    if output < 1:
        raise ShapeError(f"{name}: a window of {kernel} does not fit into an input of {size} padded by {padding}")
    return output
