"""The published schemas serve check-jsonschema, a checker for workflows in which the package is not installed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from . import published

pytestmark = pytest.mark.xdist_group("check jsonschema")

DATA = Path(__file__).parent / "data"
BAD = sorted((DATA / "invalid").glob("*.yaml"))


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the schemas of all classes, alone and together."""
    folder = tmp_path_factory.mktemp("schemas")
    published.written(folder)
    return folder


def check_jsonschema(schema: Path, *paths: Path) -> dict[str, Any]:
    """What the program reports of the files."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    run = subprocess.run(
        [*command, "--output-format", "json", *map(str, paths)], capture_output=True, check=False, timeout=60
    )
    report: dict[str, Any] = json.loads(run.stdout)
    assert run.returncode == (0 if report["status"] == "ok" else 1)
    return report


PUBLISHED = published.FOLDER / "backbone.schema.json"


def test_valid_configs_pass() -> None:
    assert check_jsonschema(PUBLISHED, *sorted((DATA / "valid").glob("*.yaml")))["status"] == "ok"


def test_every_invalid_config_is_reported() -> None:
    report = check_jsonschema(PUBLISHED, *BAD)
    assert {Path(fault["filename"]) for fault in report["errors"] + report["parse_errors"]} == set(BAD)


@pytest.mark.parametrize(("schema", "status"), [("HATMaskMLP", "ok"), ("CLMLP", "fail")])
def test_schema_of_a_class_takes_that_class_alone(schemas: Path, schema: str, status: str) -> None:
    assert check_jsonschema(schemas / f"{schema}.schema.json", DATA / "valid" / "hat_mask_mlp.yaml")["status"] == status


def test_nan_is_no_number(tmp_path: Path) -> None:
    path = tmp_path / "nan.yaml"
    path.write_text("_target_: clbackbones.MLP\ninput_dim: 3\nhidden_dims: []\noutput_dim: 2\ndropout: .nan\n", "utf-8")
    assert check_jsonschema(PUBLISHED, path)["status"] == "fail"
    path.write_text(path.read_text("utf-8").replace(".nan", "0.5"), "utf-8")
    assert check_jsonschema(PUBLISHED, path)["status"] == "ok"
