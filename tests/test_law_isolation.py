"""Law 4: whatever later tasks train, what an earlier task computes stays the same, bit for bit."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import torch

from clbackbones_runtime.testing.laws import isolation
from clbackbones_runtime.testing.passes import random_input, stored_outputs, train_task

from .backbones import MASKED, MASKED_PAIRS, SMALLEST, normalized, small_config, trains_weights

OPTIMIZERS: Mapping[str, Callable[[Any], torch.optim.Optimizer]] = {
    "SGD": lambda parameters: torch.optim.SGD(parameters, lr=0.1),
    "SGD, momentum and decay": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=0.1),
    "Adam": lambda parameters: torch.optim.Adam(parameters, lr=1e-3, weight_decay=0.1),
    "AdamW": lambda parameters: torch.optim.AdamW(parameters, lr=1e-3, weight_decay=0.1),
    "AdamW, fused": lambda parameters: torch.optim.AdamW(parameters, lr=1e-3, weight_decay=0.1, fused=True),
    "SGD, foreach": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9, foreach=True),
}

SETTINGS = list(itertools.product(OPTIMIZERS, [False, True], [False, True]))
"""Optimizer, bias, norm per task."""


def cases() -> Iterator[Any]:
    """Every setting for the smallest networks; one for one class of each other pair, in turn."""
    turn = itertools.cycle(SETTINGS[5 * index % len(SETTINGS)] for index in range(len(SETTINGS)))
    for name in MASKED_PAIRS:
        for optimizer, bias, norm in SETTINGS if name in SMALLEST else itertools.islice(turn, 1):
            label = f"{name}, {optimizer}{', bias' * bias}{', norm' * norm}"
            yield pytest.param(name, optimizer, bias, norm, id=label)


@pytest.mark.parametrize(("name", "optimizer_name", "bias", "norm"), list(cases()))
def test_later_tasks_change_no_bit_of_an_earlier_one(name: str, optimizer_name: str, bias: bool, norm: bool) -> None:
    torch.manual_seed(0)
    config = small_config(name, 32, hidden_dims=[32, 32], stem="cifar", bias=bias, **normalized(name, on=norm))
    isolation(config, OPTIMIZERS[optimizer_name], tasks=3 if name in SMALLEST else 2)


@pytest.mark.parametrize("name", [name for name in SMALLEST if name in MASKED and trains_weights(name)])
@pytest.mark.parametrize("optimizer_name", OPTIMIZERS)
def test_without_protection_they_do(name: str, optimizer_name: str) -> None:
    torch.manual_seed(0)
    backbone = small_config(name, hidden_dims=[32, 32]).build()
    optimizer = OPTIMIZERS[optimizer_name](backbone.parameters())
    input = random_input(backbone, batch=3)
    backbone.setup_task_id(1)
    train_task(backbone, optimizer)
    before = stored_outputs(backbone, input)
    backbone.setup_task_id(2)
    with backbone.protect(optimizer):
        train_task(backbone, optimizer)
    assert torch.equal(stored_outputs(backbone, input)[1], before[1])
    backbone.setup_task_id(3)
    train_task(backbone, optimizer)
    assert not torch.equal(stored_outputs(backbone, input)[1], before[1])
