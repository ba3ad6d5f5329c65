"""Norms of networks with masks: one for all tasks, or one per task."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Self, cast

from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.modules.batchnorm import _BatchNorm  # pyright: ignore[reportPrivateUsage] - the base of torch's own

from .distributed import put, whole
from .task_state import BufferDict, TaskDict, has_values, keys_in_state, misshaped

__all__ = [
    "BatchNormalization",
    "NoNorm",
    "PerTask",
    "TaskBatchNorm",
    "TaskGroupNorm",
    "TaskLayerNorm",
    "TaskLayerNormOfPlaces",
    "TaskNorm",
    "check_live",
    "norms_of",
    "task_batch_norm1d",
    "task_batch_norm2d",
    "task_batch_norm3d",
    "task_group_norm",
    "task_layer_norm",
    "task_layer_norm_of_places",
]

BatchNormalization = Literal["shared", "fixed", "independent"]
"""`shared`: one norm for all tasks. `fixed`: the one that the first task trained. `independent`: one per task, affine
parameters and running statistics."""

TaskNorm = Literal["train", "live"] | int
"""Which norm a pass uses. `train`: that of the task being learned, whose statistics move in training mode; `live`: the
same at rest; a task id: the norm stored for the task, or the shared one, at rest."""


class PerTask(nn.Module):
    """A norm of torch that stores one per task: affine parameters and, where it has them, running statistics.

    The live norm, which is trained, has the state-dict keys of torch's. Stored norms are buffers, so that no optimizer
    moves them: `tasks.1.weight`, ... of task 1. `tasks.initial` is the live norm as it was before the first task; each
    new task starts from it.

    Attributes:
        independent: Whether norms are stored per task; otherwise the live one serves all.
        fixed: Whether all tasks have the norm of the first, which changes no more once there is a second.
    """

    independent: bool
    fixed: bool = False
    tasks: TaskDict
    weight: nn.Parameter
    bias: nn.Parameter

    def state(self, task_norm: TaskNorm) -> dict[str, Tensor]:
        """What a norm consists of, (units,) each, under the names that torch's has.

        Args:
            task_norm: Which norm.
        """
        live = self._live()
        task = self.given_by() if isinstance(task_norm, str) else task_norm
        if self.independent and task is not None:
            stored = self.tasks[task]
            return {name: stored[name] for name in live}
        return live

    def given_by(self) -> str | None:
        """A task that has the norm which all tasks have from now on; None while the live one is trained."""
        tasks = self._task_keys() if self.fixed else []
        return tasks[0] if len(tasks) > 1 else None

    def setup_task_id(self, task_id: int) -> None:
        """Makes room for the norm of a new task and starts it from the initial one.

        A norm of the task that is there already, from a state dict that tells no tasks, becomes the live one.
        """
        if self.independent:
            if "initial" not in self.tasks:
                self.tasks["initial"] = self._copy()
            if task_id in self.tasks:
                self._become(task_id)
            else:
                earlier = self._task_keys() if self.fixed else []
                self._become(earlier[0] if earlier else "initial")
                self.tasks[str(task_id)] = self._copy()

    def statistics(self) -> tuple[Tensor, ...]:
        """What the live norm has seen of batches, (units,) each."""
        return ()

    def reset(self) -> None:
        """Puts the live norm back to what it was before the first task."""
        if "initial" in self.tasks:
            self._become("initial")

    def store(self, task_id: int) -> None:
        """Stores the live norm as that of a task."""
        if self.independent:
            self.tasks[task_id].store({name: whole(tensor) for name, tensor in self.state("live").items()})

    def of_task(self, task_id: int) -> Self:
        """A copy whose live norm is that of a task, at rest; KeyError if there is none.

        Args:
            task_id: The task.
        """
        norm = copy.deepcopy(self).eval()
        norm._become(task_id)
        return norm

    def keep_only(self, state_dict: Mapping[str, Tensor], prefix: str) -> None:
        """Gives up the norms of tasks that a state dict does not have.

        Args:
            state_dict: The state dict.
            prefix: What stands before its norms of tasks.
        """
        for key in {*self.tasks} - {*keys_in_state(state_dict, prefix)}:
            del self.tasks[key]

    def _task_keys(self) -> list[str]:
        """The tasks for which there is a norm, in the order in which they came."""
        # `keys()` first, so that `list` takes all of them at once: another thread may set a task up.
        return [key for key in list(self.tasks.keys()) if key != "initial"]

    def _become(self, key: int | str) -> None:
        for name, tensor in self._live().items():
            put(tensor, self.tasks[key][name])

    def _live(self) -> dict[str, Tensor]:
        return {"weight": self.weight, "bias": self.bias}

    def _copy(self) -> BufferDict:
        return BufferDict({name: whole(tensor).detach().clone() for name, tensor in self._live().items()})

    def _load_from_state_dict(
        self,
        state_dict: dict[str, Any],
        prefix: str,
        local_metadata: dict[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        if self.independent:
            for key in keys_in_state(state_dict, f"{prefix}tasks."):
                if key not in self.tasks:
                    misfits = misshaped(state_dict, f"{prefix}tasks.{key}.", self._live())
                    error_msgs += misfits
                    if not misfits:
                        self.tasks[key] = self._copy()
        super()._load_from_state_dict(
            state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
        )


class TaskBatchNorm(PerTask, _BatchNorm):
    """Batch normalization with a norm stored per task: affine parameters and running statistics.

    It is one of torch's batch norms to whatever looks for these, to freeze them or to find their statistics anew
    (`torch.optim.swa_utils.update_bn`), which concerns the live norm.

    Shapes: (batch, units, ...) -> (batch, units, ...).

    Attributes:
        independent: Whether norms are stored per task.
    """

    weight: nn.Parameter
    bias: nn.Parameter  # pyright: ignore[reportIncompatibleVariableOverride] - None is for others
    running_mean: Tensor  # pyright: ignore[reportIncompatibleVariableOverride] - None is for others
    running_var: Tensor  # pyright: ignore[reportIncompatibleVariableOverride] - None is for others
    num_batches_tracked: Tensor  # pyright: ignore[reportIncompatibleVariableOverride] - None is for others

    def __init__(
        self, units: int, independent: bool = True, eps: float = 1e-5, momentum: float = 0.1, *, fixed: bool = False
    ) -> None:
        """Makes the live norm, scale 1 and shift 0.

        Args:
            units: Units or channels.
            independent: Whether norms are stored per task; otherwise the live one serves all.
            eps: Added to the variance.
            momentum: Share of a batch in the running statistics.
            fixed: Whether all tasks have the norm of the first; see `PerTask`.
        """
        super().__init__(units, eps, momentum)
        self.independent: bool = independent
        self.fixed: bool = fixed
        self.tasks: TaskDict = TaskDict()

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, x: Tensor, task_norm: TaskNorm = "train", scale: Tensor | None = None
    ) -> Tensor:
        """Normalizes each unit.

        Args:
            x: (batch, units, ...).
            task_norm: Which norm, and whether its statistics move.
            scale: (units,), multiplied into the affine parameters: the output is scale * norm(x), gradients included.

        Returns:
            Same shape as x.
        """
        state = self.state(task_norm)
        weight, bias = state["weight"], state["bias"]
        if scale is not None:
            weight, bias = weight * scale, bias * scale
        learns = self.training and task_norm == "train" and self.given_by() is None
        if learns:
            self.num_batches_tracked.add_(1)
        # As in torch, None is the mean over all batches, which takes a look at their number.
        momentum = 1 / float(self.num_batches_tracked) if learns and self.momentum is None else self.momentum
        mean, var = state["running_mean"], state["running_var"]
        return F.batch_norm(x, mean, var, weight, bias, learns, momentum or 0.0, self.eps)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.num_features}, independent={self.independent}, eps={self.eps}, momentum={self.momentum}"

    def statistics(self) -> tuple[Tensor, ...]:
        """Running mean and variance."""
        return self.running_mean, self.running_var

    def _live(self) -> dict[str, Tensor]:
        return {**super()._live(), "running_mean": self.running_mean, "running_var": self.running_var}


class TaskLayerNorm(PerTask, nn.LayerNorm):
    """Layer normalization with affine parameters stored per task.

    Mean and variance are those of all units, so that a unit that is masked out counts as the 0 that it is: what a
    stored task computes depends on its mask alone, not on what later tasks make of the units that it leaves out.

    Shapes: (batch, ..., units) -> (batch, ..., units).
    """

    weight: nn.Parameter
    bias: nn.Parameter

    def __init__(self, units: int, independent: bool = True, eps: float = 1e-6, *, fixed: bool = False) -> None:
        """Makes the live norm, scale 1 and shift 0.

        Args:
            units: Units.
            independent: Whether affine parameters are stored per task; otherwise the live ones serve all.
            eps: Added to the variance.
            fixed: Whether all tasks have the affine parameters of the first; see `PerTask`.
        """
        super().__init__(units, eps)
        self.independent: bool = independent
        self.fixed: bool = fixed
        self.tasks: TaskDict = TaskDict()

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, x: Tensor, task_norm: TaskNorm = "train"
    ) -> Tensor:
        """Normalizes the units of each sample, or of each of its tokens.

        Args:
            x: (batch, ..., units).
            task_norm: Which norm.

        Returns:
            Same shape as x.
        """
        state = self.state(task_norm)
        return F.layer_norm(x, self.normalized_shape, state["weight"], state["bias"], self.eps)


class TaskLayerNormOfPlaces(TaskLayerNorm):
    """Layer normalization of each place of an image or a series: (batch, units, ...) -> (batch, units, ...)."""

    def forward(self, x: Tensor, task_norm: TaskNorm = "train") -> Tensor:
        """Normalizes the units of each place.

        Args:
            x: (batch, units, ...).
            task_norm: Which norm.

        Returns:
            Same shape as x.
        """
        return super().forward(x.movedim(1, -1), task_norm).movedim(-1, 1)


class TaskGroupNorm(PerTask, nn.GroupNorm):
    """Group normalization with affine parameters stored per task; units that are masked out count as zeros.

    Shapes: (batch, units, ...) -> (batch, units, ...).
    """

    weight: nn.Parameter
    bias: nn.Parameter

    def __init__(
        self, units: int, groups: int, independent: bool = True, eps: float = 1e-5, *, fixed: bool = False
    ) -> None:
        """Makes the live norm, scale 1 and shift 0.

        Args:
            units: Units or channels.
            groups: Runs of units next to each other, each with mean and variance of its own; they divide the units.
            independent: Whether affine parameters are stored per task; otherwise the live ones serve all.
            eps: Added to the variance.
            fixed: Whether all tasks have the affine parameters of the first; see `PerTask`.
        """
        super().__init__(groups, units, eps)
        self.independent: bool = independent
        self.fixed: bool = fixed
        self.tasks: TaskDict = TaskDict()

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, x: Tensor, task_norm: TaskNorm = "train"
    ) -> Tensor:
        """Normalizes each group of units of each sample.

        Args:
            x: (batch, units, ...).
            task_norm: Which norm.

        Returns:
            Same shape as x.
        """
        state = self.state(task_norm)
        return F.group_norm(x, self.num_groups, state["weight"], state["bias"], self.eps)


class NoNorm(nn.Module):
    """Stands where a masked backbone without norms would have one."""

    def forward(self, x: Tensor, task_norm: TaskNorm = "train") -> Tensor:
        """Returns x."""
        return x


def check_live(norms: Iterable[PerTask]) -> None:
    """Raises a ValueError if a norm that is to be stored as that of a task is not finite."""
    for norm in norms:
        for name, tensor in norm.state("live").items() if norm.independent else ():
            if has_values(tensor) and not whole(tensor).isfinite().all():
                raise ValueError(f"{name!r} of a {type(norm).__name__} is not finite; nothing was stored")


def norms_of(module: nn.Module) -> list[PerTask]:
    """The norms in a module that has some per task; a ValueError if others took their place, or statistics are gone."""
    found = [each for each in module.modules() if isinstance(each, PerTask | nn.SyncBatchNorm)]
    if any(isinstance(norm, nn.SyncBatchNorm) for norm in found):
        raise ValueError(
            "a SyncBatchNorm, which has one norm for all tasks, took the place of a norm of this backbone: do not "
            "convert the backbone with convert_sync_batchnorm"
        )
    if any(
        isinstance(norm, TaskBatchNorm) and not isinstance(cast(object, norm.running_mean), Tensor) for norm in found
    ):
        raise ValueError(
            "a batch normalization of this backbone has no running statistics any more, which a stored task is tested "
            "with: leave track_running_stats on, and do not use torch.func.replace_all_batch_norm_modules_ on it"
        )
    return cast("list[PerTask]", found)


def task_batch_norm1d(
    mode: BatchNormalization | None, units: int, *, eps: float = 1e-5, momentum: float = 0.1
) -> TaskBatchNorm | NoNorm:
    """Batch normalization of (batch, units), per task or shared, or nothing for None."""
    return NoNorm() if mode is None else TaskBatchNorm(units, mode != "shared", eps, momentum, fixed=mode == "fixed")


def task_batch_norm2d(
    mode: BatchNormalization | None, units: int, *, eps: float = 1e-5, momentum: float = 0.1
) -> TaskBatchNorm | NoNorm:
    """Batch normalization of (batch, units, height, width), per task or shared, or nothing for None."""
    return task_batch_norm1d(mode, units, eps=eps, momentum=momentum)


def task_batch_norm3d(
    mode: BatchNormalization | None, units: int, *, eps: float = 1e-5, momentum: float = 0.1
) -> TaskBatchNorm | NoNorm:
    """Batch normalization of (batch, units, depth, height, width), per task or shared, or nothing for None."""
    return task_batch_norm1d(mode, units, eps=eps, momentum=momentum)


def task_layer_norm(mode: BatchNormalization | None, units: int, *, eps: float = 1e-6) -> TaskLayerNorm | NoNorm:
    """Layer normalization of (batch, ..., units), per task or shared, or nothing for None."""
    return NoNorm() if mode is None else TaskLayerNorm(units, mode != "shared", eps, fixed=mode == "fixed")


def task_layer_norm_of_places(
    mode: BatchNormalization | None, units: int, *, eps: float = 1e-6
) -> TaskLayerNormOfPlaces | NoNorm:
    """Layer normalization of each place of (batch, units, ...), per task or shared, or nothing for None."""
    return NoNorm() if mode is None else TaskLayerNormOfPlaces(units, mode != "shared", eps, fixed=mode == "fixed")


def task_group_norm(
    mode: BatchNormalization | None, units: int, groups: int, *, eps: float = 1e-5
) -> TaskGroupNorm | NoNorm:
    """Group normalization of (batch, units, ...), per task or shared, or nothing for None."""
    return NoNorm() if mode is None else TaskGroupNorm(units, groups, mode != "shared", eps, fixed=mode == "fixed")
