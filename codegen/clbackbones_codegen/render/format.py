"""Formatting of generated Python with ruff, whose version the development constraints pin."""

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ruff.__main__ import find_ruff_bin  # pyright: ignore[reportMissingTypeStubs]

# `--isolated`: no configuration that happens to lie around may change the output.
_OPTIONS = ("--isolated", "--no-cache", "--quiet", "--config", "line-length=120", "--config", "target-version='py311'")
_RULES = (
    "--config",
    "lint.select=['F401', 'I', 'RUF022']",
    "--config",
    "lint.isort.known-first-party=['clbackbones', 'clbackbones_runtime']",
)
_FIXES = ("--fix-only", "--exit-zero", *_RULES)


def format_python(files: Mapping[str, str]) -> dict[str, str]:
    """The files with their Python formatted: unused imports dropped, imports sorted, lines broken.

    Args:
        files: Texts by path; only paths that end in `.py` are touched.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        names = [name for name in files if name.endswith(".py")]
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(files[name], encoding="utf-8")
        ruff = find_ruff_bin()
        subprocess.run([ruff, "check", *_OPTIONS, *_FIXES, folder], check=False, capture_output=True)
        subprocess.run([ruff, "format", *_OPTIONS, folder], check=False, capture_output=True)
        return dict(files) | {name: (root / name).read_text(encoding="utf-8") for name in names}
