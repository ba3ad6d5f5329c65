"""What WSN costs: a training step, and a first pass, against the plain networks of the same sizes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from attrs import frozen

import clbackbones
from tests.backbones import normalized, plain_class
from tests.forward_pass import begin_task, random_input, train_forward

from .construction import settle
from .measure import Figure, Work, interleaved

IMAGE_SIZE = 32
"""Height and width of images."""


@frozen
class Case:
    """A pair of networks and what is promised of their ratio.

    Attributes:
        name: Class of the WSN network.
        arguments: What both networks are made of.
        batch: Inputs per batch.
        step: Most that a training step may cost.
        first: Most that a construction and first pass may cost; None where `construction` measures it.
    """

    name: str
    arguments: Mapping[str, Any]
    batch: int
    step: float
    first: float | None = None

    def __str__(self) -> str:
        """How the table names it."""
        values = (value if isinstance(value, str) else f"{value}".replace(" ", "") for value in self.arguments.values())
        return f"{self.name} {' '.join(values)}"


CASES: Sequence[Case] = (
    Case("WSNMaskMLP", {"input_dim": 784, "hidden_dims": [256, 100], "output_dim": 64}, 128, 1.8),
    Case("WSNMaskMLP", {"input_dim": 784, "hidden_dims": [2000, 2000], "output_dim": 64}, 128, 1.6, 1.2),
    Case("WSNMaskResNet18", {"input_channels": 3, "stem": "imagenet"}, 64, 1.3),
    Case("WSNMaskResNet18", {"input_channels": 3, "stem": "cifar"}, 64, 1.02),
)


def figures(device: torch.device) -> Iterator[Figure]:
    """The ratios, one network after the other."""
    for case in CASES:
        names = plain_class(case.name), case.name
        yield compared(f"step of {case}", [step(name, case, device) for name in names], case.step, device)
        if case.first is not None:
            works = [first_pass(name, case, device) for name in names]
            yield compared(f"first pass of {case}", works, case.first, device)


def compared(work: str, works: Sequence[Work], reach: float, device: torch.device) -> Figure:
    """The ratio of the second piece of work to the first."""
    seconds = interleaved(*works, settle=lambda: settle(device))
    return Figure(work=work, samples=[masked / plain for plain, masked in seconds], reach=reach, unit="x")


def step(name: str, case: Case, device: torch.device) -> Work:
    """A training step: zero_grad, forward, backward, SGD.

    Args:
        name: Name of the class.
        case: Its sizes.
        device: Where it runs.
    """
    backbone = made(name, case).to(device)
    begin_task(backbone)
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.01)
    input = batch_of(backbone, case).to(device)

    def work() -> None:
        optimizer.zero_grad()
        feature, _ = train_forward(backbone, input)
        feature.square().mean().backward()
        optimizer.step()

    return work


def first_pass(name: str, case: Case, device: torch.device) -> Work:
    """Constructs a backbone, begins a task, and runs one training forward pass.

    Args:
        name: Name of the class.
        case: Its sizes.
        device: Where it runs.
    """
    input = batch_of(made(name, case), case).to(device)

    def work() -> None:
        backbone = made(name, case).to(device)
        begin_task(backbone)
        train_forward(backbone, input)

    return work


def made(name: str, case: Case) -> Any:
    """A backbone of the sizes of a case, with batch normalization where images come in."""
    backbone_class: Any = getattr(clbackbones, name)
    return backbone_class(**case.arguments, **normalized(name, "input_channels" in case.arguments))


def batch_of(backbone: Any, case: Case) -> torch.Tensor:
    """Inputs of a backbone, (batch, ...)."""
    return random_input(backbone, batch=case.batch, size=IMAGE_SIZE)
