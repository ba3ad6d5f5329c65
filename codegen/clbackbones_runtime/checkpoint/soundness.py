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
    integers = {"num_batches_tracked": torch.int64}
    if isinstance(backbone, MaskedBackbone):
        integers |= backbone.integers
    found = [fault for key, tensor in backbone.state_dict().items() for fault in _faults_of(key, tensor, integers)]
    yield from found
    if not found and isinstance(backbone, MaskedBackbone):  # which compares numbers, of whatever type they are
        yield from _faults_of_tasks(backbone)


def _faults_of(key: str, tensor: Tensor, integers: Mapping[str, torch.dtype]) -> Iterator[str]:
    parts = key.split(".")
    kind = torch.uint8 if parts[0] == "tasks" else integers.get(parts[-1])
    if kind is not None:
        kinds, name = (kind,), str(kind).removeprefix("torch.")
    else:
        kinds, name = _FLOATING, "a floating-point type"
    if tensor.dtype not in kinds:
        yield f"{key} is {tensor.dtype}, not {name}"
    elif parts[-1] in ("running_var", "num_batches_tracked") and (tensor < 0).any():
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
