"""What mask mechanisms share: masks stored per task, batch normalization per task, protection, and compact networks."""

import warnings
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar, Self, cast, get_args

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from ..compaction.compact import LayerParameters, TaskNetwork
from ..compaction.compact_task import KeptUnits, compact_task
from ..compaction.dense_network import CompactNetwork
from ..config.config import Config
from ..graph.kinds import Weighted
from ..layers.distributed import from_first_process, to_shards
from ..layers.finite import Finite, check_finite
from ..layers.names import module_path
from ..layers.notes import Notes
from ..layers.task_norms import (
    BatchNormalization,
    NoNorm,
    PerTask,
    TaskBatchNorm,
    TaskGroupNorm,
    TaskLayerNorm,
    TaskLayerNormOfPlaces,
    TaskNorm,
    check_live,
    norms_of,
    task_batch_norm1d,
    task_batch_norm2d,
    task_batch_norm3d,
    task_group_norm,
    task_layer_norm,
    task_layer_norm_of_places,
)
from ..layers.task_state import BufferDict, has_values, misshaped
from ..layers.torch_names import torch_class
from ..layers.trained import per_task
from ..weights.clarena_state import adopt
from .backbone import InitialWeights, Stage
from .cl import TaskBackbone
from .constructor import level_of_caller
from .extended import extended
from .protection import IsolationError, Protection, ProtectionHandle, check_added, check_optimizer, check_parameters
from .recipe import Recipe
from .stored_buffers import StoredBuffers
from .stored_tasks import OWN_TENSORS, StoredTasks, has_own_tensors

__all__ = [
    "BatchNormalization",
    "MaskedBackbone",
    "NoNorm",
    "TaskBatchNorm",
    "TaskGroupNorm",
    "TaskLayerNorm",
    "TaskLayerNormOfPlaces",
    "TaskNorm",
    "per_task",
    "task_batch_norm1d",
    "task_batch_norm2d",
    "task_batch_norm3d",
    "task_group_norm",
    "task_layer_norm",
    "task_layer_norm_of_places",
]


_MODES = get_args(BatchNormalization)


class MaskedBackbone(TaskBackbone):
    """Base of the backbones that keep a mask per task, so that a task's network survives the tasks after it.

    `setup_task_id` allocates the buffers of a task, `tasks.1.stored`, `tasks.1.current` and the masks of task 1, as
    zeros; `store_mask` fills them. They are part of the state dict, and loading one into a fresh object makes room for
    the tasks found in it.

    An optimizer is kept from changing what stored tasks use:

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
    stored or a state dict loaded, and used in every step until that happens again.

    Per-task norms need no protection: stored ones are buffers, which no optimizer sees. A shared norm cannot be
    protected, since its statistics are those of the task that is trained.

    A mechanism extends `UnitMaskBackbone` or `WeightMaskBackbone`, which say what a mask is, and defines `recipe` and
    `_learned_masks`; where passes take more arguments, `forward` too. What it trains besides weights it makes in
    `initialize_weights`, and starts for each task in `_begin_task`. The compiler tells what is missing.

    Attributes:
        batch_normalization: None, `shared`, `fixed` or `independent`: what the field says that governs norms, whatever
            its name.
        tasks: Masks and flags of each task.
    """

    recipe: ClassVar[type[Recipe]]
    _own_parameters: frozenset[str] = frozenset()

    def __init__(self, config: Config) -> None:
        """Starts without a task; warns about a batch normalization that forgets.

        Args:
            config: A valid config of a masked backbone.
        """
        super().__init__(config)
        norms: Mapping[str, BatchNormalization | None] = {
            name: getattr(config, name) for name in config.backbone_class().part_fields("norm")
        }
        # Where several fields govern norms, what any of them says that asks for more.
        modes = {mode for mode in norms.values() if mode is not None}
        self.batch_normalization: BatchNormalization | None = max(modes, key=_MODES.index, default=None)
        # What operations train besides weights, such as class tokens: every task has its own.
        self._has_trained = any(node.per_task == "always" for node in self.graph.nodes)
        self.tasks: StoredTasks = StoredTasks()
        self._protection = Protection()
        self._finite = Finite()
        self.register_load_state_dict_post_hook(_keep_loaded)
        if shared := [name for name, mode in norms.items() if mode == "shared"]:
            warnings.warn(
                f"{type(self).__name__} with {shared[0]}='shared' forgets: later tasks change the norms of "
                "earlier ones; 'independent' keeps one norm per task",
                stacklevel=level_of_caller(self.config.catalog),
            )

    @extended
    def _complete(self, scheme: InitialWeights | None) -> None:
        super()._complete(scheme)
        self._own_parameters = frozenset(name for name, _ in self.named_parameters())

    # what a mechanism says, and `recipe`

    @abstractmethod
    def forward(self, input: Tensor, stage: Stage, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        """Extracts the feature: checks input and stage, finds the masks of the pass, calls `network`.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: `train` and `validation`: as far as the current task has been learned. `test`, `unlearning_test`:
                what is stored of `test_task_id`, which `check_stored` looks at.
            *args: What masks follow from besides, all of which a stage may leave out that does not need it.
            **kwargs: The same by keyword; `test_task_id` among them.

        Returns:
            The feature first, (batch, output_dim); the activations of every weighted layer last.
        """

    @abstractmethod
    def _learned_masks(self, *args: Any, **kwargs: Any) -> Any:
        """The mask of the current task, as far as it has been learned; gradients go to what it follows from.

        Args:
            *args: What it follows from besides, which `store_mask` takes and `mask_arguments` of the recipe gives.
            **kwargs: The same by keyword.
        """

    # what the kinds of masks say

    @abstractmethod
    def stored_entries(self) -> Iterator[tuple[str, Tensor]]:
        """What the stored masks keep, one unit group at a time, or one weighted layer where weights are masked.

        Yields:
            The name, and which entries each of `stored_task_ids` keeps: bool, (tasks, entries). The entries are units,
            or weights and then biases.
        """

    @abstractmethod
    def masks_are_bits(self, task_id: int) -> bool:
        """Whether the buffers of a task's masks hold nothing but masks, which not every file does."""

    def faults_of_tasks(self) -> Iterator[str]:
        """What the buffers of tasks hold that no backbone stores."""
        yield from self.tasks.faults(self.masks_are_bits)

    def types_of_tasks(self) -> dict[str, torch.dtype]:
        """The types of what is stored of a task, by the names of the buffers."""
        return self.tasks.types(self._blank_masks)

    @abstractmethod
    def _blank_masks(self) -> dict[str, Tensor]:
        """Zeros for the masks of one task, by the names of their buffers, which hold a `/`.

        Their types are those of what is stored: a mechanism that keeps numbers of a task makes room of floats.
        """

    @abstractmethod
    def _faults_of_mask(self, mask: Any) -> Iterator[str]:
        """What is wrong with the mask of a task that is to be stored as it is."""

    @abstractmethod
    def _as_stored(self, mask: Any) -> dict[str, Tensor]:
        """A mask without faults, by the names of its buffers."""

    @abstractmethod
    def _used_by(self, mask: Any) -> Iterator[tuple[str, nn.Parameter, Tensor]]:
        """Each parameter that tasks share, by its name, with the entries that a mask uses, see `Protection.find`."""

    @abstractmethod
    def _union(self) -> Any:
        """What any stored task uses, as one mask."""

    @abstractmethod
    def _task_parameters(self, task_id: int) -> Mapping[str, LayerParameters]:
        """What each weighted layer multiplies and adds for a stored task."""

    @abstractmethod
    def _task_units(self, task_id: int, network: TaskNetwork) -> KeptUnits:
        """What a stored task, whose network is given, keeps of each unit group."""

    # tasks

    @property
    def task_id(self) -> int | None:
        """The task being learned; None before the first `setup_task_id`."""
        return self.tasks.current_id

    @property
    def processed_task_ids(self) -> list[int]:
        """All tasks set up so far, in this order, the current one included."""
        return self.tasks.ids

    @property
    def stored_task_ids(self) -> list[int]:
        """Tasks whose masks are stored, which can be tested, in the order in which they were set up."""
        return self.tasks.stored_ids

    def check_stored(self, test_task_id: int | None, argument: str = "test_task_id") -> int:
        """The id of a task to test.

        Args:
            test_task_id: The task.
            argument: Where it was given.

        Raises:
            ValueError: No id, or nothing is stored for the task; lists what is.
            IsolationError: See `check_weights`.
        """
        if not torch.compiler.is_compiling():
            thorough = self._protection.mode_was_set and has_values(next(self.parameters()))
            self._protection.check(self._to_protect, thorough=thorough)
        return self.tasks.check(test_task_id, argument)

    def initialize_independent_bn(self) -> None:
        """Puts the live norms back to what they were before the first task; `setup_task_id` does so for a new task."""
        to_shards(self)
        for norm in self._norms():
            norm.reset()

    def store_bn(self) -> None:
        """Stores the live norms as those of the current task; `store_mask` does so too.

        Every process gets the running statistics of the first, which saw batches of its own.

        Raises:
            ValueError: Before `setup_task_id`; or a norm is not finite.
            IsolationError: See `check_weights`.
        """
        task_id = self._current_task("store_bn")
        self.check_weights()
        self._store_norms(task_id)
        self._forget()
        self._protection.keep(self._to_protect)

    def _store_norms(self, task_id: int) -> None:
        norms = self._norms()
        from_first_process(tensor for norm in norms for tensor in norm.statistics())
        check_live(norms)
        for norm in norms:
            norm.store(task_id)

    @extended
    def _begin_task(self, task_id: int, *, new: bool) -> None:
        self.check_weights()
        norms = self._norms()
        if new:
            to_shards(self)
            self.tasks.make_room(task_id, self._blank_masks())
            for norm in norms:
                norm.setup_task_id(task_id)
        self.tasks.set_current(task_id)

    def _current_task(self, caller: str) -> int:
        task_id = self.task_id
        if task_id is None:
            raise ValueError(f"{caller} needs a current task: call setup_task_id first")
        return task_id

    def store_mask(self, *args: Any, **kwargs: Any) -> Any:
        """Stores the mask that the current task has learned, and the live norms, as those of the task.

        Args:
            *args: As `_learned_masks` takes them.
            **kwargs: The same by keyword.

        Returns:
            The mask stored.

        Raises:
            ValueError: Before `setup_task_id`; it is no mask; or something is not finite. Nothing was stored.
        """
        self._current_task("store_mask")
        with torch.no_grad():
            mask = self._learned_masks(*args, **kwargs)
        self._store(mask)
        return mask

    @extended
    def _store(self, mask: Any) -> None:
        """Stores a mask, and the live norms, as those of the current task; a ValueError if it is no mask."""
        task_id = self._current_task("store_mask")
        self.tasks.with_room({task_id: mask}, self._faults_of_mask)
        if not self._weights_are_finite():
            check_finite(self._used_by(mask))
        self.check_weights()
        if self._protection.is_active:
            self._check_parameters()
        self._store_norms(task_id)
        self.tasks.store(task_id, self._as_stored(mask))
        self._forget()
        self._protection.keep(self._to_protect)

    def _weights_are_finite(self) -> bool:
        """Whether nothing that a mask leaves out can make NaN of a 0; True where nobody can ask."""
        parameters = (
            cast("Tensor | None", each) for layer in self._layers().values() for each in (layer.weight, layer.bias)
        )
        return self._finite([parameter for parameter in parameters if parameter is not None])

    def _replace_masks(self, masks: Mapping[Any, Any]) -> None:
        """Stores these masks in the place of all that are stored; a ValueError that lists all that is wrong."""
        given = self.tasks.with_room(masks, self._faults_of_mask)
        self.check_weights()
        self.tasks.replace({task_id: self._as_stored(mask) for task_id, mask in given.items()})
        self._forget()
        self._protection.keep(self._to_protect)

    def _norms(self) -> list[PerTask]:
        return norms_of(self)

    def _norm_of(self, stage: Stage, test_task_id: int | None) -> TaskNorm:
        """Which norms a pass uses; a ValueError where it takes that of a task and nobody says of which."""
        if stage in ("train", "validation"):
            return "train" if stage == "train" else "live"
        if test_task_id is not None:
            return self.check_stored(test_task_id)
        if self.batch_normalization not in (None, "shared") or self._has_trained:
            raise ValueError("test_mask needs test_task_id, whose norms or tokens are used")
        return "live"

    # protection

    def protect(self, optimizer: Optimizer) -> ProtectionHandle:
        """Keeps every step of an optimizer from changing what stored tasks use: call it once, before training.

        Before each step the gradients of these weights become 0, see `mask_gradients`; after it, the weights get back
        the values that they had, bit for bit, see `restore_weights`. So what a stored task computes stays the same for
        any optimizer, with momentum, weight decay and moments, fused or not, also for one that lives across tasks.

        A step that is given a closure computes its gradients after the first of the two; the second is exact for it
        too. An optimizer that holds another one for the same parameters, as sharpness-aware ones do, is protected with
        it. Copies of the optimizer are not protected. Of several optimizers that train parts of the backbone, each is
        to be protected.

        From then on, whatever else writes to these weights is an error, see `check_weights`.

        Args:
            optimizer: The optimizer that trains this backbone.

        Returns:
            A handle whose `remove` ends the protection.

        Raises:
            TypeError: The steps of the optimizer run no hooks, as those of many wrappers; says what to do instead.
            ValueError: The optimizer trains no parameter of this backbone; or a weight is none, as with
                `torch.nn.utils.parametrize`, whose values follow from parameters that no mask knows; or such were
                added to layers, as adapters (LoRA) are.
            IsolationError: Weights have changed since an optimizer was protected before.
        """
        check_optimizer(optimizer, self)
        self._check_parameters()
        self.check_weights()
        return self._protection.guard(optimizer, self._to_protect)

    def mask_gradients(self) -> None:
        """Makes 0 the gradients of the weights that stored tasks use, before a step of the optimizer.

        `protect` does so in every step. Call it yourself before gradients are clipped by their norm, so that what is
        protected does not count; or, together with `restore_weights`, instead of `protect`.

        Raises:
            IsolationError: See `check_weights`.
        """
        self._protection.is_active = True
        self._protection.keep(self._to_protect)
        self._protection.check(self._to_protect, thorough=False)
        self._protection.mask_gradients()

    def restore_weights(self) -> None:
        """Gives the weights that stored tasks use the values that they had when these were stored, bit for bit.

        Raises:
            RuntimeError: Nobody has called `protect`, or `mask_gradients` before the optimizer's step.
            IsolationError: Weights of another type or shape stand in the place of some; the others are put back.
        """
        if not self._protection.is_found and self.stored_task_ids:
            raise RuntimeError("restore_weights knows no values to restore: call mask_gradients before the step")
        self._protection.restore()

    def check_weights(self) -> None:
        """Compares the weights that stored tasks use with the values that they had when these were stored.

        So are the masks and norms of stored tasks, which averages that include buffers change.

        Protection asks this by itself: of all weights in `protect`, `setup_task_id` and `store_mask`; of those that
        torch has seen a write to before each step of a protected optimizer and before a stored task is tested, of all
        in the first such test after `train` or `eval`. That finds writes by optimizers that are not protected, by those
        whose steps run no hooks, and by what averages, swaps, perturbs, prunes or replaces weights between steps.

        Loading a state dict into this backbone, or what it is part of, is such a write if the state dict has the masks
        that are stored here, or none at all. Otherwise stored tasks are those of the state dict from then on.

        Before `protect`, or `mask_gradients`, is called, there is nothing to compare with.

        Raises:
            IsolationError: They differ; says of which layers, how many and how much, and what to do.
        """
        self._protection.check(self._to_protect, thorough=True)

    def accept_weights(self) -> None:
        """Takes the weights of now for those that stored tasks use, which may compute something else from then on."""
        self._forget()
        self._protection.keep(self._to_protect)

    @torch.no_grad()
    def _to_protect(self) -> tuple[nn.Module, Iterable[tuple[nn.Parameter, Tensor]], StoredBuffers]:
        """What stored tasks use, see `Protection.find`; a ValueError if it cannot be protected."""
        to_shards(self)
        self._check_parameters()
        if not self.stored_task_ids or any(parameter.is_meta for parameter in self.parameters()):
            return self, (), StoredBuffers(())
        used = (*self._used_by_stored_tasks(), *self._used_by_all())
        return self, used, StoredBuffers(self._buffers_of_stored_tasks())

    def _buffers_of_stored_tasks(self) -> Iterator[tuple[str, BufferDict, Iterable[str]]]:
        """What holds masks or norms of stored tasks, see `StoredBuffers`."""
        masks = list(self._blank_masks())
        for task_id in self.stored_task_ids:
            yield f"task {task_id}", self.tasks[task_id], masks
        for name, norm in cast("Iterator[tuple[str, nn.Module]]", self.named_modules()):
            for task_id in self.stored_task_ids if isinstance(norm, PerTask) and norm.independent else ():
                stored = cast(PerTask, norm).tasks[task_id]
                yield f"task {task_id} in {name!r}", stored, [key for key, _ in stored.named_buffers()]

    def _used_by_stored_tasks(self) -> Iterator[tuple[nn.Parameter, Tensor]]:
        """Each parameter that masks divide among tasks, with which of its entries stored tasks use."""
        for _, parameter, used in self._used_by(self._union()):
            yield parameter, used

    def _used_by_all(self) -> Iterator[tuple[nn.Parameter, Tensor]]:
        """Parameters that no mask divides among tasks: those of operations that are neither weighted nor norms."""
        for node in self.graph.nodes:
            if node.parameters and not (isinstance(node.kind, Weighted) or node.per_task != "never"):
                for parameter in self._module(node.name).parameters():
                    yield parameter, torch.ones_like(parameter, dtype=torch.bool)

    def _check_parameters(self) -> None:
        """Raises a ValueError if what is computed follows from parameters or norms that no task has stored."""
        check_parameters(self._layers())
        self._norms()
        tops = {module_path(node.name).partition(".")[0] for node in self.graph.nodes}
        check_added(self, self._own_parameters, tops)

    def _layers(self) -> dict[str, nn.Module]:
        return {name: self.get_layer_by_name(name) for name in self.weighted_layer_names}

    # compact networks

    def compact(self, task_id: int) -> CompactNetwork:
        """The network of a stored task without masks, and without units that the task does not use.

        It computes what `forward` computes in stage `test` and evaluation mode, up to the order of summation: units
        that are masked out, that nothing reads, or that emit a constant are gone, what constants add is in the
        biases, norms are folded into weights. It shares nothing with this backbone: train or change either, the other
        stays.

        A layer of which no unit is left keeps one, which nothing reads. If no unit of the feature is left, the feature
        is zeros, as that of the masked backbone is.

        Args:
            task_id: A task whose mask is stored.

        Returns:
            A plain module in evaluation mode, (batch, ...) -> (batch, output_dim), on the device and in the dtype of
            the weights, with `num_parameters`.

        Raises:
            ValueError: Nothing is stored for the task.
            IsolationError: See `check_weights`.
        """
        self.check_stored(task_id, "task_id")
        self.check_weights()
        parameters, kept_units = self._task_parameters(task_id), partial(self._task_units, task_id)
        network = compact_task(self.graph, self._module, self._torch_class, parameters, task_id, kept_units)
        example = next(self.parameters())
        return network.to(example.device, example.dtype)

    def _module(self, name: str) -> nn.Module:
        return self.get_submodule(module_path(name))

    def _torch_class(self, operation: str) -> type[nn.Module]:
        return torch_class(self.config.catalog.operations()[operation]["class"])

    # what torch does with any module

    def train(self, mode: bool = True) -> Self:
        """Sets training or evaluation mode; the next test of a stored task then compares its weights, once."""
        self._protection.mode_was_set = True
        return super().train(mode)

    @property
    def _ddp_params_and_buffers_to_ignore(self) -> list[str]:
        """What DistributedDataParallel need not send in each pass: the buffers of tasks, equal in every process."""
        return [name for name, _ in self.named_buffers() if "tasks" in name.split(".")]

    def _forget(self, *, but: Notes | None = None) -> None:
        """Forgets what was noted of stored masks, weights and gradients, but for one object."""
        for value in vars(self).values():
            if isinstance(value, Notes) and value is not but:
                value.forget()

    def _keep_if_same(self) -> None:
        """Finds what is protected anew, with further tasks that were loaded; later calls tell where others changed."""
        with suppress(IsolationError):
            self.check_weights()
            self._protection.forget()
        self._protection.keep(self._to_protect)

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        self._protection.undo_failed_step()
        super()._save_to_state_dict(destination, prefix, keep_vars)

    def __getstate__(self) -> dict[str, Any]:
        """What copies and pickles hold; not what a step has left that failed, nor layers compiled for this backbone."""
        self._protection.undo_failed_step()
        return {name: value for name, value in super().__getstate__().items() if name != "network"}

    def to_empty(self, *, device: torch.device | str | int | None, recurse: bool = True) -> Self:
        """Makes room on a device, without values; no task is stored there until a state dict is loaded.

        Args:
            device: The device.
            recurse: Whether layers get room too.
        """
        emptied = super().to_empty(device=device, recurse=recurse)  # pyright: ignore[reportArgumentType]
        self.tasks.set_none()
        self._forget()
        return emptied

    def _apply(self, fn: Callable[..., Tensor], recurse: bool = True) -> Self:
        self.check_weights()
        self._forget()  # parameters move, or are cast
        with torch.inference_mode(False):  # so that what is moved can be trained
            applied = super()._apply(fn, recurse)
        self._protection.keep(self._to_protect)
        return applied

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
        # Other weights for stored tasks that stay, such as averages, are a change like any other, and compared later.
        tasks_stay = self.tasks.stay_after(state_dict, f"{prefix}tasks.")
        self._prepare(state_dict, prefix)
        copies = not local_metadata.get("assign_to_params_buffers", False)
        if copies and not self.processed_task_ids and has_own_tensors(state_dict, prefix, self):
            error_msgs.append(OWN_TENSORS)
        # Where shapes differ, loading fails, and the tasks of the other network must not be left behind.
        misfits = self._misfits(state_dict, prefix)
        if not misfits and not misshaped(state_dict, prefix, self.state_dict()):
            self._make_room(state_dict, prefix)
        error_msgs += misfits
        self._forget(but=self._protection if tasks_stay else None)
        super()._load_from_state_dict(
            state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
        )

    @extended
    def _prepare(self, state_dict: dict[str, Any], prefix: str) -> None:
        """Changes names and values of a state dict, in place, to what this backbone loads."""
        adopt(self, state_dict, prefix)

    @extended
    def _misfits(self, state_dict: Mapping[str, Tensor], prefix: str) -> list[str]:
        """What is stored of tasks in a state dict and has other shapes than here, in torch's words."""
        return self.tasks.misfits(state_dict, f"{prefix}tasks.", self._blank_masks)

    @extended
    def _make_room(self, state_dict: Mapping[str, Tensor], prefix: str) -> None:
        """Makes room for what is stored of tasks in a state dict, which is loaded next."""
        self.tasks.expect(state_dict, f"{prefix}tasks.", self._blank_masks)

    @extended
    def _keep_only(self, state_dict: Mapping[str, Tensor]) -> None:
        """Gives up what is stored of tasks that a state dict does not have."""
        stored = self.stored_task_ids
        self.tasks.keep_only(state_dict, "tasks.")
        if self.stored_task_ids != stored:
            self._protection.forget()
        for name, module in cast("Iterator[tuple[str, nn.Module]]", self.named_modules()):
            if isinstance(module, PerTask):
                module.keep_only(state_dict, f"{name}.tasks.")

    def _load(self, state_dict: Mapping[str, Any], strict: bool, assign: bool) -> Any:
        if strict:
            self._keep_only(state_dict)
        return super()._load(state_dict, strict, assign)


def _keep_loaded(backbone: MaskedBackbone, keys: object) -> None:
    """Lets protection keep the values that were loaded, of further tasks too unless those of others have changed."""
    backbone._keep_if_same()  # pyright: ignore[reportPrivateUsage]
