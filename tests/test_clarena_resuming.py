"""Training that goes on from a checkpoint of Lightning, with CLArena's algorithms or ours: nothing is lost unsaid."""

import importlib
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from torch import Tensor

from . import clarena_package

pytestmark = pytest.mark.filterwarnings("ignore:.*LeafSpec.* is deprecated:FutureWarning")

MLP: dict[str, Any] = {"input_dim": 20, "hidden_dims": [16, 16], "output_dim": 8}
HAT: dict[str, Any] = {"s_max": 400.0, "clamp_threshold": 50.0, "mask_sparsity_reg_factor": 0.75}
FINE: dict[str, Any] = {
    "importance_type": "output_weight_abs_sum_x_activation_abs",
    "importance_summing_strategy": "add_average",
    "importance_scheduler_type": "sparsity_reg",
    "neuron_to_weight_importance_aggregation_mode": "mean",
}
SETTINGS: dict[str, dict[str, Any]] = {
    "HAT": {**HAT, "adjustment_mode": "hat"},
    "AdaHAT": {**HAT, "adjustment_mode": "adahat", "adjustment_intensity": 1e-6},
    "FGAdaHAT": {**HAT, **FINE, "adjustment_intensity": 1e-6},
    "WSN": {"mask_percentage": 0.5},
    "AmnesiacHAT": {
        **HAT,
        "architecture": "HAT",
        "adjustment_mode": "hat",
        "adjustment_intensity": 1e-6,
        "buffer_size": 4,
        "distillation_reg_factor": 0.0,
        "replay_ce_factor": 0.0,
        "if_replay": False,
    },
}
BACKBONES = {"WSN": "WSNMaskMLP", "AmnesiacHAT": "AmnesiacHATMLP"}
"""The drop-in of an algorithm; of all others, `HATMaskMLP`."""


@pytest.fixture(scope="module")
def drop_ins() -> ModuleType:
    clarena_package.backbones()
    return importlib.import_module("clbackbones.clarena")


def made(module: ModuleType, drop_ins: ModuleType, name: str, **fields: Any) -> Any:
    torch.manual_seed(0)
    backbone = getattr(drop_ins, BACKBONES.get(name, "HATMaskMLP"))(**MLP, **fields)
    heads = importlib.import_module("clarena.heads").HeadsTIL(input_dim=backbone.output_dim)
    algorithm = getattr(module, name)(backbone=backbone, heads=heads, **SETTINGS[name])
    algorithm.unlearnable_task_ids = []  # which the pipelines of CLArena say of AmnesiacHAT
    return algorithm


def data(task_id: int) -> list[tuple[Tensor, Tensor]]:
    draw = torch.Generator().manual_seed(task_id)
    return [(torch.randn(8, 20, generator=draw), torch.randint(0, 3, (8,), generator=draw)) for _ in range(3)]


def setup(algorithm: Any, task_id: int) -> None:
    optimizer = partial(torch.optim.Adam, lr=0.01)
    algorithm.setup_task_id(task_id=task_id, num_classes=3, optimizer=optimizer, lr_scheduler=None)


def fit(algorithm: Any, task_id: int, epochs: int, goes_on: Path | None = None) -> Any:
    trainer = importlib.import_module("lightning").Trainer(
        max_epochs=epochs,
        accelerator="cpu",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
    )
    batches: Any = data(task_id)
    loader: Any = torch.utils.data.DataLoader(batches, batch_size=None)
    trainer.fit(
        algorithm.train(), train_dataloaders=loader, val_dataloaders=loader, ckpt_path=goes_on, weights_only=False
    )
    return trainer


def logits(algorithm: Any, task_id: int) -> Tensor:
    with torch.no_grad():
        return algorithm.eval().forward(data(task_id)[0][0], stage="test", task_id=task_id)[0]


def interrupted(module: ModuleType, drop_ins: ModuleType, name: str, folder: Path) -> Any:
    """A new algorithm, ready to go on with task 2 from a checkpoint that was written after its first epoch."""
    first = made(module, drop_ins, name)
    setup(first, 1)
    fit(first, 1, 1)
    setup(first, 2)
    # Written in training, when the mask of task 2 is not stored yet.
    first.on_train_epoch_end = lambda: first.trainer.save_checkpoint(folder / "task2.ckpt")
    fit(first, 2, 1)
    again = made(module, drop_ins, name)
    for task_id in (1, 2):  # heads are made task by task
        setup(again, task_id)
    return again


def has(name: str) -> None:
    """Skips the test of an algorithm that the installed CLArena does not have."""
    if not hasattr(importlib.import_module("clarena.cl_algorithms"), name):
        pytest.skip(f"the installed CLArena has no {name}")


@pytest.mark.parametrize("name", ["HAT", "AdaHAT", "WSN", "AmnesiacHAT"])
def test_ours_go_on_as_if_nothing_had_been_in_between(drop_ins: ModuleType, name: str, tmp_path: Path) -> None:
    has(name)
    whole = made(drop_ins, drop_ins, name)
    for task_id, epochs in ((1, 1), (2, 2)):
        setup(whole, task_id)
        fit(whole, task_id, epochs)
    again = interrupted(drop_ins, drop_ins, name, tmp_path)
    fit(again, 2, 2, tmp_path / "task2.ckpt")
    for task_id in (1, 2):
        assert torch.equal(logits(again, task_id), logits(whole, task_id))


@pytest.mark.parametrize("name", ["HAT", "AdaHAT", "AmnesiacHAT"])
def test_theirs_cannot_forget_what_they_do_not_know(drop_ins: ModuleType, name: str, tmp_path: Path) -> None:
    has(name)
    theirs = importlib.import_module("clarena.cl_algorithms")
    again = interrupted(theirs, drop_ins, name, tmp_path)
    nothing = again.backbone.combine_masks((), "union")  # as CLArena's repository starts any algorithm made anew
    again.cumulative_mask_for_previous_tasks, again.summative_mask_for_previous_tasks = nothing, dict(nothing)
    with pytest.raises(RuntimeError, match=r"training would change tasks 1: .*train with that of clbackbones\.clarena"):
        fit(again, 2, 2, tmp_path / "task2.ckpt")


def test_fgadahat_says_what_it_would_not_know(drop_ins: ModuleType, tmp_path: Path) -> None:
    again = interrupted(drop_ins, drop_ins, "FGAdaHAT", tmp_path)
    with pytest.raises(RuntimeError, match="how important units are to the tasks 1 is no part of a state dict"):
        fit(again, 2, 2, tmp_path / "task2.ckpt")


def test_fgadahat_takes_any_task_ids(drop_ins: ModuleType) -> None:
    algorithm = made(drop_ins, drop_ins, "FGAdaHAT")
    assert algorithm.backbone.annealing == "paper"
    before = algorithm.backbone.fc[0].weight.detach().clone()
    setup(algorithm, 1)
    fit(algorithm, 1, 1)
    importance = algorithm.summative_importance_for_previous_tasks["fc/0"].clone()
    assert importance.any()
    setup(algorithm, 2)
    fit(algorithm, 2, 1)
    assert (algorithm.summative_importance_for_previous_tasks["fc/0"] > importance).any()
    assert not torch.equal(before, algorithm.backbone.fc[0].weight)
    for embedding in algorithm.backbone.task_embedding_t.values():
        assert embedding.weight.abs().max() <= 6


def test_amnesiac_hat_says_that_the_installed_clarena_has_none(drop_ins: ModuleType) -> None:
    if hasattr(importlib.import_module("clarena.cl_algorithms"), "AmnesiacHAT"):
        pytest.skip("it has")
    with pytest.raises(ImportError, match="the installed CLArena has no AmnesiacHAT"):
        drop_ins.AmnesiacHAT(drop_ins.AmnesiacHATMLP(**MLP), None)
