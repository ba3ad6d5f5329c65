"""Protection: training on later tasks changes nothing that a stored task computes.

Serrà et al. (ICML 2018) and Kang et al. (ICML 2022) make 0 the gradients of the weights that stored tasks use. That
alone is exact for plain gradient descent only: momentum, the moments of Adam and weight decay move a weight whose
gradient is 0. So these weights are also put back after each step, which is exact for any optimizer.
"""

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Final, Protocol, Self

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.utils.hooks import RemovableHandle

from ..layers.derived import Derived
from ..layers.distributed import local, own_part

__all__ = ["Protection", "ProtectionHandle", "check_optimizer", "check_parameters"]

_FEW: Final = 0.2
"""Up to this fraction of protected entries, visiting them one by one beats a pass over all."""

_FEW_RUNS: Final = 0.3
"""The same where whole kernels of a convolution are protected, so that each visit moves several entries."""

_INTEGERS: Final = {1: torch.int8, 2: torch.int16, 4: torch.int32, 8: torch.int64}
"""Integers by their number of bytes."""


class ProtectionHandle:
    """What `protect` returns: ends the protection when it is removed, or when a `with` block ends."""

    def __init__(self, *handles: RemovableHandle) -> None:
        """Takes the handles over.

        Args:
            *handles: Those of the optimizer's hooks.
        """
        self._handles = handles

    def remove(self) -> None:
        """Ends the protection; later steps of the optimizer move all weights."""
        for handle in self._handles:
            handle.remove()

    def __enter__(self) -> Self:
        """The handle itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes the handle."""
        self.remove()


class Protection(Derived):
    """Which entries of parameters stored tasks use, and the values that they keep; found once, used in every step.

    Nothing waits for the device after that.
    """

    def __init__(self) -> None:
        """Starts with nothing found."""
        self._protected: list[_Protected] | None = None

    @property
    def is_found(self) -> bool:
        """Whether it is known what is protected, be it nothing."""
        return self._protected is not None

    def find(self, used: Iterable[tuple[nn.Parameter, Tensor]]) -> None:
        """Takes over what is protected, and the values of now.

        Args:
            used: Parameters, sharded or not, with which of their entries stored tasks use: bool, in the shape of the
                parameter, or with sizes of 1 at the end that stand for all entries there.
        """
        parts = ((parameter, own_part(entries, parameter)) for parameter, entries in used)
        self._protected = [_protected(parameter, own) for parameter, own in parts if own.any()]

    def forget(self) -> None:
        """Lets what is protected be found anew."""
        self._protected = None

    @torch.no_grad()
    def mask_gradients(self) -> None:
        """Makes the gradients of what is protected 0."""
        for protected in self._protected or ():
            protected.mask_gradient()

    @torch.no_grad()
    def restore(self) -> None:
        """Gives what is protected the values that it had when it was found, bit for bit."""
        for protected in self._protected or ():
            protected.restore()


def check_optimizer(optimizer: Optimizer, module: nn.Module) -> None:
    """Raises a ValueError if an optimizer trains no parameter of a module."""
    own = {id(parameter) for parameter in module.parameters()}
    if not any(id(parameter) in own for group in optimizer.param_groups for parameter in group["params"]):
        raise ValueError(
            f"the optimizer trains no parameter of this {type(module).__name__}; make it from backbone.parameters()"
        )


def check_parameters(layers: Mapping[str, nn.Module]) -> None:
    """Raises a ValueError unless weights and biases of layers, by their names, are parameters.

    With `torch.nn.utils.parametrize` their values follow from parameters that no mask knows.
    """
    for name, layer in layers.items():
        for key in ("weight", "bias"):
            tensor = getattr(layer, key)
            if tensor is not None and not isinstance(tensor, nn.Parameter):
                message = f"the {key} of {name!r} is computed from other parameters, which cannot be protected"
                raise ValueError(f"{message}; remove its parametrization")


class _Protected(Protocol):
    """Entries of a parameter that stored tasks use, and the values that they keep."""

    def mask_gradient(self) -> None:
        """Makes the gradients of these entries 0."""
        ...

    def restore(self) -> None:
        """Gives these entries the values that they keep."""
        ...


def _protected(parameter: nn.Parameter, used: Tensor) -> _Protected:
    """The faster of two ways, both exact.

    Args:
        parameter: What is protected, sharded or not.
        used: Which of its entries are, of those that this process has.
    """
    tensor = local(parameter)
    entries = tensor.numel() // used.numel()
    few = int(used.count_nonzero()) <= (_FEW_RUNS if entries > 1 else _FEW) * used.numel()
    return _Visited(parameter, used, entries) if few and tensor.is_contiguous() else _Swept(parameter, used)


class _Visited:
    """Visits the protected entries alone."""

    def __init__(self, parameter: nn.Parameter, used: Tensor, entries: int) -> None:
        self.parameter = parameter
        self.entries = entries
        self.places = used.flatten().nonzero().flatten()
        self.values = self._runs(local(parameter)).index_select(0, self.places)

    def mask_gradient(self) -> None:
        gradient = self.parameter.grad
        if gradient is not None:
            gradient = local(gradient)
            runs = self._runs(gradient.contiguous()).index_fill_(0, self.places, 0)
            if not gradient.is_contiguous():
                gradient.copy_(runs.view(gradient.shape))

    def restore(self) -> None:
        self._runs(local(self.parameter)).index_copy_(0, self.places, self.values)

    def _runs(self, tensor: Tensor) -> Tensor:
        """The entries in runs that are protected together."""
        return tensor.view(-1, self.entries) if self.entries > 1 else tensor.view(-1)


class _Swept:
    """Passes over all entries, and picks by integer arithmetic on their bits.

    x * 1 + 0 and x * 0 + y are exact for integers, whatever number the bits stand for, infinities and NaN included.
    Nothing branches: `torch.where` takes six times as long where the protected entries are scattered.
    """

    def __init__(self, parameter: nn.Parameter, used: Tensor) -> None:
        self.parameter = parameter
        # In the memory layout of the parameter, whatever that is: 1 where free, 0 where protected.
        self.free = torch.empty_like(_bits(parameter)).copy_(~used)
        self.values = _bits(parameter) * (1 - self.free)

    def mask_gradient(self) -> None:
        if self.parameter.grad is not None:
            _bits(self.parameter.grad).mul_(self.free)

    def restore(self) -> None:
        bits = _bits(self.parameter)
        torch.addcmul(self.values, bits, self.free, out=bits)


def _bits(tensor: Tensor) -> Tensor:
    """The memory of a tensor, or of this process's part of it, as integers."""
    return local(tensor).view(_INTEGERS[tensor.element_size()])
