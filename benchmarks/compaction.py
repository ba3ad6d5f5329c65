"""How fast a task's compact network is in evaluation, against the masked and the plain one."""

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from attrs import frozen
from torch import Tensor

from .cases import evaluation, image_case
from .measure import Figure, interleaved
from .protection import store_up_to
from .steps import plain_counterpart

STORED = 10
"""Tasks that are all evaluated."""


@frozen
class Reach:
    """What is promised where the task uses half of the units.

    Attributes:
        of_plain: Most that the compact network may cost, against the plain one.
        speed_up: Least that it gains on the masked one.
    """

    of_plain: float
    speed_up: float


REACH: Mapping[str, Reach] = {"imagenet": Reach(0.42, 2), "cifar": Reach(0.36, 2.5)}
"""By stem."""


def figures(device: torch.device) -> Iterator[Figure]:
    """The ratios, one stem after the other."""
    for stem, reach in REACH.items():
        case = image_case("HATMaskResNet18", stem)
        masked = case.make().to(device).eval()
        plain = plain_counterpart(case).make().to(device).eval()
        store_up_to(masked, 1)
        compact = masked.compact(1)
        input = case.batch_for(masked).to(device)
        rounds = interleaved(
            evaluation(lambda plain=plain, input=input: plain(input, "test")),
            evaluation(lambda masked=masked, input=input: masked(input, "test", test_task_id=1)),
            evaluation(lambda compact=compact, input=input: compact(input)),
            device=device,
        )
        work = f"HATMaskResNet18, {stem} stem: compact, density 0.5, evaluation"
        ratios = [after / dense for dense, _, after in rounds]
        yield Figure(work=f"{work}, of plain", samples=ratios, reach=reach.of_plain, unit="x")
        gains = [before / after for _, before, after in rounds]
        yield Figure(work=f"{work}, speed-up", samples=gains, reach=reach.speed_up, unit="x", at_least=True)
        yield from _all_tasks(masked, input, f"HATMaskResNet18, {stem} stem: all of {STORED} tasks", device)


def _all_tasks(masked: Any, input: Tensor, work: str, device: torch.device) -> Iterator[Figure]:
    """Evaluation of every stored task by its mask and by its compact network, and what making those takes."""
    store_up_to(masked, STORED)
    masked.eval()
    tasks = masked.stored_task_ids
    compact = {task_id: masked.compact(task_id) for task_id in tasks}
    rounds = interleaved(
        evaluation(lambda: [masked(input, "test", test_task_id=task_id) for task_id in tasks]),
        evaluation(lambda: [network(input) for network in compact.values()]),
        evaluation(lambda: [masked.compact(task_id) for task_id in tasks]),
        device=device,
    )
    for what, values in zip(
        ("by masks", "compact", "making the compact networks"), zip(*rounds, strict=True), strict=True
    ):
        yield Figure(work=f"{work}, {what}", samples=values, unit=" s")
