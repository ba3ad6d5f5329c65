"""Law 12, without a clock: through an epoch, no processor meets numbers that it multiplies slowly."""

import pytest
import torch
from torch import Tensor

from clbackbones_runtime.layers import attention
from clbackbones_runtime.testing.laws import LawError, speed

from .backbones import KINDS, MASKED, SMALLEST, normalized, small_config

CASES = [(name, norm) for name in KINDS if name in MASKED for norm in (True, False) if norm or name in SMALLEST]
"""Without norms, the smallest classes stand for all: the others would take a minute."""


@pytest.mark.parametrize(("name", "norm"), CASES)
def test_hardly_a_number_is_denormal_in_an_epoch(name: str, norm: bool) -> None:
    torch.manual_seed(0)
    layers = len(small_config(name).graph().layers)
    config = small_config(name, hidden_dims=[64, 64], stem="cifar", **normalized(name, on=norm))
    speed(config, every=1 if layers < 10 else 6 if layers < 25 else 18)


def test_gates_of_the_plain_formula_are_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_they_are(gates: Tensor, dtype: torch.dtype) -> Tensor:
        return gates

    monkeypatch.setattr(attention, "_without_small_ones", as_they_are)
    torch.manual_seed(0)
    name = next(name for name in SMALLEST if name.startswith("HATMask"))
    with pytest.raises(
        LawError, match=r"law 12: of the g[a-z]+ in an epoch of 20 batches, .* are denormal; most of them in batch"
    ):
        speed(small_config(name, hidden_dims=[64, 64]))
