"""Law 5: saved after any number of tasks and loaded into a fresh object, a backbone computes the same for each."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones

from .backbones import CLASSES, MASKED, SMALL, mechanism_of, normalized, small_config
from .forward_pass import begin_task, random_input, train_forward

DEEP = 25
"""From this many layers on, classes differ in their number of layers alone: they are tried after one task only."""

TASKS = [
    pytest.param(name, number, norm, id=f"{name}, {number} tasks{', norm' * norm}")
    for name in CLASSES
    for number in (0, 1, 3)
    for norm in (False, True)
    if len(small_config(name).graph().layers) < DEEP or (number == 1 and norm)
]


class Learner(nn.Module):
    """A module that holds a backbone, as every training framework has one."""

    def __init__(self, backbone: Any) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(backbone.output_dim, 2)


def learned(config: Any, tasks: int) -> Any:
    """A backbone after a number of tasks, whose ids are no sequence; for masked ones a further one has begun."""
    backbone = config.build()
    ids = (7, -2, 4)[:tasks]
    for task_id in ids:
        begin_task(backbone, task_id)
        train_forward(backbone, random_input(backbone, batch=4, size=16))
        with torch.no_grad():
            for parameter in backbone.parameters():
                parameter.add_(0.01 * torch.randn_like(parameter))
        if config.class_name in MASKED:
            backbone.store_mask(**mask_arguments(config.class_name))
    if tasks == 3:
        begin_task(backbone, 9)
    return backbone


def mask_arguments(name: str) -> dict[str, float]:
    return {"mask_percentage": 0.5} if mechanism_of(name)["masks"] == "weight" else {}


def outputs(backbone: Any, input: Tensor) -> dict[Any, Tensor]:
    """The features of all that a backbone computes: each stored task, and what is being learned."""
    backbone.eval()
    if backbone.config.class_name not in MASKED:
        return {None: backbone(input)[0]}
    with torch.no_grad():
        tested = {task_id: backbone(input, "test", test_task_id=task_id)[0] for task_id in backbone.stored_task_ids}
        return {None: backbone(input, "validation", **mask_arguments(backbone.config.class_name))[0], **tested}


def assert_same(found: Any, backbone: Any, input: Tensor) -> None:
    expected, given = outputs(backbone, input), outputs(found, input)
    assert list(given) == list(expected)
    for task_id, feature in expected.items():
        assert torch.equal(given[task_id], feature), f"task {task_id} computes something else"
    for state in ("task_id", "processed_task_ids", "stored_task_ids"):
        if backbone.config.class_name in MASKED:
            assert getattr(found, state) == getattr(backbone, state)


@pytest.mark.parametrize(("name", "tasks", "norm"), TASKS)
def test_a_fresh_object_computes_the_same(name: str, tasks: int, norm: bool, tmp_path: Path) -> None:
    torch.manual_seed(0)
    config = small_config(name, stem="cifar", **normalized(name, on=norm))
    backbone = learned(config, tasks)
    input = random_input(backbone, batch=2, size=16)

    torch.save(Learner(backbone).state_dict(), tmp_path / "learner.pt")
    fresh = Learner(config.build())
    fresh.load_state_dict(torch.load(tmp_path / "learner.pt", weights_only=True), strict=True)
    assert_same(fresh.backbone, backbone, input)

    clbackbones.save(backbone, tmp_path / "backbone.pt")
    restored = clbackbones.restore(tmp_path / "backbone.pt")
    assert type(restored) is type(backbone)
    assert restored.config == config
    assert_same(restored, backbone, input)


@pytest.mark.parametrize("name", [name for name in MASKED if len(small_config(name).graph().layers) < DEEP])
def test_a_restored_backbone_goes_on_learning(name: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    backbone = learned(small_config(name, stem="cifar", **normalized(name, on=True)), 1)
    clbackbones.save(backbone, tmp_path / "backbone.pt")
    restored = clbackbones.restore(tmp_path / "backbone.pt").train()
    input = random_input(backbone, batch=4, size=16)
    before = outputs(restored, input)[7]
    optimizer = torch.optim.SGD(restored.parameters(), lr=0.1, weight_decay=0.1)
    restored.protect(optimizer)
    restored.train().setup_task_id(8)
    train_forward(restored, input)[0].sum().backward()
    optimizer.step()
    restored.store_mask(**mask_arguments(name))
    assert torch.equal(outputs(restored, input)[7], before)
    assert not torch.equal(outputs(restored, input)[8], before)


@pytest.mark.parametrize("name", [name for name in SMALL if mechanism_of(name)["masks"]])
@pytest.mark.parametrize("inside", [False, True])
def test_a_state_dict_that_does_not_fit_leaves_no_tasks(name: str, inside: bool) -> None:
    source = small_config(name, **normalized(name, True)).build()
    source.setup_task_id(1)
    source.store_mask(**({"mask_percentage": 0.5} if mechanism_of(name)["masks"] == "weight" else {}))
    fields: dict[str, Any] = {"hidden_dims": [8, 7], "stem": "cifar"}
    other = small_config(name, **fields, **normalized(name, True)).build()
    target = nn.ModuleDict({"backbone": other}) if inside else other
    state = source.state_dict(prefix="backbone." if inside else "")
    with pytest.raises(RuntimeError, match="size mismatch"):
        target.load_state_dict(state)
    assert (other.task_id, other.processed_task_ids, other.stored_task_ids) == (None, [], [])
    other.setup_task_id(1)
