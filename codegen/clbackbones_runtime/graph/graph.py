"""The network of one config as a graph of nodes: shapes, parameters, unit groups, neighbours. No torch.

`build_graph` runs the flat steps of an architecture (`_spec.json`) for one config, as the generated module runs them
on tensors. Whatever needs a shape, a layer name, a group or a neighbour reads this graph; nothing derives them again.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from .expression import Json, Scope, evaluate, holds
from .shapes import (
    FeatureError,
    Shape,
    ShapeError,
    Step,
    check_input,
    count,
    features,
    image,
    input_sizes,
    known,
    window,
    written,
)

__all__ = ["Graph", "Node", "Segment", "build_graph"]


@frozen
class Segment:
    """A run of input entries of a weighted layer that comes from one unit group.

    Attributes:
        group: Name of the group, which is the name of its last layer on the main path.
        units: Number of units.
        entries: Input entries per unit, next to each other: height times width after a flatten, otherwise 1.
        gated: Whether the entries of a unit that is masked out are 0. A norm that stands between makes them its shift,
            an activation f its f(0): the layer then reads something of every unit.
    """

    group: str
    units: int
    entries: int
    gated: bool = True


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
        input_units: Features or channels that a weighted layer reads.
        group: Unit group of a weighted layer.
        segments: What feeds a weighted layer, in the order of its input entries; empty for the network's input.
        shortcut: Whether the layer stands inside an `add` branch.
        inputs: Names of the nodes whose output it reads.
        site: Unit group whose units are complete after this node: its unit site stands here.
    """

    name: str
    operation: str
    shape: Shape
    weight: int = 0
    bias: int = 0
    parameters: int = 0
    macs: int | None = 0
    units: int = 0
    input_units: int = 0
    group: str | None = None
    segments: tuple[Segment, ...] = ()
    shortcut: bool = False
    inputs: tuple[str, ...] = ()
    site: str | None = None


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
        activations: `activations` of `_spec.json`, for the number of their trained parameters and their value at 0.

    Returns:
        The graph, with None for every size that depends on an unknown input size.

    Raises:
        ShapeError: If the network cannot take the input, or two values that are added differ in shape.
    """
    shape = input_sizes(architecture, values)
    if input_shape is not None:
        check_input(architecture, values, input_shape)
        shape = tuple(input_shape)
    run = _Run(architecture, activations or {})
    output = run.steps(architecture["steps"], values, _Value(shape, "input"), "", "").shape
    if len(output) != 1:
        raise FeatureError(f"the network emits {written(output)} where a feature has one dimension")
    if not known(output):
        raise FeatureError("the number of features depends on the size of the input")
    return Graph(
        input_shape=shape,
        nodes=tuple(run.nodes.values()),
        layers={name: run.nodes[name] for name in run.layers},
        groups=run.groups,
        output_units=output[0],
    )


@frozen
class _Value:
    """What flows: its shape, the node it comes from, and the unit groups behind its entries.

    `waiting` are weighted layers whose output has not passed a unit site yet; they will share its group.
    """

    shape: Shape
    node: str
    segments: tuple[Segment, ...] = ()
    waiting: tuple[str, ...] = ()


@frozen
class _Run:
    """One pass over the steps; collects nodes, layer order and groups."""

    architecture: Mapping[str, Json]
    activations: Mapping[str, Mapping[str, Json]]
    nodes: dict[str, Node] = field(factory=dict[str, Node])
    layers: list[str] = field(factory=list[str])
    groups: dict[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])

    def steps(self, steps: Iterable[Step], scope: Scope, value: _Value, prefix: str, suffix: str) -> _Value:
        """Runs steps on a value; layer names are `prefix + name + suffix`."""
        start = value
        for step in steps:
            match step["step"]:
                case "stage":
                    value = self._stage(step, scope, value)
                case "each":
                    value = self._each(step, scope, value)
                case "add":
                    value = self._add(step, scope, start, value, prefix, suffix)
                case "unit":
                    value = self._unit([f"{prefix}{layer}{suffix}" for layer in step["layers"]], value)
                case kind:
                    if holds(step.get("when"), scope) and not _switched_off(step, scope):
                        name = f"{prefix}{step['name']}{suffix}"
                        value = self._operation(kind, name, step, scope, value)
        return value

    def _operation(self, kind: str, name: str, step: Step, scope: Scope, value: _Value) -> _Value:
        shape, parameters, segments = value.shape, 0, value.segments
        match kind:
            case "conv2d" | "linear":
                return self._layer(kind, name, step, scope, value)
            case "max_pool2d" | "avg_pool2d":
                shape = (image(name, shape)[0], *window(name, step, scope, shape))
            case "global_average_pool":
                shape = (image(name, shape)[0], 1, 1)
            case "flatten":
                shape = (math.prod(shape) if known(shape) else None,)
                entries = math.prod(value.shape[1:]) if known(value.shape) else 1
                segments = tuple(evolve(segment, entries=segment.entries * entries) for segment in segments)
            case "norm":
                if len(shape) != (1 if step["rank"] == 1 else 3):
                    raise ShapeError(f"{name}: a norm of rank {step['rank']} gets {written(shape)}")
                parameters = 2 * features(name, shape)
                segments = tuple(evolve(segment, gated=False) for segment in segments)
            case "activation":
                facts = self.activations.get(scope[step["field"]], {})
                parameters = facts.get("parameters", 0)
                if not facts.get("zero_at_zero", True):
                    segments = tuple(evolve(segment, gated=False) for segment in segments)
            case _:
                pass
        self.nodes[name] = Node(name=name, operation=kind, shape=shape, parameters=parameters, inputs=(value.node,))
        return _Value(shape, name, segments, value.waiting)

    def _layer(self, kind: str, name: str, step: Step, scope: Scope, value: _Value) -> _Value:
        units = count(name, step, "units", scope, 1)
        bias = units if evaluate(step["bias"], scope) else 0
        shape: Shape = (units,)
        entries = 1
        if kind == "conv2d":
            entries = count(name, step, "kernel_size", scope, 1) ** 2
            image(name, value.shape)
            shape = (units, *window(name, step, scope, value.shape))
        elif len(value.shape) != 1:
            raise ShapeError(f"{name}: a linear layer takes one dimension; it gets {written(value.shape)}")
        inputs = features(name, value.shape)
        weight = units * inputs * entries
        places = shape[1:]
        self.nodes[name] = Node(
            name=name,
            operation=kind,
            shape=shape,
            weight=weight,
            bias=bias,
            parameters=weight + bias,
            macs=weight * math.prod(places) if known(places) else None,
            units=units,
            input_units=inputs,
            segments=value.segments,
            inputs=(value.node,),
        )
        self.layers.append(name)
        return _Value(shape, name, waiting=(name,))

    def _add(self, step: Step, scope: Scope, start: _Value, value: _Value, prefix: str, suffix: str) -> _Value:
        if value.shape[0] == start.shape[0] and evaluate(step["stride"], scope) == 1:
            if step["same_shape"] is None:
                return value
            other = evolve(start, waiting=())
        elif step["steps"] is None:
            return value
        else:
            other = self._branch(step["steps"], scope, start, value.waiting[-1], prefix, suffix)
        if value.shape != other.shape:
            raise ShapeError(f"{value.node}: {written(other.shape)} is added to {written(value.shape)}")
        name = f"{value.waiting[-1]}/add"
        self.nodes[name] = Node(name=name, operation="add", shape=value.shape, inputs=(value.node, other.node))
        return _Value(value.shape, name, value.segments, (*other.waiting, *value.waiting))

    def _branch(
        self, steps: Iterable[Step], scope: Scope, start: _Value, namesake: str, prefix: str, suffix: str
    ) -> _Value:
        """Runs the steps of an `add`; their layers are listed before the one that their group is named after."""
        seen = len(self.layers)
        other = self.steps(steps, scope, start, prefix, suffix)
        branch, self.layers[seen:] = self.layers[seen:], []
        position = self.layers.index(namesake)
        self.layers[position:position] = branch
        for name in branch:
            self.nodes[name] = evolve(self.nodes[name], shortcut=True)
        return other

    def _unit(self, layers: list[str], value: _Value) -> _Value:
        members = tuple(name for name in layers if name in self.nodes)
        group = members[-1]
        for name in members:
            self.nodes[name] = evolve(self.nodes[name], group=group)
        self.nodes[value.node] = evolve(self.nodes[value.node], site=group)
        self.groups[group] = members
        return _Value(value.shape, value.node, (Segment(group, self.nodes[group].units, 1),))

    def _stage(self, step: Step, scope: Scope, value: _Value) -> _Value:
        block: Mapping[str, Json] = self.architecture["blocks"][scope.get(step["block"], step["block"])]
        for index in range(count(step["name"], step, "repeat", scope, 0)):
            given: dict[str, Json] = {**step["arguments"], **(step["first"] if index == 0 else {})}
            values = {name: evaluate(expression, scope) for name, expression in given.items()}
            inner = {**scope, **block["arguments"], **values}
            value = self.steps(block["steps"], inner, value, f"{step['name']}/{index}/", "")
        return value

    def _each(self, step: Step, scope: Scope, value: _Value) -> _Value:
        names: list[str] = step["names"]
        for index, row in enumerate(evaluate(step["of"], scope)):
            values: list[Json] = row if len(names) > 1 else [row]
            if len(values) != len(names):
                raise ShapeError(f"a row must give {', '.join(names)}; it is {row}")
            bound = dict(zip(names, values, strict=True))
            value = self.steps(step["steps"], {**scope, **bound}, value, "", f"/{index}")
        return value


def _switched_off(step: Step, scope: Scope) -> bool:
    return "field" in step and not scope[step["field"]]
