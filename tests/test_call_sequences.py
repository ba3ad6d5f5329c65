"""Public methods in any order, twice, and after failures: stored tasks are those of an oracle that only takes notes."""

import copy
import inspect
from pathlib import Path
from tempfile import TemporaryDirectory
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
from torch import Tensor, nn

import clbackbones
from clbackbones import IsolationError
from clbackbones_runtime.testing.passes import (
    mask_arguments,
    random_input,
    store_task,
    stored_outputs,
    training_arguments,
)

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
        recipe = self.backbone.recipe()
        feature, *masks, _ = self.backbone.train()(self.input, **training_arguments(self.backbone))
        loss = feature.square().mean() * value + recipe.regularizer(self.backbone, masks)
        self.optimizer.zero_grad()
        loss.backward()
        recipe.before_step(self.backbone, 0, 10)
        if hasattr(self.backbone, "compensate_embedding_gradients"):
            with pytest.raises(ValueError, match="compensated already"):
                recipe.before_step(self.backbone, 0, 10)
        self.backbone.mask_gradients()
        self.optimizer.step()
        recipe.after_step(self.backbone)
        self.backbone.restore_weights()  # which the step has done

    @rule()
    def draw_what_tasks_start_from(self) -> None:
        self.backbone.initialize_independent_bn()
        if hasattr(self.backbone, "initialize_task_embedding"):
            self.backbone.initialize_task_embedding("U-11")
        if hasattr(self.backbone, "initialize_parameter_score"):
            self.backbone.initialize_parameter_score("N01")

    @rule()
    def store_norms(self) -> None:
        if self.current is None:
            with pytest.raises(ValueError, match="call setup_task_id first"):
                self.backbone.store_bn()
            return
        self.backbone.store_bn()
        if self.current in self.outputs:
            self.outputs[self.current] = self._computed()[self.current]

    @rule(keep=st.booleans())
    def assign_masks(self, keep: bool) -> None:
        kept = {task_id: mask for task_id, mask in self.backbone.masks.items() if keep or task_id != self.current}
        self.backbone.masks = kept
        self.outputs = {task_id: self.outputs[task_id] for task_id in kept}

    @rule()
    def look(self) -> None:
        before = copy.deepcopy(self.backbone.state_dict())
        backbone, stage = self.backbone, {"stage": "validation", **mask_arguments(self.backbone)}
        backbone.get_mask(**stage)
        list(backbone.stored_entries()) if self.outputs else None
        backbone.check_weights()
        if hasattr(backbone, "te_to_binary_mask"):
            union = backbone.combine_masks([backbone.te_to_binary_mask(), *backbone.masks.values()], "union")
            backbone.get_layer_measure_parameter_wise(union, backbone.weighted_layer_names[0], "mean")
        if hasattr(backbone, "infer_task_id") and self.outputs:
            assert backbone.superposition_gradient(self.input, nn.Identity()).shape == (len(self.outputs),)
            assert backbone.infer_task_id(self.input, nn.Identity()) in self.outputs
        for task_id in self.outputs:
            assert backbone.check_stored(task_id) == task_id
            assert backbone.masks_are_bits(task_id)
            torch.testing.assert_close(
                backbone.compact(task_id)(self.input), self.outputs[task_id], rtol=1e-3, atol=1e-3
            )
        after = backbone.state_dict()
        assert before.keys() == after.keys()
        assert all(torch.equal(before[key].nan_to_num(), value.nan_to_num()) for key, value in after.items())

    @rule()
    def copy_and_save(self) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, "backbone.pt")
            clbackbones.save(self.backbone, path)
            made = [copy.deepcopy(self.backbone), clbackbones.restore(path)]
            path.write_bytes(path.read_bytes()[:-1])
            with pytest.raises(clbackbones.CheckpointError):
                clbackbones.restore(path)
        for each in made:
            assert (each.processed_task_ids, each.task_id) == (self.known, self.current)
            computed = stored_outputs(each, self.input)
            assert computed.keys() == self.outputs.keys()
            assert all(torch.equal(computed[task_id], output) for task_id, output in self.outputs.items())

    @rule()
    def make_backups(self) -> None:
        if not hasattr(self.backbone, "instantiate_backup_backbones"):
            return
        with pytest.raises(ValueError, match="backup_task_ids must be a task whose mask is stored"):
            self.backbone.instantiate_backup_backbones([*self.outputs, 99])
        assert set(self.backbone.backup_task_ids) <= set(self.known)

    @rule()
    def store(self) -> None:
        if self.current is None:
            with pytest.raises(ValueError, match="call setup_task_id first"):
                store_task(self.backbone)
            return
        try:
            store_task(self.backbone)
            self.outputs[self.current] = self._computed()[self.current]
        except ValueError as error:
            if "; nothing was " not in str(error):  # after a step that was not finite
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

    @rule()
    def fail_in_forward(self) -> None:
        def fail(*_: object) -> None:
            raise MemoryError

        passes = [{"stage": "test", "test_task_id": task_id} for task_id in self.outputs]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.backbone, "network", fail)
            for arguments in (training_arguments(self.backbone), *passes):
                with pytest.raises(MemoryError):
                    self.backbone(self.input, **arguments)

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
        with self.backbone.protect(self.optimizer) as handle:
            pass
        handle.remove()

    @invariant()
    def stored_tasks_are_those_of_the_oracle(self) -> None:
        if not hasattr(self, "backbone"):
            return
        assert self.backbone.processed_task_ids == self.known
        assert self.backbone.task_id == self.current
        assert set(self.backbone.stored_task_ids) == set(self.outputs)
        computed = self._computed()
        assert all(torch.equal(computed[task_id], output) for task_id, output in self.outputs.items())


@pytest.mark.filterwarnings("ignore:no weight is free:UserWarning")
@pytest.mark.parametrize("name", [name for name in SMALLEST if name in MASKED])
def test_stored_tasks_are_those_of_the_oracle(name: str) -> None:
    machine = type(f"Calls{name}", (Calls,), {"name": name})
    run_state_machine_as_test(machine, settings=settings(max_examples=8, stateful_step_count=14, deadline=None))


CONSTRUCTION = {"initialize_weights", "from_config", "adopt_tasks", "network"}
"""What constructors and `restore` call."""

ASKING = {
    key
    for key in dir(clbackbones.MLP)
    if key.startswith(("check_", "features_", "get_", "summary", "tokens_")) or "layer_name" in key
}
"""What reads names and shapes alone."""


@pytest.mark.parametrize("name", [name for name in SMALLEST if name in MASKED])
def test_every_public_method_is_called_in_between(name: str) -> None:
    backbone_class = getattr(clbackbones, name)
    methods = {key for key in dir(backbone_class) if inspect.isfunction(getattr(backbone_class, key))}
    methods -= {key for key in methods if key.startswith("_")} | set(dir(nn.Module)) | CONSTRUCTION | ASKING
    source = "".join(inspect.getsource(each) for each in (Calls, store_task, backbone_class.recipe))
    assert {method for method in methods if f".{method}(" not in source} == set()
