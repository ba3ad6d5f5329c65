"""How much freed memory the C library keeps: no network changes that, and whoever asks for it gets it."""

import ctypes
import os
import platform
import subprocess
import sys

import pytest

from tests.backbones import SMALLEST, small_config
from tests.forward_pass import live_through_a_task, random_input, train_forward

# Page faults of a step's worth of memory, taken and freed again and again, before and after.
PROGRAM = """
import resource, torch, clbackbones

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(5):
        kept = [torch.ones(1 << 21) for _ in range(12)]  # of 8 MiB each
        del kept
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

first = faults()
clbackbones.keep_freed_memory()
faults()
print(first, faults())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are left alone")
@pytest.mark.parametrize(("variables", "kept"), [({}, True), ({"MALLOC_TRIM_THRESHOLD_": "131072"}, False)])
def test_freed_memory_is_kept_where_one_asks_for_it_unless_variables_say_how(
    variables: dict[str, str], kept: bool
) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MALLOC_", "GLIBC_"))}
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM], env={**environment, **variables}, capture_output=True, text=True, check=True
    )
    before, after = map(int, process.stdout.split())
    assert before > 10_000
    assert (after < before / 100) is kept


@pytest.mark.parametrize("name", SMALLEST)
def test_networks_leave_the_c_library_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a network changes how the process allocates memory")

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    backbone = small_config(name).build()
    live_through_a_task(backbone)
    train_forward(backbone, random_input(backbone, batch=2))[0].sum().backward()
