"""A forward pass of any backbone in any stage; see `clbackbones_runtime.testing.passes`."""

from typing import Any

from torch import nn

from clbackbones_runtime.testing.passes import (
    TRAINING,
    begin_task,
    mask_arguments,
    random_input,
    taken_by,
    train_forward,
    training_arguments,
)

__all__ = [
    "begin_task",
    "live_through_a_task",
    "random_input",
    "stage_arguments",
    "taken_by",
    "train_forward",
    "training_arguments",
]


def stage_arguments(backbone: nn.Module, stage: str) -> dict[str, Any]:
    """Those arguments of a pass in any stage that the backbone takes; tested is task 1."""
    return taken_by(backbone.forward, {**TRAINING, "stage": stage, "test_task_id": 1})


def live_through_a_task(backbone: Any) -> None:
    """Stores a first task and begins the second, with a backup of the first, as far as the mechanism goes."""
    begin_task(backbone)
    if hasattr(backbone, "store_mask"):
        backbone.store_mask(**mask_arguments(backbone))
        begin_task(backbone, 2)
    if hasattr(backbone, "instantiate_backup_backbones"):
        backbone.instantiate_backup_backbones([1])
