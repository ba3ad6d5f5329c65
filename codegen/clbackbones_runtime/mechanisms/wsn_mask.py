"""The WSN mechanism: weight masks that keep the largest scores.

Kang et al., "Forget-free Continual Learning with Winning Subnetworks", ICML 2022.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Protocol, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..compaction.compact import LayerParameters, TaskNetwork
from ..compaction.live_units import live_units
from ..config.config import Config
from ..layers.distributed import from_first_process, to_shards, whole
from ..layers.masked_layers import MaskedLayer, masked
from ..layers.scored_layers import ScoredConv2d, ScoredLinear, times
from ..layers.scores import Score, ScoreGate, ScoreInit, by_layer, checked_fraction, scores, select
from ..layers.selection import Selector
from ..layers.task_state import ByTask, blank_bits, pack_bits, unpack_bits
from .backbone import Activations, InitialWeights, Stage
from .masked import TaskNorm
from .subnetwork import SubnetworkBackbone, exact

__all__ = [
    "BiasMasks",
    "Biases",
    "WSNMaskBackbone",
    "WSNMaskConv2d",
    "WSNMaskFields",
    "WSNMaskLinear",
    "WeightMasks",
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


class WSNMaskFields(Protocol):
    """Fields that the config of every WSN backbone has."""

    @property
    def carry_over_scores(self) -> bool:
        """Whether a new task starts from the scores of the one before it."""
        ...


class WSNMaskLinear(ScoredLinear):
    """Linear layer whose largest scores are kept, for hand-made networks: `layer(x, *layer.mask(0.5))`."""

    def forward(self, input: Tensor, weight_mask: Tensor | None = None, bias_mask: Tensor | None = None) -> Tensor:
        """The layer with masked parameters.

        Args:
            input: (batch, in_features).
            weight_mask: (out_features, in_features); None keeps all weights.
            bias_mask: (out_features,); None keeps all biases.

        Returns:
            (batch, out_features).
        """
        return F.linear(input, times(self.weight, weight_mask), times(self.bias, bias_mask))

    def mask(self, mask_percentage: float) -> tuple[Tensor, Tensor | None]:
        """The masks of weight and bias, see `select`."""
        return select(self, mask_percentage)


class WSNMaskConv2d(ScoredConv2d):
    """Convolution whose largest scores are kept, for hand-made networks: `layer(x, *layer.mask(0.5))`."""

    def forward(self, input: Tensor, weight_mask: Tensor | None = None, bias_mask: Tensor | None = None) -> Tensor:
        """The convolution with masked parameters.

        Args:
            input: (batch, in_channels, H, W).
            weight_mask: In the shape of the weight; None keeps all weights.
            bias_mask: (out_channels,); None keeps all biases.

        Returns:
            (batch, out_channels, H', W').
        """
        return self._conv_forward(input, times(self.weight, weight_mask), times(self.bias, bias_mask))

    def mask(self, mask_percentage: float) -> tuple[Tensor, Tensor | None]:
        """The masks of weight and bias, see `select`."""
        return select(self, mask_percentage)


class WSNMaskBackbone(SubnetworkBackbone):
    """Base of the backbones whose weights trained scores select.

    While a task is trained, each layer keeps the fraction of its weights whose scores are largest in magnitude, and of
    its biases likewise. `store_mask` stores which, so that training which leaves the weights of stored masks alone
    cannot change what their tasks compute.

    Attributes:
        carry_over_scores: Whether a new task starts from the scores of the one before it, or draws them anew.
        gate_fn: `gate_fn.apply(score, percentage)` is the mask that keeps the largest scores.
    """

    gate_fn: ClassVar[type[ScoreGate]] = ScoreGate

    def __init__(self, config: Config) -> None:
        """Starts without a task.

        Args:
            config: A valid config of a WSN backbone.
        """
        super().__init__(config)
        self.carry_over_scores: bool = cast(WSNMaskFields, config).carry_over_scores
        self._selector = Selector()

    def network(self, x: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """The layers of the generated class: feature and activations of an input that has been checked."""
        raise NotImplementedError

    def forward(
        self,
        input: Tensor,
        stage: Stage,
        mask_percentage: float | None = None,
        test_task_id: int | None = None,
        test_mask: tuple[WeightMasks, BiasMasks] | None = None,
    ) -> tuple[Tensor, WeightMasks, BiasMasks, Activations]:
        """Extracts the feature with masked weights.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: Decides which mask, see `get_mask`.
            mask_percentage: Fraction of weights to keep, in (0, 1].
            test_task_id: The task to test.
            test_mask: The masks of weights and biases to test.

        Returns:
            Feature, (batch, output_dim); masks of weights and of biases (None where a layer has none) per weighted
            layer; the activations of every weighted layer, (batch, units, ...).

        Raises:
            ValueError: See `get_mask`; or an input shape that the network does not take.
        """
        self.check_input(input)
        self.check_stage(stage)
        if stage in ("train", "validation"):
            weight_mask, bias_mask, weights, biases = self._select(mask_percentage)
        else:
            weight_mask, bias_mask = self.get_mask(stage, mask_percentage, test_task_id, test_mask)
            weights, biases = self._masked(weight_mask, bias_mask)
        feature, activations = self.network(input, weights, biases, self._norm_of(stage, test_task_id))
        return feature, weight_mask, bias_mask, activations

    def get_mask(
        self,
        stage: Stage,
        mask_percentage: float | None = None,
        test_task_id: int | None = None,
        test_mask: tuple[WeightMasks, BiasMasks] | None = None,
    ) -> tuple[WeightMasks, BiasMasks]:
        """The mask of a pass.

        Args:
            stage: `train`, `validation`: the largest scores. `test`, `unlearning_test`: `test_mask`, or else the mask
                stored for the task. Arguments that a stage does not need are not looked at.
            mask_percentage: Fraction of weights to keep, in (0, 1].
            test_task_id: The task to test; beside `test_mask`, the task whose norms are used.
            test_mask: The masks of weights and biases to test.

        Returns:
            Masks of weights, in the shape of the weight, and of biases, (units,) or None, per weighted layer.

        Raises:
            ValueError: Unknown stage; an argument that the stage needs is missing or out of range; nothing is stored
                for the task.
        """
        self.check_stage(stage)
        if stage in ("train", "validation"):
            return self._selected(mask_percentage)
        if test_mask is None:
            return self._stored_masks(self.check_stored(test_task_id, "without test_mask, test_task_id"))
        if lacking := [name for name in self.weighted_layer_names if any(name not in masks for masks in test_mask)]:
            raise ValueError(f"test_mask has nothing for {lacking[0]!r}; give what store_mask returned for a task")
        return test_mask

    def store_mask(self, mask_percentage: float) -> tuple[WeightMasks, BiasMasks]:
        """Stores the mask of the largest scores and the live norms as those of the current task.

        Args:
            mask_percentage: Fraction of weights to keep, in (0, 1]; the one that the task was trained with.

        Returns:
            The masks stored: zeros and ones.

        Raises:
            ValueError: Before `setup_task_id`; a fraction out of range; or a score is NaN.
        """
        self._current_task("store_mask")
        for name, layer in self._layers().items():
            if any(whole(score.weight).isnan().any() for score in scores(layer)):
                raise ValueError(f"a score of {name!r} is NaN; nothing was stored")
        with torch.no_grad():
            weight_mask, bias_mask = self._selected(mask_percentage)
        self._store(_packed(weight_mask, bias_mask))
        return weight_mask, bias_mask

    @property
    def masks(self) -> dict[int, tuple[WeightMasks, BiasMasks]]:
        """Masks of weights and of biases of all stored tasks, zeros and ones. The key `"1"` finds task 1 too.

        They are copies; to change what is stored, assign all of them.
        """
        return ByTask({task_id: self._stored_masks(task_id) for task_id in self.stored_task_ids})

    @masks.setter
    def masks(self, masks: Mapping[Any, tuple[WeightMasks, BiasMasks]]) -> None:
        """Stores these masks alone; a ValueError for a task that `setup_task_id` has not seen."""
        self._replace_masks({task_id: _packed(*both) for task_id, both in masks.items()})

    def stored_entries(self) -> Iterator[tuple[str, Tensor]]:
        """Which weights each of `stored_task_ids` keeps: each weighted layer's name and bool, (tasks, entries).

        The entries are weights and then biases, in the order of their tensors.
        """
        for name, layer in self._layers().items():
            masks = [
                torch.stack(
                    [
                        unpack_bits(self.tasks[task_id][f"{part}/{name}"], score.weight).flatten()
                        for task_id in self.stored_task_ids
                    ]
                )
                for part, score in zip(("weight_mask", "bias_mask"), scores(layer), strict=False)
            ]
            yield name, torch.cat(masks, 1) > 0

    @property
    def weight_score_t(self) -> dict[str, Score]:
        """Scores of the weights, per weighted layer."""
        return {name: layer.weight_score for name, layer in self._layers().items()}

    @property
    def bias_score_t(self) -> dict[str, Score | None]:
        """Scores of the biases, (1, units), per weighted layer; None where it has no bias."""
        return {name: layer.bias_score for name, layer in self._layers().items()}

    def setup_task_id(self, task_id: int) -> None:
        """Announces the task that is learned from now on and makes room for it; see `carry_over_scores`.

        Args:
            task_id: Any integer, usually counted from 1. A task that is known already becomes the current one again:
                nothing of it is overwritten before the next `store_mask`, and nothing is drawn or reset.

        Raises:
            ValueError: Not an integer.
        """
        redrawn = bool(self.processed_task_ids) and task_id not in self.processed_task_ids
        super().setup_task_id(task_id)
        if redrawn and not self.carry_over_scores:
            self.initialize_parameter_score("default")

    def initialize_parameter_score(self, mode: ScoreInit = "default") -> None:
        """Draws all scores anew; every process gets what the first one draws.

        Args:
            mode: How.

        Raises:
            ValueError: Unknown mode.
        """
        to_shards(self)
        for score in self._all_scores():
            score.draw(mode)
        from_first_process(score.weight for score in self._all_scores())

    def initialize_weights(self, scheme: InitialWeights | None) -> None:
        """Draws the initial weights, and then scores, so that weights are the plain network's under the same seed."""
        super().initialize_weights(scheme)
        for score in self._all_scores():  # alone: other processes may not build a backbone now
            score.draw("default")

    def _layers(self) -> dict[str, MaskedLayer]:
        return {name: cast(MaskedLayer, self.get_layer_by_name(name)) for name in self.weighted_layer_names}

    def _all_scores(self) -> list[Score]:
        return [score for layer in self._layers().values() for score in scores(layer)]

    def _scores(self) -> list[Tensor]:
        return [score.weight for score in self._all_scores()]

    def _selected(self, mask_percentage: float | None) -> tuple[WeightMasks, BiasMasks]:
        """The masks of the largest scores."""
        masks, _ = self._selector(self._scores(), (), checked_fraction(mask_percentage))
        return by_layer(self._layers(), masks)

    def _select(self, mask_percentage: float | None) -> tuple[WeightMasks, BiasMasks, Weights, Biases]:
        """The masks of the largest scores, and the parameters times these."""
        fraction, layers = checked_fraction(mask_percentage), self._layers()
        parameters = [parameter for layer in layers.values() for parameter in (layer.weight, layer.bias)]
        present = [parameter for parameter in parameters if parameter is not None]
        masks, masked = self._selector(self._scores(), present, fraction)
        return (*by_layer(layers, masks), *by_layer(layers, masked))

    def _masked(self, weight_mask: WeightMasks, bias_mask: BiasMasks) -> tuple[Weights, Biases]:
        """The parameters times masks that are given."""
        layers = self._layers().items()
        weights = {name: whole(layer.weight) * weight_mask[name] for name, layer in layers}
        biases = {name: None if layer.bias is None else whole(layer.bias) for name, layer in layers}
        return weights, {name: times(bias, bias_mask[name]) for name, bias in biases.items()}

    def _stored_masks(self, *task_ids: int) -> tuple[WeightMasks, BiasMasks]:
        """The union of the masks stored for tasks, at least one."""

        def union(name: str, like: Tensor) -> Tensor:
            bits = (self.tasks[task_id][name] for task_id in task_ids)
            return unpack_bits(functools.reduce(torch.bitwise_or, bits), like)

        weights: dict[str, Tensor] = {}
        biases: dict[str, Tensor | None] = {}
        for name, layer in self._layers().items():
            weights[name] = union(f"weight_mask/{name}", layer.weight)
            bias = layer.bias_score
            biases[name] = None if bias is None else union(f"bias_mask/{name}", bias.weight).flatten()
        return weights, biases

    def _used_by_stored_tasks(self) -> Iterator[tuple[nn.Parameter, Tensor]]:
        weight_mask, bias_mask = self._stored_masks(*self.stored_task_ids)
        for name, layer in self._layers().items():
            yield cast(nn.Parameter, layer.weight), weight_mask[name] > 0
            mask = bias_mask[name]
            if mask is not None:
                yield cast(nn.Parameter, layer.bias), mask > 0

    def _task_parameters(self, task_id: int) -> dict[str, LayerParameters]:
        weight_mask, bias_mask = self._stored_masks(task_id)
        parameters: dict[str, LayerParameters] = {}
        for name, layer in self._layers().items():
            mask = bias_mask[name]
            bias = None if mask is None else exact(cast(Tensor, layer.bias)) * exact(mask)
            parameters[name] = LayerParameters(exact(layer.weight) * exact(weight_mask[name]), bias)
        return parameters

    def _task_units(self, task_id: int, network: TaskNetwork) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        return live_units(network)

    def _blank_masks(self) -> dict[str, Tensor]:
        masks: dict[str, Tensor] = {}
        for name, layer in self._layers().items():
            masks[f"weight_mask/{name}"] = blank_bits(layer.weight)
            if layer.bias_score is not None:
                masks[f"bias_mask/{name}"] = blank_bits(layer.bias_score.weight)
        return masks


def _packed(weight_mask: WeightMasks, bias_mask: BiasMasks) -> dict[str, Tensor]:
    """The masks of a task as they are stored, by the names of their buffers."""
    weights = {f"weight_mask/{name}": pack_bits(mask) for name, mask in weight_mask.items()}
    biases = {f"bias_mask/{name}": pack_bits(mask) for name, mask in bias_mask.items() if mask is not None}
    return {**weights, **biases}
