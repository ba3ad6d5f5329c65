"""Exact search for the threshold that a number of scores exceed in magnitude."""

import math
from typing import Final, NamedTuple

import torch
from torch import Tensor

__all__ = ["Found", "largest"]

_SMALL: Final = 1 << 13
"""Up to this many scores are ranked at once; ranking guesses every second branch wrong, where a search has none."""

_BLOCK: Final = 128
"""Scores that are counted together; those blocks are ranked in which two thresholds differ."""

_SAMPLE: Final = 512
"""Scores from which the search for a threshold starts, or a few more."""

_AROUND: Final = 16
"""Scores of the sample below and above the threshold that tell how densely they lie around it."""

_TRIES: Final = 12
"""Thresholds tried before what is left is ranked; three or four suffice where few scores tie."""

_FEW: Final = 1 / 8
"""Scores between two thresholds per block, up to which ranking their blocks costs less than another try."""


class Found(NamedTuple):
    """What a search found, where the next one among nearly the same scores begins.

    Attributes:
        kept: Number of scores to keep.
        threshold: Which as many magnitudes, or nearly, exceed.
        slope: Magnitudes per unit of length around it.
    """

    kept: int
    threshold: float
    slope: float


def largest(score: Tensor, fraction: float, found: Found | None = None) -> tuple[Tensor, Found | None]:
    """The mask of one tensor of scores, without a gradient, see `selection.keep_largest_of_each`.

    Args:
        score: Any shape.
        fraction: Fraction to keep, in (0, 1].
        found: What this function found before among scores that may have changed since; it saves time and changes
            nothing of the mask.

    Returns:
        Zeros and ones in the shape and dtype of the scores; what was found, None where nothing was searched.
    """
    kept = max(1, round(fraction * score.numel()))
    if kept >= score.numel():
        return torch.ones_like(score), None
    if score.is_cpu and score.numel() > _SMALL:
        fits = found is not None and found.kept == kept and math.isfinite(found.threshold)
        return _search(score, kept, found if fits else None)
    magnitude = score.abs()
    return magnitude.ge_(magnitude.flatten().kthvalue(score.numel() - kept + 1).values), None


def _search(score: Tensor, kept: int, found: Found | None) -> tuple[Tensor, Found]:
    """The mask of the largest magnitudes, by a search for a threshold that as many of them exceed as are kept.

    It starts from what was found before, or from a sample, and goes on by secants; each try is one pass that makes the
    mask of its threshold and counts it block by block. Once few magnitudes are left between the two nearest tries,
    those blocks are ranked that hold them; where many values tie, this may be all blocks.

    Args:
        score: Any shape.
        kept: Number of scores to keep, below that of all.
        found: What a search for as many found before.

    Returns:
        Zeros and ones in the shape and dtype of score; what was found.
    """
    n = score.numel()
    if score.dtype not in (torch.float32, torch.float64):  # so that thresholds are not rounded
        mask, found = _search(score.float(), kept, found)
        return mask.to(score.dtype), found
    if n % _BLOCK or not score.is_contiguous():
        # Zeros are the smallest magnitudes: with them at the end, the same ones are the largest.
        mask, found = _search(torch.nn.functional.pad(score.flatten(), (0, -n % _BLOCK)), kept, found)
        return torch.empty_like(score).copy_(mask[:n].view(score.shape)), found
    blocks = score.view(-1, _BLOCK)
    mask, one, most = torch.empty_like(blocks), score.new_ones(()), torch.finfo(score.dtype).max
    _, threshold, slope = found or _sampled(score.view(-1), kept)
    # At least `kept` magnitudes exceed `low`, fewer exceed `high`; in each block, `in_low` and `in_high` do.
    low, above_low, in_low = -1.0, n, None
    high, above_high, in_high = math.inf, 0, None
    tried: tuple[float, int] | None = None
    for _ in range(_TRIES):
        # The gradient of hardshrink for a gradient of 1 is 1 where |score| > threshold, and 0 elsewhere. One pass over
        # the scores makes it, where a comparison would need their magnitudes, in new memory.
        torch.ops.aten.hardshrink_backward.grad_input(one, blocks, threshold, grad_input=mask)
        counts = mask.sum(1, dtype=torch.float32)
        above = int(counts.sum(dtype=torch.float64))
        if above == kept:
            return mask.view(score.shape), Found(kept, threshold, slope)
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
        aim = missed + math.copysign(math.sqrt(abs(missed)), missed)
        threshold = min(threshold + aim / slope, most) if slope > 0 else most
        if not low < threshold < high:
            break
    if in_low is None:
        in_low = score.new_full((len(blocks),), _BLOCK)
    left = (in_low if in_high is None else in_low - in_high).nonzero().flatten()
    magnitude = blocks.index_select(0, left).abs_()
    between = magnitude[(magnitude > low) & (magnitude <= high)].sort().values
    rank = len(between) - (kept - above_high)
    if rank >= 0:  # NaN exceeds any threshold, so that there may be none that few enough scores exceed
        smallest = between[rank]
        mask[left] = magnitude.ge_(smallest)
        # Between the smallest kept and the largest other one, so that neither crosses it soon.
        threshold = float(smallest + (between[rank - 1] if rank else low)) / 2
    return mask.view(score.shape), Found(kept, threshold, slope)


def _sampled(flat: Tensor, kept: int) -> Found:
    """What to begin a search with, from a sample of the scores."""
    n = len(flat)
    sample = flat[:: n // _SAMPLE].abs().sort().values
    size = len(sample)
    position = (n - kept) * size // n
    first, last = max(0, position - _AROUND), min(size - 1, position + _AROUND)
    lower, threshold, upper = (float(sample[index]) for index in (first, position, last))
    return Found(kept, threshold, (last - first) / size * n / (upper - lower) if upper > lower else 0.0)
