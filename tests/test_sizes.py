"""A network that would not fit into memory is told before anything of it is allocated, in one line with the numbers."""

import resource
from pathlib import Path
from typing import Any

import pytest
import torch

import clbackbones
from clbackbones_runtime.config import capacity
from clbackbones_runtime.config.capacity import bytes_told, machine_memory, too_large

from .backbones import CLASSES, small_config
from .command_line import clbackbones as command

HUGE: dict[str, Any] = {"input_dim": 10, "hidden_dims": [10_000_000, 10_000_000], "output_dim": 2}
TOLD = (
    r"MLP with these fields has 100,000,140,000,002 parameters, 363\.8 TiB of 4 bytes each, and there are .* of memory"
)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_what_does_not_fit_is_told_before_anything_is_allocated() -> None:
    before = peak()
    config = clbackbones.MLPConfig(**HUGE)
    for build in (config.build, lambda: clbackbones.MLP.from_config(config), lambda: clbackbones.MLP(**HUGE)):
        with pytest.raises(MemoryError, match=TOLD) as caught:
            build()
        assert len(str(caught.value).splitlines()) == 1
    assert peak() - before < 100_000  # kilobytes


def test_one_layer_that_fits_before_one_that_does_not_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a layer is made")

    monkeypatch.setattr(torch.nn.Linear, "__init__", refuse)
    with pytest.raises(MemoryError, match=TOLD):
        clbackbones.MLP(**HUGE)


@pytest.mark.parametrize("name", CLASSES)
def test_masks_count(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    config = small_config(name)
    limit = 4 * config.num_parameters
    monkeypatch.setattr("clbackbones_runtime.mechanisms.backbone.machine_memory", lambda: limit - 1)
    with pytest.raises(MemoryError, match=f"{config.num_parameters:,} parameters"):
        config.build()
    with torch.device("meta"):
        config.build()


def test_what_just_fits_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    config = small_config("HATMaskMLP")
    limit = 4 * config.num_parameters
    monkeypatch.setattr("clbackbones_runtime.mechanisms.backbone.machine_memory", lambda: limit)
    config.build()
    monkeypatch.setattr("clbackbones_runtime.mechanisms.backbone.machine_memory", lambda: None)
    config.build()


def test_show_says_the_size_and_that_it_is_too_much(tmp_path: Path) -> None:
    fields = ("input_dim=10", "hidden_dims=[10000000, 10000000]", "output_dim=2")
    run = command("show", "MLP", *fields)
    assert run.status == 0
    assert "100,000,140,000,002" in run.out
    assert "363.8 TiB of float32, more than the " in " ".join(run.out.split())
    assert "more than" not in command("show", "MLP", "input_dim=10", "hidden_dims=[]", "output_dim=2").out


def test_the_memory_of_a_container_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(capacity, "_LIMITS", (tmp_path / "none", limit))
    whole = machine_memory()
    assert whole is not None and whole > 1 << 28
    limit.write_text("max\n", "ascii")
    assert machine_memory() == whole
    limit.write_text("1048576\n", "ascii")
    assert machine_memory() == 1 << 20


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1.0 KiB"),
        (1536, "1.5 KiB"),
        (5 << 40, "5.0 TiB"),
        (5 << 60, "5,120 PiB"),
        (10**400, "over a million PiB"),
    ],
)
def test_bytes_are_told_in_few_digits(number: int, told: str) -> None:
    assert bytes_told(number) == told


def test_the_limit_is_exact() -> None:
    assert too_large("MLP", 10, 4, 40) is None
    assert too_large("MLP", 10, 4, None) is None
    assert too_large("MLP", 11, 4, 40) == (
        "MLP with these fields has 11 parameters, 44 bytes of 4 bytes each, and there are 40 bytes of memory here: "
        "make it smaller"
    )
