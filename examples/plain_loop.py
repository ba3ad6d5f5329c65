"""HAT learns handwritten digits, two at a time, in a plain loop: `python examples/plain_loop.py`.

`lightning_loop.py` does the same with Lightning; both print the same accuracies. `digits.py` shows more.
"""

from collections.abc import Iterable
from typing import Any, cast

import torch
from sklearn.datasets import load_digits  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
from torch import Tensor
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

import clbackbones

TASKS = ((0, 1), (2, 3), (4, 5), (6, 7), (8, 9))
"""The digits of each task."""

EPOCHS, BATCH, RATE = 10, 32, 3e-3
S_MAX, SPARSITY = 400.0, 0.75
"""Largest scale of the gates, and weight of the sparsity regularization, both as in the paper on HAT."""

Batches = DataLoader[tuple[Tensor, ...]]


def main() -> list[list[float]]:
    """Trains all tasks.

    Returns:
        The accuracies after each task, one per task so far.
    """
    backbone, heads = network()
    accuracies: list[list[float]] = []
    for task_id, digits in enumerate(TASKS, start=1):
        batches = training_data(digits, task_id)
        backbone.setup_task_id(task_id)
        heads.setup_task_id(task_id, len(digits))
        optimizer = torch.optim.Adam([*backbone.parameters(), *heads.parameters()], RATE)
        backbone.protect(optimizer)
        for _ in range(EPOCHS):
            for batch_idx, (images, labels) in enumerate(batches):
                schedule = clbackbones.Schedule(S_MAX, batch_idx, len(batches))
                feature, mask, _ = backbone(images, stage="train", schedule=schedule)
                loss = F.cross_entropy(heads(feature, task_id), labels)
                loss = loss + SPARSITY * backbone.sparsity_regularization(mask)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                backbone.clamp_embeddings()
        backbone.store_mask()
        accuracies.append(report(backbone, heads, task_id))
    return accuracies


def network() -> tuple[clbackbones.HATMaskMLP, clbackbones.TaskHeads]:
    """A backbone and the heads behind it."""
    torch.manual_seed(0)
    backbone = clbackbones.HATMaskMLP(input_dim=64, hidden_dims=[256, 128], output_dim=64)
    return backbone, clbackbones.TaskHeads(backbone.output_dim)


def training_data(digits: Iterable[int], seed: int) -> Batches:
    """Three quarters of the images of a task, in an order that the seed decides."""
    generator = torch.Generator().manual_seed(seed)
    return DataLoader(TensorDataset(*images_of(digits, test=False)), BATCH, shuffle=True, generator=generator)


def images_of(digits: Iterable[int], *, test: bool) -> tuple[Tensor, Tensor]:
    """Images of some digits, (images, 64), and their classes within the task."""
    data = cast(Any, load_digits())
    images = torch.tensor(data.data, dtype=torch.float32) / 8 - 1
    chosen = (torch.arange(len(images)) % 4 == 0) == test
    images, targets = images[chosen], torch.tensor(data.target)[chosen]
    classes = [(targets == digit).nonzero().flatten() for digit in digits]
    labels = torch.cat([torch.full_like(index, number) for number, index in enumerate(classes)])
    return images[torch.cat(classes)], labels


@torch.no_grad()
def report(backbone: clbackbones.HATMaskMLP, heads: clbackbones.TaskHeads, tasks: int) -> list[float]:
    """The accuracies on the tasks so far, each with its own mask and head."""
    backbone.eval()
    accuracies: list[float] = []
    for task_id, digits in enumerate(TASKS[:tasks], start=1):
        images, labels = images_of(digits, test=True)
        feature, *_ = backbone(images, stage="test", test_task_id=task_id)
        accuracies.append(float((heads(feature, task_id).argmax(1) == labels).float().mean()))
    backbone.train()
    print(f"after task {tasks}: {' '.join(f'{value:.3f}' for value in accuracies)}")
    return accuracies


if __name__ == "__main__":
    main()
