"""Whether what was loaded into a backbone can be what a backbone stored."""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import torch
from torch import Tensor, nn

from ..layers.task_norms import PerTask
from ..mechanisms.backbone import Backbone
from ..mechanisms.masked import MaskedBackbone

__all__ = ["faults"]

_SHOWN = 3
"""Tasks that a line names."""

_FLOATING = (torch.float16, torch.bfloat16, torch.float32, torch.float64)


def faults(backbone: Backbone) -> Iterator[str]:
    """What is wrong with the tensors of a backbone, one line each: types, ranges, and what belongs together.

    Args:
        backbone: The backbone; its keys and shapes are right.
    """
    integers, of_tasks = {"num_batches_tracked": torch.int64}, dict[str, torch.dtype]()
    if isinstance(backbone, MaskedBackbone):
        integers |= backbone.integers
        of_tasks = backbone.types_of_tasks()
    state = backbone.state_dict().items()
    kinds = {key: _kind_of(key, integers, of_tasks) for key, _ in state}
    found = [fault for key, tensor in state for fault in _faults_of(key, tensor, kinds[key])]
    yield from found
    if not found and isinstance(backbone, MaskedBackbone):  # which compares numbers, of whatever type they are
        yield from _faults_of_tasks(backbone)


def _kind_of(key: str, integers: Mapping[str, torch.dtype], of_tasks: Mapping[str, torch.dtype]) -> torch.dtype | None:
    """The type of integers that an entry of the state dict has; None where it has floating-point numbers."""
    *parts, name = key.split(".")
    kind = (of_tasks if parts[:1] == ["tasks"] else integers).get(name)
    return None if kind is None or kind.is_floating_point else kind


def _faults_of(key: str, tensor: Tensor, kind: torch.dtype | None) -> Iterator[str]:
    if tensor.dtype not in (_FLOATING if kind is None else (kind,)):
        wanted = "a floating-point type" if kind is None else str(kind).removeprefix("torch.")
        yield f"{key} is {tensor.dtype}, not {wanted}"
    elif key.rpartition(".")[2] in ("running_var", "num_batches_tracked") and (tensor < 0).any():
        yield f"{key} has values below 0"


def _faults_of_tasks(backbone: MaskedBackbone) -> Iterator[str]:
    yield from backbone.faults_of_tasks()
    modules = cast("Iterable[tuple[str, nn.Module]]", backbone.named_modules())
    norms = {name: norm for name, norm in modules if isinstance(norm, PerTask) and norm.independent}
    # Norms alone come with a state dict of CLArena, which has no masks.
    known = {key for norm in norms.values() for key in norm.tasks} | {str(task_id) for task_id in backbone.tasks.ids}
    wanted = known | {"initial"} if known else known
    for name, norm in norms.items():
        if lacking := sorted(key for key in wanted if key not in norm.tasks):
            yield f"{name} lacks the norm of {', '.join(lacking[:_SHOWN])}, for which there are masks or other norms"
