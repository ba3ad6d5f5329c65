"""A Hydra project as researchers have them: `validate` tells its real faults, each where it stands, and no others."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from .command_line import Run, clbackbones

INDEX = """\
# @package _global_
defaults:
  - /cl_dataset: permuted_mnist.yaml
  - /cl_algorithm: {algorithm}.yaml
  - /backbone: {backbone}.yaml
  - /callbacks: default
  - /metrics: acc
  - override /hydra/job_logging: default
  - _self_
expr_name: {algorithm}
train_tasks: 10
"""
HAT = INDEX.format(algorithm="hat", backbone="hat_mlp")
HAT_MLP = """\
_target_: clarena.backbones.HATMaskMLP
input_dim: 784
hidden_dims: [256, 100]
output_dim: 64
gate: sigmoid
dropout: null
"""
SOUND: Mapping[str, str] = {
    "entrance.yaml": "defaults:\n  - _self_\n  - index: ???\n  - hydra: default\nseed: 1\n",
    "train.yaml": "defaults:\n  - backbone: hat_mlp\n  - experiment: null\n  - optional local: default\n  - _self_\n",
    "backbone/hat_mlp.yaml": HAT_MLP,
    "backbone/cl_mlp.yaml": HAT_MLP.replace("HATMask", "CL").replace("gate: sigmoid\n", ""),
    "backbone/base.yaml": "input_dim: 784\noutput_dim: 64\n",
    "backbone/small.yaml": "defaults:\n  - base\n  - _self_\n_target_: clbackbones.CLMLP\nhidden_dims: [8]\n",
    "backbone/open.yaml": "_target_: clbackbones.CLMLP\nhidden_dims: [8]\ninput_dim: 784\n",
    "index/hat.yaml": HAT,
    "index/hat_wider.yaml": HAT + "backbone:\n  hidden_dims: [512]\n  dropout: 0.1\n",
    "index/open.yaml": INDEX.format(algorithm="ft", backbone="open") + "backbone:\n  output_dim: 64\n",
    "index/of_the_package.yaml": INDEX.format(algorithm="wsn", backbone="wsn_mask_mlp")
    + "backbone: {input_dim: 784, hidden_dims: [8], output_dim: 64}\n",
    "experiment/cl.yaml": "# @package _global_\ndefaults:\n  - override /backbone: cl_mlp\nbackbone:\n  dropout: 0.1\n",
    "experiment/deeper.yaml": "# @package _global_\nbackbone:\n  hidden_dims: [8, 8, 8]\n",
    "cl_dataset/permuted_mnist.yaml": "_target_: clarena.cl_datasets.PermutedMNIST\nroot: data\ninput_dim: 784\n",
    "cl_algorithm/hat.yaml": "_target_: clarena.cl_algorithms.HAT\nadjustment_mode: hat\ns_max: 400\n",
    "cl_algorithm/ft.yaml": "_target_: clarena.cl_algorithms.Finetuning\n",
    "cl_algorithm/wsn.yaml": "_target_: clbackbones.clarena.WSN\nmask_percentage: 0.3\n",
    "heads/default.yaml": "input_dim: 64\n",
    "callbacks/default.yaml": "- _target_: lightning.pytorch.callbacks.RichProgressBar\n",
    "callbacks/none.yaml": "[]\n",
    "metrics/acc.yaml": "- _target_: clarena.metrics.CLAccuracy\n  save_dir: ${output_dir}\n",
    "misc/empty.yaml": "",
    "misc/comment.yaml": "# nothing yet\n",
    "logs/version_0/hparams.yaml": "{}\n",
}
FAULTS: Mapping[str, tuple[str, list[str]]] = {
    "index/misspelt.yaml": (HAT + "backbone:\n  hiden_dims: [512]\n", ["index/misspelt.yaml:13:3"]),
    "index/wrong.yaml": (HAT + "backbone: {dropout: 1.5, gate: sigmoid}\n", ["index/wrong.yaml:12:21"]),
    "index/other_class.yaml": (
        HAT + "backbone:\n  _target_: clbackbones.CLMLP\n  dropout: 0.1\n",
        ["index/other_class.yaml:13:13"],
    ),
    "experiment/misspelt.yaml": (
        "# @package _global_\nbackbone:\n  hidden_dim: [8]\n",
        ["experiment/misspelt.yaml:3:3"],
    ),
    "experiment/other.yaml": (
        "# @package _global_\ndefaults:\n  - override /backbone: cl_mlp\nbackbone:\n  gate: sigmoid\n",
        ["experiment/other.yaml:5:3"],
    ),
    "backbone/wrong.yaml": (HAT_MLP.replace("sigmoid", "sigmod"), ["backbone/wrong.yaml:5:7"]),
    "backbone/short.yaml": (
        "_target_: clbackbones.CLMLP\nhidden_dims: [8]\noutput_dim: 2\n",
        ["backbone/short.yaml:1:1"],
    ),
    "deep/model/pair.yaml": (
        "teacher:\n  - _target_: clbackbones.MLP\n    input_dim: 3\n    hidden_dims: []\n    output_dim: x\n",
        ["deep/model/pair.yaml:5:17"],
    ),
}


def write(files: Mapping[str, str], folder: str = "configs") -> None:
    for name, text in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(SOUND)


def places(run: Run) -> list[str]:
    return [line.split(": ")[0].removeprefix("configs/") for line in run.out.splitlines() if line.startswith("configs")]


@pytest.mark.parametrize("key", [[], ["--key", "backbone"]])
@pytest.mark.parametrize("folder", ["configs", "."])
def test_a_sound_project_has_no_problem(key: list[str], folder: str) -> None:
    run = clbackbones("validate", folder, *key)
    assert (places(run), run.err, run.status) == ([], "", 0), run.out


@pytest.mark.parametrize("key", [[], ["--key", "backbone"]])
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands_and_no_other(name: str, key: list[str]) -> None:
    text, expected = FAULTS[name]
    write({name: text})
    run = clbackbones("validate", "configs", *key)
    if key and name == "deep/model/pair.yaml":  # its backbones are under another key
        expected = []
    assert places(run) == expected, run.out
    assert run.status == int(bool(expected))


def test_all_faults_are_told_at_once() -> None:
    write({name: text for name, (text, _) in FAULTS.items()})
    run = clbackbones("validate", "configs", "--format", "json")
    found = json.loads(run.out)["files"]
    told = [
        f"{p['path']}:{p['line']}:{p['column']}".removeprefix("configs/") for each in found for p in each["problems"]
    ]
    assert sorted(told) == sorted(place for _, expected in FAULTS.values() for place in expected)


@pytest.mark.parametrize("name", [name for name in SOUND if name.startswith(("index", "experiment"))])
def test_every_experiment_can_be_checked_alone(name: str) -> None:
    run = clbackbones("validate", f"configs/{name}", "--key", "backbone")
    assert (run.out, run.status) == ("1 file valid\n", 0)


@pytest.mark.parametrize("name", [name for name in SOUND if name.startswith("backbone")])
def test_what_a_config_of_the_group_leaves_to_others_is_no_fault(name: str) -> None:
    assert clbackbones("validate", "configs").status == 0
    if name not in ("backbone/open.yaml",):  # whose user is in another folder, which nobody named
        assert clbackbones("validate", f"configs/{name}").status == 0


@pytest.mark.parametrize("name", ["callbacks/default.yaml", "misc/empty.yaml", "logs/version_0/hparams.yaml"])
def test_what_is_named_must_be_a_backbone(name: str) -> None:
    assert clbackbones("validate", f"configs/{name}").status == 1


def test_a_fault_of_the_group_is_told_once_for_all_that_use_it() -> None:
    write({"backbone/hat_mlp.yaml": HAT_MLP.replace("sigmoid", "sigmod")})
    assert places(clbackbones("validate", "configs")) == ["backbone/hat_mlp.yaml:5:7"]
    run = clbackbones("validate", "configs/index/hat.yaml", "--key", "backbone")
    assert places(run) == ["backbone/hat_mlp.yaml:5:7"]
    assert "    5 | gate: sigmod\n" in run.out


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HAT.replace("hat_mlp.yaml", "${model}"), "the option of '/backbone' is '${model}'"),
        (HAT.replace("hat_mlp.yaml", "???"), "the option of 'backbone' is given when the program is run"),
        (HAT.replace("hat_mlp.yaml", "hat_mpl.yaml"), "there is no config 'backbone/hat_mpl.yaml' here"),
        (
            HAT.replace("  - override", "  - /base_of_the_program\n  - override"),
            "there is no config 'base_of_the_program' here",
        ),
        ("# @package _global_\nbackbone:\n  dropout: 0.1\n", "the class of this backbone is in no file here"),
    ],
)
def test_what_only_hydra_knows_is_told_to_be_unchecked(text: str, reason: str) -> None:
    write({"unknown/index.yaml": text + ("" if "backbone:\n" in text else "backbone:\n  dropout: 0.1\n")})
    for name in ("train", "experiment/cl", "experiment/deeper"):
        Path(f"configs/{name}.yaml").unlink()
    run = clbackbones("validate", "configs")
    assert f": not checked: {reason}; " in run.out
    assert (run.status, run.out.splitlines()[-1].partition(", 1 file not checked")[1]) == (0, ", 1 file not checked")
    run = clbackbones("validate", "configs", "--format", "json")
    assert {each["path"]: each["status"] for each in json.loads(run.out)["files"]}[
        "configs/unknown/index.yaml"
    ] == "unchecked"
    assert "::notice file=configs/unknown/index.yaml," in clbackbones("validate", "configs", "--format", "github").out


def test_one_mistake_is_one_problem_whatever_the_class() -> None:
    train = SOUND["train.yaml"] + "backbone:\n  drpout: 0.1\n"
    write({"train.yaml": train})
    assert places(clbackbones("validate", "configs")) == ["train.yaml:7:3"]


def test_configs_may_go_to_any_package() -> None:
    entries = "  - backbone@model.encoder: hat_mlp\n  - backbone@model.teacher: mlp\n  - experiment: null\n  - _self_\n"
    teacher = "model:\n  teacher: {input_dim: 1, hidden_dims: [2], output_dim: 3}\n"
    write({"config.yaml": f"defaults:\n{entries}{teacher}"}, "lab")
    write({"backbone/hat_mlp.yaml": HAT_MLP}, "lab")
    experiment = "# @package _global_\ndefaults:\n  - override /backbone@model.encoder: wsn_mask_mlp\n"
    write(
        {"experiment/a.yaml": experiment + "model: {encoder: {gate: sigmoid, input_dim: 1, hidden_dims: []}}\n"}, "lab"
    )
    write({"experiment/b.yaml": "# @package _global_\nmodel:\n  teacher:\n    dropout: 7\n"}, "lab")
    write({"model/c.yaml": "teacher:\n  dropout: 8\n"}, "lab")
    run = clbackbones("validate", "lab")
    told = [line.partition("; ")[0] for line in run.out.splitlines() if line.startswith("lab")]
    assert told == [
        "lab/experiment/a.yaml:4:19: 'gate' is not a field of WSNMaskMLP",
        "lab/experiment/b.yaml:4:14: 'dropout' is 7, not below 1",
        "lab/model/c.yaml:2:12: 'dropout' is 8, not below 1",
    ]


def test_an_override_that_nothing_takes_is_told_where_it_stands() -> None:
    write({"config.yaml": "defaults:\n  - experiment: null\n  - _self_\nbackbone: {dropout: 0.1}\n"}, "lab")
    write({"experiment/a.yaml": "# @package _global_\ndefaults:\n  - _self_\n  - override /backbone: mlp\n"}, "lab")
    run = clbackbones("validate", "lab/experiment/a.yaml", "--key", "backbone")
    assert run.out.startswith(
        "lab/experiment/a.yaml:4:5: not checked: no defaults list has an entry 'backbone' to override"
    )


def test_a_list_that_would_be_composed_into_the_whole_hides_nothing() -> None:
    write({"callbacks/default.yaml": "# @package _global_\n- _target_: lightning.pytorch.callbacks.RichProgressBar\n"})
    run = clbackbones("validate", "configs/index/hat.yaml", "--key", "backbone")
    assert "'callbacks/default' is no mapping, and Hydra cannot compose it with others" in run.out
    assert run.status == 1


def test_a_fault_that_nothing_unknown_can_mend_is_told_nevertheless() -> None:
    text = "defaults: [base_of_the_program, _self_]\nbackbone:\n  _target_: clbackbones.MLP\n  dropout: 2\n"
    write({"main.yaml": text}, "lab")
    run = clbackbones("validate", "lab/main.yaml", "--key", "backbone")
    assert [line.split(": ")[0] for line in run.out.splitlines() if line.startswith("lab")] == [
        "lab/main.yaml:1:12",
        "lab/main.yaml:4:12",
    ]
    assert run.status == 1
