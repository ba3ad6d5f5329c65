"""Configs and backbones say on one screen what they are."""

import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import clbackbones
from clbackbones.testing import configs

from .backbones import CLASSES, MASKED, SMALL, small_config

COLUMNS, LINES = 100, 24


def fits(text: str) -> bool:
    lines = text.splitlines()
    return len(lines) <= LINES and all(len(line) <= COLUMNS for line in lines)


@given(st.sampled_from(CLASSES).flatmap(configs))
def test_a_config_is_shown_as_python_that_makes_it(values: dict[str, Any]) -> None:
    config = clbackbones.load(values)
    assert fits(repr(config))
    if "..." not in repr(config):
        assert eval(repr(config), dict(vars(clbackbones)), {f"{config.class_name}Config": type(config)}) == config


def test_long_values_are_cut_short() -> None:
    config = clbackbones.MLPConfig(input_dim=1, hidden_dims=range(1, 100_000), output_dim=1)
    assert "hidden_dims=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ..., 99999)" in repr(config)
    pretrained = clbackbones.ResNet18Config(input_channels=3, pretrained_weights="folder/" * 1000)
    assert fits(repr(pretrained))


def test_a_drop_in_has_the_name_that_other_commands_call_it_by() -> None:
    config = "MLPConfig(input_dim=1, hidden_dims=(), output_dim=1)"
    program = f"from clbackbones.configs.clarena import MLPConfig; print({config})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == f"clarena.{config}\n"


@pytest.mark.parametrize("name", CLASSES)
def test_a_backbone_is_shown_on_a_screen(name: str) -> None:
    with torch.device("meta"):
        backbone = small_config(name).build()
    shown = repr(backbone)
    assert fits(shown)
    assert shown.startswith(f"{name}(")
    assert f"{backbone.config.num_parameters:,} parameters" in shown
    assert shown.splitlines()[1].strip() in repr(torch.nn.Sequential(backbone))


def test_a_backbone_says_which_tasks_it_has() -> None:
    backbone = small_config(MASKED[0]).build()
    assert "tasks: none" in repr(backbone)
    for task_id in range(20):
        backbone.setup_task_id(task_id)
    assert repr(backbone).endswith("tasks: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ..., 19; current: 19")


@pytest.mark.parametrize("name", SMALL)
def test_summary_has_a_row_per_operation(name: str) -> None:
    with torch.device("meta"):
        backbone = small_config(name).build()
    table = backbone.summary()
    names = [node.name for node in backbone.graph.nodes]
    shown = [line.split()[0] for line in repr(table).splitlines() if line.strip()]
    assert [each for each in shown if each in names] == names
    assert f"parameters: {backbone.config.num_parameters:,}" in str(table)
    narrow = StringIO()
    Console(file=narrow, width=60).print(table)
    assert all(len(line) <= 60 for line in narrow.getvalue().splitlines())


def test_summary_counts_multiplications_of_an_input() -> None:
    with torch.device("meta"):
        backbone = clbackbones.ResNet18(3)
    assert "MACs: depend on the input" in repr(backbone.summary())
    # What torchvision's documentation gives, less the linear layer of 512 times 1,000.
    assert f"MACs: {1_814_073_344 - 512_000:,} per input" in repr(backbone.summary(3, 224, 224))
    with pytest.raises(ValueError, match="3"):
        backbone.summary(1, 224, 224)
