"""How HAT undoes, in the gradients of task embeddings, what the annealed scale does to them.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018, "Embedding gradient
compensation".
"""

import math
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import torch
from torch import Tensor, nn

from .distributed import local
from .notes import Notes

__all__ = ["COSH_LIMIT", "GradientHistory", "compensate", "reached"]

COSH_LIMIT: Final = 50.0
"""Arguments of cosh stay below it in magnitude by default, as in the paper: cosh(50) = 2.6e21 fits float32."""

_ADVICE: Final = (
    "give `forward` and this call the same `schedule`, a `Schedule(s_max, batch_idx, num_batches)`, with which each "
    "pass is compensated by itself"
)


@dataclass(frozen=True, eq=False)
class _Pass:
    """A pass whose gradients have arrived; without a scale, a schedule has compensated them."""

    scale: float | Tensor | None


_SCHEDULED: Final = _Pass(None)
"""Stands for all passes with a schedule, of which there may be any number."""


@dataclass(frozen=True)
class _Compensated:
    """A gradient that is compensated; `seen` says whether passes are, so that one which adds to it would be."""

    gradient: weakref.ref[Tensor]
    writes: int
    seen: bool

    def is_still(self, gradient: Tensor) -> bool:
        """Whether a gradient, to which no pass that is seen has added, is the compensated one, clipped maybe."""
        return self.gradient() is gradient and (self.seen or gradient._version == self.writes)


class GradientHistory(Notes):
    """What the gradients of the task embeddings consist of, so that no part is compensated twice or by a wrong scale.

    Passes are noted when their gradients arrive. Those of a compiled pass are not seen, and then not checked.
    """

    def __init__(self) -> None:
        """Starts with nothing known."""
        self._passes: dict[_Pass, int] = {}  # with the number of the backward pass that they arrived in
        self._compensated: _Compensated | None = None

    def forget(self) -> None:
        """Nothing is known of the gradients."""
        self._passes.clear()
        self._compensated = None

    def watch(self, mask: Tensor, embedding: nn.Parameter, s: float | Tensor | None) -> None:
        """Notes, when gradients arrive, that they come from a pass.

        Args:
            mask: The masks of the pass, all groups joined.
            embedding: The embedding of one of the groups.
            s: The scale of the pass; None if a schedule compensates its gradients.
        """
        if torch.compiler.is_compiling() or not (mask.requires_grad and embedding.is_leaf):
            return
        arriving = _SCHEDULED if s is None else _Pass(s)

        def note(_: Tensor) -> None:
            backward: int = cast(Any, torch)._C._current_graph_task_id()
            # A gradient that was put to 0 is none; what this waits for is a few numbers.
            if embedding.grad is None or (s is not None and not local(embedding.grad).any()):
                # Other passes may be on their way in the same backward pass.
                self._passes = {each: number for each, number in self._passes.items() if number == backward}
                self._compensated = None
            self._passes[arriving] = backward

        mask.register_hook(note)

    def check(self, gradient: Tensor, s: float | Tensor, *, schedule: bool, mask: bool) -> None:
        """Raises a ValueError unless the gradients can be compensated.

        Args:
            gradient: The gradient of one embedding.
            s: The scale to compensate.
            schedule: Whether all of it is taken for compensated by a schedule.
            mask: Whether the gradient to the mask of a pass is to take the place of it.
        """
        scales = [each.scale for each in self._passes]
        by_schedule = [scale is None for scale in scales]
        if schedule:
            if not all(by_schedule):
                raise ValueError(f"`forward` got no schedule; {_ADVICE}")
            return
        if any(by_schedule):
            raise ValueError(f"`forward` got a schedule, which this call did not; {_ADVICE}")
        if self._compensated is not None:
            if scales:
                raise ValueError(f"gradients were added to some that are compensated already; {_ADVICE}")
            if self._compensated.is_still(gradient):
                raise ValueError("the gradients of the task embeddings are compensated already; call this once")
        if mask and len(scales) > 1:
            raise ValueError(f"the gradients come from {len(scales)} passes, the mask from the last of them; {_ADVICE}")
        if any(scale is not scales[0] and bool(scale != scales[0]) for scale in scales):
            raise ValueError(f"the gradients come from passes with different scales; {_ADVICE}")
        if scales and _differ(s, scales[0]):
            raise ValueError(f"the gradients come from a pass with another scale than that of this call; {_ADVICE}")

    def note_compensated(self, gradient: Tensor) -> None:
        """Notes that the gradients, that of one embedding among them, are compensated."""
        self._compensated = _Compensated(weakref.ref(gradient), gradient._version, seen=bool(self._passes))
        self._passes.clear()


def _differ(one: float | Tensor | None, other: float | Tensor | None) -> bool:
    """Whether two scales are numbers that differ; tensors are not looked at, which would wait for the device."""
    if isinstance(one, Tensor | None) or isinstance(other, Tensor | None):
        return False
    return not math.isclose(one, other, rel_tol=1e-4)


def reached(embeddings: Mapping[str, nn.Parameter]) -> dict[str, Tensor]:
    """The gradients of embeddings that have one, (1, units) per unit group, sharded or not.

    Raises:
        ValueError: None of those that learn has one.
    """
    learned = {group: e for group, e in embeddings.items() if e.requires_grad}
    gradients = {group: e.grad for group, e in learned.items() if e.grad is not None}
    if learned and not gradients:
        raise ValueError("no task embedding has a gradient: call this after backward")
    return gradients


def compensate(
    embeddings: Mapping[str, nn.Parameter],
    gradients: Mapping[str, Tensor],
    s: float | Tensor,
    s_max: float,
    mask: Mapping[str, Tensor] | None,
    clamp_threshold: float,
) -> None:
    """Undoes, in the gradients of embeddings, what the annealed scale does to them.

    Args:
        embeddings: (1, units) per unit group, sharded or not.
        gradients: What `reached` found, at least one.
        s: The scale of the batch.
        s_max: Largest scale.
        mask: The masks of the groups, with gradients; None computes from the gradients of the embeddings.
        clamp_threshold: Bound of s * e in magnitude; with the mask, nothing needs one.

    Raises:
        ValueError: The mask has no gradients.
    """
    own = [local(gradient) for gradient in gradients.values()]
    # All groups at once: each operation costs more than its few numbers.
    e = torch.cat([local(embeddings[group]).flatten() for group in gradients]).float()
    if mask is None:
        gate = torch.cosh((s * e).clamp(-clamp_threshold, clamp_threshold)) + 1
        factor = s_max / s * gate / (torch.cosh(e) + 1)
        sources = own
    else:
        factor = s_max * torch.sigmoid(e) * torch.sigmoid(-e)
        sources = [_gradient_of(group, mask[group]) for group in gradients]
    parts = cast(Any, factor).split([gradient.numel() for gradient in own])
    for target, source, part in zip(own, sources, parts, strict=True):
        target.copy_(source * part.view(target.shape))


def _gradient_of(group: str, mask: Tensor) -> Tensor:
    if not mask.retains_grad or mask.grad is None:
        raise ValueError(
            f"the mask of {group!r} has no gradient: call retain_grad() for each of its tensors before backward"
        )
    return mask.grad[None]
