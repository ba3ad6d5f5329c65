"""Networks of operations of every kind in any order, run node by node as their graphs say."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import torch
from attrs import frozen
from hypothesis import assume
from hypothesis import strategies as st
from torch import Tensor, nn

from clbackbones import CATALOG
from clbackbones_runtime.catalog import BackboneClass, Catalog
from clbackbones_runtime.graph import operations
from clbackbones_runtime.graph.graph import Graph, Node, build_graph
from clbackbones_runtime.graph.kinds import Merge, Weighted
from clbackbones_runtime.graph.operations import Operation
from clbackbones_runtime.graph.shapes import ShapeError
from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.masked_units import mask_units
from clbackbones_runtime.layers.names import module_path
from clbackbones_runtime.layers.values import ChannelShuffle, PadPlaces, TakeUnits
from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone
from clbackbones_runtime.mechanisms.masked import task_batch_norm1d
from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone

Json = Any
Steps = list[dict[str, Json]]


class Mix(Operation):
    """An operation of which nothing is known: each entry reads every unit."""

    def parameters(self, given: tuple[int | None, ...]) -> int:
        """A shift."""
        return 1


class MixUnits(nn.Module):
    """Softmax over units, so that none is 0 and each depends on all; and a trained shift."""

    def __init__(self) -> None:
        super().__init__()
        self.shift = nn.Parameter(torch.rand(1))

    def forward(self, x: Tensor) -> Tensor:
        return x.softmax(1) * x.shape[1] + self.shift


operations.Mix = Mix  # pyright: ignore[reportAttributeAccessIssue]

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {"ReLU": nn.ReLU, "Sigmoid": nn.Sigmoid}
FACTS: dict[str, dict[str, Json]] = {name: {"zero_at_zero": name == "ReLU"} for name in ACTIVATIONS}
SCOPE: dict[str, Json] = {name: name for name in ACTIVATIONS} | {"on": True}


@frozen
class Network:
    """Steps, the shape of the input, and the graph of both; what the constructor of a backbone needs of a config."""

    steps: Steps
    shape: tuple[int, ...]
    made: Graph
    class_name: str = "Random"
    batch_normalization: str = "independent"
    gate: str = "sigmoid"
    carry_over_scores: bool = True
    catalog: Catalog = CATALOG

    def graph(self) -> Graph:
        """The graph, as a config has it."""
        return self.made

    def parameters_of(self, graph: Graph) -> int:
        """Few enough for any machine."""
        return sum(node.parameters for node in graph.nodes)

    def backbone_class(self) -> BackboneClass:
        """A class without a field for weights."""
        return CATALOG.backbone_class("MLP")


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Networks of operations of every kind."""
    rank = draw(st.sampled_from([0, 1, 2, 2]))
    shape = (draw(st.integers(1, 5)), *[draw(st.integers(3, 6))] * rank)
    steps: Steps = []
    rounds = draw(st.integers(2, 5))
    for index in range(rounds):
        before = _graph([*steps, *_end(rank)], shape).nodes if steps else ()
        last = before[-len(_end(rank)) - 1] if steps else None
        channels = shape[0] if last is None else cast(int, last.shape[0])
        kinds = ["layer", "layer", "add", "resize", "merge", "select"] if steps else ["layer"]
        kind = draw(st.sampled_from(kinds))
        if kind == "layer":
            steps += _layer(draw, f"l{index}", rank, channels, draw(st.integers(1, 6)))
        elif kind == "add":
            steps += _residual(draw, f"l{index}", rank, channels)
        elif kind == "merge":
            steps += _merged(draw, f"l{index}", rank, channels)
        elif kind == "select":
            steps.append(_selected(draw, f"l{index}", rank, channels))
        else:
            steps += _resized(draw, f"l{index}", rank, channels)
        steps += _between(draw, f"b{index}", rank)
        if rank and draw(st.integers(0, 5)) == 0:
            steps.append({"step": "flatten", "name": f"b{index}_flatten"})
            rank = 0
    steps += _end(rank)
    return Network(steps, shape, _graph(steps, shape))


def _graph(steps: Steps, shape: tuple[int, ...]) -> Graph:
    names = ["c", "h", "w"][: len(shape)]
    blocks = {step["block"]: step["inline"] for step in steps if step["step"] == "stage"}
    try:
        sizes = dict(zip(names, shape, strict=True))
        return build_graph({"steps": steps, "input": names, "blocks": blocks}, SCOPE | sizes, None, FACTS)
    except ShapeError:
        assume(False)
        raise


def _end(rank: int) -> Steps:
    return [{"step": "flatten", "name": "flatten"}] if rank else []


def _layer(
    draw: st.DrawFn, name: str, rank: int, channels: int, units: int, *, same: bool = False, site: bool = True
) -> Steps:
    """A weighted layer and its parts."""
    bias = {"bias": draw(st.booleans())}
    if rank == 0:
        steps: Steps = [{"step": "linear", "name": name, "units": units, **bias}]
    else:
        groups = draw(st.sampled_from([1, 1, channels, math.gcd(channels, 2)]))
        units = units if same else units * groups
        groups = math.gcd(groups, units)
        kernel = 1 if same else draw(st.integers(1, 3))
        window = {"kernel_size": kernel, "stride": 1 if same else draw(st.integers(1, 2)), "groups": groups}
        window |= {"padding": 0 if same else draw(st.integers(0, 1)), "dilation": draw(st.integers(1, 2))}
        kind = draw(st.sampled_from(["conv", "conv", "conv_transpose"]))
        if kind == "conv_transpose":
            del window["groups"]
            window["output_padding"] = 0 if same else draw(st.integers(0, 1))
        steps = [{"step": f"{kind}{rank}d", "name": name, "units": units, **window, **bias}]
    parts = _parts(draw, name, rank)
    return [*steps, *parts, {"step": "unit", "layers": [name]}] if site else steps


def _parts(draw: st.DrawFn, name: str, rank: int) -> Steps:
    """What stands between a layer and its unit site."""
    parts: Steps = []
    if draw(st.booleans()):
        parts.append({"step": "norm", "name": f"{name}_norm", "rank": max(rank, 1), "field": "on"})
    if draw(st.integers(0, 6)) == 0:
        parts.append({"step": "mix", "name": f"{name}_mix"})
    if draw(st.booleans()):
        parts.append({"step": "activation", "name": f"{name}_f", "field": draw(st.sampled_from([*ACTIVATIONS]))})
    return parts


_START: dict[str, Json] = {"step": "keep", "name": "input"}


def _residual(draw: st.DrawFn, name: str, rank: int, channels: int) -> Steps:
    """A layer to whose value the input of its block is added."""
    body = _layer(draw, name, rank, channels, channels, same=True, site=False)
    add = {"step": "add", "layer": name, "same_shape": "input", "from": "input", "steps": None, "stride": 1}
    inline = [_START, *body, *_parts(draw, f"{name}_a", rank), add, *_parts(draw, f"{name}_b", rank)]
    return [_block(name, [*inline, {"step": "unit", "layers": [name]}])]


def _resized(draw: st.DrawFn, name: str, rank: int, channels: int) -> Steps:
    """A layer to whose value a layer of the input is added."""
    units = draw(st.integers(1, 5)) + channels
    body = _layer(draw, name, rank, channels, units, same=True, site=False)
    branch = _layer(draw, f"{name}_s", rank, channels, units, same=True, site=False) + _parts(draw, f"{name}_t", rank)
    add = {"step": "add", "layer": name, "same_shape": "input", "from": "input", "steps": branch, "stride": 1}
    inline = [_START, *body, *_parts(draw, f"{name}_a", rank), add, *_parts(draw, f"{name}_b", rank)]
    return [_block(name, [*inline, {"step": "unit", "layers": [f"{name}_s", name]}])]


def _selected(draw: st.DrawFn, name: str, rank: int, channels: int) -> dict[str, Json]:
    """Some of the units of a value, or all in another order."""
    if rank and draw(st.booleans()):
        return {"step": "channel_shuffle", "name": name, "groups": math.gcd(channels, draw(st.integers(1, 6)))}
    count = draw(st.integers(1, channels))
    return {"step": "take_units", "name": name, "count": count, "start": draw(st.integers(0, channels - count))}


def _merged(draw: st.DrawFn, name: str, rank: int, channels: int) -> Steps:
    """One or two layers whose units are merged with those of the value before them, or with each other."""
    operation = draw(st.sampled_from(["add", "multiply", "concat"]))
    steps: Steps = [{"step": "keep", "name": f"{name}_0"}]
    rounds = draw(st.integers(1, 2))
    for index in range(1, rounds + 1):
        units = draw(st.integers(1, 4)) if operation == "concat" else channels
        steps += _layer(draw, f"{name}_{index}", rank, channels, units, same=True)
        steps += [{"step": "keep", "name": f"{name}_{index}"}, {"step": "read", "name": f"{name}_0"}]
    of: list[str | None] = [f"{name}_{index}" for index in range(1, rounds + 1)]
    of += [None] if rounds == 1 or draw(st.booleans()) else []
    return [*steps, {"step": "merge", "operation": operation, "name": f"{name}_merged", "of": of}]


def _block(name: str, inline: Steps) -> dict[str, Json]:
    """A block of its own, run once."""
    block: dict[str, Json] = {"arguments": {}, "steps": inline}
    given: dict[str, Json] = {"arguments": {}, "first": {}, "last": {}}
    return {"step": "stage", "name": name, "block": name, "repeat": 1, **given, "inline": block}


POOLS: Mapping[str, Callable[..., nn.Module]] = {
    "max_pool2d": nn.MaxPool2d,
    "avg_pool2d": nn.AvgPool2d,
    "adaptive_average_pool2d": nn.AdaptiveAvgPool2d,
    "adaptive_max_pool2d": nn.AdaptiveMaxPool2d,
    "pad_places": PadPlaces,
}
"""What works along places."""


def _between(draw: st.DrawFn, name: str, rank: int) -> Steps:
    """Operations behind a unit site."""
    chosen = draw(st.lists(st.sampled_from(["norm", "activation", "dropout", "pool"]), max_size=3, unique=True))
    chosen += ["mix"] if draw(st.integers(0, 5)) == 0 else []
    steps: Steps = []
    for part in chosen:
        step: dict[str, Json] = {"step": part, "name": f"{name}_{part}", "field": "on"}
        if part == "norm":
            step["rank"] = max(rank, 1)
        elif part == "activation":
            step["field"] = draw(st.sampled_from([*ACTIVATIONS]))
        elif part == "pool":
            if rank != 2:
                continue
            step["step"] = draw(st.sampled_from([*POOLS]))
            step |= {"kernel_size": 2, "stride": draw(st.integers(1, 2)), "padding": draw(st.integers(0, 1))}
            step |= {"ceil_mode": draw(st.booleans()), "output_size": 2, "before": draw(st.integers(0, 1)), "after": 1}
        steps.append(step)
    return steps


# Modules


def _modules(network: Network, layer: Callable[[type[nn.Module]], Any]) -> Iterator[tuple[str, nn.Module]]:
    """The module of each node, by its path.

    Args:
        network: The network.
        layer: The class that stands for torch's, of a weighted layer.
    """
    steps = dict(_by_name(network.steps, ""))
    for node in network.made.nodes:
        if not isinstance(node.kind, Merge) and node.operation != "flatten":
            yield module_path(node.name), _module(node, steps[node.name], layer)


def _by_name(steps: Steps, prefix: str) -> Iterator[tuple[str, dict[str, Json]]]:
    for step in steps:
        if step["step"] == "stage":
            yield from _by_name(step["inline"]["steps"], f"{step['name']}/0/")
        elif step["step"] == "add":
            yield from _by_name(step["steps"] or [], prefix)
        elif step["step"] not in ("unit", "keep", "read", "merge"):
            yield f"{prefix}{step['name']}", step


def _module(node: Node, step: dict[str, Json], layer: Callable[[type[nn.Module]], Any]) -> nn.Module:
    match node.operation:
        case "norm":
            return task_batch_norm1d("independent", cast(int, node.shape[0]))
        case "activation":
            return ACTIVATIONS[step["field"]]()
        case "dropout":
            return nn.Dropout(0.5)
        case "mix":
            return MixUnits()
        case "max_pool2d" | "avg_pool2d":
            pool = POOLS[node.operation]
            return pool(step["kernel_size"], step["stride"], step["padding"], ceil_mode=step["ceil_mode"])
        case "take_units":
            return TakeUnits(step["count"], step["start"])
        case "channel_shuffle":
            return ChannelShuffle(step["groups"])
        case "adaptive_average_pool2d" | "adaptive_max_pool2d":
            return POOLS[node.operation](step["output_size"])
        case "pad_places":
            return POOLS[node.operation](step["before"], step["after"])
        case _:
            moves = dict(node.arguments)
            window = [moves.pop("kernel_size")] if moves else []
            cls = layer(TORCH[node.operation])
            return cls(cast(Weighted, node.kind).inputs, node.units, *window, bias=node.bias > 0, **moves)


TORCH: Mapping[str, type[nn.Module]] = {
    "linear": nn.Linear,
    "conv1d": nn.Conv1d,
    "conv2d": nn.Conv2d,
    "conv_transpose1d": nn.ConvTranspose1d,
    "conv_transpose2d": nn.ConvTranspose2d,
}


def _build(backbone: nn.Module, network: Network, layer: Callable[[type[nn.Module]], Any]) -> None:
    """Puts the modules of a network where a generated class has them, with values as after training."""
    for path, module in _modules(network, layer):
        *parents, name = path.split(".")
        parent = backbone
        for each in parents:
            if not hasattr(parent, each):
                parent.add_module(each, nn.Module())
            parent = getattr(parent, each)
        parent.add_module(name, module)
    backbone.double()
    for name, tensor in [*backbone.named_parameters(), *backbone.named_buffers()]:
        if tensor.is_floating_point():
            tensor.data.normal_().mul_(0.5)
            if name.endswith("running_var"):
                tensor.data.abs_().add_(0.5)


def _run(
    backbone: nn.Module,
    graph: Graph,
    x: Tensor,
    task_norm: Any,
    passed: Callable[[str], tuple[Any, ...]],
    site: Callable[[Tensor, str], Tensor],
) -> dict[str, Tensor]:
    """What each node emits, the last one the feature.

    Args:
        backbone: What has the modules.
        graph: Its graph.
        x: The input.
        task_norm: What norms are given.
        passed: What a weighted layer is given besides, by its name.
        site: What happens to a value at the unit site of a group.
    """
    values = {"input": x}
    for node in graph.nodes:
        read = [values[name] for name in node.inputs]
        if isinstance(node.kind, Merge):
            x = _merge(node.kind, read)
        elif node.operation == "flatten":
            x = read[0].flatten(1)
        else:
            module = backbone.get_submodule(module_path(node.name))
            norm = (task_norm,) if node.operation == "norm" else ()
            x = module(*read, *(passed(node.name) if isinstance(node.kind, Weighted) else norm))
        if node.site is not None:
            x = site(x, node.site)
        values[node.name] = x
    return values


def _merge(kind: Merge, values: list[Tensor]) -> Tensor:
    if kind.effect == "concat":
        return torch.cat(values, 1)
    return sum(values[1:], values[0]) if kind.effect == "add" else math.prod(values[1:], start=values[0])


class RandomHAT(HATMaskBackbone):
    """A random network whose units are masked."""

    def __init__(self, network: Network) -> None:
        super().__init__(cast(Any, network))
        _build(self, network, lambda cls: cls)

    def network(self, x: Tensor, mask: Mapping[str, Tensor], task_norm: Any) -> tuple[Tensor, dict[str, Tensor]]:
        values = _run(self, self.graph, x, task_norm, lambda _: (), lambda x, site: mask_units(x, mask[site]))
        return values[self.graph.nodes[-1].name], values

    def _architecture(self) -> Mapping[str, Any]:
        return _architecture(self.config)


class RandomWSN(WSNMaskBackbone):
    """A random network whose weights are masked."""

    def __init__(self, network: Network) -> None:
        super().__init__(cast(Any, network))
        _build(self, network, masked)
        self.initialize_weights(None)
        self.double()

    def network(
        self, x: Tensor, weights: Mapping[str, Tensor], biases: Mapping[str, Tensor | None], task_norm: Any
    ) -> tuple[Tensor, dict[str, Tensor]]:
        def given(name: str) -> tuple[Any, ...]:
            return weights[name], biases[name]

        values = _run(self, self.graph, x, task_norm, given, lambda x, _: x)
        return values[self.graph.nodes[-1].name], values

    def _architecture(self) -> Mapping[str, Any]:
        return _architecture(self.config)


def _architecture(config: Any) -> Mapping[str, Any]:
    """What a backbone asks of its architecture: the input, and whether it is flattened."""
    return {"steps": config.steps, "input": ["c", "h", "w"][: len(config.shape)]}


def random_hat(network: Network) -> RandomHAT:
    """A HAT network with a stored task, and one that is being learned."""
    backbone = RandomHAT(network)
    backbone.setup_task_id(1, None)
    backbone.store_mask()
    return backbone


def random_wsn(network: Network) -> RandomWSN:
    """A WSN network with a stored task, in whose masks whole rows and columns are missing."""
    backbone = RandomWSN(network)
    backbone.setup_task_id(1)
    weights, biases = backbone.store_mask(0.7)
    for weight in weights.values():
        for axis in (0, 1):
            shape = [size if axis == index else 1 for index, size in enumerate(weight.shape)]
            weight.mul_((torch.rand(shape) < 0.7).to(weight.dtype))
    backbone.masks = {1: (weights, biases)}
    return backbone
