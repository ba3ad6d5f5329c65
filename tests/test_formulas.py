"""Formulas at their edges: found by mutants that other tests did not tell from the code (`make mutants`)."""

import itertools
from collections.abc import Callable, Mapping
from statistics import fmean
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

import clbackbones
from clbackbones_runtime.layers import compensation, selection
from clbackbones_runtime.layers.annealing import Schedule, annealed_scale, check_annealing
from clbackbones_runtime.layers.attention import TaskEmbedding, gated
from clbackbones_runtime.layers.threshold import Found, largest

from .sorting import by_sorting

ARGUMENTS = {"s_max": 400.0, "batch_idx": 3, "num_batches": 10}


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


# annealing and gates


@pytest.mark.parametrize("count", [1, 2, 3])
def test_arguments_of_a_scale_that_are_missing_are_named_and_no_others(count: int) -> None:
    for missing in itertools.combinations(ARGUMENTS, count):
        given: dict[str, Any] = {**ARGUMENTS, **dict.fromkeys(missing)}
        with pytest.raises(ValueError, match=rf"missing: {', '.join(missing)}$"):
            annealed_scale(**given)


def test_the_scale_of_clarena_is_one_batch_behind() -> None:
    step = (400 - 1 / 400) / 9
    scales = [annealed_scale(400, index, 10, "clarena") for index in range(10)]
    assert scales == pytest.approx([1 / 400 + step * (index - 1) for index in range(10)])


@pytest.mark.parametrize(("index", "batches"), [(0, 0), (-1, 5), (5, 5), (1, 1)])
def test_batches_that_are_not_in_an_epoch_are_refused(index: int, batches: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        annealed_scale(400, index, batches)


@pytest.mark.parametrize("s_max", [1e-37, 0.5, 1.0, 1e37])
def test_every_scale_of_a_float32_is_taken(s_max: float) -> None:
    assert annealed_scale(s_max, 0, 1) == s_max


def test_annealings_have_names_and_schedules_do_not_change() -> None:
    assert [check_annealing(name) for name in ("paper", "clarena")] == ["paper", "clarena"]
    with pytest.raises(ValueError, match="annealing must be one of 'paper', 'clarena', got 'linear'"):
        check_annealing("linear")
    with pytest.raises(AttributeError):
        Schedule(400, 0, 1).s_max = 1  # pyright: ignore[reportAttributeAccessIssue]


def test_a_unit_whose_embedding_is_0_is_off() -> None:
    assert gated(torch.tensor([-1e-30, 0.0, 1e-30]), "sigmoid", None).tolist() == [0, 0, 1]


@pytest.mark.parametrize(("mode", "low", "high"), [("U-11", -1, 1), ("U01", 0, 1), ("U-10", -1, 0)])
def test_embeddings_are_drawn_from_the_whole_of_their_range(mode: Any, low: int, high: int) -> None:
    embedding = TaskEmbedding(4000)
    embedding.draw(mode)
    drawn = embedding.weight.detach()
    assert drawn.min().item() == pytest.approx(low, abs=0.01)
    assert drawn.max().item() == pytest.approx(high, abs=0.01)
    assert drawn.mean().item() == pytest.approx((low + high) / 2, abs=0.05)


def test_scales_that_are_no_numbers_do_not_differ() -> None:
    differ = compensation._differ  # pyright: ignore[reportPrivateUsage]
    assert not differ(None, 1.0) and not differ(1.0, None)
    assert not differ(torch.tensor(1.0), 2.0) and not differ(2.0, torch.tensor(1.0))
    assert differ(1.0, 1.001) and not differ(1.0, 1.00001)


# scores


def test_a_layer_of_one_unit_has_scores() -> None:
    backbone = clbackbones.WSNMaskMLP(4, [1], 1)
    assert all(score.weight.any() for score in backbone.weight_score_t.values())


def test_what_is_traced_is_told_from_what_runs() -> None:
    is_traced = selection._is_traced  # pyright: ignore[reportPrivateUsage]
    assert is_traced([torch.ones(2), torch.ones(2, device="meta")])
    assert not is_traced([torch.ones(2), torch.ones(2)])
    assert is_traced([nn.Parameter(torch.ones(2, device="meta"))])


# the search for a threshold: whatever it starts from, the mask is that of a sort; a good start makes it fast


class Passes(TorchDispatchMode):
    """Counts passes over all scores, and the scores that are ranked."""

    def __init__(self) -> None:
        super().__init__()
        self.tries = 0
        self.ranked = 0
        self.in_blocks = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.tries += "hardshrink_backward" in str(func)
        if "sort" in str(func):
            self.ranked = max(self.ranked, args[0].numel())
        result = func(*args, **(kwargs or {}))
        if "index_select" in str(func):
            self.in_blocks += result.numel()
        return result


def searched(score: Tensor, fraction: float, found: Found | None = None) -> tuple[Passes, Found]:
    with Passes() as passes:
        mask, now = largest(score, fraction, found)
    assert torch.equal(mask, by_sorting(score, fraction))
    assert now is not None
    return passes, now


@pytest.mark.parametrize("fraction", [0.01, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("draw", [torch.randn, torch.rand], ids=["normal", "uniform"])
def test_a_search_takes_few_passes_and_ranks_few_scores(draw: Any, fraction: float) -> None:
    score = draw(1 << 18)
    passes, found = searched(score, fraction)
    assert passes.tries <= 5
    assert passes.ranked <= 1 << 16
    again, _ = searched(score + 1e-4 * torch.randn_like(score), fraction, found)
    assert again.tries <= 3
    exact, _ = searched(score, fraction, found)
    assert exact.tries <= 2
    kept = round(fraction * score.numel())
    magnitudes = score.abs().sort(descending=True).values
    assert magnitudes[kept] <= found.threshold <= magnitudes[kept - 1]
    density = (score.abs() - found.threshold).abs().lt(0.01).sum().item() / 0.02
    assert found.slope == pytest.approx(density, rel=0.5)


DRAWS: Mapping[str, Callable[[int], Tensor]] = {
    "normal": torch.randn,
    "uniform": torch.rand,
    "heavy tails": lambda n: torch.randn(n) / torch.rand(n).clamp(1e-4),
    "two sizes": lambda n: torch.cat([torch.randn(n // 2) / 1000, torch.randn(n - n // 2)]),
    "log-normal": lambda n: torch.randn(n).exp(),
    "ties": lambda n: torch.randint(-50, 50, (n,)).float(),
}


def test_searches_are_short_however_scores_lie() -> None:
    first, later = list[Passes](), list[Passes]()
    fractions = (0.02, 0.3, 0.5, 0.9, 0.99)
    cases = [*itertools.product(DRAWS.values(), (1 << 14, 1 << 17), fractions)]
    for draw, n, fraction in cases:
        score = draw(n)
        passes, found = searched(score, fraction)
        first.append(passes)
        later.append(searched(score + 0.002 * score.abs().mean() * torch.randn(n), fraction, found)[0])
    sizes = [n for _, n, _ in cases]
    assert fmean(passes.tries for passes in first) <= 4.25
    assert fmean(passes.tries for passes in later) <= 2.7
    # Of each network's scores, those in blocks that are ranked; all of them where many tie.
    assert fmean(passes.in_blocks / n for passes, n in zip(first, sizes, strict=True)) <= 0.25
    assert fmean(passes.in_blocks / n for passes, n in zip(later, sizes, strict=True)) <= 0.08


def test_what_was_found_for_another_number_is_not_begun_with() -> None:
    score = torch.randn(1 << 17)
    _, found = searched(score, 0.5)
    far, _ = searched(score, 0.01, found)
    fresh, _ = searched(score, 0.01)
    assert far.tries == fresh.tries


@pytest.mark.parametrize("threshold", [float("nan"), float("inf"), -1.0, 0.0, 1e30])
@pytest.mark.parametrize("slope", [-1.0, 0.0, 1e-30, 1e30])
def test_any_start_gives_the_mask_of_a_sort(threshold: float, slope: float) -> None:
    score = torch.randn(1 << 14)
    for kept in (1, 2, 100, 1 << 13, (1 << 14) - 1):
        searched(score, kept / (1 << 14), Found(kept, threshold, slope))
