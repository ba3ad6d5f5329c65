"""A task's compact network is the masked one without what the task does not use, and computes the same."""

import copy
import io
import itertools
from typing import Any, cast

import pytest
import torch
from torch import Tensor, nn

import clbackbones
from clbackbones_runtime.compaction.compact import LayerParameters, TaskNetwork, build_compact
from clbackbones_runtime.compaction.compact_task import compact_task, layer_parameters
from clbackbones_runtime.compaction.dense_network import Affine
from clbackbones_runtime.compaction.live_units import live_units
from clbackbones_runtime.graph.graph import build_graph
from clbackbones_runtime.layers.names import module_path
from clbackbones_runtime.layers.selection import keep_largest
from clbackbones_runtime.mechanisms.masked import TaskBatchNorm

from .backbones import MASKED_PAIRS, SMALLEST, mechanism_of, normalized, small_config
from .forward_pass import random_input

DENSITIES = [0.0, 0.1, 0.5, 1.0]
IMAGE_SIZE = 16
TOLERANCE = {torch.float64: 1e-10, torch.float32: 1e-5}


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def store(backbone: Any, density: float, task_id: int = 1) -> None:
    """Stores a mask of that density for a task; norms and biases are as after training."""
    backbone.setup_task_id(task_id)
    with torch.no_grad():
        for module in backbone.modules():
            if isinstance(module, TaskBatchNorm):
                module.weight.normal_(1, 0.3)
                module.running_mean.normal_(0, 0.3)
                module.running_var.uniform_(0.5, 2)
            if isinstance(module, TaskBatchNorm | nn.Conv2d | nn.Linear) and module.bias is not None:
                module.bias.normal_()
        if mechanism_of(backbone.config.class_name)["masks"] == "weight":
            backbone.masks = {**backbone.masks, task_id: drawn_masks(backbone, density)}
            backbone.store_bn()
            return
        for embedding in backbone.task_embedding_t.values():
            units = embedding.weight.numel()
            embedding.weight.fill_(-1)
            embedding.weight[0, torch.randperm(units)[: round(density * units)]] = 1
        backbone.store_mask()


def drawn_masks(backbone: Any, density: float) -> tuple[dict[str, Tensor], dict[str, Tensor | None]]:
    """Masks of weights and of biases that keep that fraction of each, one entry at least."""
    layers = {name: backbone.get_layer_by_name(name) for name in backbone.weighted_layer_names}
    weights, biases = (
        {name: None if like is None else keep_largest(torch.rand_like(like), density or 1e-9) for name, like in each}
        for each in ([(name, getattr(layer, kind)) for name, layer in layers.items()] for kind in ("weight", "bias"))
    )
    return cast("dict[str, Tensor]", weights), biases


def task_feature(backbone: Any, input: Tensor, task_id: int = 1) -> Tensor:
    backbone.eval()
    with torch.no_grad():
        return backbone(input, "test", test_task_id=task_id)[0]


def assert_equal(backbone: Any, task_id: int = 1) -> Any:
    """Compares the feature of a task with that of its compact network, which is returned."""
    input = random_input(backbone, batch=4, size=IMAGE_SIZE).to(next(backbone.parameters()).dtype)
    expected, network = task_feature(backbone, input, task_id), backbone.compact(task_id)
    with torch.no_grad():
        found = network(input)
    assert found.shape == (4, network.output_dim) == expected.shape
    assert found.dtype == expected.dtype
    assert (found - expected).abs().max() <= TOLERANCE[found.dtype] * expected.abs().max()
    return network


def is_dense(backbone: Any) -> bool:
    """Whether every layer reads all units that are kept before it and nothing else, so that they can be counted."""
    return all(
        layer.kind.groups == 1
        and not layer.inputs_mixed
        and all(each.gated and not each.others for each in layer.segments)
        for layer in backbone.graph.layers.values()
    )


def dense_parameters(backbone: Any, density: float) -> int:
    """Parameters of a network whose groups have that fraction of their units, at least one; norms folded."""
    graph = backbone.graph
    left = {name: max(1, round(density * layer.units)) for name, layer in graph.layers.items()}
    total = 0
    for name, layer in graph.layers.items():
        all_inputs = layer.kind.inputs
        inputs = sum(left[segment.group] * segment.entries for segment in layer.segments) or all_inputs
        normed = any(node.operation == "norm" and node.inputs == (name,) for node in graph.nodes)
        total += left[name] * inputs * (layer.weight // (layer.units * all_inputs))
        total += left[name] * bool(layer.bias or normed)
    return total


SETTINGS = list(itertools.product([False, True], [False, True], ["ReLU", "Sigmoid"]))
"""Norm, bias, activation: one that keeps 0 and one that does not."""


def cases() -> list[Any]:
    """Every setting for small networks; for large ones another one at each density."""
    turn = itertools.cycle(SETTINGS[3 * index % len(SETTINGS)] for index in range(len(SETTINGS)))
    found: list[Any] = []
    for name in MASKED_PAIRS:
        for density in DENSITIES if name in SMALLEST else [0.5]:
            for setting in SETTINGS if name in SMALLEST else itertools.islice(turn, 1):
                norm, bias, activation = setting
                label = f"{name}, {density}, {activation}{', norm' * norm}{', bias' * bias}"
                found.append(pytest.param(name, density, norm, bias, activation, id=label))
    return found


@pytest.mark.parametrize(("name", "density", "norm", "bias", "activation"), cases())
def test_the_feature_is_that_of_the_masked_network(
    name: str, density: float, norm: bool, bias: bool, activation: str
) -> None:
    fields = {"hidden_dims": [32, 24], "activation_layer": activation, "bias": bias, **normalized(name, on=norm)}
    backbone = small_config(name, stem="cifar", **fields).build()
    store(backbone, density)
    if name.endswith("MLP"):
        assert_equal(copy.deepcopy(backbone).double())
    network = assert_equal(backbone)
    if not is_dense(backbone):
        assert network.num_parameters <= backbone.config.num_parameters
        return
    if mechanism_of(name)["masks"] == "unit":
        assert network.num_parameters == dense_parameters(backbone, density)
    assert network.num_parameters <= dense_parameters(backbone, 1.0)


@pytest.mark.parametrize("name", ["HATMaskResNet18", "WSNMaskResNet18", "HATMaskResNet50", "WSNMaskResNet50"])
@pytest.mark.parametrize("layout", ["torchvision", "clarena"])
def test_it_is_so_in_double_precision_for_both_layouts_and_stems(name: str, layout: str) -> None:
    for density, stem in ((0.05, "imagenet"), (0.5, "cifar")):
        fields = {"batch_normalization": "independent", "layout": layout, "stem": stem}
        backbone = small_config(name, **fields).build().double()
        store(backbone, density)
        assert_equal(backbone)


@pytest.mark.parametrize("name", ["HATMaskMLP", "WSNMaskMLP"])
def test_each_task_has_its_own(name: str) -> None:
    backbone = small_config(name, **normalized(name, on=True)).build().double()
    for task_id, density in ((1, 0.3), (5, 0.8)):
        store(backbone, density, task_id)
    for task_id in (1, 5):
        assert_equal(backbone, task_id)
    with pytest.raises(ValueError, match=r"stored \(1, 5\), got 2"):
        backbone.compact(2)


@pytest.mark.filterwarnings("ignore:.*='shared' forgets:UserWarning")
@pytest.mark.parametrize("name", ["HATMaskMLP", "WSNMaskMLP"])
def test_a_shared_norm_is_folded_too(name: str) -> None:
    backbone = small_config(name, batch_normalization="shared", dropout=0.5).build().double()
    store(backbone, 0.5)
    assert_equal(backbone)


@pytest.mark.parametrize("name", ["HATMaskResNet18", "WSNMaskMLP"])
def test_the_network_is_a_plain_module_that_shares_nothing(name: str) -> None:
    backbone = small_config(name, stem="cifar", **normalized(name, on=True)).build()
    store(backbone, 0.3)
    input = random_input(backbone, batch=2, size=IMAGE_SIZE)
    network = backbone.compact(1)
    assert not network.training
    assert network.output_dim == backbone.output_dim
    feature = network(input)
    with torch.no_grad():
        for parameter in backbone.parameters():
            parameter.zero_()
    assert torch.equal(network(input), feature)
    file = io.BytesIO()
    torch.save(network.state_dict(), file)
    file.seek(0)
    other = copy.deepcopy(network)
    with torch.no_grad():
        for parameter in other.parameters():
            parameter.zero_()
    other.load_state_dict(torch.load(file, weights_only=True))
    assert torch.equal(other(input), feature)
    exported = torch.export.export(network, (input,))
    torch.testing.assert_close(exported.module()(input), feature)


def test_no_unit_left_means_a_feature_of_zeros() -> None:
    backbone: Any = clbackbones.HATMaskMLP(12, [9, 8], 6, bias=True)
    store(backbone, 0.0)
    network = backbone.compact(1)
    assert [layer.weight.shape for layer in network.layers.values() if isinstance(layer, nn.Linear)] == [
        (1, 12),
        (1, 1),
        (1, 1),
    ]
    assert torch.equal(network(torch.randn(3, 12)), torch.zeros(3, 6))


# dead units of weight masks


def wsn_mlp(**fields: Any) -> Any:
    backbone: Any = clbackbones.WSNMaskMLP(5, [4, 3], 3, activation_layer="Sigmoid", **fields).double()
    store(backbone, 1.0)
    return backbone


def keep_weights(backbone: Any, **masks: list[list[int]]) -> None:
    """Replaces stored weight masks, by the names of layers."""
    weight_mask, bias_mask = backbone.masks[1]
    for name, rows in masks.items():
        weight_mask[name.replace("_", "/")].copy_(torch.tensor(rows))
    from clbackbones_runtime.layers.task_state import pack_bits

    backbone.tasks[1].store({f"weight_mask/{name}": pack_bits(mask) for name, mask in weight_mask.items()})
    assert all(mask is not None for mask in bias_mask.values())


def widths(network: Any) -> list[int]:
    return [layer.weight.shape[0] for layer in network.layers.values() if isinstance(layer, nn.Linear)]


def test_a_unit_that_nothing_reads_goes_and_all_that_only_it_reads() -> None:
    backbone = wsn_mlp()
    # fc/1: nothing reads unit 2; fc/0: only it reads units 1 and 3.
    keep_weights(backbone, fc_2=[[1, 1, 0]] * 3, fc_1=[[1, 0, 1, 0], [0, 0, 1, 0], [1, 1, 1, 1]])
    assert widths(assert_equal(backbone)) == [2, 2, 3]


@pytest.mark.parametrize("norm", [None, "independent"])
def test_a_unit_that_reads_nothing_is_a_constant_in_the_bias_of_its_readers(norm: Any) -> None:
    backbone = wsn_mlp(batch_normalization=norm)
    # Units 0 and 1 of fc/0 read nothing, unit 0 of fc/1 reads only these.
    fc0 = [[0] * 5, [0] * 5, [1] * 5, [1, 0, 0, 1, 1]]
    keep_weights(backbone, fc_0=fc0, fc_1=[[1, 1, 0, 0], [1] * 4, [0, 1, 1, 0]])
    assert widths(assert_equal(backbone)) == [2, 2, 3]


def test_a_constant_stays_where_zeros_surround_it() -> None:
    backbone: Any = clbackbones.WSNMaskResNet18(3, stem="cifar", bias=True, activation_layer="Sigmoid").double()
    store(backbone, 1.0)
    weight_mask, _ = backbone.masks[1]
    mask = weight_mask["conv2x/0/conv1"]
    mask[:5] = 0  # emits sigmoid(bias), which the padded conv2x/0/conv2 reads
    from clbackbones_runtime.layers.task_state import pack_bits

    backbone.tasks[1].store({"weight_mask/conv2x/0/conv1": pack_bits(mask)})
    network = assert_equal(backbone)
    assert network.layers["conv2x/0/conv1"].weight.shape[0] == 64


# operations in other orders than those of the architectures

MOVES = {"stride": 1, "dilation": 1, "groups": 1}
STEPS: list[dict[str, Any]] = [
    {"step": "conv2d", "name": "a", "units": 6, "kernel_size": 3, "padding": 1, "bias": True, **MOVES},
    {"step": "unit", "layers": ["a"]},
    {"step": "norm", "name": "a_bn", "rank": 2, "field": "norm"},
    {"step": "activation", "name": "a_activation", "field": "activation"},
    {"step": "avg_pool2d", "name": "pool", "kernel_size": 2, "stride": 2, "padding": 1, "ceil_mode": False},
    {"step": "conv2d", "name": "b", "units": 5, "kernel_size": 1, "padding": 0, "bias": False, **MOVES},
    {"step": "unit", "layers": ["b"]},
    {"step": "activation", "name": "b_activation", "field": "activation"},
    {"step": "flatten", "name": "flatten"},
    {"step": "linear", "name": "c", "units": 4, "bias": True},
    {"step": "unit", "layers": ["c"]},
]


@pytest.mark.parametrize("gone", [{}, {"a": [1, 2]}, {"b": [0]}, {"a": range(6), "b": [3]}, {"b": range(5)}])
def test_constants_pass_norms_activations_pools_and_flatten(gone: dict[str, Any]) -> None:
    values = {"norm": True, "activation": "Sigmoid", "c": 3, "h": 6, "w": 6}
    graph = build_graph({"steps": STEPS, "input": ["c", "h", "w"]}, values)
    modules: dict[str, Any] = {
        "a": nn.Conv2d(3, 6, 3, padding=1),
        "a_bn": nn.BatchNorm2d(6),
        "a_activation": nn.Sigmoid(),
        "pool": nn.AvgPool2d(2, 2, 1),
        "b": nn.Conv2d(6, 5, 1, bias=False),
        "b_activation": nn.Sigmoid(),
        "flatten": nn.Flatten(),
        "c": nn.Linear(5 * 16, 4),
    }
    whole = nn.Sequential(*modules.values()).double().eval()
    nn.init.normal_(modules["a_bn"].bias)
    for name, units in gone.items():
        modules[name].weight.data[list(units)] = 0
        if modules[name].bias is not None:
            modules[name].bias.data[list(units)] = 0
    parameters = {
        name: LayerParameters(modules[name].weight.data, getattr(modules[name].bias, "data", None)) for name in "abc"
    }
    scale = modules["a_bn"].weight.data / (1 + modules["a_bn"].eps) ** 0.5
    network = TaskNetwork(
        graph=graph,
        parameters=parameters.__getitem__,
        norm=lambda _: Affine(scale, modules["a_bn"].bias.data),
        module=modules.__getitem__,
        torch_class={"conv2d": nn.Conv2d, "linear": nn.Linear, "flatten": nn.Flatten}.__getitem__,
    )
    input = torch.randn(2, 3, 6, 6).double()
    expected = whole(input)
    units = {group: range(graph.layers[group].units) for group in "abc"}
    kept = {
        group: torch.tensor([unit for unit in units[group] if unit not in gone.get(group, [])], dtype=torch.long)
        for group in "abc"
    }
    rest = {group: torch.zeros(graph.layers[group].units).double() for group in "abc"}
    for compact in (build_compact(network, kept, rest), build_compact(network, *live_units(network))):
        torch.testing.assert_close(compact(input), expected, rtol=1e-10, atol=1e-10)


# by itself, without a masked backbone


def test_masks_given_by_hand_make_a_dense_network() -> None:
    torch.manual_seed(0)
    network: Any = clbackbones.MLP(6, [9, 7], 5, batch_normalization=False)
    masks = [(torch.rand_like(layer.weight) < 0.3, torch.rand_like(layer.bias) < 0.5) for layer in network.fc]
    parameters = {
        name: layer_parameters(layer, weight.float(), bias.float())
        for name, layer, (weight, bias) in zip(network.weighted_layer_names, network.fc, masks, strict=True)
    }
    classes: dict[str, type[torch.nn.Module]] = {"linear": torch.nn.Linear, "flatten": torch.nn.Flatten}
    dense = compact_task(
        network.graph,
        lambda name: network.get_submodule(module_path(name)),
        lambda name: classes[name],
        parameters,
        1,
        live_units,
    )
    with torch.no_grad():
        for layer, (weight, bias) in zip(network.fc, masks, strict=True):
            layer.weight.mul_(weight)
            layer.bias.mul_(bias)
    input = torch.randn(4, 6)
    torch.testing.assert_close(dense.float()(input), network(input)[0])
    assert dense.num_parameters < sum(parameter.numel() for parameter in network.parameters())
