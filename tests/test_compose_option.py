"""`clbackbones validate --compose`: Hydra composes, and every problem names the file or the override it comes from."""

import importlib.util
import json
import re
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from .command_line import clbackbones
from .test_whole_projects import HAT_MLP, SOUND, write

TRAIN = """\
defaults:
  - backbone: hat_mlp
  - experiment: null
  - _self_
hydra:
  searchpath: [pkg://clbackbones.conf]
backbone:
  dropout: 0.1
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write({**SOUND, "train.yaml": TRAIN})


def compose(*arguments: str) -> tuple[list[str], int]:
    run = clbackbones("validate", "--compose", "configs", "-cn", "train", *arguments)
    assert run.err == ""
    lines = [line for line in run.out.splitlines() if " | " not in line]
    return [line.partition("; ")[0] for line in lines[:-1]] or lines, run.status


@pytest.mark.parametrize(
    "arguments", [[], ["backbone=cl_mlp"], ["experiment=cl"], ["--key", "backbone"], ["backbone=mlp"]]
)
def test_what_hydra_composes_is_checked(arguments: list[str]) -> None:
    assert compose(*arguments) == (["1 file valid"], 0)


def test_a_problem_is_in_the_file_that_its_value_comes_from() -> None:
    write({"backbone/hat_mlp.yaml": HAT_MLP.replace("sigmoid", "sigmod")})
    write({"experiment/x.yaml": "# @package _global_\nbackbone:\n  hidden_dims: [0]\n"})
    assert compose("experiment=x") == (
        [
            "configs/backbone/hat_mlp.yaml:5:7: 'gate' is the string 'sigmod', not one of its choices",
            "configs/experiment/x.yaml:3:17: 'hidden_dims[0]' is 0, below 1",
        ],
        1,
    )


def test_an_override_is_named() -> None:
    assert compose("+backbone.biass=true", "backbone.dropout=1.5") == (
        [
            "override '+backbone.biass=true': 'biass' is not a field of HATMaskMLP",
            "override 'backbone.dropout=1.5': 'dropout' is 1.5, not below 1",
        ],
        1,
    )
    assert compose("~backbone.hidden_dims") == (["configs/train.yaml:8:3: 'hidden_dims' is missing"], 1)
    run = clbackbones("validate", "--compose", "configs", "-cn", "train", "backbone.dropout=2", "--format", "json")
    (file,) = json.loads(run.out)["files"]
    (problem,) = file["problems"]
    assert (problem["path"], problem["line"], problem["pointer"]) == (
        "override 'backbone.dropout=2'",
        None,
        "/backbone/dropout",
    )


def test_the_only_primary_config_needs_no_name() -> None:
    Path("configs/entrance.yaml").unlink()
    assert clbackbones("validate", "--compose", "configs").out == "1 file valid\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("backbone: {dropout: ${x}}\n", r"while parsing a flow mapping .*train.yaml\", line 1"),
        ("dropout: 1\ndropout: 2\n", "found duplicate key dropout"),
        ("a: !!python/name:os.system\n", "could not determine a constructor for the tag"),
        ("a: \0\n", "special characters are not allowed"),
        ("<<: 3\n", "expected a mapping or list of mappings for merging"),
        ("hydra: null\nbackbone: {}\n", "AttributeError: "),
        ("defaults:\n  - train\n", "leads back to itself"),
        ("a: &x [*x]\n", "leads back to itself"),
        (f"a: {'[' * 2000}{']' * 2000}\n", "is nested too deep"),
    ],
)
def test_whatever_hydra_stumbles_over_is_told_in_a_line(text: str, reason: str) -> None:
    write({"train.yaml": text})
    run = clbackbones("validate", "--compose", "configs", "-cn", "train")
    assert re.search(f"^clbackbones: Hydra cannot compose 'train': .*{reason}", run.err)
    assert (run.err.count("\n"), run.out, run.status) == (1, "", 2)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--compose", "configs"], "say which config Hydra is to compose: --config-name one of 'entrance' or 'train'"),
        (["--compose", "nowhere"], "--compose nowhere: there is no such folder"),
        (["--compose", "configs", "-cn", "trian"], "Hydra cannot compose 'trian': Cannot find primary config 'trian'"),
        (["--compose", "configs", "-cn", "train", "backbone=x"], "Could not find 'backbone/x'"),
        (["--compose", "configs", "-cn", "train", "a=b=["], "Hydra cannot compose 'train': "),
        (["--compose", "configs", "-cn", "train", "nothing=1"], "Could not override 'nothing'"),
        (["--compose", "configs", "-cn", "train", "--key", "model"], "there is no 'model' in what Hydra composes"),
        (["--compose", "no\nwhere"], r"--compose no\nwhere: there is no such folder"),
        (["--compose", "configs", "-cn", "tr\nain"], r"Hydra cannot compose 'tr\nain': "),
        (["--compose", "configs", "-cn", "train", "--key", "mo\ndel"], r"there is no 'mo\ndel' in what Hydra composes"),
        (["-cn", "train", "configs"], "--config-name goes with --compose FOLDER"),
    ],
)
def test_what_cannot_be_composed_is_explained_in_a_line(arguments: list[str], reason: str) -> None:
    run = clbackbones("validate", *arguments)
    assert reason in run.err
    assert "Traceback" not in run.err
    assert len([line for line in run.err.splitlines() if not line.startswith("usage: ")]) == 1
    assert run.status == 2


def test_without_hydra_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "hydra" else find_spec(name, package)

    monkeypatch.setattr("clbackbones_runtime.cli.hydra_composition.find_spec", without)
    run = clbackbones("validate", "--compose", "configs", "-cn", "train")
    assert run.err == "clbackbones: --compose needs Hydra: pip install 'clbackbones[hydra]'\n"
    assert (run.out, run.status) == ("", 2)
