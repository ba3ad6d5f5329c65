"""The HAT mechanism: unit masks from a learned task embedding.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.

Here is how masks come about while a task is trained. What is stored of a task, its protection and `compact` are in the
base classes. From there come `_group_units`, how many units each unit group has; `_by_layer`, what was made per group
for every layer of it; `_current_task`, which refuses what needs one; `_store`, which keeps the buffers `mask/GROUP` and
the live norms as those of the current task; `_stored_mask`, of a task that `check_stored` lets through; and `_norm_of`,
whose norms a pass uses.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, Literal, Protocol, cast

import torch
from torch import Tensor, nn

from ..config.config import Config
from ..layers.annealing import Annealing, Schedule, annealed_scale, check_annealing, check_s_max, told
from ..layers.attention import (
    EMBEDDING_LIMIT,
    EmbeddingInit,
    FreeUnits,
    Gate,
    TaskEmbedding,
    check_embedding_init,
    gated,
)
from ..layers.compensation import COSH_LIMIT, GradientHistory, compensate, reached
from ..layers.distributed import from_first_process, local, to_shards, whole
from ..layers.hat_layers import HATMask, HATMaskLayer
from ..layers.task_norms import TaskNorm
from .backbone import Activations, InitialWeights, Stage
from .cl import check_task_id, one_task_id
from .hat_recipe import HATMaskRecipe
from .recipe import Recipe
from .unit_masks import Aggregation, UnitMaskBackbone

__all__ = [
    "Gate",
    "HATMask",
    "HATMaskBackbone",
    "HATMaskFields",
    "HATMaskLayer",
    "HATMaskRecipe",
    "Schedule",
]


UnlearningMask = Literal["stored", "ones"]
"""The mask of stage `unlearning_test`: that of the task, or, as in CLArena, all units."""


class HATMaskFields(Protocol):
    """Fields that the config of every HAT backbone has."""

    @property
    def gate(self) -> Gate:
        """The function that turns a task embedding into a mask."""
        ...


class HATMaskBackbone(UnitMaskBackbone):
    """Base of the HAT backbones, whose units a task embedding gates; a plain training loop does all of it.

        optimizer = torch.optim.Adam(backbone.parameters())
        backbone.protect(optimizer)
        for task_id, batches in tasks.items():
            backbone.setup_task_id(task_id)
            heads[task_id] = nn.Linear(backbone.output_dim, classes)
            optimizer.add_param_group({"params": list(heads[task_id].parameters())})
            for _ in range(epochs):
                for index, (input, target) in enumerate(batches):
                    schedule = clbackbones.Schedule(s_max, index, len(batches))
                    feature, mask, _ = backbone(input, "train", schedule=schedule)
                    loss = F.cross_entropy(heads[task_id](feature), target)
                    loss = loss + 0.75 * backbone.sparsity_regularization(mask)
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                    backbone.clamp_embeddings()
            backbone.store_mask()
        backbone.eval()
        feature, *_ = backbone(input, "test", test_task_id=1)

    Whatever the later tasks are, the feature of task 1 stays the same bit for bit (with `batch_normalization` None or
    `independent`), also after a step that is not finite: stored tasks are then tested without the weights that they do
    not use, of which NaN would reach them. Graphs of `torch.compile` and `torch.export`, and shards of `fully_shard`,
    have all weights: there it holds while these are finite.

    While a task is trained, its masks are gate(s * e), one embedding e per unit group, with a scale s that rises within
    each epoch. `store_mask` stores e > 0. A unit group is the units of one layer, or of several whose outputs are
    added: these share a mask. It bears the name of one of its layers, so that a mask by layer holds it as well.

    `protect`, called once at any time, puts back after each step of the optimizer every weight between units that
    stored tasks use, whatever momentum or weight decay made of it.

    Attributes:
        gate: Name of the function that turns a task embedding into a mask.
        unlearning_mask: The mask of stage `unlearning_test`: `stored`, or for CLArena's pipelines `ones`.
        task_embedding_t: The embedding of the current task, `weight` (1, units) under the name of each unit group.
    """

    recipe: ClassVar[type[Recipe]] = HATMaskRecipe

    def __init__(self, config: Config) -> None:
        """Makes room for the embeddings.

        Args:
            config: A valid config of a HAT backbone.
        """
        super().__init__(config)
        self._annealing: Annealing = "paper"
        self.unlearning_mask: UnlearningMask = "stored"
        self._is_measured = False
        self._free_units = FreeUnits()
        self._gradient_history = GradientHistory()
        self.gate: Gate = cast(HATMaskFields, config).gate
        # Room alone: `initialize_weights`, called when a network's layers are made, draws them after the weights, so
        # that these are the plain network's under the same seed.
        embeddings = {group: TaskEmbedding(units) for group, units in self._group_units.items()}
        self.task_embedding_t: nn.ModuleDict = nn.ModuleDict(dict(embeddings))

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        input: Tensor,
        stage: Stage,
        s_max: float | None = None,
        batch_idx: int | Tensor | None = None,
        num_batches: int | None = None,
        test_task_id: int | None = None,
        schedule: Schedule | None = None,
    ) -> tuple[Tensor, dict[str, Tensor], Activations]:
        """Extracts the feature with masked units.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: Decides which mask, see `get_mask`.
            s_max: Largest scale.
            batch_idx: Index of the batch in its epoch, from 0.
            num_batches: Batches per epoch.
            test_task_id: The task to test.
            schedule: s_max, batch_idx and num_batches in one; gradients of embeddings are then compensated already.

        Returns:
            Feature, (batch, output_dim); the mask, (units,) per weighted layer; the masked activations of every
            weighted layer, (batch, units, ...).

        Raises:
            ValueError: See `get_mask`; or an input shape that the network does not take.
        """
        self.check_input(input)
        mask = self.get_mask(stage, s_max, batch_idx, num_batches, test_task_id, schedule)
        return self._masked_pass(input, stage, mask, test_task_id)

    def _norm_of(self, stage: Stage, test_task_id: int | None) -> TaskNorm:
        if stage != "unlearning_test" or self.unlearning_mask == "stored":
            return super()._norm_of(stage, test_task_id)
        # As in CLArena: those of the task, or else of the current one; there may be none of a task never learned.
        task_id = one_task_id(self.task_id if test_task_id is None else test_task_id)
        return task_id if task_id is not None and task_id in self.stored_task_ids else "live"

    @property
    def gate_fn(self) -> Callable[[Tensor], Tensor]:
        """The gate as a function of s * e."""
        return partial(gated, gate=self.gate, s=1.0)

    @property
    def annealing(self) -> Annealing:
        """How the scale rises within an epoch, see `annealed_scale`: `paper`, or `clarena` for CLArena's algorithms.

        Whoever trains sets it; it is no part of the state dict.
        """
        return self._annealing

    @annealing.setter
    def annealing(self, annealing: Annealing) -> None:
        """Sets it; a ValueError unless it is one of the two."""
        self._annealing = check_annealing(annealing)

    def get_mask(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        stage: Stage,
        s_max: float | None = None,
        batch_idx: int | Tensor | None = None,
        num_batches: int | None = None,
        test_task_id: int | None = None,
        schedule: Schedule | None = None,
    ) -> dict[str, Tensor]:
        """The mask of a pass.

        Args:
            stage: `train`: gate(s * e) with the annealed scale (`annealed_scale`) of the batch. `validation`:
                gate(s_max * e), or without s_max the binary mask e > 0. `test`, `unlearning_test`: the binary mask
                stored for the task; but ones in `unlearning_test` of a drop-in for CLArena, which says so in
                `unlearning_mask`. Arguments that a stage does not need are not looked at.
            s_max: Largest scale, above 0.
            batch_idx: Index of the batch in its epoch, 0 to num_batches - 1; a tensor's range is not checked.
            num_batches: Batches per epoch.
            test_task_id: The task to test.
            schedule: s_max, batch_idx and num_batches in one; gradients of embeddings are then compensated already.

        Returns:
            (units,) per weighted layer; layers of one group share the tensor.

        Raises:
            ValueError: Unknown stage; an argument that the stage needs is missing or out of range; nothing is stored
                for the task.
        """
        self.check_stage(stage)
        s_max, batch_idx, num_batches = told(s_max, batch_idx, num_batches, schedule)
        if stage == "train":
            s = annealed_scale(s_max, batch_idx, num_batches, self.annealing)
            return self._gated(s, None if schedule is None else schedule.s_max)
        if stage == "validation":
            return self._gated(None if s_max is None else check_s_max(s_max))
        if stage == "unlearning_test" and self.unlearning_mask == "ones":
            return self.combine_masks((), "intersection")
        return self._stored_mask(self.check_stored(test_task_id))

    def te_to_binary_mask(self) -> dict[str, Tensor]:
        """The mask that the embeddings tend to, e > 0: 0 or 1, (units,) per weighted layer."""
        with torch.no_grad():
            return self._gated(None)

    def store_mask(self) -> dict[str, Tensor]:
        """Stores the binary mask and the live norms as those of the current task.

        Returns:
            The mask stored: 0 or 1, (units,) per weighted layer.

        Raises:
            ValueError: Before `setup_task_id`; an embedding is NaN; or a weight that the mask uses is not finite.
        """
        self._current_task("store_mask")
        for group, embedding in self._embeddings().items():
            if whole(embedding).isnan().any():
                raise ValueError(f"the task embedding of {group!r} is NaN; nothing was stored")
        return super().store_mask()

    def _learned_masks(self) -> dict[str, Tensor]:
        return self.te_to_binary_mask()

    def setup_task_id(self, task_id: int, embedding_init: EmbeddingInit | None = "N01") -> None:
        """Announces the task that is learned from now on, makes room for it and starts its embedding.

        Args:
            task_id: Any integer, usually counted from 1. A task that is known already becomes the current one again:
                nothing of it is overwritten before the next `store_mask`, and nothing is drawn or reset: the embedding
                stays that of the task trained last.
            embedding_init: How the embedding of a new task starts; None or `last`: as it is.

        Raises:
            ValueError: Not an integer; or an unknown `embedding_init`.
        """
        known = check_task_id(task_id) in self.processed_task_ids
        if embedding_init is not None:
            check_embedding_init(embedding_init)
        super().setup_task_id(task_id)
        self._is_measured = False
        if embedding_init is not None and not known:
            self.initialize_task_embedding(embedding_init)

    def initialize_task_embedding(self, mode: EmbeddingInit) -> None:
        """Draws the task embedding anew; every process gets what the first one draws.

        Args:
            mode: How.

        Raises:
            ValueError: Unknown mode.
        """
        to_shards(self)
        self._draw_embeddings(mode)
        from_first_process(cast(TaskEmbedding, module).weight for module in self.task_embedding_t.values())

    def initialize_weights(self, scheme: InitialWeights | None) -> None:
        """Draws the initial weights, and then the embeddings from N(0, 1)."""
        super().initialize_weights(scheme)
        # Without telling other processes, which may not build a backbone at this moment and would never answer.
        self._draw_embeddings("N01")

    def get_layer_measure_parameter_wise(
        self, neuron_wise_measure: Mapping[str, Tensor], layer_name: str, aggregation_mode: Aggregation
    ) -> tuple[Tensor, Tensor]:
        """A measure of units as one of a layer's parameters, see `UnitMaskBackbone`.

        Raises:
            RuntimeError: CLArena's own algorithm gives one of nothing but zeros in the first step of a task, although
                masks of other tasks are stored: it was made anew, and does not know them.
        """
        if self.annealing == "clarena" and not self._is_measured:
            self._is_measured = True
            self._check_measure(neuron_wise_measure)
        return super().get_layer_measure_parameter_wise(neuron_wise_measure, layer_name, aggregation_mode)

    def _check_measure(self, measure: Mapping[str, Tensor]) -> None:
        """Once per task: whether an algorithm that keeps masks of its own knows those that are stored here."""
        stored = [task_id for task_id in self._tasks_to_keep() if task_id != self.task_id]
        used = self.combine_masks((self._stored_mask(task_id) for task_id in stored), "union")
        if any(units.any() for units in used.values()) and not any(units.any() for units in measure.values()):
            self._is_measured = False
            tasks = ", ".join(map(str, stored))
            raise RuntimeError(
                f"training would change tasks {tasks}: the algorithm knows none of their masks, which it keeps outside "
                "of its state dict; train with that of clbackbones.clarena, which finds them here, or pickle it whole"
            )

    def _tasks_to_keep(self) -> list[int]:
        """The stored tasks that training is to leave alone."""
        return self.stored_task_ids

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
        # (1 - M) / sum(1 - M), which is found anew when what is stored has changed.
        return (joined * self._free_units.shares(self._used_units)).sum()

    @torch.no_grad()
    def compensate_embedding_gradients(
        self,
        s_max: float | None = None,
        batch_idx: int | Tensor | None = None,
        num_batches: int | None = None,
        mask: Mapping[str, Tensor] | None = None,
        clamp_threshold: float = COSH_LIMIT,
        schedule: Schedule | None = None,
    ) -> None:
        """Undoes, in the gradients of the embeddings, what the annealed scale does to them.

        Serrà et al. 2018, "Embedding gradient compensation":
        grad(e) *= s_max / s * (cosh(clamp(s * e, -50, 50)) + 1) / (cosh(e) + 1), in float32: the gradient that a gate
        with the derivative s_max * sigmoid'(e) would have. Call it after `backward`, before gradients are clipped.

        One factor is right for one pass. Where the gradients of several are added, give `forward` a schedule, which
        sends grad(e) = s_max * sigmoid'(e) * grad(a) to the embeddings from the start, for each pass by itself; this
        call then only makes sure that it did.

        The gate's own gradient is a denormal or 0 where |s * e| is very large (beyond 87 in float32), and no factor
        brings it back; nor does the clamp let it count beyond 50. With the mask, or a schedule, nothing is lost. Where
        gradients are averaged over processes, those to a mask are not: leave it out.

        Args:
            s_max: Largest scale, as given to the forward pass.
            batch_idx: Index of the batch, as given to the forward pass.
            num_batches: Batches per epoch, as given to the forward pass.
            mask: The mask that the forward pass returned, with gradients: `retain_grad()` was called for each of its
                tensors before `backward`.
            clamp_threshold: Bound of s * e in magnitude; with the mask, nothing needs one.
            schedule: s_max, batch_idx and num_batches in one, as given to the forward pass.

        Raises:
            ValueError: An argument is missing or out of range; the embeddings have no gradients, or the mask has none;
                the gradients are compensated already, or are of several passes that no one factor is right for.
        """
        s_max, batch_idx, num_batches = told(s_max, batch_idx, num_batches, schedule)
        s = annealed_scale(s_max, batch_idx, num_batches, self.annealing)
        embeddings = self._embeddings()
        gradients = reached(embeddings)
        if not gradients:
            return
        first = next(iter(gradients.values()))
        self._gradient_history.check(first, s, schedule=schedule is not None, mask=mask is not None)
        if schedule is None:
            compensate(embeddings, gradients, s, cast(float, s_max), mask, clamp_threshold)
            self._gradient_history.note_compensated(first)

    @torch.no_grad()
    def clamp_embeddings(self, limit: float = EMBEDDING_LIMIT) -> None:
        """Keeps the embeddings within +-limit, after a step of the optimizer (Serrà et al. 2018, same section).

        Args:
            limit: Largest magnitude.
        """
        for embedding in self._embeddings().values():
            local(embedding).clamp_(-limit, limit)

    def _embeddings(self) -> dict[str, nn.Parameter]:
        """(1, units) per unit group."""
        return {group: cast(TaskEmbedding, module).weight for group, module in self.task_embedding_t.items()}

    def _draw_embeddings(self, mode: EmbeddingInit) -> None:
        for embedding in self.task_embedding_t.values():
            cast(TaskEmbedding, embedding).draw(mode)

    def _gated(self, s: float | Tensor | None, slope: float | None = None) -> dict[str, Tensor]:
        """gate(s * e) of all groups at once, e > 0 without s; see `gated`."""
        embeddings = self._embeddings()
        # `squeeze` and not `[0]`, whose gradient is copied into zeros.
        e = torch.cat([whole(embedding) for embedding in embeddings.values()], 1).squeeze(0)
        joined = gated(e, self.gate, s, slope)
        if s is not None:
            self._gradient_history.watch(joined, next(iter(embeddings.values())), s if slope is None else None)
        parts = joined.split_with_sizes(list(self._group_units.values()))
        return self._by_layer(dict(zip(self._group_units, parts, strict=True)))

    def _used_units(self) -> Tensor:
        """Units that a stored task uses, groups joined."""
        union = self._union()
        return torch.cat([union[group] for group in self.graph.groups])
