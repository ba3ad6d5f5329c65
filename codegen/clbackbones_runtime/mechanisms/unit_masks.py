"""Masks of units: from task embeddings while a task is trained, stored as bits when it ends."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, Protocol, cast

import torch
from torch import Tensor, nn

from ..compaction.compact import TaskNetwork
from ..config.config import Config
from ..graph.kinds import Weighted
from ..layers.attention import (
    Annealing,
    EmbeddingInit,
    Gate,
    TaskEmbedding,
    annealed_scale,
    check_annealing,
    check_embedding_init,
    check_s_max,
    gated,
)
from ..layers.distributed import from_first_process, to_shards, whole
from ..layers.task_state import ByTask
from ..layers.units import measured, read_inputs
from .backbone import InitialWeights, Stage
from .subnetwork import SubnetworkBackbone

__all__ = ["Aggregation", "Combination", "UnitMaskBackbone", "UnitMaskFields"]

Aggregation = Literal["min", "max", "mean"]
"""How the measures of the two units that a weight connects become the weight's."""

Combination = Literal["union", "intersection"]
"""Units of any of the masks, or of all."""


class UnitMaskFields(Protocol):
    """Fields that the config of every backbone with unit masks has."""

    @property
    def gate(self) -> Gate:
        """The function that turns a task embedding into a mask."""
        ...


class UnitMaskBackbone(SubnetworkBackbone):
    """Base of the backbones whose units a task embedding gates.

    While a task is trained, its masks are gate(s * e), one embedding e per unit group, with a scale s that rises within
    each epoch. `store_mask` stores e > 0, which is binary, so that training which leaves the units of stored masks
    alone cannot change what their tasks compute.

    Attributes:
        gate: The function that turns a task embedding into a mask.
        task_embedding_t: The embedding of the current task, `weight` (1, units) under the name of each unit group.
    """

    def __init__(self, config: Config) -> None:
        """Makes room for the embeddings.

        Args:
            config: A valid config of a backbone with unit masks.
        """
        super().__init__(config)
        self._annealing: Annealing = "paper"
        self.gate: Gate = cast(UnitMaskFields, config).gate
        groups = list(self.graph.groups)
        self._group_units: list[int] = [self.graph.layers[group].units for group in groups]
        self._layer_groups: list[tuple[str, int]] = [
            (name, groups.index(layer.group)) for name, layer in self.graph.layers.items() if layer.group is not None
        ]
        # Drawn after the weights, so that these are the plain network's under the same seed.
        embeddings = map(TaskEmbedding, self._group_units)
        self.task_embedding_t: nn.ModuleDict = nn.ModuleDict(dict(zip(self.graph.groups, embeddings, strict=True)))

    @property
    def annealing(self) -> Annealing:
        """How the scale rises within an epoch: `paper` or, for CLArena's own algorithms, `clarena`."""
        return self._annealing

    @annealing.setter
    def annealing(self, annealing: Annealing) -> None:
        """Sets it; a ValueError unless it is one of the two."""
        self._annealing = check_annealing(annealing)

    def get_mask(
        self,
        stage: Stage,
        s_max: float | None = None,
        batch_idx: int | Tensor | None = None,
        num_batches: int | None = None,
        test_task_id: int | None = None,
    ) -> dict[str, Tensor]:
        """The mask of a pass.

        Args:
            stage: `train`: gate(s * e) with the annealed scale (`annealed_scale`) of the batch. `validation`:
                gate(s_max * e), or without s_max the binary mask e > 0. `test`, `unlearning_test`: the binary mask
                stored for the task. Arguments that a stage does not need are not looked at.
            s_max: Largest scale, above 0.
            batch_idx: Index of the batch in its epoch, 0 to num_batches - 1; a tensor's range is not checked.
            num_batches: Batches per epoch.
            test_task_id: The task to test.

        Returns:
            (units,) per weighted layer; layers of one group share the tensor.

        Raises:
            ValueError: Unknown stage; an argument that the stage needs is missing or out of range; nothing is stored
                for the task.
        """
        self.check_stage(stage)
        if stage == "train":
            return self._gated(annealed_scale(s_max, batch_idx, num_batches, self.annealing))
        if stage == "validation":
            return self._gated(None if s_max is None else check_s_max(s_max))
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
            ValueError: Before `setup_task_id`, or an embedding is NaN.
        """
        self._current_task("store_mask")
        for group, embedding in self._embeddings().items():
            if whole(embedding).isnan().any():
                raise ValueError(f"the task embedding of {group!r} is NaN; nothing was stored")
        mask = self.te_to_binary_mask()
        self._store({f"mask/{group}": mask[group] for group in self.graph.groups})
        return mask

    def setup_task_id(self, task_id: int, embedding_init: EmbeddingInit | None = "N01") -> None:
        """Announces the task that is learned from now on, makes room for it and starts its embedding.

        Args:
            task_id: Any integer, usually counted from 1. A task that is known already becomes the current one again:
                nothing of it is overwritten before the next `store_mask`, and nothing is drawn or reset.
            embedding_init: How the embedding of a new task starts; None or `last`: as it is.

        Raises:
            ValueError: Not an integer; or an unknown `embedding_init`.
        """
        known = task_id in self.processed_task_ids
        if embedding_init is not None:
            check_embedding_init(embedding_init)
        super().setup_task_id(task_id)
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
        self._draw_embeddings("N01")  # alone: other processes may not build a backbone now

    @property
    def masks(self) -> dict[int, dict[str, Tensor]]:
        """The masks of all stored tasks: 0 or 1, (units,) per weighted layer. The key `"1"` finds task 1 too.

        They are copies; to change what is stored, assign all of them.
        """
        return ByTask({task_id: self._stored_mask(task_id) for task_id in self.stored_task_ids})

    @masks.setter
    def masks(self, masks: Mapping[Any, Mapping[str, Tensor]]) -> None:
        """Stores these masks alone; a ValueError for a task that `setup_task_id` has not seen."""
        groups = self.graph.groups
        self._replace_masks(
            {task_id: {f"mask/{group}": mask[group] for group in groups} for task_id, mask in masks.items()}
        )

    def stored_entries(self) -> Iterator[tuple[str, Tensor]]:
        """Which units each of `stored_task_ids` keeps: each unit group's name and bool, (tasks, units)."""
        for group in self.graph.groups:
            yield group, torch.stack([self.tasks[task_id][f"mask/{group}"] for task_id in self.stored_task_ids]) > 0

    def combine_masks(self, masks: Iterable[Mapping[str, Tensor]], mode: Combination) -> dict[str, Tensor]:
        """One mask from several.

        Args:
            masks: (units,) per weighted layer; without any, the union is empty and the intersection is everything.
            mode: `union`, the elementwise maximum, or `intersection`, the minimum.

        Returns:
            (units,) per weighted layer.

        Raises:
            ValueError: Unknown mode.
        """
        if mode not in ("union", "intersection"):
            raise ValueError(f"mode must be 'union' or 'intersection', got {mode!r}")
        combine, neutral = (torch.maximum, 0.0) if mode == "union" else (torch.minimum, 1.0)
        combined = self._by_layer(
            {
                group: torch.full(e.shape[1:], neutral, dtype=e.dtype, device=e.device)
                for group, e in self._embeddings().items()
            }
        )
        for mask in masks:
            combined = {name: combine(combined[name], mask[name]) for name in combined}
        return combined

    def get_layer_measure_parameter_wise(
        self, neuron_wise_measure: Mapping[str, Tensor], layer_name: str, aggregation_mode: Aggregation
    ) -> tuple[Tensor, Tensor]:
        """A measure of units as one of a layer's parameters.

        Args:
            neuron_wise_measure: (units,) per weighted layer, for example the union of stored masks.
            layer_name: The layer.
            aggregation_mode: What a weight gets from the unit that it feeds and the one that it reads. In the first
                layer, which reads the input, it gets the measure of the unit that it feeds.

        Returns:
            Measure of the weight, expanded to its shape without a copy, and of the bias, (units,).

        Raises:
            ValueError: Unknown layer or mode; or a layer without a measure.
        """
        if aggregation_mode not in ("min", "max", "mean"):
            raise ValueError(f"aggregation_mode must be 'min', 'max' or 'mean', got {aggregation_mode!r}")
        weight = cast(Tensor, self.get_layer_by_name(layer_name).weight)
        node = self.graph.layers[layer_name]
        # Behind an opaque operation no entry of the input belongs to a unit.
        segments = () if node.inputs_mixed else node.segments
        missing = [
            name for name in (layer_name, *(segment.group for segment in segments)) if name not in neuron_wise_measure
        ]
        if missing:
            raise ValueError(f"{layer_name!r} needs the measure of {missing[0]!r}, which neuron_wise_measure lacks")
        fed = neuron_wise_measure[layer_name]
        kind, measure = cast(Weighted, node.kind), fed[:, None]
        if segments:
            parts = [neuron_wise_measure[each.group].narrow(0, each.start, each.units) for each in segments]
            read = torch.cat([part.repeat_interleave(each.entries) for part, each in zip(parts, segments, strict=True)])
            read = read[read_inputs(kind, read.device)]
            if aggregation_mode == "mean":
                measure = (measure + read) / 2
            else:
                measure = (torch.minimum if aggregation_mode == "min" else torch.maximum)(measure, read)
        return measured(measure, weight, kind), fed

    def _used_by_stored_tasks(self) -> Iterator[tuple[nn.Parameter, Tensor]]:
        # Serrà et al. 2018, eq. 2, for binary masks: a weight is used if both of the units that it connects are, or if
        # the unit that it feeds is and the other one is not 0 where it is masked out. All are where an opaque operation
        # comes before the mask.
        union = self.combine_masks(self.masks.values(), "union")
        for name in self.weighted_layer_names:
            layer = self.get_layer_by_name(name)
            node = self.graph.layers[name]
            weight, bias = self.get_layer_measure_parameter_wise(union, name, "min")
            if node.units_mixed:
                weight, bias = torch.ones_like(weight), torch.ones_like(bias)
            elif not all(segment.gated for segment in node.segments):
                weight = measured(bias[:, None], weight, cast(Weighted, node.kind))
            kernel = (..., *[slice(1)] * (weight.ndim - 2))  # one entry stands for all of a kernel
            yield cast(nn.Parameter, layer.weight), weight[kernel] > 0
            own_bias = cast(nn.Parameter | None, layer.bias)
            if own_bias is not None:
                yield own_bias, bias > 0

    def _task_units(self, task_id: int, network: TaskNetwork) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        mask = self._stored_mask(task_id)
        kept = {group: mask[group].cpu().nonzero().flatten() for group in self.graph.groups}
        return kept, {group: torch.zeros(len(mask[group]), dtype=torch.float64) for group in self.graph.groups}

    def _embeddings(self) -> dict[str, Tensor]:
        """(1, units) per unit group."""
        return {group: cast(TaskEmbedding, module).weight for group, module in self.task_embedding_t.items()}

    def _draw_embeddings(self, mode: EmbeddingInit) -> None:
        for embedding in self.task_embedding_t.values():
            cast(TaskEmbedding, embedding).draw(mode)

    def _by_layer(self, groups: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {name: groups[layer.group] for name, layer in self.graph.layers.items() if layer.group is not None}

    def _gated(self, s: float | Tensor | None) -> dict[str, Tensor]:
        """gate(s * e) of all groups at once, e > 0 without s."""
        embeddings = [cast(TaskEmbedding, module).whole_weight for module in self.task_embedding_t.values()]
        # `squeeze` and not `[0]`, whose gradient is copied into zeros.
        parts = gated(torch.cat(embeddings, 1).squeeze(0), self.gate, s).split_with_sizes(self._group_units)
        return {name: parts[index] for name, index in self._layer_groups}

    def _stored_mask(self, task_id: int) -> dict[str, Tensor]:
        stored = self.tasks[task_id]
        return self._by_layer({group: stored[f"mask/{group}"].to(e.dtype) for group, e in self._embeddings().items()})

    def _blank_masks(self) -> dict[str, Tensor]:
        device = next(iter(self._embeddings().values())).device
        return {
            f"mask/{group}": torch.zeros(units, dtype=torch.uint8, device=device)
            for group, units in zip(self.graph.groups, self._group_units, strict=True)
        }
