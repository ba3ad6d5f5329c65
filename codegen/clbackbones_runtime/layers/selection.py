"""Selection of the largest scores, with a straight-through gradient, and of the parameters that they stand for."""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import torch
from torch import Tensor

from .distributed import is_plain, whole
from .threshold import Found, largest

__all__ = ["Selector", "keep_largest", "keep_largest_of_each"]


def keep_largest(score: Tensor, fraction: float) -> Tensor:
    """The mask of the scores that are largest in magnitude, see `keep_largest_of_each`.

    Args:
        score: Any shape.
        fraction: Fraction to keep, in (0, 1].

    Returns:
        Zeros and ones in the shape and dtype of score.
    """
    return keep_largest_of_each([score], fraction)[0]


def keep_largest_of_each(scores: Sequence[Tensor], fraction: float) -> Sequence[Tensor]:
    """The masks of the scores that are largest in magnitude within their tensor.

    max(1, round(fraction * n)) of n scores are kept, and every score that ties with the smallest kept one. The gradient
    to |score| is the gradient to the mask (straight-through, Kang et al. 2022, sec. 3.1).

    Args:
        scores: Tensors of any shape.
        fraction: Fraction to keep, in (0, 1].

    Returns:
        Zeros and ones in the shape and dtype of each tensor. NaN scores leave its mask undefined.
    """
    scores = [whole(score) for score in scores]
    return _keep_largest(scores, fraction) if _is_traced(scores) else Selector()(scores, (), fraction)[0]


class Selector:
    """Selects among the same scores again and again, as a backbone does while it is trained.

    It keeps where the thresholds were, near which the next ones lie: a search that starts there is shorter, and finds
    the same masks.
    """

    def __init__(self) -> None:
        """Starts without thresholds."""
        self._found: Sequence[Found | None] = ()

    def __call__(
        self, scores: Sequence[Tensor], parameters: Sequence[Tensor], fraction: float
    ) -> tuple[Sequence[Tensor], Sequence[Tensor]]:
        """The masks of the largest scores, see `keep_largest_of_each`, and the parameters times their masks.

        Args:
            scores: Tensors of any shape.
            parameters: One per tensor of scores, with as many entries; none at all to select masks alone.
            fraction: Fraction to keep, in (0, 1].

        Returns:
            Masks, in the shapes of the scores; masked parameters, in their own shapes.
        """
        scores, parameters = [whole(score) for score in scores], [whole(parameter) for parameter in parameters]
        if _is_traced(scores):
            masks: Sequence[Tensor] = _keep_largest(list(scores), fraction)
            return masks, _times(parameters, masks)
        keep = _Keep(self, fraction, len(scores))
        outputs = cast("tuple[Tensor, ...]", _Selection.apply(keep, *scores, *parameters))
        return outputs[: len(scores)], outputs[len(scores) :]

    def masks(self, scores: Sequence[Tensor], fraction: float) -> list[Tensor]:
        """The masks without gradients.

        Args:
            scores: Tensors of any shape.
            fraction: Fraction to keep, in (0, 1].
        """
        found = self._found if len(self._found) == len(scores) else [None] * len(scores)
        with torch.no_grad():
            results = [largest(score, fraction, last) for score, last in zip(scores, found, strict=True)]
        self._found = [last for _, last in results]
        return [mask for mask, _ in results]


class _Keep(NamedTuple):
    """Which scores to keep.

    Attributes:
        selector: What knows earlier thresholds.
        fraction: Fraction of scores to keep.
        scored: Number of tensors of scores.
    """

    selector: Selector
    fraction: float
    scored: int


def _is_traced(scores: Sequence[Tensor]) -> bool:
    """Whether a pass is recorded, or computes shapes alone, rather than runs."""
    return torch.compiler.is_compiling() or any(score.is_meta or not is_plain(score) for score in scores)


def _select_each(scores: list[Tensor], fraction: float) -> list[Tensor]:
    return [largest(score, fraction)[0] for score in scores]


def _select_each_fake(scores: list[Tensor], fraction: float) -> list[Tensor]:
    return [torch.empty_like(score) for score in scores]


def _save_scores(ctx: Any, inputs: tuple[list[Tensor], float], output: list[Tensor]) -> None:
    ctx.save_for_backward(*inputs[0])


def _straight_through(ctx: Any, gradients: Sequence[Tensor | None]) -> tuple[list[Tensor | None], None]:
    pairs = zip(ctx.saved_tensors, gradients, strict=True)
    return [None if gradient is None else score.sign().mul_(gradient) for score, gradient in pairs], None


# An operator of its own: `torch.compile` and `torch.export` keep it whole, although what it does depends on the values.
# Its schema is written out, since torch 2.6 does not read `list[Tensor]` off the function.
_keep_largest: Any = torch.library.custom_op(
    "clbackbones::keep_largest",
    _select_each,
    mutates_args=(),
    schema="(Tensor[] scores, float fraction) -> Tensor[]",
)
_keep_largest.register_fake(_select_each_fake)
_keep_largest.register_autograd(_straight_through, setup_context=_save_scores)


class _Selection(torch.autograd.Function):
    """Masks and masked parameters in one node of the graph, which for small networks is cheaper than one per layer."""

    @staticmethod
    def forward(keep: "_Keep", *tensors: Tensor) -> tuple[Tensor, ...]:
        """Selects and multiplies.

        Args:
            keep: Which scores to keep.
            *tensors: The scores; then the parameters that they stand for, or nothing.

        Returns:
            The masks; then the masked parameters.
        """
        scores, parameters = tensors[: keep.scored], tensors[keep.scored :]
        masks = keep.selector.masks(scores, keep.fraction)
        return (*masks, *_times(parameters, masks))

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, ...]) -> None:
        """Keeps everything but the masked parameters; what nobody uses costs no gradient."""
        count = ctx.count = inputs[0].scored
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(*inputs[1:], *output[:count])

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor | None) -> tuple[Tensor | None, ...]:
        """The gradients to the magnitudes of scores, through mask and masked parameter, and to the parameters."""
        saved, count = cast("tuple[Tensor, ...]", ctx.saved_tensors), cast(int, ctx.count)
        scores, parameters, masks = saved[:count], saved[count:-count], saved[-count:]
        to_scores = [
            None if gradient is None else score.sign().mul_(gradient)
            for score, gradient in zip(scores, gradients[:count], strict=True)
        ]
        to_parameters: list[Tensor | None] = []
        for index, parameter in enumerate(parameters):
            gradient = gradients[count + index]
            if gradient is not None:
                # Compiled convolutions emit another layout, and products of tensors of two layouts take much longer.
                gradient = gradient.contiguous()
                score, earlier = scores[index], to_scores[index]
                through = score.sign().mul_(parameter.view(score.shape)).mul_(gradient.view(score.shape))
                to_scores[index] = through if earlier is None else earlier + through
                gradient = gradient * masks[index].view(parameter.shape)
            to_parameters.append(gradient)
        return None, *to_scores, *to_parameters


def _times(parameters: Sequence[Tensor], masks: Sequence[Tensor]) -> list[Tensor]:
    """Parameters, or nothing, times their masks: scores of a bias have a dimension more."""
    # Not `bool`, which torch 2.9 does not compile of a list.
    pairs = zip(parameters, masks, strict=len(parameters) > 0)
    return [parameter * mask.view(parameter.shape) for parameter, mask in pairs]
