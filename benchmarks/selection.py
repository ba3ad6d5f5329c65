"""What the selection of the largest scores takes of a training step of WSN."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from unittest.mock import patch

import torch
from torch import Tensor

from clbackbones_runtime.layers.selection import Selector

from .measure import Figure, Work, seconds

_MASKS = Selector.masks


def selection_figures(work: str, steps: Iterable[Work], device: torch.device) -> Iterator[Figure]:
    """The share of a training step in which masks are selected; products of weights and masks do not count.

    Args:
        work: What the steps are.
        steps: One after the other: each search for a threshold starts from what the last one found.
        device: Where they run.

    Yields:
        The share, or nothing where no step selects.
    """
    shares: list[float] = []
    for step in steps:
        spent: list[float] = []
        with patch.object(Selector, "masks", _timed(device, spent)):
            taken = seconds(step, device)
        shares.append(100 * sum(spent) / taken)
    if any(shares):
        yield Figure(work=f"{work}: selection, of the masked step", samples=shares, unit=" %")


def _timed(device: torch.device, spent: list[float]) -> Callable[[Selector, Sequence[Tensor], float], list[Tensor]]:
    """`Selector.masks` that notes the seconds it takes."""

    def masks(selector: Selector, scores: Sequence[Tensor], fraction: float) -> list[Tensor]:
        found: list[Tensor] = []
        spent.append(seconds(lambda: found.extend(_MASKS(selector, scores, fraction)), device))
        return found

    return masks
