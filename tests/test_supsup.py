"""SupSup against the paper, computed by hand: constants, masks, and the search for a task that nobody names.

Wortsman et al., "Supermasks in Superposition", NeurIPS 2020.
"""

import math
from typing import Any, cast

import pytest
import torch
from sklearn.datasets import load_digits  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
from torch import Tensor, nn

import clbackbones
from clbackbones_runtime.testing.passes import learned, random_input
from tests.backbones import small_config


def mlp(**fields: Any) -> Any:
    torch.manual_seed(0)
    return clbackbones.SupSupMLP(6, [10, 9], 4, **fields)


def with_tasks(*task_ids: int, **fields: Any) -> Any:
    backbone = mlp(**fields)
    for task_id in task_ids:
        backbone.setup_task_id(task_id)
        backbone.store_mask(0.4)
    return backbone.eval()


def test_weights_are_signed_constants_and_frozen() -> None:
    backbone = mlp()
    torch.manual_seed(0)
    plain: Any = clbackbones.MLP(6, [10, 9], 4)
    for name, inputs in (("fc/0", 6), ("fc/1", 10), ("fc/2", 9)):
        layer = backbone.get_layer_by_name(name)
        expected = plain.get_layer_by_name(name).weight.sign() * math.sqrt(2 / inputs)
        assert torch.equal(layer.weight, expected)
        assert not layer.weight.requires_grad and not layer.bias.requires_grad
        assert layer.weight_score.weight.requires_grad


def test_the_mask_keeps_the_largest_scores_of_each_layer() -> None:
    backbone = mlp()
    backbone.setup_task_id(1)
    masks, _ = backbone.store_mask(0.3)
    for name, mask in masks.items():
        scores = backbone.weight_score_t[name].weight.detach().abs().flatten()
        kept = round(0.3 * scores.numel())
        assert set(mask.flatten().nonzero().flatten().tolist()) == set(scores.argsort(descending=True)[:kept].tolist())


def test_scores_get_the_gradient_of_edge_popup() -> None:
    backbone = mlp(bias=False)
    backbone.setup_task_id(1)
    input = random_input(backbone, batch=5)
    _, masks, _, _ = backbone(input, "train", mask_percentage=0.5)
    backbone(input, "train", mask_percentage=0.5)[0].square().sum().backward()
    layers = [backbone.get_layer_by_name(name) for name in backbone.weighted_layer_names]
    masked = [(layer.weight * masks[name].detach()).requires_grad_() for name, layer in zip(masks, layers, strict=True)]
    x = input
    for weight in masked:
        x = nn.functional.linear(x, weight).relu()
    for layer, gradient in zip(layers, torch.autograd.grad(x.square().sum(), masked), strict=True):
        score = layer.weight_score.weight
        torch.testing.assert_close(score.grad, gradient * layer.weight * score.sign())


def test_a_new_task_draws_scores_anew_or_favours_what_earlier_ones_use() -> None:
    backbone = with_tasks(1)
    first = backbone.weight_score_t["fc/1"].weight.detach().clone()
    backbone.setup_task_id(2)
    assert not torch.equal(backbone.weight_score_t["fc/1"].weight, first)
    assert not torch.equal(backbone.get_mask("train", 0.4)[0]["fc/1"], backbone.masks[1][0]["fc/1"])
    carried = with_tasks(1, carry_over_scores=True)
    carried.setup_task_id(2)
    assert not torch.equal(carried.weight_score_t["fc/1"].weight, first)
    for mine, stored in zip(carried.get_mask("train", 0.4), carried.masks[1], strict=True):
        assert all(torch.equal(mine[name], stored[name]) for name in mine)


def test_biases_are_masked_like_weights() -> None:
    backbone = with_tasks(1)
    assert backbone.masks[1][1]["fc/0"].sum() == 4


# tasks that nobody names


def superposed(backbone: Any, input: Tensor, shares: Tensor, tasks: tuple[int, ...], head: nn.Module) -> Tensor:
    """The entropy of the hand-made network whose masks are superposed (eq. 3 and 4 of the paper)."""
    x = input
    for name in backbone.weighted_layer_names:
        layer = backbone.get_layer_by_name(name)
        weight = sum(share * backbone.masks[each][0][name] for share, each in zip(shares, tasks, strict=True))
        bias = sum(share * backbone.masks[each][1][name] for share, each in zip(shares, tasks, strict=True))
        x = nn.functional.linear(x, layer.weight * weight, layer.bias * bias).tanh()
    chances = torch.softmax(head(x), 1)
    return -(chances * chances.log()).sum(1).mean()


@pytest.mark.parametrize("tasks", [(3,), (3, 1), (3, 1, 7, 4)])
def test_the_gradient_is_that_of_a_hand_made_superposition(tasks: tuple[int, ...]) -> None:
    backbone = with_tasks(*tasks, activation_layer="Tanh").double()
    head = nn.Linear(4, 5).double()
    input = random_input(backbone, batch=6).double()
    shares = torch.full((len(tasks),), 1 / len(tasks), dtype=torch.float64, requires_grad=True)
    (expected,) = torch.autograd.grad(superposed(backbone, input, shares, tasks, head), shares)
    with torch.inference_mode():  # wherever a test runs
        found = backbone.superposition_gradient(input, head)
    torch.testing.assert_close(found, expected)
    assert all(each.grad is None for each in (*backbone.parameters(), *head.parameters()))
    assert backbone.infer_task_id(input, head) == tasks[int(expected.argmin())]


def test_binary_search_halves_the_tasks_by_the_gradient_among_those_that_are_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backbone = with_tasks(1, 2, 3, 4, 5)
    asked: list[list[int]] = []

    def gradient(input: Tensor, logits: Any, task_ids: list[int]) -> Tensor:
        asked.append(task_ids)
        return torch.tensor([{1: 3.0, 2: -1.0, 3: 2.0, 4: 0.0, 5: 9.0}[task_id] for task_id in task_ids])

    monkeypatch.setattr(backbone, "superposition_gradient", gradient)
    assert backbone.infer_task_id(torch.zeros(1, 6), nn.Identity(), search="binary") == 2
    assert asked == [[1, 2, 3, 4, 5], [2, 3, 4], [2, 4]]


@pytest.mark.parametrize("norm", [None, "independent"])
def test_a_trained_task_is_found_by_what_its_network_is_certain_of(norm: Any) -> None:
    """Digits whose pixels each task has in an order of its own, and one head for all, as in the paper."""
    digits = cast(Any, load_digits())
    images, labels = torch.tensor(digits.data, dtype=torch.float32) / 8 - 1, torch.tensor(digits.target)
    torch.manual_seed(0)
    backbone: Any = clbackbones.SupSupMLP(64, [128, 128], 64, batch_normalization=norm, bias=False)
    head = nn.Linear(64, 10).requires_grad_(False)
    orders = {task_id: torch.randperm(64) for task_id in (4, 1, 8)}
    for task_id, order in orders.items():
        backbone.train().setup_task_id(task_id)
        optimizer = torch.optim.Adam(backbone.parameters(), lr=0.02)
        for _ in range(80):
            batch = torch.randint(1200, (64,))
            feature, *_ = backbone(images[batch][:, order], "train", mask_percentage=0.5)
            optimizer.zero_grad()
            nn.functional.cross_entropy(head(feature), labels[batch]).backward()
            optimizer.step()
        backbone.store_mask(0.5)
    backbone.eval()
    before = {name: value.clone() for name, value in backbone.state_dict().items()}
    for task_id, order in orders.items():
        tested = images[1200:][:, order]
        feature, *_ = backbone(tested, "test", test_task_id=task_id)
        assert (head(feature).argmax(1) == labels[1200:]).float().mean() > 0.7
        assert [backbone.infer_task_id(tested, head, search) for search in ("one_shot", "binary")] == [task_id] * 2
    assert all(torch.equal(value, before[name]) for name, value in backbone.state_dict().items())
    assert backbone.infer_task_id(images[:1], head) in orders


def test_what_cannot_be_found_is_told() -> None:
    backbone = mlp()
    with pytest.raises(ValueError, match="there is no task to find: none is stored"):
        backbone.infer_task_id(torch.zeros(1, 6), nn.Identity())
    backbone = with_tasks(1)
    assert backbone.infer_task_id(torch.zeros(1, 6), nn.Identity()) == 1
    with pytest.raises(ValueError, match="search must be 'one_shot' or 'binary', got 'ternary'"):
        backbone.infer_task_id(torch.zeros(1, 6), nn.Identity(), "ternary")
    with pytest.raises(ValueError, match=r"task_ids must be a task whose mask is stored \(1\), got 2"):
        backbone.superposition_gradient(torch.zeros(1, 6), nn.Identity(), [2])


def test_a_layer_of_a_hand_made_network_selects_from_constants() -> None:
    torch.manual_seed(0)
    layer = clbackbones.SupSupLinear(8, 5)
    assert torch.equal(layer.weight.abs(), torch.full((5, 8), math.sqrt(2 / 8)))
    input = torch.randn(3, 8)
    weight_mask, bias_mask = layer.mask(0.5)
    assert bias_mask is not None
    bias: Any = layer.bias
    expected = nn.functional.linear(input, layer.weight * weight_mask, bias * bias_mask)
    assert torch.equal(layer(input, weight_mask, bias_mask), expected)
    layer(input, *layer.mask(0.5)).sum().backward()
    assert layer.weight.grad is None and layer.weight_score.weight.grad is not None


def test_superposed_tasks_have_the_mean_of_their_tokens_and_norms() -> None:
    torch.manual_seed(0)
    config = small_config("SupSupViTTiny16", layer_normalization="independent")
    backbone = learned(config, 3).eval()
    input = random_input(backbone, batch=2)
    head = torch.nn.Linear(backbone.output_dim, 5)
    before = backbone.superposition_gradient(input, head)
    with torch.no_grad():  # of the task being learned, which is none of those superposed
        for name, parameter in backbone.named_parameters():
            if any(part in name for part in ("class_token", "pos_embedding", "ln")):
                parameter.normal_()
    assert torch.equal(backbone.superposition_gradient(input, head), before)
