# Generated from codegen/clbackbones_codegen/runtime/wsn_mask_clarena.py.
# Do not edit: change the source and run `make codegen`.
"""CLArena's WSN with masks that are kept and protected as the paper says.

What stored tasks use is put back after every step of the optimizer, so that momentum and weight decay cannot move it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch

from .drop_in import check_backbone, from_clarena, optimizer_of
from .protection import ProtectedBackbone

__all__ = ["WSN"]

if TYPE_CHECKING:
    from .drop_in import Algorithm

    _WSN = Algorithm
else:
    _WSN = from_clarena("cl_algorithms").WSN


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
        super().__init__(check_backbone(backbone, ProtectedBackbone), *args, **kwargs)

    def configure_optimizers(self) -> Any:
        """CLArena's optimizer, which leaves alone what stored tasks use."""
        configured = super().configure_optimizers()
        self.backbone.protect(optimizer_of(configured))
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
