"""Law 4 for what is made of a backbone: files, copies, state dicts and compact networks have its tasks as stored."""

import copy
import pickle
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

import clbackbones
from clbackbones import IsolationError
from clbackbones_runtime.testing.passes import random_input, stored_outputs

from .ways_of_training import EACH, EACH_TRAINED, backward, built, first_layer, protected, sgd


def of_state_dict(backbone: Any) -> Any:
    state = nn.ModuleDict({"backbone": backbone}).state_dict()
    other = backbone.config.build()
    other.load_state_dict({key.removeprefix("backbone."): value for key, value in state.items()})
    return other


def pickled(backbone: Any) -> Any:
    return pickle.loads(pickle.dumps(backbone))


def saved(backbone: Any, path: Path) -> Any:
    clbackbones.save(backbone, path)
    return clbackbones.restore(path)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@EACH_TRAINED
def test_what_is_kept_of_an_interrupted_training_has_the_tasks_stored_before(name: str, tmp_path: Path) -> None:
    backbone = built(name, tasks=1)
    optimizer = sgd(backbone.parameters())
    optimizer.register_step_post_hook(interrupt)  # before weights are put back
    backbone.protect(optimizer)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)[1]
    backbone.setup_task_id(2)
    for copied in (copy.deepcopy, pickled, of_state_dict, partial(saved, path=tmp_path / "backbone.pt")):
        backward(backbone.train())
        with pytest.raises(KeyboardInterrupt):
            optimizer.step()
        assert torch.equal(stored_outputs(copied(backbone), input)[1], before)


@EACH
def test_changed_tasks_are_neither_saved_nor_made_compact(name: str, tmp_path: Path) -> None:
    backbone, input, before = protected(name)
    stored_outputs(backbone, input)
    first_layer(backbone).weight.data.mul_(2)  # which torch does not see
    for make in (lambda: saved(backbone, tmp_path / "backbone.pt"), lambda: backbone.compact(1)):
        with pytest.raises(IsolationError, match=backbone.weighted_layer_names[0]):
            make()
    assert not list(tmp_path.iterdir())
    backbone.restore_weights()
    assert torch.equal(stored_outputs(saved(backbone, tmp_path / "backbone.pt"), input)[1], before)
    torch.testing.assert_close(backbone.compact(1)(input), before)


# parameters that no mask knows


class Adapted(nn.Module):
    """A layer with a trained one beside it, as adapters of low rank are."""

    def __init__(self, layer: Any, adapter: nn.Module | None = None) -> None:
        super().__init__()
        self.layer = layer
        self.adapter = adapter

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            return getattr(self.layer, name)

    def forward(self, *args: Any) -> Any:
        return self.layer(*args)


def adapted(backbone: Any, adapter: nn.Module | None = None) -> nn.Module:
    """Puts something around the first layer."""
    name = backbone.weighted_layer_names[0].replace("/", ".")
    parent, _, child = name.rpartition(".")
    around = Adapted(first_layer(backbone), adapter)
    setattr(backbone.get_submodule(parent), child, around)
    return around


@EACH
def test_parameters_that_are_added_to_layers_are_refused_while_they_train(name: str) -> None:
    backbone = built(name, tasks=1)
    around = adapted(backbone, nn.Linear(2, 2))
    for call in (lambda: backbone.protect(sgd(backbone.parameters())), backbone.mask_gradients):
        with pytest.raises(ValueError, match=r"\.adapter\.weight', and 1 more: added to layers and trained"):
            call()
    around.adapter.requires_grad_(False)  # pyright: ignore[reportOptionalMemberAccess]
    backbone.protect(sgd(backbone.parameters()))


@EACH
def test_what_is_around_a_layer_without_parameters_is_none_of_them(name: str) -> None:
    backbone = built(name, tasks=1)
    adapted(backbone)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)[1]
    backbone.heads = nn.ModuleDict({"1": nn.Linear(2, 2)})  # of a class of one's own, one per task
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    backbone.setup_task_id(2)
    backward(backbone.train())
    optimizer.step()
    assert torch.equal(stored_outputs(backbone, input)[1], before)
