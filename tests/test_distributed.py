"""Several processes train as one: the same weights, masks and norms in all, and what one process would have learned."""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor
from torch import distributed as dist
from torch.testing._internal.distributed.fake_pg import FakeStore
from torch.utils._python_dispatch import TorchDispatchMode

import clbackbones
from clbackbones_runtime.layers.distributed import from_first_process
from tests.distributed.sharded import RESNETS, SHARDED_MLPS
from tests.distributed.training import MASK_PERCENTAGE, MLPS, features, fingerprints, learn_mlp
from tests.test_repository import blocks

# Programs of two processes run once for all tests of what they leave, and not beside one another.
pytestmark = pytest.mark.xdist_group("distributed")

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


def trained(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where both ranks of a program left what they had."""
    folder = tmp_path_factory.mktemp(program)
    torchrun("-m", f"tests.distributed.{program}", str(folder))
    return folder


@pytest.fixture(scope="module")
def data_parallel(tmp_path_factory: pytest.TempPathFactory) -> Ranks:
    """What both ranks had after each task."""
    folder = trained("data_parallel", tmp_path_factory)
    return [torch.load(folder / f"{rank}.pt") for rank in range(2)]


def assert_same(state: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> None:
    assert state.keys() == other.keys()
    assert [key for key in state if not torch.equal(state[key], other[key])] == []


def assert_agree(learned: Sequence[Any]) -> None:
    """Ranks have the same bits after every task, and have forgotten nothing."""
    for state, other in zip(*(rank["states"] for rank in learned), strict=True):
        assert_same(state, other)
    for rank in learned:
        for before, after in itertools.pairwise(rank["features"]):
            assert all(map(torch.equal, before, after)), "a task was forgotten"


@pytest.mark.parametrize("name", [*MLPS, "resnet"])
def test_all_ranks_have_the_same_after_every_task(name: str, data_parallel: Ranks) -> None:
    assert_agree([rank[name] for rank in data_parallel])


@pytest.mark.parametrize("name", MLPS)
def test_two_ranks_learn_what_one_process_does(name: str, data_parallel: Ranks) -> None:
    alone = learn_mlp(name, lambda backbone: backbone)
    torch.testing.assert_close(data_parallel[0][name]["states"], alone.states, rtol=0, atol=1e-10)


def test_masks_are_not_sent_in_each_step_but_live_statistics_are(data_parallel: Ranks) -> None:
    (mask, statistic), (other_mask, other_statistic) = (rank["buffers"] for rank in data_parallel)
    assert (mask, other_mask) == (0, 1)
    assert statistic == other_statistic


def test_values_of_any_layout_and_type_are_those_of_the_first_rank(data_parallel: Ranks) -> None:
    first, other = (rank["values"] for rank in data_parallel)
    assert [value.flatten()[0].item() for value in first if value.numel()] == pytest.approx(
        [0, *[0.1] * 3, 0, 1, 0.1, 0.1]
    )
    for value, sent in zip(first, other, strict=True):
        assert (value.dtype, value.stride()) == (sent.dtype, sent.stride())
        assert value.numpy().tobytes() == sent.numpy().tobytes()


def skip_where_shards_fail() -> None:
    """Skips a test of `fully_shard` beside a torch that is too old for it."""
    if torch.__version__ < "2.9":
        pytest.skip("fully_shard on a CPU needs torch 2.9")


@pytest.fixture(scope="module")
def sharded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where sharded training left its checkpoints."""
    skip_where_shards_fail()
    return trained("sharded", tmp_path_factory)


@pytest.fixture(scope="module")
def sharded(sharded_folder: Path) -> Ranks:
    """What both ranks had after each task."""
    return [torch.load(sharded_folder / f"{rank}.pt") for rank in range(2)]


@pytest.mark.parametrize("name", [*SHARDED_MLPS, *RESNETS])
def test_sharded_ranks_have_the_same_after_every_task(name: str, sharded: Ranks) -> None:
    assert_agree([rank[name] for rank in sharded])


@pytest.mark.parametrize("name", SHARDED_MLPS)
def test_two_sharded_ranks_learn_what_one_process_does(name: str, sharded: Ranks) -> None:
    alone = learn_mlp(name, lambda backbone: backbone)
    torch.testing.assert_close(sharded[0][name]["states"], alone.states, rtol=0, atol=1e-10)


@pytest.mark.parametrize("name", RESNETS)
def test_what_sharded_ranks_save_is_a_whole_backbone(name: str, sharded: Ranks, sharded_folder: Path) -> None:
    found = sharded[0][name]
    restored = clbackbones.restore(sharded_folder / f"{name}.pt")
    state = fingerprints(restored.state_dict())
    assert_same(found["states"][-1], state)
    alone = features(restored, found["inputs"])
    assert len(alone) == 2
    for before, again, whole in zip(found["before"], found["restored"], alone, strict=True):
        assert torch.equal(before, again)
        torch.testing.assert_close(before, whole)
    torch.testing.assert_close(found["before"][0], found["compact"], rtol=1e-4, atol=1e-4)
    for kind in ("activations", "activations_of_bfloat16"):
        assert sorted(found[kind]) == sorted(restored.weighted_layer_names)
    weights = isinstance(restored, clbackbones.WSNMaskBackbone)
    mask = restored.get_mask("validation", MASK_PERCENTAGE)[0] if weights else restored.get_mask("validation")
    for kept, expected in zip(found["mask"], mask.values(), strict=True):
        assert torch.equal(kept, expected)


class Broadcasts(TorchDispatchMode):
    """Keeps the tensors that are sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Tensor] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if str(func).startswith("c10d.broadcast_."):
            self.sent += args[0]
        return func(*args, **(kwargs or {}))


@pytest.fixture
def two_processes() -> Iterator[None]:
    """One process that takes itself for the first of two, and hears nothing of the other."""
    dist.init_process_group("fake", store=FakeStore(), rank=0, world_size=2)
    yield
    dist.destroy_process_group()


VALUES = [torch.ones(3), torch.ones(4, 2).t(), torch.tensor(2), torch.tensor(3.0), torch.ones(2, dtype=torch.int64)]


@pytest.mark.parametrize(("values", "sizes"), [(VALUES, [12, 3]), (VALUES[:1], [3]), (VALUES[:2], [11]), ([], [])])
@pytest.mark.usefixtures("two_processes")
def test_a_process_may_end_as_soon_as_values_were_sent(values: list[Tensor], sizes: list[int]) -> None:
    """Threads of gloo let go of what they sent later; where Python holds it, that aborts a program that has ended."""
    with Broadcasts() as broadcasts:
        from_first_process(values)
    assert [tensor.numel() for tensor in broadcasts.sent] == sizes
    held = {value.untyped_storage().data_ptr() for value in values}
    for tensor in broadcasts.sent:
        assert tensor.untyped_storage().data_ptr() not in held
        assert tensor._base is None  # pyright: ignore[reportPrivateUsage]


# Each in processes of its own: a group that is made again right after another may wait for messages of the first.
@pytest.mark.parametrize("way", ["replicated", "sharded"])
def test_python_in_the_guide_runs_in_several_processes(way: str, tmp_path: Path) -> None:
    if way == "sharded":
        skip_where_shards_fail()
    (tmp_path / "backbone.yaml").write_text(blocks("README.md", "yaml")[0], "utf-8")
    imports = "import torch\nimport torch.distributed as dist\nimport clbackbones\nimages = torch.randn(2, 3, 32, 32)\n"
    replicated, sharded = blocks("docs/several-processes.md", "python")
    begin, end = "dist.init_process_group()\n", "dist.barrier()\ndist.destroy_process_group()\n"
    assert begin in replicated and replicated.endswith(end)
    program = tmp_path / f"{way}.py"
    program.write_text(imports + (replicated if way == "replicated" else f"{begin}{sharded}{end}"), "utf-8")
    torchrun(str(program), cwd=tmp_path)
    saved = tmp_path / "backbone.pt"
    assert saved.exists() == (way == "sharded")
    assert not saved.exists() or clbackbones.validate(torch.load(saved)["config"]) == []


def test_backups_of_a_sharded_backbone_are_refused(sharded: Ranks) -> None:
    assert sharded[0]["refusal"].endswith("train with DistributedDataParallel")


def test_the_example_runs_in_several_processes_unchanged(tmp_path: Path) -> None:
    picture = tmp_path / "digits.png"
    example = [str(ROOT / "examples" / name) for name in ("digits.py", "hat_mask_mlp.yaml")]
    shown = torchrun(*example, "--epochs", "2", "--plot", str(picture), cwd=tmp_path)
    assert shown.count("forgetting 0.0000") == 5
    rows = [line for line in shown.splitlines() if line.startswith("after task")]
    accuracies = [row.split("accuracy ")[1].split(",")[0].split() for row in rows]
    assert [len(row) for row in accuracies] == [1, 2, 3, 4, 5]
    for earlier, row in itertools.pairwise(accuracies):
        assert row[: len(earlier)] == earlier, "a task was forgotten"
    assert picture.read_bytes().startswith(b"\x89PNG")
