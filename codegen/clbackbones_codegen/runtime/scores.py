"""Scores of weights, which select a winning subnetwork, and how they start.

Kang et al., "Forget-free Continual Learning with Winning Subnetworks", ICML 2022.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, Protocol

import torch
from torch import Tensor, nn

from .selection import keep_largest

ScoreInit = Literal["default", "N01", "U01"]
"""How scores start: `default` uniform within ±1 / sqrt(inputs of a unit), which is how torch draws weights and biases;
`N01` normal; `U01` uniform from 0 to 1."""

_DRAWS: Final[Mapping[str, Callable[[Tensor, float], object]]] = {
    "default": lambda score, bound: nn.init.uniform_(score, -bound, bound),
    "N01": lambda score, _: nn.init.normal_(score),
    "U01": lambda score, _: nn.init.uniform_(score),
}


class Score(nn.Module):
    """A trained score per entry of a weight or bias, zeros until they are drawn.

    Attributes:
        weight: The scores.
    """

    def __init__(self, shape: Sequence[int], inputs: int) -> None:
        """Makes room for the scores.

        Args:
            shape: Shape of the scores: that of the weight, (1, units) for a bias.
            inputs: Inputs of one unit.
        """
        super().__init__()
        self.inputs = inputs
        self.weight = nn.Parameter(torch.zeros(tuple(shape)))

    def draw(self, mode: ScoreInit) -> None:
        """Draws the scores.

        Args:
            mode: How.

        Raises:
            ValueError: Unknown mode.
        """
        if mode not in _DRAWS:
            raise ValueError(f"scores start as one of {', '.join(map(repr, _DRAWS))}, got {mode!r}")
        _DRAWS[mode](self.weight, self.inputs**-0.5)

    def mask(self, mask_percentage: float | None) -> Tensor:
        """The mask that keeps the largest scores, see `keep_largest`.

        Args:
            mask_percentage: Fraction to keep, in (0, 1].

        Returns:
            Zeros and ones in the shape of the scores.

        Raises:
            ValueError: The fraction is missing or out of range.
        """
        if mask_percentage is None or not 0 < mask_percentage <= 1:
            raise ValueError(f"mask_percentage must be in (0, 1], got {mask_percentage}")
        return keep_largest(self.weight, mask_percentage)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return ", ".join(map(str, self.weight.shape))


class ScoredLayer(Protocol):
    """A layer with a score per weight and, if it has a bias, per entry of it."""

    @property
    def weight_score(self) -> Score:
        """Scores of the weight, in its shape."""
        ...

    @property
    def bias_score(self) -> Score | None:
        """Scores of the bias, (1, units); None without one."""
        ...


def select(layer: ScoredLayer, mask_percentage: float | None) -> tuple[Tensor, Tensor | None]:
    """The masks that keep a layer's largest scores; the gradient to a mask goes to its scores.

    Args:
        layer: The layer.
        mask_percentage: Fraction of weights, and of biases, to keep, in (0, 1].

    Returns:
        Mask of the weight, in its shape; mask of the bias, (units,), None without one.

    Raises:
        ValueError: The fraction is missing or out of range.
    """
    weight_mask = layer.weight_score.mask(mask_percentage)
    return weight_mask, None if layer.bias_score is None else layer.bias_score.mask(mask_percentage).flatten()


def scores(layer: ScoredLayer) -> list[Score]:
    """The scores of a layer: of its weight, and of its bias if it has one."""
    return [score for score in (layer.weight_score, layer.bias_score) if score is not None]
