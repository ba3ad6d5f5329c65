"""The WSN mechanism: weight masks that keep the largest scores.

Kang et al., "Forget-free Continual Learning with Winning Subnetworks", ICML 2022.

Here is how masks come about while a task is trained. What is stored of a task, its protection and `compact` are in the
base classes. From there come `_layers`, the weighted layers by name; `_masked`, their parameters times given masks;
`_current_task`, which refuses what needs one; `_begin_task`, what `setup_task_id` does once its arguments are checked;
`_store`, which keeps masks and the live norms as those of the current task; `_tested_masks`, which are given or stored;
and `_norm_of`, whose norms a pass uses.
"""

from typing import Any, ClassVar, Protocol, cast

from attrs import frozen
from torch import Tensor

from ..config.config import Config
from ..layers.distributed import from_first_process, to_shards, whole
from ..layers.masked_layers import masked
from ..layers.scored_layers import WSNMaskLayer
from ..layers.scores import Score, ScoredLayer, ScoreGate, ScoreInit, attach_scores, by_layer, checked_fraction, scores
from ..layers.selection import Selector
from .backbone import Activations, InitialWeights, Stage
from .recipe import Recipe
from .weight_masks import Biases, BiasMasks, WeightMaskBackbone, WeightMasks, Weights

__all__ = [
    "BiasMasks",
    "Biases",
    "WSNMaskBackbone",
    "WSNMaskFields",
    "WSNMaskLayer",
    "WSNMaskRecipe",
    "WeightMasks",
    "Weights",
    "masked",
]


class WSNMaskFields(Protocol):
    """Fields that the config of every WSN backbone has."""

    @property
    def carry_over_scores(self) -> bool:
        """Whether a new task starts from the scores of the one before it."""
        ...


@frozen(kw_only=True)
class WSNMaskRecipe(Recipe):
    """Kang et al. 2022: each pass is told which fraction of the weights a task may use.

    Attributes:
        mask_percentage: The fraction, in (0, 1].
    """

    mask_percentage: float = 0.5

    def arguments(self, batch_idx: int, num_batches: int) -> dict[str, Any]:
        """The fraction."""
        return {"mask_percentage": self.mask_percentage}

    def mask_arguments(self) -> dict[str, Any]:
        """The fraction."""
        return {"mask_percentage": self.mask_percentage}

    def keep_everything(self, backbone: Any) -> dict[str, Any]:
        """All of the weights."""
        return {"mask_percentage": 1.0}


class WSNMaskBackbone(WeightMaskBackbone):
    """Base of the WSN backbones, whose weights trained scores select.

    While a task is trained, each layer keeps the fraction of its weights whose scores are largest in magnitude, and of
    its biases likewise. `store_mask` stores which.

    Attributes:
        carry_over_scores: Whether a new task starts from the scores of the one before it, or draws them anew.
        gate_fn: `gate_fn.apply(score, percentage)` is the mask that keeps the largest scores.
    """

    recipe: ClassVar[type[Recipe]] = WSNMaskRecipe
    gate_fn: ClassVar[type[ScoreGate]] = ScoreGate

    def __init__(self, config: Config) -> None:
        """Starts without a task.

        Args:
            config: A valid config of a WSN backbone.
        """
        super().__init__(config)
        self.carry_over_scores: bool = cast(WSNMaskFields, config).carry_over_scores
        self._selector = Selector()

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
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

    def get_mask(  # pyright: ignore[reportIncompatibleMethodOverride]
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
            return self._learned_masks(mask_percentage)
        return self._tested_masks(test_task_id, test_mask)

    def store_mask(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, mask_percentage: float
    ) -> tuple[WeightMasks, BiasMasks]:
        """Stores the mask of the largest scores and the live norms as those of the current task.

        Args:
            mask_percentage: Fraction of weights to keep, in (0, 1]; the one that the task was trained with.

        Returns:
            The masks stored: zeros and ones.

        Raises:
            ValueError: Before `setup_task_id`; a fraction out of range; or a score is NaN.
        """
        self._current_task("store_mask")
        for name, layer in self._scored_layers().items():
            if any(whole(score.weight).isnan().any() for score in scores(layer)):
                raise ValueError(f"a score of {name!r} is NaN; nothing was stored")
        return super().store_mask(mask_percentage)

    @property
    def weight_score_t(self) -> dict[str, Score]:
        """Scores of the weights, per weighted layer."""
        return {name: layer.weight_score for name, layer in self._scored_layers().items()}

    @property
    def bias_score_t(self) -> dict[str, Score | None]:
        """Scores of the biases, (1, units), per weighted layer; None where it has no bias."""
        return {name: layer.bias_score for name, layer in self._scored_layers().items()}

    def _begin_task(self, task_id: int, *, new: bool) -> None:
        super()._begin_task(task_id, new=new)
        is_first = not any(other != task_id for other in self.processed_task_ids)
        if new and not is_first and not self.carry_over_scores:
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
        """Draws the initial weights, and then scores, so that weights are the plain network's under the same seed.

        The layers of the network have no scores before.
        """
        super().initialize_weights(scheme)
        for layer in self._layers().values():
            attach_scores(layer)  # alone: other processes may not build a backbone now

    def _scored_layers(self) -> dict[str, ScoredLayer]:
        return cast("dict[str, ScoredLayer]", self._layers())

    def _all_scores(self) -> list[Score]:
        return [score for layer in self._scored_layers().values() for score in scores(layer)]

    def _scores(self) -> list[Tensor]:
        return [score.weight for score in self._all_scores()]

    def _learned_masks(self, mask_percentage: float | None = None) -> tuple[WeightMasks, BiasMasks]:
        """The masks of the largest scores."""
        masks, _ = self._selector(self._scores(), (), checked_fraction(mask_percentage))
        return by_layer(self._scored_layers(), masks)

    def _select(self, mask_percentage: float | None) -> tuple[WeightMasks, BiasMasks, Weights, Biases]:
        """The masks of the largest scores, and the parameters times these."""
        fraction, layers = checked_fraction(mask_percentage), self._scored_layers()
        parameters = [parameter for layer in layers.values() for parameter in (layer.weight, layer.bias)]
        present = [parameter for parameter in parameters if parameter is not None]
        masks, masked = self._selector(self._scores(), present, fraction)
        return (*by_layer(layers, masks), *by_layer(layers, masked))
