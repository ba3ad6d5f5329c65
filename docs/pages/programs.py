"""Runs the programs of `examples/` that the site shows, and makes a page of each: its text, its output, its figures."""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from attrs import frozen

from .markdown import fenced, page

__all__ = ["PROGRAMS", "Ran", "program_page", "run_program"]

PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "plain_loop.py": (),
    "masks.py": (),
    "sweep.py": ("-m", "backbone=hat_mask_mlp,wsn_mask_mlp,packnet_mlp"),
}
"""The programs, each with its arguments."""

LIMIT = 300
"""Seconds after which a program has hung."""


@frozen
class Ran:
    """What a program did.

    Attributes:
        printed: Its output.
        figures: The pictures that it wrote, by file name.
    """

    printed: str
    figures: Mapping[str, bytes]


def run_program(path: Path) -> Ran:
    """Runs a program in an empty folder, with the arguments that `PROGRAMS` has for it.

    Args:
        path: The program.

    Raises:
        RuntimeError: It failed; the text says how.
    """
    with TemporaryDirectory() as folder:
        command = [sys.executable, str(path.resolve()), *PROGRAMS[path.name]]
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        result = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
        )
        if result.returncode:
            raise RuntimeError(f"{path.name} failed with status {result.returncode}:\n{result.stdout}{result.stderr}")
        figures = {each.name: each.read_bytes() for each in sorted(Path(folder).glob("*.png"))}
    return Ran(result.stdout, figures)


def program_page(name: str, ran: Ran, text: str) -> str:
    """The page of a program.

    Args:
        name: Its file in `examples/`.
        ran: What it did.
        text: Its text.
    """
    stem = PurePosixPath(name).stem
    about = ast.get_docstring(ast.parse(text)) or ""
    title = about.partition(":")[0].partition(". ")[0].rstrip(".")
    pictures = [f"```{{figure}} {stem}/{figure}\n:alt: {figure.removesuffix('.png')}\n```" for figure in ran.figures]
    command = " ".join(["$ python", f"examples/{name}", *PROGRAMS[name]])
    return page(
        title,
        about,
        "## What it prints",
        fenced("console", f"{command}\n{ran.printed}"),
        *(["## What it draws"] if pictures else []),
        *pictures,
        "## The program",
        fenced("python", text),
    )
