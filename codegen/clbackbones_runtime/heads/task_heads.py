"""Linear heads behind a backbone: one per task, or one that grows with each task."""

import os
from collections.abc import Mapping
from typing import Any, Final

import torch
from torch import Tensor, nn

from ..checkpoint.checkpoint import write_content
from ..checkpoint.reading import CheckpointError, read_content, told
from ..mechanisms.cl import check_task_id

__all__ = ["TaskHeads"]

_FORMAT: Final = "clbackbones heads 1"
"""Stands in each file of heads."""


class TaskHeads(nn.Module):
    """Classifies features of tasks that come one after the other.

    Where each task has a head of its own (task-incremental), those of other tasks are frozen while one is learned, so
    that no optimizer changes what they say. One head for all tasks (class-incremental) grows with each of them; its
    logits are those of the tasks' classes, in the order in which tasks were set up.

    A state dict makes the heads that it has, so that a fresh object loads it.

    Attributes:
        input_dim: Number of features.
        grows: Whether there is one head for the classes of all tasks.
        heads: The layer of each task, by its id as a text; of one head, its rows for that task.
    """

    def __init__(self, input_dim: int, *, grows: bool = False) -> None:
        """Starts without a task.

        Args:
            input_dim: Number of features: `backbone.output_dim`.
            grows: Whether all tasks share one head.
        """
        super().__init__()
        self.input_dim = input_dim
        self.grows = grows
        self.heads: nn.ModuleDict = nn.ModuleDict()
        self.register_load_state_dict_pre_hook(_make_room)

    def setup_task_id(self, task_id: int, num_classes: int) -> None:
        """Announces the task that is learned from now on; give its new parameters to an optimizer after that.

        Args:
            task_id: Any integer. The head of a task that is known stays.
            num_classes: Number of its classes.

        Raises:
            ValueError: The task is known, with another number of classes; or one of the numbers is none.
        """
        key = str(check_task_id(task_id))
        if key not in self.heads:
            self._add(key, num_classes, next(self.parameters(), None))
        elif (known := self._head(key).out_features) != num_classes:
            raise ValueError(f"task {key} has {known} classes, not {num_classes}; give a new task another task_id")
        self._learn(key)

    def forward(self, feature: Tensor, task_id: int | None = None) -> Tensor:
        """Computes logits.

        Args:
            feature: (batch, input_dim).
            task_id: The task whose head is asked; None for one head for all tasks, which takes no other.

        Returns:
            (batch, classes) of the task, or of all tasks.

        Raises:
            ValueError: The task is not known, or none has been set up.
        """
        if not self.grows:
            return self._head(str(task_id))(feature)
        if task_id is not None or not self.heads:
            raise ValueError("one head for all tasks takes no task_id, and needs setup_task_id before")
        return torch.cat([head(feature) for head in self.heads.values()], dim=1)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes all heads to a file, as `clbackbones.save` does a backbone.

        Args:
            path: Where to write; a name that ends with `.safetensors` makes it such a file.

        Raises:
            ImportError: The name ends with `.safetensors`, and that library is not installed.
            OSError: The file cannot be written.
        """
        config = {"input_dim": self.input_dim, "grows": self.grows}
        write_content({"format": _FORMAT, "config": config, "state": self.state_dict()}, path)

    @classmethod
    def restore(cls, path: str | os.PathLike[str], map_location: torch.device | str | None = None) -> "TaskHeads":
        """The heads that `save` wrote; that of the task set up last is learned on.

        Args:
            path: The file. Reading it runs no code.
            map_location: Device for the tensors; None: the one that they were on, for `.safetensors` the CPU.

        Raises:
            CheckpointError: The file is damaged, or holds no heads; or the device is not there.
            OSError: The file cannot be read.
        """
        name = os.fsdecode(path)
        content, _ = read_content(name, map_location)
        if content.get("format") != _FORMAT:
            raise CheckpointError(f"{name} holds no heads that TaskHeads.save wrote")
        try:
            heads = cls(**content["config"])
            heads.load_state_dict(content["state"], assign=True)
        except Exception as error:  # whatever loading arbitrary tensors raises
            lines = str(error).splitlines()
            raise CheckpointError(f"{name} holds heads that do not fit each other: {told(lines)}") from error
        return heads

    def extra_repr(self) -> str:
        """What is no layer."""
        return f"{self.input_dim}, grows={self.grows}"

    def _add(self, key: str, num_classes: int, like: Tensor | None) -> None:
        if num_classes < 1:
            raise ValueError(f"num_classes must be at least 1, got {num_classes}")
        device, dtype = (None, None) if like is None else (like.device, like.dtype)
        self.heads[key] = nn.Linear(self.input_dim, num_classes, device=device, dtype=dtype)

    def _head(self, key: str) -> nn.Linear:
        if key not in self.heads:
            known = ", ".join(self.heads) or "none"
            raise ValueError(f"there is no head of task {key}; set up: {known}")
        head: Any = self.heads[key]
        return head

    def _learn(self, key: str) -> None:
        """Freezes the heads of other tasks, whose gradients would change them in the next step."""
        for name, head in self.heads.items():
            head.requires_grad_(self.grows or name == key)
            if not self.grows and name != key:
                head.zero_grad(set_to_none=True)


def _make_room(heads: TaskHeads, state_dict: Mapping[str, Tensor], prefix: str, *_: object) -> None:
    """Makes the heads of a state dict, which is loaded next; that of the last one is learned on."""
    start, end = f"{prefix}heads.", ".weight"
    weights = {key[len(start) : -len(end)]: key for key in state_dict if key.startswith(start) and key.endswith(end)}
    for task_id, key in weights.items():
        if task_id not in heads.heads:
            heads._add(task_id, len(state_dict[key]), state_dict[key])  # pyright: ignore[reportPrivateUsage]
        heads._learn(task_id)  # pyright: ignore[reportPrivateUsage]
