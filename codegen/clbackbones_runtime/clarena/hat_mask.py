"""CLArena's HAT, AdaHAT and FGAdaHAT with what the papers say of annealing, compensation, clamp, sparsity, protection.

Embeddings are kept within ±6, and a unit group counts once, however many layers share it. With plain HAT, what stored
tasks use is put back after every step of the optimizer, so that momentum and weight decay cannot move it; AdaHAT and
HAT's other modes change it on purpose. What earlier tasks use is read off the backbone, so that training goes on from a
checkpoint.
"""

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from torch import Tensor, nn

from ..mechanisms.hat_mask import HATMaskBackbone
from .drop_in import check_backbone, from_clarena, goes_on, optimizer_of

__all__ = ["HAT", "AdaHAT", "FGAdaHAT", "Summing", "Training"]

if TYPE_CHECKING:
    from .drop_in import Algorithm

    _HAT = _AdaHAT = _FGAdaHAT = Algorithm
else:
    _theirs = from_clarena("cl_algorithms")
    _HAT, _AdaHAT, _FGAdaHAT = _theirs.HAT, _theirs.AdaHAT, _theirs.FGAdaHAT


class _SparsityOfGroups(nn.Module):
    """CLArena's regularizer, given each unit group once instead of each layer."""

    def __init__(self, of_layers: nn.Module, groups: Mapping[str, str]) -> None:
        """Takes it over.

        Args:
            of_layers: CLArena's regularizer.
            groups: The unit group of each weighted layer.
        """
        super().__init__()
        self.of_layers = of_layers
        self.groups = dict(groups)

    def forward(
        self, mask: Mapping[str, Tensor], previous_cumulative_mask: Mapping[str, Tensor]
    ) -> tuple[Tensor, dict[str, Any]]:
        """The regularization loss, and the sparsity of each layer.

        Args:
            mask: (units,) per weighted layer.
            previous_cumulative_mask: The union of the masks of earlier tasks, likewise.
        """
        once = [{group: given[group] for group in self.groups.values()} for given in (mask, previous_cumulative_mask)]
        loss, sparsity = self.of_layers(*once)
        return loss, {layer: sparsity[group] for layer, group in self.groups.items()}


class Training:
    """The steps of HAT's training, from the backbone."""

    adjustment_modes: ClassVar[tuple[str, ...]] = ()
    """Those that are possible; none where CLArena's algorithm checks its own."""
    backbone: Any
    adjustment_mode: str
    s_max: float
    clamp_threshold: float
    mark_sparsity_reg: nn.Module
    cumulative_mask_for_previous_tasks: dict[str, Tensor]

    def __init__(self, backbone: HATMaskBackbone, *args: Any, **kwargs: Any) -> None:
        """Takes CLArena's arguments; the backbone anneals as the paper does from now on.

        Args:
            backbone: A backbone of `clbackbones.clarena`.
            *args: As CLArena's algorithm.
            **kwargs: As CLArena's algorithm.

        Raises:
            ValueError: The backbone is none of these, or there is no such `adjustment_mode`.
        """
        cast(Any, super()).__init__(check_backbone(backbone, HATMaskBackbone), *args, **kwargs)
        if self.adjustment_modes and self.adjustment_mode not in self.adjustment_modes:
            modes = ", ".join(map(repr, self.adjustment_modes))
            raise ValueError(f"adjustment_mode must be one of {modes}, got {self.adjustment_mode!r}")
        groups = {name: str(layer.group) for name, layer in backbone.graph.layers.items()}
        self.mark_sparsity_reg = _SparsityOfGroups(self.mark_sparsity_reg, groups)
        backbone.annealing = "paper"

    def on_train_start(self) -> None:
        """Starts the embedding and the norms of the task; finds what earlier tasks use in the backbone.

        Training that goes on in the middle of a task, from a checkpoint of Lightning, keeps both as they are.
        """
        before: Any = copy.deepcopy(self.backbone.state_dict()) if goes_on(self) else None
        cast(Any, super()).on_train_start()
        if before is not None:
            self.backbone.load_state_dict(before)
        self.cumulative_mask_for_previous_tasks = self.backbone.combine_masks(self.earlier_masks(), "union")

    def earlier_masks(self) -> list[Mapping[str, Tensor]]:
        """The masks of the tasks that training is to leave alone: all that are stored."""
        return list(self.backbone.masks.values())

    def compensate_task_embedding_gradients(self, batch_idx: int, num_batches: int) -> None:
        """Undoes in the embeddings' gradients what the annealed scale does to them.

        Args:
            batch_idx: Index of the batch, from 0.
            num_batches: Batches per epoch.
        """
        self.backbone.compensate_embedding_gradients(
            self.s_max, batch_idx, num_batches, clamp_threshold=self.clamp_threshold
        )

    def configure_optimizers(self) -> Any:
        """CLArena's optimizer, after whose steps the embeddings are clamped."""
        configured = cast(Any, super()).configure_optimizers()
        optimizer_of(configured).register_step_post_hook(self._clamp)
        return configured

    def _clamp(self, *_: object) -> None:
        self.backbone.clamp_embeddings()


class HAT(Training, _HAT):
    """CLArena's HAT, trained as in the paper; with `adjustment_mode="hat"` it forgets nothing, bit for bit."""

    adjustment_modes: ClassVar[tuple[str, ...]] = ("hat", "hat_random", "hat_const_alpha", "hat_const_1")

    def configure_optimizers(self) -> Any:
        """CLArena's optimizer; in mode `hat` it leaves alone what stored tasks use."""
        configured = super().configure_optimizers()
        if self.adjustment_mode == "hat":
            self.backbone.protect(optimizer_of(configured))
        return configured


class Summing(Training):
    """Training by how many earlier tasks use each unit."""

    summative_mask_for_previous_tasks: dict[str, Tensor]

    def on_train_start(self) -> None:
        """As HAT; counts besides how many earlier tasks use each unit."""
        super().on_train_start()
        used = self.cumulative_mask_for_previous_tasks
        counts = {name: union.new_zeros(union.shape) for name, union in used.items()}
        for mask in self.earlier_masks():
            counts = {name: count + mask[name] for name, count in counts.items()}
        self.summative_mask_for_previous_tasks = counts


class AdaHAT(Summing, _AdaHAT):
    """CLArena's AdaHAT, whose embeddings are trained as in the paper."""

    adjustment_modes: ClassVar[tuple[str, ...]] = ("adahat", "adahat_no_sum", "adahat_no_reg")


class FGAdaHAT(Summing, _FGAdaHAT):
    """CLArena's FGAdaHAT, whose embeddings are trained as in the paper.

    How important units are to earlier tasks is known to the algorithm alone, and is no part of a state dict.
    """

    task_id: int
    summative_importance_for_previous_tasks: dict[str, Tensor]

    def on_train_start(self) -> None:
        """As AdaHAT; the importance of units starts at 0 with the first task, whatever its id.

        Raises:
            RuntimeError: Masks of other tasks are stored, whose importance the algorithm does not know.
        """
        known = dict(self.summative_importance_for_previous_tasks)
        super().on_train_start()
        others = [task_id for task_id in self.backbone.masks if task_id != self.task_id]
        if others and not known:
            raise RuntimeError(
                f"how important units are to the tasks {', '.join(map(str, others))} is no part of a state dict; "
                "pickle the algorithm whole, as CLArena's SaveModels does"
            )
        used = self.cumulative_mask_for_previous_tasks
        self.summative_importance_for_previous_tasks = known or {name: union * 0 for name, union in used.items()}
