"""The hook that the repository offers to pre-commit, run by pre-commit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOOD = "_target_: clbackbones.MLP\ninput_dim: 784\nhidden_dims: [256]\noutput_dim: 64\n"
BAD = GOOD.replace("hidden_dims", "hidden_dim")


def run(*command: str, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a program that finds `clbackbones` as an activated environment would offer it, and no settings of a user."""
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(cwd.parent),
        "PRE_COMMIT_HOME": str(cwd.parent / "pre-commit"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    return subprocess.run(command, cwd=cwd, env=variables, check=check, capture_output=True, text=True, timeout=120)


def repository(folder: Path) -> Path:
    """Makes a git repository of what lies in the folder."""
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "Start")):
        run("git", "-c", "user.name=Test", "-c", "user.email=test@example.org", *command, cwd=folder)
    return folder


@pytest.fixture
def offered(tmp_path: Path) -> Path:
    """A repository that offers the hook, as this one does."""
    (tmp_path / "offered").mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", tmp_path / "offered")
    return repository(tmp_path / "offered")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A user's repository, in which one of two configs is wrong."""
    folder = tmp_path / "project" / "configs"
    folder.mkdir(parents=True)
    (folder / "good.backbone.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "bad.backbone.yml").write_text(BAD, encoding="utf-8")
    (folder / "other.yaml").write_text("lr: 0.1\n", encoding="utf-8")
    return repository(folder.parent)


def test_manifest_is_valid(offered: Path) -> None:
    run(sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=offered)


def test_hook_checks_backbones_and_nothing_else(offered: Path, project: Path) -> None:
    command = (sys.executable, "-m", "pre_commit", "try-repo", str(offered), "clbackbones-validate")
    ran = run(*command, "--all-files", cwd=project, check=False)
    assert ran.returncode == 1
    assert "configs/bad.backbone.yml:3:1: 'hidden_dim' is not a field of MLP; did you mean 'hidden_dims'?" in ran.stdout
    assert "1 of 2 files" in ran.stdout
    ran = run(*command, "--files", "configs/good.backbone.yaml", cwd=project)
    assert "Passed" in ran.stdout
    ran = run(*command, "--files", "configs/other.yaml", cwd=project)
    assert "no files to check" in ran.stdout


def test_files_may_lie_in_a_folder_of_the_users(offered: Path, project: Path) -> None:
    revision = run("git", "rev-parse", "HEAD", cwd=offered).stdout.strip()
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {offered.as_uri()}\n    rev: {revision}\n"
        "    hooks:\n      - id: clbackbones-validate\n        files: ^configs/\n",
        encoding="utf-8",
    )
    run("git", "add", ".", cwd=project)
    ran = run(sys.executable, "-m", "pre_commit", "run", "--all-files", cwd=project, check=False)
    assert ran.returncode == 1
    assert "configs/other.yaml" in ran.stdout
