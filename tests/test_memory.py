"""What constructing a masked backbone changes of the process: how much freed memory the C library keeps."""

import os
import platform
import subprocess
import sys

import pytest

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
clbackbones.HATMaskMLP(4, [4], 4)
faults()
print(first, faults())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are left alone")
@pytest.mark.parametrize(("variables", "kept"), [({}, True), ({"MALLOC_TRIM_THRESHOLD_": "131072"}, False)])
def test_freed_memory_is_kept_unless_the_user_says_how(variables: dict[str, str], kept: bool) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MALLOC_", "GLIBC_"))}
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM], env={**environment, **variables}, capture_output=True, text=True, check=True
    )
    before, after = map(int, process.stdout.split())
    assert before > 10_000
    assert (after < before / 100) is kept
