"""From a path, a text or a mapping to a config, from there to a backbone, and back to YAML."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from omegaconf import OmegaConf

import clbackbones
from clbackbones import CATALOG, ConfigError, load, validate
from clbackbones_runtime.graph.shapes import ShapeError

Json = Any

DATA = Path(__file__).parent / "data"
VALID = sorted((DATA / "valid").glob("*.yaml"))
MLP = "_target_: clbackbones.MLP\ninput_dim: 4\nhidden_dims: [3]\noutput_dim: 2\n"
CONFIG = clbackbones.MLPConfig(input_dim=4, hidden_dims=[3], output_dim=2)
EXPERIMENT = """
# @package _global_
defaults: [override /optimizer: sgd]
optimizer: {lr: .inf, 1: one, betas: 1e-3}
dataset: {input_dim: 7, classes: ["${dataset.input_dim}"]}
experiment:
  backbone:
    _target_: clbackbones.MLP
    input_dim: 4
    hidden_dims: [3]
    output_dim: 2
  heads: [{_target_: clbackbones.MLP, input_dim: 4, hidden_dims: [3], output_dim: 2}, {_target_: torch.nn.Linear}]
"""


def problems(source: Json, key: str | None = None) -> list[tuple[int | None, int | None, str, str]]:
    return [(each.line, each.column, each.pointer, each.message) for each in validate(source, key)]


def test_a_path_may_be_a_string_or_a_path(tmp_path: Path) -> None:
    path = tmp_path / "backbone.yaml"
    path.write_text(MLP, "utf-8")
    assert load(path) == load(str(path)) == CONFIG


@pytest.mark.parametrize(
    "text", [MLP, "\ufeff" + MLP, "{_target_: clbackbones.MLP, input_dim: 4, hidden_dims: [3], output_dim: 2}"]
)
def test_yaml_text_is_no_path(text: str) -> None:
    assert load(text) == CONFIG


@pytest.mark.parametrize("text", ["", "  ", "a: 1", "a:", "[1]", "# comment\n"])
def test_text_that_is_no_backbone_is_a_config_error(text: str) -> None:
    with pytest.raises(ConfigError):
        load(text)


def test_a_mapping_is_taken_as_it_is() -> None:
    mapping = {"_target_": "clbackbones.MLP", "input_dim": 4, "hidden_dims": (3,), "output_dim": 2}
    assert load(mapping) == CONFIG
    (problem,) = validate(mapping | {"gait": 1})
    assert (problem.path, problem.line, problem.column, problem.pointer) == (None, None, None, "/gait")
    keys: Json = {3: 1}
    (problem,) = validate(mapping | keys)
    assert str(problem) == "a key is a string, not 3; write the name of a field"


def test_a_key_that_is_no_string_is_told_whatever_else_is_missing() -> None:
    mapping: Json = {1: 2}
    assert [str(problem) for problem in validate(mapping)] == [
        "'_target_' is missing; add '_target_: clbackbones.MLP'",
        "a key is a string, not 1; write the name of a field",
    ]
    with pytest.raises(ConfigError, match="a key is a string, not 1"):
        load(mapping)
    assert problems({"_target_": "${name}", None: 2}) == [(None, None, "/None", "a key is a string, not null")]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"a: 1\n", "bytes"),
        (3, "3"),
        (None, "null"),
        ([CONFIG], "a list"),
        (OmegaConf.create([1]), "a list"),
        (CONFIG, "an object of type MLPConfig"),
        (clbackbones.MLPConfig, "the class MLPConfig"),
    ],
)
def test_what_is_no_source_is_a_type_error_that_says_what_is_taken(source: Json, said: str) -> None:
    for function in (load, validate):
        for key in (None, "backbone"):
            with pytest.raises(TypeError) as caught:
                function(source, key)
            assert str(caught.value) == f"the source of a config is a path, YAML text or a mapping, not {said}"


@pytest.mark.parametrize("source", ["missing.yaml", MLP, {}])
def test_a_key_that_is_no_string_is_a_type_error(source: Json) -> None:
    key: Json
    for key, said in ((3, "3"), (["a"], "a list"), (b"a", "bytes"), (0, "0")):
        for function in (load, validate):
            with pytest.raises(TypeError) as caught:
                function(source, key)
            assert str(caught.value) == f"a key is a string such as 'experiment.backbone', not {said}"


def test_problems_of_a_file_carry_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "_target_: clbackbones.CLMLP\nhidden_dims: []\ninput_dim: 3\nhidden_dim: 3\noutput_dim: 2\n", "utf-8"
    )
    expected = f"{path}:4:1: 'hidden_dim' is not a field of CLMLP; remove it, 'hidden_dims' is there already"
    assert [str(problem) for problem in validate(path)] == [expected]
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value) == expected


def test_an_unreadable_file_is_an_os_error(tmp_path: Path) -> None:
    for function in (load, validate):
        with pytest.raises(FileNotFoundError):
            function(tmp_path / "missing.yaml")
        with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
            function(tmp_path)


def test_warnings_do_not_stop_a_load() -> None:
    config: Any = load(MLP + "dropout: 1e-1\nbias: off\n")
    assert (config.dropout, config.bias) == (0.1, False)


def test_a_config_error_survives_pickling() -> None:
    with pytest.raises(ConfigError) as caught:
        load("_target_: clbackbones.MLP\ngait: 3\n")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert copy.problems == caught.value.problems
    assert str(copy) == str(caught.value)


# ---------------------------------------------------------------- the part of a larger file


@pytest.mark.parametrize("key", ["experiment.backbone", "experiment.heads.0"])
def test_a_key_leads_to_the_part_whatever_stands_around_it(key: str) -> None:
    assert load(EXPERIMENT, key) == CONFIG
    assert validate(EXPERIMENT, key) == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("experiment.bakbone", (7, 3, "/experiment/bakbone", "there is no 'bakbone' in 'experiment'")),
        ("backbone", (3, 1, "/backbone", "there is no 'backbone'")),
        ("", (3, 1, "/", "there is no ''")),
        ("experiment.heads.2", (12, 10, "/experiment/heads", "there is no '2' in 'experiment.heads', which is a list")),
        ("experiment.heads.x", (12, 10, "/experiment/heads", "there is no 'x' in 'experiment.heads', which is a list")),
        ("dataset.input_dim", (5, 22, "/dataset/input_dim", "a backbone is a mapping, not 7")),
        ("dataset.input_dim.x", (5, 22, "/dataset/input_dim", "there is no 'x' in 'dataset.input_dim', which is 7")),
        ("experiment.heads.1", (12, 98, "/experiment/heads/1/_target_", "'torch.nn.Linear' is not a backbone")),
        ("dataset", (5, 11, "/dataset/_target_", "'_target_' is missing")),
    ],
)
def test_a_key_that_leads_nowhere_is_a_problem(key: str, expected: tuple[int, int, str, str]) -> None:
    assert problems(EXPERIMENT, key) == [expected]


def test_a_missing_key_offers_what_is_there() -> None:
    (problem,) = validate(EXPERIMENT, "experiment.bakbone")
    assert problem.hint == "did you mean 'backbone'?"
    (problem,) = validate(EXPERIMENT, "xyz")
    assert problem.hint == "the keys are optimizer, dataset and experiment"


def test_what_breaks_the_whole_file_is_told_with_any_key() -> None:
    text = EXPERIMENT + "experiment: 3\n"
    assert problems(text, "experiment.backbone") == [
        (13, 1, "/experiment", "'experiment' is given twice, first in line 6")
    ]
    assert len(problems(EXPERIMENT + "x: [\n", "experiment.backbone")) == 1


def test_what_the_part_takes_over_by_an_alias_counts() -> None:
    text = f"share: &nan .nan\nbackbone: {{{MLP.strip().replace(chr(10), ', ')}, dropout: *nan}}\n"
    assert problems(text, "backbone") == [(1, 13, "/share", ".nan is not a finite number")]
    with pytest.raises(ConfigError):
        load(text, "backbone")


def test_a_part_that_is_an_interpolation_is_valid_in_a_file() -> None:
    text = "backbone: ${other}\n"
    assert validate(text, "backbone") == []
    assert validate(text, "backbone.deeper") == []
    with pytest.raises(ConfigError, match="1:11: 'backbone' is the unresolved interpolation"):
        load(text, "backbone")


# ---------------------------------------------------------------- OmegaConf


def experiment(**fields: Json) -> Json:
    backbone = {"_target_": "clbackbones.MLP", "input_dim": "${dataset.n}", "hidden_dims": ["${dataset.n}", 3]}
    return OmegaConf.create({"dataset": {"n": 7, "bad": "${nowhere}"}, "backbone": backbone | fields})


def test_interpolations_of_an_omegaconf_config_are_resolved() -> None:
    config: Any = load(experiment(output_dim="${.input_dim}"), "backbone")
    assert (config.input_dim, config.hidden_dims, config.output_dim) == (7, (7, 3), 7)
    assert load(experiment(output_dim=2).backbone).to_dict()["input_dim"] == 7
    assert [problem.message for problem in validate(experiment(output_dim="1${dataset.n}x"), "backbone")] == [
        "'output_dim' is the string '17x', not an integer"
    ]


@pytest.mark.parametrize("value", ["???", "${nowhere}", "${dataset.bad}"])
def test_what_omegaconf_cannot_resolve_is_a_problem_that_names_the_field(value: str) -> None:
    source = experiment(output_dim=value)
    assert validate(source, "backbone") == []
    with pytest.raises(ConfigError, match=r"'output_dim' is .*(\?\?\?|interpolation)"):
        load(source, "backbone")


def test_a_missing_key_of_an_omegaconf_config_is_a_problem() -> None:
    assert [problem.message for problem in validate(experiment(), "bakbone")] == ["there is no 'bakbone'"]


def test_list_items_of_an_omegaconf_config_are_reached() -> None:
    source: Any = OmegaConf.create({"backbones": [OmegaConf.to_container(experiment(output_dim=2).backbone)]})
    assert [problem.pointer for problem in validate(source, "backbones.1")] == ["/backbones"]
    with pytest.raises(ConfigError, match=r"'input_dim' is the unresolved interpolation '\$\{dataset.n\}'"):
        load(source, "backbones.0")


# ---------------------------------------------------------------- configs


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_config_survives_the_way_to_yaml_and_back(path: Path) -> None:
    source: Any = OmegaConf.load(path)
    if "input_dim: ${" in path.read_text("utf-8"):
        source.input_dim = 784
    config = load(source)
    text = config.to_yaml()
    assert text.startswith(f"_target_: clbackbones.{config.class_name}\n")
    assert validate(text) == []
    assert load(text) == load(config.to_dict()) == config
    assert load(text).to_yaml() == text


def test_yaml_is_canonical_and_complete() -> None:
    config = load(
        "_target_: clarena.backbones.HATMaskResNet52\ninput_channels: 3.0\nbatch_normalisation: shared\n"
        "activation_layer: {_target_: torch.nn.Tanh, _partial_: true}\n"
    )
    assert config.to_yaml() == (
        "_target_: clbackbones.HATMaskResNet50\ninput_channels: 3\noutput_dim: 2048\nactivation_layer: Tanh\n"
        "batch_normalization: shared\nbias: false\nstem: imagenet\nlayout: torchvision\npretrained_weights: null\n"
        "gate: sigmoid\n"
    )
    assert config.aliases == ("HATMaskResNet52",)


@pytest.mark.parametrize("dropout", [0.0, 1e-05, 1e-300, 0.1, 1 / 3])
def test_numbers_survive_yaml(dropout: float) -> None:
    config = clbackbones.MLPConfig(input_dim=2**53 - 1, hidden_dims=[], output_dim=1, dropout=dropout)
    assert validate(config.to_yaml()) == []
    assert load(config.to_yaml()) == config


def test_a_config_knows_shapes_and_parameters() -> None:
    config = clbackbones.HATMaskResNet18Config(input_channels=3)
    assert config.output_shape() == config.output_shape(3, 64, 64) == (512,)
    shapes = config.activation_shapes(3, 64, 64)
    assert (shapes["conv1"], shapes["conv5x/1/conv2"]) == ((64, 32, 32), (512, 2, 2))
    assert config.activation_shapes()["conv1"] == (64, None, None)
    assert list(config.graph().layers) == list(shapes)
    with pytest.raises(ShapeError):
        config.output_shape(1, 64, 64)


@pytest.mark.parametrize(
    ("name", "activation"),
    [
        (name, activation)
        for name in CATALOG.class_names()
        for activation in ("ReLU", "PReLU")
        if activation in CATALOG.backbone_class(name).fields["activation_layer"].choices
    ],
)
def test_parameters_are_counted_as_torch_counts_them(name: str, activation: str) -> None:
    fields = CATALOG.backbone_class(name).fields
    sizes: dict[str, Json] = {
        "input_dim": 6,
        "input_channels": 3,
        "hidden_dims": [5, 4],
        "output_dim": 3,
        "batch_normalization": True,
    }
    if "batch_normalization" in fields and fields["batch_normalization"].type == "enum":
        sizes["batch_normalization"] = "independent"
    values = {key: value for key, value in sizes.items() if key in fields and not fields[key].derived}
    config = load({"_target_": f"clbackbones.{name}", "activation_layer": activation, **values})
    with torch.device("meta"):
        backbone = config.build()
    assert config.num_parameters == sum(parameter.numel() for parameter in backbone.parameters())


def test_loading_imports_neither_torch_nor_what_is_optional() -> None:
    code = (
        "import sys, clbackbones; clbackbones.load(sys.argv[1]).to_yaml(); clbackbones.validate(sys.argv[1]);"
        "print(*{'torch', 'omegaconf', 'hydra', 'cattrs', 'jsonschema', 'rich', 'jinja2'} & set(sys.modules))"
    )
    arguments = [sys.executable, "-c", code, str(DATA / "valid" / "hat_mask_resnet18_cifar.yaml")]
    assert subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.strip() == ""
