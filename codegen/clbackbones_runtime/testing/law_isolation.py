"""Law 4: what an earlier task computes stays the same, whatever later tasks train and whatever passes are made."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final, cast

import torch
from torch import Tensor, nn

from ..config.config import Config
from .law_error import LawError, require
from .passes import DRAWS, SIZE, all_outputs, learned, mask_arguments, random_input, train_forward, train_task

__all__ = ["isolation", "purity"]

_STATISTICS: Final = ("running_mean", "running_var", "num_batches_tracked")
"""Buffers of norms that a pass in training mode moves."""

_SHOWN: Final = 3
"""Names that a message lists."""


def purity(config: Config, size: int = SIZE) -> None:
    """Law 4: a pass changes nothing but, in training, the statistics of norms; nor does the current task, set up again.

    Args:
        config: The config.
        size: Height and width of images, where the network takes any.

    Raises:
        LawError: A parameter, a buffer, the task that is learned, or which modules there are changes.
    """
    backbone = learned(config, 2, size)
    input = random_input(backbone, batch=2, size=size)
    for what, pass_ in _passes(backbone, input):
        before = _state(backbone)
        pass_()
        after = _state(backbone)
        moves = _STATISTICS if backbone.training else ()
        changed = (name for name in before.keys() | after.keys() if not _same(before.get(name), after.get(name)))
        told = sorted(name for name in changed if name.rpartition(".")[2] not in moves)
        require(not told, f"law 4: {what} changes {_listed(told)}, and has to leave the backbone as it is")


def _passes(backbone: Any, input: Tensor) -> Iterator[tuple[str, Callable[[], object]]]:
    """What leaves a backbone as it is: a pass of each stage, in the mode in which it is made; a task set up again."""
    yield "a pass in stage `train`", lambda: train_forward(backbone.train(), input)
    backbone.eval()
    if hasattr(backbone, "setup_task_id"):
        yield "setup_task_id of the task that is current", lambda: backbone.setup_task_id(backbone.task_id)
    if not hasattr(backbone, "store_mask"):
        yield "a pass at rest", lambda: backbone(input)
        return
    yield "a pass in stage `validation`", lambda: backbone(input, "validation", **mask_arguments(backbone))
    for task_id in backbone.stored_task_ids:
        yield f"a test of task {task_id}", partial(backbone, input, "test", test_task_id=task_id)


def _state(backbone: nn.Module) -> dict[str, Any]:
    """What a pass leaves alone, by name: tensors of the state dict, copied, and which modules there are."""
    tensors = {name: tensor.clone() for name, tensor in backbone.state_dict().items()}
    modules = cast("Iterator[tuple[str, nn.Module]]", backbone.named_modules())
    return {**tensors, **{f"the module {name}": id(module) for name, module in modules if name}}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return one.shape == other.shape and torch.equal(one.nan_to_num(), other.nan_to_num())
    return not isinstance(one, Tensor) and one == other


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{more}"


def _sgd(parameters: Any) -> torch.optim.Optimizer:
    return torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=0.1)


def isolation(
    config: Config, optimizer: Callable[[Any], torch.optim.Optimizer] = _sgd, size: int = SIZE, tasks: int = 3
) -> None:
    """Law 4: whatever later tasks train, what an earlier task computes stays the same, bit for bit.

    Args:
        config: The config of a masked backbone without norms that tasks share.
        optimizer: Makes the optimizer of parameters.
        size: Height and width of images, where the network takes any.
        tasks: How many tasks are trained.

    Raises:
        LawError: Nothing is stored of a task, or what computes something else; a stored task computes something else
            later, or something is not finite; or, whatever weights are drawn, some task computes nothing but zeros.
    """
    idle = {*range(1, tasks + 1)}
    for _ in range(DRAWS):
        idle &= _isolated(config, optimizer, size, tasks)
        if not idle:
            return
    raise LawError("law 4: a task computes nothing but zeros, which cannot change; give the class more units")


def _isolated(config: Config, optimizer: Callable[[Any], torch.optim.Optimizer], size: int, tasks: int) -> set[int]:
    """The tasks that compute nothing but zeros, of tasks that stay the same."""
    backbone = config.build()
    steps = optimizer(backbone.parameters())
    backbone.protect(steps)
    input = random_input(backbone, batch=3, size=size)
    before: dict[int, Tensor] = {}
    state: Mapping[str, Tensor] = {}
    for task_id in range(1, tasks + 1):
        backbone.setup_task_id(task_id)
        train_task(backbone, steps, size)
        stored = task_id in backbone.stored_task_ids
        require(stored, f"law 4: nothing is stored of task {task_id}: `store_mask` has to end with `_store(mask)`")
        after = all_outputs(backbone, input)
        message = f"law 4: task {task_id}, stored, computes something else than it did before: `store_mask` and"
        require(torch.equal(after[task_id], after[None]), f"{message} `forward` in stage `test` disagree")
        for earlier, feature in before.items():
            if not torch.equal(after[earlier], feature):
                reason = _reason(backbone, state, earlier, input, feature)
                raise LawError(f"law 4: task {task_id} changed task {earlier}{reason}")
        before = {key: feature for key, feature in after.items() if key is not None}
        state = {name: tensor.clone() for name, tensor in backbone.state_dict().items()}
    for name, parameter in backbone.named_parameters():
        require(parameter.isfinite().all(), f"law 4: {name} is not finite")
    return {task_id for task_id, feature in before.items() if not feature.any()}


def _reason(backbone: Any, before: Mapping[str, Tensor], task_id: int, input: Tensor, feature: Tensor) -> str:
    """What changed a task, for the end of a message: parameters, or whatever else a pass looks at.

    Args:
        backbone: The backbone.
        before: Its state dict when the task still computed what it did.
        task_id: The task.
        input: (batch, ...).
        feature: What it computed, (batch, output_dim).
    """
    now = dict(backbone.named_parameters())
    changed = {name: before[name] for name, each in now.items() if not torch.equal(before[name], each)}

    def same(tensors: Mapping[str, Tensor]) -> bool:
        with torch.no_grad():
            arguments = {"test_task_id": task_id}
            found = torch.func.functional_call(backbone, dict(tensors), (input, "test"), arguments)[0]
        return torch.equal(found, feature)

    if not same(changed):
        return ", by no parameter: `forward` in stage `test` looks at something else than what is stored of the task"
    told = sorted(name for name in changed if not same({**changed, name: now[name].detach()})) or sorted(changed)
    remedy = "`_used_by` has to give what a stored task uses, or `forward` in stage `test` not to look at it"
    return f" by {_listed(told)}: {remedy}"
