"""Fear: an upgrade of this package makes old checkpoints, seeds and state-dict keys mean something else."""

import json
from pathlib import Path

import pytest
import torch

import clbackbones
from clbackbones import CATALOG

from .record import checkpoints, class_facts, one_thread, recorded, task_outputs, trained_outputs

CLASSES = recorded()


@pytest.mark.parametrize("name", CLASSES)
def test_keys_parameters_and_draws_are_those_recorded(name: str) -> None:
    facts = class_facts(name)
    assert facts["state"] == CLASSES[name]["state"]
    assert facts["parameters"] == CLASSES[name]["parameters"]
    assert facts["weights"] == pytest.approx(CLASSES[name]["weights"], rel=1e-6)


@pytest.mark.parametrize("name", [name for name, facts in CLASSES.items() if "outputs" in facts])
def test_two_protected_tasks_end_as_recorded(name: str) -> None:
    with one_thread():
        outputs = trained_outputs(name)
    assert outputs.keys() == CLASSES[name]["outputs"].keys()
    for task_id, feature in outputs.items():
        assert feature == pytest.approx(CLASSES[name]["outputs"][task_id], rel=1e-3, abs=1e-5)


@pytest.mark.parametrize("path", checkpoints(), ids=lambda path: path.stem)
def test_checkpoints_of_earlier_releases_compute_what_they_computed(path: Path) -> None:
    backbone = clbackbones.restore(path)
    assert type(backbone).__name__ == path.stem
    outputs = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = {str(task_id): feature for task_id, feature in task_outputs(backbone).items()}
    assert found.keys() == outputs.keys()
    for task_id, feature in found.items():
        torch.testing.assert_close(feature, torch.tensor(outputs[task_id]))


def test_each_mechanism_has_a_checkpoint() -> None:
    names = {path.stem for path in checkpoints()}
    assert {CATALOG.backbone_class(name).mechanism for name in names} == {
        CATALOG.backbone_class(name).mechanism for name in CATALOG.class_names()
    }
