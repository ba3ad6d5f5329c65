"""Pictures of how stored tasks share a masked backbone. Needs matplotlib (`pip install 'clbackbones[plot]'`).

Figures are made without pyplot, so no window, backend or setting of the process matters.
"""

import io
import math
from collections.abc import Sequence
from typing import Any, Final, cast

import matplotlib
import torch
from attrs import frozen
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from torch import Tensor

from .mask_use import MaskUse, percent

__all__ = ["FORMATS", "draw", "rendered"]

FORMATS: Final = ("png", "svg")
"""Formats that `rendered` knows."""

_SETTINGS: Final[dict[Any, Any]] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 7,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "svg.fonttype": "none",  # text stays text, which can be searched
    "svg.hashsalt": "clbackbones",  # the same picture is the same file
}

_COLUMN: Final = 0.27
_ROW: Final = 0.19
"""Sizes of a cell, in inches as all sizes here, while there are not too many."""

_NARROWEST: Final = 2.2
_WIDEST: Final = 14.0
_HIGHEST: Final = 100.0
"""Sizes of a panel; cells grow or shrink to fit."""

_GAP: Final = 0.45
_LINE: Final = 0.13
"""Space between panels, and for a line of labels."""

_PADDING: Final = 0.15
"""Space around everything."""

_CHARACTER: Final = 0.06
"""Width of a character of a label."""

_ALL: Final = "all"
"""Label of the row of the whole network."""

_COLOURS: Final = "viridis"
"""Perceptually uniform, for colour-blind readers and in grey too."""

_ABSENT: Final = "0.9"
"""Colour of cells that have no value."""


@frozen(eq=False)
class _Panel:
    """A heat map.

    Attributes:
        values: Fractions from 0 to 1, (rows, columns); NaN where there is none.
        title: What it shows.
        meaning: What a fraction is one of.
        rows: Labels.
        columns: Labels.
        rows_are: What a row is; empty if the rows are those of the panel to the left.
    """

    values: Tensor
    title: str
    meaning: str
    rows: Sequence[str]
    columns: Sequence[str]
    rows_are: str = ""

    @property
    def width(self) -> float:
        """Width of the cells together."""
        return min(max(len(self.columns) * _COLUMN, _NARROWEST), _WIDEST)

    @property
    def height(self) -> float:
        """Height of the cells together; those of tasks with tasks are squares."""
        return self.width if self.rows == self.columns else min(len(self.rows) * _ROW, _HIGHEST)

    @property
    def margin(self) -> float:
        """Space to the left of the cells."""
        return _GAP + _LINE + max(map(len, self.rows)) * _CHARACTER if self.rows_are else _GAP


def draw(use: MaskUse, name: str) -> Figure:
    """Draws the fraction that each task uses, the fraction left after each, and the overlap of every two tasks.

    Args:
        use: What is drawn.
        name: Of the backbone.

    Returns:
        A figure. Its axes are, from left to right, each panel and its colour bar.
    """
    panels = _panels(use)
    height = max(panel.height for panel in panels)
    with matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(sum(panel.margin + panel.width for panel in panels), height))
        left = 0.0
        for panel in panels:
            left += panel.margin
            _draw_panel(figure, panel, left)
            left += panel.width
        figure.text(0, 1 + 0.45 / height, f"{name}: {use.summary}", fontsize=11, fontweight="bold")
        _grow(figure)
    return figure


def rendered(figure: Figure, format: str) -> bytes:
    """A figure as the content of a file.

    Args:
        figure: What `draw` returned.
        format: One of `FORMATS`.
    """
    file = io.BytesIO()
    metadata = {"Date": None} if format == "svg" else {}
    with matplotlib.rc_context(_SETTINGS):
        figure.savefig(file, format=format, dpi=160, metadata=metadata)
    return file.getvalue()


def _grow(figure: Figure) -> None:
    """Makes room for labels around the panels: whoever saves or logs the figure may not cut it to its content."""
    content: Any = figure.get_tightbbox()
    size: Any = figure.get_size_inches()
    corner, grown = content.min - _PADDING, content.size + 2 * _PADDING
    for axes in figure.axes:
        place: Any = axes.get_position()
        left, bottom = (place.min * size - corner) / grown
        axes.set_position((left, bottom, *(place.size * size / grown)))
    for text in figure.texts:
        text.set_position((text.get_position() * size - corner) / grown)
    figure.set_size_inches(grown)


def _panels(use: MaskUse) -> list[_Panel]:
    tasks = [str(task_id) for task_id in use.task_ids]
    rows = [_ALL, *use.names]
    rows_are = "unit group" if use.masks == "unit" else "layer"
    of_all = f"of the {use.masks}s"
    panels = [
        _Panel(_fractions(use.used, use.entries), "used by the task", of_all, rows, tasks, rows_are),
        _Panel(1 - _fractions(use.taken, use.entries), "left after the task", of_all, rows, tasks),
    ]
    if len(tasks) > 1:
        overlap = use.shared / use.shared.diagonal()[:, None]
        overlap.fill_diagonal_(math.nan)
        meaning = f"of the {use.masks}s of the row's task,\nshared with the column's"
        panels.append(_Panel(overlap, "overlap of tasks", meaning, tasks, tasks, "task"))
    return panels


def _fractions(counts: Tensor, entries: Tensor) -> Tensor:
    """Counts per row as fractions of its entries, and those of all rows together before them."""
    whole = torch.cat([entries.sum(0, keepdim=True), entries])
    return torch.cat([counts.sum(0, keepdim=True), counts]) / whole[:, None]


def _draw_panel(figure: Figure, panel: _Panel, left: float) -> None:
    height = figure.get_figheight()
    axes = _axes(figure, left, height - panel.height, panel.width, panel.height)
    colours = matplotlib.colormaps[_COLOURS].with_extremes(bad=_ABSENT)
    top = _top(panel.values)
    mesh = axes.pcolormesh(panel.values.numpy(), cmap=colours, vmax=top, vmin=0, edgecolors="white", linewidth=0.4)
    if panel.rows[0] == _ALL:
        axes.axhline(1, color="white", linewidth=2.5)
    axes.invert_yaxis()
    axes.set_title(panel.title, loc="left")
    axes.set(xlabel="task", ylabel=panel.rows_are)
    column, row = panel.width / len(panel.columns), panel.height / len(panel.rows)
    _label(axes.xaxis, panel.columns, max(map(len, panel.columns)) * _CHARACTER, column)
    _label(axes.yaxis, panel.rows if panel.rows_are else (), _LINE, row)
    _bare(axes)
    if column >= 4 * _CHARACTER and row >= _LINE:
        _write_percentages(axes, panel.values, top)
    _draw_scale(figure, mesh, panel, left)


def _write_percentages(axes: Any, values: Tensor, top: float) -> None:
    lines: list[list[float]] = cast(Any, values).tolist()
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if not math.isnan(value):
                colour = "black" if value > top / 2 else "white"
                axes.text(column + 0.5, row + 0.53, percent(value), color=colour, size=6, ha="center", va="center")


def _draw_scale(figure: Figure, mesh: Any, panel: _Panel, left: float) -> None:
    """Draws the colour bar below a panel."""
    bottom = figure.get_figheight() - panel.height - 0.55
    axes = _axes(figure, left, bottom, panel.width, 0.07)
    scale = PercentFormatter(1, decimals=0)
    figure.colorbar(mesh, cax=axes, orientation="horizontal", label=panel.meaning, format=scale)
    axes.set_xticks([0, mesh.norm.vmax / 2, mesh.norm.vmax])
    _bare(axes)


def _axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Any:
    """Axes at a place in inches."""
    whole_width, whole_height = figure.get_size_inches()
    return figure.add_axes((left / whole_width, bottom / whole_height, width / whole_width, height / whole_height))


def _label(axis: Any, labels: Sequence[str], size: float, room: float) -> None:
    """Labels the cells along an axis: as many as fit, each of which needs some size and has some room."""
    step = math.ceil(size / room)
    places = range(0, len(labels), step)
    axis.set_ticks([place + 0.5 for place in places], [labels[place] for place in places])


def _bare(axes: Any) -> None:
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _top(values: Tensor) -> float:
    """Where a scale of fractions ends: about the largest value, in tens of percent."""
    return max(0.1, math.ceil(values.nan_to_num(0).max().item() * 10 - 0.05) / 10)
