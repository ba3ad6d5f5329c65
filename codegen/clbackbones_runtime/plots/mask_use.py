"""How much of a masked backbone its stored tasks use, and share."""

from collections.abc import Sequence
from typing import Final

import torch
from attrs import frozen
from torch import Tensor

from ..mechanisms.masked import MaskedBackbone

__all__ = ["MaskUse", "mask_use", "percent"]

_CHUNK: Final = 1 << 20
"""Entries that are compared at once: float32 counts them exactly, and their copy stays small."""


@frozen(eq=False)
class MaskUse:
    """Counts of mask entries: of units, or of weights and biases.

    Attributes:
        masks: What masks are put on: `unit` or `weight`.
        task_ids: The stored tasks, in the order in which they were stored first.
        names: Unit groups, or weighted layers where weights are masked.
        entries: How many each has, (names,).
        used: How many of them each task uses, (names, tasks).
        taken: How many of them are used by a task or one before it, (names, tasks).
        shared: How many of the network two tasks both use, (tasks, tasks).
    """

    masks: str
    task_ids: tuple[int, ...]
    names: tuple[str, ...]
    entries: Tensor
    used: Tensor
    taken: Tensor
    shared: Tensor

    @property
    def summary(self) -> str:
        """The whole network in a few words: `3 tasks use 34 % of 420 units`."""
        tasks = len(self.task_ids)
        total = int(self.entries.sum())
        share = percent(int(self.taken[:, -1].sum()) / total)
        return f"{tasks} {'task uses' if tasks == 1 else 'tasks use'} {share} % of {total:,} {self.masks}s"


def percent(fraction: float) -> str:
    """A fraction in percent; what is neither nothing nor everything does not look like it.

    Args:
        fraction: From 0 to 1.
    """
    rounded = round(100 * fraction)
    if rounded == 0 and fraction > 0:
        return "<1"
    return ">99" if rounded == 100 and fraction < 1 else str(rounded)


def mask_use(backbone: MaskedBackbone) -> MaskUse:
    """Counts what the stored masks of a backbone keep.

    Args:
        backbone: A backbone with at least one stored task.

    Raises:
        ValueError: No task is stored; or what is stored of tasks masks nothing.
    """
    config = backbone.config
    masks = config.catalog.mechanism(config.backbone_class().mechanism)["masks"]
    if not backbone.stored_task_ids:
        raise ValueError("no task is stored; call store_mask when a task has been learned")
    tasks = len(backbone.stored_task_ids)
    names: list[str] = []
    rows: list[tuple[int, Tensor, Tensor]] = []
    shared = torch.zeros(tasks, tasks, dtype=torch.int64)
    for name, kept in backbone.stored_entries():
        names.append(name)
        rows.append((kept.shape[1], kept.sum(1), _taken(kept)))
        shared += _shared(kept).cpu()
    if masks is None or not rows:
        raise ValueError(
            f"{config.class_name} masks neither units nor weights, of which there would be something to count"
        )
    entries, used, taken = zip(*rows, strict=True)
    return MaskUse(
        masks=masks,
        task_ids=tuple(backbone.stored_task_ids),
        names=tuple(names),
        entries=torch.tensor(entries),
        used=torch.stack(used).cpu(),
        taken=torch.stack(taken).cpu(),
        shared=shared,
    )


def _taken(kept: Tensor) -> Tensor:
    """How many entries any of the first n tasks keeps, for each n: (tasks,)."""
    union = torch.zeros_like(kept[0])
    counts: list[Tensor] = []
    for row in kept:
        union |= row
        counts.append(union.sum())
    return torch.stack(counts)


def _shared(kept: Tensor) -> Tensor:
    """How many entries two tasks both keep, (tasks, tasks)."""
    parts: Sequence[Tensor] = torch.split(kept, _CHUNK, dim=1)
    products = [part @ part.T for part in map(Tensor.float, parts)]
    return torch.stack(products).to(torch.int64).sum(0)
