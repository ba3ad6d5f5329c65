"""CLArena's WSN with masks that are kept and protected as the paper says.

What stored tasks use is put back after every step of the optimizer, so that momentum and weight decay cannot move it.
Tasks are tested with the masks and norms that the backbone stored for them, so that they are there after a checkpoint
is loaded, and training goes on from it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from ..mechanisms.wsn_mask import WSNMaskBackbone
from .drop_in import check_backbone, from_clarena, goes_on, optimizer_of

__all__ = ["WSN"]

if TYPE_CHECKING:
    from .drop_in import Algorithm

    _WSN = Algorithm
else:
    _WSN = from_clarena("cl_algorithms").WSN


class WSN(_WSN):
    """CLArena's WSN, which stores its masks in the backbone and forgets nothing, bit for bit.

    The backbone's field `carry_over_scores` says whether a task starts from the scores of the one before it.
    """

    backbone: Any
    heads: Any
    mask_percentage: float
    parameter_score_init_mode: str
    task_id: int
    if_forward_func_return_logits_only: bool
    weight_masks: dict[int, Mapping[str, Tensor]]
    bias_masks: dict[int, Mapping[str, Tensor | None]]
    cumulative_weight_mask_for_previous_tasks: dict[str, Tensor]
    cumulative_bias_mask_for_previous_tasks: dict[str, Tensor | None]

    def __init__(self, backbone: WSNMaskBackbone, *args: Any, **kwargs: Any) -> None:
        """Takes CLArena's arguments.

        Args:
            backbone: A backbone of `clbackbones.clarena`.
            *args: As CLArena's algorithm.
            **kwargs: As CLArena's algorithm.

        Raises:
            ValueError: The backbone is none of these.
        """
        super().__init__(check_backbone(backbone, WSNMaskBackbone), *args, **kwargs)

    def configure_optimizers(self) -> Any:
        """CLArena's optimizer, which leaves alone what stored tasks use."""
        configured = super().configure_optimizers()
        self.backbone.protect(optimizer_of(configured))
        return configured

    def on_train_start(self) -> None:
        """Draws the scores, unless they carry over or go on; finds what earlier tasks use in the backbone."""
        masks = self.backbone.masks
        if not goes_on(self) and not (masks and self.backbone.carry_over_scores):
            self.backbone.initialize_parameter_score(self.parameter_score_init_mode)
        weights: dict[str, Tensor] = {}
        biases: dict[str, Tensor | None] = {}
        for name in self.backbone.weighted_layer_names:
            layer = self.backbone.get_layer_by_name(name)
            weights[name] = torch.zeros_like(layer.weight)
            biases[name] = None if layer.bias is None else torch.zeros_like(layer.bias)
        self.cumulative_weight_mask_for_previous_tasks = weights
        self.cumulative_bias_mask_for_previous_tasks = biases
        for task_id, (weight_mask, bias_mask) in masks.items():
            self._add(task_id, weight_mask, bias_mask)

    def forward(self, input: Tensor, stage: str, task_id: int | None = None) -> Any:
        """The logits, masks and activations of a pass; a task is tested with what the backbone stored for it.

        Args:
            input: (batch, ...).
            stage: `train`, `validation` or `test`.
            task_id: The task that the input is from.

        Returns:
            Logits, masks of weights, masks of biases, activations; the logits alone where CLArena asked for that.
        """
        feature, weight_mask, bias_mask, activations = self.backbone(
            input,
            stage=stage,
            mask_percentage=self.mask_percentage,
            test_task_id=task_id if stage == "test" else None,
        )
        logits = self.heads(feature, task_id)
        if self.if_forward_func_return_logits_only:
            return logits
        return logits, weight_mask, bias_mask, activations

    def on_train_end(self) -> None:
        """Stores the masks of the task, without the graph that computed them, and adds them to the earlier ones."""
        with torch.no_grad():
            weight_mask, bias_mask = self.backbone.store_mask(self.mask_percentage)
        self._add(self.task_id, weight_mask, bias_mask)

    def _add(self, task_id: int, weight_mask: Mapping[str, Tensor], bias_mask: Mapping[str, Tensor | None]) -> None:
        self.weight_masks[task_id] = weight_mask
        self.bias_masks[task_id] = bias_mask
        weights, biases = self.cumulative_weight_mask_for_previous_tasks, self.cumulative_bias_mask_for_previous_tasks
        for name, mask in weight_mask.items():
            weights[name] = torch.maximum(weights[name], mask)
        for name, mask in bias_mask.items():
            before = biases[name]
            biases[name] = None if before is None or mask is None else torch.maximum(before, mask)
