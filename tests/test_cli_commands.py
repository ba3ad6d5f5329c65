"""`list`, `show`, `new` and `schema`, for every class."""

import json
import re
from pathlib import Path

import pytest
import yaml

import clbackbones as package
from clbackbones import CATALOG
from clbackbones_runtime.config.config import config_class

from .backbones import SMALL
from .command_line import clbackbones

DATA = Path(__file__).parent / "data"
SCHEMAS = Path(package.__file__).parent / "schemas"
NAMES = CATALOG.class_names()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# list


def test_list_groups_classes_with_their_aliases_by_architecture() -> None:
    run = clbackbones("list")
    groups = re.split(r"\n(?=\w)", run.out.lstrip("\n"))
    classes = [CATALOG.backbone_class(name) for name in NAMES]
    architectures = list(dict.fromkeys(backbone.architecture for backbone in classes))
    assert [group.split()[0] for group in groups[: len(architectures)]] == architectures
    for architecture, group in zip(architectures, groups, strict=False):
        own = [backbone for backbone in classes if backbone.architecture == architecture]
        words = re.findall(r"\w+", group)
        assert [word for word in words if word in NAMES and word != architecture] == [
            backbone.name for backbone in own if backbone.name != architecture
        ]
        assert {alias for backbone in own for alias in backbone.aliases} <= set(words)
        assert {field.name for backbone in own for field in backbone.fields.values() if field.required} <= set(words)
    assert run.status == 0


def test_list_explains_architectures_and_mechanisms_with_their_sources() -> None:
    notes = clbackbones("list").out
    for name in NAMES:
        backbone = CATALOG.backbone_class(name)
        for entry in (CATALOG.architecture(backbone.architecture), CATALOG.mechanism(backbone.mechanism)):
            assert entry["description"].split()[0] in notes
            if entry["source"]:
                assert entry["source"]["url"] in notes


def test_list_as_json_has_everything_about_every_class() -> None:
    rows = json.loads(clbackbones("list", "--format", "json").out)
    assert [row["name"] for row in rows] == list(NAMES)
    for row in rows:
        backbone = CATALOG.backbone_class(row["name"])
        assert row["target"] == backbone.target
        assert [field["name"] for field in row["fields"]] == list(backbone.fields)


# show


@pytest.mark.parametrize("name", SMALL)
def test_show_agrees_with_the_config(name: str) -> None:
    run = clbackbones("show", name)
    assert run.status == 0
    backbone = CATALOG.backbone_class(name)
    examples = {field.name: field.examples[0] for field in backbone.fields.values() if field.required}
    config = config_class(backbone)(**examples)
    graph = config.graph()
    rows = run.out.split("\n\n")[0].splitlines()
    assert [row.split()[0] for row in rows if row.split()[0] in {node.name for node in graph.nodes}] == [
        node.name for node in graph.nodes
    ]
    assert re.search(rf"^parameters +{config.num_parameters:,}\b", run.out, re.MULTILINE)
    for field in examples:
        assert f"{field}=" in run.out


def test_show_of_a_file() -> None:
    run = clbackbones("show", DATA / "valid" / "hat_mask_mlp.yaml")
    assert run.out == (
        "                                                     mask\n"
        "layer           operation  output parameters   MACs units\n"
        "flatten         flatten       784\n"
        "fc/0            linear        256    200,960 200.7k   256\n"
        "fc_bn/0         norm          256        512\n"
        "fc_activation/0 activation    256\n"
        "fc_dropout/0    dropout       256\n"
        "fc/1            linear        100     25,700  25.6k   100\n"
        "fc_bn/1         norm          100        200\n"
        "fc_activation/1 activation    100\n"
        "fc_dropout/1    dropout       100\n"
        "fc/2            linear         64      6,464   6.4k    64\n"
        "fc_bn/2         norm           64        128\n"
        "fc_activation/2 activation     64\n"
        "fc_dropout/2    dropout        64\n"
        "\n"
        "class       HATMaskMLP\n"
        "input       784\n"
        "output      64\n"
        "parameters  234,384, 420 of them for masks\n"
        "MACs        232,704 per input\n"
        "mask units  420\n"
        "memory      915.6 KiB of float32\n"
    )
    assert (run.err, run.status) == ("", 0)


def test_show_counts_units_once_that_a_shortcut_shares() -> None:
    run = clbackbones("show", "HATMaskResNet18", "--input", "3,32,32", "stem=cifar", "layout=torchvision")
    rows = {row.split()[0]: row.split() for row in run.out.splitlines() if row.strip()}
    assert rows["conv3x/0/conv2"][-1] == "128"
    assert rows["conv3x/0/identity_downsample"][-1] == "(128)"
    graph = package.HATMaskResNet18Config(input_channels=3, stem="cifar").graph((3, 32, 32))
    assert rows["mask"][:3] == ["mask", "units", f"{sum(graph.layers[name].units for name in graph.groups):,};"]
    assert rows["MACs"][1] == f"{sum(node.macs or 0 for node in graph.nodes):,}"


def test_show_of_masked_weights_counts_weights_and_biases() -> None:
    run = clbackbones("show", "WSNMaskMLP", "input_dim=10", "hidden_dims=[]", "output_dim=2")
    assert "mask weights  22\n" in run.out
    assert "parameters    44, 22 of them for masks\n" in run.out


def test_show_of_a_plain_network_has_no_mask_column() -> None:
    assert "mask" not in clbackbones("show", "MLP").out


def test_show_without_an_input_says_which_sizes_it_needs() -> None:
    run = clbackbones("show", "ResNet18")
    assert "64x?x?" in run.out
    assert "depend on the input: --input 3,HEIGHT,WIDTH" in run.out
    assert "examples    input_channels=3; other values can be given as FIELD=VALUE" in run.out


def test_show_takes_sizes_from_the_input() -> None:
    run = clbackbones("show", "MLP", "--input", "1x28x28", "hidden_dims=[]", "output_dim=10")
    assert run.status == 0
    assert "7,850" in run.out
    assert "examples" not in run.out
    assert re.search(r"^conv1 .* 3,136 ", clbackbones("show", "ResNet18", "--input", "1,224,224").out, re.MULTILINE)


def test_show_of_a_file_with_interpolations_takes_their_values() -> None:
    path = DATA / "valid" / "wsn_mask_mlp.yaml"
    run = clbackbones("show", path)
    assert run.status == 1
    assert run.err == (
        f"{path}:2:12: 'input_dim' is the unresolved interpolation '${{dataset.input_dim}}'; "
        "resolve it, or write an integer of at least 1\n"
        "    2 | input_dim: ${dataset.input_dim}\n"
        "      |            ^\n"
        "values for this table can be given as FIELD=VALUE\n"
    )
    run = clbackbones("show", path, "input_dim=784")
    assert (run.err, run.status) == ("", 0)


def test_show_replaces_a_field_in_any_spelling() -> None:
    text = b"backbone:\n  _target_: clbackbones.ResNet18\n  input_channels: 3\n  batch_normalisation: true\n"
    with_norm = clbackbones("show", "-", "--key", "backbone", stdin=text)
    without = clbackbones("show", "-", "--key", "backbone", "batch_normalization=false", stdin=text)
    assert " norm " in with_norm.out
    assert " norm " not in without.out
    assert without.status == 0


def test_show_of_an_invalid_file_says_what_is_wrong() -> None:
    run = clbackbones("show", "-", stdin=b"_target_: clbackbones.MLP\ninput_dims: 3\n")
    assert (run.out, run.status) == ("", 1)
    assert (
        "<stdin>:2:1: 'input_dims' is not a field of MLP; did you mean 'input_dim'?\n    2 | input_dims: 3" in run.err
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Resnet18"], "'Resnet18' is neither a file nor a backbone class; did you mean 'ResNet18'?"),
        (["Transformer"], "'Transformer' is neither a file nor a backbone class; 'clbackbones list' shows all classes"),
        (["missing.yaml"], "missing.yaml: no such file or directory"),
        (["./MLP"], "./MLP: no such file or directory"),
        (["."], ".: is a directory"),
        (["MLP", "bias=true", "bias=false"], "'bias' is given twice; keep one of them"),
        (["missing.yaml", "input_dim=7", "input_dim=7"], "'input_dim' is given twice; keep one of them"),
        (["MLP", "bias"], "'bias' is not FIELD=VALUE"),
        (["MLP", "bias="], "bias: the text is empty"),
        (["MLP", "bias=a: b: c"], "bias: invalid YAML: mapping values are not allowed in this context"),
        (["MLP", "biass=true"], "'biass' is not a field of MLP; did you mean 'bias'?"),
        (["MLP", "bias=3"], "'bias' is 3, not true or false; write true or false"),
        (["MLP", "--key", "a"], "--key goes with a file; MLP is a class (write ./MLP for a file of that name)"),
        (
            ["ResNet18", "--input", "1,28", "input_channels=3"],
            "the input must have shape (batch, 3, height, width); it has (batch, 1, 28)",
        ),
        (
            ["ResNet18", "stem=imagenet", "input_channels=3", "--input", "1,28,28"],
            "the input must have shape (batch, 3, height, width); it has (batch, 1, 28, 28)",
        ),
    ],
)  # fmt: skip
def test_show_says_what_is_wrong_with_its_arguments(arguments: list[str], message: str) -> None:
    run = clbackbones("show", *arguments)
    assert (run.out, run.err, run.status) == ("", f"clbackbones: {message}\n", 2)


@pytest.mark.parametrize(
    "text", ["3,32", "3,0,32", "3,-1,32", "a", "", "3,,32", "3,32,32,", "9" * 30, "9" * 5000, "٣,32,32", "3_0"]
)
def test_show_takes_shapes_alone_as_input(text: str) -> None:
    run = clbackbones("show", "ResNet18", f"--input={text}")
    assert (run.out, run.status) == ("", 2)
    assert "Traceback" not in run.err
    assert "invalid _sizes" not in run.err
    assert max(map(len, run.err.splitlines())) < 300


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--compose", "", "-cn", "train"],
        ["init", ""],
        ["schema", "--out", ""],
        ["convert", "", "backbone.pt"],
        ["convert", "clarena.pt", ""],
        ["plot", ""],
        ["plot", "backbone.pt", "--out", ""],
    ],
)
def test_an_empty_path_is_no_path(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a variable of a shell that is not set must not fill this folder
    run = clbackbones(*arguments)
    assert (run.out, run.status) == ("", 2)
    assert "the path is empty; write . for this folder" in run.err
    assert not any(tmp_path.iterdir())


# new


@pytest.mark.parametrize("name", SMALL)
def test_new_config_is_valid_and_complete(name: str) -> None:
    run = clbackbones("new", name)
    assert run.status == 0
    assert package.validate(run.out) == []
    config = package.load(run.out)
    assert config.class_name == name
    assert run.out.splitlines()[0] == "# yaml-language-server: $schema=./backbone.schema.json"
    assert max(map(len, run.out.splitlines())) <= 80
    fields = CATALOG.backbone_class(name).fields
    # With every field taken out of its comment, nothing changes: these are the defaults.
    whole = re.sub(rf"^# ({'|'.join(fields)}): ", r"\1: ", run.out, flags=re.MULTILINE)
    assert list(yaml.safe_load(whole)) == ["_target_", *fields]
    assert package.validate(whole) == []
    assert package.load(whole) == config
    for field in fields.values():
        assert field.description.split()[0] in run.out
        assert all(choice in run.out for choice in field.choices)


def test_new_config_reads_as_written_here() -> None:
    assert (
        clbackbones("new", "clarena.backbones.MLP", "--schema", "https://example.org/mlp.json").out
        == """\
# yaml-language-server: $schema=https://example.org/mlp.json
# MLP: Fully connected layers `fc/0`, `fc/1`, ... of the widths `hidden_dims`
# and, last, `output_dim`; normalization, activation and dropout follow each of
# them, the last one included. One network for all tasks, or for a single one.
_target_: clbackbones.MLP

# Number of input features, for images channels times height times width; the
# input may have any shape that flattens to it. Takes an integer of at least 1.
input_dim: 784

# Units of each hidden layer, from input to output; an empty list makes a single
# linear layer. Takes a list of integers of at least 1, such as [256, 100].
hidden_dims: [256, 100]

# Number of features emitted; the heads of an algorithm connect to it. Takes an
# integer of at least 1.
output_dim: 64

# Activation after each weighted layer, by its name in `torch.nn`.
#   null: No activation.
#   ReLU, LeakyReLU, PReLU, ReLU6, ELU, SELU, CELU, GELU, SiLU, Mish, Hardswish,
#     Tanh, Hardtanh, Softsign, Softplus, Sigmoid, Hardsigmoid, Identity.
# activation_layer: ReLU

# Whether batch normalization stands between each weighted layer and its
# activation.
# batch_normalization: false

# Whether weighted layers have a bias.
# bias: true

# Probability with which a unit's activation is set to zero in training. Takes a
# number of at least 0 and below 1, or null.
#   null: No dropout.
# dropout: null
"""
    )


# schema


def test_schema_prints_what_is_published() -> None:
    published = (SCHEMAS / "experiment.schema.json").read_text("utf-8")
    assert json.loads(clbackbones("schema", "experiment").out) == json.loads(published)
    assert clbackbones("schema").out == (SCHEMAS / "backbone.schema.json").read_text("utf-8")


def test_schema_writes_all_to_a_folder() -> None:
    run = clbackbones("schema", "--out", "configs/schemas")
    assert (run.out, run.status) == (f"wrote {len(NAMES) + 2} schemas to configs/schemas\n", 0)
    written = {path.name: path.read_bytes().decode() for path in Path("configs/schemas").iterdir()}
    expected = {f"{name}.schema.json": clbackbones("schema", name).out for name in ("experiment", *NAMES)}
    assert written == {"backbone.schema.json": clbackbones("schema").out, **expected}


@pytest.mark.parametrize("name", SMALL)
def test_schema_of_a_class_holds_what_the_published_one_says_of_it_and_nothing_else(name: str) -> None:
    published, own = (json.loads(clbackbones("schema", *names).out) for names in ([], [name]))
    assert own["title"] == name
    assert {key: own[key] for key in own.keys() - {"title", "allOf", "definitions"}}.items() <= published.items()
    assert own["definitions"].items() <= published["definitions"].items()
    drop_ins = [each for each in CATALOG.drop_in_names() if each == f"clarena.{name}"]
    assert [branch["then"]["$ref"] for branch in own["allOf"][2:-1]] == [
        f"#/definitions/{each}" for each in (name, *drop_ins)
    ]
    referred = set(re.findall(r'"#/definitions/([^"]+)"', json.dumps(own)))
    assert referred == own["definitions"].keys()


def test_schema_of_one_class_is_written_alone() -> None:
    run = clbackbones("schema", "CLResNet52", "--out", ".")
    assert [path.name for path in Path().iterdir()] == ["CLResNet50.schema.json"]
    assert run.out == "wrote CLResNet50.schema.json\n"


def test_schema_says_where_it_cannot_write() -> None:
    Path("file").touch()
    run = clbackbones("schema", "--out", "file")
    assert (run.out, run.err, run.status) == ("", "clbackbones: file: file exists\n", 2)


@pytest.mark.parametrize("command", ["new", "schema"])
def test_unknown_class_is_answered_with_the_nearest(command: str) -> None:
    run = clbackbones(command, "HATResNet18")
    assert (run.out, run.status) == ("", 2)
    assert run.err == (
        "clbackbones: 'HATResNet18' is not a backbone class; "
        "did you mean 'HATMaskResNet18', 'ResNet18' or 'CLResNet18'?\n"
    )
