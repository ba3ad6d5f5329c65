"""A network is what its architecture declares: it keeps all laws with every mechanism, or its file has one fault.

Each architecture here was once compiled into something else, or refused without a reason.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.own_packages import HALF_OF_THE_LAWS, OwnPackage

pytestmark = pytest.mark.xdist_group("declared networks")

Json = Any

PARTS = {"activation": "activation_layer", "bias": "bias"}
IMAGES = ["input_channels", "height", "width"]
END = [{"global_average_pool": "mean"}, {"flatten": "flatten"}]


def architecture(name: str, fields: Json, network: Json, parts: Json = PARTS, **more: Json) -> Json:
    """An architecture whose output is derived, unless it says otherwise."""
    return {
        "name": name,
        "title": name,
        "description": f"The network {name}.",
        "source": {"title": "Nobody, nowhere", "url": "https://example.org"},
        "input": IMAGES,
        "fields": {"input_channels": {}, "output_dim": {"derived": True}, **fields},
        "parts": parts,
        "network": network,
        **more,
    }


def convolution(name: str, units: Json = 16, **more: Json) -> Json:
    return {"conv2d": name, "units": units, "kernel_size": 3, "padding": 1, "activation": f"{name}_activation", **more}


RENAMED = architecture(
    "Renamed",
    {
        "bias": {},
        "use_norm": {"type": "boolean", "default": False, "description": "Whether there are norms."},
        "nonlinearity": {"use": "activation_layer"},
        "drop": {"use": "dropout"},
    },
    [convolution("conv1", norm="bn1"), convolution("conv2", norm="bn2", dropout="drop2"), *END],
    {"norm": "use_norm", "activation": "nonlinearity", "bias": "bias", "dropout": "drop"},
)
"""Fields of other names than ours govern its parts."""

POOLED = architecture(
    "Pooled",
    {
        "activation_layer": {},
        "bias": {},
        "pooling": {
            "description": "Whether a block halves the image.",
            "enum": {"keep": "It does not.", "halve": "It does."},
            "default": "keep",
        },
        "window": {"description": "Window.", "type": "integer", "minimum": 1, "maximum": 2, "default": 1},
    },
    [convolution("conv1"), {"stage": "stage", "block": "block", "repeat": 2}, *END],
    blocks={
        "block": {
            "description": "A convolution behind pooling, and the input if that has the same shape.",
            "arguments": {},
            "steps": [
                {"max_pool2d": "pool", "kernel_size": 2, "stride": 2, "when": {"pooling": "halve"}},
                {"avg_pool2d": "mean", "kernel_size": "window", "stride": "window", "when": {"window": [2]}},
                convolution("conv", add={"same_shape": "input", "other_shape": None}),
            ],
        }
    },
)
"""Strides that count where their steps are there."""

BOUNDED = architecture(
    "Bounded",
    {
        "activation_layer": {},
        "bias": {},
        "pad": {"type": "integer", "minimum": 0, "maximum": 1, "default": 1, "description": "Padding."},
    },
    [convolution("conv1"), {"max_pool2d": "pool", "kernel_size": 3, "stride": 2, "padding": "pad"}, *END],
)
"""A field that the network takes no larger than its maximum."""

SINGLE = architecture(
    "Single",
    {"input_dim": {}, "output_dim": {}, "bias": {}},
    [{"linear": "fc", "units": "output_dim"}],
    {"bias": "bias"},
    input=["input_dim"],
)
del SINGLE["fields"]["input_channels"]
"""Without norms and activations."""

LAST = ["operation", "add", "activation", "unit", "norm", "dropout"]
"""The order in which norms see complete units."""

BRANCHED = architecture(
    "Branched",
    {
        "activation_layer": {},
        "inner_activation": {"use": "activation_layer", "default": "Tanh"},
        "bias": {},
        "use_norm": {"type": "boolean", "default": False, "description": "Whether there are norms."},
        "size": {"use": "width", "default": 4, "maximum": 64},
    },
    [
        convolution("stem", "size", norm={"name": "stem_norm", "eps": ["*", 2, 0.01], "momentum": 0.25}),
        {"conv2d": "wide", "units": "size", "kernel_size": ["list", 1, 3], "padding": ["list", 0, 1]},
        {
            "conv2d": "tall",
            "from": "stem",
            "units": ["*", 2, "size"],
            "kernel_size": ["list", 3, 1],
            "padding": ["list", 1, 0],
            "activation": {"name": "tall_activation", "by": "inner_activation"},
        },
        {"concat": "both", "of": ["wide", "tall"]},
        {"stage": "body", "block": "gated", "repeat": 2, "arguments": {"expansion": 2}, "first": {"expansion": 1}},
        {"conv2d": "last", "units": ["*", 3, "size"], "kernel_size": 1},
        {"add": "sum", "of": ["last", "both"]},
        {"norm": "last_norm", "form": "group", "groups": 3},
        *END,
    ],
    {"norm": "use_norm", "activation": ["activation_layer", "inner_activation"], "bias": "bias"},
    blocks={
        "gated": {
            "description": "A value times a gate of each unit, whose norm is over groups of complete units.",
            "arguments": {"expansion": {"description": "By how much it is wider inside."}},
            "steps": [
                {
                    "conv2d": "expand",
                    "units": ["*", "input_units", "expansion"],
                    "kernel_size": 1,
                    "order": LAST,
                    "norm": {"name": "expand_norm", "form": "group", "groups": "input_units", "eps": 0.5},
                    "dropout": {"name": "expand_dropout", "fixed": 0.25},
                    "when": {"expansion": {"not": 1}},
                },
                {"conv2d": "narrow", "units": "input_units", "kernel_size": 1},
                {"global_average_pool": "squeeze"},
                {
                    "conv2d": "gate",
                    "units": "input_units",
                    "kernel_size": 1,
                    "activation": {"name": "gate_activation", "fixed": "Sigmoid"},
                },
                {"multiply": "gated", "of": ["narrow", "gate"]},
                {
                    "conv2d": "where",
                    "units": 1,
                    "kernel_size": 1,
                    "activation": {"name": "where_activation", "fixed": "Sigmoid"},
                },
                {"multiply": "placed", "of": ["gated", "where"]},
            ],
        }
    },
)
"""Values by name, merged; parts of their own; sizes by dimension; a layer that is there in some blocks alone."""

TOKENS = architecture(
    "TokenNet",
    {
        "size": {"type": "integer", "minimum": 4, "maximum": 64, "default": 8, "description": "Height and width."},
        "activation_layer": {"default": "GELU"},
        "bias": {},
        "use_norm": {"type": "boolean", "default": True, "description": "Whether there are norms."},
    },
    [
        {"stage": "stem", "block": "embed", "repeat": 1},
        {"linear": "wide", "units": 13},
        {"stage": "body", "block": "gated", "repeat": 2},
        {"class_token": "last"},
        {"class_token": "extra", "when": {"bias": False}},
        {"linear": "packed", "units": 36},
        {"attention": "mixed", "heads": 3},
        {"linear": "out", "units": 12},
        {"take_token": "token"},
        {"linear": "head", "from": "token", "units": 7},
        {"linear": "side", "from": "token", "units": 7},
        {"add": "sum", "of": ["head", "side"]},
    ],
    {"norm": "use_norm", "activation": "activation_layer", "bias": "bias"},
    input=["input_channels", "size", "size"],
    blocks={
        "embed": {
            "description": "Patches as tokens, and where they are.",
            "arguments": {},
            "steps": [
                convolution("patches", 12, kernel_size=4, stride=4, padding=0),
                {"to_tokens": "tokens"},
                {"positions": "places"},
            ],
        },
        "gated": {
            "description": "A gated layer for each token (Dauphin et al. 2017), and its input.",
            "arguments": {},
            "steps": [
                {"norm": "ln", "form": "layer"},
                {"linear": "value", "units": 20},
                {"linear": "gate", "from": "ln", "units": 20, "activation": {"name": "sigmoid", "fixed": "Sigmoid"}},
                {"multiply": "gated", "of": ["value", "gate"]},
                {"linear": "back", "units": "input_units", "add": {"same_shape": "input", "other_shape": None}},
            ],
        },
    },
)
"""Tokens that a block makes, gated unit by unit, and values of two sorts side by side."""

CHOSEN = architecture(
    "Chosen",
    {
        "activation_layer": {},
        "bias": {},
        "size": {"type": "integer", "minimum": 4, "maximum": 64, "default": 4, "description": "Height and width."},
        "body": {"description": "Blocks.", "enum": {"there": "They are there.", "none": "None."}, "default": "there"},
        "head": {
            "description": "What follows the blocks.",
            "enum": {"features": "A layer of all entries.", "channels": "A convolution of 1x1."},
            "default": "features",
        },
        "tail": {"type": "boolean", "default": True, "description": "Whether there are further layers."},
    },
    [
        convolution("stem", 6),
        {"stage": "body", "block": "pair", "repeat": 2, "when": {"body": "there"}},
        {"stage": "side", "from": "stem", "block": "pair", "repeat": 3, "last": {"active": 0}},
        {"concat": "both", "of": ["body", "side"]},
        {"flatten": "early", "when": {"head": "features"}},
        {"linear": "fc", "units": 10, "when": {"head": "features"}},
        {"conv2d": "conv", "units": 10, "kernel_size": 1, "when": {"head": "channels"}},
        {"global_average_pool": "mean", "when": {"head": "channels"}},
        {"flatten": "late"},
        {
            "each": ["units"],
            "of": ["list", 7, 5],
            "when": {"tail": True},
            "steps": [{"linear": "tail", "units": "units"}],
        },
        {"linear": "after", "units": 4},
        {"each": ["units"], "of": ["list", 8], "from": "late", "steps": [{"linear": "own", "units": "units"}]},
        {"linear": "last", "units": 4},
        {"stage": "ends", "from": "side", "block": "end", "repeat": 2, "arguments": {"units": 4}},
        {"add": "sum", "of": ["after", "last", "ends"], "when": {"tail": True}},
    ],
    input=["input_channels", "size", "size"],
    blocks={
        "end": {
            "description": "A layer of all entries.",
            "arguments": {"units": {"description": "Its units."}},
            "steps": [{"flatten": "flat"}, {"linear": "fc", "units": "units"}],
        },
        "pair": {
            "description": "A convolution, and its input.",
            "arguments": {"active": {"description": "1: it has an activation.", "default": 1}},
            "steps": [
                convolution(
                    "conv",
                    6,
                    activation={"name": "conv_activation", "when": {"active": 1}},
                    add={"same_shape": "input", "other_shape": None},
                )
            ],
        },
    },
)
"""Stages, flattening, rows, parts and sums that a condition leaves out; values that stages and rows start from."""

NESTED = architecture(
    "Nested",
    {"activation_layer": {}, "bias": {}, "use_norm": {"type": "boolean", "default": True, "description": "Norms."}},
    [
        convolution("stem", 8, norm="stem_bn"),
        {"stage": "csp", "block": "cross", "repeat": 2, "arguments": {"depth": 1}, "last": {"depth": 2}},
        {"stage": "growing", "block": "wider", "repeat": 3, "arguments": {"base": 8}},
        *END,
    ],
    {**PARTS, "norm": "use_norm"},
    blocks={
        "cross": {
            "description": "Half of the channels pass by the blocks inside (Wang et al., CVPR Workshops 2020, Fig. 2).",
            "arguments": {"depth": {"description": "Blocks inside."}},
            "steps": [
                {"take_units": "by", "count": ["//", "input_units", 2]},
                {"take_units": "through", "from": "input", "count": 4, "start": ["//", "input_units", 2]},
                {"stage": "inner", "block": "residual", "repeat": "depth"},
                {"stage": "squares", "block": "wider", "repeat": 2, "arguments": {"base": 4}, "first": {"base": 3}},
                {"concat": "both", "of": ["by", "squares"]},
                convolution("mix", 8, kernel_size=1, padding=0, norm="mix_bn"),
            ],
        },
        "residual": {
            "description": "A convolution, and its input.",
            "arguments": {},
            "steps": [convolution("conv", "input_units", add={"same_shape": "input", "other_shape": None})],
        },
        "wider": {
            "description": "A convolution, the wider the later it stands (Han et al., CVPR 2017).",
            "arguments": {"base": {"description": "Units of the first."}},
            "steps": [convolution("conv", ["+", "base", ["*", 2, "block_index"]], when={"block_index": {"not": 1}})],
        },
    },
)
"""Stages inside of blocks, and blocks that differ by their place."""

ROWS = architecture(
    "Rows",
    {"activation_layer": {}, "bias": {}, "size": {"use": "image_size", "minimum": 8, "maximum": 8, "default": 8}},
    [
        {
            "each": ["units", "stride"],
            "of": ["list", ["list", 6, 1], ["list", 8, 2]],
            "steps": [
                convolution("conv", "units", stride="stride"),
                {"global_average_pool": "squeeze"},
                {"flatten": "row"},
                {"linear": "reduce", "units": 3},
                {"linear": "excite", "units": "units", "activation": {"name": "weigh", "fixed": "Sigmoid"}},
                {"to_places2d": "place", "size": 1},
                {"multiply": "weighed", "of": ["conv", "place"]},
            ],
        },
        {"to_tokens": "tokens"},
        {
            "each": ["units"],
            "of": ["list", 10, 7],
            "steps": [{"linear": "fc", "units": "units"}, {"positions": "positions"}, {"activation": "out"}],
        },
        {"average_tokens": "mean"},
    ],
    input=["input_channels", "size", "size"],
)
"""Rows whose rounds flatten, and count tokens."""

SOUND = (RENAMED, POOLED, BOUNDED, SINGLE, BRANCHED, TOKENS, CHOSEN, NESTED, ROWS)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> OwnPackage:
    """A package of these architectures."""
    package = OwnPackage(tmp_path_factory.mktemp("declared"))
    for each in SOUND:
        package.add(f"architectures/{each['name'].lower()}.json", each)
    outcome = package.compile()
    assert (outcome.status, outcome.err) == (0, ""), outcome.err
    return package


def run(own: OwnPackage, program: str) -> Json:
    """What a program prints, as JSON."""
    outcome = own.run("-W", "ignore", "-c", program)
    assert outcome.status == 0, outcome.err
    return json.loads(outcome.out)


def test_they_keep_all_laws_with_half_of_the_mechanisms_each(own: OwnPackage) -> None:
    assert run(own, HALF_OF_THE_LAWS.replace("FIELDS", "{}")) >= 2 * len(SOUND)


FIELDS = """
import json, mybackbones
fields = {name: mybackbones.CATALOG.backbone_class(name).fields for name in mybackbones.CATALOG.class_names()}
print(json.dumps({name: {key: list(each.choices) for key, each in row.items()} for name, row in fields.items()}))
"""


def test_a_mechanism_has_a_field_of_its_own_for_a_part_under_the_name_of_the_architectures(own: OwnPackage) -> None:
    found = run(own, FIELDS)
    for mechanism in ("HATMask", "WSNMask", "AmnesiacHAT"):
        masked, plain = found[f"{mechanism}Renamed"], found["Renamed"]
        assert list(masked)[: len(plain)] == list(plain)
        assert [each for each in masked["use_norm"] if each != "fixed"] == ["shared", "independent"]
        assert set(plain["nonlinearity"]) - set(masked["nonlinearity"]) == {"PReLU"}
        assert masked["drop"] == plain["drop"]


def test_a_mechanism_has_no_field_for_a_part_that_the_architecture_has_not(own: OwnPackage) -> None:
    found = run(own, FIELDS)
    for mechanism in ("HATMask", "WSNMask", "AmnesiacHAT"):
        assert (
            not {"norm", "activation", "batch_normalization", "activation_layer"} & found[f"{mechanism}Single"].keys()
        )


NORMS = """
import json, warnings, mybackbones
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    shared = mybackbones.HATMaskRenamed(3, use_norm="shared")
one = mybackbones.AmnesiacHATRenamed(3, use_norm="independent", drop=0.5)
print(json.dumps({
    "independent": [one.bn1.independent, shared.bn1.independent],
    "attribute": [one.batch_normalization, shared.batch_normalization],
    "backup": one.backup_backbone_kwargs["use_norm"],
    "told": str(caught[0].message),
}))
"""


def test_norms_are_per_task_whatever_the_field_is_called(own: OwnPackage) -> None:
    assert run(own, NORMS) == {
        "independent": [True, False],
        "attribute": ["independent", "shared"],
        "backup": False,
        "told": "HATMaskRenamed with use_norm='shared' forgets: later tasks change the norms of earlier ones; "
        "'independent' keeps one norm per task",
    }


ADDED = """
import itertools, json, mybackbones
found = []
for pooling, window in itertools.product(("keep", "halve"), (1, 2)):
    made = mybackbones.Pooled(3, pooling=pooling, window=window)
    in_graph = sum(node.operation == "add" for node in made.config.graph().nodes)
    found.append([sum(block.conv_adds_input for block in made.stage), in_graph])
print(json.dumps(found))
"""


def test_a_step_that_is_left_out_does_not_count_in_the_stride(own: OwnPackage) -> None:
    assert run(own, ADDED) == [[2, 2], [0, 0], [0, 0], [0, 0]]


BY_HAND = """
import json, torch, mybackbones
from torch import nn
torch.manual_seed(0)
made = mybackbones.Branched(3, use_norm=True, bias=True, size=5).double().eval()
for value in made.state_dict().values():
    if value.is_floating_point():
        value.uniform_(0.2, 1)
x = torch.randn(2, 3, 7, 6, dtype=torch.float64)

def gated(block, x):
    if block.expand is not None:
        x = block.expand_norm(block.expand(x))
    value = block.narrow(x)
    value = value * torch.sigmoid(block.gate(value.mean((2, 3), keepdim=True)))
    return value * torch.sigmoid(block.where(value))

stem = torch.relu(made.stem_norm(made.stem(x)))
both = torch.cat([made.wide(stem), torch.tanh(made.tall(stem))], 1)
value = both
for block in made.body:
    value = gated(block, value)
value = made.last_norm(made.last(value) + both).mean((2, 3))
print(json.dumps({
    "equal": torch.equal(made(x)[0], value),
    "kernels": [list(layer.kernel_size) for layer in (made.wide, made.tall)],
    "there": [block.expand is not None for block in made.body],
    "group_norms": sum(isinstance(module, nn.GroupNorm) for module in made.modules()),
    "features": [made.output_dim, mybackbones.BranchedConfig(input_channels=3).output_dim],
    "faults": [each.message for each in mybackbones.validate(
        {"_target_": "mybackbones.Branched", "input_channels": 3, "output_dim": 16})],
}))
"""


def test_what_is_the_same_in_all_blocks_is_no_attribute(own: OwnPackage) -> None:
    assert "adds_input" not in (own.package / "networks" / "plain_tokennet.py").read_text("utf-8")


def test_values_that_are_read_by_name_are_merged_as_declared(own: OwnPackage) -> None:
    assert run(own, BY_HAND) == {
        "equal": True,
        "kernels": [[1, 3], [3, 1]],
        "there": [False, True],
        "group_norms": 2,
        "features": [15, 12],
        "faults": ["this Branched emits 12 features, not 16"],
    }


SETTINGS = """
import json, mybackbones
made = [getattr(mybackbones, name)(3, use_norm=norm)
        for name in mybackbones.CATALOG.class_names() if name.endswith("Branched")
        for norm in [next(iter(mybackbones.CATALOG.backbone_class(name).fields["use_norm"].choices), True)]]
print(json.dumps([[each.stem_norm.eps, each.stem_norm.momentum, each.body[1].expand_norm.eps] for each in made]))
"""


def test_norms_have_the_numbers_that_are_declared_whatever_makes_them(own: OwnPackage) -> None:
    found = run(own, SETTINGS)
    assert len(found) > 4
    assert all(each == [0.02, 0.25, 0.5] for each in found)


TOKENS_BY_HAND = """
import json, torch, mybackbones
torch.manual_seed(0)
made = mybackbones.TokenNet(3, size=12, bias=True).double().eval()
for value in made.state_dict().values():
    value.uniform_(-0.5, 1)
x = torch.randn(2, 3, 12, 12, dtype=torch.float64)
f = torch.nn.functional
stem = made.stem[0]
value = made.wide(f.gelu(stem.patches(x)).flatten(2).transpose(1, 2) + stem.places.weight)
for block in made.body:
    normed = f.layer_norm(value, (13,), block.ln.weight, block.ln.bias, 1e-6)
    value = value + block.back(block.value(normed) * torch.sigmoid(block.gate(normed)))
value = torch.cat([made.last.weight.expand(2, -1, -1), value], 1)
q, k, v = (each.reshape(2, 10, 3, 4).transpose(1, 2) for each in made.packed(value).chunk(3, -1))
mixed = (q @ k.transpose(-1, -2) / 2).softmax(-1) @ v
token = made.out(mixed.transpose(1, 2).reshape(2, 10, 12))[:, 0]
print(json.dumps(torch.allclose(made(x)[0], made.head(token) + made.side(token), rtol=1e-12)))
"""


def test_tokens_are_gated_unit_by_unit(own: OwnPackage) -> None:
    assert run(own, TOKENS_BY_HAND)


CHOSEN_BY_HAND = """
import itertools, json, torch, mybackbones
torch.manual_seed(0)
found = []
x = torch.randn(2, 3, 4, 4, dtype=torch.float64)
for body, head, tail in itertools.product(("there", "none"), ("features", "channels"), (True, False)):
    made = mybackbones.Chosen(3, body=body, head=head, tail=tail, bias=True).double().eval()
    stem = torch.relu(made.stem(x))
    main = side = stem
    for block in made.body:
        main = torch.relu(block.conv(main) + main)
    for index, block in enumerate(made.side):
        side = block.conv(side) + side
        side = torch.relu(side) if index < 2 else side
    value, ends = torch.cat([main, side], 1), side
    for block in made.ends:
        ends = block.fc(ends.flatten(1))
    value = made.fc(value.flatten(1)) if head == "features" else made.conv(value).mean((2, 3))
    tail = value
    for layer in made.tail:
        tail = layer(tail)
    value = made.after(tail) + made.last(made.own[0](value)) + ends if len(made.tail) else made.after(tail)
    feature, activations = made(x)
    names = made.weighted_layer_names
    there = [len(made.body), len(made.tail), "fc" in names, "conv" in names, list(activations) == names]
    found.append([torch.equal(feature, value), *there])
print(json.dumps(found))
"""


def test_what_a_condition_leaves_out_is_not_there_and_what_follows_reads_on(own: OwnPackage) -> None:
    assert run(own, CHOSEN_BY_HAND) == [
        [True, 2 * (body == "there"), 2 * tail, head == "features", head == "channels", True]
        for body in ("there", "none")
        for head in ("features", "channels")
        for tail in (True, False)
    ]


NESTED_BY_HAND = """
import json, torch, mybackbones
torch.manual_seed(0)
made = mybackbones.Nested(3, use_norm=False).double().eval()
x = torch.randn(2, 3, 6, 6, dtype=torch.float64)
value = torch.relu(made.stem(x))
for block in made.csp:
    by, inner = value.chunk(2, 1)
    for each in block.inner:
        inner = torch.relu(each.conv(inner) + inner)
    inner = torch.relu(block.squares[0].conv(inner))
    value = torch.relu(block.mix(torch.cat([by, inner], 1)))
for each in made.growing:
    value = value if each.conv is None else torch.relu(each.conv(value))
same = torch.allclose(made(x)[0], value.mean((2, 3)), rtol=1e-12)
units = [layer.units for name, layer in made.graph.layers.items() if name.startswith("growing")]
print(json.dumps([same, units, made.config.output_dim, [name for name in made.graph.layers if "csp/1" in name]]))
"""


def test_blocks_repeat_blocks_and_know_their_place(own: OwnPackage) -> None:
    layers = ["inner/0/conv", "inner/1/conv", "squares/0/conv", "mix"]
    assert run(own, NESTED_BY_HAND) == [True, [8, 12], 12, [f"csp/1/{name}" for name in layers]]


LONG = architecture(
    "Long",
    {"activation_layer": {}, "bias": {}},
    [
        {"conv1d": "conv", "units": 8, "kernel_size": 80, "stride": 16, "activation": "act"},
        {"max_pool1d": "pool", "kernel_size": 64, "stride": 64},
        {"max_pool1d": "again", "kernel_size": 4, "stride": 4},
        *END,
    ],
    input=["input_channels", "samples"],
)
"""Sound (Dai et al. 2017), of which a second has thousands of samples."""


def test_series_are_as_long_as_the_network_needs(tmp_path: Path) -> None:
    own = OwnPackage(tmp_path)
    own.add("architectures/long.json", LONG)
    outcome = own.compile()
    assert (outcome.status, outcome.err) == (0, "")
    shapes = (
        "from mybackbones import LongConfig as C; from clbackbones_runtime.testing.small_configs import input_shape"
    )
    assert run(own, f"{shapes}; print(list(input_shape(C(input_channels=3))))") == [3, 8192]


# One fault, where it stands

NORM_ENUM = architecture(
    "Trial",
    {
        "activation_layer": {},
        "bias": {},
        "norm": {"description": "Norms.", "enum": {"none": "No norm.", "group": "Groups."}, "default": "none"},
    },
    [convolution("conv1", norm="bn1"), *END],
    {**PARTS, "norm": "norm"},
)

ROUNDED = architecture(
    "Trial",
    {"activation_layer": {}, "bias": {}, "output_dim": {"default": 160, "minimum": 8}},
    [convolution("conv1", ["*", ["//", "output_dim", 8], 8]), *END],
)

LARGE_KERNEL = architecture(
    "Trial",
    {
        "activation_layer": {},
        "bias": {},
        "k": {"description": "Window.", "type": "integer", "minimum": 1, "default": 3},
        "size": {"description": "Height and width.", "type": "integer", "minimum": 8, "default": 32},
    },
    [convolution("conv1", kernel_size="k", padding=0), *END],
    input=["input_channels", "size", "size"],
)

LARGE_BOUND = json.loads(json.dumps(LARGE_KERNEL))
LARGE_BOUND["fields"]["k"]["maximum"] = 9

CAPPED = architecture(
    "Trial",
    {"activation_layer": {}, "bias": {}, "output_dim": {}},
    [convolution("conv1", ["min", "output_dim", 512]), *END],
)

LAYER_NORM = architecture(
    "Trial",
    {"activation_layer": {}, "bias": {}, "use_norm": {"type": "boolean", "default": True, "description": "Norms."}},
    [convolution("conv1", order=LAST, norm={"name": "bn1", "form": "layer", "momentum": 0.5}), *END],
    {**PARTS, "norm": "use_norm"},
)

NEGATIVE = json.loads(json.dumps(LAYER_NORM))
NEGATIVE["network"][0]["norm"] = {"name": "bn1", "eps": -1}

PLACES = architecture(
    "Trial",
    {"activation_layer": {}, "bias": {}, "size": {"use": "image_size", "minimum": 8, "maximum": 8, "default": 8}},
    [
        convolution("conv1"),
        {"to_tokens": "tokens"},
        {"to_places2d": "image", "size": ["list", 8, 7]},
        {"to_tokens": "again"},
        {"take_token": "last", "index": 56},
    ],
    input=["input_channels", "size", "size"],
)

FAR_TOKEN = json.loads(json.dumps(PLACES))
FAR_TOKEN["network"][2]["size"] = 8
FAR_TOKEN["network"][4]["index"] = 64

TWO_WAYS = architecture(
    "Trial",
    {"activation_layer": {}, "bias": {}},
    [
        convolution("conv1"),
        {"stage": "channels", "block": "half", "repeat": 1},
        {"to_tokens": "tokens"},
        {"stage": "units", "block": "half", "repeat": 1},
        {"average_tokens": "mean"},
    ],
    blocks={
        "half": {
            "description": "Half of the units.",
            "arguments": {},
            "steps": [{"take_units": "taken", "count": ["//", "input_units", 2]}],
        }
    },
)

ONE_ROUND = json.loads(json.dumps(ROWS))
ONE_ROUND["network"][0]["steps"] = ONE_ROUND["network"][0]["steps"][:5]
ONE_ROUND["network"][1:] = [{"linear": "last", "units": 4}]

FAULTS = [
    (
        ONE_ROUND,
        "/network/0/steps: a round of `each` gets channels and emits features, which the next one would get: end the "
        "steps with channels, or write them without `each`",
    ),
    (
        TWO_WAYS,
        "/network/3/block: 'half' gets tokens here, and channels in the stage 'channels': write a block for each",
    ),
    (
        PLACES,
        "/network: Trial cannot be built with input_channels: 3, size: 8: image: size is 8 x 7; it gets 64 tokens, "
        "(tokens, units) = (64, 16): correct that step",
    ),
    (
        FAR_TOKEN,
        "/network: Trial cannot be built with input_channels: 3, size: 8: last: index is 64; it gets 64 tokens, "
        "counted from 0: correct that step",
    ),
    (
        LAYER_NORM,
        "/network/0/norm/momentum: `momentum` is of no use: remove it: running statistics are those of form `batch`",
    ),
    (
        NEGATIVE,
        "/network: Trial cannot be built with input_channels: 3: bn1: eps is -1; it must be above 0: correct that step",
    ),
    (NORM_ENUM, "/parts/norm: 'norm' is of type enum: name a field of type boolean"),
    (
        ROUNDED,
        "/network: Trial emits 8 features with input_channels: 1, output_dim: 9: end the network with `output_dim` "
        'units, or declare that field {"derived": true}',
    ),
    (
        CAPPED,
        "/network: Trial emits 512 features with input_channels: 1, output_dim: 4099: end the network with "
        '`output_dim` units, or declare that field {"derived": true}',
    ),
    (
        LARGE_KERNEL,
        "/fields/k: Trial cannot be built with input_channels: 1, k: 4099, size: 8: conv1: a window of 4099 does not "
        "fit into an input of 8 padded by 0: give 'k' a `maximum`, or correct that step",
    ),
    (
        LARGE_BOUND,
        "/fields/k: Trial cannot be built with input_channels: 1, k: 9, size: 8: conv1: a window of 9 does not "
        "fit into an input of 8 padded by 0: lower the `maximum` of 'k', or correct that step",
    ),
]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("global_max_pool2d", "write `adaptive_max_pool1d`, or 2d or 3d, with an `output_size` of 1"),
        ("deconv2d", "write `conv_transpose1d`, or 2d or 3d"),
        ("subtract", "write `scale_by` with a `factor` of -1, and then `add`"),
        ("unflatten", "write `features_to_tokens`, or from tokens or features `to_places1d`, 2d or 3d"),
        ("drop_path", "write `stochastic_depth`"),
        ("grid_attention2d", "write `window_attention1d`, or 2d or 3d, with a `dilation`"),
        ("squeeze_excitation", "write `global_average_pool`, two weighted layers behind it, and `multiply`"),
        ("lstm", "there is nothing like it; CONTRIBUTING says how to add an operation"),
    ],
)
def test_an_operation_of_another_name_or_none_is_not_taken_for_one_that_computes_something_else(
    tmp_path: Path, name: str, hint: str
) -> None:
    own = OwnPackage(tmp_path)
    network = [convolution("conv1"), {name: "step"}, *END]
    own.add("architectures/trial.json", architecture("Trial", {"activation_layer": {}, "bias": {}}, network))
    place = f"my_schema/architectures/trial.json#/network/1/{name}"
    assert own.compile_here().faults == [f"{place}: '{name}' is no operation: {hint}"]


@pytest.mark.parametrize(
    ("value", "told"),
    FAULTS,
    ids=[
        "one round",
        "two ways",
        "places",
        "token",
        "layer norm",
        "negative",
        "norm enum",
        "rounded",
        "capped",
        "kernel",
        "bounded kernel",
    ],
)
def test_what_cannot_be_is_one_fault(tmp_path: Path, value: Json, told: str) -> None:
    own = OwnPackage(tmp_path)
    own.add("architectures/trial.json", value)
    assert own.compile_here().faults == [f"my_schema/architectures/trial.json#{told}"]
    assert not own.package.exists()
