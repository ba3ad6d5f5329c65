"""CLArena's HAT, AdaHAT and WSN with what the papers say about annealing, compensation, clamp and protection.

HAT's embeddings are kept within ±6. With plain HAT and with WSN, what stored tasks use is put back after every step of
the optimizer, so that momentum and weight decay cannot move it; AdaHAT and HAT's other modes change it on purpose.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import nn
from torch.optim import Optimizer

from .drop_in import from_clarena
from .hat_training import HATTraining
from .protection import ProtectedBackbone

__all__ = ["HAT", "WSN", "AdaHAT"]

if TYPE_CHECKING:

    class _Algorithm(nn.Module):
        # CLArena is not typed, and a base class without a type would take the types of these classes from everyone.
        def __init__(self, *args: Any, **kwargs: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...
        def configure_optimizers(self) -> Any: ...

    _HAT = _AdaHAT = _WSN = _Algorithm
else:
    _theirs = from_clarena("cl_algorithms")
    _HAT, _AdaHAT, _WSN = _theirs.HAT, _theirs.AdaHAT, _theirs.WSN


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
        cast(Any, super()).__init__(_checked(backbone, HATTraining), *args, **kwargs)
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
        _optimizer(configured).register_step_post_hook(self._clamp)
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
            self.backbone.protect(_optimizer(configured))
        return configured


class AdaHAT(_Training, _AdaHAT):
    """CLArena's AdaHAT, whose embeddings are trained as in the paper."""


class WSN(_WSN):
    """CLArena's WSN, which stores its masks in the backbone and forgets nothing, bit for bit."""

    backbone: Any
    mask_percentage: float
    task_id: int
    weight_masks: dict[int, Mapping[str, torch.Tensor]]
    bias_masks: dict[int, Mapping[str, torch.Tensor | None]]
    cumulative_weight_mask_for_previous_tasks: dict[str, torch.Tensor]
    cumulative_bias_mask_for_previous_tasks: dict[str, torch.Tensor | None]

    def __init__(self, backbone: ProtectedBackbone, *args: Any, **kwargs: Any) -> None:
        """Takes CLArena's arguments.

        Args:
            backbone: A backbone of `clbackbones.clarena`.
            *args: As CLArena's algorithm.
            **kwargs: As CLArena's algorithm.
        """
        super().__init__(_checked(backbone, ProtectedBackbone), *args, **kwargs)

    def configure_optimizers(self) -> Any:
        """CLArena's optimizer, which leaves alone what stored tasks use."""
        configured = super().configure_optimizers()
        self.backbone.protect(_optimizer(configured))
        return configured

    def on_train_end(self) -> None:
        """Stores the masks of the task, without the graph that computed them, and adds them to the earlier ones."""
        with torch.no_grad():
            weight_mask, bias_mask = self.backbone.store_mask(self.mask_percentage)
        self.weight_masks[self.task_id] = weight_mask
        self.bias_masks[self.task_id] = bias_mask
        for name in self.backbone.weighted_layer_names:
            weights = self.cumulative_weight_mask_for_previous_tasks
            weights[name] = torch.maximum(weights[name], weight_mask[name])
            biases = self.cumulative_bias_mask_for_previous_tasks
            before, mask = biases[name], bias_mask[name]
            biases[name] = None if before is None or mask is None else torch.maximum(before, mask)


def _checked(backbone: object, wanted: type) -> Any:
    """The backbone; a ValueError that says which one is needed, unless it is one of ours."""
    if not isinstance(backbone, wanted):
        raise ValueError(f"this algorithm needs a backbone of clbackbones.clarena, got a {type(backbone).__name__}")
    return backbone


def _optimizer(configured: Any) -> Optimizer:
    return configured if isinstance(configured, Optimizer) else configured["optimizer"]
