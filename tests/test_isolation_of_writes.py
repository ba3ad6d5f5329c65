"""Law 4 for what moves weights besides a plain optimizer's step: stored tasks are kept bit for bit, or it is told."""

import copy
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones
from clbackbones import IsolationError
from clbackbones_runtime.testing.passes import random_input, store_task, stored_outputs, training_arguments

from .ways_of_training import (
    EACH,
    EACH_TRAINED,
    KEPT,
    MASKED,
    TOLD,
    backward,
    built,
    first_layer,
    in_place,
    protected,
    sgd,
)


def train_tasks(name: str, way: Callable[[Any], Iterator[None]]) -> None:
    """Trains three tasks; whatever is stored stays the same."""
    backbone = built(name)
    trains, before = way(backbone), dict[int, Tensor]()
    input = random_input(backbone, batch=4)
    next(trains)
    for task_id in (1, 2, 3):
        backbone.setup_task_id(task_id)
        next(trains)
        store_task(backbone)
        after = stored_outputs(backbone, input)
        assert all(torch.equal(after[earlier], feature) for earlier, feature in before.items())
        before = after
        backbone.train()


@EACH
@pytest.mark.parametrize("way", KEPT)
def test_stored_tasks_are_kept(name: str, way: str) -> None:
    train_tasks(name, KEPT[way])


@EACH_TRAINED
@pytest.mark.parametrize("way", TOLD)
def test_or_it_is_told_what_moved_them(name: str, way: str) -> None:
    with pytest.raises((IsolationError, TypeError, ValueError)) as caught:
        train_tasks(name, TOLD[way])
    layer = built(name).weighted_layer_names[0]
    assert layer in str(caught.value) or "mask_gradients() before and restore_weights() after" in str(caught.value)


# what is said, and what helps


@EACH
def test_the_message_names_layer_number_and_amount_and_the_remedies_help(name: str) -> None:
    backbone, input, before = protected(name)
    layer = backbone.weighted_layer_names[0]
    with torch.no_grad():
        first_layer(backbone).weight.add_(0.25)
    for call in (lambda: stored_outputs(backbone, input), lambda: backbone.setup_task_id(2), backbone.check_weights):
        with pytest.raises(IsolationError, match=rf"- the weight of '{layer}': (\d+) of \1 protected entries.* 0\.25"):
            call()
    assert backbone.processed_task_ids == [1]
    backbone.restore_weights()
    assert torch.equal(stored_outputs(backbone, input)[1], before)
    with torch.no_grad():
        first_layer(backbone).weight.add_(0.25)
    backbone.accept_weights()
    backbone.check_weights()
    assert not torch.equal(stored_outputs(backbone, input)[1], before)
    backbone.restore_weights()  # to what was accepted
    assert not torch.equal(stored_outputs(backbone, input)[1], before)


@EACH
def test_a_layer_that_is_cast_by_itself_is_told(name: str) -> None:
    backbone = built(name, tasks=1)
    backbone.protect(sgd(backbone.parameters()))
    first_layer(backbone).double()
    with pytest.raises(IsolationError, match=r"has become torch.float64"):
        backbone.setup_task_id(2)
    first_layer(backbone).float()  # exactly back
    backbone.double()
    backbone.setup_task_id(2)


@EACH
def test_loading_the_backbone_changes_stored_tasks_and_is_no_error(name: str) -> None:
    backbone, other = built(name, tasks=1), built(name, tasks=2)
    with torch.no_grad():
        first_layer(other).weight.add_(1)
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    input = random_input(backbone, batch=4)
    nn.ModuleDict({"backbone": backbone}).load_state_dict(nn.ModuleDict({"backbone": other}).state_dict())
    loaded = stored_outputs(backbone, input)
    assert all(torch.equal(value, stored_outputs(other, input)[task]) for task, value in loaded.items())
    backbone.setup_task_id(3)
    backward(backbone.train())
    optimizer.step()
    assert all(torch.equal(value, loaded[task]) for task, value in stored_outputs(backbone, input).items())
    with torch.no_grad():
        first_layer(backbone).weight.add_(1)
    with pytest.raises(IsolationError):
        optimizer.step()


@EACH
def test_a_replaced_parameter_of_the_same_values_is_protected_too(name: str) -> None:
    backbone, input, before = protected(name)
    for _ in range(2):
        first_layer(backbone).weight = nn.Parameter(first_layer(backbone).weight.detach().clone())
        optimizer = sgd(backbone.parameters())
        backbone.protect(optimizer)
        backbone.setup_task_id(2)
        backward(backbone.train())
        optimizer.step()
        assert torch.equal(stored_outputs(backbone, input)[1], before)


@EACH
def test_a_step_that_fails_in_its_middle_changes_no_stored_task(name: str) -> None:
    class Fails(torch.optim.SGD):
        def step(self, closure: Any = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
            super().step(closure)
            raise MemoryError

    backbone = built(name, tasks=1)
    optimizer = Fails(backbone.parameters(), lr=0.1, weight_decay=0.1)
    backbone.protect(optimizer)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)
    backbone.setup_task_id(2)
    backward(backbone.train())
    with pytest.raises(MemoryError):
        optimizer.step()
    assert torch.equal(stored_outputs(backbone, input)[1], before[1])
    backbone.check_weights()


@EACH
def test_gradients_that_are_clipped_between_do_no_harm(name: str) -> None:
    backbone = built(name, tasks=1)
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    scaler = torch.amp.GradScaler("cpu", init_scale=4.0)
    backbone.setup_task_id(2)
    for _ in range(2):
        feature = backbone(random_input(backbone, batch=4), **training_arguments(backbone))[0]
        scaler.scale(feature.square().mean()).backward()
        scaler.unscale_(optimizer)
        backbone.mask_gradients()
        torch.nn.utils.clip_grad_norm_(backbone.parameters(), 1.0)
        scaler.step(optimizer)
        scaler.update()
    store_task(backbone)


@EACH
def test_copies_and_unprotected_backbones_are_left_alone(name: str) -> None:
    backbone = built(name, tasks=1)
    handle = backbone.protect(sgd(backbone.parameters()))
    copied = copy.deepcopy(backbone)
    handle.remove()
    for free in (copied, backbone):
        in_place_without_grad(free)
        free.setup_task_id(2)
        stored_outputs(free, random_input(free, batch=4))


def in_place_without_grad(backbone: Any) -> None:
    with torch.no_grad():
        in_place(backbone)


@pytest.mark.parametrize("given", [None, "adam", torch.optim.SGD])
def test_what_is_no_optimizer_is_refused(given: Any) -> None:
    with pytest.raises(TypeError, match=r"protect takes an optimizer|run no hooks"):
        built(MASKED[0]).protect(given)


def test_the_optimizer_in_a_wrapper_is_named_as_users_reach_it() -> None:
    class Hidden:
        def __init__(self, inner: torch.optim.Optimizer) -> None:
            self._optimizer = inner

        def step(self) -> None:
            self._optimizer.step()

    class Shown(Hidden):
        @property
        def optimizer(self) -> torch.optim.Optimizer:
            return self._optimizer

    backbone = built(MASKED[0])
    for wrapper, name in ((Hidden, "_optimizer"), (Shown, "optimizer")):
        with pytest.raises(TypeError, match=rf"run no hooks, .*protect its \.{name} instead"):
            backbone.protect(wrapper(sgd(backbone.parameters())))


def test_errors_are_part_of_the_interface() -> None:
    assert issubclass(clbackbones.IsolationError, RuntimeError)
    assert "IsolationError" in inspect.getdoc(clbackbones.HATMaskBackbone.check_weights)  # type: ignore[operator]
