"""What the training helpers of HAT add to a step: protection, compensation and clamp of embeddings."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor

from tests.forward_pass import begin_task, train_forward

from .cases import image_case
from .measure import ROUNDS, SECONDS, Figure, Work, seconds

REACH: Mapping[str, tuple[float, float]] = {"imagenet": (5.0, 4.0), "cifar": (2.0, 2.0)}
"""Per stem, percent of a step: protection at any number of stored tasks; all helpers with one stored task."""

TASKS = (1, 3)
"""Numbers of stored tasks, each of which uses half of the units."""

SCHEDULE: Mapping[str, Any] = {"s_max": 400.0, "batch_idx": 0, "num_batches": 10}


def figures(device: torch.device) -> Iterator[Figure]:
    """The figures, one after the other."""
    for stem, (reach, reach_of_all) in REACH.items():
        case = image_case("HATMaskResNet18", stem)
        backbone = case.make().to(device)
        input = case.batch_for(backbone).to(device)
        for tasks in TASKS:
            store_up_to(backbone, tasks)
            shares = list(shares_of_steps(backbone, input))
            work = f"HATMaskResNet18, {stem} stem, {tasks} stored: protection"
            yield Figure(work=work, samples=[protection for protection, _ in shares], reach=reach, unit=" %")
            if tasks == 1:
                work = f"{work}, compensation, clamp"
                yield Figure(work=work, samples=[whole for _, whole in shares], reach=reach_of_all, unit=" %")


def shares_of_steps(backbone: Any, input: Tensor) -> Iterator[tuple[float, float]]:
    """Time of protection, and of all helpers together, in percent of the rest of the step that they are part of."""
    optimizer = torch.optim.SGD(backbone.parameters(), lr=1e-3)

    def gradients() -> None:
        optimizer.zero_grad()
        feature, _ = train_forward(backbone, input)
        feature.mean().backward()

    def embeddings() -> None:
        backbone.compensate_embedding_gradients(**SCHEDULE)
        backbone.clamp_embeddings()

    works: list[Work] = [
        gradients,
        embeddings,
        backbone.mask_gradients,
        optimizer.step,
        backbone.restore_weights,
    ]
    for work in works * 2:  # what is made once
        seconds(work, input.device)
    began = time.perf_counter()
    for index in range(ROUNDS[1]):
        if index >= ROUNDS[0] and time.perf_counter() - began > SECONDS:
            return
        backward, embedding, mask, update, restore = (seconds(work, input.device) for work in works)
        protection = 100 * (mask + restore) / (backward + update)
        yield protection, protection + 100 * embedding / (backward + update)


def store_up_to(backbone: Any, tasks: int) -> None:
    """Stores tasks that each use half of the units, drawn at random, and begins the next."""
    for task_id in range(len(backbone.stored_task_ids) + 1, tasks + 1):
        begin_task(backbone, task_id)
        for embedding in backbone.task_embedding_t.values():
            weight = embedding.weight.data
            weight.copy_(torch.randperm(weight.numel()) * 2 < weight.numel()).mul_(2).sub_(1)
        backbone.store_mask()
    begin_task(backbone, tasks + 1)
