"""Protection: training on later tasks changes nothing that a stored task computes.

Serrà et al. (ICML 2018) and Kang et al. (ICML 2022) make 0 the gradients of the weights that stored tasks use. That
alone is exact for plain gradient descent only: momentum, the moments of Adam and weight decay move a weight whose
gradient is 0. So these weights are also put back after each step, which is exact for any optimizer whose steps run
hooks. What else writes to them, such as a wrapper that averages weights, is found by comparing them with what is kept.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Self, TypeGuard

from torch import Tensor, nn
from torch.optim import Optimizer
from torch.utils.hooks import RemovableHandle

from ..layers.distributed import own_part
from ..layers.notes import Notes
from .protected import Protected, places, protected
from .stored_buffers import StoredBuffers

__all__ = [
    "IsolationError",
    "Protection",
    "ProtectionHandle",
    "check_added",
    "check_optimizer",
    "check_parameters",
]

Find = Callable[[], tuple[nn.Module, Iterable[tuple[nn.Parameter, Tensor]], StoredBuffers]]
"""Says what is protected, see `Protection.find`."""

_SHOWN: Final = 10
"""Parameters that an error lists."""


class IsolationError(RuntimeError):
    """Something other than a step of a protected optimizer changed weights that stored tasks use."""


class ProtectionHandle:
    """What `protect` returns: ends the protection when it is removed, or when a `with` block ends."""

    def __init__(self, protection: "Protection", *handles: RemovableHandle) -> None:
        """Takes the handles over; the protection is active until the last of those who hold it is removed.

        Args:
            protection: What the hooks use.
            *handles: Those of the optimizer's hooks.
        """
        self._protection = protection
        self._handles = handles
        protection.hold(self)

    def remove(self) -> None:
        """Ends the protection; later steps of the optimizer move all weights."""
        for handle in self._handles:
            handle.remove()
        self._protection.let_go(self)

    def __enter__(self) -> Self:
        """The handle itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes the handle."""
        self.remove()


class Protection(Notes):
    """Which entries of parameters stored tasks use, and the values that they keep; found once, used in every step.

    Nothing waits for the device after that, unless something else has written to these parameters.

    Attributes:
        is_active: Whether values are kept from when they are stored or loaded, and what writes to them is an error.
        mode_was_set: Whether training or evaluation mode was set since all values were compared, as those do who swap
            weights for averages, which torch may not see.
    """

    def __init__(self) -> None:
        """Starts with nothing found."""
        self.is_active: bool = False
        self.mode_was_set: bool = False
        self._protected: list[Protected] | None = None
        self._buffers = StoredBuffers(())
        self._holders: list[ProtectionHandle] = []

    @property
    def is_found(self) -> bool:
        """Whether it is known what is protected, be it nothing."""
        return self._protected is not None

    def guard(self, optimizer: Optimizer, find: Find) -> ProtectionHandle:
        """Keeps every step of an optimizer, and of one that it holds, from changing what is protected.

        Args:
            optimizer: Its steps run hooks.
            find: Says what is protected.

        Returns:
            A handle whose `remove` ends this.
        """

        def before(optimizer: Optimizer, args: object, kwargs: object) -> None:
            self.keep(find)
            self.check(find, thorough=False)
            self.begin_step(_trained_by(optimizer))

        def after(optimizer: Optimizer, args: object, kwargs: object) -> None:
            self.end_step(_trained_by(optimizer))

        each = _with_inner(optimizer)
        hooks = [*(o.register_step_pre_hook(before) for o in each), *(o.register_step_post_hook(after) for o in each)]
        handle = ProtectionHandle(self, *hooks)
        self.keep(find)
        return handle

    def hold(self, handle: ProtectionHandle) -> None:
        """Is active from now on."""
        self._holders.append(handle)
        self.is_active = True

    def let_go(self, handle: ProtectionHandle) -> None:
        """Is active no longer if nobody else holds it: weights may change then."""
        if handle in self._holders:
            self._holders.remove(handle)
            if not self._holders:
                self.is_active = False
                self.forget()

    def keep(self, find: Find) -> None:
        """Keeps the values of now, which are those that were stored or loaded, if active and not found yet."""
        if self.is_active and not self.is_found:
            self.find(*find())

    def find(self, module: nn.Module, used: Iterable[tuple[nn.Parameter, Tensor]], buffers: StoredBuffers) -> None:
        """Takes over what is protected, and the values of now.

        Args:
            module: What holds the parameters.
            used: Parameters, sharded or not, with which of their entries stored tasks use: bool, in the shape of the
                parameter, or with sizes of 1 at the end that stand for all entries there.
            buffers: The masks and norms of stored tasks.
        """
        self._buffers = buffers
        place = {id(parameter): place for parameter, place in places(module)}
        parts = [(parameter, own_part(entries, parameter)) for parameter, entries in used]
        self._protected = [protected(each, own, place[id(each)]) for each, own in parts if own.any()]

    def forget(self) -> None:
        """Lets what is protected be found anew."""
        self._protected = None
        self._buffers = StoredBuffers(())

    def mask_gradients(self) -> None:
        """Makes the gradients of what is protected 0."""
        for each in self._protected or ():
            each.mask_gradient()

    def restore(self) -> None:
        """Gives what is protected the values that it had when it was found, bit for bit.

        Raises:
            IsolationError: Something of another type or shape stands where a parameter stood; the others are put back.
        """
        self._buffers.put_back()
        if misfits := [misfit for each in self._protected or () if (misfit := each.recover()) is not None]:
            raise IsolationError(_told(misfits))

    def begin_step(self, parameters: Collection[int]) -> None:
        """Lets a step of an optimizer write to what it trains, until `end_step`; makes the gradients 0.

        Args:
            parameters: The ids of the parameters that it trains.
        """
        for each in self._among(parameters):
            each.mask_gradient()
            each.in_step = True

    def end_step(self, parameters: Collection[int]) -> None:
        """Puts back what a step of an optimizer has written to.

        Args:
            parameters: The ids of the parameters that it trains.
        """
        for each in self._among(parameters):
            each.put_back()

    def undo_failed_step(self) -> None:
        """Puts back what a step has left that failed, or was interrupted, before values are copied; others stay."""
        for each in self._protected or ():
            each.undo()

    def _among(self, parameters: Collection[int]) -> Iterator[Protected]:
        """What is protected of the parameters with these ids."""
        return (each for each in self._protected or () if id(each.parameter) in parameters)

    def check(self, find: Find, *, thorough: bool) -> None:
        """Compares what is protected with the values that it keeps; puts back what a step left that failed.

        Args:
            find: What is protected, for where parameters of the same values have taken the place of others.
            thorough: Whether to compare all values, and buffers. Otherwise those of parameters that torch has seen a
                write to, or that others have taken the place of, which costs nothing where there are none. Torch sees
                no write to `parameter.data`, nor one of a recorded graph of CUDA.

        Raises:
            IsolationError: Some values are others.
        """
        touched = [each for each in self._protected or () if thorough or not each.is_as_left()]
        changes = [change for each in touched if (change := each.change()) is not None]
        if thorough:
            changes += self._buffers.changes()
        if changes:
            raise IsolationError(_told(changes))
        self.mode_was_set &= not thorough
        if not all(each.is_in_place() for each in touched):
            module, used, _ = find()
            self.find(module, used, self._buffers)


def check_optimizer(optimizer: Optimizer, module: nn.Module) -> None:
    """Raises an error if the steps of an optimizer cannot be protected.

    Args:
        optimizer: The optimizer.
        module: What is protected.

    Raises:
        TypeError: It is none, or its steps run no hooks, as those of many objects that wrap an optimizer.
        ValueError: It trains no parameter of the module.
    """
    if not hasattr(optimizer, "step"):
        raise TypeError(f"protect takes an optimizer of torch.optim, got a {type(optimizer).__name__}")
    if not _runs_hooks(optimizer):
        inner = [
            _public(name, optimizer) for name, value in _attributes(optimizer).items() if isinstance(value, Optimizer)
        ]
        raise TypeError(
            f"the steps of a {type(optimizer).__name__} run no hooks, so they cannot be protected: protect "
            f"{f'its .{inner[0]}' if inner else 'the optimizer in it'} instead; or, where it writes to weights itself, "
            "call mask_gradients() before and restore_weights() after each of its steps"
        )
    if _trained_by(optimizer).isdisjoint(id(parameter) for parameter in module.parameters()):
        raise ValueError(
            f"the optimizer trains no parameter of this {type(module).__name__}; make it from backbone.parameters()"
        )


def _with_inner(optimizer: Optimizer) -> list[Optimizer]:
    """An optimizer, and those that it holds for the same parameters, whose steps may be all that it makes.

    Sharpness-aware ones are trained by `first_step` and `second_step`, of which the second calls the inner `step`.

    Args:
        optimizer: One whose steps run hooks.
    """
    trained = _trained_by(optimizer)
    held = (each for each in _attributes(optimizer).values() if _runs_hooks(each))
    inner = [each for each in held if each is not optimizer and not trained.isdisjoint(_trained_by(each))]
    return [optimizer, *(deeper for each in inner for deeper in _with_inner(each))]


def _runs_hooks(optimizer: object) -> TypeGuard[Optimizer]:
    """Whether the constructor of `Optimizer` ran, which some wrappers leave out: it makes `step` run hooks."""
    hooked = isinstance(optimizer, Optimizer) and getattr(type(optimizer).step, "hooked", False)
    return hooked and hasattr(optimizer, "_optimizer_step_post_hooks")


def _attributes(optimizer: object) -> dict[str, Any]:
    return getattr(optimizer, "__dict__", {})


def _public(name: str, optimizer: object) -> str:
    """The name of an attribute; that of a property which gives the same, where the attribute is private."""
    public = name.lstrip("_")
    return public if getattr(optimizer, public, None) is getattr(optimizer, name) else name


def _trained_by(optimizer: Optimizer) -> set[int]:
    """The ids of the parameters that an optimizer trains."""
    return {id(parameter) for group in optimizer.param_groups for parameter in group["params"]}


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


def check_added(module: nn.Module, own: Collection[str], layers: Collection[str]) -> None:
    """Raises a ValueError if layers have parameters that train and that they had not when they were made.

    Those of an adapter, of a trained activation or of a layer around a layer would change what stored tasks compute.

    Args:
        module: What has the layers.
        own: The names that its parameters had; what they find through whatever wraps a layer is known. Without any,
            nothing is asked.
        layers: The names in the module of what holds layers.
    """
    trained = {
        name: parameter
        for name, parameter in module.named_parameters()
        if own and parameter.requires_grad and name not in own and name.partition(".")[0] in layers
    }
    known = {id(_found(module, name)) for name in own} if trained else set[int]()
    if added := [name for name, parameter in trained.items() if id(parameter) not in known]:
        more = f", and {len(added) - 1} more" if len(added) > 1 else ""
        raise ValueError(
            f"{added[0]!r}{more}: added to layers and trained, but of no mask, so that all stored tasks would change "
            "with it; freeze it (requires_grad_(False)), or put it behind the backbone, one for each task as heads are"
        )


def _found(module: nn.Module, name: str) -> object:
    """What stands under a name, or where what wraps a layer passes it on; None if nothing does."""
    found: object = module
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def _told(changes: list[str]) -> str:
    """The message of an `IsolationError`."""
    more = [f"and {len(changes) - _SHOWN} more"] if len(changes) > _SHOWN else []
    listed = "".join(f"\n- {change}" for change in [*changes[:_SHOWN], *more])
    return (
        f"weights that stored tasks use were changed, and not by a step of a protected optimizer:{listed}\n"
        "restore_weights() puts them back: call it now, and after each write of what averages, swaps or perturbs "
        "weights. To let stored tasks change, call accept_weights() instead."
    )
