"""Law 12 without a clock: through an epoch, a processor meets numbers that it multiplies fast."""

from collections.abc import Iterable
from typing import Final

import torch
from torch import Tensor

from ..config.config import Config
from .law_error import require
from .passes import SIZE, begin_task, random_input, tensors_in, training_arguments

__all__ = ["speed"]

_SHARE: Final = 1e-3
_SHARE_OF_A_BATCH: Final = 5e-3
"""Numbers of a kind, in all layers together, that may be denormal, through an epoch and in any one batch."""


def speed(config: Config, size: int = SIZE, batches: int = 20, every: int = 1, allowance: int = 1) -> None:
    """Law 12: through every scale of the annealing, hardly a gate, activation or gradient of a layer is denormal.

    A denormal float, below 1.2e-38 in float32, takes a CPU a hundred times as long as any other number.

    Args:
        config: The config.
        size: Height and width of images, where the network takes any.
        batches: Batches of the epoch.
        every: Of how many batches in a row one is looked at.
        allowance: How many times as many activations and gradients may be, which are products of gates.

    Raises:
        LawError: More than a thousandth is, of all numbers of a kind in the batches that are looked at, or more than
            five of one batch.
    """
    backbone = config.build()
    begin_task(backbone)
    optimizer = torch.optim.SGD(backbone.parameters(), lr=1e-3)
    input = random_input(backbone, batch=8, size=size)
    shares: dict[str, dict[int, float]] = {}
    for index in range(1, batches, every):
        feature, *masks, activations = backbone(input, **training_arguments(backbone, index, batches))
        optimizer.zero_grad()
        (feature / feature.detach().norm().clamp(min=1e-3) * torch.randn_like(feature)).sum().backward()
        layers = map(backbone.get_layer_by_name, backbone.weighted_layer_names)
        kinds = {
            "gates": [*tensors_in(masks)],
            "activations": [*activations.values()],
            "gradients": [layer.weight.grad for layer in layers if layer.weight.grad is not None],
        }
        for kind, tensors in kinds.items():
            shares.setdefault(kind, {})[index] = _denormal_share(tensors)
        optimizer.step()
    for kind, found in shares.items():
        share, worst = sum(found.values()) / len(found), max(found, key=found.__getitem__)
        message = f"law 12: of the {kind} in an epoch of {batches} batches, {share:.2%} are denormal"
        times = 1 if kind == "gates" else allowance
        few = share <= times * _SHARE and found[worst] <= times * _SHARE_OF_A_BATCH
        require(few, f"{message}; most of them in batch {worst}, {found[worst]:.2%}")


def _denormal_share(tensors: Iterable[Tensor]) -> float:
    """Which part of all numbers is denormal; 0 of none."""
    values = torch.cat([torch.zeros(1), *(tensor.detach().flatten() for tensor in tensors)])
    denormal = (values != 0) & (values.abs() < torch.finfo(values.dtype).tiny)
    return denormal.double().mean().item()
