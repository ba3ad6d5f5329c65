"""Protection: training on later tasks changes nothing that a stored task computes.

Serrà et al. (ICML 2018) and Kang et al. (ICML 2022) make 0 the gradients of the weights that stored tasks use. That
alone is exact for plain gradient descent only: momentum, the moments of Adam and weight decay move a weight whose
gradient is 0. So these weights are also put back after each step, which is exact for any optimizer.
"""

from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Protocol, Self

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.utils.hooks import RemovableHandle

from ..config.config import Config
from ..graph.kinds import PerUnit, Weighted
from ..layers.distributed import local, own_part, to_shards
from .masked import MaskedBackbone

__all__ = ["ProtectedBackbone", "ProtectionHandle"]

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


class ProtectedBackbone(MaskedBackbone):
    """Masked backbone that keeps an optimizer from changing what stored tasks use.

        optimizer = torch.optim.Adam(backbone.parameters())
        backbone.protect(optimizer)
        for task_id, batches in tasks.items():
            backbone.setup_task_id(task_id)
            heads[task_id] = nn.Linear(backbone.output_dim, classes)
            optimizer.add_param_group({"params": list(heads[task_id].parameters())})
            for input, target in batches:
                feature, *_ = backbone(input, "train", mask_percentage=0.3)  # what stage `train` needs: see `forward`
                optimizer.zero_grad()
                F.cross_entropy(heads[task_id](feature), target).backward()
                optimizer.step()
            backbone.store_mask(mask_percentage=0.3)
        backbone.eval()
        feature, *_ = backbone(input, "test", test_task_id=1)  # the same, bit for bit, since task 1 was stored

    Protected are the weights and biases that the mask of any stored task uses, that of the current task included once
    it is stored. What is protected, and the values that it keeps, is found once, in the first step after a mask was
    stored or a state dict loaded, and used in every step until that happens again. Nothing waits for the device then.

    Per-task norms need no protection: stored ones are buffers, which no optimizer sees. A shared norm cannot be
    protected, since its statistics are those of the task that is trained.
    """

    def __init__(self, config: Config) -> None:
        """Starts with nothing to protect.

        Args:
            config: A valid config.
        """
        super().__init__(config)
        self._protected: list[_Protected] | None = None

    def protect(self, optimizer: Optimizer) -> ProtectionHandle:
        """Keeps every step of an optimizer from changing what stored tasks use: call it once, before training.

        Before each step the gradients of these weights become 0, see `mask_gradients`; after it, the weights get back
        the values that they had, bit for bit, see `restore_weights`. So what a stored task computes stays the same for
        any optimizer, with momentum, weight decay and moments, fused or not, also for one that lives across tasks.

        A step that is given a closure computes its gradients after the first of the two; the second is exact for it
        too. Copies of the optimizer are not protected.

        Args:
            optimizer: The optimizer that trains this backbone.

        Returns:
            A handle whose `remove` ends the protection.

        Raises:
            ValueError: The optimizer trains no parameter of this backbone; or a weight is none, as with
                `torch.nn.utils.parametrize`, whose values follow from parameters that no mask knows.
        """
        own = {id(parameter) for parameter in self.parameters()}
        if not any(id(parameter) in own for group in optimizer.param_groups for parameter in group["params"]):
            raise ValueError(
                f"the optimizer trains no parameter of this {type(self).__name__}; make it from backbone.parameters()"
            )
        self._check_parameters()
        self._forget_protection()

        def before(optimizer: Optimizer, args: object, kwargs: object) -> None:
            self.mask_gradients()

        def after(optimizer: Optimizer, args: object, kwargs: object) -> None:
            self.restore_weights()

        return ProtectionHandle(optimizer.register_step_pre_hook(before), optimizer.register_step_post_hook(after))

    @torch.no_grad()
    def mask_gradients(self) -> None:
        """Makes 0 the gradients of the weights that stored tasks use, before a step of the optimizer.

        `protect` does so in every step. Call it yourself before gradients are clipped by their norm, so that what is
        protected does not count; or, together with `restore_weights`, instead of `protect`.
        """
        for protected in self._protection():
            protected.mask_gradient()

    @torch.no_grad()
    def restore_weights(self) -> None:
        """Gives the weights that stored tasks use the values that they had in `mask_gradients`, bit for bit.

        Raises:
            RuntimeError: `mask_gradients` was not called before the optimizer's step.
        """
        if self._protected is None and self.stored_task_ids:
            raise RuntimeError("restore_weights knows no values to restore: call mask_gradients before the step")
        for protected in self._protection():
            protected.restore()

    def _protection(self) -> "list[_Protected]":
        if self._protected is None:
            to_shards(self)
            self._check_parameters()
            found = (*self._used_by_stored_tasks(), *self._used_by_all()) if self.stored_task_ids else ()
            self._protected = [
                _protected(parameter, own) for parameter, used in found if (own := own_part(used, parameter)).any()
            ]
        return self._protected

    def _check_parameters(self) -> None:
        for name in self.weighted_layer_names:
            layer = self.get_layer_by_name(name)
            for key in ("weight", "bias"):
                tensor = getattr(layer, key)
                if tensor is not None and not isinstance(tensor, nn.Parameter):
                    message = f"the {key} of {name!r} is computed from other parameters, which cannot be protected"
                    raise ValueError(f"{message}; remove its parametrization")

    def _used_by_all(self) -> Iterator[tuple[nn.Parameter, Tensor]]:
        """Parameters that no mask divides among tasks: those of operations that are neither weighted nor norms."""
        for node in self.graph.nodes:
            divided = isinstance(node.kind, Weighted) or (isinstance(node.kind, PerUnit) and node.kind.effect == "norm")
            if node.parameters and not divided:
                for parameter in self.get_submodule(node.name.replace("/", ".")).parameters():
                    yield parameter, torch.ones_like(parameter, dtype=torch.bool)

    def _used_by_stored_tasks(self) -> Iterator[tuple[nn.Parameter, Tensor]]:
        """Each parameter that tasks share, with which of its entries the mask of a stored task uses.

        These are bool, in the shape of the parameter, or with sizes of 1 at the end that stand for all entries there.
        """
        raise NotImplementedError

    def _forget_protection(self) -> None:
        """Lets what is derived from stored masks and weights be found anew."""
        self._protected = None

    def _store(self, masks: Mapping[str, Tensor]) -> None:
        super()._store(masks)
        self._forget_protection()

    def _replace_masks(self, masks: Mapping[Any, Mapping[str, Tensor]]) -> None:
        super()._replace_masks(masks)
        self._forget_protection()

    def _load_from_state_dict(self, *arguments: Any, **options: Any) -> None:
        super()._load_from_state_dict(*arguments, **options)
        self._forget_protection()

    def _apply(self, fn: Callable[..., Tensor], recurse: bool = True) -> Self:
        # Moves and casts the parameters.
        self._forget_protection()
        return super()._apply(fn, recurse)

    def __getstate__(self) -> dict[str, Any]:
        """The state for `copy` and `pickle`, without what can be found anew."""
        return {**self.__dict__, "_protected": None}


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
