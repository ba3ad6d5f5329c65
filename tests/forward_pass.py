"""A forward pass of any backbone in any stage; see `clbackbones_runtime.testing.passes`."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from torch import nn

from clbackbones_runtime.testing.passes import (
    begin_task,
    random_input,
    store_task,
    train_forward,
    training_arguments,
)

__all__ = [
    "begin_task",
    "live_through_a_task",
    "random_input",
    "stage_arguments",
    "store_task",
    "taken_by",
    "train_forward",
    "training_arguments",
]


def taken_by(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Those arguments that a function has parameters for."""
    taken = inspect.signature(function).parameters
    return {name: value for name, value in arguments.items() if name in taken}


def stage_arguments(backbone: nn.Module, stage: str) -> dict[str, Any]:
    """The arguments of a pass in any stage; tested is task 1."""
    tested = taken_by(backbone.forward, {"test_task_id": 1})
    return {**training_arguments(backbone), "stage": stage, **tested}


def live_through_a_task(backbone: Any) -> None:
    """Stores a first task and begins the second, with a backup of the first, as far as the mechanism goes."""
    begin_task(backbone)
    if hasattr(backbone, "store_mask"):
        store_task(backbone)
        begin_task(backbone, 2)
    if hasattr(backbone, "instantiate_backup_backbones"):
        backbone.instantiate_backup_backbones([1])
