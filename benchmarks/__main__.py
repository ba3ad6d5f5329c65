"""Prints the table of figures; the status is 1 if one of them falls short."""

import argparse
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import torch
from attrs import frozen
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

import clbackbones

from . import (
    commands,
    compaction,
    compiled,
    construction,
    counterparts,
    epochs,
    memory,
    protection,
    results,
    scale,
    steps,
)
from .measure import Figure

THREADS = 2


@frozen
class Part:
    """Part of the figures.

    Attributes:
        title: Its heading.
        figures: Yields them as they are measured, on a device.
        cpu_only: Whether the device changes nothing.
    """

    title: str
    figures: Callable[[torch.device], Iterator[Figure]]
    cpu_only: bool = False


PARTS: Mapping[str, Part] = {
    "epochs": Part("Epochs of training, of the plain network's", epochs.figures),
    "steps": Part("Training steps in the first batch of an epoch, of the plain network's", steps.figures),
    "compiled": Part("Compiled, of the plain network compiled", compiled.figures),
    "counterparts": Part("Without masks, of torchvision's network", counterparts.figures),
    "protection": Part("Training helpers, of a step", protection.figures),
    "compaction": Part("Compact networks", compaction.figures),
    "memory": Part("Memory", memory.figures),
    "construction": Part("Construction and first pass, of the plain network", construction.figures),
    "commands": Part("Commands", commands.figures, cpu_only=True),
    "scale": Part("Growth", scale.figures, cpu_only=True),
}
"""All parts, in the order of the table."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and, with `--out`, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--device", type=torch.device, default=torch.device("cpu"), help="cpu or cuda")
    parser.add_argument("--only", choices=PARTS, help="one part of the table")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a Markdown file to write into")
    options = parser.parse_args(arguments)
    torch.set_num_threads(THREADS)
    device, environment = describe(options.device)
    console = Console()
    console.print(f"{device}, {environment}")
    names = [options.only] if options.only else list(PARTS)
    skipped = [name for name in names if PARTS[name].cpu_only and options.device.type != "cpu"]
    if skipped:
        console.print(f"skipped, since they are of the CPU alone: {', '.join(skipped)}")
    holds = True
    for name in names:
        if name in skipped:
            continue
        measured = measure(PARTS[name], options.device, console)
        holds = holds and all(figure.holds for figure in measured)
        if options.out is not None:
            order = [part.title for part in PARTS.values()]
            results.update(options.out, device, order, {PARTS[name].title: results.table(measured, environment)})
    return int(not holds)


def describe(device: torch.device) -> tuple[str, str]:
    """The name of a device, of a CPU the model, since ratios differ between them; and what is used with it."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device), f"torch {torch.__version__}"
    name = processor() if device.type == "cpu" else device.type.upper()
    return name, f"torch {torch.__version__}, {THREADS} threads"


def processor() -> str:
    """The processor's model, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


def measure(part: Part, device: torch.device, console: Console) -> list[Figure]:
    """Measures a part and prints its table."""
    table = Table(*results.COLUMNS, title=part.title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    measured: list[Figure] = []
    with console.status("measuring") as status:
        for figure in part.figures(device):
            status.update(f"measured: {figure.work}")
            table.add_row(*results.row(figure))
            measured.append(figure)
    console.print(table)
    return measured


if __name__ == "__main__":
    clbackbones.keep_freed_memory()  # for all networks alike: otherwise chance decides in which process pages are lost
    sys.exit(main())
