"""Law 4: whatever later tasks train, what an earlier task computes stays the same, bit for bit."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import torch
from torch import Tensor

from .backbones import MASKED, mechanism_of, normalized, small_config
from .forward_pass import random_input

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

IMAGE_SIZE = 8
STEPS = 2


def cases() -> Iterator[Any]:
    """Every setting for small networks; four for each medium-sized class and one for each large one, in turn."""
    turn = itertools.cycle(SETTINGS[5 * index % len(SETTINGS)] for index in range(len(SETTINGS)))
    for name in MASKED:
        layers = len(small_config(name).graph().layers)
        count = len(SETTINGS) if layers < 10 else 4 if layers < 25 else 1
        for optimizer, bias, norm in SETTINGS if count == len(SETTINGS) else itertools.islice(turn, count):
            label = f"{name}, {optimizer}{', bias' * bias}{', norm' * norm}"
            yield pytest.param(name, optimizer, bias, norm, id=label)


def train_task(backbone: Any, optimizer: torch.optim.Optimizer) -> None:
    """Steps on random data, all the way of a training loop."""
    backbone.train()
    unit_masks = mechanism_of(backbone.config.class_name)["masks"] == "unit"
    for index in range(STEPS):
        input = random_input(backbone, batch=4, size=IMAGE_SIZE)
        arguments = {"s_max": 400.0, "batch_idx": index, "num_batches": STEPS + 1}
        feature, mask, *_ = backbone(input, "train", **arguments if unit_masks else {"mask_percentage": 0.5})
        # Without norms, the features of deep networks are large.
        loss = (feature / feature.detach().norm().clamp(min=1e-3) * torch.randn_like(feature)).sum()
        if unit_masks:
            loss = loss + 0.75 * backbone.sparsity_regularization(mask)
        optimizer.zero_grad()
        loss.backward()
        if unit_masks:
            backbone.compensate_embedding_gradients(**arguments)
        torch.nn.utils.clip_grad_norm_(backbone.parameters(), 1.0)
        optimizer.step()
        if unit_masks:
            backbone.clamp_embeddings()
    backbone.store_mask(**{} if unit_masks else {"mask_percentage": 0.5})


def outputs(backbone: Any, input: Tensor) -> dict[int, Tensor]:
    """The feature of every stored task."""
    backbone.eval()
    with torch.no_grad():
        return {task_id: backbone(input, "test", test_task_id=task_id)[0] for task_id in backbone.stored_task_ids}


@pytest.mark.parametrize(("name", "optimizer_name", "bias", "norm"), list(cases()))
def test_later_tasks_change_no_bit_of_an_earlier_one(name: str, optimizer_name: str, bias: bool, norm: bool) -> None:
    torch.manual_seed(0)
    backbone = small_config(name, hidden_dims=[32, 32], stem="cifar", bias=bias, **normalized(name, on=norm)).build()
    optimizer = OPTIMIZERS[optimizer_name](backbone.parameters())
    backbone.protect(optimizer)
    input = random_input(backbone, batch=3, size=IMAGE_SIZE)
    before: dict[int, Tensor] = {}
    for task_id in (1, 2, 3):
        backbone.setup_task_id(task_id)
        train_task(backbone, optimizer)
        after = outputs(backbone, input)
        for earlier, feature in before.items():
            assert torch.equal(after[earlier], feature), f"task {task_id} changed task {earlier}"
        before = after
    assert all(parameter.isfinite().all() for parameter in backbone.parameters())
    assert all(feature.any() for feature in before.values())


@pytest.mark.parametrize("name", [name for name in MASKED if len(small_config(name).graph().layers) < 10])
@pytest.mark.parametrize("optimizer_name", OPTIMIZERS)
def test_without_protection_they_do(name: str, optimizer_name: str) -> None:
    torch.manual_seed(0)
    backbone = small_config(name, hidden_dims=[32, 32]).build()
    optimizer = OPTIMIZERS[optimizer_name](backbone.parameters())
    input = random_input(backbone, batch=3)
    backbone.setup_task_id(1)
    train_task(backbone, optimizer)
    before = outputs(backbone, input)
    backbone.setup_task_id(2)
    with backbone.protect(optimizer):
        train_task(backbone, optimizer)
    assert torch.equal(outputs(backbone, input)[1], before[1])
    backbone.setup_task_id(3)
    train_task(backbone, optimizer)
    assert not torch.equal(outputs(backbone, input)[1], before[1])
