"""`make codegen` tries every example config, and fails when one of them does not work."""

from pathlib import Path

import pytest

from .tryout import main

DATA = Path(__file__).parent / "data"


def test_every_example_is_built_and_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DATA / "valid"), "--experiment", str(DATA / "experiment.yaml")]) == 0
    table = capsys.readouterr().out
    # Long names are cut where the table would not fit.
    assert all(path.stem[:16] in table for path in (DATA / "valid").glob("*.yaml"))
    assert "WSNMaskMLP" in table


def test_an_invalid_config_is_reported_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DATA / "invalid")]) == 1
    assert "'hidden_dim' is not a field of CLMLP; did you mean 'hidden_dims'?" in capsys.readouterr().out


def test_an_interpolation_without_experiment_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.yaml").write_text("_target_: clbackbones.MLP\ninput_dim: ${n}\nhidden_dims: []\noutput_dim: 1\n")
    assert main([str(tmp_path)]) == 1
    assert "input_dim" in capsys.readouterr().out


def test_a_folder_without_configs_fails(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1
