"""A pass never changes the module: threads may run any stages of one backbone at once, as servers and evaluators do."""

import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones
from clbackbones_runtime.layers.task_norms import TaskBatchNorm
from clbackbones_runtime.mechanisms.stored_tasks import StoredTasks

from .backbones import SMALLEST, normalized, small_config
from .forward_pass import live_through_a_task, random_input, stage_arguments

THREADS = 8
PASSES = 12


def passes(backbone: Any, input: Tensor) -> dict[str, Callable[[], list[Tensor]]]:
    """Each stage: what a pass computes, the features with backups included."""

    def run(stage: str) -> list[Tensor]:
        feature, *rest = backbone(input, **stage_arguments(backbone, stage))
        backups: dict[int, Tensor] = rest[0] if stage == "train_with_backup" else {}
        return [feature, *backups.values()]

    return {stage: lambda stage=stage: run(stage) for stage in backbone.stages}


@pytest.mark.parametrize("name", SMALLEST)
def test_threads_run_any_stages_at_once(name: str) -> None:
    torch.manual_seed(0)
    backbone = small_config(name, **normalized(name, on=True)).build()
    live_through_a_task(backbone)
    backbone.eval()  # in training mode the statistics of norms move
    stages = passes(backbone, random_input(backbone, batch=4))
    expected = {stage: run() for stage, run in stages.items()}
    parameters = dict(backbone.named_parameters())
    wrong: list[str] = []

    def work(first: int) -> None:
        for index in range(first, first + PASSES):
            stage = list(stages)[index % len(stages)]
            if not all(map(torch.equal, stages[stage](), expected[stage])):
                wrong.append(stage)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert all(parameter is parameters[key] for key, parameter in backbone.named_parameters())


SetUpAndListed = tuple[Callable[[int], object], Callable[[], object]]
"""What sets a task up, and what passes ask for of all tasks."""


def stored_tasks() -> SetUpAndListed:
    tasks = StoredTasks()
    return lambda task_id: tasks.make_room(task_id, {}), lambda: tasks.ids


def norms() -> SetUpAndListed:
    norm = TaskBatchNorm(1, fixed=True)
    return norm.setup_task_id, norm.given_by


def backups() -> SetUpAndListed:
    backbone = clbackbones.AmnesiacHATMLP(8, [8], 8)

    def add(task_id: int) -> None:
        backbone.backup_backbones[str(task_id)] = nn.Identity()

    return add, lambda: backbone.backup_task_ids


@pytest.mark.parametrize("kind", [stored_tasks, norms, backups])
def test_tasks_are_listed_while_another_thread_sets_one_up(
    kind: Callable[[], SetUpAndListed],
) -> None:
    (add, listed), before = kind(), sys.getswitchinterval()
    add(0)
    sys.setswitchinterval(1e-6)
    try:
        setting_up = threading.Thread(target=lambda: [add(task_id) for task_id in range(1, 1000)])
        setting_up.start()
        while setting_up.is_alive():
            listed()
        setting_up.join()
    finally:
        sys.setswitchinterval(before)


def test_backups_are_part_of_what_threads_run() -> None:
    torch.manual_seed(0)
    backbone = clbackbones.AmnesiacHATMLP(8, [8], 8)
    live_through_a_task(backbone)
    backbone.eval()
    assert backbone.backup_task_ids
    assert len(passes(backbone, random_input(backbone, batch=2))["train_with_backup"]()) > 1
