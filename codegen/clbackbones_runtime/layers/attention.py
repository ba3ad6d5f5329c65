"""How HAT turns task embeddings into masks: gates, and how embeddings start.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .distributed import fill
from .notes import Notes

__all__ = [
    "EMBEDDING_LIMIT",
    "EmbeddingInit",
    "FreeUnits",
    "Gate",
    "TaskEmbedding",
    "check_embedding_init",
    "gated",
]

Gate = Literal["sigmoid"]
"""The function of scale * embedding that is a mask."""

EmbeddingInit = Literal["N01", "U-11", "U01", "U-10", "last", "masked", "unmasked"]
"""How a task embedding starts: normal, uniform over the range named, as the last task left it, all on, or all off."""

EMBEDDING_LIMIT: Final = 6.0
"""Range in which embeddings are kept, and where `masked` and `unmasked` start."""

_GATE_FLOOR: Final = 2.0**-14
"""Least value of a gate, in units of the dtype's `eps` (see `_without_small_ones`)."""

_DRAWS: Final[Mapping[str, Callable[[Tensor], object]]] = {
    "N01": lambda weight: weight.normal_(),
    "U-11": lambda weight: weight.uniform_(-1, 1),
    "U01": lambda weight: weight.uniform_(),
    "U-10": lambda weight: weight.uniform_(-1, 0),
    "last": lambda weight: weight,
    "masked": lambda weight: weight.fill_(EMBEDDING_LIMIT),
    "unmasked": lambda weight: weight.fill_(-EMBEDDING_LIMIT),
}


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


def gated(embedding: Tensor, gate: Gate, s: float | Tensor | None, slope: float | None = None) -> Tensor:
    """The mask of an embedding.

    Args:
        embedding: Any shape.
        gate: The function of s * embedding that is the mask.
        s: Scale, the larger the harder; None gives the binary mask that it tends to, embedding > 0.
        slope: What stands for s in the derivative, which is then slope * gate'(embedding), whatever s is.

    Returns:
        Same shape and dtype.
    """
    if s is None:
        return (embedding > 0).to(embedding.dtype)
    function = _GATES[gate]
    # In float32 at least: bfloat16 has no digits left for the exponent of exp.
    e = embedding.to(torch.promote_types(embedding.dtype, torch.float32))
    soft = function(e * s) if slope is None else slope * function(e)
    with torch.no_grad():
        values = _without_small_ones(soft if slope is None else function(e * s), embedding.dtype)
    return (values + (soft - soft.detach())).to(embedding.dtype)


def _without_small_ones(gates: Tensor, dtype: torch.dtype) -> Tensor:
    """Gates with a floor that no sum can tell.

    sigmoid(s * e) below 1.2e-38 is a denormal float32, and so are gradients through gates that are a little larger:
    each product with one takes a processor a hundred times as long. With s_max = 400, many units are there.

    So a gate is at least eps * 2^-14. This moves no sum: 8192 summands with it in the place of smaller gates add less
    than 8192 * eps * 2^-14 = eps / 2 times the largest of them without a gate, half a unit in the last place. It is
    not 0, at which a ReLU behind the gate has no derivative. What is a denormal by the formula is 0 all the same, so
    that layers whose units are all shut do not multiply floors with each other.

    Args:
        gates: By the formula.
        dtype: Of the sums.
    """
    floor = _GATE_FLOOR * torch.finfo(dtype).eps
    return torch.where(gates < torch.finfo(gates.dtype).tiny, 0, gates.clamp(min=floor))


def _sigmoid(x: Tensor) -> Tensor:
    """sigmoid(x), with a derivative that is right for both signs of x.

    That of `torch.sigmoid`, y * (1 - y), is 0 beyond 17 in float32; the compensation multiplies it by up to cosh(50).
    """
    return F.logsigmoid(x).exp()


_GATES: Final[Mapping[Gate, Callable[[Tensor], Tensor]]] = {"sigmoid": _sigmoid}


class FreeUnits(Notes):
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
