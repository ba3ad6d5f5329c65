"""Norms per task are batch norms to torch's own tools, which look for these."""

import itertools
import warnings
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from torch import Tensor, nn
from torch.func import replace_all_batch_norm_modules_
from torch.nn.modules.batchnorm import _BatchNorm  # pyright: ignore[reportPrivateUsage]
from torch.optim.swa_utils import update_bn

from clbackbones import CATALOG
from clbackbones_runtime.layers import task_norms
from clbackbones_runtime.layers.task_norms import TaskBatchNorm
from clbackbones_runtime.layers.tokens import TaskClassToken
from clbackbones_runtime.testing import laws
from clbackbones_runtime.testing.passes import random_input, store_task, stored_outputs, train_forward, train_task

from .backbones import MASKED, SMALLEST, normalized, small_config
from .forward_pass import live_through_a_task

EACH = pytest.mark.parametrize("name", [name for name in SMALLEST if name in MASKED])


def learned(name: str) -> Any:
    torch.manual_seed(0)
    backbone = small_config(name, **normalized(name, on=True)).build()
    train_forward(backbone, random_input(backbone, batch=4))
    live_through_a_task(backbone)
    return backbone


class Trained(nn.Module):
    """A network in stage `train`, as torch's tools call networks."""

    def __init__(self, backbone: nn.Module) -> None:
        super().__init__()
        self.backbone = backbone

    def forward(self, input: Tensor) -> Tensor:
        return train_forward(self.backbone, input)[0]


def norms(backbone: Any) -> list[Any]:
    return [module for module in backbone.modules() if isinstance(module, _BatchNorm)]


@EACH
def test_update_bn_finds_the_statistics_of_the_live_norm(name: str) -> None:
    backbone = learned(name)
    batches = [random_input(backbone, batch=8) for _ in range(3)]
    before = stored_outputs(backbone, batches[0])
    update_bn(batches, Trained(backbone))
    first = norms(backbone)[0]
    assert int(first.num_batches_tracked) == 3 and first.momentum == 0.1
    assert all(torch.equal(before[task], feature) for task, feature in stored_outputs(backbone, batches[0]).items())


@pytest.mark.parametrize("momentum", [0.1, 0.0, None])
def test_running_statistics_move_as_torchs_and_not_at_rest(momentum: Any) -> None:
    torch.manual_seed(0)
    ours, theirs = TaskBatchNorm(5, momentum=momentum), nn.BatchNorm1d(5, momentum=momentum)
    for training in (False, True, True, False):
        x = torch.randn(7, 5)
        assert torch.equal(ours.train(training)(x), theirs.train(training)(x))
        for key, value in theirs.state_dict().items():
            assert torch.equal(ours.state_dict()[key], value), key


def test_the_mean_over_all_batches_is_torchs() -> None:
    torch.manual_seed(0)
    ours, theirs = TaskBatchNorm(5), nn.BatchNorm1d(5)
    batches = [torch.randn(7, 5) for _ in range(3)]
    update_bn(batches, ours)
    update_bn(batches, theirs)
    for key, value in theirs.state_dict().items():
        assert torch.equal(ours.state_dict()[key], value), key


@EACH
def test_frozen_norms_stay_as_they_are(name: str) -> None:
    backbone = learned(name).train()
    assert norms(backbone)
    for norm in norms(backbone):
        norm.eval().requires_grad_(False)
    before = {key: value.clone() for key, value in backbone.state_dict().items()}
    train_forward(backbone, random_input(backbone, batch=4))[0].sum().backward()
    assert all(torch.equal(value, before[key]) for key, value in backbone.state_dict().items())
    assert all(norm.weight.grad is None for norm in norms(backbone))


@EACH
def test_synchronized_norms_are_refused(name: str) -> None:
    backbone = small_config(name, **normalized(name, on=True)).build()
    converted = cast(Any, nn.SyncBatchNorm).convert_sync_batchnorm(backbone)
    with pytest.raises(ValueError, match="do not convert the backbone with convert_sync_batchnorm"):
        converted.setup_task_id(1)
    assert converted.processed_task_ids == []


@EACH
@pytest.mark.parametrize("tool", [cast(Any, nn.SyncBatchNorm).convert_sync_batchnorm, replace_all_batch_norm_modules_])
def test_norms_that_can_be_none_of_a_task_are_refused_in_its_middle(name: str, tool: Any) -> None:
    backbone = learned(name)
    optimizer = torch.optim.SGD(backbone.parameters(), 0.1)
    assert norms(backbone)
    tool(backbone)
    stored = backbone.stored_task_ids
    for call in (lambda: backbone.protect(optimizer), lambda: store_task(backbone), lambda: backbone.setup_task_id(11)):
        with pytest.raises(ValueError, match=r"convert_sync_batchnorm|replace_all_batch_norm_modules_"):
            call()
    assert backbone.stored_task_ids == stored


def moved(norm: TaskBatchNorm, by: float) -> None:
    with torch.no_grad():
        for tensor in norm.state("live").values():
            tensor.add_(by)


def values(norm: TaskBatchNorm, task_norm: Any = "live") -> dict[str, list[float]]:
    return {name: tensor.tolist() for name, tensor in norm.state(task_norm).items()}


def test_a_new_task_starts_from_the_first_norm_and_an_old_one_from_its_own() -> None:
    norm = TaskBatchNorm(2)
    initial = values(norm)
    assert initial == {"weight": [1, 1], "bias": [0, 0], "running_mean": [0, 0], "running_var": [1, 1]}
    norm.setup_task_id(1)
    assert set(norm.tasks) == {"initial", "1"}
    moved(norm, 0.5)
    norm.store(1)
    first = values(norm)
    assert values(norm, 1) == first != initial
    norm.setup_task_id(2)
    assert values(norm) == initial == values(norm, 2)
    moved(norm, 0.25)
    norm.store(2)
    assert values(norm, 1) == first
    assert values(norm.of_task(1)) == first
    norm.setup_task_id(1)
    assert values(norm) == first
    norm.reset()
    assert values(norm) == initial


def test_a_norm_that_tasks_share_keeps_none() -> None:
    norm = TaskBatchNorm(2, independent=False)
    moved(norm, 0.5)
    live = values(norm)
    norm.setup_task_id(1)
    norm.store(1)
    norm.reset()
    assert not set(norm.tasks)
    assert values(norm) == values(norm, 1) == live


def norm_choices(name: str) -> list[str]:
    known = CATALOG.backbone_class(name)
    return [choice for field in known.part_fields("norm") for choice in known.fields[field].choices]


FIXED = [name for name in SMALLEST if "fixed" in norm_choices(name)]


@pytest.mark.parametrize("name", FIXED)
def test_a_fixed_norm_is_that_of_the_first_task_for_good(name: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    fields = dict.fromkeys(CATALOG.backbone_class(name).part_fields("norm"), "fixed")
    config = small_config(name, **fields)
    laws.isolation(config)
    laws.persistence(config, tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it forgets nothing
        backbone: Any = config.build()
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1, momentum=0.9, weight_decay=0.1)
    backbone.protect(optimizer)
    drawn = [{key: value.clone() for key, value in norm.state("live").items()} for norm in norms(backbone)]
    input = random_input(backbone, batch=4)
    for task_id in (3, 1, 2):
        backbone.setup_task_id(task_id)
        train_task(backbone, optimizer)
        stored = stored_outputs(backbone, input)
        for norm, before in zip(norms(backbone), drawn, strict=True):
            own, first = norm.state(task_id), norm.state(3)
            assert all(torch.equal(own[key], first[key]) for key in own)
            assert not any(torch.equal(own[key], before[key]) for key in own)  # trained, and statistics have moved
    assert len(stored) == 3


NORMS: dict[str, type[nn.Module]] = {
    "task_batch_norm1d": nn.BatchNorm1d,
    "task_batch_norm2d": nn.BatchNorm2d,
    "task_batch_norm3d": nn.BatchNorm3d,
    "task_layer_norm": nn.LayerNorm,
    "task_layer_norm_of_places": nn.LayerNorm,
    "task_group_norm": nn.GroupNorm,
}
"""What makes norms, and torch's norm that each is."""


def test_each_norm_that_is_made_is_known() -> None:
    assert set(NORMS) == {name for name in task_norms.__all__ if name.startswith("task_")}


@pytest.mark.parametrize("name", NORMS)
@pytest.mark.parametrize("mode", ["shared", "fixed", "independent", None])
def test_each_norm_is_kept_as_its_field_says(name: str, mode: str | None) -> None:
    norm: Any = getattr(task_norms, name)(mode, 4, **({"groups": 2} if NORMS[name] is nn.GroupNorm else {}), eps=0.25)
    if mode is None:
        assert isinstance(norm, task_norms.NoNorm)
    else:
        kind = _BatchNorm if issubclass(NORMS[name], _BatchNorm) else NORMS[name]
        assert isinstance(norm, kind)
        assert (norm.independent, norm.fixed, norm.eps) == (mode != "shared", mode == "fixed", 0.25)


def test_tokens_are_those_of_their_own_task() -> None:
    token = TaskClassToken(1)
    for task_id in (1, 2):
        token.setup_task_id(task_id)
        torch.nn.init.constant_(token.weight, task_id)
        token.store(task_id)
    assert [token.state(task_id)["weight"].item() for task_id in (1, 2)] == [1, 2]
    token.setup_task_id(3)
    assert token.state("live")["weight"].item() == 0 and token.given_by() is None


EPS = {"task_layer_norm": 1e-6, "task_layer_norm_of_places": 1e-6}
"""Where it is another one than torch's: transformers and ConvNeXt are published with it."""


@pytest.mark.parametrize("name", NORMS)
def test_what_is_not_said_of_a_norm_is_as_in_torch(name: str) -> None:
    theirs: Any = nn.GroupNorm(2, 4) if NORMS[name] is nn.GroupNorm else NORMS[name](4)
    groups = {"groups": 2} if NORMS[name] is nn.GroupNorm else {}
    made: Any = getattr(task_norms, name)(mode="independent", units=4, **groups)
    for ours in (made, type(made)(units=4, **groups)):
        assert ours.eps == EPS.get(name, theirs.eps)
        assert getattr(ours, "momentum", None) == getattr(theirs, "momentum", None)
        assert (ours.independent, ours.fixed) == (True, False)


@pytest.mark.parametrize("places", [(), (5,), (5, 6)])
def test_a_layer_norm_of_places_is_torchs_of_the_last_axis(places: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    x = torch.randn(3, 4, *places)
    found = task_norms.TaskLayerNormOfPlaces(4)(x)
    for place in itertools.product(*map(range, places)):
        torch.testing.assert_close(found[:, :, *place], nn.LayerNorm(4, eps=1e-6)(x[:, :, *place]))


@pytest.mark.parametrize("key", ["weight", "bias", "running_mean", "running_var"])
def test_a_norm_to_be_stored_is_finite(key: str) -> None:
    first, second, shared = TaskBatchNorm(2), TaskBatchNorm(2), TaskBatchNorm(2, independent=False)
    task_norms.check_live([first, second, shared])
    with torch.no_grad():
        shared.state("live")[key][1] = torch.nan
    task_norms.check_live([first, second, shared])
    with torch.no_grad():
        second.state("live")[key][1] = torch.inf
    with pytest.raises(ValueError, match=f"'{key}' of a TaskBatchNorm is not finite; nothing was stored"):
        task_norms.check_live([first, second, shared])
