"""How HAT is trained."""

from typing import Any

from attrs import frozen
from torch import Tensor

from .recipe import Recipe

__all__ = ["HATMaskRecipe"]


@frozen(kw_only=True)
class HATMaskRecipe(Recipe):
    """Serrà et al. 2018: an annealed scale, the sparsity regularizer, compensated gradients, clamped embeddings.

    Attributes:
        s_max: Largest scale.
        sparsity: What the regularizer counts for in the loss.
    """

    s_max: float = 400.0
    sparsity: float = 0.75

    def arguments(self, batch_idx: int, num_batches: int) -> dict[str, Any]:
        """The largest scale, and where the batch stands in its epoch."""
        return {"s_max": self.s_max, "batch_idx": batch_idx, "num_batches": num_batches}

    def keep_everything(self, backbone: Any) -> dict[str, Any]:
        """Embeddings of which the gate is 1 in float32 and float64."""
        for embedding in backbone.task_embedding_t.values():
            embedding.weight.data.fill_(6.0)
        return self.arguments(9, 10)

    def regularizer(self, backbone: Any, masks: list[Any]) -> Tensor | float:
        """`sparsity` times how much of what no stored task uses yet the current one takes."""
        return self.sparsity * backbone.sparsity_regularization(masks[-1])

    def before_step(self, backbone: Any, batch_idx: int, num_batches: int) -> None:
        """Compensates the gradients of the embeddings."""
        backbone.compensate_embedding_gradients(**self.arguments(batch_idx, num_batches))

    def after_step(self, backbone: Any) -> None:
        """Clamps the embeddings."""
        backbone.clamp_embeddings()
