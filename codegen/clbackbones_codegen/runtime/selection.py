"""Exact selection of the largest scores, with a straight-through gradient."""

import math
from typing import Any, Final

import torch
from torch import Tensor

_SMALL: Final = 1 << 13
"""Up to this many scores, they are ranked at once; above, only those near the threshold are."""


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
    return torch.ge(magnitude, kth_largest(magnitude.flatten(), kept), out=torch.empty_like(magnitude))


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


def kth_largest(values: Tensor, k: int) -> Tensor:
    """The k-th largest value, exactly.

    On a CPU, a sorted sample brackets it: values above the bracket are counted, those inside are ranked. A bracket that
    misses, which takes an unlucky sample, costs time only: then all are ranked.

    Args:
        values: (n,), finite.
        k: 1 to n.

    Returns:
        Scalar.
    """
    n = values.numel()
    if n > _SMALL and values.is_cpu:
        sample = values[:: n // (_SMALL // 2)].sort().values
        position = (n - k) / n * len(sample)
        margin = 4 * math.sqrt(position * (1 - position / len(sample))) + 2
        low, high = math.floor(position - margin), math.ceil(position + margin)
        above = values > sample[high] if high < len(sample) else torch.zeros_like(values, dtype=torch.bool)
        inside = (values >= sample[low]) ^ above if low >= 0 else ~above
        near = values[inside]
        rank = k - int(above.count_nonzero())
        if 1 <= rank <= len(near):
            return near.kthvalue(len(near) - rank + 1).values
    return values.kthvalue(n - k + 1).values
