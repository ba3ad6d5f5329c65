"""The network of one config as a graph of nodes: shapes, parameters, unit groups, neighbours. No torch.

`build_graph` runs the flat steps of an architecture (`_spec.json`) for one config, as the generated module runs them
on tensors. Whatever needs a shape, a layer name, a group or a neighbour reads this graph; nothing derives them again.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from attrs import asdict, evolve, field, frozen

from .expression import Json, Scope, evaluate, holds
from .inputs import check_input, given_shape, input_sizes
from .kinds import Attention, Kind, Merge, Opaque, PerTask, PerUnit, Reshape, Select, Weighted
from .operations import MergeOperation, WeightedOperation, operation_class
from .shapes import FeatureError, Ids, Shape, ShapeError, Step, count, features, known, written

__all__ = ["Graph", "Node", "Segment", "build_graph"]


@frozen
class Segment:
    """A run of input entries of a weighted layer that comes from units of one group.

    Attributes:
        group: Name of the group, which is the name of its last layer on the main path.
        units: Number of units.
        entries: Input entries per unit, next to each other: height times width after a flatten, otherwise 1.
        gated: Whether the entries of a unit that is masked out are 0. A norm that stands between makes them its shift,
            an activation f its f(0): the layer then reads something of every unit.
        start: Index of the first of these units in the group.
        others: Groups whose units are added to these, or multiplied with them, one by one; each with the index of its
            first.
    """

    group: str
    units: int
    entries: int
    gated: bool = True
    start: int = 0
    others: tuple[tuple[str, int], ...] = ()

    @property
    def sources(self) -> tuple[tuple[str, int], ...]:
        """All groups that it comes from, each with the index of the first unit."""
        return ((self.group, self.start), *self.others)


@frozen(kw_only=True)
class Node:
    """One operation of the network.

    Attributes:
        name: '/'-separated name; '/' read as '.' it is the module's path.
        operation: Name of the operation: `conv2d`, `linear`, `norm`, `activation`, ...
        kind: What it does to units.
        shape: Shape of the output, without the batch.
        arguments: Arguments of its class in torch, by name, without sizes and bias.
        weight: Entries of the weight; 0 where there is none.
        bias: Entries of the bias; 0 where there is none.
        parameters: Trained parameters, weight and bias included.
        macs: Multiply-accumulate operations per input; None while the input size is not known.
        units: Units of a weighted layer.
        group: Unit group of a weighted layer.
        segments: What feeds a weighted layer, in the order of its input entries; empty for the network's input.
        inputs_mixed: Whether an opaque operation stands between the segments and a weighted layer, so that each of its
            input entries may depend on all of their units.
        units_mixed: Whether an opaque operation stands between a weighted layer and its unit site, so that each unit
            there may depend on all of the layer's.
        shortcut: Whether the layer stands inside an `add` branch.
        inputs: Names of the nodes whose output it reads.
        site: Unit group whose units are complete after this node: its unit site stands here.
    """

    name: str
    operation: str
    kind: Kind
    shape: Shape
    arguments: Mapping[str, Json] = field(factory=dict[str, Json], hash=False)
    weight: int = 0
    bias: int = 0
    parameters: int = 0
    macs: int | None = 0
    units: int = 0
    group: str | None = None
    segments: tuple[Segment, ...] = ()
    inputs_mixed: bool = False
    units_mixed: bool = False
    shortcut: bool = False
    inputs: tuple[str, ...] = ()
    site: str | None = None

    @property
    def per_task(self) -> PerTask:
        """Whether a task has its parameters to itself: `by field` those of norms, `always` what else it trains."""
        match self.kind:
            case PerUnit(effect="norm"):
                return "by field"
            case Opaque(per_task=per_task) | Attention(per_task=per_task):
                return per_task
            case _:
                return "never"


@frozen(kw_only=True)
class Graph:
    """The nodes of a network, in the order in which they run.

    Attributes:
        input_shape: Shape of the input, without the batch.
        ids: How many ids there are, of which the input holds one at each place; None: it holds numbers.
        nodes: All operations.
        layers: The weighted layers by name; a shortcut's layer stands before the last layer of its group.
        groups: For each unit group, named after its last layer on the main path, the layers that share its units.
        output_units: Number of features emitted.
    """

    input_shape: Shape
    ids: int | None = None
    nodes: tuple[Node, ...]
    layers: Mapping[str, Node]
    groups: Mapping[str, tuple[str, ...]]
    output_units: int

    @property
    def inputs(self) -> int:
        """Features or channels of the input, or how many ids there are."""
        return features(self.input_shape) if self.ids is None else self.ids

    def preceding(self, name: str) -> str | None:
        """The main-path layer whose units the layer reads; None for a layer that reads the network's input."""
        segments = self.layers[name].segments
        return segments[-1].group if segments else None

    def next(self, name: str) -> str | None:
        """The first main-path layer that reads the layer's units; None for the last layer."""
        group = self.layers[name].group
        readers = (node for node in self.layers.values() if not node.shortcut)
        return next((node.name for node in readers if any(group in dict(each.sources) for each in node.segments)), None)

    def features_after(self, name: str) -> int:
        """Number of features, or channels, that an operation emits."""
        return features(self._node(name).shape)

    def tokens_after(self, name: str) -> int:
        """How many tokens an operation emits, where the input's size does not decide it."""
        return cast(int, self._node(name).shape[0])

    def _node(self, name: str) -> Node:
        return next(node for node in self.nodes if node.name == name)


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
    given = given_shape(architecture, values, shape)
    output = run.steps(architecture["steps"], values, _Value(given, "input"), "", "").shape
    if len(output) != 1:
        raise FeatureError(f"the network emits {written(output)} where a feature has one dimension")
    if not known(output):
        raise FeatureError("the number of features depends on the size of the input")
    return Graph(
        input_shape=shape,
        ids=given.things if isinstance(given, Ids) else None,
        nodes=tuple(run.nodes.values()),
        layers={name: run.nodes[name] for name in run.layers},
        groups=run.groups,
        output_units=output[0],
    )


@frozen
class _Value:
    """What flows: its shape, the node it comes from, and the unit groups behind its entries.

    `waiting` are weighted layers whose output has not passed a unit site yet; they will share its group. `mixed` says
    whether an opaque operation stands between the segments and here.
    """

    shape: Shape
    node: str
    segments: tuple[Segment, ...] = ()
    waiting: tuple[str, ...] = ()
    mixed: bool = False


@frozen
class _Named:
    """The values of a list of steps that later ones read, and how the names of the list are written in the network."""

    kept: dict[str, _Value]
    prefix: str
    suffix: str

    def full(self, name: str) -> str:
        """A name of the list as one of the network."""
        return f"{self.prefix}{name}{self.suffix}"


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
        return self._run(steps, scope, value, _Named({}, prefix, suffix))

    def _run(self, steps: Iterable[Step], scope: Scope, value: _Value, named: "_Named") -> _Value:
        for step in steps:
            match step["step"]:
                case "keep":
                    named.kept[step["name"]] = value
                case "read":
                    value = named.kept[step["name"]]
                case "optional":
                    if holds(step["when"], scope):
                        value = self._run(step["steps"], scope, value, named)
                case "merge":
                    value = self._merge(step, value, named)
                case "stage":
                    value = self._stage(step, named.full(step["name"]), scope, value)
                case "each":
                    value = self._each(step, scope, value)
                case "add":
                    value = self._add(step, scope, value, named)
                case "unit":
                    value = self._unit([named.full(layer) for layer in step["layers"]], value)
                case kind:
                    if holds(step.get("when"), scope) and not _switched_off(step, scope):
                        value = self._operation(kind, named.full(step["name"]), step, scope, value)
        return value

    def _operation(self, operation: str, name: str, step: Step, scope: Scope, value: _Value) -> _Value:
        try:
            made = operation_class(operation).of(step, scope, self.activations)
            made.check_reads(value.shape)
            shape, kind = made.shape(value.shape), made.kind(value.shape)
            node = Node(
                name=name,
                operation=operation,
                kind=kind,
                shape=shape,
                parameters=made.parameters(value.shape),
                macs=made.macs(value.shape),
                inputs=(value.node,),
            )
        except ShapeError as error:
            raise ShapeError(f"{name}: {error}") from None
        self.nodes[name] = node
        match kind:
            case Weighted():
                assert isinstance(made, WeightedOperation)
                self.nodes[name] = _layer(node, kind, made, value)
                self.layers.append(name)
                return _Value(shape, name, waiting=(name,))
            case PerUnit(zero_to_zero=False):
                segments = tuple(evolve(segment, gated=False) for segment in value.segments)
            case Reshape():
                self.nodes[name] = evolve(node, arguments=asdict(made))
                entries = 1 if shape[0] is None else shape[0] // features(value.shape)
                segments = tuple(evolve(segment, entries=segment.entries * entries) for segment in value.segments)
            case Select(units=units):
                segments = _selected(name, value, units)
            case Attention():
                segments = _values_of(value)
                mixed = value.mixed or not segments
                return evolve(value, shape=shape, node=name, segments=segments, mixed=mixed)
            case Opaque():
                for layer in value.waiting:
                    self.nodes[layer] = evolve(self.nodes[layer], units_mixed=True)
                return evolve(value, shape=shape, node=name, mixed=True)
            case _:
                segments = value.segments
        return evolve(value, shape=shape, node=name, segments=segments)

    def _merge(self, step: Step, value: _Value, named: "_Named") -> _Value:
        """Several values as one, whose units come from all of theirs."""
        values = [value if name is None else named.kept[name] for name in step["of"]]
        name, merge = named.full(step["name"]), operation_class(step["operation"])()
        assert isinstance(merge, MergeOperation)
        try:
            for each in values:
                merge.check_reads(each.shape)
            shape = merge.merged([each.shape for each in values])
        except ShapeError as error:
            raise ShapeError(f"{name}: {error}") from None
        inputs = tuple(each.node for each in values)
        kind = merge.kind(shape)
        self.nodes[name] = Node(name=name, operation=step["operation"], kind=kind, shape=shape, inputs=inputs)
        # A gate of a single unit is read by all units.
        stretched = kind.effect == "multiply" and len({features(each.shape) for each in values}) > 1
        apart = kind.effect == "concat" or stretched
        segments = _joined(values) if apart else _paired(values, kind.effect == "multiply")
        mixed = segments is None or stretched or any(each.mixed for each in values)
        return _Value(shape, name, segments or (), mixed=mixed)

    def _add(self, step: Step, scope: Scope, value: _Value, named: "_Named") -> _Value:
        same = named.kept[step["same_shape"] or step["from"]]
        if features(value.shape) == features(same.shape) and evaluate(step["stride"], scope) == 1:
            if step["same_shape"] is None:
                return value
            other = evolve(same, waiting=())
        elif step["steps"] is None:
            return value
        else:
            other = self._branch(step["steps"], scope, named.kept[step["from"]], value.waiting[-1], named)
        if value.shape != other.shape:
            raise ShapeError(f"{value.node}: {written(other.shape)} is added to {written(value.shape)}")
        name = f"{value.waiting[-1]}/add"
        self.nodes[name] = Node(
            name=name, operation="add", kind=Merge(), shape=value.shape, inputs=(value.node, other.node)
        )
        return evolve(value, node=name, waiting=(*other.waiting, *value.waiting))

    def _branch(self, steps: Iterable[Step], scope: Scope, start: _Value, namesake: str, named: "_Named") -> _Value:
        """Runs the steps of an `add`; their layers are listed before the one that their group is named after."""
        seen = len(self.layers)
        other = self._run(steps, scope, start, named)
        branch, self.layers[seen:] = self.layers[seen:], []
        position = self.layers.index(namesake)
        self.layers[position:position] = branch
        for name in branch:
            self.nodes[name] = evolve(self.nodes[name], shortcut=True)
        return other

    def _unit(self, layers: list[str], value: _Value) -> _Value:
        members = tuple(name for name in layers if name in self.nodes)
        group = members[-1]
        units = self.nodes[group].units
        if (emitted := features(value.shape)) != units:
            raise ShapeError(f"{value.node}: it emits {emitted} units where those of {group} are {units}")
        for name in members:
            self.nodes[name] = evolve(self.nodes[name], group=group)
        self.nodes[value.node] = evolve(self.nodes[value.node], site=group)
        self.groups[group] = members
        return _Value(value.shape, value.node, (Segment(group, units, 1),))

    def _stage(self, step: Step, name: str, scope: Scope, value: _Value) -> _Value:
        block: Mapping[str, Json] = self.architecture["blocks"][scope.get(step["block"], step["block"])]
        rounds = count(name, step, "repeat", scope, 0)
        for index in range(rounds):
            given: dict[str, Json] = dict(step["arguments"])
            given |= step["first"] if index == 0 else {}
            given |= step["last"] if index == rounds - 1 else {}
            values = {name: evaluate(expression, scope) for name, expression in given.items()}
            own = {"input_units": features(value.shape), "block_index": index}
            inner = {**scope, **block["arguments"], **values, **own}
            value = self.steps(block["steps"], inner, value, f"{name}/{index}/", "")
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


def _joined(values: Sequence[_Value]) -> tuple[Segment, ...] | None:
    """The segments of values put one behind the other; None where one reads something that belongs to no group."""
    if not all(each.segments for each in values):
        return None
    return tuple(segment for each in values for segment in each.segments)


def _paired(values: Sequence[_Value], product: bool) -> tuple[Segment, ...] | None:
    """The segments of values whose units are added or multiplied one by one; None where they do not match."""
    sizes = {tuple((each.units, each.entries) for each in value.segments) for value in values}
    if len(sizes) != 1 or () in sizes:
        return None
    paired: list[Segment] = []
    for first, *rest in zip(*(value.segments for value in values), strict=True):
        gates = [first.gated, *(each.gated for each in rest)]
        others = dict.fromkeys(source for each in rest for source in each.sources)
        others |= dict.fromkeys(first.others)
        own = tuple(source for source in others if source != (first.group, first.start))
        paired.append(evolve(first, gated=any(gates) if product else all(gates), others=own))
    return tuple(paired)


def _selected(name: str, value: _Value, units: Sequence[int]) -> tuple[Segment, ...]:
    """The segments of some units of a value, in an order of their own; runs of units stay runs."""
    if value.waiting:
        layer = value.waiting[-1]
        raise ShapeError(f"{name}: it stands before the unit site of {layer}; make it a step behind that layer")
    if value.mixed:
        return value.segments
    if any(segment.entries != 1 for segment in value.segments):
        raise ShapeError(f"{name}: the entries of each unit lie side by side; write it before `flatten`")
    each = [(segment, index) for segment in value.segments for index in range(segment.units)]
    runs: list[tuple[Segment, int, int]] = []
    for segment, index in map(each.__getitem__, units) if each else ():
        match runs:
            case [*_, (last, start, count)] if last is segment and start + count == index:
                runs[-1] = (segment, start, count + 1)
            case _:
                runs.append((segment, index, 1))
    return tuple(
        evolve(
            segment,
            units=count,
            start=segment.start + start,
            others=tuple((group, first + start) for group, first in segment.others),
        )
        for segment, start, count in runs
    )


def _values_of(value: _Value) -> tuple[Segment, ...]:
    """The last third of units that are queries, keys and values; none where they come from several places."""
    match value.segments:
        case (Segment(entries=1) as packed,):
            third = packed.units // 3
            others = tuple((group, start + 2 * third) for group, start in packed.others)
            return (evolve(packed, units=third, start=packed.start + 2 * third, others=others),)
        case _:
            return ()


def _layer(node: Node, kind: Weighted, made: WeightedOperation, value: _Value) -> Node:
    """The node of a weighted layer."""
    sizes = asdict(made)
    return evolve(
        node,
        arguments={name: sizes[name] for name in sizes if name not in ("units", "bias", made.ids)},
        weight=made.weight(value.shape),
        bias=kind.units if made.bias else 0,
        units=kind.units,
        segments=value.segments,
        inputs_mixed=value.mixed,
    )


def _switched_off(step: Step, scope: Scope) -> bool:
    return "field" in step and not scope[step["field"]]
