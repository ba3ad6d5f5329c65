"""Learns handwritten digits two at a time, five tasks, without forgetting: `python examples/digits.py YAML`.

Any masked backbone will do. After each task the accuracy on all tasks so far is measured, with the mask and the head of
the task asked for (task-incremental learning). At the end, a picture shows how much of each layer the tasks use.

`torchrun --nproc_per_node=2 examples/digits.py YAML` trains in two processes, each on its share of every batch.
"""

import argparse
import math
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import torch
from attrs import frozen
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn
from rich.table import Table
from sklearn.datasets import load_digits  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
from torch import Tensor, nn
from torch import distributed as dist
from torch.nn import functional as F
from torch.nn.parallel import DistributedDataParallel

import clbackbones
from clbackbones_runtime.plots.mask_use import mask_use
from clbackbones_runtime.plots.plot import draw, rendered

TASKS = ((0, 1), (2, 3), (4, 5), (6, 7), (8, 9))
"""The digits of each task."""

TEST_FRACTION = 0.25
IMAGE_SIZE = 32
"""Height and width of the images where a network takes any."""

CLIP = 10.0
"""Largest norm of the gradients."""


@frozen
class Process:
    """One of those that train together, or the only one.

    Attributes:
        device: Where it computes.
        rank: Its number, from 0.
        count: How many there are.
    """

    device: torch.device
    rank: int = 0
    count: int = 1

    def wrap(self, module: nn.Module) -> nn.Module:
        """The module with gradients averaged over all processes."""
        return module if self.count == 1 else DistributedDataParallel(module)


@frozen
class Data:
    """Images and their classes within a task, 0 or 1.

    Attributes:
        images: (images, ...), as the backbone takes them.
        labels: (images,).
    """

    images: Tensor
    labels: Tensor

    def batches(self, size: int, process: Process) -> list["Data"]:
        """A process's share of the images in random order, in batches.

        All processes get batches of the same sizes, for which a few images may come twice.

        Args:
            size: Images in a batch, those of all processes together.
            process: The process.
        """
        order = torch.randperm(len(self.labels))  # the same in every process, since all started from one seed
        order = torch.cat([order, order[: -len(order) % process.count]])[process.rank :: process.count]
        size = max(1, size // process.count)
        parts = (order[start : start + size] for start in range(0, len(order), size))
        return [Data(self.images[part], self.labels[part]) for part in parts]


def main(arguments: Sequence[str] | None = None) -> list[list[float]]:
    """Trains and reports.

    Returns:
        The accuracies after each task, one per task so far.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("config", type=Path, help="YAML file of a masked backbone")
    parser.add_argument(
        "--epochs", type=int, default=10, help="passes over the images in each part of a task's training (default: 10)"
    )
    parser.add_argument("--batch", type=int, default=32, help="images per step (default: 32)")
    parser.add_argument("--rate", type=float, default=3e-3, help="learning rate of Adam (default: 0.003)")
    parser.add_argument("--seed", type=int, default=0, help="of all random draws (default: 0)")
    parser.add_argument(
        "--device", type=torch.device, default=torch.device("cpu"), help="cpu, cuda, ... (default: cpu)"
    )
    parser.add_argument(
        "--plot", type=Path, default=Path("digits.png"), help="where the picture goes (default: digits.png)"
    )
    options = parser.parse_args(arguments)
    with joined(options.device) as process:
        return learn(options, process)


@contextmanager
def joined(device: torch.device) -> Generator[Process]:
    """Joins the processes that torchrun started, if it started this one.

    Args:
        device: Where to compute; of `cuda` each process takes the device of its number on this machine.
    """
    if not dist.is_torchelastic_launched():
        yield Process(device)
        return
    if device.type != "cpu":
        device = torch.device(device.type, int(os.environ["LOCAL_RANK"]))
        torch.accelerator.set_device_index(device)
    dist.init_process_group()
    try:
        yield Process(device, dist.get_rank(), dist.get_world_size())
    finally:
        dist.destroy_process_group()


def learn(options: argparse.Namespace, process: Process) -> list[list[float]]:
    """Trains all tasks, reports from the first process, and returns the accuracies after each task."""
    torch.manual_seed(options.seed)
    backbone: Any = clbackbones.load(options.config).build().to(process.device)
    network, recipe = process.wrap(backbone), backbone.recipe()
    heads = nn.ModuleList(nn.Linear(backbone.output_dim, 2) for _ in TASKS).to(process.device)
    train, test = zip(*(split(task, backbone.graph.input_shape, process.device) for task in TASKS), strict=True)

    console = Console(quiet=process.rank > 0)
    accuracies: list[list[float]] = []
    columns = (*Progress.get_default_columns()[:-1], MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        for task_id, (data, head) in enumerate(zip(train, heads, strict=True), start=1):
            bar = progress.add_task(f"task {task_id}: {' or '.join(map(str, TASKS[task_id - 1]))}", total=None)
            backbone.setup_task_id(task_id)
            optimizer = torch.optim.Adam([*backbone.parameters(), *head.parameters()], options.rate)
            wrapped_head = process.wrap(head)
            with backbone.protect(optimizer):
                for part in range(recipe.parts):
                    for _ in range(options.epochs):
                        batches = data.batches(options.batch, process)
                        progress.update(bar, total=recipe.parts * options.epochs * len(batches))
                        for _ in train_epoch(backbone, network, wrapped_head, optimizer, batches):
                            progress.advance(bar)
                    recipe.end_part(backbone, part)
            backbone.store_mask(**recipe.mask_arguments())
            accuracies.append([accuracy(backbone, heads[i], i + 1, test[i]) for i in range(task_id)])
            row = " ".join(f"{value:.3f}" for value in accuracies[-1])
            progress.print(f"after task {task_id}: accuracy {row}, forgetting {forgetting(accuracies):.4f}")
    console.print(accuracy_table(accuracies))
    if process.rank == 0:
        draw_mask_use(backbone, options.plot)
    console.print(f"mask use: {options.plot}")
    return accuracies


def split(task: Sequence[int], input_shape: Sequence[int | None], device: torch.device) -> tuple[Data, Data]:
    """Training and test data of a task, as the backbone takes them.

    Args:
        task: The digits.
        input_shape: Shape of one input, None where any size is taken.
        device: Where they go.
    """
    digits = cast(Any, load_digits())
    images = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 8 - 1
    labels = torch.tensor(digits.target)
    channels, *sizes = input_shape if len(input_shape) > 1 else (1, *[math.isqrt(input_shape[0] or 1)] * 2)
    images = F.interpolate(images, [size or IMAGE_SIZE for size in sizes], mode="bilinear")
    images = images.expand(-1, channels or 1, -1, -1)
    train: list[Tensor] = []
    test: list[Tensor] = []
    for digit in task:
        index = (labels == digit).nonzero().flatten()
        index = index[torch.randperm(len(index))]
        tested = round(TEST_FRACTION * len(index))
        train.append(index[tested:])
        test.append(index[:tested])

    def data(parts: Sequence[Tensor]) -> Data:
        index = torch.cat(list(parts))
        return Data(images[index].to(device), (labels[index] == task[1]).long().to(device))

    return data(train), data(test)


def train_epoch(
    backbone: Any, network: nn.Module, head: nn.Module, optimizer: torch.optim.Optimizer, batches: Sequence[Data]
) -> Iterator[None]:
    """Trains the current task on each batch once, as the backbone's recipe says.

    Args:
        backbone: The backbone.
        network: What is called for it: the backbone itself, or what averages its gradients over processes.
        head: Head of the task.
        optimizer: Moves the parameters of both.
        batches: The batches.
    """
    network.train()
    recipe = backbone.recipe()
    for index, batch in enumerate(batches):
        optimizer.zero_grad()
        feature, *masks, _ = network(batch.images, "train", **recipe.arguments(index, len(batches)))
        loss = F.cross_entropy(head(feature), batch.labels) + recipe.regularizer(backbone, masks)
        loss.backward()
        recipe.before_step(backbone, index, len(batches))
        backbone.mask_gradients()  # what is protected does not count for the norm
        nn.utils.clip_grad_norm_(backbone.parameters(), CLIP)
        optimizer.step()
        recipe.after_step(backbone)
        yield


@torch.no_grad()
def accuracy(backbone: Any, head: nn.Module, task_id: int, data: Data) -> float:
    """Fraction of the images whose class within the task is found."""
    backbone.eval()
    feature, *_ = backbone(data.images, "test", test_task_id=task_id)
    return float((head(feature).argmax(1) == data.labels).float().mean())


def forgetting(accuracies: Sequence[Sequence[float]]) -> float:
    """What the earlier tasks have lost since their best, on average (Chaudhry et al., ECCV 2018, eq. 3)."""
    *before, now = accuracies
    lost = [max(row[task] for row in before[task:]) - now[task] for task in range(len(before))]
    return sum(lost) / max(len(lost), 1)


def accuracy_table(accuracies: Sequence[Sequence[float]]) -> Table:
    """A row per task learned, a column per task tested."""
    table = Table("after", *(f"{a} or {b}" for a, b in TASKS), "mean", title="accuracy")
    for number, row in enumerate(accuracies, start=1):
        cells = [f"{value:.3f}" for value in row] + [""] * (len(TASKS) - number)
        table.add_row(f"task {number}", *cells, f"{sum(row) / number:.3f}")
    return table


def draw_mask_use(backbone: Any, path: Path) -> None:
    """Draws which fraction of each layer the tasks use, as `clbackbones plot` does for a saved backbone."""
    picture = draw(mask_use(backbone), type(backbone).__name__)
    path.write_bytes(rendered(picture, path.suffix.removeprefix(".")))


if __name__ == "__main__":
    main()
