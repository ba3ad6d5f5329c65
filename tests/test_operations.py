"""Operations of every kind, in any order: masks isolate, compact networks compute the same, shapes are torch's."""

import ast
import json
import math
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from clbackbones_codegen.spec.operations import is_weighted
from clbackbones_runtime.graph import operations
from clbackbones_runtime.graph.graph import build_graph
from clbackbones_runtime.graph.kinds import PerUnit, Weighted
from clbackbones_runtime.graph.operations import operation_class
from clbackbones_runtime.graph.place_operations import AdaptiveAveragePool2d, AvgPool2d, MaxPool1d
from clbackbones_runtime.graph.shapes import ShapeError
from clbackbones_runtime.graph.weighted_operations import (
    Conv1d,
    Conv2d,
    ConvTranspose1d,
    ConvTranspose2d,
    ConvTranspose3d,
)
from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.torch_names import torch_class
from clbackbones_runtime.layers.units import dense_matrix, measured, read_inputs, units_first
from clbackbones_runtime.layers.values import StochasticDepth

from .random_graphs import Network, Steps, networks, random_hat, random_wsn
from .specs import SCHEMA
from .torchvision_counterpart import models

MAKERS = [random_hat, random_wsn]
Make = Callable[[Network], Any]


def feature(backbone: Any, input: Tensor) -> Tensor:
    """What the network of task 1 computes."""
    with torch.no_grad():
        return backbone.eval()(input, "test", test_task_id=1)[0]


def batch(network: Network) -> Tensor:
    return torch.randn(3, *network.shape, dtype=torch.float64)


@pytest.mark.parametrize("make", MAKERS)
@settings(max_examples=3 * settings().max_examples)
@given(network=networks(), seed=st.integers(0, 99))
def test_nothing_that_is_left_unprotected_changes_a_stored_task(make: Make, network: Network, seed: int) -> None:
    torch.manual_seed(seed)
    backbone, input = make(network), batch(network)
    before = feature(backbone, input)
    backbone.setup_task_id(2)
    backbone.mask_gradients()
    for parameter in backbone.parameters():
        parameter.data += torch.randn_like(parameter)
    backbone.restore_weights()
    assert torch.equal(feature(backbone, input), before)


@pytest.mark.parametrize("make", MAKERS)
@settings(max_examples=3 * settings().max_examples)
@given(network=networks(), seed=st.integers(0, 99))
def test_the_compact_network_computes_what_the_masked_one_does(make: Make, network: Network, seed: int) -> None:
    torch.manual_seed(seed)
    backbone, input = make(network), batch(network)
    expected = feature(backbone, input)
    compact = backbone.compact(1)
    assert compact.num_parameters <= sum(parameter.numel() for parameter in backbone.parameters())
    torch.testing.assert_close(compact(input).detach(), expected, rtol=1e-9, atol=1e-9)


@given(network=networks())
def test_shapes_and_parameters_are_torch_s(network: Network) -> None:
    backbone: Any = random_wsn(network)
    graph = network.made
    *_, values = backbone.eval()(batch(network), "test", test_task_id=1)
    for node in graph.nodes:
        assert tuple(values[node.name].shape[1:]) == node.shape
    for name, layer in graph.layers.items():
        weight, bias = backbone.get_layer_by_name(name).weight, backbone.get_layer_by_name(name).bias
        assert (weight.numel(), 0 if bias is None else bias.numel()) == (layer.weight, layer.bias)
    parameters = [value for name, value in backbone.named_parameters() if "_score." not in name]
    assert sum(value.numel() for value in parameters) == sum(node.parameters for node in graph.nodes)


# Weights


def test_a_unit_of_a_group_reads_the_inputs_of_its_own_group() -> None:
    kind = Weighted(units=4, inputs=6, groups=2)
    assert read_inputs(kind).tolist() == [[0, 1, 2]] * 2 + [[3, 4, 5]] * 2
    assert read_inputs(Weighted(units=4, inputs=3)).tolist() == [[0, 1, 2]]


@pytest.mark.parametrize("groups", [1, 2, 6])
def test_a_constant_input_is_multiplied_by_the_dense_matrix(groups: int) -> None:
    layer = nn.Conv2d(6, 12, 3, groups=groups, bias=False)
    constant = torch.randn(6)
    emitted = layer(constant.view(1, 6, 1, 1).expand(1, 6, 5, 5))[0, :, 0, 0]
    matrix = dense_matrix(layer.weight, Weighted(units=12, inputs=6, groups=groups))
    torch.testing.assert_close(matrix @ constant, emitted)


def test_units_may_lie_along_the_other_axis_of_a_weight() -> None:
    kind = Weighted(units=4, inputs=3, unit_axis=1, input_axis=0)
    weight = torch.randn(3, 4, 5)
    assert units_first(weight, kind).shape == (4, 3, 5)
    assert torch.equal(units_first(units_first(weight, kind), kind), weight)
    matrix = torch.rand(4, 3)
    assert torch.equal(measured(matrix, weight, kind)[1, 2], matrix[2, 1].expand(5))


def test_groups_of_a_weight_with_units_along_the_other_axis_are_refused() -> None:
    with pytest.raises(ShapeError, match="groups is 2, which needs a weight with the units along axis 0; write 1"):
        Weighted(units=4, inputs=6, groups=2, unit_axis=1, input_axis=0)


def network(steps: Steps, *shape: int) -> Network:
    sizes = dict(zip(["c", "h", "w"], shape, strict=False))
    return Network(steps, shape, build_graph({"steps": steps, "input": [*sizes]}, sizes))


def conv(name: str, units: int, **window: int) -> Steps:
    """A convolution and its unit site."""
    moves = {"kernel_size": 3, "stride": 1, "padding": 1, "dilation": 1, "groups": 1, **window}
    return [{"step": "conv2d", "name": name, "units": units, **moves, "bias": True}, {"step": "unit", "layers": [name]}]


FLATTEN: Steps = [{"step": "flatten", "name": "flatten"}]


@pytest.mark.parametrize("groups", [1, 2, 6])
def test_weights_are_protected_by_the_units_that_they_read(groups: int) -> None:
    backbone: Any = random_hat(network([*conv("a", 6), *conv("b", 12, groups=groups), *FLATTEN], 2, 4, 4))
    union = backbone.masks[1]
    found, _ = backbone.get_layer_measure_parameter_wise(union, "b", "min")
    for unit in range(12):
        for column in range(6 // groups):
            read = unit // (12 // groups) * (6 // groups) + column
            expected = min(float(union["b"][unit]), float(union["a"][read]))
            assert (found[unit, column] == expected).all()


def test_a_segment_may_begin_inside_of_its_group() -> None:
    backbone: Any = random_hat(network([*conv("a", 6), *conv("b", 4), *FLATTEN], 2, 4, 4))
    layer = backbone.graph.layers["b"]
    part = evolve(layer.segments[0], units=2, start=3)
    backbone.graph.layers["b"] = evolve(layer, segments=(part, evolve(part, units=4, start=0)))
    measure = {"a": torch.arange(6.0), "b": torch.full((4,), 9.0)}
    found, _ = backbone.get_layer_measure_parameter_wise(measure, "b", "min")
    assert found[0, :, 0, 0].tolist() == [3, 4, 0, 1, 2, 3]


def test_depthwise_convolutions_shrink_and_other_grouped_ones_stay_whole() -> None:
    torch.manual_seed(0)
    steps = [*conv("a", 8), *conv("deep", 16, groups=8), *conv("grouped", 8, groups=4), *conv("last", 4), *FLATTEN]
    backbone: Any = random_hat(network(steps, 2, 4, 4))
    kept = {name: int(mask.sum()) for name, mask in backbone.masks[1].items()}
    assert 0 < kept["a"] < 8 and 0 < kept["deep"] < 16 and 0 < kept["grouped"] < 8
    layers = backbone.compact(1).layers
    shapes = {name: tuple(layers[name].weight.shape[:2]) for name in kept}
    assert shapes == {
        "a": (kept["a"], 2),
        "deep": (kept["deep"], 1),
        "grouped": (8, 4),
        "last": (kept["last"], kept["grouped"]),
    }


# Shapes, against torch


@pytest.mark.parametrize("sizes", [(7,), (9,), (12,)])
@pytest.mark.parametrize("window", [{}, {"stride": 2}, {"padding": 2}, {"dilation": 3}, {"groups": 2, "dilation": 2}])
def test_convolutions_have_torch_s_shapes(sizes: tuple[int, ...], window: dict[str, int]) -> None:
    moves = {"kernel_size": 3, "stride": 1, "padding": 0, "dilation": 1, "groups": 1, **window}
    classes: list[Any] = [(1, Conv1d, nn.Conv1d), (2, Conv2d, nn.Conv2d)]
    for rank, made, cls in classes:
        operation, layer = made(units=6, bias=True, **moves), cls(4, 6, **moves)
        shape = (4, *sizes * rank)
        assert operation.shape(shape) == layer(torch.randn(1, *shape)).shape[1:]
        assert operation.parameters(shape) == sum(parameter.numel() for parameter in layer.parameters())
        assert operation.shape((4, *[None] * rank)) == (6, *[None] * rank)
        assert operation.kind(shape).folds_constants == (operation.padding == 0)


TRANSPOSED: list[Any] = [
    (1, ConvTranspose1d, nn.ConvTranspose1d),
    (2, ConvTranspose2d, nn.ConvTranspose2d),
    (3, ConvTranspose3d, nn.ConvTranspose3d),
]


@given(
    made=st.sampled_from(TRANSPOSED),
    size=st.integers(1, 4),
    window=st.integers(1, 3),
    stride=st.integers(1, 3),
    taken=st.integers(0, 3),
    added=st.integers(0, 3),
    gap=st.integers(1, 3),
)
def test_transposed_convolutions_have_torch_s_shapes_parameters_and_operations(
    made: Any, size: int, window: int, stride: int, taken: int, added: int, gap: int
) -> None:
    rank, operation_type, cls = made
    moves = {"kernel_size": window, "stride": stride, "padding": taken, "output_padding": added, "dilation": gap}
    operation, layer = operation_type(units=3, bias=True, **moves), cls(2, 3, **moves)
    shape = (2, *[size] * rank)
    counter = FlopCounterMode(display=False)
    try:
        with counter:
            expected = layer(torch.randn(1, *shape)).shape[1:]
    except RuntimeError:
        with pytest.raises(ShapeError, match=r"^(padding|output_padding) is "):
            operation.shape(shape)
        return
    assert operation.shape(shape) == expected
    assert operation.parameters(shape) == sum(parameter.numel() for parameter in layer.parameters())
    assert 2 * operation.macs(shape) == counter.get_total_flops()
    assert operation.shape((2, *[None] * rank)) == (3, *[None] * rank)


def test_a_unit_of_a_transposed_convolution_is_one_along_the_second_axis() -> None:
    layer = nn.ConvTranspose2d(2, 3, 3, stride=2)
    kind = ConvTranspose2d(units=3, bias=True, kernel_size=3, stride=2, padding=0, output_padding=0, dilation=1).kind(
        (2, 4, 4)
    )
    input = torch.randn(1, 2, 4, 4)
    before = layer(input)
    with torch.no_grad():
        units_first(layer.weight, kind)[1] += 1
    changed = (layer(input) != before).flatten(2).any(2)
    assert changed.tolist() == [[False, True, False]]


def test_a_pool_to_a_fixed_size_has_torch_s_shape() -> None:
    assert AdaptiveAveragePool2d(output_size=3).shape((5, 7, 4)) == nn.AdaptiveAvgPool2d(3)(torch.randn(5, 7, 4)).shape


@given(
    size=st.integers(1, 12),
    window=st.integers(1, 5),
    stride=st.integers(1, 5),
    added=st.integers(0, 2),
    ceil=st.booleans(),
)
def test_a_pool_has_as_many_windows_as_torch_s(size: int, window: int, stride: int, added: int, ceil: bool) -> None:
    assume(2 * added <= window <= size + 2 * added)
    pool = MaxPool1d(kernel_size=window, stride=stride, padding=added, ceil_mode=ceil)
    made = nn.MaxPool1d(window, stride, added, ceil_mode=ceil)
    assert pool.shape((3, size)) == made(torch.zeros(3, size)).shape


@pytest.mark.parametrize(("padding", "keeps"), [(0, True), (1, False)])
def test_zeros_around_an_average_pool_count(padding: int, keeps: bool) -> None:
    kind = AvgPool2d(kernel_size=2, stride=1, padding=padding, ceil_mode=False).kind((1, 4, 4))
    assert (kind.zero_to_zero, kind.keeps_constants) == (True, keeps)
    means = nn.AvgPool2d(2, 1, padding)(torch.ones(1, 4, 4))
    assert bool((means == 1).all()) == keeps


@pytest.mark.parametrize(
    ("window", "message"),
    [
        ({"groups": 4}, "b: groups is 4; it must divide the 6 channels that it reads and its 12 units"),
        ({"groups": 0}, "b: groups is 0; it must be at least 1"),
        ({"dilation": 3, "padding": 0}, "b: a window of 7 does not fit into an input of 4 padded by 0"),
    ],
)
def test_a_convolution_that_cannot_be_is_a_shape_error(window: dict[str, int], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        network([*conv("a", 6), *conv("b", 12, **window), *FLATTEN], 2, 4, 4)


@pytest.mark.parametrize(
    "after",
    [
        {"step": "flatten", "name": "f"},
        {"step": "upsample", "name": "f", "scale_factor": 2},
        {"step": "max_pool2d", "name": "f", "kernel_size": 1, "stride": 1, "padding": 0, "ceil_mode": False},
    ],
    ids=lambda step: step["step"],
)
def test_what_works_along_places_takes_no_tokens(after: dict[str, Any]) -> None:
    with pytest.raises(ShapeError, match="f: it takes"):
        network([*conv("a", 6), {"step": "to_tokens", "name": "t"}, after], 2, 4, 4)


def test_stochastic_depth_leaves_out_the_samples_that_torchvision_s_does() -> None:
    ours, theirs = StochasticDepth(0.3), models().swin_transformer.StochasticDepth(0.3, "row")
    x = torch.randn(40, 2, 3)
    found: list[Tensor] = []
    for module in (ours, theirs):
        torch.manual_seed(0)
        found.append(module.train()(x))
    assert torch.equal(*found)
    assert 0 < int((found[0] == 0).all(dim=(1, 2)).sum()) < 40
    assert ours.eval()(x) is x
    assert StochasticDepth(0.0).train()(x) is x


@pytest.mark.parametrize("rate", [-0.1, 1.0, math.nan])
def test_a_share_of_samples_is_below_one(rate: float) -> None:
    drop = {"step": "stochastic_depth", "name": "drop", "rate": rate}
    with pytest.raises(ShapeError, match=f"^drop: rate is {rate}; it must be at least 0 and below 1$"):
        network([*conv("a", 6), drop, *FLATTEN], 2, 4, 4)


def test_an_operation_that_changes_the_number_of_units_before_their_site_is_a_shape_error() -> None:
    layer, site = conv("a", 6)
    with pytest.raises(ShapeError, match="flatten: it emits 96 units where those of a are 6"):
        network([layer, *FLATTEN, site], 2, 4, 4)


def test_an_operation_is_found_by_its_name() -> None:
    assert operation_class("adaptive_average_pool2d") is AdaptiveAveragePool2d
    with pytest.raises(LookupError, match="the operation 'conv4d' has no class: write Conv4d"):
        operation_class("conv4d")
    assert isinstance(operation_class("dropout")().kind((1,)), PerUnit)


# Masked layers


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (masked(nn.Linear)(4, 6), (4,)),
        (masked(nn.Conv1d)(4, 6, 3, padding=1, dilation=2), (4, 9)),
        (masked(nn.Conv2d)(4, 6, 3, stride=2, groups=2, bias=False), (4, 7, 8)),
        (masked(nn.ConvTranspose2d)(4, 6, 3, stride=2), (4, 7, 8)),
    ],
)
def test_a_masked_layer_computes_with_what_it_is_given(layer: Any, shape: tuple[int, ...]) -> None:
    input = torch.randn(2, *shape)
    plain: Any = type(layer).__mro__[2]
    expected = plain.forward(layer, input)
    assert isinstance(expected, Tensor)
    assert torch.equal(layer(input), expected)
    assert torch.equal(layer(input, layer.weight, layer.bias), expected)
    assert not torch.equal(layer(input, 2 * layer.weight, layer.bias), expected)
    again = pickle.loads(pickle.dumps(layer))
    assert type(again) is type(layer)
    assert torch.equal(again(input), expected)


def test_a_masked_layer_takes_by_position_what_the_weight_tells() -> None:
    with pytest.raises(TypeError, match="MaskedConv2d takes what moves its window, such as stride, by keyword"):
        masked(nn.Conv2d)(3, 4, 3, 2)


def test_a_masked_layer_computes_the_function_of_the_table() -> None:
    rows = json.loads((SCHEMA / "operations.json").read_text("utf-8"))
    weighted = {name: row for name, row in rows.items() if is_weighted(name)}
    computed = {name: vars(masked(torch_class(row["class"])))["function"].__func__ for name, row in weighted.items()}
    named = {name: row["function"].rpartition(".") for name, row in weighted.items()}
    assert {"linear", "conv1d", "conv2d"} <= computed.keys()
    assert computed == {name: getattr(sys.modules[module], key) for name, (module, _, key) in named.items()}


# Kinds, not names


def test_no_module_of_the_runtime_asks_for_an_operation_by_its_name() -> None:
    rows = json.loads((SCHEMA / "operations.json").read_text("utf-8"))
    names = {name for name, row in rows.items() if "class" in row}
    runtime = Path(operations.__file__).parents[1]
    for path in sorted(runtime.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert texts.isdisjoint(names), path
