"""Law 3: the first batch gives every weight, embedding and score a finite gradient that is not all zero."""

import pytest
import torch

from .backbones import CLASSES, normalized, small_config
from .forward_pass import begin_task, random_input, train_forward


@pytest.mark.parametrize("norm", [True, False], ids=["norm", "no norm"])
@pytest.mark.parametrize("name", CLASSES)
def test_everything_trained_gets_a_gradient(name: str, norm: bool) -> None:
    torch.manual_seed(0)
    backbone = small_config(name, **normalized(name, on=norm)).build()
    begin_task(backbone)
    feature, _ = train_forward(backbone, random_input(backbone, batch=8))
    (feature * torch.randn_like(feature)).mean().backward()
    for key, parameter in backbone.named_parameters():
        if key.rpartition(".")[2] == "bias":
            continue  # the bias before a norm has none by construction
        assert parameter.grad is not None, f"{key} has no gradient"
        assert parameter.grad.isfinite().all(), f"the gradient of {key} is not finite"
        assert parameter.grad.any(), f"the gradient of {key} is all zero"
