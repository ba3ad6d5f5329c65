"""`RESULTS.md`: a section per device, in it a table per part of the benchmarks; what is measured again is replaced."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from .measure import Figure

INTRODUCTION = """\
# Figures

Written by `make bench`, which replaces the tables of the processor or GPU that it runs on. A value is the median over
rounds; quartiles say how far rounds agree. In a round all pieces of work that are compared run in turn, in one process,
and a ratio is taken within it. A step is zero_grad, forward, backward and a step of SGD.
"""

COLUMNS = ("work", "median", "quartiles", "reach", "holds")

Results = dict[str, dict[str, str]]
"""By device and by part: what stands under the part's heading."""


def read(text: str) -> Results:
    """What a file written by `written` holds; nothing of an empty one."""
    return {device: dict(_sections(section, "###")) for device, section in _sections(text, "##") if device and section}


def written(results: Mapping[str, Mapping[str, str]]) -> str:
    """The file: devices in the order of their names, parts in the order given."""
    parts = [INTRODUCTION]
    for device in sorted(results):
        parts.append(f"## {device}\n")
        parts += [f"### {part}\n\n{body}\n" for part, body in results[device].items()]
    return "\n".join(parts)


def update(path: Path, device: str, order: Sequence[str], measured: Mapping[str, str]) -> None:
    """Puts what was measured in its place in the file.

    Args:
        path: The file; it need not exist.
        device: Name of the device.
        order: All parts that there are. A table of any other part is a leftover, and goes.
        measured: By part, its `table`.
    """
    results = read(path.read_text(encoding="utf-8")) if path.is_file() else {}
    merged = {**results.get(device, {}), **measured}
    results[device] = {part: merged[part] for part in order if part in merged}
    path.write_text(written(results), encoding="utf-8")


def table(figures: Sequence[Figure], environment: str) -> str:
    """The figures of a part in Markdown, under what they were measured with."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *map(row, figures)]
    return "\n".join([f"Measured with {environment}.", "", *(f"| {' | '.join(cells)} |" for cells in rows)])


def row(figure: Figure) -> tuple[str, ...]:
    """What a table says about a figure, in the order of `COLUMNS`."""
    low, high = figure.spread
    bound = "≥" if figure.at_least else "≤"
    promise = ("", "") if figure.reach is None else (f"{bound} {number(figure.reach)}{figure.unit}", _verdict(figure))
    return figure.work, f"{number(figure.median)}{figure.unit}", f"{number(low)} to {number(high)}", *promise


def number(value: float) -> str:
    """Three significant digits, or all before the point; no exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _verdict(figure: Figure) -> str:
    return "yes" if figure.holds else "no"


def _sections(text: str, mark: str) -> list[tuple[str, str]]:
    """Headings of one level, with what stands under each."""
    _, *parts = re.split(rf"^{mark} ", text, flags=re.MULTILINE)
    return [(heading, body.strip()) for heading, _, body in (part.partition("\n") for part in parts)]
