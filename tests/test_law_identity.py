"""Law 2: a masked network whose mask keeps everything computes what the plain network computes, bit for bit."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import clbackbones
from clbackbones.testing import configs
from clbackbones_runtime.testing.laws import identity

from .backbones import LARGE, MASKED_PAIRS


@pytest.mark.filterwarnings("ignore:.*='shared' forgets:UserWarning")
@pytest.mark.parametrize("name", MASKED_PAIRS)
@settings(max_examples=1)
@given(data=st.data())
def test_a_mask_of_ones_changes_no_bit(name: str, data: st.DataObject) -> None:
    config = data.draw(configs(name).map(clbackbones.load).filter(lambda config: config.num_parameters < LARGE))
    torch.manual_seed(0)
    identity(config)
