"""CLArena's AmnesiacHAT with what the papers say of annealing, compensation, clamp, sparsity and protection."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from torch import Tensor

from .drop_in import from_clarena, optimizer_of
from .hat_mask import Summing

__all__ = ["AmnesiacHAT"]

if TYPE_CHECKING:
    from .drop_in import Algorithm

    _AmnesiacHAT = Algorithm
else:
    _theirs = from_clarena("cl_algorithms")

    class _Absent:
        """Stands for an algorithm that the installed CLArena has not."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            raise ImportError("the installed CLArena has no AmnesiacHAT, a newer one has")

    _AmnesiacHAT = getattr(_theirs, "AmnesiacHAT", _Absent)


class AmnesiacHAT(Summing, _AmnesiacHAT):
    """CLArena's AmnesiacHAT, whose embeddings are trained as in the paper.

    With `architecture="HAT"` and `adjustment_mode="hat"` what stored tasks use is put back after every step of the
    optimizer; so is what tasks that were unlearned used, which no later one trains.
    """

    architecture: str
    unlearned_task_ids: Any

    def configure_optimizers(self) -> Any:
        """CLArena's optimizer; in mode `hat` it leaves alone what stored tasks use."""
        configured = super().configure_optimizers()
        if self.architecture == "HAT" and self.adjustment_mode == "hat":
            self.backbone.protect(optimizer_of(configured))
        return configured

    def earlier_masks(self) -> list[Mapping[str, Tensor]]:
        """The masks of the tasks that training is to leave alone: those that are stored and were not unlearned."""
        return [mask for task_id, mask in self.backbone.masks.items() if task_id not in self.unlearned_task_ids]
