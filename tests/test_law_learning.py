"""Law 3: the first batch gives every weight, embedding and score a finite gradient that is not all zero."""

import pytest
import torch

from clbackbones_runtime.testing.laws import learning

from .backbones import PAIRS, normalized, small_config

DEEP = 60
"""In networks of so many layers, what is not normalized vanishes on its way."""


@pytest.mark.parametrize("norm", [True, False], ids=["norm", "no norm"])
@pytest.mark.parametrize("name", PAIRS)
def test_everything_trained_gets_a_gradient(name: str, norm: bool) -> None:
    torch.manual_seed(0)
    norm = norm or len(small_config(name).graph().layers) > DEEP
    learning(small_config(name, **normalized(name, on=norm)))
