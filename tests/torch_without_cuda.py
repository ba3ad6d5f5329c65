"""`python -m tests.torch_without_cuda`: makes a CUDA build of torch run on a CPU without CUDA's libraries.

PyPI's torch for Linux on x86-64 is a CUDA build, whose libraries take gigabytes. A program that uses the CPU alone
calls none of their functions, except for the CUDA runtime's, which register what runs on a GPU. So links to a library
without functions stand in for all that are missing, and functions are looked up when they are called, not when torch is
loaded.
"""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

SITE = Path(sysconfig.get_path("platlib"))


def missing() -> str | None:
    """The name of a library without which torch cannot be imported."""
    imported = subprocess.run([sys.executable, "-c", "import torch"], check=False, capture_output=True, text=True)
    if imported.returncode == 0:
        return None
    found = re.search(r"(\S+): cannot open shared object file", imported.stderr)
    if found is None:
        sys.exit(imported.stderr)
    return found[1]


def main() -> None:
    """Puts a link for one missing library after the other into torch's own folder."""
    while library := missing():
        (SITE / "torch" / "lib" / library).symlink_to("libtorch_global_deps.so")
        (SITE / "lazy_binding.pth").write_text("import os, sys; sys.setdlopenflags(os.RTLD_LAZY)\n", encoding="utf-8")


if __name__ == "__main__":
    main()
