"""AmnesiacHAT: backups are routed by the masks of their tasks, trained beside the network, and saved with it."""

import copy
import importlib
from typing import Any

import pytest
import torch
from torch import Tensor

import clbackbones
from clbackbones import CATALOG

from . import clarena_package
from .backbones import CLASSES, KINDS, mechanism_of, normalized, plain_class, small_config
from .forward_pass import random_input

AMNESIAC = [name for name in CLASSES if mechanism_of(name)["prefix"] == "AmnesiacHAT"]
SMALL = [name for name in KINDS if name in AMNESIAC]
BATCH: dict[str, Any] = {"s_max": 400.0, "batch_idx": 1, "num_batches": 4}


def build(name: str, tasks: int = 2, **fields: Any) -> Any:
    """A backbone in training, with a stored mask for each of some tasks and one more task begun."""
    torch.manual_seed(0)
    backbone = small_config(name, **({"stem": "cifar"} | fields)).build()
    for task_id in range(1, tasks + 1):
        backbone.setup_task_id(task_id)
        backbone.store_mask()
    backbone.setup_task_id(tasks + 1)
    return backbone


def mixed(backbone: Any, input: Tensor, task_id: int, mask: dict[str, Tensor]) -> Tensor:
    """The backup's feature of an MLP as CLArena computes it: both layers, and then a choice between their units."""
    backup = backbone.backup_backbones[str(task_id)]
    x = input.flatten(1)
    for index, name in enumerate(backbone.weighted_layer_names):
        used = backbone.masks[task_id][name]
        x = used * backup.fc[index](x) + (1 - used) * backbone.fc[index](x)
        x = backbone.fc_activation[index](x * mask[name])
    return x


def test_the_feature_with_a_backup_is_clarenas() -> None:
    backbone = build("AmnesiacHATMLP")
    backbone.instantiate_backup_backbones(backup_task_ids=[1, 2])
    input = random_input(backbone, batch=4)
    feature, backups, mask, activations = backbone(input, stage="train_with_backup", **BATCH)
    plain, plain_mask, plain_activations = backbone(input, stage="train", **BATCH)
    assert torch.equal(feature, plain)
    assert all(torch.equal(mask[name], plain_mask[name]) for name in plain_mask)
    assert all(torch.equal(activations[name], value) for name, value in plain_activations.items())
    assert list(backups) == backbone.backup_task_ids == [1, 2]
    for task_id, value in backups.items():
        torch.testing.assert_close(value, mixed(backbone, input, task_id, mask))


def test_backups_that_are_made_in_inference_mode_are_trained() -> None:
    backbone = build("AmnesiacHATMLP")
    with torch.inference_mode():
        backbone.instantiate_backup_backbones([1])
    backbone(random_input(backbone, batch=4), stage="train_with_backup", **BATCH)[1][1].sum().backward()
    assert any(parameter.grad is not None for parameter in backbone.backup_backbones.parameters())


@pytest.mark.parametrize("norm", [False, True], ids=["without norms", "with norms"])
@pytest.mark.parametrize("name", SMALL)
def test_a_mask_of_zeros_leaves_the_network_and_one_of_ones_the_backup(name: str, norm: bool) -> None:
    backbone = build(name, tasks=0, **normalized(name, on=norm))
    for task_id, mode in ((1, "unmasked"), (2, "masked")):
        backbone.setup_task_id(task_id)
        backbone.initialize_task_embedding(mode)
        backbone.store_mask()
    backbone.instantiate_backup_backbones([1, 2])
    input = random_input(backbone, batch=4, size=8)
    feature, backups, _, _ = backbone(input, stage="train_with_backup", **BATCH)
    assert torch.equal(backups[1], feature)
    swapped = copy.deepcopy(backbone)
    own, other = swapped.state_dict(), backbone.backup_backbones["2"].state_dict()
    swapped.load_state_dict(own | other)
    assert torch.equal(backups[2], swapped(input, stage="train", **BATCH)[0])


@pytest.mark.parametrize("name", SMALL)
def test_gradients_go_where_the_masks_route_them(name: str) -> None:
    backbone = build(name, tasks=1)
    backbone.instantiate_backup_backbones([1])
    backup = backbone.backup_backbones["1"]
    backbone.initialize_task_embedding("masked")
    input = random_input(backbone, batch=4, size=8)
    backbone(input, stage="train_with_backup", **BATCH)[1][1].square().sum().backward()
    for layer in backbone.weighted_layer_names:
        used = backbone.masks[1][layer].bool()
        own = backbone.get_layer_by_name(layer).weight.grad.flatten(1)
        other = backup.get_layer_by_name(layer).weight.grad.flatten(1)
        assert not own[used].any() and not other[~used].any()
        assert other[used].any() or not used.any()


@pytest.mark.parametrize("name", SMALL)
def test_statistics_are_those_of_the_main_pass(name: str) -> None:
    backbone = build(name, **normalized(name, on=True))
    backbone.instantiate_backup_backbones([1, 2])
    plain = copy.deepcopy(backbone)
    input = random_input(backbone, batch=4, size=8)
    backbone(input, stage="train_with_backup", **BATCH)
    plain(input, stage="train", **BATCH)
    for key, value in plain.state_dict().items():
        assert torch.equal(backbone.state_dict()[key], value), key


@pytest.mark.parametrize("name", AMNESIAC)
def test_backups_are_the_plain_network_without_norms(name: str) -> None:
    cls = getattr(clbackbones, name)
    with torch.device("meta"):
        backbone = small_config(name).build()
        kwargs = backbone.backup_backbone_kwargs
        backup = cls.original_backbone_class(**kwargs)
    assert cls.original_backbone_class is getattr(clbackbones, plain_class(name))
    assert backup.weighted_layer_names == backbone.weighted_layer_names
    assert kwargs.keys() <= CATALOG.backbone_class(plain_class(name)).fields.keys()
    shapes = {key: value.shape for key, value in backbone.state_dict().items()}
    assert all(shapes[key] == value.shape for key, value in backup.state_dict().items())


@pytest.mark.parametrize("name", SMALL)
def test_backups_are_part_of_the_state(name: str) -> None:
    backbone = build(name, **normalized(name, on=True))
    backbone.instantiate_backup_backbones([2])
    backbone.backup_state_dicts[2, 3] = copy.deepcopy(backbone.backup_backbones["2"].state_dict())
    again = small_config(name, **({"stem": "cifar"} | normalized(name, on=True))).build()
    again.load_state_dict(backbone.state_dict(), strict=True)
    assert again.backup_task_ids == [2]
    input = random_input(backbone, batch=4, size=8)
    found = again(input, stage="train_with_backup", **BATCH)[1][2]
    assert torch.equal(found, backbone(input, stage="train_with_backup", **BATCH)[1][2])
    copied = copy.deepcopy(backbone)
    assert list(copied.backup_state_dicts) == [(2, 3)]


def test_new_backups_take_the_place_of_old_ones() -> None:
    backbone = build("AmnesiacHATMLP").double()
    backbone.instantiate_backup_backbones([1, 2])
    before = backbone.backup_backbones["2"].fc[0].weight
    backbone.instantiate_backup_backbones([2])
    assert backbone.backup_task_ids == [2]
    assert backbone.backup_backbones["2"].fc[0].weight.dtype == torch.float64
    assert not torch.equal(backbone.backup_backbones["2"].fc[0].weight, before)


def test_bad_input_is_refused_with_what_is_possible() -> None:
    backbone = build("AmnesiacHATMLP")
    with pytest.raises(ValueError, match=r"backup_task_ids must be .* whose mask is stored \(1, 2\), got 3"):
        backbone.instantiate_backup_backbones([3])
    assert backbone.backup_task_ids == []
    with pytest.raises(ValueError, match="disable_unlearning=True"):
        build("AmnesiacHATMLP", disable_unlearning=True).instantiate_backup_backbones([1])
    input = random_input(backbone, batch=2)
    with pytest.raises(ValueError, match="'train_with_backup'"):
        backbone(input, stage="backup")
    with pytest.raises(ValueError, match="missing: s_max"):
        backbone(input, stage="train_with_backup", batch_idx=0, num_batches=2)


def test_the_drop_in_takes_the_pipelines_keyword() -> None:
    theirs = clarena_package.backbones()
    drop_in = importlib.import_module("clbackbones.clarena").AmnesiacHATMLP(
        8, [8], output_dim=8, disable_unlearning=True
    )
    assert isinstance(drop_in, getattr(theirs, "AmnesiacHATBackbone", theirs.HATMaskBackbone))
    assert drop_in.disable_unlearning is drop_in.config.disable_unlearning is True


def test_an_algorithm_that_knows_no_masks_is_told_unless_the_tasks_were_unlearned() -> None:
    backbone = build("AmnesiacHATMLP")
    backbone.annealing = "clarena"
    first, nothing = backbone.weighted_layer_names[0], backbone.combine_masks((), "union")
    with pytest.raises(RuntimeError, match=r"training would change tasks 1, 2: .*clbackbones\.clarena"):
        backbone.get_layer_measure_parameter_wise(nothing, first, "min")
    unlearned = copy.deepcopy(backbone.state_dict())
    for task_id in (1, 2):
        unlearned[f"tasks.{task_id}.stored"].zero_()
    backbone.load_state_dict(unlearned)
    assert backbone.stored_task_ids == [1, 2]
    backbone.get_layer_measure_parameter_wise(nothing, first, "min")
    backbone.setup_task_id(2)
    backbone.store_mask()
    backbone.setup_task_id(3)
    with pytest.raises(RuntimeError, match=r"training would change tasks 2: "):
        backbone.get_layer_measure_parameter_wise(nothing, first, "min")
