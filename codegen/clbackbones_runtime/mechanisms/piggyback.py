"""The Piggyback mechanism: a learned binary mask per task over weights that never change.

Mallya, Davis and Lazebnik, "Piggyback: Adapting a Single Network to Multiple Tasks by Learning to Mask Weights",
ECCV 2018.

Here is how masks come about while a task is trained. What is stored of a task, its protection and `compact` are in the
base classes.
"""

from typing import ClassVar, Final, cast

import torch
from torch import Tensor, nn

from ..layers.distributed import fill, to_shards, whole
from ..layers.masked_layers import SizedLayer
from ..layers.scored_layers import times
from .backbone import InitialWeights
from .recipe import Recipe
from .weight_masks import BiasMasks, WeightMaskBackbone, WeightMasks

__all__ = ["SCORE", "THRESHOLD", "PiggybackBackbone", "PiggybackLayer", "mask_above"]

SCORE: Final = 0.01
"""What all scores are when a task begins."""

THRESHOLD: Final = 0.005
"""Scores above it keep their weights."""


def mask_above(score: Tensor, threshold: float = THRESHOLD) -> Tensor:
    """The mask of the scores above a threshold; its gradient is that of the scores (straight-through).

    With masked weights w * m, the gradient of a score is therefore grad(w * m) * w (Mallya et al. 2018, eq. 4).

    Args:
        score: Any shape; finite.
        threshold: The threshold.

    Returns:
        Zeros and ones in the shape and dtype of the scores.
    """
    return (score > threshold).to(score.dtype) + (score - score.detach())


def freeze_and_score(layer: nn.Module) -> None:
    """Freezes the parameters of a layer and gives it `weight_score`, in the shape of its weight, all `SCORE`."""
    layer.requires_grad_(False)
    layer.register_parameter("weight_score", nn.Parameter(torch.full_like(cast(Tensor, layer.weight), SCORE)))


class PiggybackBackbone(WeightMaskBackbone):
    """Base of the Piggyback backbones, whose weights and biases never change.

    They are those that the network starts with, in the paper pretrained ones; `requires_grad` of all is False. While a
    task is trained, each layer keeps the weights whose scores are above 0.005; a new task's scores start at 0.01, with
    all weights. `store_mask` stores which are kept. Biases are not masked.
    """

    recipe: ClassVar[type[Recipe]] = Recipe

    @property
    def weight_scores(self) -> dict[str, nn.Parameter]:
        """The scores of the current task, in the shape of the weight, per weighted layer."""
        return {name: cast(nn.Parameter, layer.weight_score) for name, layer in self._layers().items()}

    def initialize_weights(self, scheme: InitialWeights | None) -> None:
        """Draws the weights, or loads those that the config names, and freezes them."""
        super().initialize_weights(scheme)
        for layer in self._layers().values():
            freeze_and_score(layer)

    def store_mask(self) -> tuple[WeightMasks, BiasMasks]:
        """Stores the mask of the scores above the threshold, and the live norms, as those of the current task.

        Returns:
            The masks stored: zeros and ones.

        Raises:
            ValueError: Before `setup_task_id`; or a score, or a weight that the mask uses, is not finite.
        """
        self._current_task("store_mask")
        for name, score in self.weight_scores.items():
            if not whole(score).isfinite().all():
                raise ValueError(f"a score of {name!r} is not finite; nothing was stored")
        return super().store_mask()

    def _begin_task(self, task_id: int, *, new: bool) -> None:
        super()._begin_task(task_id, new=new)
        if new:
            to_shards(self)
            for score in self.weight_scores.values():
                fill(score, lambda values: values.fill_(SCORE))

    def _learned_masks(self) -> tuple[WeightMasks, BiasMasks]:
        weights = {name: mask_above(whole(score)) for name, score in self.weight_scores.items()}
        return weights, self._all_biases()


class PiggybackLayer(SizedLayer):
    """A layer whose weights are frozen and masked by trained scores: `layer(x)`; it stands before a class of `masked`.

    For another task, store `layer.mask()` and start the scores anew: `layer.weight_score.data.fill_(0.01)`.

    Attributes:
        weight_score: Scores of the weight, in its shape.
    """

    weight_score: nn.Parameter

    def prepare(self) -> None:
        """Freezes it, and gives it its scores."""
        freeze_and_score(self)

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, input: Tensor, weight_mask: Tensor | None = None
    ) -> Tensor:
        """The layer with masked weights.

        Args:
            input: (batch, inputs, ...).
            weight_mask: In the shape of the weight; None takes the mask of the scores.

        Returns:
            (batch, units, ...).
        """
        mask = self.mask() if weight_mask is None else weight_mask
        return super().forward(input, times(self.weight, mask), self.bias)

    def mask(self) -> Tensor:
        """The mask of the scores, see `mask_above`."""
        return mask_above(self.weight_score)
