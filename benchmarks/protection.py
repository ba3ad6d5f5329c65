"""What the training helpers of HAT add to a step: protection, compensation and clamp of embeddings.

Twins are trained, step by step in turn: networks of the same weights and stored tasks, one whose optimizer is free, one
under `protect`, and one that is given a schedule and clamps its embeddings besides.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor

from clbackbones import Schedule
from tests.forward_pass import begin_task, training_arguments

from .cases import image_case
from .measure import Figure, Work, interleaved

REACH: Mapping[str, tuple[float, float]] = {"imagenet": (5.0, 4.0), "cifar": (2.0, 2.0)}
"""Per stem, percent of a step: protection at any number of stored tasks; all helpers with one stored task."""

TASKS = (1, 3)
"""Numbers of stored tasks, each of which uses half of the units."""

BATCH, BATCHES = 5, 10
"""Which batch of how many each step takes itself for."""


def figures(device: torch.device) -> Iterator[Figure]:
    """The figures, one after the other."""
    for stem, (reach, reach_of_all) in REACH.items():
        case = image_case("HATMaskResNet18", stem)
        backbone = case.make().to(device)
        input = case.batch_for(backbone).to(device)
        for tasks in TASKS:
            store_up_to(backbone, tasks)
            free, protected, helped = (copy.deepcopy(backbone) for _ in range(3))
            rounds = interleaved(
                step(free, input),
                step(protected, input, protect=True),
                step(helped, input, protect=True, embeddings=True),
                device=device,
            )
            work = f"HATMaskResNet18, {stem} stem, {tasks} stored: protection"
            yield _more(work, reach, [(alone, more) for alone, more, _ in rounds])
            if tasks == 1:
                work = f"{work}, compensation, clamp"
                yield _more(work, reach_of_all, [(alone, more) for alone, _, more in rounds])


def step(backbone: Any, input: Tensor, *, protect: bool = False, embeddings: bool = False) -> Work:
    """A training step.

    Args:
        backbone: A network that learns a task.
        input: Its batch.
        protect: Whether the optimizer leaves stored tasks alone.
        embeddings: Whether gradients of embeddings are compensated, and embeddings clamped.
    """
    optimizer = torch.optim.SGD(backbone.parameters(), lr=1e-3)
    if protect:
        backbone.protect(optimizer)
    arguments = training_arguments(backbone)
    if embeddings:
        schedule = Schedule(arguments["s_max"], BATCH, BATCHES)
        arguments = {"stage": "train", "schedule": schedule}

    def work() -> None:
        optimizer.zero_grad()
        feature, *_ = backbone(input, **arguments)
        feature.mean().backward()
        optimizer.step()
        if embeddings:
            backbone.clamp_embeddings()

    return work


def store_up_to(backbone: Any, tasks: int) -> None:
    """Stores tasks that each use half of the units, drawn at random, and begins the next."""
    for task_id in range(len(backbone.stored_task_ids) + 1, tasks + 1):
        begin_task(backbone, task_id)
        for embedding in backbone.task_embedding_t.values():
            weight = embedding.weight.data
            weight.copy_(torch.randperm(weight.numel()) * 2 < weight.numel()).mul_(2).sub_(1)
        backbone.store_mask()
    begin_task(backbone, tasks + 1)


def _more(work: str, reach: float, rounds: list[tuple[float, float]]) -> Figure:
    """How much longer the second step takes than the first, in percent of it."""
    return Figure(work=work, samples=[100 * (more / alone - 1) for alone, more in rounds], reach=reach, unit=" %")
