"""Selection of the largest scores, with a straight-through gradient, and of the parameters that they stand for."""

import weakref
from collections.abc import Sequence
from typing import Any, Final, NamedTuple, Self, cast

import torch
from torch import Tensor

from .distributed import whole
from .threshold import Found, largest

__all__ = ["Selector", "keep_largest", "keep_largest_of_each"]

_PLAIN: Final = Tensor, torch.nn.Parameter
"""Types of tensors that hold values; for others, as a tracer's, there is the operator."""

_SAMPLE: Final = 1 << 15
"""Scores per tensor, all of a smaller one, by which changes are noticed that a tensor's version does not count: those
of fused optimizers, and what is written to `tensor.data`."""


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

    It remembers the masks, which are the same as long as the scores are, and where the thresholds were, near which the
    next ones lie. A copy starts without memory.

    Scores have changed where their versions, their memory or any of many of their values has. So it may overlook a
    change of few scores that torch does not count, such as one through NumPy: `forget` lets it look at all of them.
    """

    def __init__(self) -> None:
        """Starts without memory."""
        self._found: Sequence[Found | None] = ()
        self._memory: _Memory | None = None

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        """Copies and pickles without memory."""
        return type(self), ()

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
        # Asked here: inside of an autograd function gradients are always off.
        keep = _Keep(self, fraction, len(scores), trains=torch.is_grad_enabled())
        outputs = cast("tuple[Tensor, ...]", _Selection.apply(keep, *scores, *parameters))
        return outputs[: len(scores)], outputs[len(scores) :]

    def forget(self) -> None:
        """Lets the next call select anew, whether or not the scores seem to have changed."""
        self._memory = None

    def masks(self, scores: Sequence[Tensor], fraction: float, *, trains: bool = False) -> Sequence[Tensor]:
        """The masks without gradients; the same memory as long as the scores are the same.

        Args:
            scores: Tensors of any shape.
            fraction: Fraction to keep, in (0, 1].
            trains: Whether the pass computes gradients; on an accelerator, masks are then always made anew.
        """
        memory = self._memory
        if memory is None or not memory.holds(scores, fraction, trains=trains):
            self._memory = memory = None  # its masks are freed before new ones are made
            found = self._found if len(self._found) == len(scores) else [None] * len(scores)
            # Masks outlive the pass, whose successor may need gradients.
            with torch.inference_mode(mode=False), torch.no_grad():
                results = [largest(score, fraction, last) for score, last in zip(scores, found, strict=True)]
                memory = _Memory.of(scores, fraction, [mask for mask, _ in results])
            self._found, self._memory = [last for _, last in results], memory
        return [mask.detach() for mask in memory.masks]


class _Keep(NamedTuple):
    """Which scores to keep.

    Attributes:
        selector: What remembers earlier selections.
        fraction: Fraction of scores to keep.
        scored: Number of tensors of scores.
        trains: Whether the pass computes gradients.
    """

    selector: Selector
    fraction: float
    scored: int
    trains: bool


class _Memory(NamedTuple):
    """Masks, and the scores that they were made for.

    Attributes:
        fraction: Fraction of scores that the masks keep.
        scores: The tensors of scores.
        states: Version and address of each.
        sample: Some of their values, see `_SAMPLE`.
        masks: Their masks, and the versions of these.
    """

    fraction: float
    scores: Sequence[weakref.ref[Tensor]]
    states: Sequence[tuple[int, int]]
    sample: Tensor
    masks: Sequence[Tensor]
    versions: Sequence[int]

    @classmethod
    def of(cls, scores: Sequence[Tensor], fraction: float, masks: Sequence[Tensor]) -> Self:
        """Remembers."""
        references = [weakref.ref(score) for score in scores]
        states = [_state(score) for score in scores]
        return cls(fraction, references, states, _sample(scores), masks, [mask._version for mask in masks])

    def holds(self, scores: Sequence[Tensor], fraction: float, *, trains: bool) -> bool:
        """Whether the masks are those of these scores, which have not changed."""
        unchanged = (
            fraction == self.fraction
            and len(scores) == len(self.scores)
            and all(reference() is score for reference, score in zip(self.scores, scores, strict=True))
            and all(state == _state(score) and state[0] >= 0 for state, score in zip(self.states, scores, strict=True))
            and all(version == mask._version for version, mask in zip(self.versions, self.masks, strict=True))
        )
        # To look at values makes the host wait for an accelerator, which a training pass must not.
        if scores[0].is_cpu or not trains:
            return unchanged and self._looks_unchanged(scores)
        return False

    def _looks_unchanged(self, scores: Sequence[Tensor]) -> bool:
        return torch.equal(self.sample, _sample(scores))


def _is_traced(scores: Sequence[Tensor]) -> bool:
    """Whether a pass is recorded, or computes shapes alone, rather than runs."""
    return torch.compiler.is_compiling() or any(type(score) not in _PLAIN or score.is_meta for score in scores)


def _state(score: Tensor) -> tuple[int, int]:
    """Version and address; tensors that were made in inference mode count no versions."""
    return -1 if score.is_inference() else score._version, score.data_ptr()


def _sample(scores: Sequence[Tensor]) -> Tensor:
    """Values evenly spread over the memory of each tensor; an odd step meets all columns of a weight of even width."""
    steps = [(max(1, score.numel() // _SAMPLE) - 1) | 1 for score in scores]
    sampled = zip(scores, steps, strict=True)
    return torch.cat([score.detach().as_strided((min(_SAMPLE, score.numel()),), (step,)) for score, step in sampled])


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
_keep_largest: Any = torch.library.custom_op("clbackbones::keep_largest", _select_each, mutates_args=())
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
        masks = keep.selector.masks(scores, keep.fraction, trains=keep.trains)
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
                score, earlier = scores[index], to_scores[index]
                through = score.sign().mul_(parameter.view(score.shape)).mul_(gradient.view(score.shape))
                to_scores[index] = through if earlier is None else earlier + through
                mask = masks[index].view(parameter.shape)
                gradient = gradient.mul_(mask) if _is_free(gradient) else gradient * mask
            to_parameters.append(gradient)
        return None, *to_scores, *to_parameters


def _is_free(gradient: Tensor) -> bool:
    """Whether the gradient to a masked parameter may be overwritten.

    Those of weights are the largest tensors of a step, new memory costs more than what is computed in it, and nobody
    else receives them: masked parameters never leave the network. Others may be views of what someone else uses, and
    none may be overwritten while it is to be differentiated itself.
    """
    return gradient.ndim > 1 and 0 not in gradient.stride() and not torch.is_grad_enabled()


def _times(parameters: Sequence[Tensor], masks: Sequence[Tensor]) -> list[Tensor]:
    """Parameters, or nothing, times their masks: scores of a bias have a dimension more."""
    pairs = zip(parameters, masks, strict=bool(parameters))
    return [parameter * mask.view(parameter.shape) for parameter, mask in pairs]
