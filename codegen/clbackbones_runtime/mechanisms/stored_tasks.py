"""The tasks of a masked backbone: the masks of each, which tasks are stored, and which is the current one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar, cast

import torch
from torch import Tensor, nn

from ..layers.distributed import local
from ..layers.task_state import BufferDict, TaskDict, as_number, has_values, is_set, misshaped, tasks_in_state
from .cl import check_task_id, given_task_id, one_task_id

__all__ = ["OWN_TENSORS", "BlankMasks", "StoredTasks", "has_own_tensors"]

OWN_TENSORS: Final = (
    "these are the backbone's own tensors, without tasks, so there is nothing to load. If a checkpoint was loaded into "
    "them, as torch.distributed.checkpoint does, tasks that it has were left out, for lack of keys: call setup_task_id "
    "for each of them before state_dict()"
)
"""Said of a state dict that something may have filled which cannot add keys to it."""

T = TypeVar("T")

_FLAGS: Final = ("stored", "current")
"""What is said of a task besides its masks."""

BlankMasks = Callable[[], Mapping[str, Tensor]]
"""Makes zeros for the masks of one task, by the names of their buffers, which hold a `/`."""


class StoredTasks(TaskDict):
    """Buffers per task: the flags `stored` and `current` and its masks; `1.stored` is a flag of task 1.

    Which tasks are stored and which is current is what the flags say, whoever wrote them: a moving average, or a
    distributed checkpoint, copies into buffers and knows nothing else.
    """

    def __init__(self) -> None:
        """Starts without a task."""
        super().__init__()
        # What the flags said last, for compilers and tensors without values, of which none can be asked.
        self._said: Mapping[str, list[int]] = {name: [] for name in _FLAGS}

    @property
    def ids(self) -> list[int]:
        """All tasks that there is room for, in the order in which they were set up."""
        # `keys()` first, so that `list` takes all of them at once: another thread may set a task up.
        return [int(key) for key in list(self.keys())]

    @property
    def stored_ids(self) -> list[int]:
        """Those whose masks are stored, in the same order; the others only have room."""
        return self._flagged("stored")

    @property
    def current_id(self) -> int | None:
        """The current one; None before there is one."""
        return next(iter(self._flagged("current")), None)

    def _flagged(self, name: str) -> list[int]:
        """The tasks whose flag of that name is set."""
        ids = self.ids
        flags = [self[task_id][name] for task_id in ids]
        if not torch.compiler.is_compiling() and all(map(has_values, flags)):
            values = cast("list[int]", torch.stack(flags).tolist() if flags else [])
            self._say(name, [task_id for task_id, value in zip(ids, values, strict=True) if value])
        return list(self._said[name])

    def _say(self, name: str, task_ids: list[int]) -> None:
        self._said = {**self._said, name: task_ids}

    def _flag(self, name: str, task_ids: Collection[int]) -> None:
        """Sets the flag of that name of these tasks alone."""
        for task_id in self.ids:
            self[task_id][name].fill_(task_id in task_ids)
        self._say(name, [task_id for task_id in self.ids if task_id in task_ids])

    def make_room(self, task_id: int, masks: Mapping[str, Tensor]) -> None:
        """Adds the buffers of a task, which is neither stored nor current.

        Args:
            task_id: The task.
            masks: Zeros, which become its buffers.
        """
        device = next((mask.device for mask in masks.values()), None)
        self[str(task_id)] = BufferDict({**_flags(device), **masks})

    def set_current(self, task_id: int) -> None:
        """Makes a task the current one."""
        self._flag("current", [task_id])

    def set_none(self) -> None:
        """No task is stored or current: the buffers have no values, of which flags could be made."""
        for name in _FLAGS:
            self._flag(name, ())

    def store(self, task_id: int, masks: Mapping[str, Tensor]) -> None:
        """Copies masks into the buffers of a task, which is stored from then on."""
        self[task_id].store(masks)
        self._flag("stored", {*self.stored_ids, task_id})

    def with_room(self, masks: Mapping[Any, T], faults: Callable[[T], Iterable[str]]) -> dict[int, T]:
        """What is given for tasks, each a number or its text, by number.

        Args:
            masks: The masks.
            faults: What is wrong with one.

        Raises:
            ValueError: No mapping by task ids, each there once; there is no room for a task; or some are no masks, in
                which case all faults are listed.
        """
        if not isinstance(masks, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - of users' own programs
            raise ValueError(f"masks are given as a mapping by task id, not as a {type(masks).__name__}")
        given: dict[int, T] = {}
        for key, mask in masks.items():
            task_id = check_task_id(as_number(key))
            if task_id in given:
                raise ValueError(f"the masks of task {task_id} are given twice, once by its number as a text")
            given[task_id] = mask
        if unknown := [task_id for task_id in given if task_id not in self]:
            raise ValueError(f"the masks of task {unknown[0]} need room: call setup_task_id({unknown[0]}) first")
        if problems := [f"\n- task {task_id}: {fault}" for task_id, mask in given.items() for fault in faults(mask)]:
            raise ValueError(f"nothing is stored, since these are no masks:{''.join(problems)}")
        return given

    def replace(self, masks: Mapping[int, Mapping[str, Tensor]]) -> None:
        """Stores these masks in the place of all that are stored.

        Args:
            masks: For each of some tasks that there is room for, the masks by the names of their buffers.
        """
        for task_id, buffers in masks.items():
            self[task_id].store(buffers)
        self._flag("stored", masks)

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
        message = f"{argument} must be a task whose mask is stored ({listed}), got {given}"
        if wanted is not None and wanted not in self:
            message += f"; a copy, such as a moving average, learns of it by a setup_task_id({wanted}) of its own"
        elif wanted is not None:
            message += "; it is set up, and store_mask stores it; an average of buffers never does: copy them"
        raise ValueError(message)

    def stay_after(self, state_dict: Mapping[str, Any], prefix: str) -> bool:
        """Whether stored tasks stay as they are after a state dict is loaded, which leaves them out or has their masks.

        It may have other weights for them, as an average has, or a file from before they were learned.

        Args:
            state_dict: The state dict.
            prefix: What stands before its tasks.
        """
        keys = tasks_in_state(state_dict, prefix)
        if not keys:
            return True
        if not {*self.stored_ids} <= {int(key) for key in keys}:
            return True
        if {int(key) for key in keys if is_set(state_dict, f"{prefix}{key}.stored")} != set(self.stored_ids):
            return False
        masks = [
            (mask, state_dict.get(f"{prefix}{task_id}.{name}", mask))
            for task_id in self.stored_ids
            for name, mask in self[task_id].named_buffers()
            if name not in _FLAGS
        ]
        if any(mask.is_meta or other.is_meta or other.is_complex() for mask, other in masks):
            return False
        return all(torch.equal(mask, other.to(mask)) for mask, other in masks)

    def misfits(self, state_dict: Mapping[str, Tensor], prefix: str, blank: BlankMasks) -> list[str]:
        """The masks of a state dict that have other shapes than those here, in torch's words.

        Args:
            state_dict: The state dict.
            prefix: What stands before its tasks.
            blank: Makes masks in the shapes of those here.
        """
        room = {**_flags(), **blank()}
        tasks = tasks_in_state(state_dict, prefix)
        return [problem for key in tasks for problem in misshaped(state_dict, f"{prefix}{key}.", room)]

    def faults(self, masks_are_bits: Callable[[int], bool]) -> Iterator[str]:
        """What these buffers hold that no backbone stores, one line each; without those that have no values.

        Args:
            masks_are_bits: Whether the buffers of a task's masks hold nothing but masks.
        """
        known = [task_id for task_id in self.ids if all(map(has_values, self[task_id].buffers()))]
        current = [task_id for task_id in known if self[task_id]["current"].item() == 1]
        if len(current) > 1:
            yield f"the tasks {current[0]} and {current[1]} are both the current one"
        for task_id in known:
            if any(self[task_id][name].item() not in (0, 1) for name in _FLAGS):
                yield f"task {task_id} has flags other than 0 and 1"
            if not masks_are_bits(task_id):
                yield f"task {task_id} has masks that are none: values other than 0 and 1, or bits beyond their end"

    def types(self, blank: BlankMasks) -> dict[str, torch.dtype]:
        """The type of each buffer of a task, by its name.

        Args:
            blank: Makes the masks of a task.
        """
        return {name: tensor.dtype for name, tensor in {**_flags(), **blank()}.items()}

    def expect(self, state_dict: Mapping[str, Tensor], prefix: str, blank: BlankMasks) -> None:
        """Makes room for the tasks of a state dict that fits, which is loaded next.

        Args:
            state_dict: The state dict.
            prefix: What stands before its tasks.
            blank: Makes the masks of a task.
        """
        given = tasks_in_state(state_dict, prefix)
        for key in given:
            if key not in self:
                self.make_room(int(key), blank())
        if any(is_set(state_dict, f"{prefix}{key}.current") for key in given):
            # Where the tasks of both are kept (`strict=False`), the current one is that of the state dict alone.
            for key in {*self} - {*given}:
                self[key]["current"].fill_(0)
            self._say("current", [])
        for name in _FLAGS:
            told = {int(key): f"{prefix}{key}.{name}" for key in given}
            before = set(self._said[name]) - told.keys()
            set_ = {task_id for task_id, key in told.items() if is_set(state_dict, key)}
            self._say(name, [task_id for task_id in self.ids if task_id in before | set_])

    def keep_only(self, state_dict: Mapping[str, Tensor], prefix: str) -> None:
        """Gives up the room for tasks that a state dict does not have."""
        for key in {*self} - {*tasks_in_state(state_dict, prefix)}:
            del self[key]


def _flags(device: torch.device | None = None) -> dict[str, Tensor]:
    """Those of a task that is neither stored nor current."""
    return {name: torch.zeros((), dtype=torch.uint8, device=device) for name in _FLAGS}


def has_own_tensors(state_dict: Mapping[str, Tensor], prefix: str, module: nn.Module) -> bool:
    """Whether a state dict has no tasks, and the very tensors of the module that it is loaded into."""
    name, own = next(module.named_parameters())
    given = state_dict.get(f"{prefix}{name}")
    if given is None or own.is_meta or tasks_in_state(state_dict, f"{prefix}tasks."):
        return False
    return local(given).data_ptr() == local(own).data_ptr()
