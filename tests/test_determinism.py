"""Law 8: the compiler's output depends on schema, templates, runtime and the pinned formatter alone."""

import os
import platform
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from clbackbones_codegen.built import UNBUILT
from tests.specs import ROOT, SpecCopy


def compiled(folder: Path, cwd: Path, **environment: str) -> Mapping[str, bytes]:
    """What a process of its own makes of a copy of the spec."""
    copy = SpecCopy.in_folder(folder)
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "codegen"), **environment}
    command = [sys.executable, "-m", "clbackbones_codegen", "--schema", os.path.relpath(copy.schema, cwd)]
    command += ["--output", str(copy.package), UNBUILT]
    subprocess.run(command, cwd=cwd, env=variables, check=True, capture_output=True)
    files = (path for path in copy.package.rglob("*") if path.is_file())
    return {path.relative_to(copy.package).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What one process makes."""
    folder = tmp_path_factory.mktemp("first")
    return compiled(folder, cwd=folder, PYTHONHASHSEED="0", LC_ALL="C", TZ="UTC", PYTHONUTF8="0")


def test_two_processes_make_the_same_bytes(
    package: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("second") / "a longer path" / "münchen"
    folder.mkdir(parents=True)
    # A configuration of the formatter that lies around must not change anything.
    (folder / "ruff.toml").write_text('line-length = 40\n[format]\nquote-style = "single"\n', "utf-8")
    # The order in which the file system lists files must not either: the second copy is written in another one.
    environment = {"PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu", "COLUMNS": "40"}
    again = compiled(folder, cwd=folder.parent, **environment)
    assert again.keys() == package.keys()
    assert [path for path in package if again[path] != package[path]] == []


def test_the_checked_in_package_has_the_same_files(package: Mapping[str, bytes]) -> None:
    folder = ROOT / "generated" / "clbackbones"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {path for path in files if "__pycache__" not in path} == package.keys()


def test_nothing_tells_where_or_when_it_was_made(package: Mapping[str, bytes]) -> None:
    dates = re.compile(rb"\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b|\b[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\b")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    words = [str(ROOT), str(Path.home()), sys.prefix, platform.node(), version]
    for path, content in package.items():
        assert not dates.search(content), path
        for word in words:
            if len(word) > 3:
                assert not re.search(rb"(?<![\w.])" + re.escape(word.encode()) + rb"(?![\w.])", content), (path, word)


def test_every_text_ends_in_one_newline_and_has_no_carriage_return(package: Mapping[str, bytes]) -> None:
    for path, content in package.items():
        assert b"\r" not in content, path
        assert not content or (content.endswith(b"\n") and not content.endswith(b"\n\n")), path


def test_every_generated_module_names_its_sources(package: Mapping[str, bytes]) -> None:
    for path, content in package.items():
        if path.endswith(".py"):
            first, second, _ = content.decode().split("\n", 2)
            sources = re.fullmatch(r"# Generated from (.+)\.", first)
            assert sources, path
            for source in sources[1].split(" and "):
                assert list(ROOT.glob(source)), source
            assert second == "# Do not edit: change the source and run `make codegen`."
