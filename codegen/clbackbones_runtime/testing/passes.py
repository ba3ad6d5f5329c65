"""Forward passes and steps of any backbone, whatever its mechanism asks for."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final

import torch
from torch import Tensor, nn

from ..config.config import Config
from ..graph.shapes import ShapeError

__all__ = [
    "SIZE",
    "TRAINING",
    "all_outputs",
    "begin_task",
    "input_shape",
    "keep_everything",
    "learned",
    "mask_arguments",
    "random_input",
    "stored_outputs",
    "taken_by",
    "train_forward",
    "train_task",
    "training_arguments",
]

IMAGE_SIZE: Final = 32
"""Height and width where a network takes any."""

SIZE: Final = 8
"""The same, where many steps are made."""

LARGEST: Final = 512
"""The same, where nothing smaller fits."""

TASK_IDS: Final = (7, -2, 4)
"""Ids of tasks: no sequence."""

TRAINING: Final[Mapping[str, Any]] = {
    "stage": "train",
    "s_max": 400.0,
    "batch_idx": 0,
    "num_batches": 10,
    "mask_percentage": 0.5,
}
"""Arguments of a first training step, for all mechanisms together."""


def taken_by(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Those arguments that a function has parameters for."""
    taken = inspect.signature(function).parameters
    return {name: value for name, value in arguments.items() if name in taken}


def training_arguments(backbone: nn.Module) -> dict[str, Any]:
    """Those arguments of a first training step that the backbone takes."""
    return taken_by(backbone.forward, TRAINING)


def mask_arguments(backbone: Any) -> dict[str, Any]:
    """What `store_mask` takes of the same."""
    return taken_by(backbone.store_mask, TRAINING)


def random_input(backbone: Any, *, batch: int, size: int = IMAGE_SIZE) -> Tensor:
    """A batch that fits the backbone.

    Args:
        backbone: Any backbone.
        batch: Number of inputs.
        size: Height and width where the network takes any; doubled as long as they are too small for it.

    Returns:
        (batch, ...)
    """
    return torch.randn(batch, *input_shape(backbone.config, size))


def input_shape(config: Config, size: int = IMAGE_SIZE) -> tuple[int, ...]:
    """The shape of one input that a network takes.

    Args:
        config: Its config.
        size: Height and width where the network takes any; doubled as long as they are too small for it.
    """
    sizes = config.graph().input_shape
    shape = tuple(size if fixed is None else fixed for fixed in sizes)
    if None in sizes and size < LARGEST:
        try:
            config.graph(shape)
        except ShapeError:
            return input_shape(config, 2 * size)
    return shape


def begin_task(backbone: Any, task_id: int = 1) -> None:
    """Begins a task, where the mechanism knows tasks."""
    if hasattr(backbone, "setup_task_id"):
        backbone.setup_task_id(task_id=task_id)


def train_forward(backbone: nn.Module, input: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
    """The forward pass of a first training step.

    Args:
        backbone: Any backbone; a mechanism that knows tasks has begun one.
        input: (batch, ...)

    Returns:
        The feature, (batch, output_dim), and the activations by layer name.
    """
    result = backbone(input, **training_arguments(backbone))
    return result[0], result[-1]


def train_task(backbone: Any, optimizer: torch.optim.Optimizer, size: int = SIZE, steps: int = 2) -> None:
    """Steps on random data, all the way of a training loop; then the mask is stored.

    Args:
        backbone: A masked backbone, set up for the task.
        optimizer: The optimizer of its parameters.
        size: Height and width of images, where the network takes any.
        steps: How many steps.
    """
    backbone.train()
    units = hasattr(backbone, "sparsity_regularization")
    for index in range(steps):
        schedule = {"s_max": TRAINING["s_max"], "batch_idx": index, "num_batches": steps + 1}
        arguments = taken_by(backbone.forward, {**TRAINING, **schedule})
        feature, mask, *_ = backbone(random_input(backbone, batch=4, size=size), **arguments)
        # Without norms, the features of deep networks are large.
        loss = (feature / feature.detach().norm().clamp(min=1e-3) * torch.randn_like(feature)).sum()
        if units:
            loss = loss + 0.75 * backbone.sparsity_regularization(mask)
        optimizer.zero_grad()
        loss.backward()
        if units:
            backbone.compensate_embedding_gradients(**schedule)
        torch.nn.utils.clip_grad_norm_(backbone.parameters(), 1.0)
        optimizer.step()
        if units:
            backbone.clamp_embeddings()
    backbone.store_mask(**mask_arguments(backbone))


def stored_outputs(backbone: Any, input: Tensor) -> dict[int, Tensor]:
    """The feature of every stored task, at rest."""
    backbone.eval()
    with torch.no_grad():
        return {task_id: backbone(input, "test", test_task_id=task_id)[0] for task_id in backbone.stored_task_ids}


def learned(config: Config, tasks: int, size: int = 2 * SIZE) -> Any:
    """A backbone after a number of tasks, whose ids are no sequence; after 3 of them, masked ones begin a further one.

    Args:
        config: The config.
        tasks: The number, 3 at most.
        size: Height and width of images, where the network takes any.
    """
    backbone = config.build()
    masked = hasattr(backbone, "store_mask")
    for task_id in TASK_IDS[:tasks]:
        begin_task(backbone, task_id)
        train_forward(backbone, random_input(backbone, batch=4, size=size))
        with torch.no_grad():
            for parameter in backbone.parameters():
                parameter.add_(0.01 * torch.randn_like(parameter))
        if masked:
            backbone.store_mask(**mask_arguments(backbone))
    if tasks == len(TASK_IDS):
        begin_task(backbone, 9)
    return backbone


def all_outputs(backbone: Any, input: Tensor) -> dict[int | None, Tensor]:
    """The features of all that a backbone computes at rest: each stored task, and under None what is being learned."""
    backbone.eval()
    if not hasattr(backbone, "store_mask"):
        return {None: backbone(input)[0]}
    with torch.no_grad():
        current = backbone(input, "validation", **taken_by(backbone.forward, mask_arguments(backbone)))[0]
    return {None: current, **stored_outputs(backbone, input)}


def keep_everything(backbone: Any) -> dict[str, Any]:
    """Opens a masked backbone, and returns the arguments of a pass whose mask is all ones.

    A unit mask is 1 in float32 and float64 where s * e is large; a weight mask keeps 100 %.
    """
    for embedding in getattr(backbone, "task_embedding_t", {}).values():
        embedding.weight.data.fill_(6.0)
    opened = {"s_max": 400.0, "batch_idx": 9, "num_batches": 10, "mask_percentage": 1.0}
    return taken_by(backbone.forward, opened)
