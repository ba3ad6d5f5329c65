"""The tasks that a masked backbone keeps, by themselves: room, flags, and what a state dict brings."""

import copy
from collections.abc import Mapping

import pytest
import torch
from torch import Tensor

from clbackbones_runtime.mechanisms.stored_tasks import StoredTasks


def blank() -> dict[str, Tensor]:
    return {"mask/a": torch.zeros(3, dtype=torch.uint8), "mask/b/0": torch.zeros(2, dtype=torch.uint8)}


def masks(value: int) -> dict[str, Tensor]:
    return {name: torch.full_like(tensor, value) for name, tensor in blank().items()}


@pytest.fixture
def tasks() -> StoredTasks:
    """Room for tasks 3, 1 and -2; the second is stored, and the last is current."""
    tasks = StoredTasks()
    for task_id in (3, 1, -2):
        tasks.make_room(task_id, blank())
    tasks.store(1, masks(1))
    tasks.set_current(-2)
    return tasks


def flags(tasks: StoredTasks, name: str) -> list[int]:
    return [int(tasks[task_id][name]) for task_id in tasks.ids]


def test_flags_say_what_is_stored_and_current(tasks: StoredTasks) -> None:
    assert (tasks.ids, tasks.stored_ids) == ([3, 1, -2], [1])
    assert (flags(tasks, "stored"), flags(tasks, "current")) == ([0, 1, 0], [0, 0, 1])
    assert torch.equal(tasks["1"]["mask/b/0"], masks(1)["mask/b/0"])
    assert list(tasks.state_dict())[:4] == ["3.stored", "3.current", "3.mask/a", "3.mask/b/0"]


def test_stored_tasks_stand_in_the_order_in_which_they_were_set_up(tasks: StoredTasks) -> None:
    tasks.store(3, masks(1))
    tasks.store(1, masks(0))
    assert tasks.stored_ids == [3, 1]
    assert not tasks[1]["mask/a"].any()


def test_what_is_stored_and_current_is_what_the_buffers_say(tasks: StoredTasks) -> None:
    for task_id, value in ((1, 0), (3, 1)):
        tasks[task_id]["stored"].data.fill_(value)  # as a moving average writes
        tasks[task_id]["current"].data.fill_(value)
    tasks[-2]["current"].data.fill_(0)
    assert (tasks.stored_ids, tasks.current_id) == ([3], 3)
    assert tasks.check(3, "task_id") == 3


def test_replaced_masks_are_all_that_is_stored(tasks: StoredTasks) -> None:
    tasks.replace(tasks.with_room({"-2": masks(1), 3: masks(0)}, lambda _: ()))
    assert (tasks.stored_ids, flags(tasks, "stored")) == ([3, -2], [1, 0, 1])
    with pytest.raises(ValueError, match=r"task 7 need room: call setup_task_id\(7\) first"):
        tasks.with_room({7: masks(1)}, lambda _: ())
    with pytest.raises(ValueError, match="nothing is stored, since these are no masks:\n- task 1: odd\n- task 3: odd"):
        tasks.with_room({1: masks(1), 3: masks(1)}, lambda _: ["odd"])
    assert tasks.stored_ids == [3, -2]


@pytest.mark.parametrize("task_id", [None, 3, 7])
def test_a_task_that_is_not_stored_is_refused(tasks: StoredTasks, task_id: int | None) -> None:
    assert tasks.check(1, "task_id") == 1
    with pytest.raises(ValueError, match=rf"^task_id must be a task whose mask is stored \(1\), got {task_id}(;|$)"):
        tasks.check(task_id, "task_id")


def prefixed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {f"backbone.tasks.{key}": value for key, value in state.items()}


def test_a_state_dict_is_expected_whole(tasks: StoredTasks) -> None:
    state = prefixed(tasks.state_dict())
    fresh = StoredTasks()
    assert fresh.misfits(state, "backbone.tasks.", blank) == []
    fresh.expect(state, "backbone.tasks.", blank)
    fresh.load_state_dict(tasks.state_dict(), strict=True)
    assert (fresh.ids, fresh.stored_ids, fresh.current_id) == (tasks.ids, tasks.stored_ids, -2)
    fresh.keep_only({"1.stored": torch.tensor(1)}, "")
    assert (fresh.ids, fresh.stored_ids, fresh.current_id) == ([1], [1], None)


def test_a_state_dict_that_is_not_stored_takes_away_what_is(tasks: StoredTasks) -> None:
    state = {"1.stored": torch.tensor(0), "3.stored": torch.tensor(1)}
    tasks.expect(prefixed(state), "backbone.tasks.", blank)
    tasks.load_state_dict(state, strict=False)
    assert tasks.stored_ids == [3]


def test_the_current_task_is_that_of_the_state_dict_alone(tasks: StoredTasks) -> None:
    state = {"7.stored": torch.tensor(0), "7.current": torch.tensor(1)}
    tasks.expect(prefixed(state), "backbone.tasks.", blank)
    tasks.load_state_dict(state, strict=False)
    assert flags(tasks, "current") == [0, 0, 0, 1]
    assert (tasks.current_id, tasks.stored_ids) == (7, [1])


def test_masks_of_other_shapes_are_told(tasks: StoredTasks) -> None:
    state = prefixed(tasks.state_dict())
    state["backbone.tasks.1.mask/a"] = torch.zeros(5)
    (problem,) = StoredTasks().misfits(state, "backbone.tasks.", blank)
    assert "size mismatch for backbone.tasks.1.mask/a" in problem


def test_a_copy_shares_nothing(tasks: StoredTasks) -> None:
    copied = copy.deepcopy(tasks)
    copied.store(3, masks(1))
    assert tasks.stored_ids == [1]
    assert not tasks[3]["mask/a"].any()
