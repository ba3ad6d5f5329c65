"""Networks of given sizes, and what is timed of them: a training step, a first pass, an evaluation."""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from attrs import frozen
from torch import Tensor, nn

import clbackbones
from tests.backbones import normalized
from tests.forward_pass import begin_task, random_input, training_arguments

from .measure import Work

IMAGE_SIZE = 32
"""Height and width of images, unless a case says otherwise."""


@frozen
class Case:
    """Sizes of a network and its mechanism.

    Attributes:
        name: Name of the class.
        arguments: What it is made of.
        batch: Inputs per batch.
        image_size: Height and width of images.
    """

    name: str
    arguments: Mapping[str, Any]
    batch: int
    image_size: int = IMAGE_SIZE

    def __str__(self) -> str:
        """How the table names it."""
        values = (value if isinstance(value, str) else f"{value}".replace(" ", "") for value in self.arguments.values())
        return f"{self.name} {' '.join(values)}"

    def make(self) -> Any:
        """The network, as its class makes it."""
        backbone_class: Any = getattr(clbackbones, self.name)
        return backbone_class(**self.arguments)

    def batch_for(self, backbone: Any) -> Tensor:
        """Inputs, (batch, ...)."""
        return random_input(backbone, batch=self.batch, size=self.image_size)


def image_case(name: str, stem: str) -> Case:
    """A network for images of three channels with batch normalization, one norm per task where tasks are known."""
    return Case(name, {"input_channels": 3, "stem": stem, **normalized(name, True)}, 64)


def mlp_case(name: str, hidden_dims: list[int]) -> Case:
    """A network for 28x28 images without norms."""
    return Case(name, {"input_dim": 784, "hidden_dims": hidden_dims, "output_dim": 64}, 128)


def step(case: Case, device: torch.device) -> Work:
    """A training step: zero_grad, forward, backward, SGD."""
    backbone = case.make().to(device)
    begin_task(backbone)
    input = case.batch_for(backbone).to(device)
    arguments = training_arguments(backbone)
    return training(backbone, lambda: backbone(input, **arguments)[0])


def training(network: nn.Module, forward: Callable[[], Tensor]) -> Work:
    """A training step of any network.

    Args:
        network: What is trained.
        forward: Gives the feature, (batch, output_dim).
    """
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)

    def work() -> None:
        optimizer.zero_grad()
        forward().square().mean().backward()
        optimizer.step()

    return work


def first_pass(case: Case, device: torch.device) -> Work:
    """Constructs a backbone, begins a task, and runs one training forward pass."""
    example = case.make()
    input = case.batch_for(example).to(device)
    arguments = training_arguments(example)

    def work() -> None:
        backbone = case.make().to(device)
        begin_task(backbone)
        backbone(input, **arguments)

    return work


def evaluation(forward: Callable[[], object]) -> Work:
    """A forward pass without gradients."""

    @torch.no_grad()
    def work() -> None:
        forward()

    return work
