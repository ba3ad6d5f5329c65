"""Selection of the largest scores is exact, its gradient straight-through, wherever its search starts."""

import copy
import pickle
from collections.abc import Callable, Sequence

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from clbackbones_runtime.layers.selection import Selector, keep_largest, keep_largest_of_each
from tests.sorting import by_sorting


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


@given(
    scores=st.lists(st.floats(-4, 4, width=32).map(lambda value: round(value, 1)), min_size=1, max_size=40),
    fraction=st.floats(0, 1, exclude_min=True),
)
def test_selection_is_that_of_a_sort(scores: list[float], fraction: float) -> None:
    score = torch.tensor(scores)
    assert torch.equal(keep_largest(score, fraction), by_sorting(score, fraction))


MANY: dict[str, Callable[[int], Tensor]] = {
    "normal": torch.randn,
    "few values": lambda n: torch.randint(-3, 4, (n,)).float(),
    "constant": torch.ones,
    "sorted": lambda n: torch.linspace(-1, 1, n),
    "heavy tail": lambda n: torch.empty(n).cauchy_(),
    "every fifth is large": lambda n: torch.randn(n) * (torch.arange(n) % 5 == 0) * 100 + torch.randn(n),
    "half are 0": lambda n: torch.randn(n).relu(),
}


@pytest.mark.parametrize("fraction", [1e-9, 0.03, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("kind", MANY)
def test_selection_among_many_scores_is_that_of_a_sort(kind: str, fraction: float) -> None:
    score = MANY[kind](100_003)
    assert torch.equal(keep_largest(score, fraction), by_sorting(score, fraction))


@pytest.mark.parametrize("n", [2**14, 2**14 + 1, 2**14 + 127, 2**17, 200_704, 2**20 + 5])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16], ids=str)
def test_selection_of_any_number_of_scores_is_that_of_a_sort(n: int, dtype: torch.dtype) -> None:
    score = torch.empty(n).uniform_(-1e-3, 1e-3).to(dtype)
    for fraction in (2 / n, 0.1, 0.5, 1 - 2 / n):
        assert torch.equal(keep_largest(score, fraction), by_sorting(score, fraction))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16], ids=str)
def test_infinite_scores_are_the_largest(dtype: torch.dtype) -> None:
    score = torch.randn(100_003).to(dtype)
    score[::10] = torch.inf
    for fraction in (0.05, 0.1, 0.2):
        assert torch.equal(keep_largest(score, fraction), by_sorting(score, fraction))


@pytest.mark.parametrize("share", [0.001, 0.5, 1.0])
def test_scores_that_became_nan_do_not_stop_a_step(share: float) -> None:
    score = torch.randn(100_003)
    score[torch.rand_like(score) < share] = torch.nan
    assert keep_largest(score, 0.5).shape == score.shape


def test_selection_has_no_size_limit() -> None:
    n = 2**24 + 3  # torch.quantile takes at most 2**24
    assert int(keep_largest(torch.randn(n), 0.5).count_nonzero()) == pytest.approx(n / 2, abs=2)


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16, torch.float16], ids=str)
def test_selection_keeps_shape_and_dtype(dtype: torch.dtype) -> None:
    score = torch.randn(8, 3, 50, 50).to(dtype).to(memory_format=torch.channels_last)
    mask = keep_largest(score, 0.25)
    assert (mask.shape, mask.dtype) == (score.shape, dtype)
    assert torch.equal(mask, by_sorting(score, 0.25))


def test_the_gradient_goes_straight_through_to_the_magnitude() -> None:
    score = torch.tensor([-3.0, 0.5, 2.0, -0.1], requires_grad=True)
    weight = torch.tensor([1.0, 2.0, 3.0, 4.0])
    (keep_largest(score, 0.5) * weight).sum().backward()
    assert score.grad is not None
    assert torch.equal(score.grad, torch.tensor([-1.0, 2.0, 3.0, -4.0]))


def test_masks_of_several_tensors_are_those_of_each_and_unused_ones_cost_no_gradient() -> None:
    scores = [torch.randn(5, 7, requires_grad=True), torch.randn(1, 3, requires_grad=True), torch.randn(50_000)]
    masks = keep_largest_of_each(scores, 0.3)
    for mask, score in zip(masks, scores, strict=True):
        assert torch.equal(mask, by_sorting(score, 0.3))
    masks[0].sum().backward()
    assert scores[0].grad is not None
    assert torch.equal(scores[0].grad, scores[0].sign())
    assert scores[1].grad is None


def test_operator_and_eager_selection_have_the_same_masks_and_gradients() -> None:
    score = torch.randn(50, 60, requires_grad=True)
    given_back = torch.randn(50, 60)
    for masks in (torch.ops.clbackbones.keep_largest([score], 0.5), keep_largest_of_each([score], 0.5)):
        assert torch.equal(masks[0], by_sorting(score, 0.5))
        (gradient,) = torch.autograd.grad(masks[0], score, given_back)
        assert torch.equal(gradient, given_back * score.sign())


# a selector that is used again


@pytest.mark.parametrize("kind", MANY)
def test_what_was_found_before_changes_nothing_of_the_mask(kind: str) -> None:
    selector = Selector()
    score = MANY[kind](30_003)
    for step, fraction in enumerate([0.5] * 6 + [0.2, 0.2, 1.0, 0.2, 1e-9, 0.5]):
        # Small steps as in training, then a jump.
        score += torch.randn_like(score) * (10.0 if step == 4 else 1e-3)
        assert torch.equal(selector.masks([score], fraction)[0], by_sorting(score, fraction))


def test_what_was_found_among_scores_that_became_nan_is_forgotten() -> None:
    selector = Selector()
    score = torch.randn(30_003)
    spoiled = score.clone()
    spoiled[::3] = torch.nan
    for given_score in (score, spoiled, score):
        mask = selector.masks([given_score], 0.5)[0]
    assert torch.equal(mask, by_sorting(score, 0.5))


def test_a_step_after_inference_has_its_gradients() -> None:
    selector, score, weight = Selector(), torch.randn(6, 5, requires_grad=True), torch.randn(6, 5, requires_grad=True)
    with torch.inference_mode():
        selector([score], [weight], 0.5)
    _, (masked,) = selector([score], [weight], 0.5)
    masked.sum().backward()
    assert score.grad is not None


def test_masks_of_a_pass_are_the_caller_s() -> None:
    selector, score = Selector(), torch.randn(40, 50)
    first = selector.masks([score], 0.5)[0]
    expected = first.clone()
    first.zero_()
    assert torch.equal(selector.masks([score], 0.5)[0], expected)


def double(score: Tensor) -> None:
    with torch.no_grad():
        score[:, ::2] *= 2


def double_unseen(score: Tensor) -> None:
    score.data[:, ::2] *= 2


def exchange(score: Tensor) -> None:
    score.data = score.data.roll(1)


def change_one(score: Tensor) -> None:
    score.detach().numpy().flat[int(score.detach().abs().argmin())] = 1e3


@pytest.mark.parametrize("change", [double, double_unseen, exchange, change_one])
@pytest.mark.parametrize("shape", [(40, 50), (400, 300)])
def test_scores_that_change_are_selected_anew(change: Callable[[Tensor], None], shape: tuple[int, int]) -> None:
    selector, score = Selector(), torch.randn(shape, requires_grad=True)
    before = selector.masks([score], 0.5)[0]
    change(score)
    mask = selector.masks([score], 0.5)[0]
    assert torch.equal(mask, by_sorting(score.detach(), 0.5))
    assert not torch.equal(mask, before)


def test_other_scores_of_the_same_shape_and_other_fractions_are_selected_anew() -> None:
    selector, score, other = Selector(), torch.randn(40, 50), torch.randn(40, 50)
    for chosen, fraction in ((score, 0.5), (other, 0.5), (other, 0.25), (score, 0.25)):
        assert torch.equal(selector.masks([chosen], fraction)[0], by_sorting(chosen, fraction))


def test_a_copy_selects_the_same() -> None:
    selector, score = Selector(), torch.randn(30_003)
    expected = selector.masks([score], 0.5)[0]
    for again in (copy.deepcopy(selector), pickle.loads(pickle.dumps(selector))):
        assert torch.equal(again.masks([score], 0.5)[0], expected)


# masked parameters


def reference(scores: Sequence[Tensor], parameters: Sequence[Tensor], fraction: float) -> list[Tensor]:
    masks = keep_largest_of_each(scores, fraction)
    return [parameter * mask.view(parameter.shape) for parameter, mask in zip(parameters, masks, strict=True)]


@pytest.fixture
def tensors() -> list[Tensor]:
    """Scores of a weight and a bias, the weight and the bias."""
    return [torch.randn(shape, dtype=torch.float64, requires_grad=True) for shape in ((6, 5), (1, 6), (6, 5), (6,))]


def test_masked_parameters_and_their_gradients_are_those_of_a_product(tensors: list[Tensor]) -> None:
    weights = [torch.randn(6, 5).double(), torch.randn(6).double()]
    results: list[list[Tensor]] = []
    for masked in (Selector()(tensors[:2], tensors[2:], 0.4)[1], reference(tensors[:2], tensors[2:], 0.4)):
        loss = sum(
            ((value * weight).sin().sum() for value, weight in zip(masked, weights, strict=True)), torch.zeros(())
        )
        results.append([*masked, *torch.autograd.grad(loss, tensors)])
    for found, expected in zip(*results, strict=True):
        assert found.shape == expected.shape
        torch.testing.assert_close(found, expected, rtol=1e-12, atol=0)


def test_gradients_that_a_hook_keeps_stay_as_they_were(tensors: list[Tensor]) -> None:
    _, masked = Selector()(tensors[:2], tensors[2:], 0.4)
    kept: list[Tensor] = []
    masked[0].register_hook(kept.append)
    (masked[0] * 3).sum().backward()
    assert torch.equal(kept[0], torch.full_like(masked[0], 3))


def test_gradients_to_masks_and_to_masked_parameters_add_up(tensors: list[Tensor]) -> None:
    masks, masked = Selector()(tensors[:2], tensors[2:], 0.4)
    (found,) = torch.autograd.grad(masks[0].sum() + masked[0].sum(), tensors[0])
    torch.testing.assert_close(found, tensors[0].sign() * (1 + tensors[2]), rtol=1e-12, atol=0)


def test_gradients_can_be_differentiated_again_and_computed_twice(tensors: list[Tensor]) -> None:
    seconds: list[Tensor] = []
    for masked in (Selector()(tensors[:2], tensors[2:], 0.4)[1], reference(tensors[:2], tensors[2:], 0.4)):
        (first,) = torch.autograd.grad(masked[0].pow(3).sum(), tensors[2], create_graph=True)
        (second,) = torch.autograd.grad(first.sum(), tensors[2], retain_graph=True)
        (again,) = torch.autograd.grad(first.sum(), tensors[2])
        assert torch.equal(second, again)
        seconds.append(second)
    torch.testing.assert_close(seconds[0], seconds[1], rtol=1e-12, atol=0)


def test_frozen_parameters_get_no_gradient(tensors: list[Tensor]) -> None:
    tensors[2].requires_grad_(False)
    _, masked = Selector()(tensors[:2], tensors[2:], 0.4)
    masked[0].sum().backward()
    assert tensors[2].grad is None
    assert tensors[0].grad is not None
