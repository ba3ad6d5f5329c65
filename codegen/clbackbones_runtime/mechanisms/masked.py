"""What mask mechanisms share: masks stored per task, and batch normalization per task."""

import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Literal, Protocol, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..config.config import Config
from ..layers.distributed import from_first_process, put, to_shards, whole
from ..layers.task_state import BufferDict, TaskDict, keys_in_state
from ..weights.clarena_state import adopt
from .backbone import Stage
from .cl import TaskBackbone, check_task_id
from .constructor import level_of_caller

__all__ = [
    "BatchNormalization",
    "MaskedBackbone",
    "MaskedFields",
    "NoNorm",
    "TaskBatchNorm",
    "TaskNorm",
    "task_batch_norm1d",
    "task_batch_norm2d",
]

BatchNormalization = Literal["shared", "independent"]
"""`shared`: one norm for all tasks. `independent`: one per task, affine parameters and running statistics."""

TaskNorm = Literal["train", "live"] | int
"""Which norm a pass uses. `train`: that of the task being learned, whose statistics move in training mode; `live`: the
same at rest; a task id: the norm stored for the task, or the shared one, at rest."""


class MaskedFields(Protocol):
    """Fields that the config of every masked backbone has."""

    @property
    def batch_normalization(self) -> BatchNormalization | None:
        """Batch normalization between each weighted layer and its activation."""
        ...


class TaskBatchNorm(nn.Module):
    """Batch normalization with a norm stored per task: affine parameters and running statistics.

    The live norm, which is trained, has the state-dict keys of `nn.BatchNorm1d` and `nn.BatchNorm2d`. Stored norms are
    buffers, so that no optimizer moves them: `tasks.1.weight`, ... of task 1. `tasks.initial` is the live norm as it
    was before the first task; each new task starts from it.

    Shapes: (batch, units, ...) -> (batch, units, ...).

    Attributes:
        independent: Whether norms are stored per task.
    """

    weight: nn.Parameter
    bias: nn.Parameter
    running_mean: Tensor
    running_var: Tensor
    num_batches_tracked: Tensor

    def __init__(self, units: int, independent: bool = True, eps: float = 1e-5, momentum: float = 0.1) -> None:
        """Makes the live norm, scale 1 and shift 0.

        Args:
            units: Units or channels.
            independent: Whether norms are stored per task; otherwise the live one serves all.
            eps: Added to the variance.
            momentum: Share of a batch in the running statistics.
        """
        super().__init__()
        self.units = units
        self.independent = independent
        self.eps = eps
        self.momentum = momentum
        self.weight = nn.Parameter(torch.ones(units))
        self.bias = nn.Parameter(torch.zeros(units))
        self.register_buffer("running_mean", torch.zeros(units))
        self.register_buffer("running_var", torch.ones(units))
        self.register_buffer("num_batches_tracked", torch.zeros((), dtype=torch.long))
        self.tasks: TaskDict = TaskDict()

    def forward(self, x: Tensor, task_norm: TaskNorm = "train", scale: Tensor | None = None) -> Tensor:
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
        learns = self.training and task_norm == "train"
        if learns:
            self.num_batches_tracked.add_(1)
        mean, var = state["running_mean"], state["running_var"]
        return F.batch_norm(x, mean, var, weight, bias, learns, self.momentum, self.eps)

    def state(self, task_norm: TaskNorm) -> dict[str, Tensor]:
        """Affine parameters and running statistics of a norm, (units,) each, under their names in `nn.BatchNorm2d`.

        Args:
            task_norm: Which norm.
        """
        live = self._live()
        if self.independent and not isinstance(task_norm, str):
            stored = self.tasks[task_norm]
            return {name: stored[name] for name in live}
        return live

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
                self.reset()
                self.tasks[str(task_id)] = self._copy()

    def reset(self) -> None:
        """Puts the live norm back to what it was before the first task."""
        if "initial" in self.tasks:
            self._become("initial")

    def store(self, task_id: int) -> None:
        """Stores the live norm as that of a task."""
        if self.independent:
            self.tasks[task_id].store({name: whole(tensor) for name, tensor in self._live().items()})

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.units}, independent={self.independent}, eps={self.eps}, momentum={self.momentum}"

    def _become(self, key: int | str) -> None:
        for name, tensor in self._live().items():
            put(tensor, self.tasks[key][name])

    def _live(self) -> dict[str, Tensor]:
        return {
            "weight": self.weight,
            "bias": self.bias,
            "running_mean": self.running_mean,
            "running_var": self.running_var,
        }

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
                if key not in self.tasks and not _misshaped(state_dict, f"{prefix}tasks.{key}.", self._live()):
                    self.tasks[key] = self._copy()
        super()._load_from_state_dict(
            state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
        )


class NoNorm(nn.Module):
    """Stands where a masked backbone without batch normalization would have a `TaskBatchNorm`."""

    def forward(self, x: Tensor, task_norm: TaskNorm = "train") -> Tensor:
        """Returns x."""
        return x


def task_batch_norm1d(mode: BatchNormalization | None, units: int) -> TaskBatchNorm | NoNorm:
    """Batch normalization of (batch, units), per task or shared, or nothing for None."""
    return NoNorm() if mode is None else TaskBatchNorm(units, independent=mode == "independent")


def task_batch_norm2d(mode: BatchNormalization | None, units: int) -> TaskBatchNorm | NoNorm:
    """Batch normalization of (batch, units, height, width), per task or shared, or nothing for None."""
    return task_batch_norm1d(mode, units)


class MaskedBackbone(TaskBackbone):
    """Base of the backbones that keep a mask per task, so that a task's network survives the tasks after it.

    `setup_task_id` allocates the buffers of a task, `tasks.1.stored`, `tasks.1.current` and the masks of task 1, as
    zeros; `store_mask` fills them. They are part of the state dict, and loading one into a fresh object makes room for
    the tasks found in it.

    Attributes:
        batch_normalization: None, `shared` or `independent`.
        stored_task_ids: Tasks whose masks are stored, which can be tested.
    """

    def __init__(self, config: Config) -> None:
        """Starts without a task; warns about a batch normalization that forgets.

        Args:
            config: A valid config of a masked backbone.
        """
        super().__init__(config)
        self.batch_normalization = cast(MaskedFields, config).batch_normalization
        self.stored_task_ids: list[int] = []
        self.tasks: TaskDict = TaskDict()
        if self.batch_normalization == "shared":
            warnings.warn(
                f"{type(self).__name__} with batch_normalization='shared' forgets: later tasks change the norms of "
                "earlier ones; 'independent' keeps one norm per task",
                stacklevel=level_of_caller(self.config.catalog),
            )

    def setup_task_id(self, task_id: int) -> None:
        """Announces the task that is learned from now on and makes room for its mask and norms.

        Args:
            task_id: Any integer, usually counted from 1. A task that is known already becomes the current one again:
                nothing of it is overwritten before the next `store_mask`, and nothing is drawn or reset.

        Raises:
            ValueError: Not an integer.
        """
        task_id = check_task_id(task_id)
        to_shards(self)
        known = task_id in self.processed_task_ids
        super().setup_task_id(task_id)
        if not known:
            self._make_room(task_id)
            for norm in self._norms():
                norm.setup_task_id(task_id)
        for other in self.processed_task_ids:
            self.tasks[other]["current"].fill_(other == task_id)

    def initialize_independent_bn(self) -> None:
        """Puts the live norms back to what they were before the first task; `setup_task_id` does so for a new task."""
        to_shards(self)
        for norm in self._norms():
            norm.reset()

    def store_bn(self) -> None:
        """Stores the live norms as those of the current task; `store_mask` does so too.

        Every process gets the running statistics of the first, which saw batches of its own.

        Raises:
            ValueError: Before `setup_task_id`.
        """
        task_id = self._current_task("store_bn")
        from_first_process(tensor for norm in self._norms() for tensor in (norm.running_mean, norm.running_var))
        for norm in self._norms():
            norm.store(task_id)

    def check_stored(self, test_task_id: int | None, argument: str = "test_task_id") -> int:
        """The id of a task to test.

        Args:
            test_task_id: The task.
            argument: Where it was given.

        Raises:
            ValueError: No id, or nothing is stored for the task; lists what is.
        """
        # Answers with the list's own integer: where a compiler traces the argument as a symbol, this one is a constant.
        for task_id in self.stored_task_ids:
            if task_id == test_task_id:
                return task_id
        stored = ", ".join(map(str, self.stored_task_ids)) or "none"
        raise ValueError(f"{argument} must be a task whose mask is stored ({stored}), got {test_task_id!r}")

    def stored_entries(self) -> Iterator[tuple[str, Tensor]]:
        """What the stored masks keep, one unit group at a time, or one weighted layer where weights are masked.

        Yields:
            The name, and which entries each of `stored_task_ids` keeps: bool, (tasks, entries). The entries are units,
            or weights and then biases.
        """
        raise NotImplementedError

    def _norm_of(self, stage: Stage, test_task_id: int | None) -> TaskNorm:
        """Which norms a pass uses; a ValueError where it takes that of a task and nobody says of which."""
        if stage in ("train", "validation"):
            return "train" if stage == "train" else "live"
        if test_task_id is not None:
            return self.check_stored(test_task_id)
        if self.batch_normalization == "independent":
            raise ValueError("with independent batch normalization, test_mask needs test_task_id, whose norms are used")
        return "live"

    def _current_task(self, caller: str) -> int:
        if self.task_id is None:
            raise ValueError(f"{caller} needs a current task: call setup_task_id first")
        return self.task_id

    @property
    def _ddp_params_and_buffers_to_ignore(self) -> list[str]:
        """What DistributedDataParallel need not send in each pass: the buffers of tasks, equal in every process."""
        return [name for name, _ in self.named_buffers() if "tasks" in name.split(".")]

    def _norms(self) -> Iterator[TaskBatchNorm]:
        modules = () if self.batch_normalization is None else self.modules()
        return (module for module in modules if isinstance(module, TaskBatchNorm))

    def _blank_masks(self) -> dict[str, Tensor]:
        """Zeros for the masks of one task, by the names of their buffers, which hold a `/`."""
        raise NotImplementedError

    def _make_room(self, task_id: int) -> None:
        masks = self._blank_masks()
        device = next(iter(masks.values())).device
        flags = {name: torch.zeros((), dtype=torch.uint8, device=device) for name in ("stored", "current")}
        self.tasks[str(task_id)] = BufferDict({**flags, **masks})

    def _store(self, masks: Mapping[str, Tensor]) -> None:
        """Stores the masks and the live norms as those of the current task."""
        task_id = self._current_task("store_mask")
        self.tasks[task_id].store(masks)
        self.store_bn()
        self.tasks[task_id]["stored"].fill_(1)
        if task_id not in self.stored_task_ids:
            self.stored_task_ids.append(task_id)

    def _replace_masks(self, masks: Mapping[Any, Mapping[str, Tensor]]) -> None:
        """Stores these masks, by task and by the names of their buffers, in the place of all that are stored."""
        given = {check_task_id(int(task_id)): buffers for task_id, buffers in masks.items()}
        if unknown := [task_id for task_id in given if task_id not in self.tasks]:
            raise ValueError(f"the masks of task {unknown[0]} need room: call setup_task_id({unknown[0]}) first")
        for task_id in self.stored_task_ids:
            self.tasks[task_id]["stored"].fill_(task_id in given)
        for task_id, buffers in given.items():
            self.tasks[task_id].store(buffers)
            self.tasks[task_id]["stored"].fill_(1)
        self.stored_task_ids = list(given)

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
        adopt(self, state_dict, prefix)
        # Where shapes differ, loading fails, and the tasks of the other network must not be left behind.
        fits = not _misshaped(state_dict, prefix, self.state_dict())
        for key in keys_in_state(state_dict, f"{prefix}tasks."):
            if fits and key.removeprefix("-").isdecimal():
                misshaped = _misshaped(state_dict, f"{prefix}tasks.{key}.", self._blank_masks())
                if not misshaped:
                    self._expect_task(int(key), state_dict, f"{prefix}tasks.{key}.")
                error_msgs += misshaped
        super()._load_from_state_dict(
            state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
        )

    def _expect_task(self, task_id: int, state_dict: dict[str, Any], prefix: str) -> None:
        """Makes room for a task of a state dict and takes over whether it is stored and current."""
        if task_id not in self.tasks:
            self._make_room(task_id)
            self.processed_task_ids.append(task_id)
        if _is_set(state_dict, f"{prefix}current"):
            self.task_id: int | None = task_id
        if task_id in self.stored_task_ids:
            self.stored_task_ids.remove(task_id)
        if _is_set(state_dict, f"{prefix}stored"):
            self.stored_task_ids.append(task_id)


def _misshaped(state_dict: Mapping[str, Tensor], prefix: str, room: Mapping[str, Tensor]) -> list[str]:
    """The entries of a state dict that differ in shape from the tensors that they are for, in torch's words."""
    entries = ((name, state_dict.get(f"{prefix}{name}"), tensor.shape) for name, tensor in room.items())
    return [
        f"size mismatch for {prefix}{name}: copying a param with shape {entry.shape} from checkpoint, the shape in "
        f"current model is {shape}."
        for name, entry, shape in entries
        if entry is not None and entry.shape != shape
    ]


def _is_set(state_dict: Mapping[str, Tensor], key: str) -> bool:
    return key in state_dict and not state_dict[key].is_meta and bool(state_dict[key])
