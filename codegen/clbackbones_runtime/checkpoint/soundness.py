"""Whether what was loaded into a backbone can be what a backbone stored."""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import torch
from torch import Tensor, nn

from ..layers.task_norms import PerTask
from ..mechanisms.backbone import Backbone
from ..mechanisms.masked import MaskedBackbone

__all__ = ["faults", "types_of"]

_SHOWN = 3
"""Tasks that a line names."""

_FLOATING = (torch.float16, torch.bfloat16, torch.float32, torch.float64)


def types_of(backbone: Backbone) -> dict[str, torch.dtype]:
    """The types that a backbone keeps its state in, by keys of the state dict, and by the names at their ends.

    Args:
        backbone: The backbone as it was built, before anything was loaded, which may be of other types.
    """
    state = {key: tensor.dtype for key, tensor in backbone.state_dict().items()}
    of_tasks = backbone.types_of_tasks() if isinstance(backbone, MaskedBackbone) else {}
    return {**{key.rpartition(".")[2]: dtype for key, dtype in state.items()}, **of_tasks, **state}


def faults(backbone: Backbone, types: Mapping[str, torch.dtype]) -> Iterator[str]:
    """What is wrong with the tensors of a backbone, one line each: types, ranges, and what belongs together.

    Args:
        backbone: The backbone; its keys and shapes are right.
        types: What `types_of` said before they were loaded.
    """
    state = backbone.state_dict().items()
    # Of norms per task, whose keys a backbone without tasks does not have, the live one has the names.
    kinds = {key: types.get(key, types.get(key.rpartition(".")[2])) for key, _ in state}
    found = [fault for key, tensor in state for fault in _faults_of(key, tensor, kinds[key])]
    yield from found
    if not found and isinstance(backbone, MaskedBackbone):  # which compares numbers, of whatever type they are
        yield from _faults_of_tasks(backbone)


def _faults_of(key: str, tensor: Tensor, kind: torch.dtype | None) -> Iterator[str]:
    if kind is None or kind.is_floating_point:
        kinds, name = _FLOATING, "a floating-point type"
    else:
        kinds, name = (kind,), str(kind).removeprefix("torch.")
    if tensor.dtype not in kinds:
        yield f"{key} is {tensor.dtype}, not {name}"
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
