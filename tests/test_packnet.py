"""PackNet against the paper, computed by hand: who owns which weight, what pruning keeps, what later tasks leave alone.

Mallya and Lazebnik, "PackNet: Adding Multiple Tasks to a Single Network by Iterative Pruning", CVPR 2018.
"""

import math
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

import clbackbones
from clbackbones_runtime.testing.passes import random_input, stored_outputs


def mlp(**fields: Any) -> Any:
    torch.manual_seed(0)
    return clbackbones.PackNetMLP(6, [10, 9], 4, **fields)


def weight_of(backbone: Any, name: str) -> Tensor:
    return backbone.get_layer_by_name(name).weight


def train(backbone: Any, optimizer: torch.optim.Optimizer, steps: int = 3) -> None:
    backbone.train()
    for _ in range(steps):
        feature, *_ = backbone(random_input(backbone, batch=8), "train")
        optimizer.zero_grad()
        (feature - torch.randn_like(feature)).square().mean().backward()
        optimizer.step()


def largest_by_hand(weight: Tensor, own: Tensor, fraction: float) -> Tensor:
    """The entries that the paper keeps: all but the `fraction` of its own that are smallest in magnitude."""
    magnitudes = weight.abs().where(own, math.inf).flatten()
    pruned = round(fraction * int(own.sum()))
    kept = own.flatten().clone()
    kept[magnitudes.argsort()[:pruned]] = False
    return kept.view(weight.shape)


@settings(max_examples=10, deadline=None)
@given(fraction=st.floats(0.05, 0.95), bias=st.booleans())
def test_a_layer_of_a_hand_made_network_keeps_each_task_bit_for_bit(fraction: float, bias: bool) -> None:
    torch.manual_seed(0)
    layer = clbackbones.PackNetConv2d(2, 5, 3, padding=1, bias=bias)
    input = torch.randn(4, 2, 5, 5)
    owner, outputs = torch.zeros_like(layer.weight), dict[int, Tensor]()
    for task in (1, 2, 3):
        assert task == (int(layer.task) if task == 1 else layer.next_task())
        owner[owner == 0] = task
        optimizer = torch.optim.SGD(layer.parameters(), lr=0.1, momentum=0.9)
        for part in range(2):
            layer(input).sub(torch.randn(4, 5, 5, 5)).square().mean().backward()
            optimizer.step()
            optimizer.zero_grad()
            if part == 0:
                own = owner == task
                owner[own & ~largest_by_hand(layer.weight.detach(), own, fraction)] = 0
                layer.prune(fraction)
                assert torch.equal(layer.weight_owner, owner.to(torch.uint8))
                assert (layer.weight[owner == 0] == 0).all()
        outputs[task] = layer(input).detach()
    again = clbackbones.PackNetConv2d(2, 5, 3, padding=1, bias=bias)
    again.load_state_dict(layer.state_dict())
    for task, output in outputs.items():
        assert torch.equal(again(input, again.mask(task)), output)


def test_what_a_layer_of_a_hand_made_network_cannot_do_is_said() -> None:
    layer = clbackbones.PackNetLinear(3, 2)
    with pytest.raises(ValueError, match=r"fraction must be in \[0, 1\), got 1; nothing was pruned"):
        layer.prune(1)
    with pytest.raises(ValueError, match="there is no task 2; the current one is 1"):
        layer.mask(2)
    layer.weight.data[0, 0] = math.nan
    with pytest.raises(ValueError, match="weights are not finite; nothing was pruned"):
        layer.prune()
    layer.task.fill_(255)
    with pytest.raises(ValueError, match="weights cannot be shared out among more than 255 tasks"):
        layer.next_task()


@settings(max_examples=10, deadline=None)
@given(fraction=st.floats(0.05, 0.95), tasks=st.integers(1, 4))
@pytest.mark.filterwarnings("ignore:no weight is free:UserWarning")
def test_owners_and_weights_are_those_of_the_paper(fraction: float, tasks: int) -> None:
    backbone = mlp()
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1, momentum=0.9, weight_decay=0.01)
    backbone.protect(optimizer)
    owners = {name: torch.zeros_like(weight_of(backbone, name)) for name in backbone.weighted_layer_names}
    for number, task_id in enumerate((5, -1, 7, 2)[:tasks], 1):
        backbone.setup_task_id(task_id)
        for name, owner in owners.items():
            owner[owner == 0] = number  # what is free is the new task's
            assert torch.equal(backbone.weight_owners[name], owner.to(torch.uint8))
        train(backbone, optimizer)
        before = {name: weight_of(backbone, name).detach().clone() for name in owners}
        backbone.prune(fraction)
        for name, owner in owners.items():
            own = owner == number
            kept = largest_by_hand(before[name], own, fraction)
            owner[own & ~kept] = 0
            assert torch.equal(backbone.weight_owners[name], owner.to(torch.uint8))
            assert torch.equal(weight_of(backbone, name), before[name] * (owner > 0))
        pruned = {name: weight_of(backbone, name).detach().clone() for name in owners}
        train(backbone, optimizer)
        backbone.store_mask()
        for name, owner in owners.items():
            weight, old = weight_of(backbone, name), pruned[name]
            assert torch.equal(weight[owner < number], old[owner < number]), "not its own, or pruned"
            assert not (weight[owner == 0]).any()
            own = owner == number
            assert not own.any() or not torch.equal(weight[own], old[own]), "trained again"
            assert torch.equal(backbone.masks[task_id][0][name], (owner > 0).float())


def test_a_task_computes_with_its_weights_and_those_before_it_by_hand() -> None:
    backbone = mlp()
    optimizer = torch.optim.AdamW(backbone.parameters(), lr=0.01)
    backbone.protect(optimizer)
    for task_id in (1, 2, 3):
        backbone.setup_task_id(task_id)
        train(backbone, optimizer)
        backbone.prune(0.5)
        train(backbone, optimizer)
        backbone.store_mask()
    input = random_input(backbone, batch=5)
    found = stored_outputs(backbone, input)
    for task_id in (1, 2, 3):
        x = input
        for name in backbone.weighted_layer_names:
            layer, owner = backbone.get_layer_by_name(name), backbone.weight_owners[name]
            x = nn.functional.linear(x, layer.weight * ((owner > 0) & (owner <= task_id)), layer.bias).relu()
        torch.testing.assert_close(found[task_id], x, rtol=0, atol=0)


@pytest.mark.parametrize("norm", [None, "independent"])
def test_later_tasks_change_no_bit_and_biases_stay_those_of_the_first(norm: Any) -> None:
    backbone = mlp(batch_normalization=norm)
    optimizer = torch.optim.AdamW(backbone.parameters(), lr=0.01, weight_decay=0.1)
    backbone.protect(optimizer)
    input, before = random_input(backbone, batch=5), dict[int, Tensor]()
    biases: list[Tensor] = []
    for task_id in (1, 2, 3):
        backbone.setup_task_id(task_id)
        train(backbone, optimizer)
        backbone.prune(0.6)
        train(backbone, optimizer)
        backbone.store_mask()
        biases.append(backbone.get_layer_by_name("fc/0").bias.detach().clone())
        after = stored_outputs(backbone, input)
        assert all(torch.equal(after[earlier], feature) for earlier, feature in before.items())
        before = after
    assert torch.equal(biases[0], biases[1]) and torch.equal(biases[0], biases[2])


def test_gradients_of_what_is_pruned_are_zero() -> None:
    backbone = mlp()
    backbone.setup_task_id(1)
    backbone.prune(0.75)
    backbone(random_input(backbone, batch=8), "train")[0].square().sum().backward()
    for name, owner in backbone.weight_owners.items():
        gradient = weight_of(backbone, name).grad
        assert gradient is not None
        assert not gradient[owner == 0].any() and gradient.any()


def test_ties_go_together_as_in_the_authors_code() -> None:
    backbone = mlp()
    backbone.setup_task_id(1)
    weight = weight_of(backbone, "fc/2")  # (4, 9)
    with torch.no_grad():
        weight.fill_(0.5)[0] = torch.arange(1.0, 10.0)
    backbone.prune(0.1)
    assert backbone.weight_owners["fc/2"].tolist() == [[1] * 9, *[[0] * 9] * 3]


def test_a_task_that_goes_on_after_a_checkpoint_has_what_it_pruned() -> None:
    backbone, fresh = mlp(), mlp()
    backbone.setup_task_id(3)
    backbone.prune(0.5)
    fresh.load_state_dict(backbone.state_dict())
    fresh.setup_task_id(3)
    input = random_input(backbone, batch=3)
    assert torch.equal(fresh(input, "validation")[0], backbone(input, "validation")[0])
    assert all(torch.equal(owner, fresh.weight_owners[name]) for name, owner in backbone.weight_owners.items())


def test_a_stored_task_that_comes_back_has_its_own_network_and_a_new_one_what_is_left() -> None:
    backbone = mlp()
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1)
    backbone.protect(optimizer)
    for task_id in (1, 2):
        backbone.setup_task_id(task_id)
        train(backbone, optimizer)
        backbone.prune(0.5)
        backbone.store_mask()
    input = random_input(backbone, batch=3)
    stored = stored_outputs(backbone, input)
    backbone.setup_task_id(1)
    assert torch.equal(backbone(input, "validation")[0], stored[1])
    backbone.store_mask()
    assert torch.equal(stored_outputs(backbone, input)[2], stored[2])
    backbone.setup_task_id(3)
    owners = backbone.weight_owners["fc/0"]
    assert owners.unique().tolist() == [1, 2, 3]


def test_what_cannot_be_pruned_is_told_and_nothing_is() -> None:
    backbone = mlp()
    with pytest.raises(ValueError, match="prune needs a current task: call setup_task_id first"):
        backbone.prune(0.5)
    backbone.setup_task_id(1)
    for fraction in (-0.1, 1.0, float("nan")):
        with pytest.raises(ValueError, match=r"fraction must be in \[0, 1\), got"):
            backbone.prune(fraction)
    with torch.no_grad():
        weight_of(backbone, "fc/1")[0, 0] = float("inf")
    with pytest.raises(ValueError, match="weights of 'fc/1' are not finite; nothing was pruned"):
        backbone.prune(0.5)
    assert all((owner == 1).all() for owner in backbone.weight_owners.values())
    with torch.no_grad():
        weight_of(backbone, "fc/1")[0, 0] = 0
    backbone.store_mask()
    with pytest.raises(
        ValueError, match="task 1 is stored with the weights that it has; prune a task before store_mask"
    ):
        backbone.prune(0.5)


def test_a_task_for_which_nothing_is_left_is_warned_of_where_it_begins() -> None:
    backbone = mlp()
    backbone.setup_task_id(1)
    backbone.store_mask()
    with pytest.warns(UserWarning, match="no weight is free for task 2.*call prune before store_mask") as warned:
        backbone.setup_task_id(2)
    assert warned[0].filename == __file__
