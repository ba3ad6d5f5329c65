"""Construction and a first training forward pass of every class, against the plain class of the same architecture."""

from collections.abc import Iterator, Mapping
from typing import Any

import torch

import clbackbones
from clbackbones import spec
from tests.backbones import CLASSES, plain_class
from tests.forward_pass import begin_task, random_input, train_forward

from .measure import Figure, Work, interleaved

BATCHES: Mapping[int, int] = {1: 128, 3: 16}
"""Inputs per batch, by number of dimensions of an input."""

IMAGE_SIZE = 224
"""Height and width of images, as the stem is made for."""

SIZES = {"input_dim": 784, "hidden_dims": [256, 100], "output_dim": 64, "input_channels": 3}
"""Values of fields that have no default, where an architecture has the field."""


def figures(device: torch.device) -> Iterator[Figure]:
    """The ratios, one class after the other."""
    for name in CLASSES:
        plain = plain_class(name)
        if name != plain:
            works = first_pass(plain, device), first_pass(name, device)
            seconds = interleaved(*works, settle=lambda: settle(device))
            samples = [masked / reference for reference, masked in seconds]
            yield Figure(work=f"first pass of {name}", samples=samples, reach=1.2, unit="x")


def first_pass(name: str, device: torch.device) -> Work:
    """Constructs a backbone, begins a task, and runs one training forward pass.

    Args:
        name: Name of the class.
        device: Where it runs.
    """
    backbone_class: Any = getattr(clbackbones, name)
    arguments = {field.name: SIZES[field.name] for field in spec.backbone_class(name).fields.values() if field.required}
    backbone = backbone_class(**arguments)
    batch = BATCHES[len(backbone.graph.input_shape)]
    input = random_input(backbone, batch=batch, size=IMAGE_SIZE).to(device)

    def work() -> None:
        backbone = backbone_class(**arguments).to(device)
        begin_task(backbone)
        train_forward(backbone, input)

    return work


def settle(device: torch.device) -> None:
    """Waits for the device."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
