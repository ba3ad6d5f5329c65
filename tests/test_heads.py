"""Heads of tasks keep what they learned, grow, and come back from a file; features are those of the named layers."""

import copy
import pickle
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

import clbackbones
from clbackbones import CheckpointError, FeatureExtractor, TaskHeads

from .backbones import SMALL, small_config
from .forward_pass import begin_task, random_input, training_arguments

FEATURE = torch.arange(12.0).reshape(3, 4)
BOTH = pytest.mark.parametrize("grows", [False, True])


def heads_of(*tasks: int, grows: bool = False) -> TaskHeads:
    """Heads of tasks that have as many classes as their id says."""
    torch.manual_seed(0)
    heads = TaskHeads(4, grows=grows)
    for task_id in tasks:
        heads.setup_task_id(task_id, task_id)
    return heads


def logits(heads: TaskHeads) -> list[torch.Tensor]:
    return [heads(FEATURE)] if heads.grows else [heads(FEATURE, int(task_id)) for task_id in heads.heads]


@pytest.mark.parametrize(
    "optimizer",
    [partial(torch.optim.AdamW, lr=0.1), partial(torch.optim.SGD, lr=0.1, momentum=0.9, weight_decay=0.1)],
)
def test_training_a_task_changes_the_heads_of_no_other(optimizer: Any) -> None:
    heads = heads_of(2, 3)
    made = optimizer(heads.parameters())
    for task_id in (2, 3, 2):
        heads.setup_task_id(task_id, task_id)
        other = 5 - task_id
        before = heads(FEATURE, other)
        for _ in range(2):
            made.zero_grad(set_to_none=False)
            heads(FEATURE, task_id).square().sum().backward()
            made.step()
        assert torch.equal(heads(FEATURE, other), before)


def test_a_head_that_grows_has_the_classes_of_all_tasks() -> None:
    heads = heads_of(2, grows=True)
    before = heads(FEATURE)
    heads.setup_task_id(3, 3)
    assert heads(FEATURE).shape == (3, 5)
    assert torch.equal(heads(FEATURE)[:, :2], before)
    heads(FEATURE).sum().backward()
    assert all(parameter.grad is not None for parameter in heads.parameters())


@BOTH
@pytest.mark.parametrize("name", ["heads.pt", "heads.safetensors"])
def test_what_is_saved_comes_back(tmp_path: Path, grows: bool, name: str) -> None:
    if name.endswith(".safetensors"):
        pytest.importorskip("safetensors", reason="safetensors is not installed; run `make install`")
    heads = heads_of(3, 2, 5, grows=grows)
    heads.save(tmp_path / name)
    again = TaskHeads.restore(tmp_path / name)
    assert (again.input_dim, again.grows, list(again.heads)) == (4, grows, ["3", "2", "5"])
    assert all(map(torch.equal, logits(again), logits(heads)))
    trained = [parameter.requires_grad for parameter in heads.parameters()]
    assert [parameter.requires_grad for parameter in again.parameters()] == trained == [grows] * 4 + [True] * 2


@BOTH
def test_a_fresh_module_loads_a_state_dict_and_copies_work(grows: bool) -> None:
    heads = heads_of(3, 2, grows=grows)
    whole = nn.ModuleDict({"heads": TaskHeads(4, grows=grows)})
    whole.load_state_dict(nn.ModuleDict({"heads": heads}).state_dict())
    loaded: Any = whole["heads"]
    for again in (loaded, copy.deepcopy(loaded), pickle.loads(pickle.dumps(loaded))):
        assert all(map(torch.equal, logits(again), logits(heads)))
        again.load_state_dict(heads_of(7, grows=grows).state_dict(), strict=False)
        assert "7" in again.heads
    assert "7" not in heads.heads


def test_new_heads_are_where_the_others_are() -> None:
    heads = heads_of(2).to(torch.float64)
    heads.setup_task_id(3, 3)
    assert {parameter.dtype for parameter in heads.parameters()} == {torch.float64}


def test_mistakes_are_told() -> None:
    heads = heads_of(2, 3)
    with pytest.raises(ValueError, match="there is no head of task 4; set up: 2, 3"):
        heads(FEATURE, 4)
    with pytest.raises(ValueError, match="there is no head of task None; set up: 2, 3"):
        heads(FEATURE)
    with pytest.raises(ValueError, match="task 2 has 2 classes, not 5; give a new task another task_id"):
        heads.setup_task_id(2, 5)
    with pytest.raises(ValueError, match="task_id must be an integer, got 'a'"):
        heads.setup_task_id("a", 5)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="num_classes must be at least 1, got 0"):
        heads.setup_task_id(9, 0)
    with pytest.raises(ValueError, match="takes no task_id"):
        heads_of(2, grows=True)(FEATURE, 2)
    with pytest.raises(ValueError, match="needs setup_task_id before"):
        TaskHeads(4, grows=True)(FEATURE)


def test_files_of_something_else_are_told(tmp_path: Path) -> None:
    backbone, heads = tmp_path / "backbone.pt", tmp_path / "heads.pt"
    clbackbones.save(clbackbones.MLP(4, [3], 2), backbone)
    with pytest.raises(CheckpointError, match=r"holds no heads that TaskHeads\.save wrote"):
        TaskHeads.restore(backbone)
    heads_of(2).save(heads)
    with pytest.raises(CheckpointError, match="is a checkpoint of another kind"):
        clbackbones.restore(heads)
    heads.write_bytes(heads.read_bytes()[:-100])
    with pytest.raises(CheckpointError, match="cannot be read"):
        TaskHeads.restore(heads)


@pytest.mark.parametrize("name", SMALL)
def test_features_are_the_activations_of_the_named_layers(name: str) -> None:
    backbone = small_config(name).build()
    begin_task(backbone)
    backbone.eval()
    images = random_input(backbone, batch=2)
    torch.manual_seed(0)
    *_, activations = backbone(images, **training_arguments(backbone))
    names = backbone.weighted_layer_names
    extractor = FeatureExtractor(backbone, features_at=[names[0], names[-1], names[-1].split("/")[0]])
    torch.manual_seed(0)
    features = extractor(images, **training_arguments(backbone))
    assert extractor.layer_names == (names[0], names[-1], names[-1])
    for feature, layer, channels in zip(features, extractor.layer_names, extractor.channels, strict=True):
        torch.testing.assert_close(feature, activations[layer])
        assert feature.shape[1] == channels


def test_a_part_of_the_network_stands_for_what_it_emits() -> None:
    backbone = clbackbones.ResNet18(3, stem="cifar")
    extractor = FeatureExtractor(backbone, features_at=["conv2x", "conv3x", "conv4x/0", "conv5x"])
    assert extractor.layer_names == ("conv2x/1/conv2", "conv3x/1/conv2", "conv4x/0/conv2", "conv5x/1/conv2")
    images = torch.randn(1, 3, 32, 32)
    shapes = [tuple(each.shape[1:]) for each in extractor(images)]
    assert shapes == [(64, 32, 32), (128, 16, 16), (256, 8, 8), (512, 4, 4)]
    with pytest.raises(ValueError, match="'conv6x' is not a weighted layer of this ResNet18"):
        FeatureExtractor(backbone, features_at=["conv6x"])
