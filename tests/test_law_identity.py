"""Law 2: a masked network whose mask keeps everything computes what the plain network computes, bit for bit."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

import clbackbones
from clbackbones import CATALOG
from clbackbones.testing import configs

from .backbones import MASKED, keep_everything, plain_class, shared_state
from .forward_pass import random_input


def plain_counterpart(config: Any) -> Any:
    """The plain config of the same network."""
    name = plain_class(config.class_name)
    known = CATALOG.backbone_class(name).fields
    fields = {key: value for key, value in config.to_dict().items() if key in known}
    fields["batch_normalization"] = config.batch_normalization is not None
    return clbackbones.load({**fields, "_target_": CATALOG.backbone_class(name).target})


def outputs(backbone: Any, input: Tensor, **arguments: Any) -> dict[str, Tensor]:
    """Feature and activations; dropout draws the same for everybody."""
    torch.manual_seed(1)
    feature, *_, activations = backbone(input, **arguments)
    return {"feature": feature, **activations}


@pytest.mark.filterwarnings("ignore:.*batch_normalization='shared' forgets:UserWarning")
@pytest.mark.parametrize("name", MASKED)
@settings(max_examples=2)
@given(data=st.data())
def test_a_mask_of_ones_changes_no_bit(name: str, data: st.DataObject) -> None:
    config = clbackbones.load(data.draw(configs(name)))
    torch.manual_seed(0)
    masked, plain = config.build(), plain_counterpart(config).build()
    plain.load_state_dict(shared_state(masked.state_dict(), plain.state_dict()))
    masked.setup_task_id(1)
    arguments = keep_everything(masked)
    input = random_input(masked, batch=2, size=16)
    for mode in (True, False):
        masked.train(mode)
        plain.train(mode)
        expected = outputs(plain, input, stage="train")
        found = outputs(masked, input, stage="train", **arguments)
        assert expected.keys() == found.keys()
        for layer, value in expected.items():
            torch.testing.assert_close(found[layer], value, rtol=0, atol=0, equal_nan=True)
    for key, value in plain.state_dict().items():
        assert torch.equal(masked.state_dict()[key], value), f"{key} moved differently in training"
