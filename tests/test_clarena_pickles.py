"""Whole models that CLArena's `SaveModels` pickled become checkpoints that compute the same for every task."""

import importlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones
from clbackbones import CATALOG, CheckpointError
from clbackbones_runtime.checkpoint.conversion import convert

from . import clarena_package
from .command_line import clbackbones as run

MLP: dict[str, Any] = {"input_dim": 20, "hidden_dims": [12, 16], "output_dim": 8}
INPUT = torch.randn(5, 20, generator=torch.Generator().manual_seed(0))


class Algorithm(nn.Module):
    """Stands for an algorithm of CLArena's, which has a backbone, heads, and WSN's masks."""

    def __init__(self, backbone: nn.Module) -> None:
        super().__init__()
        self.backbone = backbone
        self.heads = nn.ModuleDict({"1": nn.Linear(8, 2)})


def theirs(name: str, **fields: Any) -> Any:
    torch.manual_seed(0)
    return getattr(clarena_package.backbones(), name)(**{**MLP, **fields})


def hat(norm: str | None, **fields: Any) -> Algorithm:
    backbone = theirs("HATMaskMLP", gate="sigmoid", batch_normalization=norm, **fields)
    for task_id in (2, 1):
        backbone.setup_task_id(task_id)
        backbone.initialize_task_embedding("N01")
        backbone.initialize_independent_bn()
        backbone.train()(torch.randn(9, 20), stage="train", s_max=400.0, batch_idx=2, num_batches=3)
        backbone.store_mask()
        backbone.store_bn()
    backbone.setup_task_id(3)
    return Algorithm(backbone)


def wsn(bias: bool) -> Algorithm:
    algorithm: Any = Algorithm(theirs("WSNMaskMLP", bias=bias))
    algorithm.weight_masks, algorithm.bias_masks = {}, {}
    for task_id in (2, 1):
        algorithm.backbone.setup_task_id(task_id)
        algorithm.backbone.initialize_parameter_score("default")
        masks = algorithm.backbone.get_mask("train", mask_percentage=0.5)
        algorithm.weight_masks[task_id], algorithm.bias_masks[task_id] = masks
    return algorithm


MODELS: dict[str, Callable[[], Algorithm]] = {
    "HAT": lambda: hat(None),
    "HAT with other activations": lambda: hat(None, activation_layer=nn.Tanh, dropout=0.25, bias=False),
    "HAT with norms per task": lambda: hat("independent"),
    "WSN": lambda: wsn(True),
    "WSN without biases": lambda: wsn(False),
    "finetuning": lambda: Algorithm(theirs("CLMLP", activation_layer=nn.Sigmoid)),
}


def features(algorithm: Any, task_id: int) -> Tensor:
    arguments: dict[str, Any] = {"test_task_id": task_id}
    if hasattr(algorithm, "weight_masks"):
        arguments = {
            "mask_percentage": 0.5,
            "test_mask": (algorithm.weight_masks[task_id], algorithm.bias_masks[task_id]),
        }
    with torch.no_grad():
        return algorithm.backbone.eval()(INPUT, stage="test", **arguments)[0]


@pytest.mark.parametrize("model", MODELS)
def test_masks_norms_and_tasks_are_carried_over(model: str, tmp_path: Path) -> None:
    algorithm = MODELS[model]()
    torch.save(algorithm, tmp_path / "cl_model.pth")
    found = convert(CATALOG, tmp_path / "cl_model.pth", tmp_path / "out.pt", trust=True)
    restored = clbackbones.restore(tmp_path / "out.pt").eval()
    original: Any = algorithm.backbone
    assert type(restored).__name__ == type(original).__name__
    assert restored.processed_task_ids == original.processed_task_ids
    assert restored.task_id == (original.task_id if original.processed_task_ids else None)
    assert set(found.undecided) <= {"carry_over_scores"}
    assert found.others == ()
    if not original.processed_task_ids:
        wanted = original.eval()(INPUT)[0]
        torch.testing.assert_close(restored(INPUT)[0], wanted)
    for task_id in (1, 2) if original.processed_task_ids else ():
        with torch.no_grad():
            ours = restored(INPUT, "test", test_task_id=task_id)[0]
        torch.testing.assert_close(ours, features(algorithm, task_id))
    state = restored.state_dict()
    for key, value in original.state_dict().items():
        assert key not in state or torch.equal(state[key], value)


def test_a_model_of_ours_is_saved_as_it_is(tmp_path: Path) -> None:
    backbone: Any = clbackbones.WSNMaskMLP(**MLP, activation_layer="GELU")
    backbone.setup_task_id(4)
    backbone.store_mask(0.3)
    torch.save({"model": Algorithm(backbone), "epoch": 3}, tmp_path / "whole.pth")
    outcome = run("convert", str(tmp_path / "whole.pth"), str(tmp_path / "out.pt"), "--trust")
    assert outcome.status == 0, outcome.err
    restored = clbackbones.restore(tmp_path / "out.pt")
    assert restored.config == backbone.config
    assert torch.equal(*(module(INPUT, "test", test_task_id=4)[0] for module in (backbone, restored)))


class Marking:
    def __reduce__(self) -> Any:
        return importlib.import_module, ("this_module_runs_when_it_is_imported",)


def test_nothing_is_unpickled_without_trust(tmp_path: Path) -> None:
    for content in (Algorithm(nn.Linear(2, 2)), {"model": Marking()}):
        torch.save(content, tmp_path / "whole.pth")
        outcome = run("convert", str(tmp_path / "whole.pth"), str(tmp_path / "out.pt"))
        assert outcome.status == 2
        assert "something else than tensors and plain values" in outcome.err
        assert "is read with --trust (trust=True) by those who trust it" in outcome.err
        assert "this_module_runs" not in outcome.err


def test_classes_that_are_not_here_are_named(tmp_path: Path) -> None:
    torch.save({"model": Marking()}, tmp_path / "whole.pth")
    with pytest.raises(CheckpointError, match="No module named 'this_module_runs_when_it_is_imported'"):
        convert(CATALOG, tmp_path / "whole.pth", tmp_path / "out.pt", trust=True)


def test_what_would_compute_something_else_is_refused(tmp_path: Path) -> None:
    # There the mask stands before the activation, which makes 0.5 of 0.
    algorithm = hat(None, activation_layer=nn.Sigmoid)
    torch.save(algorithm, tmp_path / "cl_model.pth")
    with pytest.raises(CheckpointError, match=r"of task 2 a HATMaskMLP would compute other features, which differ by"):
        convert(CATALOG, tmp_path / "cl_model.pth", tmp_path / "out.pt", trust=True)
    assert not (tmp_path / "out.pt").exists()


# state dicts inside of what training programs write

WRAPPED: dict[str, Callable[[dict[str, Tensor]], Any]] = {
    "a tutorial's": lambda state: {"epoch": 3, "model_state_dict": state, "loss": torch.tensor(0.1)},
    "net": lambda state: {"net": state, "acc": 0.9},
    "a key of its own": lambda state: {"student": state, "step": 7},
    "Lightning's": lambda state: {
        "state_dict": {f"model.backbone.{key}": value for key, value in state.items()} | {"model.head.x": INPUT},
        "optimizer_states": [],
    },
    "compiled, in several processes": lambda state: {f"module._orig_mod.{key}": value for key, value in state.items()},
}


@pytest.mark.parametrize("name", ["HATMaskMLP", "WSNMaskMLP", "AmnesiacHATMLP"])
@pytest.mark.parametrize("kind", WRAPPED)
def test_a_state_dict_of_ours_is_found_with_all_that_it_holds(kind: str, name: str, tmp_path: Path) -> None:
    backbone: Any = getattr(clbackbones, name)(**MLP)
    backbone.setup_task_id(7)
    backbone.store_mask(*([0.5] if name.startswith("WSN") else []))
    if "Amnesiac" in name:
        backbone.instantiate_backup_backbones([7])
    torch.save(WRAPPED[kind](backbone.state_dict()), tmp_path / "in.pt")
    convert(CATALOG, tmp_path / "in.pt", tmp_path / "out.pt", fields={"_target_": f"clbackbones.{name}"})
    restored = clbackbones.restore(tmp_path / "out.pt")
    assert restored.stored_task_ids == [7]
    assert all(torch.equal(value, restored.state_dict()[key]) for key, value in backbone.state_dict().items())


@pytest.mark.parametrize("kind", WRAPPED)
def test_pretrained_weights_are_found_there_too(kind: str, tmp_path: Path) -> None:
    state = clbackbones.ResNet18(3).state_dict()
    torch.save(WRAPPED[kind](state), tmp_path / "in.pt")
    again = clbackbones.ResNet18(3, pretrained_weights=tmp_path / "in.pt").state_dict()
    assert torch.equal(again["conv5x.1.conv2.weight"], state["conv5x.1.conv2.weight"])


FAULTS: dict[str, tuple[Any, str]] = {
    "no tensors": ({"epoch": 3, "log": ["a"]}, "holds no state dict, but epoch, log; save the state dict itself"),
    "two": (
        {"student": {"fc.weight": INPUT}, "teacher": {"fc.weight": INPUT}},
        "holds no state dict, but student, teacher",
    ),
    "many": (
        {f"a_setting_of_the_training_program_{number}": number for number in range(300)},
        "holds no state dict, but a_setting_of_the_traini…, a_setting_of_the_traini…, a_setting_of_the_traini…, "
        "a_setting_of_the_traini…, a_setting_of_the_traini…, and 295 more; save",
    ),
    "a list": ([INPUT], "holds no state dict, but a list"),
    "more": (
        {"state_dict": {"fc.weight": INPUT}, "config": clbackbones.MLPConfig(**MLP)},
        "MLPConfig beside or instead of it",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_keys_that_are_there_are_named(fault: str, tmp_path: Path) -> None:
    content, said = FAULTS[fault]
    torch.save(content, tmp_path / "in.pt")
    with pytest.raises(CheckpointError, match=re.escape(said)):
        convert(CATALOG, tmp_path / "in.pt", tmp_path / "out.pt")
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        clbackbones.ResNet18(3, pretrained_weights=tmp_path / "in.pt")
    assert "truncated" not in str(caught.value)


def test_a_file_of_save_is_no_state_dict(tmp_path: Path) -> None:
    clbackbones.save(clbackbones.ResNet18(3), tmp_path / "own.pt")
    with pytest.raises(ValueError, match=r"own\.pt' was written by clbackbones\.save"):
        clbackbones.ResNet18(3, pretrained_weights=tmp_path / "own.pt")
