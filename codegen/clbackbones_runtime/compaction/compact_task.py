"""From what a masked backbone computes for one task to a dense network."""

from collections.abc import Callable, Mapping
from typing import cast

import torch
from torch import Tensor, nn

from ..graph.graph import Graph
from ..layers.distributed import whole
from ..layers.finite import without_infinities
from ..layers.task_norms import PerTask, TaskBatchNorm
from .compact import LayerParameters, TaskNetwork, build_compact
from .dense_network import Affine, CompactNetwork

__all__ = ["KeptUnits", "compact_task", "layer_parameters"]

KeptUnits = tuple[dict[str, Tensor], dict[str, Tensor]]
"""For each unit group, the units that a task keeps, ascending, and what its other units emit, (units,)."""


@torch.no_grad()
def compact_task(
    graph: Graph,
    module: Callable[[str], nn.Module],
    torch_class: Callable[[str], type[nn.Module]],
    parameters: Mapping[str, LayerParameters],
    task_id: int,
    kept_units: Callable[[TaskNetwork], KeptUnits],
) -> CompactNetwork:
    """The dense network of a stored task, float64 on the CPU.

    Args:
        graph: Graph of the backbone.
        module: The module of any of its operations, by name.
        torch_class: torch's class of an operation, by the operation's name.
        parameters: What each weighted layer multiplies and adds for the task, masks applied.
        task_id: The task, whose norms are used.
        kept_units: Says of the task's network what each unit group keeps.
    """
    network = TaskNetwork(
        graph=graph,
        parameters=lambda name: parameters[name],
        norm=lambda name: _at_rest(cast(TaskBatchNorm, module(name)), task_id),
        module=lambda name: _of_task(module(name), task_id),
        torch_class=torch_class,
    )
    kept, rest = kept_units(network)
    return build_compact(network, kept, rest)


def layer_parameters(
    layer: nn.Module, weight_mask: Tensor | None = None, bias_mask: Tensor | None = None
) -> LayerParameters:
    """What a layer multiplies and adds, its masks applied if there are any.

    Values are those with which networks are folded: in float64 on the CPU, where every device's fit.

    Args:
        layer: A weighted layer.
        weight_mask: In the shape of its weight.
        bias_mask: In the shape of its bias.
    """
    weight, bias = cast(Tensor, layer.weight), cast("Tensor | None", layer.bias)
    return LayerParameters(_masked(weight, weight_mask), None if bias is None else _masked(bias, bias_mask))


def _masked(parameter: Tensor, mask: Tensor | None) -> Tensor:
    return _exact(parameter) if mask is None else without_infinities(_exact(parameter)) * _exact(mask)


def _exact(tensor: Tensor) -> Tensor:
    return whole(tensor.detach()).to("cpu", torch.float64)


def _of_task(module: nn.Module, task_id: int) -> nn.Module:
    """The module with which a stored task runs an operation."""
    return module.of_task(task_id) if isinstance(module, PerTask) and module.independent else module


def _at_rest(norm: TaskBatchNorm, task_id: int) -> Affine:
    """The norm of a stored task as a scale and a shift."""
    state = norm.state(task_id)
    weight, bias, mean, var = (_exact(state[name]) for name in ("weight", "bias", "running_mean", "running_var"))
    scale = weight / (var + norm.eps).sqrt()
    return Affine(scale, bias - mean * scale)
