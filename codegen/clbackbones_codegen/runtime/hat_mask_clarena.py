"""CLArena's HAT and AdaHAT with what the papers say about annealing, compensation, clamp and protection.

Embeddings are kept within ±6. With plain HAT, what stored tasks use is put back after every step of the optimizer, so
that momentum and weight decay cannot move it; AdaHAT and HAT's other modes change it on purpose.
"""

from typing import TYPE_CHECKING, Any, cast

from .drop_in import check_backbone, from_clarena, optimizer_of
from .hat_training import HATTraining

__all__ = ["HAT", "AdaHAT"]

if TYPE_CHECKING:
    from .drop_in import Algorithm

    _HAT = _AdaHAT = Algorithm
else:
    _theirs = from_clarena("cl_algorithms")
    _HAT, _AdaHAT = _theirs.HAT, _theirs.AdaHAT


class _Training:
    """The steps of HAT's training, from the backbone."""

    backbone: Any
    s_max: float

    def __init__(self, backbone: HATTraining, *args: Any, **kwargs: Any) -> None:
        """Takes CLArena's arguments; the backbone anneals as the paper does from now on.

        Args:
            backbone: A backbone of `clbackbones.clarena`.
            *args: As CLArena's algorithm.
            **kwargs: As CLArena's algorithm.
        """
        cast(Any, super()).__init__(check_backbone(backbone, HATTraining), *args, **kwargs)
        backbone.annealing = "paper"

    def compensate_task_embedding_gradients(self, batch_idx: int, num_batches: int) -> None:
        """Undoes in the embeddings' gradients what the annealed scale does to them.

        Args:
            batch_idx: Index of the batch, from 0.
            num_batches: Batches per epoch.
        """
        self.backbone.compensate_embedding_gradients(self.s_max, batch_idx, num_batches)

    def configure_optimizers(self) -> Any:
        """CLArena's optimizer, after whose steps the embeddings are clamped."""
        configured = cast(Any, super()).configure_optimizers()
        optimizer_of(configured).register_step_post_hook(self._clamp)
        return configured

    def _clamp(self, *_: object) -> None:
        self.backbone.clamp_embeddings()


class HAT(_Training, _HAT):
    """CLArena's HAT, trained as in the paper; with `adjustment_mode="hat"` it forgets nothing, bit for bit."""

    adjustment_mode: str

    def configure_optimizers(self) -> Any:
        """CLArena's optimizer; in mode `hat` it leaves alone what stored tasks use."""
        configured = super().configure_optimizers()
        if self.adjustment_mode == "hat":
            self.backbone.protect(optimizer_of(configured))
        return configured


class AdaHAT(_Training, _AdaHAT):
    """CLArena's AdaHAT, whose embeddings are trained as in the paper."""
