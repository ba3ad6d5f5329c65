"""Law 4 after a step that is not finite: 0 times NaN is NaN, and yet no stored task computes anything else."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from clbackbones_runtime.layers.finite import Finite
from clbackbones_runtime.layers.task_norms import TaskBatchNorm
from clbackbones_runtime.testing.passes import (
    mask_arguments,
    random_input,
    store_task,
    stored_outputs,
    training_arguments,
)

from .backbones import MASKED, SMALL, SMALLEST, normalized, small_config

SMALL_MASKED = [name for name in SMALL if name in MASKED]
SMALLEST_MASKED = [name for name in SMALLEST if name in MASKED]


def stored(name: str, *, norm: bool = True, **fields: Any) -> Any:
    """A backbone with two stored tasks, none of which uses everything."""
    torch.manual_seed(0)
    backbone = small_config(name, hidden_dims=[16, 16], stem="cifar", **normalized(name, on=norm), **fields).build()
    for task_id in (1, 2):
        backbone.setup_task_id(task_id)
        store_task(backbone)
    return backbone


OPTIMIZERS: dict[str, Callable[[Any], torch.optim.Optimizer]] = {
    "AdamW": lambda parameters: torch.optim.AdamW(parameters, lr=1e-3),
    "SGD": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9),
}


@pytest.mark.parametrize("name", SMALLEST_MASKED)
@pytest.mark.parametrize("factor", [math.nan, math.inf, 1e38], ids=str)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_step_that_is_not_finite_changes_no_stored_task(name: str, factor: float, optimizer: str) -> None:
    backbone = stored(name)
    steps = OPTIMIZERS[optimizer](backbone.parameters())
    backbone.protect(steps)
    input = random_input(backbone, batch=4, size=8)
    before = stored_outputs(backbone, input)
    compact = [backbone.compact(task_id)(input) for task_id in (1, 2)]
    backbone.train().setup_task_id(3)
    for _ in range(2):
        feature = backbone(random_input(backbone, batch=4, size=8), **training_arguments(backbone))[0]
        steps.zero_grad()
        (feature * factor).sum().backward()
        steps.step()
    after = stored_outputs(backbone, input)
    assert all(torch.equal(after[task_id], feature) for task_id, feature in before.items())
    assert all(map(torch.equal, compact, [backbone.compact(task_id)(input) for task_id in (1, 2)]))
    backbone.setup_task_id(4)
    torch.testing.assert_close(stored_outputs(backbone, input), before, rtol=0, atol=0)


@pytest.mark.parametrize(
    ("name", "value", "norm"),
    [(name, value, norm) for name in SMALLEST_MASKED for value in (-math.inf, 3e38) for norm in (False, True)]
    + [(name, math.nan, norm) for name in SMALL_MASKED for norm in (False, True)],
)
def test_no_value_of_what_a_task_does_not_use_reaches_it(name: str, value: float, norm: bool) -> None:
    backbone = stored(name, norm=norm, bias=True)
    backbone.setup_task_id(3)
    input = random_input(backbone, batch=4, size=8)
    before = stored_outputs(backbone, input)
    with torch.no_grad():
        for parameter, used in backbone._used_by_stored_tasks():
            parameter.copy_(torch.where(used, parameter, value))
    after = stored_outputs(backbone, input)
    assert all(torch.equal(after[task_id], feature) for task_id, feature in before.items())


@pytest.mark.parametrize("name", SMALLEST_MASKED)
def test_a_task_is_not_stored_with_weights_that_are_not_finite(name: str) -> None:
    backbone = stored(name)
    backbone.setup_task_id(3)
    with torch.no_grad():
        backbone.get_layer_by_name(backbone.weighted_layer_names[1]).weight.fill_(math.inf)
    with pytest.raises(
        ValueError, match=r"entries of '.*weight' that the mask uses are not finite; nothing was stored"
    ):
        backbone.store_mask(**mask_arguments(backbone))
    assert backbone.stored_task_ids == [1, 2]


@pytest.mark.parametrize("name", SMALLEST_MASKED)
def test_gradients_still_reach_the_input_of_a_stored_task(name: str) -> None:
    backbone = stored(name)
    input = random_input(backbone, batch=4).requires_grad_()
    gradients: list[Tensor] = []
    for value in (0.0, math.nan):
        with torch.no_grad():
            for parameter, used in backbone._used_by_stored_tasks():
                parameter.copy_(torch.where(used, parameter, value))
        feature = backbone(input, "test", test_task_id=1)[0]
        gradients += torch.autograd.grad(feature.square().sum(), input)
    assert gradients[0].any() and torch.equal(*gradients)


def test_finiteness_is_found_anew_after_a_write_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    original = torch.nn.utils.get_total_norm

    def counted(tensors: list[Tensor]) -> Tensor:
        found.append(1)
        return original(tensors)

    monkeypatch.setattr(torch.nn.utils, "get_total_norm", counted)
    tensors, finite = [torch.ones(3), torch.ones(2)], Finite()
    assert finite(tensors) and finite(tensors) and len(found) == 1
    tensors[1][0] = math.inf
    assert not finite(tensors) and not finite(tensors) and len(found) == 2
    tensors[1].data = torch.ones(2)
    assert finite(tensors) and len(found) == 3
    finite.forget()
    assert finite(tensors) and len(found) == 4
    with torch.inference_mode():
        assert not finite([torch.ones(1) * math.nan]) and finite([torch.ones(1)])
    assert finite([torch.ones(1, device="meta") * math.nan])


@pytest.mark.parametrize("name", SMALLEST_MASKED)
def test_a_task_is_not_stored_with_norms_that_are_not_finite(name: str) -> None:
    backbone = stored(name, norm=True)
    backbone.setup_task_id(3)
    norm = next(module for module in backbone.modules() if isinstance(module, TaskBatchNorm))
    with torch.no_grad():
        norm.running_var[0] = math.nan
    with pytest.raises(ValueError, match="'running_var' of a TaskBatchNorm is not finite; nothing was stored"):
        backbone.store_mask(**mask_arguments(backbone))
    assert backbone.stored_task_ids == [1, 2]
