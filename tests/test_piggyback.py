"""Piggyback against the paper, computed by hand: scores, threshold, gradients; weights that never change.

Mallya, Davis and Lazebnik, "Piggyback: Adapting a Single Network to Multiple Tasks by Learning to Mask Weights", 2018.
"""

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

import clbackbones
from clbackbones_runtime.mechanisms.piggyback import mask_above
from clbackbones_runtime.testing.passes import random_input, stored_outputs


def mlp(**fields: Any) -> Any:
    torch.manual_seed(0)
    return clbackbones.PiggybackMLP(6, [10, 9], 4, **fields)


def test_scores_start_at_a_hundredth_and_keep_all_weights() -> None:
    backbone = mlp()
    for task_id in (1, 2):
        backbone.setup_task_id(task_id)
        assert all((score == 0.01).all() for score in backbone.weight_scores.values())
        assert all(mask.all() for mask in backbone.get_mask("train")[0].values())
        with torch.no_grad():
            for score in backbone.weight_scores.values():
                score.normal_()
        backbone.store_mask()


@given(value=st.floats(-1, 1, width=32))
def test_what_is_above_the_threshold_is_kept_exactly(value: float) -> None:
    score = torch.tensor([value], requires_grad=True)
    mask = mask_above(score)
    assert mask.item() == float(torch.tensor(value) > 0.005)
    (mask * 3).sum().backward()
    assert score.grad is not None and score.grad.item() == 3


def test_the_gradient_of_a_score_is_that_of_the_masked_weight_times_the_weight() -> None:
    backbone = mlp(activation_layer="Tanh")
    backbone.setup_task_id(1)
    with torch.no_grad():
        for score in backbone.weight_scores.values():
            score.copy_(torch.randn_like(score) * 0.01)
    input = random_input(backbone, batch=5)
    backbone(input, "train")[0].square().sum().backward()
    layers = [backbone.get_layer_by_name(name) for name in backbone.weighted_layer_names]
    masked = [(layer.weight * (layer.weight_score > 0.005)).detach().requires_grad_() for layer in layers]
    x = input
    for layer, weight in zip(layers, masked, strict=True):
        x = nn.functional.linear(x, weight, layer.bias).tanh()
    for layer, gradient in zip(layers, torch.autograd.grad(x.square().sum(), masked), strict=True):
        torch.testing.assert_close(layer.weight_score.grad, gradient * layer.weight, rtol=0, atol=0)
        assert layer.weight.grad is None and layer.bias.grad is None


def test_only_scores_and_norms_are_trained_and_stored_tasks_stay() -> None:
    backbone = mlp(batch_normalization="independent")
    assert {name.rpartition(".")[2] for name, each in backbone.named_parameters() if not each.requires_grad} == {
        "weight",
        "bias",
    }
    frozen = {name: each.detach().clone() for name, each in backbone.named_parameters() if not each.requires_grad}
    assert len(frozen) == 6
    optimizer = torch.optim.AdamW(backbone.parameters(), lr=0.01, weight_decay=0.1)
    input, before = random_input(backbone, batch=5), dict[int, Tensor]()
    for task_id in (1, 2, 3):  # not protected: nothing that tasks share is trained
        backbone.train().setup_task_id(task_id)
        for _ in range(5):
            feature, *_ = backbone(random_input(backbone, batch=8), "train")
            optimizer.zero_grad()
            (feature - torch.randn_like(feature)).square().mean().backward()
            optimizer.step()
        backbone.store_mask()
        after = stored_outputs(backbone, input)
        assert all(torch.equal(after[earlier], feature) for earlier, feature in before.items())
        before = after
    assert not torch.equal(before[1], before[2])
    assert all(torch.equal(backbone.get_parameter(name), value) for name, value in frozen.items())


def test_an_optimizer_that_unfreezes_weights_is_held_back() -> None:
    backbone = mlp()
    backbone.setup_task_id(1)
    backbone.store_mask()
    backbone.requires_grad_(True)
    optimizer = torch.optim.SGD(backbone.parameters(), lr=1.0, weight_decay=0.1)
    backbone.protect(optimizer)
    input = random_input(backbone, batch=5)
    before = stored_outputs(backbone, input)[1]
    backbone.train().setup_task_id(2)
    backbone(input, "train")[0].square().sum().backward()
    optimizer.step()
    assert torch.equal(stored_outputs(backbone, input)[1], before)


def test_scores_that_are_not_finite_are_not_stored() -> None:
    backbone = mlp()
    backbone.setup_task_id(1)
    backbone.weight_scores["fc/1"].data[0, 0] = float("nan")
    with pytest.raises(ValueError, match="a score of 'fc/1' is not finite; nothing was stored"):
        backbone.store_mask()


def test_a_layer_of_a_hand_made_network_learns_its_mask() -> None:
    torch.manual_seed(0)
    layer = clbackbones.PiggybackConv2d(2, 3, 3, padding=1)
    input = torch.randn(4, 2, 5, 5)
    expected = nn.functional.conv2d(input, layer.weight, layer.bias, padding=1)
    assert torch.equal(layer(input), expected)
    layer(input).square().mean().backward()
    assert layer.weight_score.grad is not None and layer.weight.grad is None
    layer.weight_score.data.sub_(layer.weight_score.grad.sign() * 0.006)
    mask = layer.mask()
    assert 0 < mask.mean() < 1
    assert torch.equal(layer(input), nn.functional.conv2d(input, layer.weight * mask, layer.bias, padding=1))
    assert torch.equal(layer(input, mask), layer(input))
    with pytest.raises(ValueError, match="out_channels is 0, below 1"):
        clbackbones.PiggybackConv2d(2, 0, 3)
