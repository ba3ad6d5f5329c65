"""Public methods in any order, twice, and after failures: stored tasks and state are what they have to be."""

import inspect

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from torch import nn

import clbackbones
from clbackbones_runtime.testing.passes import store_task

from .backbones import MASKED, SMALLEST
from .call_rules import STEPS, Calls, machine_of


@pytest.mark.filterwarnings("ignore:no weight is free:UserWarning")
@pytest.mark.parametrize("name", SMALLEST)
def test_stored_tasks_and_state_are_those_of_the_oracle(name: str) -> None:
    run_state_machine_as_test(
        machine_of(name), settings=settings(max_examples=6, stateful_step_count=STEPS, deadline=None)
    )


CONSTRUCTION = {"initialize_weights", "from_config", "adopt_tasks", "network", "types_of_tasks"}
"""What constructors and `restore` call."""

ASKING = {
    key
    for key in dir(clbackbones.MLP)
    if key.startswith(("check_", "features_", "get_", "summary", "tokens_")) or "layer_name" in key
}
"""What reads names and shapes alone."""


@pytest.mark.parametrize("name", [name for name in SMALLEST if name in MASKED])
def test_every_public_method_is_called_in_between(name: str) -> None:
    backbone_class = getattr(clbackbones, name)
    methods = {key for key in dir(backbone_class) if inspect.isfunction(getattr(backbone_class, key))}
    methods -= {key for key in methods if key.startswith("_")} | set(dir(nn.Module)) | CONSTRUCTION | ASKING
    source = "".join(inspect.getsource(each) for each in (Calls, store_task, backbone_class.recipe))
    assert {method for method in methods if f".{method}(" not in source} == set()
