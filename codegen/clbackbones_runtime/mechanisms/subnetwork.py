"""A stored task's subnetwork taken out of a masked backbone, as a network of its own."""

from collections.abc import Mapping
from typing import cast

import torch
from torch import Tensor, nn

from ..compaction.compact import LayerParameters, TaskNetwork, build_compact
from ..compaction.dense_network import Affine, CompactNetwork
from ..layers.distributed import whole
from ..layers.torch_names import torch_class
from .masked import TaskBatchNorm
from .protection import ProtectedBackbone

__all__ = ["SubnetworkBackbone", "exact"]


class SubnetworkBackbone(ProtectedBackbone):
    """Masked backbone whose stored tasks can be taken out as dense networks."""

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
        """
        self.check_stored(task_id, "task_id")
        parameters = self._task_parameters(task_id)
        network = TaskNetwork(
            graph=self.graph,
            parameters=lambda name: parameters[name],
            norm=lambda name: _at_rest(cast(TaskBatchNorm, self._module(name)), task_id),
            module=self._module,
            torch_class=lambda operation: torch_class(self.config.catalog.operations()[operation]["class"]),
        )
        with torch.no_grad():
            kept, rest = self._task_units(task_id, network)
            dense = build_compact(network, kept, rest)
        example = next(self.parameters())
        return dense.to(example.device, example.dtype)

    def _module(self, name: str) -> nn.Module:
        return self.get_submodule(name.replace("/", "."))

    def _task_parameters(self, task_id: int) -> Mapping[str, LayerParameters]:
        """What each weighted layer multiplies and adds for a stored task: here what it does for all, see `exact`."""
        parameters: dict[str, LayerParameters] = {}
        for name in self.weighted_layer_names:
            layer = self.get_layer_by_name(name)
            weight, bias = cast(Tensor, layer.weight), cast("Tensor | None", layer.bias)
            parameters[name] = LayerParameters(exact(weight), None if bias is None else exact(bias))
        return parameters

    def _task_units(self, task_id: int, network: TaskNetwork) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """For each unit group, the units that a stored task keeps, ascending, and what the others emit."""
        raise NotImplementedError


def exact(tensor: Tensor) -> Tensor:
    """A tensor's values as networks are folded: in float64 on the CPU, where every device's fit."""
    return whole(tensor.detach()).to("cpu", torch.float64)


def _at_rest(norm: TaskBatchNorm, task_id: int) -> Affine:
    """The norm of a stored task as a scale and a shift."""
    state = norm.state(task_id)
    weight, bias, mean, var = (exact(state[name]) for name in ("weight", "bias", "running_mean", "running_var"))
    scale = weight / (var + norm.eps).sqrt()
    return Affine(scale, bias - mean * scale)
