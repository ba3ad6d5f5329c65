"""Files that Hydra composes are checked with what the config group of the package puts below their own keys."""

from pathlib import Path
from typing import Any

import pytest
from hydra import compose, initialize_config_dir

import clbackbones as package
from clbackbones_runtime.config.problems import ConfigError

from .backbones import KINDS
from .command_line import clbackbones

EXPERIMENT = """\
defaults:
  - {entry}
  - _self_
hydra:
  searchpath: [pkg://clbackbones.conf]
dataset:
  input_dim: 784
backbone:
  input_dim: ${{dataset.input_dim}}
  hidden_dims: [256, 100]
  output_dim: 64
"""
OF_THE_GROUP = "defaults: [hat_mask_mlp, _self_]\nhidden_dims: [3]\n"
OURS = (
    "backbone: hat_mask_mlp",
    "override backbone: hat_mask_mlp",
    "/backbone: hat_mask_mlp",
    "/backbone@backbone: hat_mask_mlp.yaml",
    "backbone: [mlp, hat_mask_mlp]",
    "{backbone: hat_mask_mlp}",
)


@pytest.mark.parametrize("entry", OURS)
def test_the_class_comes_from_the_defaults_list(entry: str) -> None:
    text = EXPERIMENT.format(entry=entry)
    assert package.validate(text, "backbone") == []
    (problem,) = package.validate(text.replace("output_dim", "outputdim"), "backbone")
    assert (problem.line, problem.column) == (11, 3)
    assert problem.message == "'outputdim' is not a field of HATMaskMLP"
    assert problem.hint == "did you mean 'output_dim'?"


def test_fields_that_the_group_leaves_open_may_stay_open() -> None:
    assert package.validate(EXPERIMENT.format(entry=OURS[0]).replace("  output_dim: 64\n", ""), "backbone") == []
    assert package.validate(OF_THE_GROUP) == []


def test_a_file_beside_those_of_the_group_is_checked_as_a_whole() -> None:
    problems = package.validate(OF_THE_GROUP + "gate: sigmod\n")
    assert [(problem.line, problem.pointer) for problem in problems] == [(3, "/gate")]


def test_the_file_s_own_class_counts() -> None:
    text = EXPERIMENT.format(entry=OURS[0]).replace(
        "backbone:\n", "backbone:\n  _target_: clbackbones.MLP\n  gate: x\n"
    )
    of_the_group, own = package.validate(text, "backbone")
    assert (of_the_group.line, of_the_group.pointer) == (9, "/backbone/_target_")
    assert "is composed over 'clbackbones.HATMaskMLP' of 'backbone/hat_mask_mlp'" in of_the_group.message
    assert (own.line, own.message) == (10, "'gate' is not a field of MLP")


@pytest.mark.parametrize(
    "entry",
    [
        "backbone: mine",
        "backbone: ${choice}",
        "backbone: ???",
        "backbone: ../../spec",
        "backbone: [mine]",
        "models@backbone: hat_mask_mlp",
        "base",
        f"backbone: {'x' * 5000}",
        '"backbone: \\0"',
    ],
)
def test_what_only_hydra_knows_is_not_checked(entry: str) -> None:
    (problem,) = package.validate(EXPERIMENT.format(entry=entry), "backbone")
    assert (problem.severity, problem.line, problem.pointer) == ("unchecked", 2, "/defaults/0")
    assert str(problem).startswith(f"2:{problem.column}: not checked: ")
    with pytest.raises(ConfigError, match="not checked: "):
        package.load(EXPERIMENT.format(entry=entry), "backbone")


def test_a_list_that_hydra_refuses_is_an_error() -> None:
    problems = package.validate(EXPERIMENT.format(entry="_self_"), "backbone")
    assert [problem.message for problem in problems] == ["Hydra refuses the defaults list: '_self_' is there twice"]


@pytest.mark.parametrize("entry", ["other: hat_mask_mlp", "backbone@other: hat_mask_mlp", "override hydra/launcher: x"])
def test_entries_for_other_places_change_nothing(entry: str) -> None:
    (problem,) = package.validate(EXPERIMENT.format(entry=entry), "backbone")
    assert problem.message == "'_target_' is missing"


def test_load_gives_what_hydra_composes(tmp_path: Path) -> None:
    text = EXPERIMENT.format(entry=OURS[0]).replace("${dataset.input_dim}", "784")
    (tmp_path / "experiment.yaml").write_text(text, "utf-8")
    with initialize_config_dir(str(tmp_path), version_base="1.3"):
        composed: Any = compose("experiment")
    assert package.load(text, "backbone") == package.load(composed.backbone)


@pytest.mark.parametrize("name", KINDS)
def test_every_file_of_the_group_can_be_built_on(name: str) -> None:
    (option,) = (
        path.stem
        for path in (Path(package.__file__).parent / "conf" / "backbone").glob("*.yaml")
        if path.stem.replace("_", "") == name.lower().replace("_", "")
    )
    assert package.validate(f"defaults: [{option}]\n") == []
    (problem,) = package.validate(f"defaults: [{option}]\nx: 1\n")
    assert problem.message == f"'x' is not a field of {name}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "conf/experiment.yaml": EXPERIMENT.format(entry=OURS[0]),
        "conf/wrong.yaml": EXPERIMENT.format(entry=OURS[0]).replace("output_dim", "outputdim"),
        "conf/backbone/mine.yaml": OF_THE_GROUP,
        "conf/backbone/root.yaml": "_target_: clbackbones.MLP\ninput_dim: x\nhidden_dims: []\noutput_dim: 1\n",
        "conf/cl_algorithm/hat.yaml": "_target_: clbackbones.clarena.HAT\nadjustment_mode: hat\n",
        "conf/restored.yaml": "backbone:\n  _target_: clbackbones.restore\n  path: backbone.pt\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("key", [[], ["--key", "backbone"]])
def test_a_folder_of_hydra_s_is_checked_with_and_without_a_key(key: list[str]) -> None:
    run = clbackbones("validate", "conf", *key)
    places = [line.split(" ")[0] for line in run.out.splitlines() if line.startswith("conf")]
    assert places == ["conf/wrong.yaml:11:3:", "conf/backbone/root.yaml:2:12:"]
    assert run.out.splitlines()[-1] == "2 problems in 2 of 4 files, 2 other files skipped"


@pytest.mark.usefixtures("folder")
def test_what_is_no_backbone_is_refused_where_it_is_asked_for() -> None:
    assert clbackbones("validate", "conf/restored.yaml", "--key", "backbone").status == 1
