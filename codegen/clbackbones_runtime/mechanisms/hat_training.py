"""What HAT adds to a training step.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

import torch
from torch import Tensor

from ..config.config import Config
from ..layers.attention import EMBEDDING_LIMIT, annealed_scale
from ..layers.distributed import local
from .unit_masks import UnitMaskBackbone

__all__ = ["HATTraining"]

_COSH_LIMIT: Final = 50.0
"""Arguments of cosh stay below it in magnitude by default, as in the paper: cosh(50) = 2.6e21 fits float32."""


class HATTraining(UnitMaskBackbone):
    """Backbone with unit masks and the steps of HAT's training, so that a plain training loop does it all.

        optimizer = torch.optim.Adam(backbone.parameters())
        backbone.protect(optimizer)
        for task_id, batches in tasks.items():
            backbone.setup_task_id(task_id)
            heads[task_id] = nn.Linear(backbone.output_dim, classes)
            optimizer.add_param_group({"params": list(heads[task_id].parameters())})
            for _ in range(epochs):
                for index, (input, target) in enumerate(batches):
                    feature, mask, _ = backbone(input, "train", s_max, index, len(batches))
                    loss = F.cross_entropy(heads[task_id](feature), target)
                    loss = loss + 0.75 * backbone.sparsity_regularization(mask)
                    optimizer.zero_grad()
                    loss.backward()
                    backbone.compensate_embedding_gradients(s_max, index, len(batches))
                    optimizer.step()
                    backbone.clamp_embeddings()
            backbone.store_mask()
        backbone.eval()
        feature, *_ = backbone(input, "test", test_task_id=1)

    Whatever the later tasks are, the feature of task 1 stays the same bit for bit (with `batch_normalization` None or
    `independent`, and while all weights are finite).
    """

    def __init__(self, config: Config) -> None:
        """Starts without a task.

        Args:
            config: A valid config of a backbone with unit masks.
        """
        super().__init__(config)
        self._shares: Tensor | None = None

    def sparsity_regularization(self, mask: Mapping[str, Tensor]) -> Tensor:
        """How much of what no stored task uses yet the current one takes.

        sum(a * (1 - M)) / sum(1 - M) over the units of all groups together, a group once however many layers share it,
        with the mask a and the union M of all stored masks (Serrà et al. 2018, "Promoting low capacity usage"). The
        paper adds 0.75 times this to the loss.

        Args:
            mask: The mask that a forward pass in stage `train` returned, (units,) per weighted layer.

        Returns:
            (), from 0 to 1; 0 where stored tasks use all units.
        """
        joined = torch.cat([mask[group] for group in self.graph.groups])
        return (joined * self._free_shares()).sum()

    @torch.no_grad()
    def compensate_embedding_gradients(
        self,
        s_max: float,
        batch_idx: int | Tensor,
        num_batches: int,
        mask: Mapping[str, Tensor] | None = None,
        clamp_threshold: float = _COSH_LIMIT,
    ) -> None:
        """Undoes, in the gradients of the embeddings, what the annealed scale does to them.

        Serrà et al. 2018, "Embedding gradient compensation":
        grad(e) *= s_max / s * (cosh(clamp(s * e, -50, 50)) + 1) / (cosh(e) + 1), in float32: the gradient that a gate
        with the derivative s_max * sigmoid'(e) would have. Call it after `backward`, before gradients are clipped.

        The gate's own gradient underflows where |s * e| is large (beyond 17 in float32), and no factor brings it back.
        With the mask, the gradient is computed from that to the mask instead, grad(e) = s_max * sigmoid'(e) * grad(a):
        the same, but never lost. Where gradients are averaged over processes, those to a mask are not: leave it out.

        Args:
            s_max: Largest scale, as given to the forward pass.
            batch_idx: Index of the batch, as given to the forward pass.
            num_batches: Batches per epoch, as given to the forward pass.
            mask: The mask that the forward pass returned, with gradients: `retain_grad()` was called for each of its
                tensors before `backward`.
            clamp_threshold: Bound of s * e in magnitude; with the mask, nothing needs one.

        Raises:
            ValueError: An argument is out of range; the embeddings have no gradients; or the mask has none.
        """
        s = annealed_scale(s_max, batch_idx, num_batches, self.annealing)
        learned = {group: e for group, e in self._embeddings().items() if e.requires_grad}
        embeddings = {group: e for group, e in learned.items() if e.grad is not None}
        if learned and not embeddings:
            raise ValueError("no task embedding has a gradient: call this after backward")
        if not embeddings:
            return
        trained = {group: local(e) for group, e in embeddings.items()}
        own = [local(cast(Tensor, e.grad)) for e in embeddings.values()]
        # All groups at once: each operation costs more than its few numbers.
        e = torch.cat([embedding.flatten() for embedding in trained.values()]).float()
        if mask is None:
            gate = torch.cosh((s * e).clamp(-clamp_threshold, clamp_threshold)) + 1
            factor = s_max / s * gate / (torch.cosh(e) + 1)
            gradients = own
        else:
            factor = s_max * torch.sigmoid(e) * torch.sigmoid(-e)
            gradients = [_gradient_of(group, mask[group]) for group in trained]
        parts = cast(Any, factor).split([embedding.numel() for embedding in trained.values()])
        for target, gradient, part in zip(own, gradients, parts, strict=True):
            target.copy_(gradient * part.view(target.shape))

    @torch.no_grad()
    def clamp_embeddings(self, limit: float = EMBEDDING_LIMIT) -> None:
        """Keeps the embeddings within +-limit, after a step of the optimizer (Serrà et al. 2018, same section).

        Args:
            limit: Largest magnitude.
        """
        for embedding in self._embeddings().values():
            local(embedding).clamp_(-limit, limit)

    def _free_shares(self) -> Tensor:
        """Share of each unit in all that no stored task uses, groups joined: 0 for a unit that one uses."""
        if self._shares is None:
            union = self.combine_masks(self.masks.values(), "union")
            free = 1 - torch.cat([union[group] for group in self.graph.groups])
            self._shares = free / free.sum().clamp(min=1)
        return self._shares

    def _forget_protection(self) -> None:
        super()._forget_protection()
        self._shares = None

    def __getstate__(self) -> dict[str, Any]:
        """The state for `copy` and `pickle`, without what can be found anew."""
        return {**super().__getstate__(), "_shares": None}


def _gradient_of(group: str, mask: Tensor) -> Tensor:
    if not mask.retains_grad or mask.grad is None:
        raise ValueError(
            f"the mask of {group!r} has no gradient: call retain_grad() for each of its tensors before backward"
        )
    return mask.grad[None]
