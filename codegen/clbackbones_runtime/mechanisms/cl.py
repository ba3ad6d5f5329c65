"""The CL mechanism: a plain network that knows its tasks."""

import operator
from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, Final, cast

import torch
from torch import Tensor

from ..config.config import Config
from .backbone import Activations, Backbone, Stage
from .extended import extended

__all__ = ["CLBackbone", "TaskBackbone", "check_task_id", "given_task_id", "one_task_id"]


_SHOWN: Final = 10
"""Tasks that are shown besides the last."""


class TaskBackbone(Backbone):
    """Base of the backbones that learn one task after the other."""

    @property
    @abstractmethod
    def task_id(self) -> int | None:
        """The task being learned; None before the first `setup_task_id`."""

    @property
    @abstractmethod
    def processed_task_ids(self) -> list[int]:
        """All tasks set up so far, in this order, the current one included."""

    def _state(self) -> Iterator[str]:
        *head, last = map(str, self.processed_task_ids or ["none"])
        shown = [*head[:_SHOWN], *(["..."] if len(head) > _SHOWN else []), last]
        yield f"tasks: {', '.join(shown)}" + ("" if self.task_id is None else f"; current: {self.task_id}")

    @extended
    def setup_task_id(self, task_id: int) -> None:
        """Announces the task that is learned from now on, and makes room for what is stored of it, if anything is.

        Args:
            task_id: Any integer, usually counted from 1. A task that is known already becomes the current one again:
                nothing of it is overwritten, drawn or reset.

        Raises:
            ValueError: Not an integer.
            RuntimeError: The backbone was built or copied in inference mode, and can never be trained.
        """
        task_id = check_task_id(task_id)
        if not torch.is_inference_mode_enabled() and any(each.is_inference() for each in self.parameters()):
            raise RuntimeError(
                "torch trains nothing that was made in inference mode: build or copy the backbone outside of it, under "
                "torch.inference_mode(False), or save and restore it"
            )
        self._begin_task(task_id, new=task_id not in self.processed_task_ids)

    @abstractmethod
    def _begin_task(self, task_id: int, *, new: bool) -> None:
        """What a mechanism does when a task becomes the current one.

        Args:
            task_id: The task.
            new: Whether it has not been before.
        """

    def adopt_tasks(self, tasks: tuple[list[int], int | None]) -> None:
        """Takes over all tasks set up so far, and the current one, unless the tensors of the state dict tell them."""


class CLBackbone(TaskBackbone):
    """Backbone that computes the same for every task."""

    def __init__(self, config: Config) -> None:
        """Starts without a task.

        Args:
            config: A valid config.
        """
        super().__init__(config)
        self._tasks: tuple[list[int], int | None] = [], None

    @property
    def task_id(self) -> int | None:
        """The task being learned; None before the first `setup_task_id`."""
        return self._tasks[1]

    @property
    def processed_task_ids(self) -> list[int]:
        """All tasks set up so far, in this order, the current one included."""
        return list(self._tasks[0])

    def adopt_tasks(self, tasks: tuple[list[int], int | None]) -> None:
        """Takes over all tasks set up so far, and the current one."""
        self._tasks = tasks

    def _begin_task(self, task_id: int, *, new: bool) -> None:
        known = self.processed_task_ids
        self._tasks = [*known, task_id] if new else known, task_id

    def network(self, x: Tensor) -> tuple[Tensor, Activations]:
        """The layers of the generated class: feature and activations of an input that has been checked."""
        raise NotImplementedError

    def forward(
        self, input: Tensor, stage: Stage | None = None, task_id: int | None = None
    ) -> tuple[Tensor, Activations]:
        """Extracts the feature.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: What the pass is for; makes no difference here.
            task_id: The task of the input; makes no difference here.

        Returns:
            Feature, (batch, output_dim), and the activations of every weighted layer, (batch, units, ...).

        Raises:
            ValueError: Unknown stage, or an input shape that the network does not take.
        """
        if stage is not None:
            self.check_stage(stage)
        self.check_input(input)
        return self.network(input)


def check_task_id(task_id: int) -> int:
    """The id as an `int`; a ValueError that says what it should be if it is no integer."""
    found = one_task_id(task_id)
    if found is None:
        raise ValueError(f"task_id must be an integer, got {given_task_id(task_id)}")
    return found


def one_task_id(task_id: object) -> int | None:
    """The id as an `int`; None for what is no integer: a boolean, a text, a list or tensor of labels."""
    if isinstance(task_id, int):
        return None if isinstance(task_id, bool) else task_id
    if getattr(task_id, "ndim", 0) or "bool" in str(getattr(task_id, "dtype", "")):
        return None
    try:
        return operator.index(cast(Any, task_id))
    except (TypeError, ValueError):
        return None


def given_task_id(task_id: object) -> str:
    """What was given for a task id that is none, and what to do, for the end of an error."""
    if not isinstance(task_id, list | tuple) and not getattr(task_id, "ndim", 0):
        hint = "; write it without quotes" if isinstance(task_id, str) and task_id.isdecimal() else ""
        return f"{task_id!r}{hint}"
    size, kind = len(cast("list[object]", task_id)), type(cast(object, task_id)).__name__
    what = f"a {kind} of {size} entries" if size != 1 else f"a {kind} of one entry"
    return f"{what}; a pass is for one task: split a batch of several by its labels, and give each part its id, an int"
