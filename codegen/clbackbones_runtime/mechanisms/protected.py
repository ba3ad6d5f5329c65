"""The entries of one parameter that stored tasks use, and the values that they keep."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, cast

import torch
from torch import Tensor, nn

from ..layers.distributed import is_sharded, local

__all__ = ["Place", "Protected", "places", "protected"]

_FEW: Final = 0.2
"""Up to this fraction of protected entries, visiting them one by one beats a pass over all."""

_FEW_RUNS: Final = 0.3
"""The same where whole kernels of a convolution are protected, so that each visit moves several entries."""

_INTEGERS: Final = {1: torch.int8, 2: torch.int16, 4: torch.int32, 8: torch.int64}
"""Integers by their number of bytes."""


class Place(NamedTuple):
    """Where a parameter stands.

    Attributes:
        children: What stands directly in the module that holds all, by name.
        path: The names from there to the parameter.
    """

    children: dict[str, nn.Module | None]
    path: tuple[str, ...]

    def parameter(self) -> Tensor | None:
        """What stands there now; a tensor that is no parameter while `functional_call` computes with others."""
        # By tables, since it is asked for in each step.
        children, module = self.children, None
        for name in self.path[:-1]:
            module = children.get(name)
            if module is None:
                return None
            children = _children(module)
        return None if module is None else module._parameters.get(self.path[-1])  # pyright: ignore[reportPrivateUsage]

    def __str__(self) -> str:
        """As messages name it."""
        return f"the {self.path[-1]} of {'/'.join(self.path[:-1])!r}"


def places(module: nn.Module) -> Iterator[tuple[nn.Parameter, Place]]:
    """Each parameter of what a module consists of, and where it stands."""
    for name, parameter in module.named_parameters():
        yield parameter, Place(_children(module), tuple(name.split(".")))


def _children(module: nn.Module) -> dict[str, nn.Module | None]:
    return module._modules  # pyright: ignore[reportPrivateUsage]


def protected(parameter: nn.Parameter, used: Tensor, place: Place) -> "Protected":
    """The faster of two ways, both exact.

    Args:
        parameter: What is protected, sharded or not.
        used: Which of its entries are, of those that this process has.
        place: Where it stands.
    """
    tensor = local(parameter)
    entries = tensor.numel() // used.numel()
    few = int(used.count_nonzero()) <= (_FEW_RUNS if entries > 1 else _FEW) * used.numel()
    if few and tensor.is_contiguous():
        return _Visited(parameter, place, used, entries)
    return _Swept(parameter, place, used)


class Protected(ABC):
    """Entries of a parameter that stored tasks use, and the values that they keep.

    Attributes:
        parameter: What is protected, sharded or not.
        values: The bits that these entries keep, as `_entries` gives them.
        in_step: Whether a protected optimizer is making a step, or has begun one that did not end.
    """

    values: Tensor

    def __init__(self, parameter: nn.Parameter, place: Place) -> None:
        """Starts from the values of now.

        Args:
            parameter: What is protected.
            place: Where it stands.
        """
        self.parameter = parameter
        self.in_step = False
        self._place = place
        self._shape, self._dtype = local(parameter).shape, parameter.dtype
        self._memory, self._writes = self._trace()

    @abstractmethod
    def mask_gradient(self) -> None:
        """Makes the gradients of these entries 0."""

    @abstractmethod
    def _restore(self) -> None:
        """Gives these entries the values that they keep."""

    @abstractmethod
    def _entries(self, tensor: Tensor) -> Tensor:
        """The bits of these entries in a tensor of the parameter's shape; 0 may stand for what is not protected."""

    @abstractmethod
    def _count(self) -> int:
        """How many entries are protected."""

    def undo(self) -> None:
        """Puts back what a step that failed has left; one that goes on may write again."""
        if self.in_step:
            self._restore()

    def put_back(self) -> None:
        """Gives these entries the values that they keep, and knows of no write to the parameter from then on."""
        self._restore()
        self.in_step = False
        self._memory, self._writes = self._trace()

    def recover(self) -> str | None:
        """Puts back what stands where the parameter stood; says why if that cannot hold the values."""
        now = self._now()
        if misfit := self._misfit(now):
            return misfit
        self.parameter = cast("nn.Parameter", now)
        self.put_back()
        return None

    def is_as_left(self) -> bool:
        """Whether torch knows of no write to the parameter since it was found or put back."""
        return self._trace() == (self._memory, self._writes) and self._stands()

    def is_in_place(self) -> bool:
        """Whether the parameter stands where it stood, in the memory that it had."""
        return self._trace()[0] == self._memory and self._stands()

    def change(self) -> str | None:
        """What happened to these entries; None if they have their values, or get them back after a step that failed."""
        self.undo()
        now = self._now()
        if misfit := self._misfit(now):
            return misfit
        entries = self._entries(local(cast("Tensor", now)))
        differ = entries != self.values
        after, before = (bits[differ].view(self._dtype).double() for bits in (entries, self.values))
        differences = (after - before).abs().nan_to_num(torch.inf)  # 0 from 0 to -0
        if not differences.any():
            self._writes = self._trace()[1]
            return None
        count, largest = int(differences.count_nonzero()), float(differences.max())
        return f"{self._place}: {count} of {self._count()} protected entries, by up to {largest:.2g}"

    def _now(self) -> Tensor | None:
        return self.parameter if self._stands() else self._place.parameter()

    def _misfit(self, now: Tensor | None) -> str | None:
        """Why what stands here now cannot hold the values."""
        if now is None:
            return f"{self._place} is no parameter any more: undo its pruning or parametrization"
        held = local(now)
        if (held.shape, held.dtype, held.device) != (self._shape, self._dtype, self.values.device):
            return f"{self._place} has become {held.dtype}, {tuple(held.shape)}, on {held.device}"
        return None

    def _stands(self) -> bool:
        """Whether the parameter is where it was; a tensor that takes its place for one call is no replacement."""
        now = self._place.parameter()
        return now is self.parameter or is_sharded(self.parameter) or type(now) is Tensor

    def _trace(self) -> tuple[int, int]:
        """Where the memory of the parameter is, and how often torch has seen a write to it."""
        tensor = local(self.parameter)
        return tensor.data_ptr(), tensor._version


class _Visited(Protected):
    """Visits the protected entries alone."""

    def __init__(self, parameter: nn.Parameter, place: Place, used: Tensor, entries: int) -> None:
        super().__init__(parameter, place)
        self._run = entries
        self._places = used.flatten().nonzero().flatten()
        self.values = self._entries(local(parameter))

    def mask_gradient(self) -> None:
        if self.parameter.grad is not None:
            self._write(self.parameter.grad, lambda runs: runs.index_fill_(0, self._places, 0))

    def _restore(self) -> None:
        self._write(self.parameter, lambda runs: runs.index_copy_(0, self._places, self.values))

    def _write(self, tensor: Tensor, write: Callable[[Tensor], Tensor]) -> None:
        """Writes into runs of the bits of a tensor, whatever its memory layout."""
        bits = _bits(local(tensor))
        runs = write(self._runs(bits.contiguous()))
        if not bits.is_contiguous():
            bits.copy_(runs.view(bits.shape))

    def _entries(self, tensor: Tensor) -> Tensor:
        return self._runs(_bits(tensor.contiguous())).index_select(0, self._places)

    def _count(self) -> int:
        return self.values.numel()

    def _runs(self, tensor: Tensor) -> Tensor:
        """The entries in runs that are protected together."""
        return tensor.view(-1, self._run) if self._run > 1 else tensor.view(-1)


class _Swept(Protected):
    """Passes over all entries, and picks by integer arithmetic on their bits.

    x * 1 + 0 and x * 0 + y are exact for integers, whatever number the bits stand for, infinities and NaN included.
    Nothing branches: `torch.where` takes six times as long where the protected entries are scattered.
    """

    def __init__(self, parameter: nn.Parameter, place: Place, used: Tensor) -> None:
        super().__init__(parameter, place)
        bits = _bits(local(parameter))
        # In the memory layout of the parameter, whatever that is: 1 where free, 0 where protected.
        self._free = torch.empty_like(bits).copy_(~used)
        self.values = self._entries(local(parameter))

    def mask_gradient(self) -> None:
        if self.parameter.grad is not None:
            _bits(local(self.parameter.grad)).mul_(self._free)

    def _restore(self) -> None:
        bits = _bits(local(self.parameter))
        torch.addcmul(self.values, bits, self._free, out=bits)

    def _entries(self, tensor: Tensor) -> Tensor:
        return _bits(tensor) * (1 - self._free)

    def _count(self) -> int:
        return int((self._free == 0).sum())


def _bits(tensor: Tensor) -> Tensor:
    """The memory of a tensor as integers."""
    return tensor.view(_INTEGERS[tensor.element_size()])
