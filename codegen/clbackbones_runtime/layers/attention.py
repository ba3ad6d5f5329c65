"""How HAT turns task embeddings into masks: gates, annealing of their scale, and how embeddings start.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, cast, get_args

import torch
from torch import Tensor, nn

from .derived import Derived
from .distributed import fill, local

__all__ = [
    "COSH_LIMIT",
    "EMBEDDING_LIMIT",
    "Annealing",
    "EmbeddingInit",
    "FreeUnits",
    "Gate",
    "TaskEmbedding",
    "annealed_scale",
    "check_annealing",
    "check_embedding_init",
    "check_s_max",
    "compensate",
    "gated",
]

Gate = Literal["sigmoid"]
"""The function of scale * embedding that is a mask."""

Annealing = Literal["paper", "clarena"]
"""How the scale rises within an epoch. `paper`: eq. 3 of the paper, from 1 / s_max; `clarena`: its formula for batches
counted from 1 with an index counted from 0, as in CLArena, so that the first batch has a negative scale."""

EmbeddingInit = Literal["N01", "U-11", "U01", "U-10", "last", "masked", "unmasked"]
"""How a task embedding starts: normal, uniform over the range named, as the last task left it, all on, or all off."""

EMBEDDING_LIMIT: Final = 6.0
"""Range in which embeddings are kept, and where `masked` and `unmasked` start."""

COSH_LIMIT: Final = 50.0
"""Arguments of cosh stay below it in magnitude by default, as in the paper: cosh(50) = 2.6e21 fits float32."""

_GATES: Final[Mapping[Gate, Callable[[Tensor], Tensor]]] = {"sigmoid": torch.sigmoid}

_DRAWS: Final[Mapping[str, Callable[[Tensor], object]]] = {
    "N01": lambda weight: weight.normal_(),
    "U-11": lambda weight: weight.uniform_(-1, 1),
    "U01": lambda weight: weight.uniform_(),
    "U-10": lambda weight: weight.uniform_(-1, 0),
    "last": lambda weight: weight,
    "masked": lambda weight: weight.fill_(EMBEDDING_LIMIT),
    "unmasked": lambda weight: weight.fill_(-EMBEDDING_LIMIT),
}


def annealed_scale(
    s_max: float | None, batch_idx: int | Tensor | None, num_batches: int | None, annealing: Annealing = "paper"
) -> float | Tensor:
    """The scale of a batch: 1 / s_max at the first of an epoch, rising linearly to s_max at the last (eq. 3).

    Args:
        s_max: Scale of the last batch, above 0.
        batch_idx: Index of the batch, 0 to num_batches - 1; a tensor's range is not checked.
        num_batches: Batches per epoch; a single one gets s_max.
        annealing: `clarena` puts batch_idx - 1 in the place of batch_idx.

    Returns:
        1 / s_max + (s_max - 1 / s_max) * batch_idx / (num_batches - 1).

    Raises:
        ValueError: An argument is missing or out of range.
    """
    if s_max is None or batch_idx is None or num_batches is None:
        given = {"s_max": s_max, "batch_idx": batch_idx, "num_batches": num_batches}
        missing = ", ".join(name for name, value in given.items() if value is None)
        raise ValueError(f"stage 'train' needs s_max, batch_idx and num_batches; missing: {missing}")
    check_s_max(s_max)
    if num_batches < 1:
        raise ValueError(f"num_batches must be at least 1, got {num_batches}")
    if not isinstance(batch_idx, Tensor) and not 0 <= batch_idx < num_batches:
        raise ValueError(f"batch_idx must be from 0 to num_batches - 1 = {num_batches - 1}, got {batch_idx}")
    if num_batches == 1:
        return s_max
    index = batch_idx - 1 if annealing == "clarena" else batch_idx
    return 1 / s_max + (s_max - 1 / s_max) * index / (num_batches - 1)


def check_annealing(annealing: str) -> Annealing:
    """The annealing; a ValueError unless there is one of that name."""
    if annealing not in get_args(Annealing):
        raise ValueError(f"annealing must be one of {', '.join(map(repr, get_args(Annealing)))}, got {annealing!r}")
    return cast(Annealing, annealing)


def check_s_max(s_max: float) -> float:
    """The largest scale; a ValueError unless it is above 0."""
    if not s_max > 0:
        raise ValueError(f"s_max must be above 0, got {s_max}")
    return s_max


class TaskEmbedding(nn.Module):
    """The embedding of the current task for the units of one group.

    Attributes:
        weight: The embedding e, (1, units); zeros until it is drawn.
    """

    def __init__(self, units: int) -> None:
        """Makes room for the embedding.

        Args:
            units: Units of the group.
        """
        super().__init__()
        self.weight: nn.Parameter = nn.Parameter(torch.zeros(1, units))

    def draw(self, mode: EmbeddingInit) -> None:
        """Draws the embedding.

        Args:
            mode: How.

        Raises:
            ValueError: Unknown mode.
        """
        check_embedding_init(mode)
        fill(self.weight, _DRAWS[mode])


def check_embedding_init(mode: str) -> None:
    """Raises a ValueError that lists the modes, unless this is one of them."""
    if mode not in _DRAWS:
        raise ValueError(f"a task embedding starts as one of {', '.join(map(repr, _DRAWS))}, got {mode!r}")


def gated(embedding: Tensor, gate: Gate, s: float | Tensor | None) -> Tensor:
    """The mask of an embedding.

    Args:
        embedding: Any shape.
        gate: The function of s * embedding that is the mask.
        s: Scale, the larger the harder; None gives the binary mask that it tends to, embedding > 0.

    Returns:
        Same shape and dtype.
    """
    return (embedding > 0).to(embedding.dtype) if s is None else _GATES[gate](embedding * s)


class FreeUnits(Derived):
    """The units that no stored task uses, whose use by the current one the sparsity regularizer counts."""

    def __init__(self) -> None:
        """Starts with nothing found."""
        self._shares: Tensor | None = None

    def forget(self) -> None:
        """Lets them be found anew."""
        self._shares = None

    def shares(self, used: Callable[[], Tensor]) -> Tensor:
        """The share of each unit in all that are free, 0 for a unit that is not.

        Args:
            used: Says which units stored tasks use, 0 or 1, (units,).

        Returns:
            Same shape.
        """
        if self._shares is not None:
            return self._shares
        free = 1 - used()
        shares = free / free.sum().clamp(min=1)
        # What is made in inference mode cannot be part of a training step; torch.compile can neither ask nor trace it.
        if torch.compiler.is_compiling() or not torch.is_inference_mode_enabled():
            self._shares = shares
        return shares


def compensate(
    embeddings: Mapping[str, nn.Parameter],
    s: float | Tensor,
    s_max: float,
    mask: Mapping[str, Tensor] | None,
    clamp_threshold: float,
) -> None:
    """Undoes, in the gradients of embeddings, what the annealed scale does to them.

    Args:
        embeddings: (1, units) per unit group, sharded or not.
        s: The scale of the batch.
        s_max: Largest scale.
        mask: The masks of the groups, with gradients; None computes from the gradients of the embeddings.
        clamp_threshold: Bound of s * e in magnitude; with the mask, nothing needs one.

    Raises:
        ValueError: The embeddings have no gradients; or the mask has none.
    """
    learned = {group: e for group, e in embeddings.items() if e.requires_grad}
    reached = {group: e for group, e in learned.items() if e.grad is not None}
    if learned and not reached:
        raise ValueError("no task embedding has a gradient: call this after backward")
    if not reached:
        return
    own = [local(cast(Tensor, e.grad)) for e in reached.values()]
    # All groups at once: each operation costs more than its few numbers.
    e = torch.cat([local(e).flatten() for e in reached.values()]).float()
    if mask is None:
        gate = torch.cosh((s * e).clamp(-clamp_threshold, clamp_threshold)) + 1
        factor = s_max / s * gate / (torch.cosh(e) + 1)
        gradients = own
    else:
        factor = s_max * torch.sigmoid(e) * torch.sigmoid(-e)
        gradients = [_gradient_of(group, mask[group]) for group in reached]
    parts = cast(Any, factor).split([gradient.numel() for gradient in own])
    for target, gradient, part in zip(own, gradients, parts, strict=True):
        target.copy_(gradient * part.view(target.shape))


def _gradient_of(group: str, mask: Tensor) -> Tensor:
    if not mask.retains_grad or mask.grad is None:
        raise ValueError(
            f"the mask of {group!r} has no gradient: call retain_grad() for each of its tensors before backward"
        )
    return mask.grad[None]
