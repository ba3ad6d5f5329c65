"""Exact selection of the largest scores, with a straight-through gradient."""

import math
from typing import Any, Final

import torch
from torch import Tensor

_SMALL: Final = 1 << 15
"""Up to this many scores are ranked at once."""

_SAMPLE: Final = 1 << 12
"""Scores from which the search for a threshold starts."""

_TRIES: Final = 12
"""Thresholds tried before what is left is ranked; five or six suffice where few scores tie."""

_NEAR: Final = 100
"""Scores between a threshold tried and the one sought, up to which the next try aims straight at it."""


def keep_largest(score: Tensor, fraction: float) -> Tensor:
    """The mask of the scores that are largest in magnitude.

    max(1, round(fraction * n)) of n scores are kept, and every score that ties with the smallest kept one. The gradient
    to |score| is the gradient to the mask (straight-through, Kang et al. 2022, sec. 3.1).

    Args:
        score: Any shape.
        fraction: Fraction to keep, in (0, 1].

    Returns:
        Zeros and ones in the shape and dtype of score. NaN scores leave it undefined.
    """
    return _keep_largest(score, fraction)


def _select(score: Tensor, fraction: float) -> Tensor:
    kept = max(1, round(fraction * score.numel()))
    if kept >= score.numel():
        return torch.ones_like(score)
    magnitude = score.abs()
    if score.is_cpu and score.numel() > _SMALL:
        return _search(magnitude, kept)
    return magnitude.ge(magnitude.flatten().kthvalue(score.numel() - kept + 1).values).to(score.dtype)


def _select_fake(score: Tensor, fraction: float) -> Tensor:
    return torch.empty_like(score)


def _save_score(ctx: Any, inputs: tuple[Tensor, float], output: Tensor) -> None:
    ctx.save_for_backward(inputs[0])


def _straight_through(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
    (score,) = ctx.saved_tensors
    return gradient * score.sign(), None


# An operator of its own: `torch.compile` and `torch.export` keep it whole, although what it does depends on the values.
_keep_largest: Any = torch.library.custom_op("clbackbones::keep_largest", _select, mutates_args=())
_keep_largest.register_fake(_select_fake)
_keep_largest.register_autograd(_straight_through, setup_context=_save_score)


def _search(values: Tensor, kept: int) -> Tensor:
    """The mask of the largest values, by a search for a threshold that as many of them reach as are kept.

    It starts from a sample and goes on by secants; each try is one pass that makes the mask of its threshold and counts
    it. What lies between the two nearest tries in the end, which is much where many values tie, is ranked.

    Args:
        values: Any shape, none negative.
        kept: Number of values to keep, below that of all.

    Returns:
        Zeros and ones in the shape and dtype of values.
    """
    n, flat, mask = values.numel(), values.flatten(), torch.empty_like(values)
    exact = torch.float32 if n <= 1 << 24 else torch.float64  # sums of ones
    threshold, slope = _sampled_threshold(flat, kept)
    # At least `kept` values reach `low`, fewer reach `high`.
    low, above_low, high, above_high = 0.0, n, math.inf, 0
    tried: tuple[float, int] | None = None
    for _ in range(_TRIES):
        above = int(torch.ge(values, threshold, out=mask).sum(dtype=exact))
        if above == kept:
            return mask
        if above > kept:
            low, above_low = threshold, above
        else:
            high, above_high = threshold, above
        if tried is not None and tried[1] != above:
            slope = (tried[1] - above) / (threshold - tried[0])
        tried = threshold, above
        missed = above - kept
        # From afar it aims beyond, so that two tries enclose what is sought.
        aim = missed + math.copysign(math.sqrt(abs(missed)), missed) if abs(missed) > _NEAR else missed
        threshold = threshold + aim / slope if slope > 0 else math.inf
        if high < math.inf and not low < threshold < high:
            threshold = low + (high - low) * (above_low - kept) / (above_low - above_high)
        threshold = _inside(threshold, low, high, values.dtype)
        if not low < threshold < high:
            break
    between = flat[(flat >= low) & (flat < high)]
    rank = len(between) - (kept - above_high) + 1
    if rank < 1:  # NaN reaches no threshold, so that there is none that enough scores reach
        return mask
    return torch.ge(values, between.kthvalue(rank).values, out=mask)


def _sampled_threshold(flat: Tensor, kept: int) -> tuple[float, float]:
    """A threshold that about `kept` values reach, and how many values a unit of length holds there, from a sample."""
    n = flat.numel()
    sample = flat[:: n // _SAMPLE].sort().values
    position = (n - kept) / n * len(sample)
    deviation = 4 * math.sqrt(position * (1 - position / len(sample))) + 2
    first, last = max(0, int(position - deviation)), min(len(sample) - 1, int(position + deviation) + 1)
    width = float(sample[last] - sample[first])
    return float(sample[int(position)]), (last - first) / len(sample) * n / width if width > 0 else 0.0


def _inside(threshold: float, low: float, high: float, dtype: torch.dtype) -> float:
    """The number of a dtype that is nearest to the threshold and, if there is one, between two others."""
    given, least, most = torch.tensor([threshold, low, high], dtype=dtype)
    return float(given.clamp(least.nextafter(most), most.nextafter(least)))
