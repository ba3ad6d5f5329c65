"""Type checkers know the type of everything public."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import clbackbones
import clbackbones_runtime

pytestmark = pytest.mark.xdist_group("Python editor")


def test_every_public_symbol_has_a_known_type(tmp_path: Path) -> None:
    # The package and torch are looked for by the first `python` on the path.
    search = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join(
            str(Path(str(each.__file__)).parents[1]) for each in (clbackbones, clbackbones_runtime)
        ),
    }
    command = [sys.executable, "-m", "pyright", "--verifytypes", "clbackbones", "--ignoreexternal", "--outputjson"]
    run = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, **search}, capture_output=True, check=False, timeout=300
    )
    report: dict[str, Any] = json.loads(run.stdout)["typeCompleteness"]
    assert report["pyTypedPath"]
    assert {"clbackbones", "clbackbones.configs", "clbackbones.testing"} <= {
        module["name"] for module in report["modules"]
    }
    exported = [symbol for symbol in report["symbols"] if symbol["isExported"]]
    assert len(exported) > 1000
    unknown = [symbol["name"] for symbol in exported if not symbol["isTypeKnown"] or symbol["isTypeAmbiguous"]]
    assert unknown == []
    assert report["completenessScore"] == 1
    assert report["missingDefaultParamCount"] == 0
