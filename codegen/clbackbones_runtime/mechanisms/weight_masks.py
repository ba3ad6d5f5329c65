"""Masks of weights, stored as bits when a task ends."""

import functools
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any, Protocol, Self, cast

import torch
from torch import Tensor, nn

from ..compaction.compact import LayerParameters, TaskNetwork
from ..compaction.compact_task import KeptUnits, layer_parameters
from ..compaction.live_units import live_units
from ..layers.distributed import whole
from ..layers.finite import without_infinities
from ..layers.masked_layers import masked
from ..layers.names import module_path
from ..layers.scored_layers import times
from ..layers.task_state import ByTask, blank_bits, faults_of_bits, is_bytes, pack_bits, unpack_bits
from .backbone import Activations, Stage
from .masked import MaskedBackbone, TaskNorm
from .recipe import Recipe

__all__ = [
    "BiasMasks",
    "Biases",
    "Recipe",
    "WeightMaskBackbone",
    "WeightMasks",
    "WeightedLayer",
    "Weights",
    "masked",
]

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

    A mechanism says in `_learned_masks` which weights the current task uses; `forward`, `get_mask` and `store_mask`
    follow from that. One whose passes take more arguments has these three of its own.
    """

    def compile(self, *args: Any, **kwargs: Any) -> None:
        """Compiles the layers in place; masks, and parameters times masks, are still made outside of their graph.

        `torch.compile(backbone)` makes a graph of all of a pass, which takes longer: all that leads to a weight in a
        graph is brought into the order in memory that suits its layer, scores and masks included, and back. Copies
        are not compiled.

        Args:
            *args: Those of `torch.compile` behind the function.
            **kwargs: The same by their names.
        """
        self.network = torch.compile(self.network, *args, **kwargs)

    def _replicate_for_data_parallel(self) -> Self:
        """What DataParallel runs on another device, with its own layers and not with those compiled for this one."""
        replica = super()._replicate_for_data_parallel()
        replica.__dict__.pop("network", None)
        return replica

    @abstractmethod
    def _learned_masks(self) -> tuple[WeightMasks, BiasMasks]:
        """The masks of weights and of biases of the current task, as far as it has been learned.

        Their gradients go to what they follow from. `_all_biases` is for mechanisms that mask none.
        """

    def network(self, x: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """The layers of the generated class: feature and activations of an input that has been checked."""
        raise NotImplementedError

    def forward(
        self,
        input: Tensor,
        stage: Stage,
        test_task_id: int | None = None,
        test_mask: tuple[WeightMasks, BiasMasks] | None = None,
    ) -> tuple[Tensor, WeightMasks, BiasMasks, Activations]:
        """Extracts the feature with masked weights.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: Decides which mask, see `get_mask`.
            test_task_id: The task to test.
            test_mask: The masks of weights and biases to test.

        Returns:
            Feature, (batch, output_dim); masks of weights and of biases (None where a layer has none) per weighted
            layer; the activations of every weighted layer, (batch, units, ...).

        Raises:
            ValueError: See `get_mask`; or an input shape that the network does not take.
        """
        self.check_input(input)
        weight_mask, bias_mask = self.get_mask(stage, test_task_id, test_mask)
        weights, biases = self._masked(weight_mask, bias_mask, learned=stage in ("train", "validation"))
        feature, activations = self.network(input, weights, biases, self._norm_of(stage, test_task_id))
        return feature, weight_mask, bias_mask, activations

    def get_mask(
        self,
        stage: Stage,
        test_task_id: int | None = None,
        test_mask: tuple[WeightMasks, BiasMasks] | None = None,
    ) -> tuple[WeightMasks, BiasMasks]:
        """The mask of a pass.

        Args:
            stage: `train`, `validation`: that of the current task. `test`, `unlearning_test`: `test_mask`, or else the
                mask stored for the task. Arguments that a stage does not need are not looked at.
            test_task_id: The task to test; beside `test_mask`, the task whose norms are used.
            test_mask: The masks of weights and biases to test.

        Returns:
            Masks of weights, in the shape of the weight, and of biases, (units,) or None, per weighted layer.

        Raises:
            ValueError: Unknown stage; an argument that the stage needs is missing; nothing is stored for the task.
        """
        self.check_stage(stage)
        if stage in ("train", "validation"):
            return self._learned_masks()
        return self._tested_masks(test_task_id, test_mask)

    @property
    def masks(self) -> dict[int, tuple[WeightMasks, BiasMasks]]:
        """Masks of weights and of biases of all stored tasks, zeros and ones. The key `"1"` finds task 1 too.

        They are copies; to change what is stored, assign all of them.
        """
        return ByTask({task_id: self._stored_masks(task_id) for task_id in self.stored_task_ids})

    @masks.setter
    def masks(self, masks: Mapping[Any, tuple[WeightMasks, BiasMasks]]) -> None:
        """Stores these masks alone; a ValueError for a task that `setup_task_id` has not seen, or what is no mask."""
        self._replace_masks(masks)

    def masks_are_bits(self, task_id: int) -> bool:
        """Whether the masks of a task are bytes, of whatever type, with no bits beyond the end of a mask."""
        stored = self.tasks[task_id]
        masks = {
            f"{kind}_mask/{name}": getattr(layer, kind) for name, layer in self._layers().items() for kind in _KINDS
        }
        ends = {name: like.numel() % 8 for name, like in masks.items() if like is not None}
        return all(
            is_bytes(stored[name]) and (not end or int(stored[name][-1]) < 1 << end) for name, end in ends.items()
        )

    def stored_entries(self) -> Iterator[tuple[str, Tensor]]:
        """Which weights each of `stored_task_ids` keeps: each weighted layer's name and bool, (tasks, entries).

        The entries are weights and then biases, in the order of their tensors.
        """
        masks = [self._stored_masks(task_id) for task_id in self.stored_task_ids]
        for name in self.weighted_layer_names:
            kept = [[weights[name], biases[name]] for weights, biases in masks]
            rows = [torch.cat([mask.flatten() for mask in both if mask is not None]) for both in kept]
            yield name, torch.stack(rows) > 0

    def _all_biases(self) -> BiasMasks:
        """The masks of biases of a mechanism that masks none."""
        layers = self._weighted_layers().items()
        return {name: None if layer.bias is None else torch.ones_like(whole(layer.bias)) for name, layer in layers}

    def _masked(
        self, weight_mask: WeightMasks, bias_mask: BiasMasks, *, learned: bool = False
    ) -> tuple[Weights, Biases]:
        """The parameters times masks that are given.

        Args:
            weight_mask: The masks of weights.
            bias_mask: The masks of biases.
            learned: Whether the mask is that of the current task. What others leave out is 0, also where later tasks
                have made it infinite.
        """
        layers = self._weighted_layers().items()

        def finite(tensor: Tensor) -> Tensor:
            return whole(tensor) if learned else without_infinities(whole(tensor))

        weights = {name: finite(layer.weight) * weight_mask[name] for name, layer in layers}
        biases = {name: None if layer.bias is None else finite(layer.bias) for name, layer in layers}
        return weights, {name: times(bias, bias_mask[name]) for name, bias in biases.items()}

    def _tested_masks(
        self, test_task_id: int | None, test_mask: tuple[WeightMasks, BiasMasks] | None
    ) -> tuple[WeightMasks, BiasMasks]:
        """The masks that are given, or else those stored for the task; a ValueError where there are none."""
        if test_mask is None:
            return self._stored_masks(self.check_stored(test_task_id, "without test_mask, test_task_id"))
        if lacking := [name for name in self.weighted_layer_names if any(name not in masks for masks in test_mask)]:
            raise ValueError(f"test_mask has nothing for {lacking[0]!r}; give what store_mask returned for a task")
        return test_mask

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

    def _used_by(self, mask: Any) -> Iterator[tuple[str, nn.Parameter, Tensor]]:
        both: tuple[WeightMasks, BiasMasks] = mask
        for name, layer in self._weighted_layers().items():
            path, bias_mask = module_path(name), both[1][name]
            yield f"{path}.weight", layer.weight, both[0][name] > 0
            if layer.bias is not None and bias_mask is not None:
                yield f"{path}.bias", layer.bias, bias_mask > 0

    def _union(self) -> tuple[WeightMasks, BiasMasks]:
        return self._stored_masks(*self.stored_task_ids)

    def _task_parameters(self, task_id: int) -> dict[str, LayerParameters]:
        weight_mask, bias_mask = self._stored_masks(task_id)
        layers = self._layers().items()
        return {name: layer_parameters(layer, weight_mask[name], bias_mask[name]) for name, layer in layers}

    def _task_units(self, task_id: int, network: TaskNetwork) -> KeptUnits:
        return live_units(network)

    def _faults_of_mask(self, mask: Any) -> Iterator[str]:
        if not isinstance(mask, tuple) or len(cast("tuple[Any, ...]", mask)) != 2:
            yield "two mappings are needed, of masks of weights and of biases"
            return
        layers = self._weighted_layers().items()
        biases = {name: layer.bias.shape for name, layer in layers if layer.bias is not None}
        yield from (
            f"weights: {fault}" for fault in faults_of_bits(mask[0], {n: each.weight.shape for n, each in layers})
        )
        yield from (f"biases: {fault}" for fault in faults_of_bits(mask[1], biases))

    def _as_stored(self, mask: Any) -> dict[str, Tensor]:
        both: tuple[WeightMasks, BiasMasks] = mask
        weights = {f"weight_mask/{name}": pack_bits(bits) for name, bits in both[0].items()}
        biases = {f"bias_mask/{name}": pack_bits(bits) for name, bits in both[1].items() if bits is not None}
        return {**weights, **biases}

    def _blank_masks(self) -> dict[str, Tensor]:
        masks: dict[str, Tensor] = {}
        for name, layer in self._weighted_layers().items():
            masks[f"weight_mask/{name}"] = blank_bits(layer.weight)
            if layer.bias is not None:
                masks[f"bias_mask/{name}"] = blank_bits(layer.bias)
        return masks
