"""Whenever the compiler is killed, the package is the old one or the new one, whole."""

import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clbackbones_codegen import swap
from clbackbones_codegen.sync import Mode, hash_of, sync, with_manifest

KILLS = 25
NAMES = [*(f"module{index}.py" for index in range(40)), *(f"inner/module{index}.py" for index in range(40))]
START = "from . import inner\nfrom .inner import module39\nassert VERSION == module39.VERSION\n"


def version(number: int) -> dict[str, str]:
    """A package whose modules all say which version they are, and do not fit together otherwise."""
    text = f"VERSION = {number}\n" + "# padding\n" * 200
    files = dict.fromkeys(NAMES, text) | {"inner/__init__.py": "", f"only{number}.py": text}
    return with_manifest({**files, "__init__.py": f"VERSION = {number}\n{START}"})


def hashes(package: Path) -> dict[str, str]:
    found = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(package).as_posix(): hash_of(path.read_bytes()) for path in found}


def never(one: Path, other: Path) -> bool:
    return False


def imports(package: Path) -> None:
    program = f"import {package.name}; assert {package.name}.module39.VERSION == {package.name}.VERSION"
    subprocess.run([sys.executable, "-S", "-c", program], cwd=package.parent, check=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks processes")
@pytest.mark.parametrize("exchanges", [True, False])
def test_a_package_imports_after_each_of_many_kills(
    tmp_path: Path, exchanges: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchanges:  # as on other systems than Linux
        monkeypatch.setattr(swap, "_exchanged", never)
    package, versions, draw = tmp_path / "package", [version(0), version(1)], random.Random(0)
    sync(versions[0], package, Mode.WRITE)
    wholes = [hashes(package)]
    sync(versions[1], package, Mode.WRITE)
    wholes.append(hashes(package))
    begin = time.perf_counter()
    sync(versions[0], package, Mode.WRITE)
    takes = time.perf_counter() - begin
    found: list[int] = []
    for _ in range(KILLS):
        child = os.fork()
        if child == 0:
            for index in range(1_000_000):
                sync(versions[index % 2], package, Mode.WRITE)
        time.sleep(draw.uniform(0, 3 * takes))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if not exchanges and not package.exists():  # killed between two renames; the next run has what was there
            (aside,) = tmp_path.glob(".package.*.old")
            found.append(wholes.index(hashes(aside)))
        else:
            found.append(wholes.index(hashes(package)))
    sync(versions[0], package, Mode.WRITE)
    imports(package)
    assert [path.name for path in tmp_path.iterdir() if path.name != "__pycache__"] == ["package"]
    assert len(found) == KILLS


def test_what_was_moved_aside_before_a_kill_is_put_back(tmp_path: Path) -> None:
    package = tmp_path / "package"
    sync(version(0), package, Mode.WRITE)
    (package / "mine.py").write_text("x = 1\n", "utf-8")
    package.rename(tmp_path / ".package.q1w2e3.old")
    (tmp_path / ".package.q1w2e3.partial").mkdir()
    sync(version(1), package, Mode.WRITE, force=True)
    assert (package / "mine.py").read_text("utf-8") == "x = 1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert importlib.util.spec_from_file_location("package", package / "__init__.py")


@pytest.mark.skipif(swap.fcntl is None, reason="needs locks")
def test_what_another_compiler_is_writing_is_not_removed(tmp_path: Path) -> None:
    package = tmp_path / "package"

    def fill(folder: Path) -> None:
        (folder / "a").touch()
        sync(version(0), package, Mode.WRITE)
        assert (folder / "a").exists()

    swap.replace_folder(package, fill)
    assert [path.name for path in package.iterdir()] == ["a"]


def test_a_folder_that_cannot_be_filled_leaves_the_old_one(tmp_path: Path) -> None:
    package = tmp_path / "package"
    sync(version(0), package, Mode.WRITE)
    before = hashes(package)

    def full(folder: Path) -> None:
        (folder / "a").touch()
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        swap.replace_folder(package, full)
    assert hashes(package) == before
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
