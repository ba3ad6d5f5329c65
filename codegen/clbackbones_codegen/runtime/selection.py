"""Exact selection of the largest scores, with a straight-through gradient."""

import math
from collections.abc import Sequence
from typing import Any, Final, cast

import torch
from torch import Tensor

from .distributed import whole

__all__ = ["keep_largest", "keep_largest_of_each"]

_SMALL: Final = 1 << 14
"""Up to this many scores are ranked at once; ranking guesses every second branch wrong, where a search has none."""

_PLAIN: Final = Tensor, torch.nn.Parameter
"""Types of tensors that have their values; others, as a tracer's, need the operator."""

_BLOCK: Final = 128
"""Scores that are counted together; those blocks are ranked in which two thresholds differ."""

_SAMPLE: Final = 1 << 8, 1 << 12
"""Fewest and most scores from which the search for a threshold starts."""

_TRIES: Final = 12
"""Thresholds tried before what is left is ranked; three or four suffice where few scores tie."""

_FEW: Final = 1 / 8
"""Scores between two thresholds per block, up to which ranking their blocks costs less than another try."""


def keep_largest(score: Tensor, fraction: float) -> Tensor:
    """The mask of the scores that are largest in magnitude, see `keep_largest_of_each`.

    Args:
        score: Any shape.
        fraction: Fraction to keep, in (0, 1].

    Returns:
        Zeros and ones in the shape and dtype of score.
    """
    return keep_largest_of_each([score], fraction)[0]


def keep_largest_of_each(scores: Sequence[Tensor], fraction: float) -> Sequence[Tensor]:
    """The masks of the scores that are largest in magnitude within their tensor.

    max(1, round(fraction * n)) of n scores are kept, and every score that ties with the smallest kept one. The gradient
    to |score| is the gradient to the mask (straight-through, Kang et al. 2022, sec. 3.1).

    Args:
        scores: Tensors of any shape.
        fraction: Fraction to keep, in (0, 1].

    Returns:
        Zeros and ones in the shape and dtype of each tensor. NaN scores leave its mask undefined.
    """
    scores = [whole(score) for score in scores]
    if torch.compiler.is_compiling() or any(type(score) not in _PLAIN for score in scores):
        return _keep_largest(list(scores), fraction)
    return cast("tuple[Tensor, ...]", _StraightThrough.apply(fraction, *scores))


def _select_each(scores: list[Tensor], fraction: float) -> list[Tensor]:
    return [_select(score, max(1, round(fraction * score.numel()))) for score in scores]


def _select_each_fake(scores: list[Tensor], fraction: float) -> list[Tensor]:
    return [torch.empty_like(score) for score in scores]


def _save_scores(ctx: Any, inputs: tuple[list[Tensor], float], output: list[Tensor]) -> None:
    ctx.save_for_backward(*inputs[0])


def _to_magnitudes(ctx: Any, gradients: Sequence[Tensor | None]) -> list[Tensor | None]:
    pairs = zip(ctx.saved_tensors, gradients, strict=True)
    # In place, since these are the largest tensors of a step and new memory costs more than what is computed in it.
    return [None if gradient is None else score.sign().mul_(gradient) for score, gradient in pairs]


def _straight_through(ctx: Any, gradients: Sequence[Tensor | None]) -> tuple[list[Tensor | None], None]:
    return _to_magnitudes(ctx, gradients), None


# An operator of its own: `torch.compile` and `torch.export` keep it whole, although what it does depends on the values.
_keep_largest: Any = torch.library.custom_op("clbackbones::keep_largest", _select_each, mutates_args=())
_keep_largest.register_fake(_select_each_fake)
_keep_largest.register_autograd(_straight_through, setup_context=_save_scores)


class _StraightThrough(torch.autograd.Function):
    """The operator without its dispatch, which costs a tenth of a small network's step."""

    @staticmethod
    def forward(fraction: float, *scores: Tensor) -> tuple[Tensor, ...]:
        """Selects."""
        return tuple(_select_each(list(scores), fraction))

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, ...]) -> None:
        """Keeps the scores for their signs; a mask that nobody uses costs no gradient."""
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(*inputs[1:])

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor | None) -> tuple[Tensor | None, ...]:
        """Hands the gradients to the magnitudes on."""
        return None, *_to_magnitudes(ctx, gradients)


def _select(score: Tensor, kept: int) -> Tensor:
    if score.is_meta:
        return torch.empty_like(score)
    if kept >= score.numel():
        return torch.ones_like(score)
    if score.is_cpu and score.numel() > _SMALL:
        return _search(score, kept)
    magnitude = score.abs()
    return magnitude.ge_(magnitude.flatten().kthvalue(score.numel() - kept + 1).values)


def _search(score: Tensor, kept: int) -> Tensor:
    """The mask of the largest magnitudes, by a search for a threshold that as many of them exceed as are kept.

    It starts from a sample and goes on by secants; each try is one pass that makes the mask of its threshold and counts
    it block by block. Once few magnitudes are left between the two nearest tries, those blocks are ranked that hold
    them; where many values tie, this may be all blocks.

    Args:
        score: Any shape.
        kept: Number of scores to keep, below that of all.

    Returns:
        Zeros and ones in the shape and dtype of score.
    """
    n = score.numel()
    if score.dtype not in (torch.float32, torch.float64):  # so that thresholds are not rounded
        return _search(score.float(), kept).to(score.dtype)
    if n % _BLOCK or not score.is_contiguous():
        # Zeros are the smallest magnitudes: with them at the end, the same ones are the largest.
        padded = torch.nn.functional.pad(score.flatten(), (0, -n % _BLOCK))
        return torch.empty_like(score).copy_(_search(padded, kept)[:n].view(score.shape))
    blocks = score.view(-1, _BLOCK)
    mask, one, largest = torch.empty_like(blocks), score.new_ones(()), torch.finfo(score.dtype).max
    threshold, slope = _sampled_threshold(score.view(-1), kept)
    # At least `kept` magnitudes exceed `low`, fewer exceed `high`; in each block, `in_low` and `in_high` do.
    low, above_low, in_low = -1.0, n, score.new_full((len(blocks),), _BLOCK)
    high, above_high, in_high = math.inf, 0, score.new_zeros(len(blocks))
    tried: tuple[float, int] | None = None
    for _ in range(_TRIES):
        # The gradient of hardshrink for a gradient of 1 is 1 where |score| > threshold, and 0 elsewhere. One pass over
        # the scores makes it, where a comparison would need their magnitudes, in new memory.
        torch.ops.aten.hardshrink_backward.grad_input(one, blocks, threshold, grad_input=mask)
        counts = mask.sum(1, dtype=torch.float32)
        above = int(counts.sum(dtype=torch.float64))
        if above == kept:
            return mask.view(score.shape)
        if above > kept:
            low, above_low, in_low = threshold, above, counts
        else:
            high, above_high, in_high = threshold, above, counts
        if above_low - above_high <= _FEW * len(blocks):
            break
        if tried is not None and tried[1] != above:
            slope = (tried[1] - above) / (threshold - tried[0])
        tried = threshold, above
        # Beyond the aim by about its error, so that two tries enclose what is sought.
        missed = above - kept
        aim = missed + math.copysign(2 * math.sqrt(abs(missed)), missed)
        threshold = min(threshold + aim / slope, largest) if slope > 0 else largest
        if high < math.inf and not low < threshold < high:
            threshold = low + (high - low) * (above_low - kept) / (above_low - above_high)
        if not low < threshold < high:
            break
    left = (in_low - in_high).nonzero().flatten()
    magnitude = blocks[left].abs()
    between = magnitude[(magnitude > low) & (magnitude <= high)]
    rank = len(between) + 1 - (kept - above_high)
    if rank > 0:  # NaN exceeds any threshold, so that there may be none that few enough scores exceed
        mask[left] = magnitude.ge_(between.kthvalue(rank).values)
    return mask.view(score.shape)


def _sampled_threshold(flat: Tensor, kept: int) -> tuple[float, float]:
    """A threshold that about `kept` magnitudes exceed, and how many a unit of length holds there, from a sample."""
    n = len(flat)
    fewest, most = _SAMPLE
    sample = flat[:: n // min(max(n >> 12, fewest), most)].abs().sort().values
    size = len(sample)
    position = (n - kept) / n * size
    deviation = 4 * math.sqrt(position * (1 - position / size)) + 2
    first, last = max(0, int(position - deviation)), min(size - 1, int(position + deviation) + 1)
    lower, threshold, upper = (float(sample[index]) for index in (first, min(int(position), size - 1), last))
    return threshold, (last - first) / size * n / (upper - lower) if upper > lower else 0.0
