"""What is stored of tasks is there once, is checked when it is given, and is changed whole or not at all."""

import copy
import importlib
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

import clbackbones
from clbackbones_runtime.testing.passes import random_input, store_task, stored_outputs, train_forward

from .backbones import SMALL, SMALLEST, mechanism_of, normalized, small_config

MASKED = [name for name in SMALLEST if mechanism_of(name)["masks"]]
EACH = pytest.mark.parametrize("name", MASKED)
WITH_BACKUPS = [name for name in SMALL if "Amnesiac" in name]


def built(name: str, tasks: int = 0, *, norm: bool = True, seed: int = 0, **fields: Any) -> Any:
    torch.manual_seed(seed)
    backbone = small_config(name, **normalized(name, on=norm), **fields).build()
    for task_id in range(1, tasks + 1):
        store(backbone, task_id)
    return backbone


def store(backbone: Any, task_id: int) -> None:
    backbone.setup_task_id(task_id)
    store_task(backbone)


def state(backbone: Any) -> dict[str, Any]:
    """Everything that a user sees of what is stored, with copies of all tensors."""
    attributes = ("task_id", "processed_task_ids", "stored_task_ids")
    return {**copy.deepcopy(backbone.state_dict()), **{name: getattr(backbone, name) for name in attributes}}


def same(found: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    def equal(one: Any, other: Any) -> bool:
        return torch.equal(one, other) if isinstance(one, Tensor) else one == other

    return list(found) == list(expected) and all(map(equal, found.values(), expected.values()))


# copies that others write to


@EACH
@pytest.mark.parametrize("norm", [False, True])
@pytest.mark.parametrize("use_buffers", [False, True])
def test_a_moving_average_knows_the_tasks_that_were_set_up_before_it_was_made(
    name: str, norm: bool, use_buffers: bool
) -> None:
    backbone = built(name, norm=norm)
    backbone.setup_task_id(1)
    average = AveragedModel(backbone, use_buffers=use_buffers)
    store_task(backbone)
    average.update_parameters(backbone)
    input = random_input(backbone, batch=4)
    assert average.module.stored_task_ids == backbone.stored_task_ids == [1]
    assert torch.equal(stored_outputs(average.module, input)[1], stored_outputs(backbone, input)[1])


@EACH
@pytest.mark.parametrize("norm", [False, True])
@pytest.mark.parametrize("use_buffers", [False, True])
def test_one_that_was_made_before_follows_where_it_is_set_up_too(name: str, norm: bool, use_buffers: bool) -> None:
    backbone = built(name, norm=norm)
    average = AveragedModel(backbone, use_buffers=use_buffers)
    input = random_input(backbone, batch=4)
    copied: Any = average.module
    for task_id in (1, 2):
        backbone.setup_task_id(task_id)
        copied.setup_task_id(task_id)
        average.update_parameters(backbone)
        train_forward(backbone, input)  # which moves statistics
        store(backbone, task_id)
        average.update_parameters(backbone)
        if use_buffers:  # averages of flags and masks are none
            with pytest.raises(ValueError, match=rf"got {task_id}; it is set up, .*an average of buffers never does"):
                copied(input, "test", test_task_id=task_id)
            for kept, new in zip(copied.buffers(), backbone.buffers(), strict=True):
                kept.copy_(new)
        with torch.no_grad():  # so that only what is stored can differ
            for kept, new in zip(copied.parameters(), backbone.parameters(), strict=True):
                kept.copy_(new)
        outputs = stored_outputs(backbone, input)
        assert all(torch.equal(outputs[each], value) for each, value in stored_outputs(copied, input).items())


@EACH
def test_one_that_was_made_before_says_what_it_needs(name: str) -> None:
    backbone = built(name)
    copied = copy.deepcopy(backbone)
    store(backbone, 1)
    with pytest.raises(ValueError, match=r"a moving average, learns of it by a setup_task_id\(1\) of its own"):
        copied(random_input(backbone, batch=2), "test", test_task_id=1)


@EACH
def test_what_is_made_in_inference_mode_is_filled_later(name: str) -> None:
    backbone, given = built(name), built(name, tasks=1)
    with torch.inference_mode():
        backbone.setup_task_id(2)
    train_forward(backbone, random_input(backbone, batch=4))[0].sum().backward()
    store(backbone, 2)
    with torch.inference_mode():
        backbone.load_state_dict(copy.deepcopy(given.state_dict()))
        store_task(backbone)
        backbone.protect(torch.optim.SGD(backbone.parameters(), 0.1))
    train_forward(backbone, random_input(backbone, batch=4))[0].sum().backward()
    store(backbone, 7)
    assert backbone.stored_task_ids == [1, 7]


@EACH
def test_what_is_cast_in_inference_mode_is_trained_later(name: str) -> None:
    backbone = built(name, tasks=1)
    optimizer = torch.optim.SGD(backbone.parameters(), 0.1)
    backbone.protect(optimizer)
    with torch.inference_mode():
        backbone.double().float()
    store(backbone, 2)
    train_forward(backbone, random_input(backbone, batch=4))[0].sum().backward()
    optimizer.step()
    assert backbone.stored_task_ids == [1, 2]


@EACH
def test_what_is_built_or_copied_in_inference_mode_says_that_nothing_trains_it(name: str, tmp_path: Path) -> None:
    with torch.inference_mode():
        copies = [built(name, tasks=1), copy.deepcopy(built(name, tasks=1))]
    for copied in copies:
        with pytest.raises(RuntimeError, match="build or copy the backbone outside of it"):
            copied.setup_task_id(2)
        clbackbones.save(copied, tmp_path / "copy.pt")
        restored = clbackbones.restore(tmp_path / "copy.pt")
        store(restored, 2)
        train_forward(restored, random_input(restored, batch=4))[0].sum().backward()


# masks that are assigned


def wrong_bits(mask: Tensor) -> Tensor:
    return mask * 300


WRONG: dict[str, tuple[Callable[[Tensor], object], str]] = {
    "half": (lambda mask: mask * 0.5 + 0.25, "entries that are neither 0 nor 1, such as 0."),
    "large": (lambda mask: mask * 0 + 300, "such as 300"),
    "negative": (lambda mask: mask * 0 - 1, "such as -1"),
    "complex": (lambda mask: mask.to(torch.complex64), "is of torch.complex64"),
    "nan": (lambda mask: mask * float("nan"), "such as nan"),
    "one entry": (lambda mask: mask.flatten()[:1], r"has the shape \(1,\), not"),
    "scalar": (lambda _: torch.ones(()), r"has the shape \(\), not"),
    "list": (lambda _: [1, 0], "is a list, not a tensor"),
    "nothing": (lambda _: None, "is missing"),
}


def changed(mask: Any, change: Callable[[Tensor], object]) -> Any:
    """A mask, of units or of weights, with another tensor for the first layer."""
    if isinstance(mask, tuple):
        return changed(mask[0], change), mask[1]
    return {name: change(bits) if index == 0 else bits for index, (name, bits) in enumerate(mask.items())}


@EACH
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_mask_is_refused_and_nothing_is_stored(name: str, wrong: str) -> None:
    backbone = built(name, tasks=2)
    before, masks = state(backbone), backbone.masks
    change, message = WRONG[wrong]
    with pytest.raises(
        ValueError, match=rf"nothing is stored.*\n- task 2: .*'{backbone.weighted_layer_names[0]}'.*{message}"
    ):
        backbone.masks = {1: changed(masks[2], lambda bits: 1 - bits), 2: changed(masks[2], change)}
    assert same(state(backbone), before)
    backbone.masks = {2: changed(masks[2], lambda bits: bits.bool())}
    assert backbone.stored_task_ids == [2]


@EACH
def test_masks_are_given_by_task_ids_each_once(name: str) -> None:
    backbone = built(name, tasks=2)
    before, mask = state(backbone), backbone.masks[1]
    wrong = {
        "as a mapping by task id, not as a NoneType": None,
        "as a mapping by task id, not as a list": [mask],
        "must be an integer, got True": {True: mask},
        "must be an integer, got 1.5": {1.5: mask},
        "must be an integer, got 'one'": {"one": mask},
        "task 1 are given twice": {1: mask, "1": mask},
    }
    for message, given in wrong.items():
        with pytest.raises(ValueError, match=message):
            backbone.masks = given
    assert same(state(backbone), before)
    backbone.masks = {"2": mask}
    assert backbone.stored_task_ids == [2]


@EACH
@pytest.mark.parametrize("given", [None, {}, [1], "mask", {"elsewhere": torch.ones(8)}])
def test_nor_are_other_things_masks(name: str, given: object) -> None:
    backbone = built(name, tasks=1)
    before = state(backbone)
    with pytest.raises(ValueError, match="- task 1: "):
        backbone.masks = {1: given}
    assert same(state(backbone), before)


def test_layers_that_share_units_share_their_mask() -> None:
    backbone = built("HATMaskResNet18", tasks=1)
    mask, graph = backbone.masks[1], backbone.graph
    layer = next(layer for layer, node in graph.layers.items() if node.group not in (None, layer))
    with pytest.raises(ValueError, match=f"'{layer}' differs from '{graph.layers[layer].group}'"):
        backbone.masks = {1: {**mask, layer: 1 - mask[layer]}}


# loads that fail, and loads that do not


def misshapen(given: dict[str, Tensor], key: str) -> dict[str, Tensor]:
    return {**given, key: torch.zeros(3, 3, 3)}


@EACH
def test_a_load_that_fails_changes_nothing(name: str) -> None:
    backbone, other = built(name, tasks=1), built(name, tasks=3, seed=1)
    before, given = state(backbone), other.state_dict()
    for key in [*list(given)[::4], next(reversed(given))]:
        with pytest.raises(RuntimeError, match="size mismatch for"):
            backbone.load_state_dict(misshapen(given, key), strict=False)
        if not key.endswith("num_batches_tracked"):  # which torch itself does without
            with pytest.raises(RuntimeError, match=r"(?i)missing|unexpected"):
                backbone.load_state_dict({other_key: value for other_key, value in given.items() if other_key != key})
        assert same(state(backbone), before), key
    with pytest.raises(RuntimeError, match="elsewhere"):
        backbone.load_state_dict({**given, "elsewhere": torch.ones(1)})
    assert same(state(backbone), before)


@EACH
def test_a_load_copies_into_the_tensors_that_are_there(name: str) -> None:
    backbone, given = built(name, tasks=1), built(name, tasks=1, seed=1).state_dict()
    before = {**dict(backbone.named_parameters()), **dict(backbone.named_buffers())}
    trained = [parameter.requires_grad for parameter in backbone.parameters()]
    backbone.load_state_dict(given)
    after = {**dict(backbone.named_parameters()), **dict(backbone.named_buffers())}
    assert all(after[key] is tensor for key, tensor in before.items())
    assert all(tensor.data_ptr() != given[key].data_ptr() for key, tensor in after.items())
    assert [parameter.requires_grad for parameter in backbone.parameters()] == trained


@EACH
def test_inside_a_larger_module_it_leaves_no_task_behind(name: str) -> None:
    backbone, other = built(name, tasks=1), built(name, tasks=3, seed=1)
    given = nn.ModuleDict({"backbone": other}).state_dict()
    for key in ("backbone.fc.0.weight", next(key for key in given if ".tasks.3." in key and "mask" in key)):
        with pytest.raises(RuntimeError, match="size mismatch"):
            nn.ModuleDict({"backbone": backbone}).load_state_dict(misshapen(given, key))
        assert backbone.processed_task_ids == [1]


@EACH
def test_a_state_dict_of_an_earlier_time_takes_everything_back(name: str) -> None:
    backbone = built(name, tasks=1)
    before = state(backbone)
    given = copy.deepcopy(backbone.state_dict())
    store(backbone, 2)
    backbone.setup_task_id(3)
    backbone.load_state_dict(given)
    assert same(state(backbone), before)
    store(backbone, 2)
    backbone.load_state_dict(given, strict=False)  # which leaves alone what is not given
    assert backbone.processed_task_ids == [1, 2]


@pytest.mark.parametrize("name", WITH_BACKUPS)
def test_backups_follow_the_state_dict(name: str) -> None:
    backbone, other = built(name, tasks=2, stem="cifar"), built(name, tasks=2, stem="cifar", seed=1)
    given = copy.deepcopy(backbone.state_dict())
    other.instantiate_backup_backbones([2])
    wrong = misshapen(other.state_dict(), next(key for key in other.state_dict() if "backup" in key))
    for load in (
        lambda: backbone.load_state_dict(wrong),
        lambda: nn.ModuleDict({"b": backbone}).load_state_dict({f"b.{key}": value for key, value in wrong.items()}),
    ):
        with pytest.raises(RuntimeError, match="size mismatch"):
            load()
        assert backbone.backup_task_ids == []
    backbone.load_state_dict(other.state_dict())
    assert backbone.backup_task_ids == [2]
    backbone.load_state_dict(given)
    assert backbone.backup_task_ids == [] and list(backbone.state_dict()) == list(given)


@EACH
def test_a_distributed_checkpoint_is_loaded_whole_or_it_is_told(name: str, tmp_path: Path) -> None:
    backbone, fresh = built(name, tasks=2), built(name, seed=1)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="torch.distributed is (disabled|unavailable)|TypedStorage is")
        checkpoint: Any = importlib.import_module("torch.distributed.checkpoint")
        checkpoint.save({"model": backbone.state_dict()}, checkpoint_id=tmp_path)
        given = {"model": fresh.state_dict()}
        checkpoint.load(given, checkpoint_id=tmp_path)
        with pytest.raises(RuntimeError, match=r"tasks that it has were left out.* call setup_task_id for each"):
            fresh.load_state_dict(given["model"])
        for task_id in (1, 2):
            fresh.setup_task_id(task_id)
        given = {"model": fresh.state_dict()}
        checkpoint.load(given, checkpoint_id=tmp_path)
    fresh.load_state_dict(given["model"])
    assert same(state(fresh), state(backbone))


def softened(masks: Any) -> Any:
    if isinstance(masks, Tensor):
        return masks * 0.3
    if isinstance(masks, Mapping):
        return {name: softened(mask) for name, mask in masks.items()}  # pyright: ignore[reportUnknownVariableType]
    return None if masks is None else tuple(map(softened, masks))


@EACH
def test_what_a_mechanism_has_learned_is_stored_if_it_is_a_mask(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    backbone = built(name, 1)
    backbone.setup_task_id(2)
    before, learned = state(backbone), backbone._learned_masks

    def softly(*args: Any) -> Any:
        return softened(learned(*args))

    monkeypatch.setattr(backbone, "_learned_masks", softly)
    with pytest.raises(ValueError, match=r"nothing is stored, since these are no masks:\n- task 2: .* such as 0\.3"):
        backbone.store_mask(**backbone.recipe().mask_arguments())
    assert same(state(backbone), before)
