"""Prints the table of figures; the status is 1 if one of them falls short."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

import torch
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from . import commands, compaction, construction, protection, wsn
from .measure import Figure

THREADS = 2

SUITES: Mapping[str, Callable[[torch.device], Iterator[Figure]]] = {
    "commands": lambda _: commands.figures(),
    "construction": construction.figures,
    "wsn": wsn.figures,
    "protection": protection.figures,
    "compaction": compaction.figures,
}
"""Parts of the table; each yields its figures as they are measured."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--device", type=torch.device, default=torch.device("cpu"), help="cpu or cuda")
    parser.add_argument("--only", choices=SUITES, help="one part of the table")
    options = parser.parse_args(arguments)
    torch.set_num_threads(THREADS)
    console = Console()
    machine = torch.cuda.get_device_name(options.device) if options.device.type == "cuda" else f"cpu, {THREADS} threads"
    table = Table("work", "median", "quartiles", "reach", "holds", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    short = 0
    with console.status("measuring") as status:
        for suite in [options.only] if options.only else SUITES:
            for figure in SUITES[suite](options.device):
                status.update(f"measured: {figure.work}")
                table.add_row(*row(figure))
                short += not figure.holds
    console.print(f"torch {torch.__version__}, {machine}", table)
    return int(short > 0)


def row(figure: Figure) -> tuple[str, ...]:
    """What the table says about a figure."""
    low, high = figure.spread
    bound = "≥" if figure.at_least else "≤"
    return (
        figure.work,
        f"{number(figure.median)}{figure.unit}",
        f"{number(low)} to {number(high)}",
        f"{bound} {figure.reach:g}{figure.unit}",
        "yes" if figure.holds else "no",
    )


def number(value: float) -> str:
    """Three significant digits, no exponent."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
