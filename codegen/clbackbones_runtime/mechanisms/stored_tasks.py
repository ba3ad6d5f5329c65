"""The tasks of a masked backbone: the masks of each, which tasks are stored, and which is the current one."""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from ..layers.task_state import BufferDict, TaskDict, is_set, keys_in_state, misshaped
from .cl import check_task_id, given_task_id, one_task_id

__all__ = ["BlankMasks", "StoredTasks"]

BlankMasks = Callable[[], Mapping[str, Tensor]]
"""Makes zeros for the masks of one task, by the names of their buffers, which hold a `/`."""


class StoredTasks(TaskDict):
    """Buffers per task: the flags `stored` and `current` and its masks; `1.stored` is a flag of task 1.

    Attributes:
        stored_ids: Tasks whose masks are stored, in the order in which they were; the others only have room.
    """

    def __init__(self) -> None:
        """Starts without a task."""
        super().__init__()
        self.stored_ids: list[int] = []

    @property
    def ids(self) -> list[int]:
        """All tasks that there is room for."""
        return [int(key) for key in self]

    def make_room(self, task_id: int, masks: Mapping[str, Tensor]) -> None:
        """Adds the buffers of a task, which is neither stored nor current.

        Args:
            task_id: The task.
            masks: Zeros, which become its buffers.
        """
        device = next(iter(masks.values())).device
        flags = {name: torch.zeros((), dtype=torch.uint8, device=device) for name in ("stored", "current")}
        self[str(task_id)] = BufferDict({**flags, **masks})

    def set_current(self, task_id: int) -> None:
        """Makes a task the current one."""
        for other in self.ids:
            self[other]["current"].fill_(other == task_id)

    def store(self, task_id: int, masks: Mapping[str, Tensor]) -> None:
        """Copies masks into the buffers of a task, which is stored from then on."""
        self[task_id].store(masks)
        self[task_id]["stored"].fill_(1)
        if task_id not in self.stored_ids:
            self.stored_ids.append(task_id)

    def replace(self, masks: Mapping[Any, Mapping[str, Tensor]]) -> None:
        """Stores these masks in the place of all that are stored.

        Args:
            masks: For each task, a number or its text, the masks by the names of their buffers.

        Raises:
            ValueError: There is no room for a task.
        """
        given = {check_task_id(int(task_id)): buffers for task_id, buffers in masks.items()}
        if unknown := [task_id for task_id in given if task_id not in self]:
            raise ValueError(f"the masks of task {unknown[0]} need room: call setup_task_id({unknown[0]}) first")
        for task_id in self.stored_ids:
            self[task_id]["stored"].fill_(0)
        self.stored_ids = []
        for task_id, buffers in given.items():
            self.store(task_id, buffers)

    def check(self, task_id: int | None, argument: str) -> int:
        """The id of a task to test.

        Args:
            task_id: The task.
            argument: Where it was given.

        Raises:
            ValueError: No id, or nothing is stored for the task; lists what is.
        """
        # Answers with the list's own integer: where a compiler traces the argument as a symbol, this one is a constant.
        wanted = one_task_id(task_id)
        for stored in self.stored_ids if wanted is not None else ():
            if stored == wanted:
                return stored
        listed = ", ".join(map(str, self.stored_ids)) or "none"
        given = repr(task_id) if wanted is not None else given_task_id(task_id)
        raise ValueError(f"{argument} must be a task whose mask is stored ({listed}), got {given}")

    def misfits(self, state_dict: Mapping[str, Tensor], prefix: str, blank: BlankMasks) -> list[str]:
        """The masks of a state dict that have other shapes than those here, in torch's words.

        Args:
            state_dict: The state dict.
            prefix: What stands before its tasks.
            blank: Makes masks in the shapes of those here.
        """
        masks = blank()
        tasks = _tasks_in(state_dict, prefix)
        return [problem for key in tasks for problem in misshaped(state_dict, f"{prefix}{key}.", masks)]

    def expect(self, state_dict: Mapping[str, Tensor], prefix: str, blank: BlankMasks) -> int | None:
        """Makes room for the tasks of a state dict that fits, and takes over which of them are stored.

        Args:
            state_dict: The state dict.
            prefix: What stands before its tasks.
            blank: Makes the masks of a task.

        Returns:
            Its current task; None if it tells none.
        """
        current = None
        for key in _tasks_in(state_dict, prefix):
            task_id = int(key)
            if task_id not in self:
                self.make_room(task_id, blank())
            if task_id in self.stored_ids:
                self.stored_ids.remove(task_id)
            if is_set(state_dict, f"{prefix}{key}.stored"):
                self.stored_ids.append(task_id)
            if is_set(state_dict, f"{prefix}{key}.current"):
                current = task_id
        return current


def _tasks_in(state_dict: Mapping[str, Tensor], prefix: str) -> list[str]:
    return [key for key in keys_in_state(state_dict, prefix) if key.removeprefix("-").isdecimal()]
