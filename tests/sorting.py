"""What selection has to compute, by a sort."""

from torch import Tensor


def by_sorting(score: Tensor, fraction: float) -> Tensor:
    """The definition: the max(1, round(p n)) largest magnitudes, and all that tie with the smallest of them."""
    magnitude = score.abs().flatten()
    kept = max(1, round(fraction * magnitude.numel()))
    return (score.abs() >= magnitude.sort(descending=True).values[kept - 1]).to(score.dtype)
