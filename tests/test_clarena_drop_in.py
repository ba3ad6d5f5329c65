"""`clbackbones.clarena`: classes of ours that are CLArena's as well."""

import copy
import importlib
import io
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from hydra.utils import instantiate
from omegaconf import OmegaConf
from torch import nn

import clbackbones
from clbackbones import CATALOG
from clbackbones_runtime.clarena.drop_in import config_of_ours

from . import clarena_package
from .backbones import CLASSES, clarena_bases, plain_class
from .specs import REMOVED, SpecCopy

pytestmark = pytest.mark.xdist_group("clarena drop in")

MLP: dict[str, Any] = {"input_dim": 20, "hidden_dims": [16, 16], "output_dim": 8}
TARGET = {"_target_": "clbackbones.clarena.HATMaskMLP"}


@pytest.fixture(scope="module")
def theirs() -> ModuleType:
    return clarena_package.backbones()


@pytest.fixture(scope="module")
def drop_ins(theirs: ModuleType) -> ModuleType:
    return importlib.import_module("clbackbones.clarena")


def fields(name: str) -> dict[str, Any]:
    return MLP if name.endswith("MLP") else {"input_channels": 3}


def test_they_are_of_networks_that_clarena_has() -> None:
    networks = {plain_class(name.removeprefix("clarena.")) for name in CATALOG.drop_in_names()}
    assert networks == {"MLP", *(f"ResNet{depth}" for depth in (18, 34, 50, 101, 152))}


@pytest.mark.parametrize("name", [name for name in CLASSES if CATALOG.backbone_class(name).drop_in() is not None])
def test_each_class_is_one_of_ours_and_one_of_theirs(drop_ins: ModuleType, theirs: ModuleType, name: str) -> None:
    drop_in = getattr(drop_ins, name)
    base = next(getattr(theirs, base) for base in clarena_bases(name) if hasattr(theirs, base))
    assert issubclass(drop_in, getattr(clbackbones, name))
    assert issubclass(drop_in, base)
    assert name in drop_ins.__all__
    assert drop_in.__qualname__ == name
    assert getattr(importlib.import_module(drop_in.__module__), name) is drop_in
    for alias in CATALOG.backbone_class(name).aliases:
        assert getattr(drop_ins, alias) is drop_in


@pytest.mark.parametrize("name", ["MLP", "CLMLP", "HATMaskMLP", "WSNMaskMLP", "HATMaskResNet18"])
def test_they_compute_and_hold_what_ours_do(drop_ins: ModuleType, name: str) -> None:
    layout = {} if name.endswith("MLP") else {"layout": "clarena"}
    torch.manual_seed(0)
    ours = getattr(clbackbones, name)(**fields(name), **layout)
    torch.manual_seed(0)
    drop_in = getattr(drop_ins, name)(**fields(name), disable_unlearning=True)
    assert drop_in.disable_unlearning is True
    assert config_of_ours(drop_in.config) == ours.config
    assert list(drop_in.state_dict()) == list(ours.state_dict())
    assert all(torch.equal(value, drop_in.state_dict()[key]) for key, value in ours.state_dict().items())
    assert isinstance(drop_in, nn.Module) and drop_in.weighted_layer_names == ours.weighted_layer_names


@pytest.mark.parametrize("name", ["CLMLP", "HATMaskMLP", "WSNMaskMLP", "HATMaskResNet18"])
def test_they_are_copied_and_pickled_whole(drop_ins: ModuleType, name: str) -> None:
    backbone = getattr(drop_ins, name)(**fields(name))
    backbone.setup_task_id(1)
    file = io.BytesIO()
    torch.save(backbone, file)
    file.seek(0)
    for other in (copy.deepcopy(backbone), torch.load(file, weights_only=False)):
        assert type(other) is type(backbone)
        assert other.task_id == 1 and other.processed_task_ids == [1]
        assert all(torch.equal(value, other.state_dict()[key]) for key, value in backbone.state_dict().items())


def test_annealing_is_theirs_unless_told_otherwise(drop_ins: ModuleType, theirs: ModuleType) -> None:
    backbone = drop_ins.HATMaskMLP(**MLP)
    source = theirs.HATMaskMLP(**MLP, gate="sigmoid")
    backbone.load_state_dict(source.state_dict())
    for batch_idx in range(4):
        arguments: dict[str, Any] = {"s_max": 400.0, "batch_idx": batch_idx, "num_batches": 4}
        torch.testing.assert_close(backbone.get_mask("train", **arguments), source.get_mask("train", **arguments))
    assert backbone.get_mask("train", s_max=400.0, batch_idx=0, num_batches=1)  # where theirs divides by zero
    paper = drop_ins.HATMaskMLP(**MLP, annealing="paper")
    ours = clbackbones.HATMaskMLP(**MLP)
    paper.load_state_dict(ours.state_dict())
    first: dict[str, Any] = {"s_max": 400.0, "batch_idx": 0, "num_batches": 4}
    assert torch.equal(paper.get_mask("train", **first)["fc/0"], ours.get_mask("train", **first)["fc/0"])


def test_their_spelling_and_wrong_arguments(drop_ins: ModuleType) -> None:
    assert drop_ins.CLMLP(**MLP, batch_normalisation=True).config.batch_normalization is True
    with pytest.raises(clbackbones.ConfigError, match=r"'annealing' is not a field of clarena\.CLMLP"):
        drop_ins.CLMLP(**MLP, annealing="paper")
    with pytest.raises(clbackbones.ConfigError, match="'annealing' is the string 'cosine', not one of") as caught:
        drop_ins.HATMaskMLP(**{**MLP, "output_dim": 0}, annealing="cosine", disable_unlearning=1)
    assert [problem.pointer for problem in caught.value.problems] == [
        "/output_dim",
        "/disable_unlearning",
        "/annealing",
    ]
    with pytest.raises(clbackbones.ConfigError, match=r"'hidden_dim' is not a field of clarena\.CLMLP"):
        drop_ins.CLMLP(**MLP, hidden_dim=3)
    with pytest.raises(clbackbones.ConfigError, match="needs layout torchvision, not clarena"):
        drop_ins.CLResNet18(3, pretrained_weights="DEFAULT")


YAML = """
_target_: clbackbones.clarena.HATMaskResNet18
input_channels: 3
batch_normalisation: independent
annealing: paper
disable_unlearning: true
"""


def test_a_file_means_the_same_to_hydra_to_load_and_to_validate(drop_ins: ModuleType) -> None:
    assert clbackbones.validate(YAML) == []
    config: Any = clbackbones.load(YAML)
    assert isinstance(config, clbackbones.HATMaskResNet18Config)
    with torch.device("meta"):
        made, built = instantiate(OmegaConf.create(YAML)), config.build()
    for backbone in (made, built):
        assert type(backbone) is drop_ins.HATMaskResNet18
        assert backbone.config == config
        assert (config.layout, backbone.annealing, backbone.disable_unlearning) == ("clarena", "paper", True)
    assert clbackbones.load(config.to_yaml()) == config


def test_a_pipeline_gives_what_the_file_leaves_out(drop_ins: ModuleType) -> None:
    text = "_target_: clbackbones.clarena.HATMaskMLP\ninput_dim: 20\nhidden_dims: [16, 16]\noutput_dim: 8\n"
    backbone = instantiate(OmegaConf.create(text), disable_unlearning=True)
    assert type(backbone) is drop_ins.HATMaskMLP
    assert (backbone.disable_unlearning, backbone.annealing) == (True, "clarena")


def test_faults_of_a_file_are_told_as_for_any_other(drop_ins: ModuleType) -> None:
    text = YAML.replace("annealing: paper", "anealing: paper").replace("18", "81").replace("true", "yess")
    (unknown,) = clbackbones.validate(text)
    assert "'clbackbones.clarena.HATMaskResNet18'" in str(unknown)
    said = [str(problem) for problem in clbackbones.validate(text.replace("81", "18"))]
    assert len(said) == 2
    assert "'anealing' is not a field of clarena.HATMaskResNet18; did you mean 'annealing'?" in said[0]
    assert "'disable_unlearning' is the string 'yess', not" in said[1]
    (needed,) = clbackbones.validate(f"{YAML}pretrained_weights: DEFAULT\n")
    assert "'pretrained_weights' needs layout torchvision, not clarena" in str(needed)
    assert clbackbones.validate(f"{YAML}pretrained_weights: DEFAULT\nlayout: torchvision\n") == []
    (plain,) = clbackbones.validate(
        "_target_: clbackbones.CLMLP\ninput_dim: 2\nhidden_dims: []\noutput_dim: 1\ndisable_unlearning: true"
    )
    assert "'disable_unlearning' is not a field of CLMLP" in str(plain)


def test_without_clarena_a_file_loads_and_only_building_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    without_clarena(monkeypatch)
    config = clbackbones.load(YAML)
    assert config.output_shape(3, 32, 32) == (512,)
    with pytest.raises(ImportError, match=r"needs CLArena: pip install 'clbackbones\[clarena\]'"):
        config.build()


def without_clarena(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if f"{name}.".startswith(("clbackbones.clarena.", "clarena."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "clarena", None)


def test_without_clarena_one_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without_clarena(monkeypatch)
    with pytest.raises(ImportError, match=r"needs CLArena: pip install 'clbackbones\[clarena\]'"):
        importlib.import_module("clbackbones.clarena")


def test_an_attribute_that_is_no_algorithm(drop_ins: ModuleType) -> None:
    with pytest.raises(AttributeError, match=r"module 'clbackbones\.clarena' has no attribute 'HATT'"):
        _ = drop_ins.HATT


@pytest.mark.parametrize("name", ["MLP", "CLMLP", "HATMaskMLP", "WSNMaskMLP", "AmnesiacHATMLP", "HATMaskResNet18"])
def test_one_that_is_saved_is_restored_as_what_it_was(drop_ins: ModuleType, name: str, tmp_path: Path) -> None:
    layout = {} if name.endswith("MLP") else {"layout": "torchvision"}
    backbone = getattr(drop_ins, name)(**fields(name), **layout, disable_unlearning=True)
    if name.startswith("HAT"):
        backbone.annealing = "paper"
    clbackbones.save(backbone, tmp_path / "backbone.pt")
    restored = clbackbones.restore(tmp_path / "backbone.pt")
    assert type(restored) is type(backbone)
    assert restored.config == backbone.current_config()
    assert restored.disable_unlearning is True
    assert getattr(restored, "annealing", None) == getattr(backbone, "annealing", None)
    assert list(restored.state_dict()) == list(backbone.state_dict())
    assert all(torch.equal(value, restored.state_dict()[key]) for key, value in backbone.state_dict().items())


def test_without_clarena_the_class_that_it_extends_is_restored(
    drop_ins: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clbackbones.save(drop_ins.HATMaskMLP(**MLP), tmp_path / "backbone.pt")
    without_clarena(monkeypatch)
    with pytest.warns(
        UserWarning, match=r"holds a clbackbones\.clarena\.HATMaskMLP.*pip install 'clbackbones\[clarena\]'"
    ):
        restored = clbackbones.restore(tmp_path / "backbone.pt")
    assert type(restored) is clbackbones.HATMaskMLP


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"config": {**MLP, "_target_": "os.system"}}, "of a package that is not known here"),
        ({"config": {**MLP, "_target_": "clbackbones.clarena.HAT"}}, "config that is not valid"),
        ({"config": {**MLP, "_target_": "clbackbones.drop_in.DropIn"}}, "config that is not valid"),
        ({"config": {**MLP, "_target_": "clbackbones.clarena.WSNMaskMLP"}}, "do not fit"),
        ({"config": {**MLP, **TARGET, "annealing": "cosine"}}, "not valid: 'annealing' is the string 'cosine'"),
        ({"config": {**MLP, **TARGET, "anealing": "paper"}}, "not valid: 'anealing' is not a field"),
    ],
)
def test_a_file_names_classes_of_ours_alone(
    drop_ins: ModuleType, change: dict[str, Any], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "backbone.pt"
    clbackbones.save(drop_ins.HATMaskMLP(**MLP), path)
    content = torch.load(path, weights_only=True)
    content.update(change)
    torch.save(content, path)
    with pytest.raises(clbackbones.CheckpointError, match=said):
        clbackbones.restore(path)


def test_the_module_follows_the_specification(tmp_path: Path) -> None:
    specification = SpecCopy.in_folder(tmp_path)
    specification.edit("mechanisms/hat_mask.json", {"/clarena/algorithms": ["HAT"]})
    specification.edit("mechanisms/wsn_mask.json", {"/clarena": REMOVED})
    specification.edit("mechanisms/cl.json", {"/clarena/variants": False})
    assert specification.compile().status == 0
    text = (specification.package / "clarena" / "__init__.py").read_text("utf-8")
    assert "import HAT as HAT" in text and "HATMaskMLP" in text and "CLMLP" in text
    assert "AdaHAT" not in text and "WSN" not in text and "CLResNet18" not in text


def test_where_clarena_has_no_class_ours_is_named() -> None:
    problem = "'clbackbones.clarena.WSNMaskResNet18' is not a backbone; did you mean 'clbackbones.WSNMaskResNet18'?"
    with pytest.raises(clbackbones.ConfigError, match=re.escape(problem)):
        clbackbones.load({"_target_": "clbackbones.clarena.WSNMaskResNet18", "input_channels": 3})


@pytest.mark.parametrize("name", ["CLMLP", "HATMaskMLP"])
def test_what_clarena_keeps_under_its_arguments_is_there(drop_ins: ModuleType, theirs: ModuleType, name: str) -> None:
    gate = {"gate": "sigmoid"} if name.startswith("HAT") else {}
    for more in ({}, {"dropout": 0.25}, {"activation_layer": None}):
        ours, other = getattr(drop_ins, name)(**MLP, **more), getattr(theirs, name)(**MLP, **more, **gate)
        for attribute in ("input_dim", "hidden_dims", "output_dim", "activation", "dropout", *gate):
            assert getattr(ours, attribute) == getattr(other, attribute), attribute
        assert bool(ours.batch_normalization) is bool(other.batch_normalization)
        assert ours.get_bn("train", None) is None
    if gate:
        input = torch.linspace(-3, 3, 7)
        wanted = theirs.HATMaskMLP(**MLP, **gate).gate_fn(input)
        torch.testing.assert_close(drop_ins.HATMaskMLP(**MLP).gate_fn(input), wanted)


@pytest.mark.parametrize("name", ["CLMLP", "CLResNet18", "HATMaskMLP", "HATMaskResNet18", "WSNMaskMLP"])
def test_norms_are_those_of_the_stage(drop_ins: ModuleType, name: str) -> None:
    masked = "Mask" in name
    backbone = getattr(drop_ins, name)(**fields(name), batch_normalization="independent" if masked else True)
    norms = backbone.get_bn("train", None)
    assert len(norms) == len([layer for layer in backbone.weighted_layer_names if "downsample" not in layer])
    if masked:
        backbone.setup_task_id(1)
        torch.nn.init.uniform_(norms[0].running_mean)
        backbone.store_bn()
        backbone.setup_task_id(2)
        stored = backbone.get_bn("test", 1)[0]
        assert torch.equal(stored.running_mean, backbone.get_bn("test", 1)[0].running_mean)
        assert stored.running_mean.any() and not norms[0].running_mean.any()


def test_units_are_not_masked_when_unlearning_is_measured_as_there(drop_ins: ModuleType, theirs: ModuleType) -> None:
    input = torch.randn(3, 20)
    for norm in (None, "independent"):
        backbone = drop_ins.HATMaskMLP(**MLP, batch_normalization=norm)
        for task_id in (1, 2):
            backbone.setup_task_id(task_id)
            backbone.store_mask()
        backbone.eval()
        feature, mask, _ = backbone(input, stage="unlearning_test")
        assert all(torch.equal(units, torch.ones_like(units)) for units in mask.values())
        # Also for a task that a network to compare with never learned.
        assert torch.equal(backbone(input, stage="unlearning_test", test_task_id=7)[0], feature)
        stored = drop_ins.HATMaskMLP(**MLP, batch_normalization=norm, unlearning_mask="stored").eval()
        stored.load_state_dict(backbone.state_dict())
        tested = stored(input, stage="unlearning_test", test_task_id=1)[0]
        assert torch.equal(tested, backbone(input, stage="test", test_task_id=1)[0])
    with pytest.raises(ValueError, match=r"whose mask is stored \(none\)"):
        clbackbones.HATMaskMLP(**MLP)(input, stage="unlearning_test", test_task_id=1)


@pytest.mark.parametrize("target", ["clbackbones.CLMLP", "clarena.backbones.CLMLP", "clbackbones.HATMaskMLP"])
def test_what_only_pipelines_give_names_the_class_that_takes_it(target: str) -> None:
    name = target.rpartition(".")[2]
    said = f"'disable_unlearning' is not a field of {name}; write '_target_: clbackbones.clarena.{name}'"
    with pytest.raises(clbackbones.ConfigError, match=re.escape(said)):
        clbackbones.load({"_target_": target, **MLP, "disable_unlearning": False})
    with pytest.raises(clbackbones.ConfigError, match=re.escape(said)):
        getattr(clbackbones, name)(**MLP, disable_unlearning=False)
