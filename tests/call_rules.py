"""Public methods in any order, twice, and after failures.

Stored tasks are those of an oracle that takes notes, and all else is that of a twin which was spared what must not
matter: readings, failures, copies and files.
"""

import copy
import inspect
import pickle
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
import torch
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
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
from tests.backbones import mechanism_of, normalized, small_config

TASKS = st.sampled_from([3, 1, -2])
OPTIMIZERS: dict[str, Callable[[Any], torch.optim.Optimizer]] = {
    "SGD": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=0.1),
    "AdamW": lambda parameters: torch.optim.AdamW(parameters, lr=0.01, weight_decay=0.1),
}
OWN_RULES = {"setup_task_id", "store_mask", "store_bn", "protect", "adopt_tasks", "network", "from_config"}
"""Methods with rules of their own, and what only loading and generated code call."""
STEPS = 14
"""Calls of one sequence."""
NO_TASK = "call setup_task_id first"

Pair = tuple[Any, torch.optim.Optimizer]


def called(call: Callable[[Pair], Any], pair: Pair) -> tuple[Any, Exception | None]:
    """What a call gives or raises, under one seed."""
    torch.manual_seed(5)
    try:
        return call(pair), None
    except Exception as error:
        return None, error


def same(first: Tensor, second: Tensor) -> bool:
    """Whether all entries are equal, or NaN in both: what a step that was not finite left of a task without weights."""
    return torch.equal(first.isnan(), second.isnan()) and torch.equal(first.nan_to_num(0.0), second.nan_to_num(0.0))


class Calls(RuleBasedStateMachine):
    """A protected backbone, its twin, and what its stored tasks have to compute."""

    name: str
    made: ClassVar[Counter[str]] = Counter()
    """How often each rule was run, over all sequences."""

    @initialize(norm=st.booleans(), optimizer=st.sampled_from(sorted(OPTIMIZERS)))
    def build(self, norm: bool, optimizer: str) -> None:
        config = small_config(self.name, **normalized(self.name, on=norm))
        self.masks = bool(mechanism_of(self.name)["masks"])
        self.tasks = hasattr(config.build(), "setup_task_id")
        self.optimizer = optimizer
        torch.manual_seed(0)
        self.pair: Pair = self._with_optimizer(config.build())
        torch.manual_seed(0)
        self.twin: Pair = self._with_optimizer(config.build())
        self.input = random_input(self.backbone, batch=3)
        self.known: list[int] = []
        self.current: int | None = None
        self.rewritten = False
        self.outputs: dict[int, Tensor] = {}
        self.saved: tuple[Any, ...] = self._noted()

    @property
    def backbone(self) -> Any:
        return self.pair[0]

    def _with_optimizer(self, backbone: Any) -> Pair:
        optimizer = OPTIMIZERS[self.optimizer](backbone.parameters())
        if self.masks:
            backbone.protect(optimizer)
        return backbone, optimizer

    def _both(self, what: str, call: Callable[[Pair], Any]) -> Any:
        """What a call gives; the twin is called likewise, and gives or raises the same."""
        self.made[what] += 1
        (found, error), (_, other) = called(call, self.pair), called(call, self.twin)
        assert (type(error), str(error)) == (type(other), str(other)), f"{what}: {error!r}, the twin {other!r}"
        if error is not None:
            raise error
        return found

    def _noted(self) -> tuple[Any, ...]:
        state = copy.deepcopy(self.backbone.state_dict())
        return state, list(self.known), self.current, dict(self.outputs)

    def _computed(self) -> dict[int, Tensor]:
        return stored_outputs(self.backbone, self.input) if self.masks else {}

    # ---------------------------------------------------------------- what changes a backbone

    @precondition(lambda self: self.tasks)
    @rule(task_id=TASKS)
    def setup(self, task_id: int) -> None:
        self._both("setup_task_id", lambda pair: pair[0].setup_task_id(task_id))
        self.current = task_id
        if task_id not in self.known:
            self.known.append(task_id)

    @rule(value=st.sampled_from([1.0, 1.0, float("nan"), float("inf")]))
    def train(self, value: float) -> None:
        def step(pair: Pair) -> None:
            backbone, optimizer = pair
            recipe = backbone.recipe()
            feature, *masks, _ = backbone.train()(self.input, **training_arguments(backbone))
            optimizer.zero_grad()
            (feature.square().mean() * value + recipe.regularizer(backbone, masks)).backward()
            recipe.before_step(backbone, 0, 10)
            if hasattr(backbone, "compensate_embedding_gradients"):
                with pytest.raises(ValueError, match="compensated already"):
                    recipe.before_step(backbone, 0, 10)
            if self.masks:
                backbone.mask_gradients()
            optimizer.step()
            recipe.after_step(backbone)
            if self.masks:
                backbone.restore_weights()  # which the step has done

        self._both("step" if value == 1 else "step that is not finite", step)

    @precondition(lambda self: self.masks)
    @rule()
    def store(self) -> None:
        if self.current is None:
            with pytest.raises(ValueError, match=NO_TASK):
                self._both("store_mask without a task", lambda pair: store_task(pair[0]))
            return
        try:
            self._both("store_mask", lambda pair: store_task(pair[0]))
            self.outputs[self.current] = self._computed()[self.current]
        except ValueError as error:
            if "; nothing was " not in str(error):  # after a step that was not finite
                raise

    @precondition(lambda self: self.masks)
    @rule()
    def store_norms(self) -> None:
        if self.current is None:
            with pytest.raises(ValueError, match=NO_TASK):
                self._both("store_bn without a task", lambda pair: pair[0].store_bn())
            return
        try:
            self._both("store_bn", lambda pair: pair[0].store_bn())
        except ValueError as error:
            if "; nothing was " not in str(error):  # after a step that was not finite
                raise
            return
        if self.current in self.outputs:
            self.outputs[self.current] = self._computed()[self.current]

    @precondition(lambda self: self.masks)
    @rule()
    def draw_what_tasks_start_from(self) -> None:
        def draw(pair: Pair) -> None:
            pair[0].initialize_independent_bn()
            if hasattr(pair[0], "initialize_task_embedding"):
                pair[0].initialize_task_embedding("U-11")
            if hasattr(pair[0], "initialize_parameter_score"):
                pair[0].initialize_parameter_score("N01")

        self._both("draw what tasks start from", draw)

    @precondition(lambda self: self.masks)
    @rule()
    def take_a_mask_away(self) -> None:
        def assign(pair: Pair) -> None:
            pair[0].masks = {task_id: mask for task_id, mask in pair[0].masks.items() if task_id != self.current}

        self._both("masks = others", assign)
        self.outputs = {task_id: output for task_id, output in self.outputs.items() if task_id != self.current}

    @precondition(lambda self: self.masks)
    @rule(task_id=TASKS)
    def learn(self, task_id: int) -> None:
        self.setup(task_id)
        self.train(1.0)
        self.store()

    @rule()
    def save(self) -> None:
        self.saved = self._noted()

    @rule()
    def load(self) -> None:
        state, known, current, outputs = self.saved
        taken_away = set(self.outputs) & set(known) - set(outputs)
        if taken_away and hasattr(self.backbone, "backup_backbones"):
            return  # as CLArena unlearns a task, whose mask stays
        self._both("load_state_dict", lambda pair: pair[0].load_state_dict(copy.deepcopy(state)) and None)
        if self.masks:  # of others, a state dict tells no tasks
            self.known, self.current, self.outputs = list(known), current, dict(outputs)
        if self.rewritten:  # the masks are those that are stored, and weights that were accepted since are other ones
            self._both("accept_weights", lambda pair: pair[0].accept_weights())

    @precondition(lambda self: self.outputs)
    @rule(put_back=st.booleans(), through_data=st.booleans())
    def write(self, put_back: bool, through_data: bool) -> None:
        def write(pair: Pair) -> None:
            with torch.no_grad():
                for parameter, used in pair[0]._used_by_stored_tasks():
                    (parameter.data if through_data else parameter).add_(used.to(parameter.dtype))

        self._both("write to weights that are used", write)
        with pytest.raises(IsolationError):
            self._both("setup_task_id after such a write", lambda pair: pair[0].setup_task_id(99))
        if put_back:
            self._both("restore_weights", lambda pair: pair[0].restore_weights())
        else:
            self._both("accept_weights", lambda pair: pair[0].accept_weights())
            self.outputs, self.rewritten = self._computed(), True

    @rule(data=st.data())
    def call_any_method(self, data: st.DataObject) -> None:
        cls = cast(Any, type(self.backbone))
        names = [name for name in dir(cls) if name[0] != "_" and not hasattr(torch.nn.Module, name)]
        methods = [name for name in names if inspect.isfunction(getattr(cls, name)) and name not in OWN_RULES]
        name = data.draw(st.sampled_from(methods))
        required = [p for p in inspect.signature(getattr(cls, name)).parameters.values() if p.default is p.empty][1:]
        values = [data.draw(st.sampled_from(range(len(self._values())))) for _ in required]

        def call(pair: Pair) -> None:
            try:
                getattr(pair[0], name)(*(self._values()[value] for value in values))
            except Exception:
                self.made["of which methods that raised"] += 1
            if self.masks:
                try:
                    pair[0].check_weights()
                except IsolationError:
                    pair[0].restore_weights()

        self._both("any other method, with any arguments", call)

    def _values(self) -> list[Any]:
        layer = self.backbone.weighted_layer_names[0]
        mask = {layer: torch.ones(8)}
        return [3, 99, None, "train", "first", layer, 0.5, "N01", [3], mask, (mask, mask), self.input]

    # ---------------------------------------------------------------- what must not matter

    @rule()
    def fail_to_load(self) -> None:
        self.made["load_state_dict of what does not fit"] += 1
        state = {**self.saved[0], next(reversed(self.saved[0])): torch.zeros(3, 3, 3)}
        with pytest.raises(RuntimeError, match=r"size mismatch|Unexpected|Missing"):
            self.backbone.load_state_dict(state)

    @rule()
    def fail_in_between(self) -> None:
        self.made["calls that are refused"] += 1
        backbone = self.backbone
        calls: list[Callable[[], Any]] = [lambda: backbone(self.input[:, :1], **training_arguments(backbone))]
        if self.tasks:
            calls += [
                lambda: backbone(self.input, "tests"),
                lambda: backbone.setup_task_id("first"),
            ]
        if self.masks:
            calls += [
                lambda: backbone(self.input, "test", test_task_id=99),
                lambda: setattr(backbone, "masks", {99: {}}),
                lambda: backbone.compact(99),
            ]
        for call in calls:
            with pytest.raises((ValueError, TypeError)):
                call()

    @rule()
    def fail_in_forward(self) -> None:
        def fail(*_: object) -> None:
            raise MemoryError

        self.made["a pass that fails in its middle"] += 1
        passes = [{"stage": "test", "test_task_id": task_id} for task_id in self.outputs]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.backbone, "network", fail)
            for arguments in (training_arguments(self.backbone), *passes):
                with pytest.raises(MemoryError):
                    self.backbone(self.input, **arguments)

    @precondition(lambda self: self.masks)
    @rule()
    def look(self) -> None:
        self.made["ask for masks, and for tasks by their masks"] += 1
        backbone = self.backbone
        backbone.get_mask(stage="validation", **mask_arguments(backbone))
        backbone.check_weights()
        if hasattr(backbone, "te_to_binary_mask"):
            union = backbone.combine_masks([backbone.te_to_binary_mask(), *backbone.masks.values()], "union")
            backbone.get_layer_measure_parameter_wise(union, backbone.weighted_layer_names[0], "mean")
        if hasattr(backbone, "instantiate_backup_backbones"):
            with pytest.raises(ValueError, match="backup_task_ids must be a task whose mask is stored"):
                backbone.instantiate_backup_backbones([*self.outputs, 99])
            assert set(backbone.backup_task_ids) <= set(self.known)
        assert list(backbone.faults_of_tasks()) == []
        for task_id in self.outputs:
            assert backbone.check_stored(task_id) == task_id
            assert backbone.masks_are_bits(task_id)
        if self.outputs:
            list(backbone.stored_entries())
            if hasattr(backbone, "infer_task_id"):
                assert backbone.superposition_gradient(self.input, nn.Identity()).shape == (len(self.outputs),)
                assert backbone.infer_task_id(self.input, nn.Identity()) in self.outputs

    @precondition(lambda self: self.outputs)
    @rule()
    def compact(self) -> None:
        self.made["compact"] += 1
        for task_id, output in self.outputs.items():
            found = self.backbone.compact(task_id)(self.input)
            assert torch.allclose(found, output, atol=1e-3, rtol=1e-3, equal_nan=True), f"compact({task_id})"

    @precondition(lambda self: self.masks)
    @rule()
    def set_masks_that_are_set(self) -> None:
        self.made["masks = masks"] += 1
        self.backbone.masks = self.backbone.masks

    @rule()
    def move(self) -> None:
        self.made["to float64 and back"] += 1
        self.backbone.double().float()

    @precondition(lambda self: self.masks)
    @rule()
    def protect_again(self) -> None:
        self.made["protect for a while"] += 1
        with self.backbone.protect(self.pair[1]) as handle:
            pass
        handle.remove()

    @rule(way=st.sampled_from(["deepcopy", "pickle", "a file"]))
    def copy(self, way: str) -> None:
        self.made[f"goes on with a copy ({way})"] += 1
        backbone = self.backbone
        if way == "deepcopy":
            found = copy.deepcopy(backbone)
        elif way == "pickle":
            found = pickle.loads(pickle.dumps(backbone))
        else:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, "backbone.pt")
                clbackbones.save(backbone, path)
                found = clbackbones.restore(path)
                path.write_bytes(path.read_bytes()[:-1])
                with pytest.raises(clbackbones.CheckpointError):
                    clbackbones.restore(path)
        self.pair, self.twin = self._with_optimizer(found), self._with_optimizer(self.twin[0])

    # ---------------------------------------------------------------- the oracle

    @invariant()
    def stored_tasks_are_those_of_the_oracle(self) -> None:
        if not hasattr(self, "pair"):
            return
        if self.tasks:
            assert self.backbone.processed_task_ids == self.known
            assert self.backbone.task_id == self.current
        if self.masks:
            assert set(self.backbone.stored_task_ids) == set(self.outputs)
        computed = self._computed()
        assert all(same(computed[task_id], output) for task_id, output in self.outputs.items())

    @invariant()
    def the_state_is_that_of_the_twin(self) -> None:
        if not hasattr(self, "pair"):
            return
        state, other = (backbone.state_dict() for backbone, _ in (self.pair, self.twin))
        assert list(state) == list(other)
        for key, tensor in state.items():
            assert same(tensor, other[key]), key


def machine_of(name: str) -> type[Calls]:
    """The machine of a class."""
    return type(f"Calls{name}", (Calls,), {"name": name})
