"""What the training helpers of HAT add to a step: protection of stored tasks, and compensation and clamp of embeddings."""

from collections.abc import Iterator, Mapping
from typing import Any

import torch

import clbackbones
from tests.forward_pass import begin_task, random_input, train_forward

from .construction import settle
from .measure import Figure, interleaved

REACH: Mapping[str, tuple[float, float]] = {"imagenet": (5.0, 4.0), "cifar": (2.0, 2.0)}
"""Per stem, percent of a step: protection at any number of stored tasks; all helpers with one stored task."""

TASKS = (1, 3)
"""Numbers of stored tasks, each of which uses half of the units."""

BATCH = 64
SCHEDULE: Mapping[str, Any] = {"s_max": 400.0, "batch_idx": 0, "num_batches": 10}


def figures(device: torch.device) -> Iterator[Figure]:
    """The figures, one after the other."""
    for stem, (reach, reach_of_all) in REACH.items():
        backbone: Any = clbackbones.HATMaskResNet18(3, stem=stem, batch_normalization="independent").to(device)
        optimizer = torch.optim.SGD(backbone.parameters(), lr=1e-3)
        input = random_input(backbone, batch=BATCH).to(device)

        def step(backbone: Any = backbone, optimizer: Any = optimizer, input: Any = input) -> None:
            optimizer.zero_grad()
            feature, _ = train_forward(backbone, input)
            feature.mean().backward()
            optimizer.step()

        def protect(backbone: Any = backbone) -> None:
            backbone.mask_gradients()
            backbone.restore_weights()

        def embeddings(backbone: Any = backbone) -> None:
            backbone.compensate_embedding_gradients(**SCHEDULE)
            backbone.clamp_embeddings()

        for tasks in TASKS:
            store_up_to(backbone, tasks)
            seconds = interleaved(step, protect, embeddings, settle=lambda: settle(device))
            work = f"HATMaskResNet18, {stem} stem, {tasks} stored: "
            shares = [(100 * protection / whole, 100 * rest / whole) for whole, protection, rest in seconds]
            yield Figure(work=f"{work}protection", samples=[share for share, _ in shares], reach=reach, unit=" %")
            if tasks == 1:
                work = f"{work}protection, compensation, clamp"
                yield Figure(work=work, samples=[sum(both) for both in shares], reach=reach_of_all, unit=" %")


def store_up_to(backbone: Any, tasks: int) -> None:
    """Stores tasks that each use half of the units, drawn at random, and begins the next."""
    for task_id in range(len(backbone.stored_task_ids) + 1, tasks + 1):
        begin_task(backbone, task_id)
        for embedding in backbone.task_embedding_t.values():
            weight = embedding.weight.data
            weight.copy_(torch.randperm(weight.numel()) * 2 < weight.numel()).mul_(2).sub_(1)
        backbone.store_mask()
    begin_task(backbone, tasks + 1)
