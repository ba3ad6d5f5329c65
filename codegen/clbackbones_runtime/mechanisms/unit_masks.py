"""Masks of units, stored as bits when a task ends."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, Self, cast

import torch
from torch import Tensor, nn

from ..compaction.compact import LayerParameters, TaskNetwork
from ..compaction.compact_task import KeptUnits, layer_parameters
from ..config.config import Config
from ..graph.graph import Segment
from ..graph.kinds import Weighted
from ..layers.masked_units import mask_units, norm_activation_mask, norm_add_activation_mask
from ..layers.names import module_path
from ..layers.structure import with_tensors
from ..layers.task_state import ByTask, faults_of_bits, is_bits
from ..layers.units import measured, read_inputs
from .backbone import Activations, Stage
from .masked import MaskedBackbone, TaskNorm
from .recipe import Recipe

__all__ = [
    "Aggregation",
    "Combination",
    "Recipe",
    "UnitMaskBackbone",
    "UnitMasks",
    "mask_units",
    "norm_activation_mask",
    "norm_add_activation_mask",
]

UnitMasks = Mapping[str, Tensor]
"""A mask per weighted layer, (units,); layers of one unit group share the tensor."""

Aggregation = Literal["min", "max", "mean"]
"""How the measures of the two units that a weight connects become the weight's."""

Combination = Literal["union", "intersection"]
"""Units of any of the masks, or of all."""


class UnitMaskBackbone(MaskedBackbone):
    """Base of the backbones that mask units.

    Stored masks are binary, so that training which leaves alone the weights between units of stored masks cannot change
    what their tasks compute.
    """

    def __init__(self, config: Config) -> None:
        """Starts without a task.

        Args:
            config: A valid config of a backbone with unit masks.
        """
        super().__init__(config)
        self._group_units: dict[str, int] = {group: self.graph.layers[group].units for group in self.graph.groups}

    @abstractmethod
    def _learned_masks(self) -> dict[str, Tensor]:
        """The mask of the current task, as far as it has been learned: (units,) per weighted layer.

        Its gradients go to what it follows from. `_by_layer` makes it of tensors by unit group, which layers share.
        """

    def network(self, x: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """The layers of the generated class: feature and activations of an input that has been checked."""
        raise NotImplementedError

    def forward(
        self, input: Tensor, stage: Stage, test_task_id: int | None = None
    ) -> tuple[Tensor, dict[str, Tensor], Activations]:
        """Extracts the feature with masked units.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: Decides which mask, see `get_mask`.
            test_task_id: The task to test.

        Returns:
            Feature, (batch, output_dim); the mask, (units,) per weighted layer; the masked activations of every
            weighted layer, (batch, units, ...).

        Raises:
            ValueError: See `get_mask`; or an input shape that the network does not take.
        """
        self.check_input(input)
        return self._masked_pass(input, stage, self.get_mask(stage, test_task_id), test_task_id)

    def get_mask(self, stage: Stage, test_task_id: int | None = None) -> dict[str, Tensor]:
        """The mask of a pass.

        Args:
            stage: `train`, `validation`: that of the current task. `test`, `unlearning_test`: the one stored for the
                task. Arguments that a stage does not need are not looked at.
            test_task_id: The task to test.

        Returns:
            (units,) per weighted layer; layers of one unit group share the tensor.

        Raises:
            ValueError: Unknown stage; an argument that the stage needs is missing; nothing is stored for the task.
        """
        self.check_stage(stage)
        if stage in ("train", "validation"):
            return self._learned_masks()
        return self._stored_mask(self.check_stored(test_task_id))

    def _masked_pass(
        self, input: Tensor, stage: Stage, mask: dict[str, Tensor], test_task_id: int | None
    ) -> tuple[Tensor, dict[str, Tensor], Activations]:
        """What `forward` returns, with a mask that is given."""
        network = self._tested(stage, mask)
        feature, activations = network.network(input, mask, self._norm_of(stage, test_task_id))
        return feature, mask, activations

    @property
    def masks(self) -> dict[int, dict[str, Tensor]]:
        """The masks of all stored tasks: 0 or 1, (units,) per weighted layer. The key `"1"` finds task 1 too.

        They are copies; to change what is stored, assign all of them.
        """
        return ByTask({task_id: self._stored_mask(task_id) for task_id in self.stored_task_ids})

    @masks.setter
    def masks(self, masks: Mapping[Any, Mapping[str, Tensor]]) -> None:
        """Stores these masks alone; a ValueError for a task that `setup_task_id` has not seen, or what is no mask."""
        self._replace_masks(masks)

    def stored_entries(self) -> Iterator[tuple[str, Tensor]]:
        """Which units each of `stored_task_ids` keeps: each unit group's name and bool, (tasks, units)."""
        for group in self.graph.groups:
            yield group, torch.stack([self.tasks[task_id][f"mask/{group}"] for task_id in self.stored_task_ids]) > 0

    def masks_are_bits(self, task_id: int) -> bool:
        """Whether the masks of a task are 0 or 1."""
        stored = self.tasks[task_id]
        return all(is_bits(stored[f"mask/{group}"]) for group in self.graph.groups)

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
        like = self._example()  # which may be sharded, as masks are not
        combined = self._by_layer(
            {
                group: torch.full((units,), neutral, dtype=like.dtype, device=like.device)
                for group, units in self._group_units.items()
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
        read_groups = [group for segment in segments for group, _ in segment.sources]
        missing = [name for name in (layer_name, *read_groups) if name not in neuron_wise_measure]
        if missing:
            raise ValueError(f"{layer_name!r} needs the measure of {missing[0]!r}, which neuron_wise_measure lacks")
        fed = neuron_wise_measure[layer_name]
        kind, measure = cast(Weighted, node.kind), fed[:, None]
        if segments:
            parts = [_of_segment(neuron_wise_measure, each) for each in segments]
            read = torch.cat([part.repeat_interleave(each.entries) for part, each in zip(parts, segments, strict=True)])
            read = read[read_inputs(kind, read.device)]
            if aggregation_mode == "mean":
                measure = (measure + read) / 2
            else:
                measure = (torch.minimum if aggregation_mode == "min" else torch.maximum)(measure, read)
        return measured(measure, weight, kind), fed

    def _used_by(self, mask: Any) -> Iterator[tuple[str, nn.Parameter, Tensor]]:
        # Serrà et al. 2018, eq. 2, for binary masks: a weight is used if both of the units that it connects are, or if
        # the unit that it feeds is and the other one is not 0 where it is masked out. All are where an opaque operation
        # comes before the mask.
        for name in self.weighted_layer_names:
            layer = self.get_layer_by_name(name)
            node, path = self.graph.layers[name], module_path(name)
            weight, bias = self.get_layer_measure_parameter_wise(mask, name, "min")
            if node.units_mixed:
                weight, bias = torch.ones_like(weight), torch.ones_like(bias)
            elif not all(segment.gated for segment in node.segments):
                weight = measured(bias[:, None], weight, cast(Weighted, node.kind))
            kernel = (..., *[slice(1)] * (weight.ndim - 2))  # one entry stands for all of a kernel
            yield f"{path}.weight", cast(nn.Parameter, layer.weight), weight[kernel] > 0
            own_bias = cast(nn.Parameter | None, layer.bias)
            if own_bias is not None:
                yield f"{path}.bias", own_bias, bias > 0

    def _union(self) -> dict[str, Tensor]:
        return self.combine_masks(self.masks.values(), "union")

    def _tested(self, stage: Stage, mask: UnitMasks) -> Self:
        """What a pass runs in: this network; or, where a weight is not finite, one without those that it does not use.

        0 times NaN is NaN: a weight of a later task would reach a stored task through units that are masked out.
        """
        if stage in ("train", "validation") or self._weights_are_finite():
            return self
        kept = {name: torch.where(used, parameter, 0) for name, parameter, used in self._used_by(mask)}
        return cast(Self, with_tensors(self, kept))

    def _task_parameters(self, task_id: int) -> dict[str, LayerParameters]:
        return {name: layer_parameters(layer) for name, layer in self._layers().items()}

    def _task_units(self, task_id: int, network: TaskNetwork) -> KeptUnits:
        mask = self._stored_mask(task_id)
        kept = {group: mask[group].cpu().nonzero().flatten() for group in self.graph.groups}
        return kept, {group: torch.zeros(units, dtype=torch.float64) for group, units in self._group_units.items()}

    def _by_layer(self, groups: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {name: groups[layer.group] for name, layer in self.graph.layers.items() if layer.group is not None}

    def _stored_mask(self, task_id: int) -> dict[str, Tensor]:
        stored, example = self.tasks[task_id], self._example()
        return self._by_layer({group: stored[f"mask/{group}"].to(example.dtype) for group in self.graph.groups})

    def _faults_of_mask(self, mask: Any) -> Iterator[str]:
        groups = {name: layer.group for name, layer in self.graph.layers.items() if layer.group is not None}
        if isinstance(mask, Mapping):  # a layer that is not given has the mask of its group
            groups = {name: group for name, group in groups.items() if name == group or name in mask}
        faults = list(faults_of_bits(mask, {name: (self._group_units[group],) for name, group in groups.items()}))
        yield from faults
        if not faults:
            given = cast("Mapping[str, Tensor]", mask)
            differ = [(name, group) for name, group in groups.items() if not torch.equal(given[name], given[group])]
            yield from (f"{name!r} differs from {group!r}, with which it shares its units" for name, group in differ)

    def _as_stored(self, mask: Any) -> dict[str, Tensor]:
        return {f"mask/{group}": mask[group] for group in self.graph.groups}

    def _blank_masks(self) -> dict[str, Tensor]:
        device = self._example().device
        return {
            f"mask/{group}": torch.zeros(units, dtype=torch.uint8, device=device)
            for group, units in self._group_units.items()
        }

    def _example(self) -> Tensor:
        """A parameter, whose device and dtype masks have."""
        # Not the first of all parameters, which torch looks for in every task.
        return cast(Tensor, self.get_layer_by_name(self.weighted_layer_names[0]).weight)


def _of_segment(measure: Mapping[str, Tensor], segment: Segment) -> Tensor:
    """A measure of the units of a segment, (units,); the largest where several units are one entry."""
    parts = [measure[group].narrow(0, start, segment.units) for group, start in segment.sources]
    return parts[0] if len(parts) == 1 else torch.stack(parts).amax(0)
