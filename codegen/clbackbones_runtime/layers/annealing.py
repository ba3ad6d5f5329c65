"""How the scale of HAT's gates rises within an epoch.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.
"""

from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from torch import Tensor

__all__ = ["Annealing", "Schedule", "annealed_scale", "check_annealing", "check_s_max", "told"]

Annealing = Literal["paper", "clarena"]
"""How the scale rises within an epoch. `paper`: eq. 3 of the paper, from 1 / s_max; `clarena`: its formula for batches
counted from 1 with an index counted from 0, as in CLArena, so that the first batch has a negative scale."""

_SCALES: Final = (1e-37, 1e37)
"""Range of s_max: outside of it, s_max or 1 / s_max, the scale of the first batch, is no finite float32."""


@dataclass(frozen=True)
class Schedule:
    """Where a batch stands in its epoch, for the forward pass and for the compensation of embedding gradients.

        schedule = clbackbones.Schedule(s_max=400, batch_idx=index, num_batches=len(batches))
        feature, mask, _ = backbone(input, "train", schedule=schedule)

    With a schedule, a pass sends the compensated gradient to the embeddings from the start: that of a gate with the
    derivative s_max * sigmoid'(e), see `HATMaskBackbone.compensate_embedding_gradients`. So it is right however
    gradients are accumulated, scaled, or averaged over processes.

    Attributes:
        s_max: Scale of the last batch, above 0.
        batch_idx: Index of the batch, 0 to num_batches - 1; a tensor's range is not checked.
        num_batches: Batches per epoch; a single one gets s_max.
    """

    s_max: float
    batch_idx: int | Tensor
    num_batches: int


def annealed_scale(
    s_max: float | None, batch_idx: int | Tensor | None, num_batches: int | None, annealing: Annealing = "paper"
) -> float | Tensor:
    """The scale of a batch: 1 / s_max at the first of an epoch, rising linearly to s_max at the last (eq. 3).

    Args:
        s_max: Scale of the last batch, above 0.
        batch_idx: Index of the batch, 0 to num_batches - 1; a tensor's range is not checked.
        num_batches: Batches per epoch; a single one gets s_max.
        annealing: `clarena` puts batch_idx - 1 in the place of batch_idx.

    Returns:
        1 / s_max + (s_max - 1 / s_max) * batch_idx / (num_batches - 1).

    Raises:
        ValueError: An argument is missing or out of range.
    """
    if s_max is None or batch_idx is None or num_batches is None:
        given = {"s_max": s_max, "batch_idx": batch_idx, "num_batches": num_batches}
        missing = ", ".join(name for name, value in given.items() if value is None)
        raise ValueError(f"stage 'train' needs s_max, batch_idx and num_batches; missing: {missing}")
    check_s_max(s_max)
    if num_batches < 1:
        raise ValueError(f"num_batches must be at least 1, got {num_batches}")
    if not isinstance(batch_idx, Tensor) and not 0 <= batch_idx < num_batches:
        raise ValueError(f"batch_idx must be from 0 to num_batches - 1 = {num_batches - 1}, got {batch_idx}")
    if num_batches == 1:
        return s_max
    index = batch_idx - 1 if annealing == "clarena" else batch_idx
    return 1 / s_max + (s_max - 1 / s_max) * index / (num_batches - 1)


def told(
    s_max: float | None, batch_idx: int | Tensor | None, num_batches: int | None, schedule: Schedule | None
) -> tuple[float | None, int | Tensor | None, int | None]:
    """The three arguments, or those of a schedule that was given in their place; a ValueError if both were."""
    given = s_max, batch_idx, num_batches
    if schedule is None:
        return given
    if given != (None, None, None):
        raise ValueError("give the schedule, or s_max, batch_idx and num_batches, but not both")
    return schedule.s_max, schedule.batch_idx, schedule.num_batches


def check_annealing(annealing: str) -> Annealing:
    """The annealing; a ValueError unless there is one of that name."""
    if annealing not in get_args(Annealing):
        raise ValueError(f"annealing must be one of {', '.join(map(repr, get_args(Annealing)))}, got {annealing!r}")
    return cast(Annealing, annealing)


def check_s_max(s_max: float) -> float:
    """The largest scale; a ValueError unless it, and 1 / s_max, are finite float32 numbers above 0."""
    lowest, highest = _SCALES
    if not s_max > 0:
        raise ValueError(f"s_max must be above 0, got {_shown(s_max)}")
    if not lowest <= s_max <= highest:
        raise ValueError(f"s_max must be from {lowest:g} to {highest:g}, such as 400; got {_shown(s_max)}")
    return s_max


def _shown(number: float) -> str:
    """A number as an error names it: an integer may have more digits than Python writes."""
    try:
        return f"{number}"
    except ValueError:
        return "an integer of thousands of digits"
