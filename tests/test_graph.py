"""The graph knows layers, shapes, parameters, groups and neighbours of every network without torch."""

import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

import clbackbones
from clbackbones_codegen.ir.lower import lower_architecture
from clbackbones_codegen.ir.steps import dump
from clbackbones_codegen.spec.converter import load
from clbackbones_codegen.spec.model import Architecture
from clbackbones_codegen.spec.read import read
from clbackbones_runtime.graph.graph import Graph, Segment, build_graph
from clbackbones_runtime.graph.shapes import ShapeError
from tests.architectures import CONV_NET, MOBILE_NET
from tests.specs import SCHEMA

Json = Any

OPERATIONS = read(SCHEMA).operations


def graph_of(name: str, shape: tuple[int | None, ...] | None = None, **fields: Json) -> Graph:
    """The graph of one of our classes."""
    return getattr(clbackbones, f"{name}Config")(**fields).graph(shape)


def resnet(depth: int, shape: tuple[int | None, ...] | None = None, **fields: Json) -> Graph:
    return graph_of(f"ResNet{depth}", shape, input_channels=3, **fields)


def built(architecture: Mapping[str, Json], shape: tuple[int | None, ...] | None = None, **values: Json) -> Graph:
    """The graph of an architecture that is not ours."""
    off = {"activation_layer": "ReLU", "batch_normalization": False, "bias": True, "dropout": None}
    return build_graph(dump(lower_architecture(load(architecture, Architecture), OPERATIONS)), {**off, **values}, shape)


# Numbers of torchvision's documentation: parameters without the classifier's, and GFLOPS (of multiply-accumulates)
# without the classifier's.
TORCHVISION = {
    18: (11_689_512 - 512 * 1000 - 1000, 1.814 - 0.000512),
    34: (21_797_672 - 512 * 1000 - 1000, 3.664 - 0.000512),
    50: (25_557_032 - 2048 * 1000 - 1000, 4.089 - 0.002048),
    101: (44_549_160 - 2048 * 1000 - 1000, 7.801 - 0.002048),
    152: (60_192_808 - 2048 * 1000 - 1000, 11.514 - 0.002048),
}


@pytest.mark.parametrize("depth", TORCHVISION)
def test_resnets_have_torchvision_s_parameters_and_operations(depth: int) -> None:
    parameters, operations = TORCHVISION[depth]
    graph = resnet(depth, (3, 224, 224))
    assert sum(node.parameters for node in graph.nodes) == parameters
    macs = [node.macs for node in graph.nodes]
    assert sum(number for number in macs if number is not None) / 1e9 == pytest.approx(operations, abs=6e-4)
    assert None not in macs


@pytest.mark.parametrize(("depth", "layers", "groups"), [(18, 20, 17), (34, 36, 33), (50, 53, 49), (101, 104, 100)])
def test_layers_and_unit_groups(depth: int, layers: int, groups: int) -> None:
    graph = resnet(depth)
    assert (len(graph.layers), len(graph.groups)) == (layers, groups)
    assert graph.groups["conv3x/0/conv2" if depth < 50 else "conv3x/0/conv3"][0] == "conv3x/0/identity_downsample"
    assert {name for members in graph.groups.values() for name in members} == set(graph.layers)
    for group, members in graph.groups.items():
        assert members[-1] == group
        assert {graph.layers[name].group for name in members} == {group}
        assert len({graph.layers[name].units for name in members}) == 1


def test_a_shortcut_stands_before_the_layer_it_is_added_to() -> None:
    names = list(resnet(18).layers)
    place = names.index("conv3x/0/identity_downsample")
    assert names[place - 1 : place + 2] == ["conv3x/0/conv1", "conv3x/0/identity_downsample", "conv3x/0/conv2"]


def test_only_shortcuts_are_shortcuts() -> None:
    graph = resnet(50)
    assert {name for name, node in graph.layers.items() if node.shortcut} == {
        f"conv{stage}x/0/identity_downsample" for stage in (2, 3, 4, 5)
    }


def test_neighbours_follow_the_dataflow() -> None:
    graph = resnet(18)
    assert graph.preceding("conv1") is None
    assert graph.next("conv1") == "conv2x/0/conv1"
    assert graph.preceding("conv2x/0/conv1") == "conv1"
    assert graph.preceding("conv3x/0/identity_downsample") == graph.preceding("conv3x/0/conv1") == "conv2x/1/conv2"
    assert graph.next("conv3x/0/identity_downsample") == graph.next("conv3x/0/conv2") == "conv3x/1/conv1"
    assert graph.next("conv5x/1/conv2") is None
    main = [name for name, node in graph.layers.items() if not node.shortcut]
    assert [graph.preceding(name) for name in main] == [None, *main[:-1]]
    assert [graph.next(name) for name in main] == [*main[1:], None]


def test_the_layout_moves_the_stride_and_drops_the_shortcut_s_norm() -> None:
    ours, theirs = (resnet(50, (3, 64, 64), layout=layout) for layout in ("torchvision", "clarena"))
    name = "conv3x/0/identity_downsample_bn"
    assert name in {node.name for node in ours.nodes}
    assert name not in {node.name for node in theirs.nodes}
    assert ours.layers["conv3x/0/conv2"].shape == (128, 8, 8)
    assert list(ours.layers) == list(theirs.layers)


def test_the_stem_decides_what_the_stages_see() -> None:
    assert resnet(18, (3, 32, 32)).layers["conv2x/0/conv1"].shape == (64, 8, 8)
    assert resnet(18, (3, 32, 32), stem="cifar").layers["conv2x/0/conv1"].shape == (64, 32, 32)


def test_sizes_that_are_not_known_stay_open() -> None:
    graph = resnet(18)
    assert graph.input_shape == (3, None, None)
    assert graph.layers["conv1"].shape == (64, None, None)
    assert graph.layers["conv1"].macs is None
    assert graph.layers["conv1"].parameters == 64 * 3 * 7 * 7
    assert graph.output_units == 512
    assert graph.nodes[-1].shape == (512,)


def test_odd_sizes_are_rounded_as_torch_rounds_them() -> None:
    shapes = [resnet(18, (3, 97, 33)).layers[name].shape for name in ("conv1", "conv2x/1/conv2", "conv5x/1/conv2")]
    assert shapes == [(64, 49, 17), (64, 25, 9), (512, 4, 2)]


def test_an_mlp_takes_any_shape_that_flattens_to_its_input() -> None:
    fields: dict[str, Json] = {"input_dim": 24, "hidden_dims": [5], "output_dim": 2}
    graph = graph_of("MLP", (2, 3, 4), **fields)
    assert graph.layers == graph_of("MLP", **fields).layers
    assert [node.operation for node in graph.nodes] == ["flatten", *["linear", "activation"] * 2]
    assert graph.layers["fc/0"].segments == ()
    assert graph.layers["fc/1"].segments == (Segment("fc/0", 5, 1),)
    assert (graph.preceding("fc/0"), graph.next("fc/0"), graph.next("fc/1")) == (None, "fc/1", None)


def test_parts_that_are_switched_off_are_not_in_the_graph() -> None:
    fields: dict[str, Json] = {
        "input_dim": 4,
        "hidden_dims": [],
        "output_dim": 2,
        "activation_layer": None,
        "bias": False,
    }
    assert [node.name for node in graph_of("MLP", **fields).nodes] == ["flatten", "fc/0"]
    fields |= {"activation_layer": "PReLU", "batch_normalization": True, "dropout": 0.5}
    whole = graph_of("MLP", **fields)
    assert {node.name: node.parameters for node in whole.nodes} == {
        "flatten": 0,
        "fc/0": 8,
        "fc_bn/0": 4,
        "fc_activation/0": 1,
        "fc_dropout/0": 0,
    }


def test_a_flattened_unit_has_as_many_entries_as_its_feature_map() -> None:
    values: dict[str, Json] = {"input_channels": 3, "height": 16, "width": 12, "hidden_dims": [10], "output_dim": 7}
    graph = built(CONV_NET, rows=[[8, 2], [16, 1], [16, 2]], **values)
    assert graph.layers["conv/2"].shape == (16, 8, 6)
    assert graph.layers["fc/0"].segments == (Segment("conv/2", 16, 4 * 3),)
    assert graph.layers["fc/0"].weight == 10 * 16 * 4 * 3
    assert graph.layers["fc/1"].segments == (Segment("fc/0", 10, 1),)
    assert [node.name for node in graph.nodes if node.operation == "max_pool2d"] == ["pool/0", "pool/2"]


def test_an_identity_shortcut_joins_no_groups() -> None:
    graph = built(MOBILE_NET, (3, 32, 32), input_channels=3, depths=[[2, 2], [2]], base=8, head="wide")
    assert {node.name for node in graph.nodes if node.operation == "add"} >= {
        "stage1/0/project/add",
        "stage1/1/project/add",
        "stage2/1/project/add",
    }
    assert "stage2/0/project/add" not in {node.name for node in graph.nodes}
    assert graph.groups["stage1/1/project"] == ("stage1/1/project",)


def test_an_addition_of_the_other_shape_alone() -> None:
    graph = built(MOBILE_NET, (3, 32, 32), input_channels=3, depths=[[1, 1], [2]], base=8, head="wide")
    assert graph.groups["bridge/0/conv"] == ("bridge/0/shortcut", "bridge/0/conv")
    assert graph.groups["bridge/1/conv"] == ("bridge/1/conv",)
    assert "bridge/1/conv/add" not in {node.name for node in graph.nodes}
    inputs = {node.name: node.inputs for node in graph.nodes}
    assert inputs["bridge/0/conv"] == ("bridge/0/conv_activation",)
    assert inputs["bridge/0/conv/add"] == ("bridge/0/conv", "bridge/0/shortcut")
    assert inputs["bridge/1/conv_activation"] == ("bridge/0/conv/add",)


def test_blocks_may_be_linear() -> None:
    graph = built(MOBILE_NET, (3, 32, 32), input_channels=3, depths=[[1, 1], [2]], base=8, head="narrow")
    assert graph.groups["head_layers/0/fc2"] == ("head_layers/0/resize", "head_layers/0/fc2")
    assert graph.groups["head_layers/1/fc2"] == ("head_layers/1/fc2",)
    assert graph.layers["head_layers/0/fc1"].segments == (Segment("bridge/1/conv", 24, 1),)
    assert graph.output_units == 16


@pytest.mark.parametrize(("head", "units"), [("wide", 32), ("narrow", 16), ("tiny", 3)])
def test_a_choice_decides_sizes(head: str, units: int) -> None:
    graph = built(MOBILE_NET, (3, 32, 32), input_channels=3, depths=[[1, 1], [2]], base=8, head=head)
    assert graph.output_units == units
    assert [name for name in graph.layers if "resize" in name] == ["head_layers/0/resize"]


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((1, 32, 32), r"the input must have shape \(batch, 3, height, width\); it has \(batch, 1, 32, 32\)"),
        ((3, 32), r"the input must have shape \(batch, 3, height, width\); it has \(batch, 3, 32\)"),
        ((3, 0, 32), r"it has \(batch, 3, 0, 32\)"),
    ],
)
def test_an_input_that_does_not_fit_is_a_shape_error(shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        resnet(18, shape)


def test_an_mlp_says_how_many_entries_it_takes() -> None:
    message = r"\(batch, 24\) or any other with 24 entries per sample; it has \(batch, 5, 5\)"
    with pytest.raises(ShapeError, match=message):
        graph_of("MLP", (5, 5), input_dim=24, hidden_dims=[], output_dim=2)


@pytest.mark.parametrize(
    ("network", "message"),
    [
        (
            [{"conv2d": "c", "units": 3, "kernel_size": 9}],
            "c: a window of 9 does not fit into an input of 8 padded by 0",
        ),
        ([{"conv2d": "c", "units": 3, "kernel_size": 1}], r"the network emits \(3, 8, 8\) where a feature has one dim"),
        (
            [{"linear": "l", "units": 3}],
            r"^l: a linear layer takes one dimension; it gets \(2, 8, 8\); write `flatten` before it$",
        ),
        ([{"flatten": "f"}, {"conv2d": "c", "units": 3, "kernel_size": 1}], r"c: it takes \(channels, height, width\)"),
        (
            [{"max_pool2d": "p", "kernel_size": 2, "padding": 2}],
            "p: a pooling window of 2 takes a padding of at most 1",
        ),
        ([{"conv2d": "c", "units": 0, "kernel_size": 1}], "c: units is 0; it must be at least 1"),
        ([{"conv2d": "c", "units": 1, "kernel_size": 1, "stride": 0}], "c: stride is 0; it must be at least 1"),
        ([{"flatten": "f"}, {"flatten": "g"}, {"global_average_pool": "a"}], "a: it takes"),
        (
            [{"flatten": "f"}, {"to_tokens": "t"}],
            r"^t: it takes \(channels, places, ...\); it gets \(128\); write `features_to_tokens`$",
        ),
        (
            [{"features_to_tokens": "t", "count": 2}],
            r"^t: it takes \(features,\); it gets \(2, 8, 8\); write `to_tokens`, or `flatten` before it$",
        ),
        (
            [{"flatten": "f"}, {"features_to_tokens": "t", "count": 3}],
            "^t: count is 3; it must divide the 128 features that it gets$",
        ),
        (
            [{"to_tokens": "s"}, {"to_tokens": "t"}],
            r"^t: it takes \(channels, places, ...\); it gets tokens, \(64, 2\)$",
        ),
        (
            [{"conv2d": "c", "units": 1, "kernel_size": 1}, {"multiply": "m", "of": ["c", "input"]}],
            r"^m: it takes values of one shape, or gates of single places or of a single unit; it gets \(1, 8, 8\) and "
            r"\(2, 8, 8\); write the value with all units first$",
        ),
        (
            [{"conv2d": "c", "units": 3, "kernel_size": 1}, {"multiply": "m", "of": ["c", "input"]}],
            r"^m: it takes values of one shape, or gates of single places or of a single unit; it gets \(3, 8, 8\) and "
            r"\(2, 8, 8\)$",
        ),
        (
            [{"flatten": "f"}, {"multiply": "m", "of": ["input", "f"]}],
            r"^m: it takes values of one shape, or gates of single places or of a single unit; it gets \(2, 8, 8\) and "
            r"\(128\); write `to_places2d` with a size of 1 behind the features$",
        ),
        (
            [{"to_tokens": "t"}, {"average_tokens": "a"}, {"multiply": "m", "of": ["t", "a"]}],
            r"^m: it takes values of one shape, or gates of single places or of a single unit; it gets \(64, 2\) and "
            r"\(2\); write `features_to_tokens` with a count of 1 behind the features$",
        ),
        (
            [{"flatten": "f"}, {"to_places2d": "p", "size": 2}],
            r"^p: size is 2 x 2; it gets features of one place, \(128\)$",
        ),
        ([{"to_places1d": "p", "size": 8}], r"^p: it takes tokens or features; it gets \(2, 8, 8\)$"),
        ([{"norm": "n"}, {"flatten": "f"}, {"linear": "l", "units": 1}, {"flatten": "g"}], None),
        ([{"flatten": "f"}, {"linear": "l", "units": 1}, {"to_places2d": "p", "size": 1}, {"flatten": "g"}], None),
    ],
)
def test_steps_that_do_not_fit_are_a_shape_error(network: list[Json], message: str | None) -> None:
    architecture = {**CONV_NET, "network": network, "input": ["input_channels", "height", "width"]}
    values: dict[str, Json] = {"input_channels": 2, "height": 8, "width": 8, "batch_normalization": True}
    if message is None:
        assert built(architecture, **values).output_units == 1
    else:
        with pytest.raises(ShapeError, match=message):
            built(architecture, **values)


def test_features_that_depend_on_the_input_s_size_are_a_shape_error() -> None:
    architecture = {**CONV_NET, "network": [{"conv2d": "c", "units": 3, "kernel_size": 1}, {"flatten": "f"}]}
    with pytest.raises(ShapeError, match="the number of features depends on the size of the input"):
        built(architecture, input_channels=2)
    assert built(architecture, (2, 5, 4), input_channels=2).output_units == 60


def test_the_graph_needs_no_torch() -> None:
    program = "import sys, clbackbones; clbackbones.ResNet152Config(input_channels=3).graph((3, 224, 224)); "
    subprocess.run([sys.executable, "-c", program + "assert 'torch' not in sys.modules"], check=True, timeout=60)
