"""`save` writes what the path names, whole or not at all, whoever else writes it and whenever the process is killed."""

import os
import resource
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch

import clbackbones


def backbone(output_dim: int = 3, units: int = 4) -> clbackbones.MLP:
    return clbackbones.MLP(8, hidden_dims=[units], output_dim=output_dim)


def saved_output_dim(path: Path) -> int:
    return clbackbones.restore(path).output_dim


@pytest.fixture
def path(tmp_path: Path) -> Path:
    saved = tmp_path / "backbone.pt"
    clbackbones.save(backbone(2), saved)
    return saved


# what the path names


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_and_its_file_is_written(exists: bool, tmp_path: Path) -> None:
    file, link, further = tmp_path / "run" / "1.pt", tmp_path / "latest.pt", tmp_path / "links" / "further.pt"
    for each in (file, further):
        each.parent.mkdir()
    if exists:
        clbackbones.save(backbone(2), file)
    link.symlink_to(Path("run") / "1.pt")
    further.symlink_to(link)
    clbackbones.save(backbone(5), further)
    assert link.is_symlink()
    assert further.is_symlink()
    assert saved_output_dim(file) == 5
    assert not list(tmp_path.rglob("*.part"))


def test_the_mode_of_a_file_stays(path: Path) -> None:
    path.chmod(0o640)
    clbackbones.save(backbone(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_mode_of_any_new_file(path: Path) -> None:
    ordinary = path.with_name("ordinary")
    ordinary.touch()
    assert path.stat().st_mode == ordinary.stat().st_mode


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any file")
def test_a_file_that_may_not_be_written_is_not_replaced(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o400)
    with pytest.raises(PermissionError, match=r"backbone\.pt"):
        clbackbones.save(backbone(), path)
    assert path.read_bytes() == before


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe, received = tmp_path / "pipe", tmp_path / "received.pt"
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: received.write_bytes(pipe.read_bytes()))
    reader.start()
    clbackbones.save(backbone(5, 4000), pipe)  # more than the system keeps of it
    reader.join()
    assert pipe.is_fifo()
    assert saved_output_dim(received) == 5


def test_a_pipe_that_nobody_reads_is_told_and_waits_for_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.warns(UserWarning, match=r"no process reads the pipe '.*pipe': nothing was written") as warned:
        clbackbones.save(backbone(), tmp_path / "pipe")
    assert warned[0].filename == __file__
    assert (tmp_path / "pipe").is_fifo()


@pytest.fixture(params=[("null", 3), ("full", 7)], ids=["null", "full"])
def device(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name, minor = request.param
    try:
        os.mknod(tmp_path / name, stat.S_IFCHR | 0o666, os.makedev(1, minor))
        (tmp_path / name).open("wb").close()
    except PermissionError:
        pytest.skip("no right to make a device, or to write to one here")
    return tmp_path / name


def test_a_device_is_written_to(device: Path) -> None:
    if device.name == "full":
        with pytest.raises(OSError, match="No space left") as caught:
            clbackbones.save(backbone(), device)
        assert caught.value.filename == str(device)
    else:
        clbackbones.save(backbone(), device)
    assert device.is_char_device()


@pytest.mark.parametrize("length", [255, 256])
def test_a_name_may_be_as_long_as_the_system_allows(length: int, tmp_path: Path) -> None:
    path = tmp_path / ("a" * length)
    if length > os.pathconf(tmp_path, "PC_NAME_MAX"):
        with pytest.raises(OSError, match="too long") as caught:
            clbackbones.save(backbone(), path)
        assert caught.value.filename == str(path)
        return
    clbackbones.save(backbone(5), path)
    assert saved_output_dim(path) == 5


def test_errors_name_the_path_alone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        clbackbones.save(backbone(), tmp_path / "no" / "x.pt")
    assert str(caught.value).endswith(f"'{tmp_path / 'no' / 'x.pt'}'")


def test_a_path_of_bytes(tmp_path: Path) -> None:
    clbackbones.save(backbone(5), os.fsencode(tmp_path / "x.pt"))  # pyright: ignore[reportArgumentType]
    assert saved_output_dim(tmp_path / "x.pt") == 5


# whole or not at all


@pytest.fixture
def small_disk() -> Iterator[None]:
    before, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_an_error_of_the_system_and_the_old_file_stays(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(OSError) as caught:  # noqa: PT011 - which one depends on the system
        clbackbones.save(backbone(5, 4000), path)
    assert caught.value.filename == str(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_threads_that_write_one_path_leave_one_whole_file(path: Path) -> None:
    backbones = [backbone(3 + index) for index in range(4)]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(10):
            for saving in [pool.submit(clbackbones.save, each, path) for each in backbones]:
                saving.result()
            assert saved_output_dim(path) in (3, 4, 5, 6)
    assert list(path.parent.iterdir()) == [path]


KILLED = """
import os, sys, torch, clbackbones
write = torch.save
def half(content, file):
    write(content, file)
    print("written", flush=True)
    sys.stdin.read()
torch.save = half
clbackbones.save(clbackbones.MLP(8, hidden_dims=[4], output_dim=9), sys.argv[1])
"""


def test_what_a_killed_process_left_is_removed_by_the_next_save_and_what_a_living_one_writes_is_not(path: Path) -> None:
    before = path.read_bytes()
    command = [sys.executable, "-c", KILLED, path]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as alive,
    ):
        for each in (killed, alive):
            assert each.stdout is not None
            assert each.stdout.readline() == b"written\n"
        assert path.read_bytes() == before
        assert len(list(path.parent.iterdir())) == 3
        killed.kill()
        killed.wait()
        clbackbones.save(backbone(5), path)
        assert len(list(path.parent.iterdir())) == 2
        assert saved_output_dim(path) == 5
        alive.communicate(timeout=60)
    assert saved_output_dim(path) == 9
    assert list(path.parent.iterdir()) == [path]


def test_no_link_that_somebody_laid_is_followed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = path.with_name("victim")
    victim.write_text("mine", "utf-8")
    foreseen = iter(["0" * 16, "0" * 16, "1" * 16])
    beside: list[Path] = []
    replace = Path.replace

    def token_hex(size: int) -> str:
        return next(foreseen)

    def recorded(file: Path, target: Path) -> Path:
        beside.append(file)
        return replace(file, target)

    monkeypatch.setattr("clbackbones_runtime.checkpoint.whole_file.secrets.token_hex", token_hex)
    monkeypatch.setattr(Path, "replace", recorded)
    clbackbones.save(backbone(4), path)
    beside[0].symlink_to(victim)
    clbackbones.save(backbone(5), path)
    assert beside[1] != beside[0]
    assert victim.read_text("utf-8") == "mine"
    assert saved_output_dim(path) == 5


# what is written


def test_a_tensor_is_written_without_what_it_is_a_part_of(tmp_path: Path) -> None:
    module = backbone()
    torch.nn.utils.vector_to_parameters(torch.randn(10_000), module.parameters())  # views of its first entries
    clbackbones.save(module, tmp_path / "x.pt")
    assert (tmp_path / "x.pt").stat().st_size < 10_000
    restored = clbackbones.restore(tmp_path / "x.pt")
    assert all(torch.equal(value, restored.state_dict()[key]) for key, value in module.state_dict().items())
    assert len({value.untyped_storage().data_ptr() for value in restored.state_dict().values()}) == 4


def test_what_has_no_values_is_not_saved(tmp_path: Path) -> None:
    with torch.device("meta"):
        module = backbone()
    with pytest.raises(ValueError, match=r"on the device 'meta' has no values to save: fc\.0\.weight"):
        clbackbones.save(module, tmp_path / "x.pt")
    assert not list(tmp_path.iterdir())
