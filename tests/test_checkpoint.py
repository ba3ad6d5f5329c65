"""A file of `clbackbones.save` rebuilds its backbone, or says in one error why it cannot."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from torch import nn

import clbackbones
from clbackbones import CheckpointError

from .backbones import SMALLEST, mechanism_of, small_config

Content = dict[str, Any]


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def trained() -> Any:
    backbone: Any = clbackbones.HATMaskMLP(12, [9, 8], 6, batch_normalization="independent")
    backbone.setup_task_id(3)
    backbone(torch.randn(4, 12), "train", 400.0, 0, 10)
    backbone.store_mask()
    return backbone


@pytest.fixture
def path(tmp_path: Path) -> Path:
    saved = tmp_path / "backbone.pt"
    clbackbones.save(trained(), saved)
    return saved


def test_the_file_is_a_config_and_a_state_dict(path: Path) -> None:
    content = torch.load(path, weights_only=True)
    config = clbackbones.load(content["config"])
    assert config.class_name == "HATMaskMLP"
    config.build().load_state_dict(content["state"], strict=True)


def test_a_restored_backbone_is_ready_to_train(path: Path) -> None:
    before = torch.get_rng_state()
    with torch.inference_mode():
        restored = clbackbones.restore(str(path))
    assert torch.equal(torch.get_rng_state(), before), "restoring drew random numbers"
    assert not any(tensor.is_inference() for tensor in restored.state_dict().values())
    assert restored.training
    assert all(parameter.requires_grad for parameter in restored.parameters())
    assert not any(tensor.is_meta for tensor in restored.state_dict().values())


@pytest.mark.parametrize("name", [name for name in SMALLEST if mechanism_of(name)["prefix"]])
def test_tasks_come_back_in_their_order(name: str, tmp_path: Path) -> None:
    backbone: Any = small_config(name).build()
    for task_id in (3, 1, -2, 1):
        backbone.setup_task_id(task_id)
    clbackbones.save(backbone, tmp_path / "backbone.pt")
    restored = clbackbones.restore(tmp_path / "backbone.pt")
    assert (restored.task_id, restored.processed_task_ids) == (1, [3, 1, -2])


def test_dtype_and_place_are_kept(tmp_path: Path) -> None:
    backbone = trained().double()
    clbackbones.save(backbone, tmp_path / "double.pt")
    restored = clbackbones.restore(tmp_path / "double.pt", map_location="cpu")
    assert {parameter.dtype for parameter in restored.parameters()} == {torch.float64}
    input = torch.randn(2, 12).double()
    assert torch.equal(*(module(input, "test", test_task_id=3)[0] for module in (restored, backbone)))


def test_an_activation_class_and_lists_survive(tmp_path: Path) -> None:
    backbone = clbackbones.WSNMaskMLP(12, [9, 8], 6, activation_layer=nn.GELU, dropout=0.25)
    clbackbones.save(backbone, tmp_path / "backbone.pt")
    assert clbackbones.restore(tmp_path / "backbone.pt").config == backbone.config


def test_saving_replaces_the_file_whole_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def disk_full(content: object, file: Any) -> None:
        file.write(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(torch, "save", disk_full)
    with pytest.raises(OSError, match="no space left"):
        clbackbones.save(trained(), path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("place", ["absent/backbone.pt", "."])
def test_an_error_of_the_system_names_the_file_that_was_asked_for(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError) as caught:  # noqa: PT011 - which one depends on the system
        clbackbones.save(trained(), place)
    assert caught.value.filename == place
    assert ".part" not in str(caught.value)
    assert not list(tmp_path.iterdir())


WRAPPED: Mapping[str, Callable[[Any], object]] = {
    "Sequential": nn.Sequential,
    "dict": lambda backbone: {"backbone": backbone},
    "OrderedDict": lambda backbone: backbone.state_dict(),
}


@pytest.mark.parametrize("kind", WRAPPED)
def test_only_a_backbone_is_saved(kind: str, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=f"takes a backbone, got a {kind}"):
        clbackbones.save(cast(Any, WRAPPED[kind](trained())), tmp_path / "backbone.pt")
    assert not list(tmp_path.iterdir())


# files that do not fit


def other_class(content: Content) -> None:
    content["config"] = clbackbones.WSNMaskMLPConfig(input_dim=12, hidden_dims=[9, 8], output_dim=6).to_dict()


def other_config(content: Content) -> None:
    content["config"]["hidden_dims"] = [9, 7]


def no_norms(content: Content) -> None:
    content["config"]["batch_normalization"] = None


def wrong_shaped_mask(content: Content) -> None:
    content["state"]["tasks.3.mask/fc/1"] = torch.ones(5, dtype=torch.uint8)


def wrong_shaped_flag(content: Content) -> None:
    content["state"]["tasks.3.stored"] = torch.ones(2, dtype=torch.uint8)


def a_mask_missing(content: Content) -> None:
    del content["state"]["tasks.3.mask/fc/1"]


def integers_for_weights(content: Content) -> None:
    content["state"]["fc.0.weight"] = content["state"]["fc.0.weight"].long()


def no_tensor(content: Content) -> None:
    content["state"]["fc.0.weight"] = [1.0, 2.0]


def unknown_class(content: Content) -> None:
    content["config"]["_target_"] = "clbackbones.HATMaskMPL"


def misspelt_field(content: Content) -> None:
    content["config"]["hidden_dim"] = 4


def no_config(content: Content) -> None:
    del content["config"]


def no_state(content: Content) -> None:
    content["state"] = None


def newer_format(content: Content) -> None:
    content["format"] = "clbackbones 2"


def foreign(content: Content) -> None:
    state = content["state"]
    content.clear()
    content.update(state)


BAD: dict[Callable[[Content], None], str] = {
    other_class: r"do not fit a WSNMaskMLP of its config: .*weight_score",
    other_config: r"do not fit a HATMaskMLP of its config: .*(fc|mask)",
    no_norms: r"do not fit a HATMaskMLP of its config: .*fc_bn",
    wrong_shaped_mask: r"size mismatch for tasks.3.mask/fc/1.*\[5\].*\[8\]",
    wrong_shaped_flag: "do not fit a HATMaskMLP of its config: .+",
    a_mask_missing: "Missing key.*tasks.3.mask/fc/1",
    integers_for_weights: "do not fit a HATMaskMLP of its config: .+",
    no_tensor: "no tensors: fc.0.weight",
    unknown_class: "config that is not valid: .*HATMaskMLP",
    misspelt_field: "config that is not valid: .*hidden_dims",
    no_config: "lacks its config or its state dict",
    no_state: "lacks its config or its state dict",
    newer_format: "another kind .'clbackbones 2'.; this version reads 'clbackbones 1'",
    foreign: "was not written by clbackbones.save",
}


@pytest.mark.parametrize("change", BAD, ids=lambda change: change.__name__)
def test_a_file_that_does_not_fit_is_one_clear_error(change: Callable[[Content], None], path: Path) -> None:
    content = torch.load(path, weights_only=True)
    change(content)
    torch.save(content, path)
    with pytest.raises(CheckpointError, match=f"{path.name}.*{BAD[change]}") as caught:
        clbackbones.restore(path)
    assert len(str(caught.value).splitlines()) == 1


def test_long_lists_of_what_does_not_fit_are_cut(path: Path) -> None:
    content = torch.load(path, weights_only=True)
    content["config"] = clbackbones.HATMaskResNet18Config(input_channels=3).to_dict()
    torch.save(content, path)
    with pytest.raises(CheckpointError) as caught:
        clbackbones.restore(path)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("size", [0, 1, 100, -1, -1000])
def test_a_truncated_file_is_one_clear_error(size: int, path: Path) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(CheckpointError, match="truncated, or no checkpoint of a backbone"):
        clbackbones.restore(path)


@pytest.mark.parametrize("content", [b"backbone: yes\n", b"\x80\x04\x95", b"PK\x03\x04", bytes(range(256)) * 9])
def test_a_file_of_another_kind_is_one_clear_error(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="truncated, or no checkpoint of a backbone"):
        clbackbones.restore(path)


def test_code_in_a_file_is_not_run(path: Path) -> None:
    torch.save(nn.Linear(2, 2), path)
    with pytest.raises(CheckpointError, match="truncated, or no checkpoint of a backbone"):
        clbackbones.restore(path)


def test_damaged_bytes_raise_nothing_else(path: Path) -> None:
    whole = path.read_bytes()
    draw = random.Random(0)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(draw.choice([1, 4, 40])):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        path.write_bytes(damaged)
        try:
            clbackbones.restore(path)
        except CheckpointError:
            continue


def test_a_missing_file_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="absent"):
        clbackbones.restore(tmp_path / "absent.pt")
    with pytest.raises(IsADirectoryError):
        clbackbones.restore(tmp_path)
    with pytest.raises(FileNotFoundError):
        clbackbones.save(trained(), tmp_path / "no folder" / "backbone.pt")


def test_a_file_of_something_else_is_told_without_advice_to_run_it(path: Path) -> None:
    path.write_text("_target_: clbackbones.MLP\n", "utf-8")
    with pytest.raises(CheckpointError) as caught:
        clbackbones.restore(path)
    assert "something else than tensors" in str(caught.value)
    assert "weights_only" not in str(caught.value)
