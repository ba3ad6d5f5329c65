"""Forward passes and steps of any backbone, whatever its mechanism asks for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

import torch
from torch import Tensor, nn

from ..config.config import Config
from .law_error import require
from .small_configs import IMAGE_SIZE, input_shape

__all__ = [
    "DRAWS",
    "SIZE",
    "all_outputs",
    "begin_task",
    "keep_everything",
    "learned",
    "mask_arguments",
    "random_input",
    "random_values",
    "store_task",
    "stored_outputs",
    "tensors_in",
    "train_forward",
    "train_task",
    "training_arguments",
]

SIZE: Final = 8
"""Height and width where a network takes any, and many steps are made."""

DRAWS: Final = 8
"""How often weights are drawn before a law is broken that a draw may break by chance: one that shuts a narrow layer."""

TASK_IDS: Final = (7, -2, 4)
"""Ids of tasks: no sequence."""


def training_arguments(backbone: Any, batch_idx: int = 0, num_batches: int = 10) -> dict[str, Any]:
    """Arguments of a pass in stage `train`, as the backbone's recipe says, the stage included.

    Args:
        backbone: Any backbone.
        batch_idx: Index of the batch in its epoch.
        num_batches: Batches per epoch.
    """
    return {"stage": "train", **backbone.recipe().arguments(batch_idx, num_batches)}


def mask_arguments(backbone: Any) -> dict[str, Any]:
    """What `store_mask` takes, and a pass in stage `validation`."""
    return backbone.recipe().mask_arguments()


def random_input(backbone: Any, *, batch: int, size: int = IMAGE_SIZE) -> Tensor:
    """A batch that fits the backbone.

    Args:
        backbone: Any backbone.
        batch: Number of inputs.
        size: Height and width where the network takes any; doubled as long as they are too small for it.

    Returns:
        (batch, ...): numbers of the dtype of its parameters, or ids.
    """
    return random_values(backbone, (batch, *input_shape(backbone.config, size)))


def random_values(backbone: Any, shape: Sequence[int]) -> Tensor:
    """An input of a shape, on the default device.

    Args:
        backbone: Any backbone.
        shape: The shape, (batch, ...).
    """
    if backbone.graph.ids is not None:
        return torch.randint(backbone.graph.ids, shape)
    return torch.randn(shape, dtype=next(each.dtype for each in backbone.parameters()))


def begin_task(backbone: Any, task_id: int = 1) -> None:
    """Begins a task, where the mechanism knows tasks; a LawError if nothing begins."""
    if hasattr(backbone, "setup_task_id"):
        backbone.setup_task_id(task_id=task_id)
        begun = backbone.task_id == task_id
        remedy = "`setup_task_id` and `_begin_task` have to call those of the base class"
        require(begun, f"law 5: after setup_task_id({task_id}), task_id is {backbone.task_id}: {remedy}")


def train_forward(backbone: nn.Module, input: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
    """The forward pass of a first training step.

    Args:
        backbone: Any backbone; a mechanism that knows tasks has begun one.
        input: (batch, ...)

    Returns:
        The feature, (batch, output_dim), and the activations by layer name.
    """
    result = backbone(input, **training_arguments(backbone))
    return result[0], result[-1]


def train_task(backbone: Any, optimizer: torch.optim.Optimizer, size: int = SIZE, steps: int = 2) -> None:
    """Steps on random data, as the backbone's recipe says; then the mask is stored.

    Args:
        backbone: A masked backbone, set up for the task.
        optimizer: The optimizer of its parameters.
        size: Height and width of images, where the network takes any.
        steps: How many steps, in each part of the training.
    """
    backbone.train()
    recipe = backbone.recipe()
    for part in range(recipe.parts):
        for index in range(steps):
            at = index, steps + 1
            input = random_input(backbone, batch=4, size=size)
            feature, *masks, _ = backbone(input, "train", **recipe.arguments(*at))
            # Without norms, the features of deep networks are large.
            loss = (feature / feature.detach().norm().clamp(min=1e-3) * torch.randn_like(feature)).sum()
            loss = loss + recipe.regularizer(backbone, masks)
            optimizer.zero_grad()
            loss.backward()
            recipe.before_step(backbone, *at)
            torch.nn.utils.clip_grad_norm_(backbone.parameters(), 1.0)
            optimizer.step()
            recipe.after_step(backbone)
        recipe.end_part(backbone, part)
    backbone.store_mask(**recipe.mask_arguments())


def store_task(backbone: Any) -> None:
    """Stores the current task as if its training had just ended, without a step of it; again, if it is stored."""
    recipe = backbone.recipe()
    for part in range(recipe.parts if backbone.task_id not in backbone.stored_task_ids else 0):
        recipe.end_part(backbone, part)
    backbone.store_mask(**recipe.mask_arguments())


def stored_outputs(backbone: Any, input: Tensor) -> dict[int, Tensor]:
    """The feature of every stored task, at rest."""
    backbone.eval()
    with torch.no_grad():
        return {task_id: backbone(input, "test", test_task_id=task_id)[0] for task_id in backbone.stored_task_ids}


def learned(config: Config, tasks: int, size: int = 2 * SIZE) -> Any:
    """A backbone after a number of tasks, whose ids are no sequence; after 3 of them, masked ones begin a further one.

    Args:
        config: The config.
        tasks: The number, 3 at most.
        size: Height and width of images, where the network takes any.
    """
    backbone = config.build()
    masked = hasattr(backbone, "store_mask")
    for task_id in TASK_IDS[:tasks]:
        begin_task(backbone, task_id)
        train_forward(backbone, random_input(backbone, batch=4, size=size))
        with torch.no_grad():
            for parameter in backbone.parameters():
                parameter.add_(0.01 * torch.randn_like(parameter))
        if masked:
            store_task(backbone)
    if tasks == len(TASK_IDS):
        begin_task(backbone, 9)
    return backbone


def all_outputs(backbone: Any, input: Tensor) -> dict[int | None, Tensor]:
    """The features of all that a backbone computes at rest: each stored task, and under None what is being learned."""
    backbone.eval()
    if not hasattr(backbone, "store_mask"):
        return {None: backbone(input)[0]}
    with torch.no_grad():
        current = backbone(input, "validation", **mask_arguments(backbone))[0]
    return {None: current, **stored_outputs(backbone, input)}


def keep_everything(backbone: Any) -> dict[str, Any]:
    """Opens a masked backbone that has begun its first task; the arguments of a pass whose mask is all ones."""
    return backbone.recipe().keep_everything(backbone)


def tensors_in(value: object) -> Iterator[Tensor]:
    """The tensors in nested mappings and sequences, such as the masks that a pass returns."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, Mapping):
        yield from tensors_in([*cast("Mapping[Any, Any]", value).values()])
    elif isinstance(value, list | tuple):
        for each in cast("Iterable[Any]", value):
            yield from tensors_in(each)
