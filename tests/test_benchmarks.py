"""`benchmarks/RESULTS.md`: what is measured again is replaced, and nothing else is lost."""

from functools import partial
from pathlib import Path

import pytest
import torch

import benchmarks.__main__ as program
from benchmarks import results
from benchmarks.cases import Case
from benchmarks.epochs import Training
from benchmarks.measure import CPU, Figure
from benchmarks.selection import selection_figures

FIGURES = [
    Figure(work="a step", samples=[1.0, 1.2, 1.4, 1.6, 1.8], unit="x", reach=1.05),
    Figure(work="files", samples=[12_345.6], unit=" files/s", reach=2000, at_least=True),
    Figure(work="memory", samples=[0.25], unit=" KiB"),
]
RESULTS = Path(results.__file__).with_name("RESULTS.md")
TITLES = [part.title for part in program.PARTS.values()]


def test_a_table_says_what_was_measured_promised_and_kept() -> None:
    *_, step, files, memory = results.table(FIGURES, "torch 1").splitlines()
    assert step == "| a step | 1.4x | 1.2 to 1.6 | ≤ 1.05x | no |"
    assert files == "| files | 12,346 files/s | 12,346 to 12,346 | ≥ 2,000 files/s | yes |"
    assert memory == "| memory | 0.25 KiB | 0.25 to 0.25 |  |  |"


def test_results_are_read_as_they_were_written() -> None:
    content = {device: {title: results.table(FIGURES, device) for title in TITLES} for device in ("CPU", "GPU 1")}
    assert results.read(results.written(content)) == content
    assert results.read("") == {}


def test_only_what_was_measured_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    order = ["one", "two"]
    results.update(path, "CPU", order, {"two": "old", "leftover": "old"})
    results.update(path, "GPU", order, {"two": "of the GPU"})
    results.update(path, "CPU", order, {"one": "first"})
    results.update(path, "CPU", order, {"two": "new"})
    read = results.read(path.read_text(encoding="utf-8"))
    assert read == {"CPU": {"one": "first", "two": "new"}, "GPU": {"two": "of the GPU"}}
    assert list(read["CPU"]) == order


def test_measured_figures_are_written_and_a_broken_promise_is_the_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = program.Part("Some part", lambda _: iter(FIGURES))
    monkeypatch.setattr(program, "PARTS", {"some": part})
    monkeypatch.setattr(program, "THREADS", torch.get_num_threads())  # other tests share the process
    path = tmp_path / "RESULTS.md"
    assert program.main(["--only", "some", "--out", str(path)]) == 1
    assert "| a step |" in results.read(path.read_text(encoding="utf-8"))[program.processor()]["Some part"]


def test_the_share_of_selection_is_told_of_what_selects() -> None:
    def shares(name: str) -> list[Figure]:
        training = Training(
            Case(name, {"input_dim": 5, "hidden_dims": [4], "output_dim": 3}, batch=2), CPU, recipe=False
        )
        training.begin(1)
        return list(selection_figures(name, [partial(training.step, index) for index in range(3)], CPU))

    (figure,) = shares("WSNMaskMLP")
    assert len(figure.samples) == 3
    assert all(0 < share < 100 for share in figure.samples)
    assert not shares("HATMaskMLP")


def test_parts_of_the_cpu_are_left_out_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = {
        "here": program.Part("Here", lambda _: iter(FIGURES[1:])),
        "cpu": program.Part("Processor", lambda _: iter(FIGURES), cpu_only=True),
    }
    monkeypatch.setattr(program, "PARTS", parts)
    monkeypatch.setattr(program, "THREADS", torch.get_num_threads())
    path = tmp_path / "RESULTS.md"
    assert program.main(["--device", "meta", "--out", str(path)]) == 0
    assert "skipped, since they are of the CPU alone: cpu" in capsys.readouterr().out
    assert list(results.read(path.read_text(encoding="utf-8"))["META"]) == ["Here"]


def test_results_of_the_repository_have_the_tables_that_the_tool_writes() -> None:
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
    content = results.read(text)
    assert {title for tables in content.values() for title in tables} <= set(TITLES)
    assert not text or text == results.written(content)
