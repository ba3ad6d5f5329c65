"""The AmnesiacHAT mechanism: HAT with backup networks, from which tasks can be unlearned.

As CLArena's algorithm of that name trains it <https://github.com/pengxiang-wang/continual-learning-arena>.
"""

import importlib
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Protocol, cast

import torch
from torch import Tensor, nn

from ..catalog import BackboneClass
from ..config.config import Config
from ..layers.annealing import Schedule
from ..layers.distributed import from_first_process, is_sharded
from ..layers.names import module_path
from ..layers.structure import with_tensors
from ..layers.task_state import is_set, misshaped, tasks_in_state
from .backbone import Activations, Backbone, Stage
from .hat_mask import HATMaskBackbone
from .unit_masks import UnitMasks

__all__ = ["AmnesiacHATBackbone", "AmnesiacHATFields", "StateDicts"]

StateDicts = dict[tuple[int, int], Mapping[str, Tensor]]
"""State dicts by the task to be unlearned and the task that was trained meanwhile."""


class AmnesiacHATFields(Protocol):
    """Fields that the config of every AmnesiacHAT backbone has besides HAT's."""

    @property
    def disable_unlearning(self) -> bool:
        """Whether there are no backup networks."""
        ...


class _OriginalClass:
    """The class without tasks and masks of the same architecture and variant, looked up when it is asked for."""

    def __get__(self, instance: object, owner: type[Any]) -> type[Backbone]:
        own: BackboneClass = owner.config_class.backbone_class()
        plain = own.plain()
        if plain is None:
            raise AttributeError(f"{own.name} has no class without masks")
        return getattr(importlib.import_module(plain.module), plain.class_name)


class AmnesiacHATBackbone(HATMaskBackbone):
    """HAT backbone with a backup network for each of some stored tasks.

    In stage `train_with_backup` a second pass is made for each backup: units that its task uses have the weights of the
    backup, all others those of this network; norms, masks and heads are this network's. So a backup learns what the
    units of its task would be, had the task never been trained.

    Backups are part of the state dict, and loading one into a fresh object makes room for them. What the algorithm
    keeps in `backup_state_dicts` is not; it is pickled with the object.

    Attributes:
        original_backbone_class: Class of the backups: the network without tasks and masks.
        backup_backbone_kwargs: Arguments with which backups are made; they have no norms of their own.
        backup_backbones: Backup networks by the id of their task, as a string.
        backup_state_dicts: State dicts of earlier backups, for the algorithm to keep.
        disable_unlearning: Whether there are no backups.
    """

    stages: ClassVar[tuple[str, ...]] = (*HATMaskBackbone.stages, "train_with_backup")
    original_backbone_class: ClassVar[_OriginalClass] = _OriginalClass()

    def __init__(self, config: Config) -> None:
        """Starts without backups.

        Args:
            config: A valid config of an AmnesiacHAT backbone.
        """
        super().__init__(config)
        self.disable_unlearning: bool = cast(AmnesiacHATFields, config).disable_unlearning
        self.backup_backbones: nn.ModuleDict = nn.ModuleDict()
        self.backup_state_dicts: StateDicts = {}
        self._unlearned: frozenset[int] = frozenset()  # as the algorithm knows it, with which it is pickled

    @property
    def backup_backbone_kwargs(self) -> dict[str, Any]:
        """Arguments with which backups are made."""
        cls: Any = self.original_backbone_class
        plain = cls.config_class.backbone_class()
        values = {name: getattr(self.config, name) for name, field in plain.fields.items() if field.type != "weights"}
        return values | dict.fromkeys(plain.part_fields("norm"), False)

    @property
    def backup_task_ids(self) -> list[int]:
        """The tasks that have a backup."""
        return [int(task_id) for task_id in list(self.backup_backbones.keys())]  # at once, as in `StoredTasks.ids`

    def instantiate_backup_backbones(self, backup_task_ids: Sequence[int]) -> None:
        """Makes new backups in the place of those that are there, with weights drawn anew, the same in every process.

        Args:
            backup_task_ids: Tasks that may be unlearned; their masks are stored.

        Raises:
            ValueError: Nothing is stored for a task, unlearning is disabled, or `fully_shard` split the parameters.
        """
        if self.disable_unlearning:
            raise ValueError("there are no backups with disable_unlearning=True")
        if any(map(is_sharded, self.parameters())):
            raise ValueError("backups are not made of what fully_shard has split; train with DistributedDataParallel")
        stored = [self.check_stored(task_id, "backup_task_ids") for task_id in backup_task_ids]
        self.backup_backbones.clear()
        for task_id in stored:
            self._add_backup(task_id)
        from_first_process(self.backup_backbones.parameters())

    def get_mask(
        self,
        stage: Stage | Literal["train_with_backup"],
        s_max: float | None = None,
        batch_idx: int | Tensor | None = None,
        num_batches: int | None = None,
        test_task_id: int | None = None,
        schedule: Schedule | None = None,
    ) -> dict[str, Tensor]:
        """The mask of a pass; that of `train_with_backup` is that of `train`, see `HATMaskBackbone`."""
        stage = "train" if stage == "train_with_backup" else stage
        return super().get_mask(stage, s_max, batch_idx, num_batches, test_task_id, schedule)

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        input: Tensor,
        stage: Stage | Literal["train_with_backup"],
        s_max: float | None = None,
        batch_idx: int | Tensor | None = None,
        num_batches: int | None = None,
        test_task_id: int | None = None,
        schedule: Schedule | None = None,
    ) -> (
        tuple[Tensor, dict[str, Tensor], Activations] | tuple[Tensor, dict[int, Tensor], dict[str, Tensor], Activations]
    ):
        """Extracts the feature with masked units, and with the backups.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: `train_with_backup`, or one of HAT's.
            s_max: Largest scale.
            batch_idx: Index of the batch in its epoch, from 0.
            num_batches: Batches per epoch.
            test_task_id: The task to test.
            schedule: s_max, batch_idx and num_batches in one; gradients of embeddings are then compensated already.

        Returns:
            Feature, mask and activations as from `HATMaskBackbone`. In stage `train_with_backup` there stands after
            the feature that with the backup of each task that has one, (batch, output_dim).

        Raises:
            ValueError: See `get_mask`; or an input shape that the network does not take.
        """
        if stage != "train_with_backup":
            return super().forward(input, stage, s_max, batch_idx, num_batches, test_task_id, schedule)
        feature, mask, activations = super().forward(input, "train", s_max, batch_idx, num_batches, schedule=schedule)
        backups = {task_id: self._feature_with_backup(input, mask, task_id) for task_id in self.backup_task_ids}
        return feature, backups, mask, activations

    def _store(self, mask: Any) -> None:
        super()._store(mask)
        self._unlearned -= {cast(int, self.task_id)}

    def _tasks_to_keep(self) -> list[int]:
        return [task_id for task_id in self.stored_task_ids if task_id not in self._unlearned]

    def _feature_with_backup(self, input: Tensor, mask: UnitMasks, task_id: int) -> Tensor:
        backup = cast(Backbone, self.backup_backbones[str(task_id)])
        used = self._stored_mask(task_id)
        tensors: dict[str, Tensor] = {}
        for name in self.weighted_layer_names:
            own, other = self.get_layer_by_name(name), backup.get_layer_by_name(name)
            for key, value in own.named_parameters(recurse=False):
                # Choosing rows of the weights is choosing units of what the layer emits, in one pass instead of two.
                rows = used[name].bool().view(-1, *[1] * (value.ndim - 1))
                tensors[f"{module_path(name)}.{key}"] = torch.where(rows, other.get_parameter(key), value)
        for path in (module_path(node.name) for node in self.graph.nodes if node.per_task != "never"):
            # Statistics are those of the main pass alone.
            buffers = self.get_submodule(path).named_buffers(recurse=False)
            tensors |= {f"{path}.{key}": value.clone() for key, value in buffers}
        network = cast(HATMaskBackbone, with_tensors(self, tensors))
        return network.network(input, mask, "train")[0]

    def _add_backup(self, task_id: int) -> None:
        weight = next(self.parameters())
        cls: Any = self.original_backbone_class
        with weight.device, torch.inference_mode(False):  # to be trained
            self.backup_backbones[str(task_id)] = cls(**self.backup_backbone_kwargs).to(weight.dtype)

    def _prepare(self, state_dict: dict[str, Any], prefix: str) -> None:
        """Keeps the mask of a stored task where the state dict has none.

        CLArena unlearns a task by subtracting from a state dict what changed while the task was trained. That takes
        its mask away as well, which still says where to test it and which weights to compensate by its backups.
        """
        super()._prepare(state_dict, prefix)
        for task_id in self.stored_task_ids:
            own, task = dict(self.tasks[task_id].named_buffers()), f"{prefix}tasks.{task_id}."
            taken_away = f"{task}stored" in state_dict and not is_set(state_dict, f"{task}stored")
            if taken_away and not misshaped(state_dict, task, own):
                self._unlearned |= {task_id}
                state_dict |= {f"{task}{name}": tensor.clone() for name, tensor in own.items() if name != "current"}

    def _misfits(self, state_dict: Mapping[str, Tensor], prefix: str) -> list[str]:
        backups, layers = f"{prefix}backup_backbones.", self.state_dict()
        of_backups = [misshaped(state_dict, f"{backups}{key}.", layers) for key in tasks_in_state(state_dict, backups)]
        return [*super()._misfits(state_dict, prefix), *(problem for problems in of_backups for problem in problems)]

    def _make_room(self, state_dict: Mapping[str, Tensor], prefix: str) -> None:
        super()._make_room(state_dict, prefix)
        for key in tasks_in_state(state_dict, f"{prefix}backup_backbones."):
            if key not in self.backup_backbones:
                self._add_backup(int(key))

    def _keep_only(self, state_dict: Mapping[str, Tensor]) -> None:
        super()._keep_only(state_dict)
        for key in {*self.backup_backbones} - {*tasks_in_state(state_dict, "backup_backbones.")}:
            del self.backup_backbones[key]
