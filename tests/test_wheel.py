"""The wheel: it installs, works from an empty environment, and holds what it should and nothing else."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .guides import follow

pytestmark = pytest.mark.xdist_group("wheel")

ROOT = Path(__file__).parent.parent
CONFIGS = ROOT / "tests" / "data"
SOURCES = {
    "clbackbones": ROOT / "generated" / "clbackbones",
    "clbackbones_codegen": ROOT / "codegen" / "clbackbones_codegen",
    "clbackbones_runtime": ROOT / "codegen" / "clbackbones_runtime",
    "clbackbones_codegen/schema": ROOT / "schema",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Backend and dependencies are taken as installed: nothing is fetched.
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of executables of a new environment with the wheel in it; torch and others are borrowed."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    executables = Path(sysconfig.get_path("scripts", "venv", vars={"base": str(folder)}))
    python = executables / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    # A path file adds the folder alone: its own path files, among them that of the editable install, are not read.
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return executables


def run(*command: str | Path, status: int = 0, cwd: Path = CONFIGS) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        check=False,
    )
    assert result.returncode == status, result.stdout + result.stderr
    return result.stdout


def source_files() -> Iterator[str]:
    for package, folder in SOURCES.items():
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix != ".pyc" and path.name != "_manifest.json":
                yield f"{package}/{path.relative_to(folder).as_posix()}"


def test_holds_the_three_packages_and_the_specification_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == set(source_files())
    assert {name.split("/")[0] for name in names} == {"clbackbones", "clbackbones_codegen", "clbackbones_runtime"}


@pytest.mark.parametrize(
    "name",
    [
        "clbackbones/py.typed",
        "clbackbones/_spec.json",
        "clbackbones/schemas/backbone.schema.json",
        "clbackbones_codegen/schema/architectures/resnet.json",
    ],
)
def test_holds_data(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(name) is not None
        if name.endswith(".json"):
            assert json.loads(archive.read(name))


def test_is_imported_from_the_environment_with_every_class(environment: Path) -> None:
    program = (
        "import clbackbones, pathlib, sys;"
        "path = pathlib.Path(clbackbones.__file__);"
        "assert path.is_relative_to(sys.prefix), path;"
        "print(clbackbones.HATMaskResNet18(3).output_dim, clbackbones.WSNMaskMLPConfig.class_name)"
    )
    assert run(environment / "python", "-c", program).split() == ["512", "WSNMaskMLP"]


def test_installed_command_validates(environment: Path) -> None:
    run(environment / "clbackbones", "validate", "valid")
    output = run(environment / "clbackbones", "validate", "invalid/misspelt_field.yaml", status=1)
    assert "did you mean 'hidden_dims'?" in output


def test_installed_compiler_finds_its_specification(environment: Path, tmp_path: Path) -> None:
    path = "schemas/backbone.schema.json"
    printed = run(environment / "python", "-m", "clbackbones_codegen", "--print", path)
    assert printed == (ROOT / "generated" / "clbackbones" / path).read_text(encoding="utf-8")


def test_the_package_of_the_contributors_page_is_made_word_by_word(environment: Path, tmp_path: Path) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = page.partition("## A package of your own\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"(.*?)^```(?:toml|json|python)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    for before, text in blocks:
        (file,) = re.findall(r"^`([^`]+)`", before.strip().split("\n\n")[-1])
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    (commands,) = re.findall(r"^```console\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    outputs: list[str] = []
    for line in commands.splitlines():
        dollar, program, *arguments = line.split()
        assert (dollar, program in ("pip", "python")) == ("$", True)
        offline = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
        pip = [sys.executable, "-m", "pip", "--python", str(environment / "python"), arguments[0], *offline]
        command = [*pip, *arguments[1:]] if program == "pip" else [str(environment / "python"), *arguments]
        outputs.append(run(*command, cwd=tmp_path))
    _, _, table, config, laws = outputs
    assert "conv/6" in table
    assert "_target_: mybackbones.WarmHATResNet18" in config
    assert "4 passed" in laws
    run(environment / "python", *commands.splitlines()[1].split()[2:], "--check", cwd=tmp_path)
    # Nobody has imported the package: it is found by the entry point that its author installed.
    program = (
        "import clbackbones;"
        "config = {'_target_': 'mybackbones.WarmHATConvNet8', 'input_channels': 3, 'output_dim': 2};"
        "made = clbackbones.load(config).build();"
        "clbackbones.save(made, 'backbone.pt');"
        "print(type(clbackbones.restore('backbone.pt')).__module__)"
    )
    assert run(environment / "python", "-c", program, cwd=tmp_path) == "mybackbones.warm_hat_conv_net\n"
    (tmp_path / "backbone.yaml").write_text(config, encoding="utf-8")
    run(environment / "clbackbones", "validate", "backbone.yaml", cwd=tmp_path)


@pytest.mark.parametrize("guide", ["first-backbone.md", "clarena.md"])
def test_a_guide_is_followed_word_by_word_in_an_empty_folder(guide: str, environment: Path, tmp_path: Path) -> None:
    follow(ROOT / "docs" / guide, tmp_path, environment)
