"""A page of Markdown into which commands write their tables."""

import os
import platform
from datetime import date
from pathlib import Path

import torch

from clbackbones import CATALOG


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
    """Where and when something was measured, and how much there was of it."""
    classes = [CATALOG.backbone_class(name) for name in CATALOG.class_names()]
    architectures, mechanisms = ({getattr(each, kind) for each in classes} for kind in ("architecture", "mechanism"))
    state = f"{len(architectures)} architectures with {len(mechanisms)} mechanisms"
    cores = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    made = f"Python {platform.python_version()}, torch {torch.__version__}"
    return f"Of {state}, {date.today().isoformat()}. On {cores}; {made}."
