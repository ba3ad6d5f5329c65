"""`clbackbones plot`: what is drawn is what the stored masks say, and everything that may go wrong."""

import itertools
import math
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import matplotlib
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.transforms import Bbox
from torch import Tensor

import clbackbones as package
from clbackbones import CATALOG
from clbackbones_runtime.plots.mask_use import MaskUse, mask_use, percent
from clbackbones_runtime.plots.plot import FORMATS, draw, rendered
from clbackbones_runtime.testing.passes import store_task

from .backbones import MASKED, mechanism_of, small_config
from .command_line import OUTPUT_VARIABLES, clbackbones

FIRST = {CATALOG.backbone_class(name).mechanism: name for name in reversed(MASKED)}
"""A small class of every mechanism with masks."""

DEEP = {
    mechanism_of(name)["masks"]: name
    for name in MASKED
    if CATALOG.backbone_class(name).constants == CATALOG.backbone_class("ResNet18").constants
}
"""Classes with unit groups of several layers, and layers without a bias."""

TASKS = (3, 1, 7)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    torch.manual_seed(0)
    return tmp_path


def learned(name: str, tasks: tuple[int, ...] = TASKS) -> Any:
    """A backbone with masks of tasks, drawn at random."""
    backbone = small_config(name).build()
    for task_id in tasks:
        backbone.setup_task_id(task_id)
        store_task(backbone)
    return backbone


def kept(backbone: Any) -> dict[str, list[Tensor]]:
    """The entries that each task keeps, read off `masks`: per unit group, or per layer its weights and biases."""
    masks: Any = [backbone.masks[task_id] for task_id in backbone.stored_task_ids]
    if mechanism_of(backbone.config.class_name)["masks"] == "unit":
        return {group: [mask[group] == 1 for mask in masks] for group in backbone.graph.groups}

    def entries(weights: Tensor, biases: Tensor | None) -> Tensor:
        return torch.cat([mask.flatten() == 1 for mask in (weights, biases) if mask is not None])

    names = backbone.weighted_layer_names
    return {name: [entries(weights[name], biases[name]) for weights, biases in masks] for name in names}


def share(bits: Tensor) -> float:
    return float(bits.sum()) / len(bits)


def panels(use: MaskUse) -> list[Tensor]:
    """The values of the cells in every panel of the picture."""
    figure = draw(use, "Backbone")
    meshes = [cast(Any, axes).collections[0] for axes in figure.axes[::2]]
    return [torch.from_numpy(mesh.get_array().filled(math.nan)) for mesh in meshes]


@pytest.mark.parametrize("name", [*FIRST.values(), *DEEP.values()])
def test_cells_show_what_is_counted_by_hand(name: str) -> None:
    backbone = learned(name)
    entries = kept(backbone)
    use = mask_use(backbone)
    assert use.task_ids == TASKS
    assert use.names == tuple(entries)
    whole = [torch.cat(parts) for parts in zip(*entries.values(), strict=True)]
    rows = [whole, *entries.values()]
    used = [[share(mask) for mask in masks] for masks in rows]
    left = [[share(~torch.stack(masks[: n + 1]).any(0)) for n in range(len(masks))] for masks in rows]
    shared = [[math.nan if other is mask else share(other[mask]) for other in whole] for mask in whole]
    for found, expected in zip(panels(use), (used, left, shared), strict=True):
        torch.testing.assert_close(found, torch.tensor(expected), equal_nan=True)


def test_a_picture_of_one_task_has_no_overlap() -> None:
    used, left = panels(mask_use(learned(MASKED[0], (1,))))
    torch.testing.assert_close(used + left, torch.ones_like(used))


def test_a_task_that_uses_nothing_shares_nothing() -> None:
    zeros = torch.zeros(1, 2, dtype=torch.int64)
    use = MaskUse("unit", (1, 2), ("a",), torch.tensor([8]), zeros, zeros, torch.zeros(2, 2, dtype=torch.int64))
    assert panels(use)[2].isnan().all()
    assert use.summary == "2 tasks use 0 % of 8 units"


def test_many_entries_are_counted_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mask_use(learned(MASKED[0])).shared
    monkeypatch.setattr("clbackbones_runtime.plots.mask_use._CHUNK", 3)
    torch.manual_seed(0)
    assert torch.equal(mask_use(learned(MASKED[0])).shared, whole)


def test_percentages_do_not_hide_what_is_there() -> None:
    assert [percent(value) for value in (0, 1e-6, 0.01, 0.5, 0.994, 1 - 1e-6, 1)] == [
        "0",
        "<1",
        "1",
        "50",
        "99",
        ">99",
        "100",
    ]


def test_nothing_is_counted_before_a_task_is_stored() -> None:
    with pytest.raises(ValueError, match="no task is stored; call store_mask"):
        mask_use(small_config(MASKED[0]).build())


# what the picture looks like


def made_up(rows: int, tasks: int) -> MaskUse:
    used = torch.randint(1, 1000, (rows, tasks))
    shared = torch.full((tasks, tasks), rows).fill_diagonal_(1000 * rows)
    names = tuple(f"conv{row}x/2/identity_downsample" for row in range(rows))
    taken = used.cummax(1).values
    return MaskUse("weight", tuple(range(1, tasks + 1)), names, torch.full((rows,), 1000), used, taken, shared)


def boxes(texts: list[Any], renderer: Any) -> Iterator[Bbox]:
    return (text.get_window_extent(renderer) for text in texts if text.get_text())


def overlapping(found: list[Bbox]) -> int:
    return sum(bool(Bbox.intersection(a, b)) for a, b in itertools.combinations(found, 2))


@pytest.mark.parametrize(("rows", "tasks"), [(1, 1), (3, 2), (53, 20), (155, 100), (700, 3)])
def test_labels_do_not_overlap(rows: int, tasks: int) -> None:
    figure = draw(made_up(rows, tasks), "WSNMaskResNet50")
    renderer: Any = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()  # which puts labels in their places
    around: list[Bbox] = []
    for axes in cast(list[Any], figure.axes):
        for axis in (axes.xaxis, axes.yaxis):
            labels = list(boxes(axis.get_ticklabels(), renderer))
            assert sum(bool(Bbox.intersection(a, b)) for a, b in itertools.pairwise(labels)) == 0
            around += [*labels[:1], *labels[-1:], *boxes([axis.label], renderer)]
        around += boxes([*figure.texts, axes.title, axes._left_title], renderer)
        cells = axes.get_window_extent(renderer)
        for label in boxes(axes.texts, renderer):
            assert label.width < cells.width / tasks
            assert cells.containsx(label.x0) and cells.containsx(label.x1)
    unique = {box.bounds: box for box in around}
    assert overlapping(list(unique.values())) == 0
    if (rows, tasks) == (53, 20):
        used, *_ = cast(list[Any], figure.axes)
        assert len(used.get_yticklabels()) == rows + 1
        assert len(used.texts) == (rows + 1) * tasks


def test_numbers_stand_out_from_their_cells() -> None:
    (used, *_) = cast(list[Any], draw(made_up(53, 20), "WSNMaskResNet50").axes)
    mesh = used.collections[0]
    for text, value in zip(used.texts, mesh.get_array().flatten(), strict=True):
        assert contrast(mesh.to_rgba(value), to_rgba(text.get_color())) >= 3


def contrast(colour: Any, other: Any) -> float:
    """The contrast ratio of https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    light = [
        sum(
            share * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
            for share, part in zip((0.2126, 0.7152, 0.0722), rgba, strict=False)
        )
        for rgba in (colour, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_depends_on_the_masks_alone(format: str) -> None:
    use = mask_use(learned(MASKED[0]))
    first = rendered(draw(use, "HATMaskMLP"), format)
    with matplotlib.rc_context({"image.cmap": "jet", "font.size": 30}):
        assert rendered(draw(use, "HATMaskMLP"), format) == first


# the figure


@pytest.mark.parametrize("name", FIRST.values())
def test_a_logger_gets_all_of_the_figure(name: str) -> None:
    figure = package.plots.mask_use(learned(name))
    inside = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert 0 < inside.x0 < inside.x1 < width
    assert 0 < inside.y0 < inside.y1 < height


def test_a_figure_needs_masks() -> None:
    with pytest.raises(TypeError, match="a MLP has no masks to draw"):
        package.plots.mask_use(package.MLP(4, [3], 2))
    with pytest.raises(ValueError, match="no task is stored; call store_mask"):
        package.plots.mask_use(small_config(MASKED[0]).build())


def test_without_matplotlib_a_figure_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    backbone = learned(MASKED[0])
    monkeypatch.setitem(sys.modules, "clbackbones_runtime.plots.plot", None)
    for module in [each for each in sys.modules if each.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "clbackbones_runtime.plots.plot")
    with pytest.raises(ImportError, match=r"pip install 'clbackbones\[plot\]'"):
        package.plots.mask_use(backbone)


# the command


@pytest.mark.parametrize("name", FIRST.values())
def test_png_beside_the_file_by_default(name: str) -> None:
    backbone = learned(name)
    package.save(backbone, "backbone.pt")
    run = clbackbones("plot", "backbone.pt")
    assert (run.out, run.err, run.status) == (f"wrote backbone.png: {mask_use(backbone).summary}\n", "", 0)
    assert Path("backbone.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", FIRST.values())
def test_svg_by_the_end_of_the_name(name: str) -> None:
    backbone = learned(name)
    package.save(backbone, "backbone.pt")
    run = clbackbones("plot", "backbone.pt", "--out", "a picture.SVG")
    assert (run.err, run.status) == ("", 0)
    texts = {element.text for element in ET.parse("a picture.SVG").iter("{http://www.w3.org/2000/svg}text")}
    assert {*mask_use(backbone).names, *map(str, TASKS), f"{name}: {mask_use(backbone).summary}"} <= texts


def test_no_display_and_no_pyplot_is_needed() -> None:
    package.save(learned(MASKED[0]), "backbone.pt")
    program = (
        "import sys; from clbackbones.__main__ import main; status = main(['plot', 'backbone.pt']);"
        "sys.exit(status or 'matplotlib.pyplot' in sys.modules)"
    )
    variables = {name: value for name, value in os.environ.items() if name not in (*OUTPUT_VARIABLES, "DISPLAY")}
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**variables, "MPLBACKEND": "tkagg"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (run.stderr, run.returncode) == (b"", 0)


def test_a_warning_of_the_backbone_is_not_repeated() -> None:
    with pytest.warns(UserWarning, match="forgets"):
        backbone = package.HATMaskMLP(4, [3], 2, batch_normalization="shared")
    backbone.setup_task_id(1)
    backbone.store_mask()
    package.save(backbone, "backbone.pt")
    run = clbackbones("plot", "backbone.pt")
    assert (run.err, run.status) == ("", 0)


def test_terminal_shows_that_it_is_drawn() -> None:
    package.save(learned(MASKED[0]), "backbone.pt")
    run = clbackbones("plot", "backbone.pt", terminal=True, environment={"TERM": "xterm"})
    assert "drawing" in run.err
    assert run.out.startswith("wrote backbone.png: ")


def saved(name: str, path: str = "backbone.pt") -> None:
    package.save(learned(name) if name in MASKED else small_config(name).build(), path)


def no_task() -> None:
    package.save(small_config(MASKED[0]).build(), "backbone.pt")


def nothing() -> None:
    pass


def no_checkpoint() -> None:
    Path("backbone.pt").write_text("_target_: clbackbones.MLP\n")


def state_dict() -> None:
    torch.save(small_config("MLP").build().state_dict(), "backbone.pt")


FAULTS: dict[str, tuple[Callable[[], object], list[str], str]] = {
    "absent": (nothing, ["backbone.pt"], "backbone.pt: no such file or directory"),
    "misspelt": (
        lambda: saved(MASKED[0]),
        ["backbones.pt"],
        "backbones.pt: no such file or directory; did you mean 'backbone.pt'?",
    ),
    "folder": (nothing, ["."], ".: is a directory"),
    "no checkpoint": (
        no_checkpoint,
        ["backbone.pt"],
        "backbone.pt cannot be read; it is truncated, or no checkpoint of a backbone: ",
    ),
    "state dict": (
        state_dict,
        ["backbone.pt"],
        "backbone.pt was not written by clbackbones.save; of a state dict, `clbackbones convert` makes such a file",
    ),
    "plain": (lambda: saved("MLP"), ["backbone.pt"], "backbone.pt: MLP has no masks to draw"),
    "continual": (lambda: saved("CLMLP"), ["backbone.pt"], "backbone.pt: CLMLP has no masks to draw"),
    "no task": (
        no_task,
        ["backbone.pt"],
        f"backbone.pt: no task is stored in this {MASKED[0]}; call store_mask when a task is learned, then save",
    ),
    "suffix": (
        lambda: saved(MASKED[0]),
        ["backbone.pt", "--out", "a/masks.pdf"],
        "a/masks.pdf: the name does not say what the picture is; write 'masks.png' or 'masks.svg'",
    ),
    "no suffix": (
        lambda: saved(MASKED[0]),
        ["backbone.pt", "--out", "masks"],
        "masks: the name does not say what the picture is; write 'masks.png' or 'masks.svg'",
    ),
    "no folder": (
        lambda: saved(MASKED[0]),
        ["backbone.pt", "--out", "a/b/masks.png"],
        "a/b/masks.png: there is no folder 'a/b'; create it first",
    ),
    "itself": (
        lambda: saved(MASKED[0], "backbone.png"),
        ["backbone.png"],
        "backbone.png: the picture would replace the backbone; name another file with --out",
    ),
}


@pytest.mark.parametrize(("prepare", "arguments", "message"), FAULTS.values(), ids=FAULTS)
def test_faults_are_told_in_one_line(prepare: Callable[[], object], arguments: list[str], message: str) -> None:
    prepare()
    before = {path: path.read_bytes() for path in Path().iterdir()}
    run = clbackbones("plot", *arguments)
    assert run.err.startswith(f"clbackbones: {message}")
    assert (run.out, run.err.count("\n"), run.status) == ("", 1, 2)
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_without_matplotlib_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    saved(MASKED[0])
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    run = clbackbones("plot", "backbone.pt")
    assert run.err == "clbackbones: a picture needs matplotlib: pip install 'clbackbones[plot]'\n"
    assert (run.out, run.status) == ("", 2)
