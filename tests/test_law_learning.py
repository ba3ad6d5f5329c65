"""Law 3: the first batch gives every weight, embedding and score a finite gradient that is not all zero."""

import pytest
import torch

from clbackbones_runtime.testing.laws import learning

from .backbones import PAIRS, SMALL, normalized, small_config

CASES = [(name, True) for name in PAIRS] + [(name, False) for name in SMALL]
"""Class, and whether there are norms, without which signals vanish in the deepest networks."""


@pytest.mark.parametrize(("name", "norm"), CASES)
def test_everything_trained_gets_a_gradient(name: str, norm: bool) -> None:
    torch.manual_seed(0)
    learning(small_config(name, **normalized(name, on=norm)))
