"""Attention: the scale of gates anneals within an epoch, embeddings start as they are told to."""

from itertools import pairwise
from typing import Any

import pytest
import torch

import clbackbones
from clbackbones_runtime.layers.annealing import annealed_scale
from clbackbones_runtime.layers.attention import FreeUnits, gated

from .hat_networks import S_MAX, embeddings, hat_mlp


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


# annealing


def test_scale_rises_linearly_from_the_first_batch_to_the_last() -> None:
    scales = [annealed_scale(S_MAX, index, 5) for index in range(5)]
    assert scales[0] == 1 / S_MAX
    assert scales[-1] == pytest.approx(S_MAX)
    steps = [float(after - before) for before, after in pairwise(scales)]
    assert steps == pytest.approx([steps[0]] * 4)


def test_a_tensor_as_index_gives_the_same_scale() -> None:
    assert float(annealed_scale(S_MAX, torch.tensor(3), 10)) == pytest.approx(float(annealed_scale(S_MAX, 3, 10)))


@pytest.mark.parametrize("s_max", [0.0, -0.5, float("nan")])
def test_a_scale_that_is_not_above_0_is_told(s_max: float) -> None:
    with pytest.raises(ValueError, match="s_max must be above 0"):
        annealed_scale(s_max, 0, 5)


@pytest.mark.parametrize("num_batches", [0, -1])
def test_an_epoch_without_batches_is_told(num_batches: int) -> None:
    with pytest.raises(ValueError, match=f"num_batches must be at least 1, got {num_batches}"):
        annealed_scale(S_MAX, 0, num_batches)


def test_the_only_batch_of_an_epoch_runs_at_the_largest_scale() -> None:
    assert annealed_scale(S_MAX, 0, 1) == S_MAX
    backbone = hat_mlp()
    mask = backbone.get_mask("train", S_MAX, 0, 1)
    torch.testing.assert_close(mask["fc/0"], torch.sigmoid(S_MAX * embeddings(backbone)["fc/0"][0]))


def test_the_first_batch_of_an_epoch_does_not_invert_the_mask() -> None:
    backbone = hat_mlp()
    for layer, mask in backbone.get_mask("train", S_MAX, 0, 10).items():
        assert torch.equal(mask > 0.5, embeddings(backbone)[layer][0] > 0)


def test_validation_uses_the_largest_scale_or_the_binary_mask() -> None:
    backbone = hat_mlp()
    embedding = embeddings(backbone)["fc/1"][0]
    torch.testing.assert_close(backbone.get_mask("validation", S_MAX)["fc/1"], torch.sigmoid(S_MAX * embedding))
    assert torch.equal(backbone.get_mask("validation")["fc/1"], (embedding > 0).float())


@pytest.mark.parametrize("s_max", [0, -1.0, float("inf"), float("nan"), 1e-320, 10**400, -(10**400)])
def test_a_scale_that_is_none_is_named_before_anything_is_computed(s_max: float) -> None:
    backbone = hat_mlp()
    schedule = clbackbones.Schedule(s_max=s_max, batch_idx=1, num_batches=3)
    for call in (
        lambda: backbone.get_mask("train", s_max, 1, 3),
        lambda: backbone.get_mask("validation", s_max),
        lambda: backbone.compensate_embedding_gradients(s_max, 1, 3),
        lambda: backbone.get_mask("train", schedule=schedule),
    ):
        with pytest.raises(ValueError, match=r"^s_max must be "):
            call()


def test_a_schedule_stands_for_its_three_arguments_and_not_beside_them() -> None:
    backbone = hat_mlp()
    schedule = clbackbones.Schedule(s_max=S_MAX, batch_idx=1, num_batches=3)
    for stage, arguments in {"train": (S_MAX, 1, 3), "validation": (S_MAX,)}.items():
        expected = backbone.get_mask(stage, *arguments)
        assert all(map(torch.equal, backbone.get_mask(stage, schedule=schedule).values(), expected.values()))
    with pytest.raises(ValueError, match="but not both"):
        backbone.get_mask("train", S_MAX, schedule=schedule)


# gates

LOGITS = torch.linspace(-100, 100, 2001, dtype=torch.float64)
"""s * e, for s = 50."""

DTYPES = (torch.float32, torch.float64, torch.bfloat16, torch.float16)


def gate_and_slope(logits: torch.Tensor, dtype: torch.dtype, slope: float | None = None) -> tuple[torch.Tensor, ...]:
    """The gates of embeddings at s = 50, and their derivatives, in float64."""
    e = (logits / 50).to(dtype).requires_grad_()
    gate = gated(e, "sigmoid", 50.0, slope)
    assert gate.dtype == dtype
    gate.sum().backward()
    assert e.grad is not None
    return e.detach().double(), gate.detach().double(), e.grad.double()


def sigmoid_slope(x: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(x) * torch.sigmoid(-x)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_gates_are_sigmoids_as_far_as_a_sum_can_tell(dtype: torch.dtype) -> None:
    e, gate, _ = gate_and_slope(LOGITS, dtype)
    eps = torch.finfo(dtype).eps
    torch.testing.assert_close(gate, torch.sigmoid(50 * e), rtol=8 * eps, atol=eps / 2 / 8192)
    assert gate.max() == 1
    # Neither small nor denormal, but 0 where the formula is a denormal.
    assert torch.all((gate == 0) | (gate >= eps / 2 / 8192))
    smallest = torch.finfo(torch.promote_types(dtype, torch.float32)).tiny
    assert torch.equal(gate == 0, torch.sigmoid(50 * e) < smallest)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_gates_have_the_derivative_of_the_formula_on_both_sides(dtype: torch.dtype) -> None:
    e, _, slope = gate_and_slope(LOGITS, dtype)
    # Where the derivative is below what a dtype holds, and a digit of it, there is nothing to compare.
    smallest = 50 * torch.finfo(dtype).tiny
    torch.testing.assert_close(slope, 50 * sigmoid_slope(50 * e), rtol=100 * torch.finfo(dtype).eps, atol=smallest)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_a_slope_gives_the_compensated_derivative_at_the_same_values(dtype: torch.dtype) -> None:
    _, expected, _ = gate_and_slope(LOGITS, dtype)
    e, gate, slope = gate_and_slope(LOGITS, dtype, 400.0)
    assert torch.equal(gate, expected)
    torch.testing.assert_close(slope, 400 * sigmoid_slope(e), rtol=4 * torch.finfo(dtype).eps, atol=0)


# embeddings

RANGES = {"U-11": (-1, 1), "U01": (0, 1), "U-10": (-1, 0), "masked": (6, 6), "unmasked": (-6, -6)}


@pytest.mark.parametrize("mode", RANGES)
def test_embeddings_start_in_the_range_of_the_mode(mode: Any) -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1, embedding_init=mode)
    low, high = RANGES[mode]
    for embedding in embeddings(backbone).values():
        assert low <= embedding.min().item() <= embedding.max().item() <= high


def test_a_new_task_starts_from_new_embeddings_unless_told_otherwise() -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1)
    first = {group: embedding.clone() for group, embedding in embeddings(backbone).items()}
    backbone.setup_task_id(2, embedding_init="last")
    assert all(torch.equal(embedding, first[group]) for group, embedding in embeddings(backbone).items())
    backbone.setup_task_id(3)
    assert not any(torch.equal(embedding, first[group]) for group, embedding in embeddings(backbone).items())


def test_shares_of_free_units_are_found_once_and_add_up() -> None:
    used = [torch.tensor([1.0, 0.0, 0.0, 1.0]), torch.ones(4)]
    free = FreeUnits()
    assert torch.equal(free.shares(lambda: used[0]), torch.tensor([0.0, 0.5, 0.5, 0.0]))
    assert free.shares(lambda: used[1]).any()
    free.forget()
    assert not free.shares(lambda: used[1]).any()
    free.forget()
    assert torch.equal(free.shares(lambda: torch.tensor([1.0, 0.0])), torch.tensor([0.0, 1.0]))
