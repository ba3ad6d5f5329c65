"""CLArena's pipelines run from configs of its own with only `_target_` changed, and train what they train there."""

import json
import os
import subprocess
import sys
from pathlib import Path

from .clarena_pipelines import EXPERIMENTS


def test_pipelines_train_the_same_weights_with_ours(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.clarena_pipelines", str(tmp_path)]
    outcome = subprocess.run(
        command,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    found = json.loads(outcome.stdout.splitlines()[-1])
    assert found.keys() == EXPERIMENTS.keys()
    for name, experiment in found.items():
        assert experiment["trained"] >= 6, name
        # With masks, which are multiplied elsewhere, up to rounding.
        assert experiment["difference"] <= (1e-5 if "HAT" in name else 0), name
