"""A small ResNet learns digits with HAT and with WSN, and draws what its masks do: `python examples/masks.py`.

Figures go to the folder where it runs. The guides of HAT and WSN explain them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from matplotlib.figure import Figure
from plain_loop import TASKS, images_of, training_data
from torch.nn import functional as F

import clbackbones
from clbackbones_runtime.layers.annealing import annealed_scale

NAMES = ("hat_mask_resnet20", "wsn_mask_resnet20")
EPOCHS, RATE = 5, 3e-3
TAUGHT = TASKS[:3]


def main() -> dict[str, list[list[float]]]:
    """Trains the networks and draws.

    Returns:
        For each network, the accuracies after each task, one per task so far.
    """
    save(gates(), "gates")
    found: dict[str, list[list[float]]] = {}
    for name in NAMES:
        backbone, found[name] = learned(name)
        save(clbackbones.plots.mask_use(backbone), f"{name}_masks")
        save(accuracies_of(found[name], name), f"{name}_accuracy")
        print(f"{name}: after the last task {' '.join(f'{value:.3f}' for value in found[name][-1])}")
    return found


def learned(name: str) -> tuple[Any, list[list[float]]]:
    """A network that has learned all tasks, and its accuracies after each."""
    torch.manual_seed(0)
    backbone: Any = clbackbones.create(name, input_channels=1, batch_normalization="independent")
    heads = clbackbones.TaskHeads(backbone.output_dim)
    recipe = backbone.recipe()
    accuracies: list[list[float]] = []
    for task_id, digits in enumerate(TAUGHT, start=1):
        batches = training_data(digits, task_id)
        backbone.setup_task_id(task_id)
        heads.setup_task_id(task_id, len(digits))
        optimizer = torch.optim.Adam([*backbone.parameters(), *heads.parameters()], RATE)
        backbone.protect(optimizer)
        backbone.train()
        for _ in range(EPOCHS):
            for index, (images, labels) in enumerate(batches):
                arguments = recipe.arguments(index, len(batches))
                feature, *masks, _ = backbone(images.view(-1, 1, 8, 8), "train", **arguments)
                loss = F.cross_entropy(heads(feature, task_id), labels) + recipe.regularizer(backbone, masks)
                optimizer.zero_grad()
                loss.backward()
                recipe.before_step(backbone, index, len(batches))
                optimizer.step()
                recipe.after_step(backbone)
        backbone.store_mask(**recipe.mask_arguments())
        accuracies.append(tested(backbone, heads, task_id))
    return backbone, accuracies


@torch.no_grad()
def tested(backbone: Any, heads: clbackbones.TaskHeads, tasks: int) -> list[float]:
    """The accuracies on the tasks so far, each with its own mask and head."""
    backbone.eval()
    accuracies: list[float] = []
    for task_id, digits in enumerate(TAUGHT[:tasks], start=1):
        images, labels = images_of(digits, test=True)
        feature, *_ = backbone(images.view(-1, 1, 8, 8), "test", test_task_id=task_id)
        accuracies.append(float((heads(feature, task_id).argmax(1) == labels).float().mean()))
    return accuracies


def gates(s_max: float = 400.0) -> Figure:
    """The gate of a unit over its embedding, at several places of an epoch of 100 batches."""
    figure = Figure(figsize=(5, 3), layout="constrained")
    axes: Any = figure.subplots()
    embedding = torch.linspace(-6, 6, 501)
    for batch_idx in (0, 1, 5, 99):
        scale = float(annealed_scale(s_max, batch_idx, 100))
        axes.plot(embedding, torch.sigmoid(scale * embedding), label=f"batch {batch_idx}: s = {scale:.3g}")
    axes.set(xlabel="embedding e of a unit", ylabel="gate sigmoid(s e)")
    axes.legend()
    return figure


def accuracies_of(accuracies: Sequence[Sequence[float]], title: str) -> Figure:
    """A line per task: how well it is known when it, and each task after it, has been learned."""
    figure = Figure(figsize=(5, 3), layout="constrained")
    axes: Any = figure.subplots()
    for task in range(len(accuracies)):
        after = range(task + 1, len(accuracies) + 1)
        axes.plot(after, [row[task] for row in accuracies[task:]], marker="o", label=f"task {task + 1}")
    axes.set(title=title, xlabel="after task", ylabel="accuracy", ylim=(0, 1.05), xticks=range(1, len(accuracies) + 1))
    axes.legend(loc="lower right")
    return figure


def save(figure: Figure, name: str) -> None:
    """Writes a figure as a PNG that is sharp on a screen."""
    figure.savefig(Path(f"{name}.png"), dpi=150)


if __name__ == "__main__":
    main()
