"""Law 4 for state dicts that are loaded in mid-task, and for what puts weights back."""

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from clbackbones import IsolationError
from clbackbones_runtime.testing.passes import random_input, store_task, stored_outputs, training_arguments

from .backbones import small_config
from .ways_of_training import EACH, EACH_TRAINED, backward, built, first_layer, parameter_replaced, protected, sgd


@EACH
def test_loading_the_same_tasks_again_is_no_change(name: str) -> None:
    backbone = built(name, tasks=1)
    backbone.protect(sgd(backbone.parameters()))
    state = copy.deepcopy(backbone.state_dict())
    backbone.setup_task_id(2)
    for load in (
        lambda: backbone.load_state_dict(copy.deepcopy(backbone.state_dict())),
        lambda: backbone.load_state_dict(copy.deepcopy(backbone.state_dict()), assign=True),
        lambda: backbone.to("meta").to_empty(device="cpu").load_state_dict(state),
        lambda: backbone.to("meta").load_state_dict(copy.deepcopy(state), assign=True),
        lambda: backbone.load_state_dict(state),  # without task 2
        lambda: backbone.load_state_dict(small_config(name, hidden_dims=[16]).build().state_dict()),  # of no task
    ):
        load()
        backbone.check_weights()
    assert backbone.stored_task_ids == []


@EACH
@pytest.mark.parametrize("given", [None, [], ("fc.0.weight",), "backbone.pt", {"fc.0.weight": [1.0]}, {3: 4, 5: 6}])
def test_what_is_no_state_dict_leaves_stored_tasks(name: str, given: Any) -> None:
    backbone, input, before = protected(name)
    for strict in (True, False):
        with pytest.raises(TypeError, match=r"^a state dict (is|holds) "):
            backbone.load_state_dict(given, strict=strict)
    assert torch.equal(stored_outputs(backbone, input)[1], before)


def changed(state: dict[str, Tensor], part: str, change: Callable[[Tensor], Tensor]) -> dict[str, Tensor]:
    return {key: change(value) if re.match(part, key) else value for key, value in state.items()}


MASKS = r"tasks\.1\.\w*mask/"
NO_TASKS: dict[str, tuple[str, Callable[[Tensor], Tensor], str]] = {
    "masks of 0.5": (MASKS, lambda mask: mask * 0 + 0.5, "task 1 has masks that are none"),
    "masks of 300": (MASKS, lambda mask: mask.int() + 300, "task 1 has masks that are none"),
    "negative masks": (MASKS, lambda mask: -1.0 - mask, "task 1 has masks that are none"),
    "masks of NaN": (MASKS, lambda mask: mask * float("nan"), "task 1 has masks that are none"),
    "flags of 2": (r"tasks\.1\.stored", lambda flag: flag * 2, "task 1 has flags other than 0 and 1"),
    "complex masks": (MASKS, lambda mask: mask.to(torch.complex64), "task 1 has masks that are none"),
    "two current tasks": (r"tasks\..\.current", torch.ones_like, "the tasks 1 and 2 are both the current one"),
}


@EACH
@pytest.mark.parametrize("wrong", NO_TASKS)
def test_state_dicts_that_no_backbone_stores_are_refused_whole(name: str, wrong: str) -> None:
    backbone, input, before = protected(name)
    backbone.setup_task_id(2)
    part, change, message = NO_TASKS[wrong]
    state = {key: value * 2 if value.is_floating_point() else value for key, value in backbone.state_dict().items()}
    for strict in (True, False):
        with pytest.raises(RuntimeError, match=f"nothing is loaded into the {name}:\n.*{message}"):
            backbone.load_state_dict(changed(state, part, change), strict=strict)
    assert (backbone.task_id, backbone.stored_task_ids) == (2, [1])
    assert torch.equal(stored_outputs(backbone, input)[1], before)


@EACH
def test_masks_of_another_type_are_the_same_masks(name: str) -> None:
    backbone, input, before = protected(name)
    backbone.load_state_dict(changed(copy.deepcopy(backbone.state_dict()), "tasks", Tensor.half))
    assert torch.equal(stored_outputs(backbone, input)[1], before)


@EACH
def test_averages_that_are_loaded_are_told_and_put_back(name: str) -> None:
    backbone = built(name)
    backbone.protect(sgd(backbone.parameters()))
    backbone.setup_task_id(1)
    average = AveragedModel(backbone)
    average.update_parameters(backbone)
    with torch.no_grad():
        first_layer(backbone).weight.add_(1)
    store_task(backbone)
    average.update_parameters(backbone)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)
    for assign in (False, True):
        backbone.load_state_dict(copy.deepcopy(average.module.state_dict()), strict=False, assign=assign)
        with pytest.raises(IsolationError, match=backbone.weighted_layer_names[0]):
            stored_outputs(backbone, input)
        backbone.restore_weights()
        assert torch.equal(stored_outputs(backbone, input)[1], before[1])


@EACH_TRAINED
@pytest.mark.parametrize("way", ["not strictly", "into what has it", "with other masks"])
def test_a_state_from_before_a_task_was_learned_leaves_it_or_is_told(name: str, way: str) -> None:
    backbone = built(name)
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    whole = nn.ModuleDict({"backbone": backbone})
    backbone.setup_task_id(1)
    store_task(backbone)
    earlier = copy.deepcopy(backbone.state_dict())
    backbone.setup_task_id(2)
    for parameter in backbone.parameters():
        parameter.grad = torch.randn_like(parameter)
    optimizer.step()
    store_task(backbone)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)
    if way == "with other masks":
        earlier = {key: mask * 0 if re.match(MASKS, key) else mask for key, mask in earlier.items()}
    if way == "into what has it":
        with pytest.raises(RuntimeError, match=r"Missing key.*backbone\.tasks\.2\."):
            whole.load_state_dict({f"backbone.{key}": value for key, value in earlier.items()})
    else:
        backbone.load_state_dict(earlier, strict=False)
    for call in (lambda: stored_outputs(backbone, input), optimizer.step, backbone.check_weights):
        with pytest.raises(IsolationError, match=backbone.weighted_layer_names[0]):
            call()
    backbone.restore_weights()
    assert all(torch.equal(value, before[task]) for task, value in stored_outputs(backbone, input).items())


@EACH_TRAINED
def test_a_task_that_is_loaded_beside_others_is_protected_with_them(name: str) -> None:
    backbone = built(name, tasks=1)
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    other = copy.deepcopy(backbone)
    other.setup_task_id(2)
    store_task(other)
    further = {key: value for key, value in other.state_dict().items() if "tasks.1." not in key}
    backbone.load_state_dict(further, strict=False)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)
    assert [*before] == [1, 2]
    backbone.setup_task_id(3)
    for _ in range(2):
        backward(backbone.train())
        optimizer.step()
    assert all(torch.equal(value, before[task]) for task, value in stored_outputs(backbone, input).items())


@EACH
def test_a_backbone_without_values_has_no_stored_tasks(name: str) -> None:
    backbone, input, before = protected(name)
    state = copy.deepcopy(backbone.state_dict())
    backbone.to_empty(device="cpu")
    assert (backbone.stored_task_ids, backbone.task_id) == ([], None)
    with pytest.raises(ValueError, match=r"task whose mask is stored \(none\), got 1"):
        backbone(input, "test", test_task_id=1)
    backbone.load_state_dict(state)
    assert torch.equal(stored_outputs(backbone, input)[1], before)


@EACH
def test_masks_and_norms_of_stored_tasks_are_compared_too(name: str) -> None:
    backbone = small_config(name, batch_normalization="independent").build()
    backbone.protect(sgd(backbone.parameters()))
    backbone.setup_task_id(1)
    store_task(backbone)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)
    of_task = {key: each for key, each in backbone.named_buffers() if "tasks.1." in key}
    for key, buffer in of_task.items():
        if key.endswith((".stored", ".current")):
            continue
        buffer.sub_(1)
        with pytest.raises(IsolationError, match=key.rpartition(".")[2]):
            backbone.setup_task_id(2)
        backbone.restore_weights()
        assert torch.equal(stored_outputs(backbone, input)[1], before[1])
    backbone.store_bn()
    store_task(backbone)
    backbone.setup_task_id(2)


@EACH
def test_averages_that_torch_does_not_see_are_told_when_an_evaluation_begins(name: str) -> None:
    backbone, input, before = protected(name)
    first_layer(backbone).weight.data.mul_(0.5)
    with pytest.raises(IsolationError, match=backbone.weighted_layer_names[0]):
        stored_outputs(backbone, input)  # which calls `eval`
    first_layer(backbone).weight.data.mul_(2)
    assert torch.equal(stored_outputs(backbone, input)[1], before)


@EACH
def test_replaced_parameters_are_put_back_or_it_is_said_what_cannot_be(name: str) -> None:
    backbone, input, before = protected(name)
    parameter_replaced(backbone)
    backbone.restore_weights()
    assert torch.equal(stored_outputs(backbone, input)[1], before)
    first_layer(backbone).double()
    with pytest.raises(IsolationError, match=r"has become torch.float64"):
        backbone.restore_weights()


@EACH
def test_a_closure_may_test_stored_tasks(name: str) -> None:
    backbone = built(name, tasks=1)
    optimizer = torch.optim.LBFGS(backbone.parameters(), lr=0.1, max_iter=4)
    backbone.protect(optimizer)
    backbone.setup_task_id(2)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)

    def closure() -> float:
        assert torch.equal(stored_outputs(backbone, input)[1], before[1])
        backbone.train().zero_grad()
        loss = backbone(input, **training_arguments(backbone))[0].square().mean()
        loss.backward()
        return loss.item()

    for _ in range(2):
        optimizer.step(closure)
    assert torch.equal(stored_outputs(backbone, input)[1], before[1])
    backbone.check_weights()
