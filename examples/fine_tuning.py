"""WSN fine-tunes a vision transformer for two tasks, one after the other: `python examples/fine_tuning.py`.

The weights to start from are those of the plain network, trained on the digits 0 to 5. Yours may be published: of
`ViTBase16`, write `pretrained_weights="DEFAULT"`. From these WSN learns 6 or 7, then 8 or 9, and forgets nothing: each
task chooses its own part of the weights, and those that a stored task uses do not change.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import torch
from plain_loop import Batches, images_of
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

import clbackbones

FIRST = (0, 1, 2, 3, 4, 5)
"""The digits of the network to start from."""

TASKS = ((6, 7), (8, 9))
"""The digits of each task."""

IMAGE_SIZE, WIDTH = 32, 0.25
"""Height and width of the images, and the width of the network beside that of ViT-Ti/16: 48 units, in 3 heads."""

EPOCHS, BATCH, RATE = 5, 32, 1e-3
MASK_PERCENTAGE = 0.3
"""Which part of the weights a task uses."""


def main() -> list[list[float]]:
    """Trains the network to start from, then all tasks.

    Returns:
        The accuracies after each task, one per task so far.
    """
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "digits.pth"
        torch.save(first_network().state_dict(), file)
        backbone = clbackbones.WSNMaskViTTiny16(
            3,
            image_size=IMAGE_SIZE,
            width_multiplier=WIDTH,
            activation_layer="GELU",
            layer_normalization="independent",  # each task has its own norms, class token and positions
            pretrained_weights=str(file),
        )
    heads = clbackbones.TaskHeads(backbone.output_dim)
    accuracies: list[list[float]] = []
    for task_id, digits in enumerate(TASKS, start=1):
        backbone.setup_task_id(task_id)
        heads.setup_task_id(task_id, len(digits))
        fine_tune(backbone, heads, batches_of(digits))
        accuracies.append(accuracies_of(backbone, heads, task_id))
        print(f"after task {task_id}: {' '.join(f'{value:.3f}' for value in accuracies[-1])}")
    return accuracies


def first_network() -> clbackbones.ViTTiny16:
    """The plain network, trained on the first digits."""
    backbone = clbackbones.ViTTiny16(3, image_size=IMAGE_SIZE, width_multiplier=WIDTH)
    head = nn.Linear(backbone.output_dim, len(FIRST))
    optimizer = torch.optim.AdamW([*backbone.parameters(), *head.parameters()], RATE)
    for _ in range(EPOCHS):
        for images, labels in batches_of(FIRST):
            feature, _ = backbone(images, stage="train")
            optimizer.zero_grad()
            F.cross_entropy(head(feature), labels).backward()
            optimizer.step()
    return backbone


def fine_tune(backbone: clbackbones.WSNMaskViTTiny16, heads: clbackbones.TaskHeads, batches: Batches) -> None:
    """Trains the current task and stores its masks."""
    optimizer = torch.optim.AdamW([*backbone.train().parameters(), *heads.parameters()], RATE)
    with backbone.protect(optimizer):
        for _ in range(EPOCHS):
            for images, labels in batches:
                feature, *_ = backbone(images, stage="train", mask_percentage=MASK_PERCENTAGE)
                loss = F.cross_entropy(heads(feature, backbone.task_id), labels)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
    backbone.store_mask(mask_percentage=MASK_PERCENTAGE)


def batches_of(digits: Iterable[int]) -> Batches:
    """Images to train on, in random order."""
    return DataLoader(TensorDataset(*enlarged(digits, test=False)), BATCH, shuffle=True)


def enlarged(digits: Iterable[int], *, test: bool) -> tuple[Tensor, Tensor]:
    """Images of some digits in the size that the network takes, (images, 3, 32, 32), and their classes."""
    images, labels = images_of(digits, test=test)
    images = F.interpolate(images.view(-1, 1, 8, 8), [IMAGE_SIZE, IMAGE_SIZE], mode="bilinear")
    return images.expand(-1, 3, -1, -1), labels


@torch.no_grad()
def accuracies_of(backbone: clbackbones.WSNMaskViTTiny16, heads: clbackbones.TaskHeads, tasks: int) -> list[float]:
    """The accuracies on the tasks so far, each with its own masks, norms and head."""
    backbone.eval()
    found: list[float] = []
    for task_id, digits in enumerate(TASKS[:tasks], start=1):
        images, labels = enlarged(digits, test=True)
        feature, *_ = backbone(images, stage="test", test_task_id=task_id)
        found.append(float((heads(feature, task_id).argmax(1) == labels).float().mean()))
    return found


if __name__ == "__main__":
    main()
