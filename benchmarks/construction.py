"""Construction and a first training forward pass of each pair, against the plain class of the same architecture."""

from collections.abc import Iterator, Mapping

import torch

from clbackbones import CATALOG
from tests.backbones import PAIRS, mechanism_of, normalized, plain_class

from .cases import Case, first_pass
from .measure import Figure, interleaved, ratio

BATCHES: Mapping[str, int] = {"input_dim": 128, "input_channels": 8}
"""Inputs per batch, by the field that says what they are."""

IMAGE_SIZE = 64
"""Height and width of images: what networks for small images and for large ones both take."""

SIZES = {"input_dim": 784, "hidden_dims": [256, 100], "output_dim": 64, "input_channels": 3}
"""Values of fields that have no default, where an architecture has the field."""

REACH = 1.2

ROUNDS, SECONDS = (3, 2001), 4.0
"""There are many pairs; the smallest take so little time that they need many rounds."""


def figures(device: torch.device) -> Iterator[Figure]:
    """The ratios, one class after the other: the cheapest of each architecture and mechanism."""
    for name in PAIRS:
        plain = plain_class(name)
        if name != plain:
            works = [first_pass(default_case(each), device) for each in (plain, name)]
            rounds = interleaved(*works, device=device, rounds=ROUNDS, time_limit=SECONDS)
            yield ratio(f"first pass of {name}", reach(name), rounds)


def reach(name: str) -> float | None:
    """What is promised of a class; nothing where scores are drawn and inputs are no images.

    A score per weight takes as long to draw as the weight, and a pass of few features takes little more than that.
    """
    drawn = mechanism_of(name)["masks"] == "weight" and "input_channels" not in CATALOG.backbone_class(name).fields
    return None if drawn else REACH


def default_case(name: str) -> Case:
    """A network with all fields at their defaults, but with batch normalization where images come in."""
    fields = CATALOG.backbone_class(name).fields
    arguments = {field.name: SIZES[field.name] for field in fields.values() if field.required}
    (batch,) = (BATCHES[field] for field in arguments.keys() & BATCHES.keys())
    return Case(name, {**arguments, **normalized(name, "input_channels" in arguments)}, batch, IMAGE_SIZE)
