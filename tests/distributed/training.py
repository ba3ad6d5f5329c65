"""The training of README over several tasks, in one process or in each of several on a shard of every batch."""

import hashlib
from collections.abc import Callable
from typing import Any

import torch
from attrs import frozen
from torch import Tensor, nn

from clbackbones import CATALOG
from clbackbones_runtime.layers.distributed import whole
from clbackbones_runtime.mechanisms.recipe import Recipe
from tests.backbones import MASKED, small_config

MASK_PERCENTAGE = 0.5
"""What recipes keep of the weights."""

MLPS = tuple(name for name in MASKED if CATALOG.backbone_class(name).architecture == "MLP")

Wrap = Callable[[Any], nn.Module]


@frozen
class Learned:
    """What a process has after each task.

    Attributes:
        states: The state dict, whole tensors.
        features: What each task stored so far computes for one input.
    """

    states: list[dict[str, Tensor]]
    features: list[list[Tensor]]


def learn_mlp(name: str, wrap: Wrap, rank: int = 0, world: int = 1) -> Learned:
    """Trains an MLP, float64, without dropout and norms; layers of odd widths, scores drawn anew for each task."""
    torch.manual_seed(0)
    config = small_config(name, hidden_dims=[9, 7], carry_over_scores=False)
    return learn(config.build().double(), (config.input_dim,), wrap, rank, world)


def learn(
    backbone: Any,
    shape: tuple[int, ...],
    wrap: Wrap,
    rank: int = 0,
    world: int = 1,
    *,
    tasks: int = 3,
    steps: int = 3,
    batch: int = 8,
) -> Learned:
    """Trains a backbone.

    Args:
        backbone: A masked backbone.
        shape: Shape of one input.
        wrap: Makes of it what is called in training.
        rank: Index of this process, which takes every `world`-th input of a batch.
        world: Number of processes.
        tasks: How many tasks.
        steps: Batches per task.
        batch: Inputs of a batch, all processes together.
    """
    torch.manual_seed(rank)  # processes draw different numbers from here on
    dtype = next(backbone.parameters()).dtype
    data = torch.Generator().manual_seed(7)
    fixed = torch.randn(4, *shape, dtype=dtype, generator=data)
    wrapped = wrap(backbone)
    optimizer = torch.optim.AdamW(backbone.parameters(), lr=1e-2)
    backbone.protect(optimizer)
    learned = Learned([], [])
    for task_id in range(1, tasks + 1):
        backbone.setup_task_id(task_id)
        if "train_with_backup" in backbone.stages and task_id > 1:
            backbone.instantiate_backup_backbones([task_id - 1])
            optimizer.add_param_group({"params": list(backbone.backup_backbones.parameters())})
            wrapped = wrap(backbone)  # to which the new parameters are known
        wrapped.train()
        recipe = backbone.recipe()
        for part in range(recipe.parts):
            for step in range(steps):
                inputs = torch.randn(batch, *shape, dtype=dtype, generator=data)[rank::world]
                targets = torch.randn(batch, backbone.output_dim, dtype=dtype, generator=data)[rank::world]
                optimizer.zero_grad()
                _loss(backbone, wrapped, recipe, inputs, targets, (step, steps)).backward()
                recipe.before_step(backbone, step, steps)
                backbone.mask_gradients()
                nn.utils.clip_grad_norm_(backbone.parameters(), 10.0)
                optimizer.step()
                recipe.after_step(backbone)
            recipe.end_part(backbone, part)
        backbone.store_mask(**recipe.mask_arguments())
        learned.states.append({key: whole(value).clone() for key, value in backbone.state_dict().items()})
        learned.features.append(features(backbone, fixed))
    return learned


def fingerprints(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """A few bytes for each tensor, which differ if its values do: those of a large network take long to write."""
    return {
        key: torch.tensor(list(hashlib.sha256(value.numpy().tobytes()).digest()), dtype=torch.uint8)
        for key, value in state.items()
    }


@torch.no_grad()
def features(backbone: Any, inputs: Tensor) -> list[Tensor]:
    """What each stored task computes."""
    backbone.eval()
    return [backbone(inputs, "test", test_task_id=task_id)[0] for task_id in backbone.stored_task_ids]


def _loss(
    backbone: Any, wrapped: nn.Module, recipe: Recipe, inputs: Tensor, targets: Tensor, at: tuple[int, int]
) -> Tensor:
    stage = "train_with_backup" if "train_with_backup" in backbone.stages else "train"
    feature, *masks, _ = wrapped(inputs, stage, **recipe.arguments(*at))
    loss = (feature - targets).square().mean() + recipe.regularizer(backbone, masks)
    for with_backup in masks[0].values() if stage != "train" else ():
        loss = loss + (with_backup - targets).square().mean()
    return loss
