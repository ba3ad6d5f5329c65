"""A forward pass of any backbone, whatever its mechanism asks for."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

IMAGE_SIZE = 32
"""Height and width where a network takes any."""

TRAINING: Mapping[str, Any] = {
    "stage": "train",
    "s_max": 400.0,
    "batch_idx": 0,
    "num_batches": 10,
    "mask_percentage": 0.5,
}
"""Arguments of a first training step, for all mechanisms together."""


def training_arguments(backbone: nn.Module) -> dict[str, Any]:
    """Those arguments of a training step that the backbone takes."""
    return taken_by(backbone.forward, TRAINING)


def stage_arguments(backbone: nn.Module, stage: str) -> dict[str, Any]:
    """Those arguments of a pass in any stage that the backbone takes; tested is task 1."""
    return taken_by(backbone.forward, {**TRAINING, "stage": stage, "test_task_id": 1})


def taken_by(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Those arguments that a function has parameters for."""
    taken = inspect.signature(function).parameters
    return {name: value for name, value in arguments.items() if name in taken}


def random_input(backbone: Any, *, batch: int, size: int = IMAGE_SIZE) -> Tensor:
    """A batch that fits the backbone.

    Args:
        backbone: Any backbone.
        batch: Number of inputs.
        size: Height and width where the network takes any.

    Returns:
        (batch, ...)
    """
    return torch.randn(batch, *(size if fixed is None else fixed for fixed in backbone.graph.input_shape))


def begin_task(backbone: Any, task_id: int = 1) -> None:
    """Begins a task, where the mechanism knows tasks."""
    if hasattr(backbone, "setup_task_id"):
        backbone.setup_task_id(task_id=task_id)


def live_through_a_task(backbone: Any) -> None:
    """Stores a first task and begins the second, with a backup of the first, as far as the mechanism goes."""
    begin_task(backbone)
    if hasattr(backbone, "store_mask"):
        backbone.store_mask(**taken_by(backbone.store_mask, TRAINING))
        begin_task(backbone, 2)
    if hasattr(backbone, "instantiate_backup_backbones"):
        backbone.instantiate_backup_backbones([1])


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
