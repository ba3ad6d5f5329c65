"""Law 2 for stored tasks: the dense network of a task computes what the task does."""

import torch

from ..config.config import Config
from .law_error import require
from .passes import SIZE, learned, random_input, stored_outputs

__all__ = ["compaction"]


def compaction(config: Config, size: int = SIZE) -> None:
    """Law 2: what `compact` makes of a stored task computes what the task computes, up to rounding.

    A mechanism that has no such network says so by a NotImplementedError.

    Args:
        config: The config of a masked backbone.
        size: Height and width of images, where the network takes any.

    Raises:
        LawError: The network of some task computes something else.
    """
    backbone = learned(config, 2, size).double()
    input = random_input(backbone, batch=2, size=size)
    for task_id, feature in stored_outputs(backbone, input).items():
        try:
            network = backbone.compact(task_id)
        except NotImplementedError:
            return
        with torch.no_grad():
            found = network(input)
        same = found.shape == feature.shape and torch.allclose(found, feature, 1e-6, 1e-9 * float(feature.abs().max()))
        remedy = (
            "say in `_task_parameters` and `_task_units` what it multiplies and keeps, or raise NotImplementedError"
        )
        require(same, f"law 2: compact({task_id}) computes something else than task {task_id} does: {remedy}")
