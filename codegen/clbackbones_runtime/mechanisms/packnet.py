"""The PackNet mechanism: each weight belongs to the task that claimed it.

Mallya and Lazebnik, "PackNet: Adding Multiple Tasks to a Single Network by Iterative Pruning", CVPR 2018.

Here is how the current task comes to the weights that it keeps. What is stored of a task, its protection and `compact`
are in the base classes: of each task the mask of the weights that it computes with, its own and those of the tasks
before it.
"""

import warnings
from typing import Any, ClassVar, cast

import torch
from attrs import frozen
from torch import Tensor

from ..layers.distributed import put, to_shards, whole
from ..layers.masked_layers import SizedLayer
from ..layers.scored_layers import times
from ..layers.task_state import has_values
from .backbone import InitialWeights
from .constructor import level_of_caller
from .recipe import Recipe
from .weight_masks import BiasMasks, WeightMaskBackbone, WeightMasks

__all__ = ["PackNetBackbone", "PackNetLayer", "PackNetRecipe"]

_MOST = torch.iinfo(torch.uint8).max
"""Tasks that owners can tell apart."""


@frozen(kw_only=True)
class PackNetRecipe(Recipe):
    """Mallya and Lazebnik 2018: a task trains all weights that are free, is pruned, and trains again what is left.

    Attributes:
        pruned: The fraction of its own weights that a task gives up; 0.5 to 0.75 in the paper.
    """

    pruned: float = 0.5

    @property
    def parts(self) -> int:
        """Before and after the pruning."""
        return 2

    def end_part(self, backbone: Any, part: int) -> None:
        """Prunes after the first part."""
        if part == 0:
            backbone.prune(self.pruned)


def _check_fraction(fraction: float) -> None:
    if not 0 <= fraction < 1:
        raise ValueError(f"fraction must be in [0, 1), got {fraction}; nothing was pruned")


def _smallest(weight: Tensor, own: Tensor, fraction: float) -> Tensor:
    """Which weights a task gives up: that fraction of its own ones, by magnitude, and those that tie with the last.

    Args:
        weight: The weight of a layer; finite where it is the task's own.
        own: Which of its entries the task owns: bool, in its shape.
        fraction: The fraction.

    Returns:
        bool, in the shape of the weight.
    """
    count = round(fraction * int(own.sum()))
    if not count:
        return torch.zeros_like(own)
    magnitude = weight.abs()
    return own & (magnitude <= magnitude[own].kthvalue(count).values)


class PackNetBackbone(WeightMaskBackbone):
    """Base of the PackNet backbones, whose tasks share out the weights among themselves.

    A new task owns all weights that no stored task uses, and computes with those of stored tasks besides. `prune` keeps
    the largest of its own and frees the rest, which are 0 until the next task trains them; then the task is trained
    again, and `store_mask` makes what is left its own for good:

        backbone.setup_task_id(task_id)
        ...  # train
        backbone.prune(0.5)
        ...  # train again, for a few epochs
        backbone.store_mask()

    A task that is stored without having been pruned leaves nothing for those after it. Biases are those of the first
    task: once it is stored, they are protected like its weights.
    """

    recipe: ClassVar[type[Recipe]] = PackNetRecipe

    @property
    def weight_owners(self) -> dict[str, Tensor]:
        """Who owns each weight, in its shape, per weighted layer: uint8.

        Stored tasks count from 1 in the order in which they were set up, and the current one comes after them unless it
        is one of them; 0 is what the current task does not use: weights that it has pruned, or, if it is stored, those
        of tasks after it.
        """
        return {name: self._owner(layer).clone() for name, layer in self._layers().items()}

    def initialize_weights(self, scheme: InitialWeights | None) -> None:
        """Draws the initial weights, all of which the first task owns."""
        super().initialize_weights(scheme)
        for layer in self._layers().values():
            layer.register_buffer("weight_owner", torch.ones_like(cast(Tensor, layer.weight), dtype=torch.uint8))

    @torch.no_grad()
    def prune(self, fraction: float = 0.5) -> None:
        """Keeps the largest of the weights that the current task owns, in each layer, and makes the others 0.

        Called again, it prunes what is left.

        Args:
            fraction: Which part of its own weights the task gives up, in [0, 1); those that tie with the largest of
                these go as well.

        Raises:
            ValueError: Before `setup_task_id`, or after `store_mask`; a fraction out of range; or a weight is not
                finite. Nothing was pruned.
        """
        task_id = self._current_task("prune")
        _check_fraction(fraction)
        if task_id in self.stored_task_ids:
            raise ValueError(f"task {task_id} is stored with the weights that it has; prune a task before store_mask")
        self.check_weights()
        to_shards(self)
        layers, own = self._weighted_layers(), self._own()
        for name, layer in layers.items():
            if not whole(layer.weight)[own[name]].isfinite().all():
                raise ValueError(f"weights of {name!r} are not finite; nothing was pruned")
        for name, layer in layers.items():
            self._owner(layer).masked_fill_(_smallest(whole(layer.weight), own[name], fraction), 0)
        self._empty_what_is_pruned()

    def store_mask(self) -> tuple[WeightMasks, BiasMasks]:
        """Stores what the current task owns, and what it uses of tasks before it, as its mask; and the live norms.

        What it has pruned is 0 again, whatever weight decay or momentum made of it since.

        Returns:
            The masks stored: zeros and ones.

        Raises:
            ValueError: Before `setup_task_id`; or a weight that the mask uses is not finite.
        """
        is_new = self.task_id not in self.stored_task_ids
        masks = super().store_mask()
        if is_new:
            self._empty_what_is_pruned()
        return masks

    def _begin_task(self, task_id: int, *, new: bool) -> None:
        goes_on = task_id == self.task_id
        if new and len(self.stored_task_ids) >= _MOST - 1:
            raise ValueError(f"weights cannot be shared out among more than {_MOST - 1} tasks")
        super()._begin_task(task_id, new=new)
        if not goes_on:
            self._share_out(task_id)

    def _share_out(self, task_id: int) -> None:
        """Gives each weight the owner that it has while a task is the current one."""
        stored = self.stored_task_ids
        own = 0 if task_id in stored else len(stored) + 1
        masks = {other: self._stored_masks(other)[0] for other in reversed(stored)}
        owners = {name: self._owner(layer).fill_(own) for name, layer in self._layers().items()}
        for name, owner in owners.items():
            for other, mask in masks.items():
                owner.masked_fill_(mask[name] > 0, stored.index(other) + 1)
            if task_id in stored:
                owner.masked_fill_(masks[task_id][name] == 0, 0)
        if own > 1 and all(has_values(owner) and not (owner == own).any() for owner in owners.values()):
            warnings.warn(
                f"no weight is free for task {task_id}, which computes with those of stored tasks alone: call prune "
                "before store_mask",
                stacklevel=level_of_caller(self.config.catalog),
            )

    def _learned_masks(self) -> tuple[WeightMasks, BiasMasks]:
        weights = {
            name: (self._owner(layer) > 0).to(cast(Tensor, layer.weight).dtype)
            for name, layer in self._layers().items()
        }
        return weights, self._all_biases()

    def _own(self) -> dict[str, Tensor]:
        """Which weights the current task owns: bool, in the shape of the weight, per weighted layer."""
        has = {name: self._owner(layer) > 0 for name, layer in self._layers().items()}
        if not self.stored_task_ids:
            return has
        used, _ = self._union()
        return {name: own & (used[name] == 0) for name, own in has.items()}

    @torch.no_grad()
    def _empty_what_is_pruned(self) -> None:
        for layer in self._weighted_layers().values():
            put(layer.weight, whole(layer.weight).masked_fill(self._owner(layer) == 0, 0))

    @staticmethod
    def _owner(layer: Any) -> Tensor:
        """The number of the task that owns each weight, see `weight_owners`."""
        return cast(Tensor, layer.weight_owner)


class PackNetLayer(SizedLayer):
    """A layer whose weights tasks share out among themselves: `layer(x)`; it stands before a class of `masked`.

    Tasks count from 1. After a task was trained, `prune` it and train it again; `next_task` then gives what is free to
    the next one. Weights of tasks before it, and the bias after the first task, get no gradient; an optimizer that
    moves weights without one (weight decay, momentum of the task before) would change them: make a new one for each
    task, without decay.

    Attributes:
        weight_owner: The task that owns each weight, in the weight's shape, uint8; 0: nobody, the weight is 0.
        task: Number of the current task, a scalar of uint8.
    """

    weight_owner: Tensor
    task: Tensor

    def prepare(self) -> None:
        """Gives all weights to the first task."""
        self.register_buffer("weight_owner", torch.ones_like(self.weight, dtype=torch.uint8))
        self.register_buffer("task", torch.ones((), dtype=torch.uint8))

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, input: Tensor, weight_mask: Tensor | None = None
    ) -> Tensor:
        """The layer with the weights of a task.

        Args:
            input: (batch, inputs, ...).
            weight_mask: In the shape of the weight; None takes those of the current task and of all before it.

        Returns:
            (batch, units, ...).
        """
        mask = self.mask() if weight_mask is None else weight_mask
        weight = self.weight.where(self.weight_owner == self.task, self.weight.detach())
        bias = self.bias if self.bias is None else self.bias.where(self.task == 1, self.bias.detach())
        return super().forward(input, times(weight, mask), bias)

    def mask(self, task: int | None = None) -> Tensor:
        """What a task computes with: its own weights, and those of all tasks before it.

        Args:
            task: Which task, from 1 to the current one; None: the current one.

        Returns:
            Zeros and ones, in the shape of the weight.

        Raises:
            ValueError: There is no such task.
        """
        if task is not None and not 1 <= task <= int(self.task):
            raise ValueError(f"there is no task {task}; the current one is {int(self.task)}")
        owner, last = self.weight_owner, self.task if task is None else task
        return ((owner > 0) & (owner <= last)).to(self.weight.dtype)

    @torch.no_grad()
    def prune(self, fraction: float = 0.5) -> None:
        """Keeps the largest of the current task's own weights, and makes the others 0; called again, of what is left.

        Args:
            fraction: Which part of its own weights the task gives up, in [0, 1).

        Raises:
            ValueError: A fraction out of range, or a weight is not finite. Nothing was pruned.
        """
        _check_fraction(fraction)
        own = self.weight_owner == self.task
        if not self.weight[own].isfinite().all():
            raise ValueError("weights are not finite; nothing was pruned")
        self.weight_owner.masked_fill_(_smallest(self.weight, own, fraction), 0)
        self.weight.masked_fill_(self.weight_owner == 0, 0)

    @torch.no_grad()
    def next_task(self) -> int:
        """Gives the weights that nobody owns, which are 0, to the next task.

        Returns:
            Its number.

        Raises:
            ValueError: Owners cannot tell more tasks apart.
        """
        if int(self.task) == _MOST:
            raise ValueError(f"weights cannot be shared out among more than {_MOST} tasks")
        free = self.weight_owner == 0
        self.weight.masked_fill_(free, 0)
        self.task.add_(1)
        self.weight_owner.masked_fill_(free, int(self.task))
        return int(self.task)
