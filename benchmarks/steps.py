"""What masks cost: a training step, and a first pass, against the plain networks of the same sizes."""

from collections.abc import Iterator, Sequence

import torch
from attrs import evolve, frozen

from tests.backbones import normalized, plain_class

from .cases import Case, first_pass, image_case, mlp_case, step
from .measure import ROUNDS, Figure, interleaved, ratio
from .selection import selection_figures


@frozen
class Promise:
    """What is promised of a network's ratio to the plain one.

    Attributes:
        case: The network.
        step: Most that a training step may cost; None where nothing is promised.
        first: Whether a construction and first pass is measured too, of which nothing is promised.
    """

    case: Case
    step: float | None
    first: bool = False


PROMISES: Sequence[Promise] = (
    Promise(mlp_case("HATMaskMLP", [256, 100]), None),
    Promise(image_case("HATMaskResNet18", "imagenet"), 1.04),
    Promise(image_case("HATMaskResNet18", "cifar"), 1.02),
    Promise(mlp_case("WSNMaskMLP", [256, 100]), 1.8),
    Promise(mlp_case("WSNMaskMLP", [2000, 2000]), 1.6, first=True),
    Promise(image_case("WSNMaskResNet18", "imagenet"), 1.3),
    Promise(image_case("WSNMaskResNet18", "cifar"), 1.02),
)


def figures(device: torch.device) -> Iterator[Figure]:
    """The ratios, one network after the other."""
    for promise in PROMISES:
        cases = plain_counterpart(promise.case), promise.case
        work = f"step of {promise.case}"
        plain, masked = (step(case, device) for case in cases)
        yield ratio(work, promise.step, interleaved(plain, masked, device=device))
        yield from selection_figures(work, [masked] * ROUNDS[0], device)
        if promise.first:
            work = f"first pass of {promise.case}"
            yield ratio(work, None, interleaved(*[first_pass(case, device) for case in cases], device=device))


def plain_counterpart(case: Case) -> Case:
    """The same sizes without a mechanism."""
    plain = plain_class(case.name)
    norms = normalized(plain, True) if "batch_normalization" in case.arguments else {}
    return evolve(case, name=plain, arguments={**case.arguments, **norms})
