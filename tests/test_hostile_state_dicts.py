"""Files of others, for `convert` and `pretrained_weights`: whatever they hold ends in one error that acts nowhere."""

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

import clbackbones
from clbackbones import CATALOG, CheckpointError
from clbackbones_runtime.checkpoint.conversion import convert

State = dict[str, Any]
MLP: State = {"_target_": "clbackbones.CLMLP"}  # so that no other classes are tried


def state() -> State:
    return dict(clbackbones.MLP(6, [5], 4).state_dict())


def each(change: Callable[[Tensor], Tensor]) -> State:
    return {key: change(tensor) for key, tensor in state().items()}


def attribute(name: str) -> State:
    given = OrderedDict(state())
    vars(given)[name] = 7
    return given


REFUSED: dict[str, tuple[Callable[[], State], str]] = {
    "meta": (lambda: each(lambda each: each.to("meta")), "tensors without values of their own, fc.0.weight"),
    "sparse": (lambda: each(Tensor.to_sparse), "tensors without values of their own, fc.0.weight"),
    "one value for any number": (
        lambda: {"fc.0.weight": torch.zeros(1, 1).expand(10**9, 10**6)},
        "tensors without values of their own, fc.0.weight",
    ),
    "complex": (lambda: each(lambda each: each.to(torch.complex64)), "fc.0.weight is torch.complex64"),
    "of 8 bits": (lambda: each(lambda each: each.to(torch.float8_e4m3fn)), "fc.0.weight is torch.float8_e4m3fn"),
    "escapes": (lambda: {"\x1b[31m\n::error::x.weight": torch.zeros(3, 3)}, r"\\x1b\[31m\\n::error::x.weight is unexp"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_no_backbone_can_be_made_of_is_refused_and_nothing_is_written(kind: str, tmp_path: Path) -> None:
    given, said = REFUSED[kind]
    torch.save(given(), tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match=said) as caught:
        convert(CATALOG, tmp_path / "x.pt", tmp_path / "y.pt", fields=MLP)
    assert all(line.isprintable() for line in str(caught.value).split("\n"))
    assert not (tmp_path / "y.pt").exists()


@pytest.mark.parametrize("name", ["get", "values", "keys", "_metadata"])
def test_methods_of_mappings_in_a_file_are_not_asked(name: str, tmp_path: Path) -> None:
    given = attribute(name)
    torch.save(given, tmp_path / "x.pt")
    convert(CATALOG, tmp_path / "x.pt", tmp_path / "y.pt", fields=MLP)
    assert torch.equal(clbackbones.restore(tmp_path / "y.pt").fc[0].weight, given["fc.0.weight"])


def test_names_of_files_are_escaped(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31m\n::error::x.pt"
    path.write_bytes(b"none")
    for target in (tmp_path / "y.pt", path):
        with pytest.raises(CheckpointError) as caught:
            convert(CATALOG, path, target)
        assert str(caught.value).isprintable()


def test_prefixes_take_time_that_grows_with_the_file(tmp_path: Path) -> None:
    torch.save({"module." * 50_000 + key: value for key, value in state().items()}, tmp_path / "x.pt")
    begin = time.process_time()
    with pytest.raises(CheckpointError):
        convert(CATALOG, tmp_path / "x.pt", tmp_path / "y.pt", fields=MLP)
    assert time.process_time() - begin < 5


WEIGHTS: dict[str, tuple[Callable[[Tensor], Tensor], str]] = {
    "complex": (lambda each: each.to(torch.complex64), "conv1.weight is torch.complex64, not a floating-point type"),
    "meta": (lambda each: each.to("meta"), "tensors without values of their own, conv1.weight"),
}


@pytest.mark.parametrize("kind", WEIGHTS)
def test_weights_without_numbers_are_none_to_start_from(kind: str, tmp_path: Path) -> None:
    change, said = WEIGHTS[kind]
    own = clbackbones.ResNet18(input_channels=3).state_dict()
    torch.save(
        {key: change(value) if value.is_floating_point() else value for key, value in own.items()}, tmp_path / "x"
    )
    with pytest.raises(ValueError, match=said):
        clbackbones.ResNet18(input_channels=3, pretrained_weights=str(tmp_path / "x"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system that has pipes with names")
def test_a_pipe_holds_no_weights_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for trust in (False, True):
        with pytest.raises(CheckpointError, match="no file, but a pipe or device"):
            convert(CATALOG, tmp_path / "pipe", tmp_path / "y.pt", trust=trust)
    with pytest.raises(ValueError, match="no file, but a pipe or device"):
        clbackbones.ResNet18(input_channels=3, pretrained_weights=str(tmp_path / "pipe"))
