"""How much faster a task's compact network is than the masked one, in evaluation."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import torch

import clbackbones
from tests.forward_pass import random_input

from .construction import settle
from .measure import Figure, interleaved
from .protection import store_up_to

REACH: Mapping[str, float] = {"imagenet": 1 / 0.42, "cifar": 1 / 0.36}
"""Per stem, how many times as fast at density 0.5."""

BATCH = 64


def figures(device: torch.device) -> Iterator[Figure]:
    """The ratios, one after the other."""
    for stem, reach in REACH.items():
        backbone: Any = (
            clbackbones.HATMaskResNet18(3, stem=cast(Any, stem), batch_normalization="independent").to(device).eval()
        )
        store_up_to(backbone, 1)
        network = backbone.compact(1)
        input = random_input(backbone, batch=BATCH).to(device)

        @torch.no_grad()
        def masked(backbone: Any = backbone, input: Any = input) -> None:
            backbone(input, "test", test_task_id=1)

        @torch.no_grad()
        def compact(network: Any = network, input: Any = input) -> None:
            network(input)

        seconds = interleaved(masked, compact, settle=lambda: settle(device))
        work = f"HATMaskResNet18, {stem} stem: compact, density 0.5, evaluation"
        yield Figure(
            work=work, samples=[before / after for before, after in seconds], reach=reach, unit="x", at_least=True
        )
