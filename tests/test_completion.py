"""Shells complete the command: what Bash does with what `--print-completion` prints."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clbackbones import CATALOG

from .command_line import clbackbones


def offered(folder: Path, *words: str) -> set[str]:
    """What Bash offers for the last word."""
    pytest.importorskip("shtab", reason="shtab is not installed; run `make install`")
    script = clbackbones("--print-completion", "bash")
    assert (script.status, script.err) == (0, "")
    ask = 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_clbackbones; printf "%s\\n" "${COMPREPLY[@]}"'
    command = ["bash", "-c", f"{script.out}\n{ask}", "bash", "clbackbones", *words]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=60)
    return set(run.stdout.split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no Bash")
def test_bash_completes_commands_classes_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "backbone.yaml").touch()
    (tmp_path / "backbones").mkdir()
    assert offered(tmp_path, "v") == {"validate"}
    assert offered(tmp_path, "new", "HATMask") == {name for name in CATALOG.class_names() if name.startswith("HATMask")}
    assert offered(tmp_path, "show", "back") == {"backbone.yaml", "backbones"}
    assert offered(tmp_path, "init", "back") == {"backbones"}
    assert offered(tmp_path, "validate", "--format", "g") == {"github"}


def test_zsh_gets_a_script_that_knows_the_classes() -> None:
    pytest.importorskip("shtab", reason="shtab is not installed; run `make install`")
    script = clbackbones("--print-completion", "zsh").out
    assert script.startswith("#compdef clbackbones")
    assert all(name in script for name in (*CATALOG.class_names(), *CATALOG.drop_in_names()))


def test_without_shtab_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    run = clbackbones("--print-completion", "bash")
    assert (run.status, run.out) == (2, "")
    assert run.err == "clbackbones: completion needs shtab: pip install 'clbackbones[completion]'\n"
