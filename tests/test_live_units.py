"""Which units a task with masked weights cannot do without, against rules that are followed unit by unit."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import torch
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st
from torch import Tensor, nn

from clbackbones_runtime.compaction.compact import LayerParameters, TaskNetwork, build_compact
from clbackbones_runtime.compaction.dense_network import Affine, Scale
from clbackbones_runtime.compaction.live_units import live_units
from clbackbones_runtime.graph.graph import build_graph

SIZE = 3
"""Height and width of images, which layers keep."""

MOVES = {"stride": 1, "dilation": 1, "groups": 1}
ACTIVATIONS = {"ReLU": nn.ReLU(), "Sigmoid": nn.Sigmoid()}
POOL = nn.AvgPool2d(3, 1, 1)
FACTS = {name: {"zero_at_zero": name == "ReLU"} for name in ACTIVATIONS}
CLASSES: dict[str, type[nn.Module]] = {"linear": nn.Linear, "conv2d": nn.Conv2d, "flatten": nn.Flatten}


@frozen
class Layer:
    """A layer of a chain: convolutions of a window and a border of zeros, and the linear layer at the end.

    What is `pooled` is averaged over windows, with a border of zeros, before the next one reads it.
    """

    weight: Tensor
    bias: Tensor | None
    norm: Affine | None
    activation: str
    padding: int
    pooled: bool


@st.composite
def chains(draw: st.DrawFn) -> list[Layer]:
    """Layers with weights that are 0 here and there, whole rows and columns at times."""
    torch.manual_seed(draw(st.integers(0, 999)))
    units = [draw(st.integers(1, 4)) for _ in range(draw(st.integers(4, 5)))]
    layers: list[Layer] = []
    for index, (inputs, outputs) in enumerate(itertools.pairwise(units)):
        last = index == len(units) - 2
        window = 1 if last else draw(st.sampled_from([1, 3, 3]))
        shape = (outputs, inputs * SIZE * SIZE) if last else (outputs, inputs, window, window)
        density = draw(st.sampled_from([0.3, 0.6, 1.0]))
        weight = torch.randn(shape) * (torch.rand(shape) < density)
        for axis in (0, 1):
            there = torch.rand(shape[axis]) < draw(st.sampled_from([0.6, 1.0]))
            weight = weight * there.view(-1, *[1] * (len(shape) - 1 - axis))
        bias = torch.randn(outputs) if draw(st.booleans()) else None
        norm = (
            Affine(torch.rand(outputs) + 1, torch.randn(outputs)) if draw(st.integers(0, 3)) == 0 and not last else None
        )
        activation = draw(st.sampled_from(["ReLU", "ReLU", "Sigmoid"]))
        layers.append(Layer(weight, bias, norm, activation, window // 2, draw(st.booleans()) and not last))
    return layers


def steps_of(layers: list[Layer]) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    for index, layer in enumerate(layers):
        units, bias = len(layer.weight), {"bias": layer.bias is not None}
        if layer.weight.ndim == 2:
            steps += [{"step": "flatten", "name": "flatten"}]
            steps += [{"step": "linear", "name": f"l{index}", "units": units, **bias}]
        else:
            window = {"kernel_size": layer.weight.shape[-1], "padding": layer.padding, **MOVES}
            steps += [{"step": "conv2d", "name": f"l{index}", "units": units, **window, **bias}]
        if layer.norm is not None:
            steps += [{"step": "norm", "name": f"n{index}", "rank": 2, "field": "on"}]
        steps += [{"step": "activation", "name": f"a{index}", "field": layer.activation}]
        steps += [{"step": "unit", "layers": [f"l{index}"]}]
        if layer.pooled:
            window = {"kernel_size": 3, "stride": 1, "padding": 1, "ceil_mode": False}
            steps += [{"step": "avg_pool2d", "name": f"p{index}", **window}]
    return steps


def network_of(layers: list[Layer]) -> TaskNetwork:
    at = {f"{kind}{index}": layer for kind in "lna" for index, layer in enumerate(layers)}
    scope = {"on": True, "c": layers[0].weight.shape[1], "h": SIZE, "w": SIZE} | {name: name for name in ACTIVATIONS}
    return TaskNetwork(
        graph=build_graph({"steps": steps_of(layers), "input": ["c", "h", "w"]}, scope, None, FACTS),
        parameters=lambda name: LayerParameters(at[name].weight.double(), _double(at[name].bias)),
        norm=lambda name: _affine(at[name]),
        module=lambda name: POOL if name.startswith("p") else ACTIVATIONS[at[name].activation],
        torch_class=CLASSES.__getitem__,
    )


def _double(tensor: Tensor | None) -> Tensor | None:
    return None if tensor is None else tensor.double()


def _affine(layer: Layer) -> Affine:
    assert layer.norm is not None
    return Affine(layer.norm.scale.double(), layer.norm.shift.double())


def after(layer: Layer, unit: int, inputs: list[float | None]) -> float | None:
    """What a unit emits for every input, where each input is a constant or None; None if it depends on the input."""
    total = 0.0 if layer.bias is None else float(layer.bias[unit])
    for column, constant in enumerate(inputs):
        weight = layer.weight[unit, column]
        if weight.count_nonzero() == 0 or constant == 0:
            continue
        if constant is None or layer.padding:  # at the border fewer of them are added
            return None
        total += constant * float(weight.double().sum())
    if layer.norm is not None:
        total = total * float(layer.norm.scale[unit]) + float(layer.norm.shift[unit])
    return max(total, 0.0) if layer.activation == "ReLU" else 1 / (1 + math.exp(-total))


def by_rules(layers: list[Layer]) -> list[dict[int, float | None]]:
    """What each unit that may go emits; None where nobody reads it, or it is kept; kept ones are absent."""
    constants: list[list[float | None]] = []
    values: list[float | None] = [None] * layers[0].weight.shape[1]
    for layer in layers:
        entries = SIZE * SIZE if layer.weight.ndim == 2 else 1
        spread = [each for each in values for _ in range(entries)]
        emitted = [after(layer, unit, spread) for unit in range(len(layer.weight))]
        constants.append(emitted)
        values = [each if each == 0 or not layer.pooled else None for each in emitted]
    gone: list[dict[int, float | None]] = [{}]  # the feature stays
    for index in reversed(range(len(layers) - 1)):
        reader, rows = layers[index + 1], gone[0]
        entries = SIZE * SIZE if reader.weight.ndim == 2 else 1
        here: dict[int, float | None] = {}
        for unit, constant in enumerate(constants[index]):
            columns = reader.weight[:, unit * entries : (unit + 1) * entries]
            read = any(columns[row].count_nonzero() > 0 for row in range(len(columns)) if row not in rows)
            if not read:
                here[unit] = 0.0
            elif constant is not None and (constant == 0 or not reader.padding):
                here[unit] = constant
        gone.insert(0, here)
    return gone


def plain(weight: Tensor, *, pooled: bool = False) -> Layer:
    """A layer without a bias, a norm or a border."""
    return Layer(weight, None, None, "ReLU", 0, pooled)


ZEROS_BEHIND_A_POOL = [
    plain(torch.tensor([0.0, 1.0]).view(2, 1, 1, 1), pooled=True),  # unit 0 emits 0, which a border of zeros keeps
    plain(torch.eye(2).view(2, 2, 1, 1)),  # unit 0 reads that alone
    plain(torch.ones(1, 2 * SIZE * SIZE)),
]


@given(chains())
@example(ZEROS_BEHIND_A_POOL)
def test_units_go_that_are_constant_or_unread_and_no_others(layers: list[Layer]) -> None:
    kept, rest = live_units(network_of(layers))
    for index, gone in enumerate(by_rules(layers)):
        units = range(len(layers[index].weight))
        assert kept[f"l{index}"].tolist() == [unit for unit in units if unit not in gone]
        expected = torch.tensor([gone.get(unit, 0.0) for unit in units], dtype=torch.float64)
        torch.testing.assert_close(rest[f"l{index}"], expected, rtol=1e-6, atol=1e-9)


@given(chains())
def test_the_network_of_what_is_left_computes_the_same(layers: list[Layer]) -> None:
    network = network_of(layers)
    input = torch.randn(3, layers[0].weight.shape[1], SIZE, SIZE, dtype=torch.float64)
    values = input
    for layer in layers:
        bias = _double(layer.bias)
        if layer.weight.ndim == 2:
            values = nn.functional.linear(values.flatten(1), layer.weight.double(), bias)
        else:
            values = nn.functional.conv2d(values, layer.weight.double(), bias, padding=layer.padding)
        if layer.norm is not None:
            places = (-1, *[1] * (values.ndim - 2))
            values = values * layer.norm.scale.double().view(places) + layer.norm.shift.double().view(places)
        values = ACTIVATIONS[layer.activation](values)
        values = POOL(values) if layer.pooled else values
    torch.testing.assert_close(build_compact(network, *live_units(network))(input), values, rtol=1e-9, atol=1e-9)


@given(chains())
def test_a_norm_that_alone_reads_a_layer_is_part_of_it(layers: list[Layer]) -> None:
    network = network_of(layers)
    compact = build_compact(network, *live_units(network))
    assert not [name for name, layer in compact.layers.items() if isinstance(layer, Scale)]


# networks that are no chains


def network_by_hand(steps: list[dict[str, Any]], shape: Sequence[int], modules: Mapping[str, Any]) -> TaskNetwork:
    sizes = dict(zip("chw", shape, strict=False))
    return TaskNetwork(
        graph=build_graph({"steps": steps, "input": [*sizes]}, {"on": True, **sizes}),
        parameters=lambda name: LayerParameters(modules[name].weight.detach(), modules[name].bias.detach()),
        norm=lambda name: pytest.fail(f"{name} is no norm of each unit"),
        module=modules.__getitem__,
        torch_class=CLASSES.__getitem__,
    )


def layer(operation: str, name: str, units: int, **window: int) -> dict[str, Any]:
    return {"step": operation, "name": name, "units": units, "bias": True, **window}


def test_all_that_a_layer_reads_whose_units_are_mixed_before_their_site_is_kept() -> None:
    torch.manual_seed(0)
    modules: dict[str, Any] = {"a": nn.Linear(3, 2), "b": nn.Linear(2, 2), "mix": nn.LayerNorm(2), "c": nn.Linear(2, 4)}
    whole = nn.Sequential(*modules.values()).double()
    with torch.no_grad():
        modules["b"].weight.copy_(torch.eye(2))
        modules["c"].weight[:, 1] = 0  # nothing reads unit 1 of b, but unit 0 depends on it, and it alone on that of a
    steps = [
        *(layer("linear", "a", 2), {"step": "unit", "layers": ["a"]}),
        *(layer("linear", "b", 2), {"step": "norm", "name": "mix", "form": "layer", "field": "on"}),
        *({"step": "unit", "layers": ["b"]}, layer("linear", "c", 4), {"step": "unit", "layers": ["c"]}),
    ]
    network = network_by_hand(steps, [3], modules)
    kept, rest = live_units(network)
    assert kept["a"].tolist() == [0, 1]
    input = torch.randn(5, 3, dtype=torch.float64)
    torch.testing.assert_close(build_compact(network, kept, rest)(input), whole(input))


@pytest.mark.parametrize("constant_a", [[], [1], [0, 1, 2]])
@pytest.mark.parametrize("constant_b", [[], [0], [1, 3], [0, 1, 2, 3]])
def test_constants_pass_by_the_side_of_a_layer(constant_a: list[int], constant_b: list[int]) -> None:
    torch.manual_seed(0)
    a, b, c = nn.Conv2d(2, 3, 1).double(), nn.Linear(12, 4).double(), nn.Linear(16, 5).double()
    with torch.no_grad():
        a.weight[constant_a] = 0
        b.weight[constant_b] = 0
    steps = [
        *(layer("conv2d", "a", 3, kernel_size=1, padding=0, **MOVES), {"step": "unit", "layers": ["a"]}),
        *({"step": "flatten", "name": "flat"}, {"step": "keep", "name": "flat"}),
        *(layer("linear", "b", 4), {"step": "unit", "layers": ["b"]}),
        {"step": "merge", "operation": "concat", "name": "joined", "of": ["flat", None]},
        *(layer("linear", "c", 5), {"step": "unit", "layers": ["c"]}),
    ]
    network = network_by_hand(steps, [2, 2, 2], {"a": a, "b": b, "c": c})
    kept, rest = live_units(network)
    left = 3 - len(constant_a), 4 - len(constant_b)
    assert [len(kept[name]) for name in "abc"] == [left[0], left[1] if left[0] else 0, 5]
    input = torch.randn(6, 2, 2, 2, dtype=torch.float64)
    flat = a(input).flatten(1)
    expected = c(torch.cat([flat, b(flat)], 1))
    torch.testing.assert_close(build_compact(network, kept, rest)(input), expected)
