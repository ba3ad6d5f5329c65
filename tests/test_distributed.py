"""Several processes train as one: the same weights, masks and norms in all, and what one process would have learned."""

import itertools
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.distributed.training import MLPS, TASKS, learn_mlp

ROOT = Path(__file__).parent.parent
PATIENCE = 240
"""Seconds after which processes that wait for each other are stopped; far more than they need."""


def torchrun(*arguments: str, cwd: Path = ROOT) -> str:
    """What two processes print; a test that starts them fails with what they say when one of them does."""
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node=2", *arguments]
    path = os.pathsep.join([*sys.path, str(ROOT)])
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        out, errors = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.terminate()  # torchrun then stops the processes that it started
        out, errors = process.communicate()
    if process.returncode:
        pytest.fail(f"{' '.join(arguments)} ended with {process.returncode}\n{out[-2000:]}\n{errors[-6000:]}")
    return out


Ranks = Sequence[Any]


@pytest.fixture(scope="module")
def data_parallel(tmp_path_factory: pytest.TempPathFactory) -> Ranks:
    """What both ranks had after each task."""
    folder = tmp_path_factory.mktemp("data_parallel")
    torchrun("-m", "tests.distributed.data_parallel", str(folder))
    return [torch.load(folder / f"{rank}.pt") for rank in range(2)]


def assert_equal(state: dict[str, Tensor], other: dict[str, Tensor]) -> None:
    assert state.keys() == other.keys()
    assert [key for key in state if not torch.equal(state[key], other[key])] == []


def assert_kept(features: Sequence[Sequence[Tensor]]) -> None:
    for before, after in itertools.pairwise(features):
        for feature, same in zip(before, after, strict=False):
            assert torch.equal(feature, same), "a task was forgotten"


@pytest.mark.parametrize("name", [*MLPS, "resnet"])
def test_all_ranks_have_the_same_after_every_task(name: str, data_parallel: Ranks) -> None:
    (states, features), (others, other_features) = (rank[name] for rank in data_parallel)
    assert len(states) == len(TASKS)
    for state, other in zip(states, others, strict=True):
        assert_equal(state, other)
    assert_kept(features)
    assert_kept(other_features)


@pytest.mark.parametrize("name", MLPS)
def test_two_ranks_learn_what_one_process_does(name: str, data_parallel: Ranks) -> None:
    alone = learn_mlp(name, lambda backbone: backbone)
    for state, expected in zip(data_parallel[0][name][0], alone.states, strict=True):
        torch.testing.assert_close(state, expected, rtol=0, atol=1e-10)


def test_masks_are_not_sent_in_each_step_but_live_statistics_are(data_parallel: Ranks) -> None:
    (mask, statistic), (other_mask, other_statistic) = (rank["buffers"] for rank in data_parallel)
    assert (mask, other_mask) == (0, 1)
    assert statistic == other_statistic
