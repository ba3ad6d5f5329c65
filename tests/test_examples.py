"""The examples run, and show what they are there to show."""

import importlib.util
import itertools
from pathlib import Path
from typing import Any

import pytest

from .torchvision_counterpart import models

EXAMPLES = Path(__file__).parent.parent / "examples"
CONFIGS = sorted(EXAMPLES.glob("*.yaml"))


def load_example(name: str) -> Any:
    module_spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert module_spec and module_spec.loader
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("config", CONFIGS, ids=lambda path: path.stem)
def test_digits_are_learned_without_forgetting(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digits = load_example("digits")
    large = "resnet" in config.stem
    digits.IMAGE_SIZE = 8 if large else digits.IMAGE_SIZE
    picture = tmp_path / "digits.png"
    accuracies = digits.main(
        [str(config), "--plot", str(picture), "--epochs", "1" if large else "4", *["--batch", "128"] * large]
    )
    assert [len(row) for row in accuracies] == [1, 2, 3, 4, 5]
    for earlier, row in itertools.pairwise(accuracies):
        assert row[: len(earlier)] == earlier, "a task was forgotten"
    assert large or sum(accuracies[-1]) / 5 >= 0.95
    assert picture.read_bytes().startswith(b"\x89PNG")
    shown = capsys.readouterr().out
    assert shown.count("forgetting 0.0000") == 5
    assert "accuracy" in shown


@pytest.mark.filterwarnings("ignore")  # Lightning's, of loaders without processes and the like
def test_lightning_and_a_plain_loop_learn_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    models()  # of torchvision, which Lightning's metrics import
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(EXAMPLES)
    loops = [load_example(name) for name in ("plain_loop", "lightning_loop")]
    for loop in loops:
        monkeypatch.setattr(loop, "EPOCHS", 2)
    plain, lightning = (loop.main() for loop in loops)
    assert plain == lightning
    assert [len(row) for row in plain] == [1, 2, 3, 4, 5]
    for earlier, row in itertools.pairwise(plain):
        assert row[: len(earlier)] == earlier, "a task was forgotten"
    assert sum(plain[-1]) / 5 >= 0.9


def test_a_vision_transformer_is_fine_tuned_without_forgetting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(EXAMPLES)
    (first,), (again, second) = load_example("fine_tuning").main()
    assert again == first, "the first task was forgotten"
    assert min(first, second) >= 0.85
    assert capsys.readouterr().out.count("after task") == 2


def test_forgetting_is_what_was_lost_since_the_best() -> None:
    forgetting = load_example("digits").forgetting
    assert forgetting([[1.0]]) == 0
    assert forgetting([[0.75], [1.0, 0.5], [0.5, 0.25, 1.0]]) == pytest.approx((0.5 + 0.25) / 2)
