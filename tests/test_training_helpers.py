"""HAT's helpers for a training step: the numbers are those of the formulas."""

import copy
import dataclasses
import math
from collections.abc import Callable
from typing import Any

import pytest
import torch

import clbackbones
from clbackbones_runtime.layers.annealing import annealed_scale
from tests.hat_networks import S_MAX, SCHEDULE, hat_mlp, hat_resnet


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def store_tasks(backbone: Any, number: int = 1) -> Any:
    """Stores masks of new tasks and begins the next one."""
    for task_id in range(1, number + 1):
        backbone.setup_task_id(task_id)
        backbone.store_mask()
    backbone.setup_task_id(number + 1)
    return backbone


def keep_gates_soft(backbone: Any) -> None:
    """Draws embeddings near 0, so that no gate is 0 or 1 in float32."""
    with torch.no_grad():
        for embedding in backbone.task_embedding_t.values():
            embedding.weight.mul_(0.02)


# sparsity


def test_sparsity_is_the_share_of_free_units_that_the_mask_takes() -> None:
    backbone = store_tasks(hat_resnet(), 2)
    _, mask, _ = backbone(torch.randn(2, 3, 8, 8), "train", **SCHEDULE)
    used = {group: torch.maximum(backbone.masks[1][group], backbone.masks[2][group]) for group in backbone.graph.groups}
    taken = sum((mask[group] * (1 - used[group])).sum().item() for group in used)
    free = sum((1 - used[group]).sum().item() for group in used)
    assert backbone.sparsity_regularization(mask).item() == pytest.approx(taken / free, rel=1e-5)


def test_sparsity_is_the_mean_of_the_mask_before_any_task_is_stored() -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1)
    mask = backbone.get_mask("train", **SCHEDULE)
    expected = torch.cat([mask[group] for group in backbone.graph.groups]).mean()
    torch.testing.assert_close(backbone.sparsity_regularization(mask), expected)


def test_sparsity_trains_the_embeddings_of_free_units_alone() -> None:
    backbone = store_tasks(hat_mlp())
    keep_gates_soft(backbone)
    backbone.sparsity_regularization(backbone.get_mask("train", **SCHEDULE)).backward()
    for group, embedding in backbone.task_embedding_t.items():
        assert torch.equal(embedding.weight.grad[0] == 0, backbone.masks[1][group] == 1)


def test_sparsity_trains_after_it_was_asked_in_inference_mode() -> None:
    backbone = store_tasks(hat_mlp())
    with torch.inference_mode():
        expected = backbone.sparsity_regularization(backbone.get_mask("validation"))
    found = backbone.sparsity_regularization(backbone.get_mask("train", **SCHEDULE))
    found.backward()
    assert expected >= 0
    assert any(embedding.weight.grad.any() for embedding in backbone.task_embedding_t.values())


def test_sparsity_is_0_where_no_unit_is_free() -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1, embedding_init="masked")
    backbone.store_mask()
    backbone.setup_task_id(2)
    sparsity = backbone.sparsity_regularization(backbone.get_mask("train", **SCHEDULE))
    assert sparsity.item() == 0
    sparsity.backward()
    assert not any(embedding.weight.grad.any() for embedding in backbone.task_embedding_t.values())


# embeddings


def embedding_gradients(backbone: Any, **arguments: Any) -> dict[str, tuple[float, float, float]]:
    """First unit of each group: embedding, its gradient, its gradient after compensation."""
    feature, mask, _ = backbone(torch.randn(4, 12), "train", **SCHEDULE)
    for tensor in mask.values():
        tensor.retain_grad()
    feature.sum().backward()
    weights = {group: embedding.weight for group, embedding in backbone.task_embedding_t.items()}
    before = {group: weight.grad[0, 0].item() for group, weight in weights.items()}
    backbone.compensate_embedding_gradients(**SCHEDULE, **dict.fromkeys(arguments, mask))
    return {group: (weight[0, 0].item(), before[group], weight.grad[0, 0].item()) for group, weight in weights.items()}


def test_compensation_multiplies_by_the_ratio_of_the_gates_derivatives() -> None:
    backbone = hat_mlp()
    s = float(annealed_scale(**SCHEDULE))
    keep_gates_soft(backbone)
    for e, before, after in embedding_gradients(backbone).values():
        factor = S_MAX / s * (math.cosh(max(-50.0, min(50.0, s * e))) + 1) / (math.cosh(e) + 1)
        assert before != 0
        assert after == pytest.approx(before * factor, rel=1e-4)


def test_compensation_clamps_the_argument_of_cosh() -> None:
    backbone = hat_mlp()
    embedding = backbone.task_embedding_t["fc/0"].weight
    embedding.data.fill_(2.0)  # s * e is 178
    embedding.grad = torch.full_like(embedding, 1e-20)
    backbone.compensate_embedding_gradients(**SCHEDULE)
    factor = S_MAX / float(annealed_scale(**SCHEDULE)) * (math.cosh(50) + 1) / (math.cosh(2.0) + 1)
    torch.testing.assert_close(embedding.grad, torch.full_like(embedding, 1e-20 * factor), rtol=1e-5, atol=0)
    assert backbone.task_embedding_t["fc/1"].weight.grad is None


def test_compensation_from_the_gradient_of_the_mask_is_the_same_where_nothing_underflows() -> None:
    backbone = hat_mlp()
    keep_gates_soft(backbone)
    other = copy.deepcopy(backbone)
    torch.manual_seed(1)
    expected = embedding_gradients(backbone)
    torch.manual_seed(1)
    for group, (_, _, after) in embedding_gradients(other, mask=True).items():
        assert after == pytest.approx(expected[group][2], rel=1e-3)


def test_compensation_from_the_gradient_of_the_mask_survives_saturated_gates() -> None:
    backbone = hat_mlp()
    for embedding in backbone.task_embedding_t.values():
        embedding.weight.data.fill_(2.0)  # s * e is 178: the gate's derivative is 0 in float32
    for _, before, after in embedding_gradients(backbone, mask=True).values():
        assert before == 0
        assert after != 0


def test_compensation_works_in_half_precision() -> None:
    backbone = hat_mlp().half()
    for embedding in backbone.task_embedding_t.values():
        embedding.weight.data.fill_(0.1)
        embedding.weight.grad = torch.full_like(embedding.weight, 1e-4)
    backbone.compensate_embedding_gradients(**SCHEDULE)
    gradient = backbone.task_embedding_t["fc/0"].weight.grad
    factor = S_MAX / float(annealed_scale(**SCHEDULE)) * (math.cosh(8.9) + 1) / (math.cosh(0.1) + 1)
    assert gradient.dtype == torch.float16
    assert gradient[0, 0].item() == pytest.approx(1e-4 * factor, rel=3e-2)


def test_compensation_needs_the_gradients_of_the_mask_that_it_is_given() -> None:
    backbone = hat_mlp()
    feature, mask, _ = backbone(torch.randn(4, 12), "train", **SCHEDULE)
    feature.sum().backward()
    with pytest.raises(ValueError, match=r"'fc/0'.*retain_grad"):
        backbone.compensate_embedding_gradients(**SCHEDULE, mask=mask)
    with pytest.raises(ValueError, match="got 10"):
        backbone.compensate_embedding_gradients(S_MAX, 10, 10)


def test_compensation_before_backward_is_refused_and_frozen_embeddings_need_none() -> None:
    backbone = hat_mlp()
    with pytest.raises(ValueError, match="call this after backward"):
        backbone.compensate_embedding_gradients(**SCHEDULE)
    backbone.task_embedding_t.requires_grad_(False)
    backbone.compensate_embedding_gradients(**SCHEDULE)


PASSES = [(2,), (2, 2), (1, 2), (0, 9, 3)]
"""Indices of the batches whose gradients are added up."""


def added_gradients(way: str, indices: tuple[int, ...], *, as_schedule: bool, mask: bool = False) -> torch.Tensor:
    """The gradients of all embeddings after passes whose gradients were compensated in some order, joined.

    Args:
        way: `apart`: each pass by itself, and then added; `each`: after every backward; `once`: after the last.
        indices: One per pass.
        as_schedule: Whether a schedule is given, or its three numbers.
        mask: Whether compensation is given the mask.
    """
    torch.manual_seed(0)
    backbone = hat_mlp()
    backbone.setup_task_id(1)
    parameters = [embedding.weight for embedding in backbone.task_embedding_t.values()]
    parts: list[torch.Tensor] = []
    for last, index in enumerate(indices, 1 - len(indices)):
        schedule = clbackbones.Schedule(s_max=S_MAX, batch_idx=index, num_batches=10)
        given = {"schedule": schedule} if as_schedule else dataclasses.asdict(schedule)
        feature, masks, _ = backbone(torch.randn(4, 12), "train", **given)
        for tensor in masks.values():
            tensor.retain_grad()
        feature.square().sum().backward()
        if way != "once" or last == 0:
            backbone.compensate_embedding_gradients(**given, **({"mask": masks} if mask else {}))
        if way == "apart":
            parts.append(torch.cat([parameter.grad.flatten() for parameter in parameters]))
            backbone.zero_grad()
    if way == "apart":
        return torch.stack(parts).sum(0)
    return torch.cat([parameter.grad.flatten() for parameter in parameters])


@pytest.mark.parametrize("mask", [False, True], ids=["", "mask"])
@pytest.mark.parametrize("way", ["each", "once"])
@pytest.mark.parametrize("indices", PASSES, ids=str)
def test_accumulated_gradients_are_the_sum_of_compensated_ones(indices: Any, way: str, mask: bool) -> None:
    expected = added_gradients("apart", indices, as_schedule=False, mask=True)
    torch.testing.assert_close(added_gradients(way, indices, as_schedule=True, mask=mask), expected)


@pytest.mark.parametrize("mask", [False, True], ids=["", "mask"])
@pytest.mark.parametrize("way", ["each", "once"])
@pytest.mark.parametrize("indices", PASSES, ids=str)
def test_what_one_factor_is_wrong_for_is_refused(indices: Any, way: str, mask: bool) -> None:
    if len(indices) == 1 or (way == "once" and not mask and len(set(indices)) == 1):
        expected = added_gradients("apart", indices, as_schedule=False, mask=mask)
        torch.testing.assert_close(added_gradients(way, indices, as_schedule=False, mask=mask), expected)
    else:
        with pytest.raises(ValueError, match="with which each pass is compensated by itself"):
            added_gradients(way, indices, as_schedule=False, mask=mask)


def test_gradients_are_compensated_once() -> None:
    backbone = hat_mlp()
    backbone(torch.randn(4, 12), "train", **SCHEDULE)[0].sum().backward()
    backbone.compensate_embedding_gradients(**SCHEDULE)
    gradients = [embedding.weight.grad.clone() for embedding in backbone.task_embedding_t.values()]
    with pytest.raises(ValueError, match="compensated already"):
        backbone.compensate_embedding_gradients(**SCHEDULE)
    kept = [embedding.weight.grad for embedding in backbone.task_embedding_t.values()]
    assert all(map(torch.equal, kept, gradients))
    backbone.zero_grad(set_to_none=False)
    backbone(torch.randn(4, 12), "train", **SCHEDULE)[0].sum().backward()
    backbone.compensate_embedding_gradients(**SCHEDULE)


def test_clipped_gradients_are_not_compensated_again() -> None:
    backbone = hat_mlp()
    backbone(torch.randn(4, 12), "train", **SCHEDULE)[0].sum().backward()
    backbone.compensate_embedding_gradients(**SCHEDULE)
    torch.nn.utils.clip_grad_norm_(backbone.parameters(), 1.0)
    with pytest.raises(ValueError, match="compensated already"):
        backbone.compensate_embedding_gradients(**SCHEDULE)


def test_gradients_that_no_pass_was_seen_to_bring_are_compensated_once_until_they_change() -> None:
    backbone = hat_mlp()
    embedding = backbone.task_embedding_t["fc/0"].weight
    changes: list[Callable[[], object]] = [
        lambda: setattr(embedding, "grad", torch.ones_like(embedding)),
        lambda: embedding.grad.add_(1),
        lambda: setattr(embedding, "grad", embedding.grad.clone()),
    ]
    for change in changes:
        change()
        backbone.compensate_embedding_gradients(**SCHEDULE)
        with pytest.raises(ValueError, match="compensated already; call this once"):
            backbone.compensate_embedding_gradients(**SCHEDULE)


def test_a_training_pass_without_gradients_brings_none() -> None:
    backbone = hat_mlp()
    with torch.no_grad():
        assert backbone(torch.randn(4, 12), "train", **SCHEDULE)[0].isfinite().all()
    backbone(torch.randn(4, 12), "train", **SCHEDULE)[0].sum().backward()
    backbone.compensate_embedding_gradients(**SCHEDULE)


def test_passes_of_one_backward_are_told_apart_and_the_scale_is_that_of_the_pass() -> None:
    backbone, other = hat_mlp(), SCHEDULE | {"batch_idx": 7}
    features = [backbone(torch.randn(4, 12), "train", **each)[0] for each in (SCHEDULE, other)]
    torch.stack(features).sum().backward()
    with pytest.raises(ValueError, match="different scales"):
        backbone.compensate_embedding_gradients(**other)
    backbone.zero_grad()
    backbone(torch.randn(4, 12), "train", **SCHEDULE)[0].sum().backward()
    with pytest.raises(ValueError, match="another scale"):
        backbone.compensate_embedding_gradients(**other)
    backbone.compensate_embedding_gradients(**SCHEDULE)


def test_the_history_of_gradients_does_not_grow() -> None:
    backbone = hat_mlp()
    for index in range(4):
        schedule = clbackbones.Schedule(S_MAX, index, 10)
        backbone.zero_grad(set_to_none=False)
        backbone(torch.randn(4, 12), "train", schedule=schedule)[0].sum().backward()
    assert len(backbone._gradient_history._passes) == 1


def test_a_schedule_in_one_call_alone_is_refused() -> None:
    backbone, schedule = hat_mlp(), clbackbones.Schedule(**SCHEDULE)
    backbone(torch.randn(4, 12), "train", **SCHEDULE)[0].sum().backward()
    with pytest.raises(ValueError, match="`forward` got no schedule"):
        backbone.compensate_embedding_gradients(schedule=schedule)
    backbone.zero_grad()
    backbone(torch.randn(4, 12), "train", schedule=schedule)[0].sum().backward()
    with pytest.raises(ValueError, match="which this call did not"):
        backbone.compensate_embedding_gradients(**SCHEDULE)


def test_clamp_keeps_embeddings_in_range() -> None:
    backbone = hat_mlp()
    embedding = backbone.task_embedding_t["fc/0"].weight
    embedding.data[0, :3] = torch.tensor([-7.0, 7.0, 5.0])
    backbone.clamp_embeddings()
    assert embedding[0, :3].tolist() == [-6, 6, 5]
    backbone.clamp_embeddings(0.5)
    assert embedding.abs().max().item() == 0.5
