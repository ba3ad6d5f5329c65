"""A page of Markdown into which commands write their tables."""

import os
import platform
from datetime import date
from pathlib import Path

import torch


def insert(page: Path, name: str, text: str) -> None:
    """Puts a text between the markers of its name in a page.

    Raises:
        ValueError: The page has no such markers.
    """
    begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->"
    before, marker, rest = page.read_text("utf-8").partition(begin)
    _, closing, after = rest.partition(end)
    if not marker or not closing:
        raise ValueError(f"{page} has no markers for {name}: write {begin.strip()} and {end}")
    page.write_text(f"{before}{begin}\n{text.strip()}\n\n{end}{after}", "utf-8")


def machine() -> str:
    """Where and when something was measured."""
    cores = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    return f"On {cores}; Python {platform.python_version()}, torch {torch.__version__}; {date.today().isoformat()}."
