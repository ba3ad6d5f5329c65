"""`torch.compile` in its default mode: epochs of masked networks against plain ones, both compiled."""

import time
from collections.abc import Iterator, Mapping, Sequence

import torch
from attrs import evolve, frozen
from torch._dynamo.utils import counters

from .cases import Case, image_case, mlp_case
from .epochs import Compiled, Training, epoch_figures
from .measure import Figure
from .steps import plain_counterpart


@frozen
class Promise:
    """What is promised of a compiled network.

    Attributes:
        case: The network.
        epoch: Most that an epoch may cost, against the plain network's, once all is compiled; None where nothing is
            promised.
        compiled: How both are compiled.
    """

    case: Case
    epoch: float | None
    compiled: Compiled = "in place"


PROMISES: Sequence[Promise] = (
    Promise(mlp_case("HATMaskMLP", [256, 100]), 1.2),
    Promise(evolve(image_case("HATMaskResNet18", "cifar"), batch=16), 1.05),
    Promise(image_case("WSNMaskResNet18", "cifar"), 1.05),
    # What WSN does with weights outside of the graph costs the same for any batch, so that a small one shows it.
    Promise(evolve(image_case("WSNMaskResNet18", "cifar"), batch=16), None),
    Promise(image_case("WSNMaskResNet18", "cifar"), None, compiled="one graph"),
)

TASKS = 3
"""Tasks through which graphs are counted; those of testing are counted apart."""


def figures(device: torch.device) -> Iterator[Figure]:
    """First step, epoch, and graphs compiled anew, of one network after the other."""
    for promise in PROMISES:
        torch.compiler.reset()
        counters.clear()
        what = f"{promise.case}, batch {promise.case.batch}, compiled {promise.compiled}"
        plain, masked = (
            Training(case, device, recipe=False, compiled=promise.compiled)
            for case in (plain_counterpart(promise.case), promise.case)
        )
        masked.begin(1)
        for name, training in {"plain": plain, "masked": masked}.items():
            began = time.perf_counter()
            training.step(0)
            yield Figure(work=f"first step of {what}, {name}", samples=[time.perf_counter() - began], unit=" s")
        for training in (plain, masked):
            training.step(1)
        before = _graphs(counters)
        for task_id in range(1, TASKS + 1):
            if task_id > 1:
                masked.begin(task_id)
            masked.epoch()
            masked.store()
        yield Figure(
            work=f"graphs of {what}, after the second batch, {TASKS} tasks",
            samples=[_graphs(counters) - before],
            unit="",
            reach=0,
        )
        masked.begin(TASKS + 1)
        yield from epoch_figures(f"epoch of {what}", plain, masked, device, promise.epoch, None)


def _graphs(counted: Mapping[str, Mapping[str, int]]) -> int:
    return counted["stats"]["unique_graphs"]
