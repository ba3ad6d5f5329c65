"""Whole epochs of training, as users run them: every step through all scales of HAT's annealing, the whole recipe.

Two tasks are stored and protected, and the network is in its second epoch of the third, so that embeddings have moved.
An epoch of the masked network is measured against one of the plain network of the same sizes, step by step in turn.
"""

import statistics
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Literal

import torch
from attrs import frozen
from torch import Tensor, nn
from torch.nn import functional as F

from clbackbones import Schedule
from clbackbones_runtime.testing.passes import mask_arguments, training_arguments

from .cases import Case, image_case, mlp_case
from .measure import SECONDS, Figure, Work, seconds
from .selection import selection_figures
from .steps import plain_counterpart

BATCHES = 20
"""Batches of an epoch."""

EPOCHS = 3
"""Fewest epochs that are measured."""

CLASSES = 10

Compiled = Literal["", "in place", "one graph"]
"""Nothing, `backbone.compile()`, or `torch.compile(backbone)`."""

S_MAX = 400.0


@frozen
class Promise:
    """What is promised of a network's epochs.

    Attributes:
        case: The network.
        epoch: Most that an epoch may cost, against the plain network's.
        slowest: The same of its slowest batch; None where nothing is promised.
        recipe: Whether steps do all that the papers say, or forward, backward and the optimizer's step alone.
    """

    case: Case
    epoch: float
    slowest: float | None = None
    recipe: bool = True


PROMISES: Sequence[Promise] = (
    Promise(mlp_case("HATMaskMLP", [256, 100]), 1.25, recipe=False),
    Promise(mlp_case("HATMaskMLP", [256, 100]), 1.6),
    Promise(image_case("HATMaskResNet18", "cifar"), 1.04, 1.08),
    Promise(image_case("AmnesiacHATResNet18", "cifar"), 1.04, 1.08),
    Promise(image_case("WSNMaskResNet18", "cifar"), 1.05),
)


def figures(device: torch.device) -> Iterator[Figure]:
    """The epoch, and its slowest batch, of one network after the other."""
    for promise in PROMISES:
        plain, masked = (
            Training(case, device, recipe=promise.recipe) for case in (plain_counterpart(promise.case), promise.case)
        )
        for task_id in (1, 2):
            masked.begin(task_id)
            for index in range(2):
                masked.step(index)
            masked.store()
        masked.begin(3)
        work = f"epoch of {promise.case}, {'whole recipe' if promise.recipe else 'step alone'}"
        yield from epoch_figures(work, plain, masked, device, promise.epoch, promise.slowest)


def epoch_figures(
    work: str, plain: "Training", masked: "Training", device: torch.device, epoch: float | None, slowest: float | None
) -> Iterator[Figure]:
    """Epochs of a network, and the slowest of their batches, against those of another, after one of each.

    Of WSN, what selection takes of a step besides.

    Args:
        work: What is measured.
        plain: The other network.
        masked: The network.
        device: Where they are trained.
        epoch: Most that an epoch may cost; None where nothing is promised.
        slowest: Most that its slowest batch may.
    """
    for training in (plain, masked):
        training.epoch()
    epochs = list(_interleaved(plain, masked, device))
    ratios = [sum(second for _, second in steps) / sum(first for first, _ in steps) for steps in epochs]
    yield Figure(work=work, samples=ratios, unit="x", reach=epoch)
    by_batch = [statistics.median(second / first for first, second in steps) for steps in zip(*epochs, strict=True)]
    yield Figure(work=f"{work}: slowest batch", samples=[max(by_batch)], unit="x", reach=slowest)
    yield from selection_figures(work, [partial(masked.step, index) for index in range(BATCHES)], device)


class Training:
    """A network that is trained on random data, as its mechanism asks for.

    Attributes:
        backbone: The network.
    """

    def __init__(self, case: Case, device: torch.device, *, recipe: bool, compiled: Compiled = "") -> None:
        """Makes the network, a head and their optimizer.

        Args:
            case: Sizes of the network.
            device: Where it is trained.
            recipe: Whether steps do all that the papers say.
            compiled: What `torch.compile` makes of its forward passes.
        """
        self.backbone = case.make().to(device)
        self.recipe = recipe
        self.input: Tensor = case.batch_for(self.backbone).to(device)
        self.target = torch.randint(CLASSES, (self.input.shape[0],), device=device)
        self.head = nn.Linear(self.backbone.output_dim, CLASSES).to(device)
        self.optimizer = torch.optim.SGD([*self.backbone.parameters(), *self.head.parameters()], lr=1e-3)
        self._hard_attention = hasattr(self.backbone, "sparsity_regularization")
        self._forward: Any = torch.compile(self.backbone) if compiled == "one graph" else self.backbone
        if compiled == "in place":
            self.backbone.compile()
        if recipe and hasattr(self.backbone, "protect"):
            self.backbone.protect(self.optimizer)

    def begin(self, task_id: int) -> None:
        """Begins a task."""
        self.backbone.setup_task_id(task_id)

    def store(self) -> None:
        """Stores the task."""
        self.backbone.store_mask(**mask_arguments(self.backbone))

    def epoch(self) -> None:
        """All steps of an epoch."""
        for index in range(BATCHES):
            self.step(index)

    def step(self, index: int) -> None:
        """The step of a batch.

        Args:
            index: Its place in the epoch.
        """
        arguments = training_arguments(self.backbone)
        if self._hard_attention:
            arguments = {"stage": "train", "schedule": Schedule(S_MAX, index, BATCHES)}
        feature, *masks, _ = self._forward(self.input, **arguments)
        loss = F.cross_entropy(self.head(feature), self.target)
        if self.recipe and self._hard_attention:
            loss = loss + 0.75 * self.backbone.sparsity_regularization(masks[0])
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        if self.recipe and self._hard_attention:
            self.backbone.clamp_embeddings()


def _interleaved(plain: Training, masked: Training, device: torch.device) -> Iterator[list[tuple[float, float]]]:
    """Seconds of both networks' steps, one epoch after the other, in alternating order."""
    began = time.perf_counter()
    count = 0
    while count < EPOCHS or time.perf_counter() - began < SECONDS:
        steps: list[tuple[float, float]] = []
        for index in range(BATCHES):
            works: list[Work] = [partial(plain.step, index), partial(masked.step, index)]
            order = (0, 1) if (index + count) % 2 else (1, 0)
            taken = {each: seconds(works[each], device) for each in order}
            steps.append((taken[0], taken[1]))
        yield steps
        count += 1
