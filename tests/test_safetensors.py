"""Checkpoints as safetensors: what is saved comes back, other programs read the tensors, and damage is told."""

import json
import random
import struct
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

import clbackbones
from clbackbones import CheckpointError
from clbackbones_runtime.testing.passes import store_task

from .backbones import MASKED, SMALL, mechanism_of, normalized, small_config

NAME = "backbone.safetensors"


@pytest.fixture
def library() -> Any:
    return pytest.importorskip("safetensors.torch", reason="safetensors is not installed; run `make install`")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def with_tasks(name: str) -> Any:
    """A backbone with two tasks, one of which is stored where there are masks."""
    torch.manual_seed(0)
    backbone = small_config(name, **normalized(name, on=True)).build()
    if mechanism_of(name)["prefix"]:
        backbone.setup_task_id(7)
        if name in MASKED:
            store_task(backbone)
        backbone.setup_task_id(-1)
    return backbone


def same(found: dict[str, Tensor], expected: dict[str, Tensor]) -> bool:
    return found.keys() == expected.keys() and all(
        found[key].dtype == tensor.dtype and torch.equal(found[key], tensor) for key, tensor in expected.items()
    )


@pytest.mark.parametrize("name", SMALL)
def test_what_is_saved_is_restored_and_read_by_others(library: Any, path: Path, name: str) -> None:
    backbone = with_tasks(name)
    clbackbones.save(backbone, path)
    again = clbackbones.restore(path)
    assert type(again) is type(backbone)
    assert again.config == backbone.config
    assert same(again.state_dict(), backbone.state_dict())
    for attribute in ("task_id", "processed_task_ids", "stored_task_ids"):
        assert getattr(again, attribute, None) == getattr(backbone, attribute, None)
    assert same(library.load_file(path), backbone.state_dict())
    (length,) = struct.unpack("<Q", path.read_bytes()[:8])
    metadata = json.loads(path.read_bytes()[8 : 8 + length])["__metadata__"]
    assert clbackbones.load(json.loads(metadata["config"])) == backbone.config


def test_tensors_of_any_layout_are_saved(library: Any, path: Path) -> None:
    backbone = small_config("ResNet18").build().to(memory_format=torch.channels_last).bfloat16()
    clbackbones.save(backbone, path)
    assert same(clbackbones.restore(path, map_location="cpu").state_dict(), backbone.state_dict())


def test_a_flipped_bit_is_told_or_changes_nothing(library: Any, path: Path) -> None:
    backbone = with_tasks(MASKED[0])
    clbackbones.save(backbone, path)
    content, draw = path.read_bytes(), random.Random(0)
    (length,) = struct.unpack("<Q", content[:8])
    places = [*range(9), *draw.sample(range(9, 8 + length), 150), *draw.sample(range(8 + length, len(content)), 50)]
    told: list[str] = []
    for place in places:
        damaged = bytearray(content)
        damaged[place] ^= 1 << draw.randrange(8)
        path.write_bytes(damaged)
        try:
            again = clbackbones.restore(path)
        except CheckpointError as error:
            told.append(str(error))
        else:
            assert again.config == backbone.config
            assert same(again.state_dict(), backbone.state_dict())
    assert len(told) > len(places) // 2
    assert all(line.startswith(str(path)) and line.isprintable() for line in told)


def test_a_truncated_file_is_told(library: Any, path: Path) -> None:
    clbackbones.save(with_tasks("MLP"), path)
    content = path.read_bytes()
    for size in (0, 4, 9, 100, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:size])
        with pytest.raises(CheckpointError, match="cannot be read; it is truncated, or no checkpoint"):
            clbackbones.restore(path)


def test_a_file_of_others_is_told(library: Any, path: Path) -> None:
    library.save_file({"weight": torch.zeros(2)}, path)
    with pytest.raises(CheckpointError, match="was not written by clbackbones"):
        clbackbones.restore(path)


def test_a_device_that_is_not_there_is_told(library: Any, path: Path) -> None:
    clbackbones.save(with_tasks("MLP"), path)
    with pytest.raises(CheckpointError, match="'cuda:99' is not there; give map_location=\"cpu\""):
        clbackbones.restore(path, map_location="cuda:99")


def test_a_file_is_known_by_its_content(library: Any, path: Path, tmp_path: Path) -> None:
    clbackbones.save(with_tasks("MLP"), path)
    path.rename(tmp_path / "backbone.pt")
    assert isinstance(clbackbones.restore(tmp_path / "backbone.pt"), clbackbones.MLP)


def test_without_the_library_it_is_said_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "safetensors.torch", None)
    with pytest.raises(ImportError, match=r"pip install 'clbackbones\[safetensors\]'"):
        clbackbones.save(with_tasks("MLP"), path)
    assert not path.exists()
    path.write_bytes(struct.pack("<Q", 2) + b"{}")
    with pytest.raises(CheckpointError, match=r"pip install 'clbackbones\[safetensors\]'"):
        clbackbones.restore(path)
