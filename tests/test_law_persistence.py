"""Law 5: saved after any number of tasks and loaded into a fresh object, a backbone computes the same for each."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

import clbackbones
from clbackbones_runtime.testing.laws import persistence
from clbackbones_runtime.testing.passes import learned, random_input, store_task, stored_outputs, train_forward

from .backbones import MASKED, PAIRS, SMALLEST, normalized, small_config

TASKS = [
    pytest.param(name, number, norm, id=f"{name}, {number} tasks{', norm' * norm}")
    for name in PAIRS
    for number in (0, 1, 2, 3)
    for norm in (False, True)
    if (number != 2 if name in SMALLEST else number == 2 and norm)  # of large networks, as few as are several
]


@pytest.mark.parametrize(("name", "tasks", "norm"), TASKS)
def test_a_fresh_object_computes_the_same(name: str, tasks: int, norm: bool, tmp_path: Path) -> None:
    torch.manual_seed(0)
    persistence(small_config(name, stem="cifar", **normalized(name, on=norm)), tmp_path, tasks)


@pytest.mark.parametrize("name", MASKED)
def test_a_restored_backbone_goes_on_learning(name: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    backbone = learned(small_config(name, stem="cifar", **normalized(name, on=True)), 1)
    clbackbones.save(backbone, tmp_path / "backbone.pt")
    restored = clbackbones.restore(tmp_path / "backbone.pt").train()
    input = random_input(backbone, batch=4, size=16)
    before = stored_outputs(restored, input)[7]
    optimizer = torch.optim.SGD(restored.parameters(), lr=0.1, weight_decay=0.1)
    restored.protect(optimizer)
    restored.train().setup_task_id(8)
    train_forward(restored, input)[0].sum().backward()
    optimizer.step()
    store_task(restored)
    assert torch.equal(stored_outputs(restored, input)[7], before)
    assert not torch.equal(stored_outputs(restored, input)[8], before)


@pytest.mark.parametrize("name", MASKED)
@pytest.mark.parametrize("inside", [False, True])
def test_a_state_dict_that_does_not_fit_leaves_no_tasks(name: str, inside: bool) -> None:
    source = small_config(name, **normalized(name, True)).build()
    source.setup_task_id(1)
    store_task(source)
    fields: dict[str, Any] = {"input_dim": 7, "input_channels": 7}
    other = small_config(name, **fields, **normalized(name, True)).build()
    target = nn.ModuleDict({"backbone": other}) if inside else other
    state = source.state_dict(prefix="backbone." if inside else "")
    with pytest.raises(RuntimeError, match="size mismatch"):
        target.load_state_dict(state)
    assert (other.task_id, other.processed_task_ids, other.stored_task_ids) == (None, [], [])
    other.setup_task_id(1)
