"""Scores of weights, which select a winning subnetwork, and how they start.

Kang et al., "Forget-free Continual Learning with Winning Subnetworks", ICML 2022.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, Protocol, cast

import torch
from torch import Tensor, nn

from .distributed import fill
from .selection import keep_largest, keep_largest_of_each

__all__ = [
    "Score",
    "ScoreGate",
    "ScoreInit",
    "ScoredLayer",
    "attach_scores",
    "by_layer",
    "checked_fraction",
    "scores",
    "select",
]

ScoreInit = Literal["default", "N01", "U01"]
"""How scores start: `default` uniform within ±1 / sqrt(inputs of a unit), which is how torch draws weights and biases
(`kaiming_uniform_` with a = sqrt(5)), and the authors of WSN draw scores; `N01` normal; `U01` uniform from 0 to 1."""

_DRAWS: Final[Mapping[str, Callable[[Tensor, float], object]]] = {
    "default": lambda score, bound: nn.init.uniform_(score, -bound, bound),
    "N01": lambda score, _: nn.init.normal_(score),
    "U01": lambda score, _: nn.init.uniform_(score),
}


class ScoreGate:
    """The function that turns scores into a mask, called as an autograd function is."""

    @staticmethod
    def apply(score: Tensor, percentage: float) -> Tensor:
        """The mask that keeps the largest scores, see `keep_largest`; its gradient goes to the scores.

        Args:
            score: Any shape.
            percentage: Fraction to keep, in (0, 1].

        Returns:
            Zeros and ones in the same shape.

        Raises:
            ValueError: The fraction is missing or out of range.
        """
        return keep_largest(score, checked_fraction(percentage))


class Score(nn.Module):
    """A trained score per entry of a weight or bias, without values until they are drawn.

    Attributes:
        weight: The scores.
    """

    def __init__(self, shape: Sequence[int], inputs: int) -> None:
        """Makes room for the scores.

        Args:
            shape: Shape of the scores: that of the weight, (1, units) for a bias.
            inputs: Inputs of one unit, as torch counts them where it draws weights: the entries behind the first axis.
        """
        super().__init__()
        self.inputs = inputs
        self.weight: nn.Parameter = nn.Parameter(torch.empty(tuple(shape)))

    def draw(self, mode: ScoreInit) -> None:
        """Draws the scores.

        Args:
            mode: How.

        Raises:
            ValueError: Unknown mode.
        """
        if mode not in _DRAWS:
            raise ValueError(f"scores start as one of {', '.join(map(repr, _DRAWS))}, got {mode!r}")
        fill(self.weight, lambda score: _DRAWS[mode](score, self.inputs**-0.5))

    def mask(self, mask_percentage: float | None) -> Tensor:
        """The mask that keeps the largest scores, see `keep_largest`.

        Args:
            mask_percentage: Fraction to keep, in (0, 1].

        Returns:
            Zeros and ones in the shape of the scores.

        Raises:
            ValueError: The fraction is missing or out of range.
        """
        return keep_largest(self.weight, checked_fraction(mask_percentage))

    def extra_repr(self) -> str:
        """What `print` shows."""
        return ", ".join(map(str, self.weight.shape))


class ScoredLayer(Protocol):
    """A layer with a score per weight and, if it has a bias, per entry of it."""

    @property
    def weight(self) -> Tensor:
        """Its weight."""
        ...

    @property
    def bias(self) -> Tensor | None:
        """Its bias, (units,)."""
        ...

    @property
    def weight_score(self) -> Score:
        """Scores of the weight, in its shape."""
        ...

    @property
    def bias_score(self) -> Score | None:
        """Scores of the bias, (1, units); None without one."""
        ...


def attach_scores(layer: nn.Module) -> None:
    """Gives a layer scores, drawn as `default`: the modules `weight_score` and, None without a bias, `bias_score`.

    Args:
        layer: A layer with a weight, of two dimensions or more, and a bias, (units,), or None.
    """
    weight, bias = cast(Tensor, layer.weight), cast("Tensor | None", layer.bias)
    inputs = weight[0].numel()
    layer.register_module("weight_score", Score(weight.shape, inputs))
    layer.register_module("bias_score", None if bias is None else Score((1, *bias.shape), inputs))
    for score in scores(cast(ScoredLayer, layer)):
        score.draw("default")


def select(layer: ScoredLayer, mask_percentage: float | None) -> tuple[Tensor, Tensor | None]:
    """The masks that keep a layer's largest scores; the gradient to a mask goes to its scores.

    Args:
        layer: A layer with scores.
        mask_percentage: Fraction of weights, and of biases, to keep, in (0, 1].

    Returns:
        Mask of the weight, in its shape; mask of the bias, (units,), None without one.

    Raises:
        ValueError: The fraction is missing or out of range.
    """
    fraction = checked_fraction(mask_percentage)
    masks = keep_largest_of_each([score.weight for score in scores(layer)], fraction)
    return masks[0], None if layer.bias_score is None else masks[1].flatten()


def by_layer(
    layers: Mapping[str, ScoredLayer], tensors: Iterable[Tensor]
) -> tuple[dict[str, Tensor], dict[str, Tensor | None]]:
    """Tensors by the name of the layer.

    Args:
        layers: Layers by name.
        tensors: For each layer one in the shape of its weight and, if it has a bias, one with an entry per unit.

    Returns:
        Those of the weights; those of the biases, (units,), None without one.
    """
    rest = iter(tensors)
    weights: dict[str, Tensor] = {}
    biases: dict[str, Tensor | None] = {}
    for name, layer in layers.items():
        weights[name] = next(rest)
        biases[name] = None if layer.bias_score is None else next(rest).flatten()
    return weights, biases


def scores(layer: ScoredLayer) -> list[Score]:
    """The scores of a layer: of its weight, and of its bias if it has one."""
    return [score for score in (layer.weight_score, layer.bias_score) if score is not None]


def checked_fraction(mask_percentage: float | None) -> float:
    """The fraction of scores to keep; a ValueError if it is missing or not in (0, 1]."""
    if mask_percentage is None or not 0 < mask_percentage <= 1:
        raise ValueError(f"mask_percentage must be in (0, 1], got {mask_percentage}")
    return mask_percentage
