"""Does what a guide says, in a folder: writes the files that it shows, runs its commands, compares what they print."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

__all__ = ["follow"]

BLOCK = re.compile(r"(.*?)^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "..."
"""A line of a guide that stands for any output."""

IMPORTABLE = "from tests.torchvision_counterpart import models\n\nmodels()\n"
"""Run before each program, so that CLArena, which imports torchvision, can be imported beside any build of torch."""


def follow(guide: Path, folder: Path, executables: Path) -> None:
    """Follows a guide from its first line to its last.

    Args:
        guide: A page in Markdown. A file is a block below a line with nothing but its name.
        folder: An empty folder.
        executables: Where the programs of the environment are; `pip install` in a guide has been done there.
    """
    before = folder / ".before"
    before.mkdir()
    (before / "sitecustomize.py").write_text(IMPORTABLE, "utf-8")
    root = Path(__file__).parent.parent
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(executables), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(before), str(root)]) if "import clarena" in guide.read_text("utf-8") else "",
    }
    for text, language, block in BLOCK.findall(guide.read_text("utf-8")):
        if language == "console":
            for command, wanted in sessions(block):
                result = subprocess.run(
                    command,
                    shell=True,
                    cwd=folder,
                    env=environment,
                    capture_output=True,
                    text=True,
                    timeout=120,
                    check=False,
                )
                printed = "".join(f"{line.rstrip()}\n" for line in (result.stdout + result.stderr).splitlines())
                assert wanted == f"{LEFT_OUT}\n" or printed == wanted, command
        elif named := re.fullmatch(r"`([^`]+)`", text.strip().split("\n")[-1]):
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, "utf-8")


def sessions(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what it prints, but for installations."""
    for session in block.removeprefix("$ ").split("\n$ "):
        command, _, printed = session.partition("\n")
        if not command.startswith("pip install "):
            yield command, printed if not printed or printed.endswith("\n") else f"{printed}\n"
