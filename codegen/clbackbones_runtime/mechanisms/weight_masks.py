"""Masks of weights, stored as bits when a task ends."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Protocol, cast

import torch
from torch import Tensor, nn

from ..compaction.compact import LayerParameters, TaskNetwork
from ..compaction.compact_task import KeptUnits, layer_parameters
from ..compaction.live_units import live_units
from ..layers.distributed import whole
from ..layers.scored_layers import times
from ..layers.task_state import ByTask, blank_bits, check_bits, pack_bits, unpack_bits
from .masked import MaskedBackbone

__all__ = ["BiasMasks", "Biases", "WeightMaskBackbone", "WeightMasks", "WeightedLayer", "Weights"]

WeightMasks = Mapping[str, Tensor]
"""A mask per weighted layer, in the shape of its weight."""

BiasMasks = Mapping[str, Tensor | None]
"""A mask per weighted layer, (units,); None where the layer has no bias."""

Weights = Mapping[str, Tensor]
"""The weight of each weighted layer, times its mask."""

Biases = Mapping[str, Tensor | None]
"""The bias of each weighted layer, (units,), times its mask; None where the layer has no bias."""


_KINDS = ("weight", "bias")


class WeightedLayer(Protocol):
    """A layer whose weight, and bias if it has one, is masked."""

    @property
    def weight(self) -> nn.Parameter:
        """Its weight."""
        ...

    @property
    def bias(self) -> nn.Parameter | None:
        """Its bias, (units,)."""
        ...


class WeightMaskBackbone(MaskedBackbone):
    """Base of the backbones that mask weights.

    Stored masks are binary, so that training which leaves the weights of stored masks alone cannot change what their
    tasks compute.
    """

    @property
    def masks(self) -> dict[int, tuple[WeightMasks, BiasMasks]]:
        """Masks of weights and of biases of all stored tasks, zeros and ones. The key `"1"` finds task 1 too.

        They are copies; to change what is stored, assign all of them.
        """
        return ByTask({task_id: self._stored_masks(task_id) for task_id in self.stored_task_ids})

    @masks.setter
    def masks(self, masks: Mapping[Any, tuple[WeightMasks, BiasMasks]]) -> None:
        """Stores these masks alone; a ValueError for one that is none, or a task that `setup_task_id` has not seen."""
        self._replace_masks({task_id: self._checked_masks(task_id, *both) for task_id, both in masks.items()})

    def masks_are_bits(self, task_id: int) -> bool:
        """Whether no bits are set beyond the end of a mask of a task."""
        stored = self.tasks[task_id]
        masks = {
            f"{kind}_mask/{name}": getattr(layer, kind) for name, layer in self._layers().items() for kind in _KINDS
        }
        ends = {name: like.numel() % 8 for name, like in masks.items() if like is not None}
        return all(not end or int(stored[name][-1]) < 1 << end for name, end in ends.items())

    def stored_entries(self) -> Iterator[tuple[str, Tensor]]:
        """Which weights each of `stored_task_ids` keeps: each weighted layer's name and bool, (tasks, entries).

        The entries are weights and then biases, in the order of their tensors.
        """
        masks = [self._stored_masks(task_id) for task_id in self.stored_task_ids]
        for name in self.weighted_layer_names:
            kept = [[weights[name], biases[name]] for weights, biases in masks]
            rows = [torch.cat([mask.flatten() for mask in both if mask is not None]) for both in kept]
            yield name, torch.stack(rows) > 0

    def _masked(self, weight_mask: WeightMasks, bias_mask: BiasMasks) -> tuple[Weights, Biases]:
        """The parameters times masks that are given."""
        layers = self._weighted_layers().items()
        weights = {name: whole(layer.weight) * weight_mask[name] for name, layer in layers}
        biases = {name: None if layer.bias is None else whole(layer.bias) for name, layer in layers}
        return weights, {name: times(bias, bias_mask[name]) for name, bias in biases.items()}

    def _stored_masks(self, *task_ids: int) -> tuple[WeightMasks, BiasMasks]:
        """The union of the masks stored for tasks, at least one."""

        def union(name: str, like: Tensor) -> Tensor:
            bits = (self.tasks[task_id][name] for task_id in task_ids)
            return unpack_bits(functools.reduce(torch.bitwise_or, bits), like)

        layers = self._weighted_layers().items()
        weights = {name: union(f"weight_mask/{name}", layer.weight) for name, layer in layers}
        biases = {
            name: None if layer.bias is None else union(f"bias_mask/{name}", layer.bias) for name, layer in layers
        }
        return weights, biases

    def _weighted_layers(self) -> dict[str, WeightedLayer]:
        return cast("dict[str, WeightedLayer]", self._layers())

    def _store_masks(self, weight_mask: WeightMasks, bias_mask: BiasMasks) -> None:
        """Stores the masks and the live norms as those of the current task."""
        self._store(_packed(weight_mask, bias_mask))

    def _used_by_stored_tasks(self) -> Iterator[tuple[nn.Parameter, Tensor]]:
        weight_mask, bias_mask = self._stored_masks(*self.stored_task_ids)
        for name, layer in self._weighted_layers().items():
            yield layer.weight, weight_mask[name] > 0
            mask = bias_mask[name]
            if layer.bias is not None and mask is not None:
                yield layer.bias, mask > 0

    def _task_parameters(self, task_id: int) -> dict[str, LayerParameters]:
        weight_mask, bias_mask = self._stored_masks(task_id)
        layers = self._layers().items()
        return {name: layer_parameters(layer, weight_mask[name], bias_mask[name]) for name, layer in layers}

    def _task_units(self, task_id: int, network: TaskNetwork) -> KeptUnits:
        return live_units(network)

    def _checked_masks(self, task_id: Any, weights: WeightMasks, biases: BiasMasks) -> dict[str, Tensor]:
        """The masks of a task as they are stored; a ValueError for one that is none."""
        for name, layer in self._weighted_layers().items():
            check_bits(f"the mask of the weights of {name!r} for task {task_id}", weights.get(name), layer.weight.shape)
            what, bias = f"the mask of the biases of {name!r} for task {task_id}", biases.get(name)
            if layer.bias is not None:
                check_bits(what, bias, layer.bias.shape)
            elif bias is not None:
                raise ValueError(f"{what} is for a layer without biases; give None")
        return _packed(
            {name: weights[name] for name in self._layers()}, {name: biases.get(name) for name in self._layers()}
        )

    def _blank_masks(self) -> dict[str, Tensor]:
        masks: dict[str, Tensor] = {}
        for name, layer in self._weighted_layers().items():
            masks[f"weight_mask/{name}"] = blank_bits(layer.weight)
            if layer.bias is not None:
                masks[f"bias_mask/{name}"] = blank_bits(layer.bias)
        return masks


def _packed(weight_mask: WeightMasks, bias_mask: BiasMasks) -> dict[str, Tensor]:
    """The masks of a task as they are stored, by the names of their buffers."""
    weights = {f"weight_mask/{name}": pack_bits(mask) for name, mask in weight_mask.items()}
    biases = {f"bias_mask/{name}": pack_bits(mask) for name, mask in bias_mask.items() if mask is not None}
    return {**weights, **biases}
