"""Public methods in any order, twice, and after failures: stored tasks are those of an oracle that only takes notes."""

import copy
from typing import Any

import pytest
import torch
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from torch import Tensor

from clbackbones import IsolationError
from clbackbones_runtime.testing.passes import mask_arguments, random_input, stored_outputs, training_arguments

from .backbones import MASKED, SMALLEST, normalized, small_config

TASKS = st.sampled_from([3, 1, -2])


class Calls(RuleBasedStateMachine):
    """A protected backbone, and what its stored tasks have to compute."""

    name: str

    @initialize(norm=st.booleans())
    def build(self, norm: bool) -> None:
        torch.manual_seed(0)
        self.backbone: Any = small_config(self.name, **normalized(self.name, on=norm)).build()
        self.optimizer = torch.optim.SGD(self.backbone.parameters(), lr=0.1, momentum=0.9, weight_decay=0.1)
        self.backbone.protect(self.optimizer)
        self.input = random_input(self.backbone, batch=3)
        self.known: list[int] = []
        self.current: int | None = None
        self.outputs: dict[int, Tensor] = {}
        self.saved: tuple[Any, ...] = self._noted()

    def _noted(self) -> tuple[Any, ...]:
        state = copy.deepcopy(self.backbone.state_dict())
        return state, list(self.known), self.current, dict(self.outputs)

    def _computed(self) -> dict[int, Tensor]:
        return stored_outputs(self.backbone, self.input)

    @rule(task_id=TASKS)
    def setup(self, task_id: int) -> None:
        self.backbone.setup_task_id(task_id)
        self.current = task_id
        if task_id not in self.known:
            self.known.append(task_id)

    @rule(value=st.sampled_from([1.0, float("nan")]))
    def train(self, value: float) -> None:
        self.backbone.train()
        feature = self.backbone(self.input, **training_arguments(self.backbone))[0]
        self.optimizer.zero_grad()
        (feature.square().mean() * value).backward()
        self.optimizer.step()

    @rule()
    def store(self) -> None:
        if self.current is None:
            with pytest.raises(ValueError, match="call setup_task_id first"):
                self.backbone.store_mask(**mask_arguments(self.backbone))
            return
        try:
            self.backbone.store_mask(**mask_arguments(self.backbone))
            self.outputs[self.current] = self._computed()[self.current]
        except ValueError as error:
            if "nothing was stored" not in str(error):  # after a step that was not finite
                raise

    @rule()
    def save(self) -> None:
        self.saved = self._noted()

    @rule()
    def load(self) -> None:
        state, known, current, outputs = self.saved
        taken_away = set(self.outputs) & set(known) - set(outputs)
        if taken_away and hasattr(self.backbone, "backup_backbones"):
            return  # as CLArena unlearns a task, whose mask stays
        self.backbone.load_state_dict(state)
        self.known, self.current, self.outputs = list(known), current, dict(outputs)

    @rule()
    def fail_to_load(self) -> None:
        state = {**self.saved[0], next(reversed(self.saved[0])): torch.zeros(3, 3, 3)}
        with pytest.raises(RuntimeError, match=r"size mismatch|Unexpected|Missing"):
            self.backbone.load_state_dict(state)

    @rule()
    def fail_in_between(self) -> None:
        for call in (
            lambda: self.backbone(self.input[:, :1], **training_arguments(self.backbone)),
            lambda: self.backbone(self.input, "tests"),
            lambda: self.backbone(self.input, "test", test_task_id=99),
            lambda: self.backbone.setup_task_id("first"),
            lambda: setattr(self.backbone, "masks", {99: {}}),
            lambda: self.backbone.compact(99),
        ):
            with pytest.raises((ValueError, TypeError)):
                call()

    @precondition(lambda self: self.outputs)
    @rule(put_back=st.booleans(), through_data=st.booleans())
    def write(self, put_back: bool, through_data: bool) -> None:
        with torch.no_grad():
            for parameter, used in self.backbone._used_by_stored_tasks():
                (parameter.data if through_data else parameter).add_(used.to(parameter.dtype))
        with pytest.raises(IsolationError):
            self.backbone.setup_task_id(99)
        if put_back:
            self.backbone.restore_weights()
        else:
            self.backbone.accept_weights()
            self.outputs = self._computed()

    @rule()
    def move(self) -> None:
        self.backbone.double().float()

    @rule()
    def protect_again(self) -> None:
        with self.backbone.protect(self.optimizer):
            pass

    @invariant()
    def stored_tasks_are_those_of_the_oracle(self) -> None:
        if not hasattr(self, "backbone"):
            return
        assert self.backbone.processed_task_ids == self.known
        assert self.backbone.task_id == self.current
        assert set(self.backbone.stored_task_ids) == set(self.outputs)
        computed = self._computed()
        assert all(torch.equal(computed[task_id], output) for task_id, output in self.outputs.items())


@pytest.mark.parametrize("name", [name for name in SMALLEST if name in MASKED])
def test_stored_tasks_are_those_of_the_oracle(name: str) -> None:
    machine = type(f"Calls{name}", (Calls,), {"name": name})
    run_state_machine_as_test(machine, settings=settings(max_examples=8, stateful_step_count=14, deadline=None))
