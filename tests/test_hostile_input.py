"""Whatever files and names hold, the command ends soon, with one problem for each mistake and nothing that acts."""

import json
import os
import re
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest

import clbackbones as package
from clbackbones import CATALOG
from clbackbones_runtime.config import reader
from clbackbones_runtime.config.loading import validate_text
from clbackbones_runtime.config.problems import MAX_PROBLEMS

from .command_line import Run, clbackbones

MLP = "_target_: clbackbones.MLP\nhidden_dims: [3]\noutput_dim: 2\ninput_dim: "
VALID = MLP + "3\n"
SECONDS = 5.0


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def in_time(text: str) -> list[package.Problem]:
    begin = time.process_time()
    problems = validate_text(CATALOG, text)
    assert time.process_time() - begin < SECONDS
    for problem in problems:
        assert "\n" not in str(problem)
    return problems


# ---------------------------------------------------------------- time that grows with the length of a text

SIZE = 400_000
LONG = {
    "interpolations without an end": MLP + "'" + "${" * (SIZE // 2) + "'\n",
    "dollars": MLP + "'" + "$" * SIZE + "'\n",
    "sexagesimal integer": MLP + "1" + ":59" * (SIZE // 3) + "\n",
    "sexagesimal float": MLP + "1" + ":59" * (SIZE // 3) + ".5\n",
    "digits": MLP + "9" * SIZE + "\n",
    "underscores": MLP + "1" + "_1" * (SIZE // 2) + ".\n",
    "blanks": MLP + "a" + " " * SIZE + "b\n",
    "no space after a colon": "a:b" + " " * SIZE + "c\nd: e\n",
    "weights of blanks": "_target_: clbackbones.ResNet18\ninput_channels: 3\npretrained_weights: '"
    + " " * SIZE
    + "'\n",
    "comments behind an anchor": "a: &x " + "#\n" * (SIZE // 2) + "  b\n",
    "one key": MLP + "3\n" + "x" * SIZE + ": 1\n",
    "a target": f"_target_: {'clbackbones.' * (SIZE // 12)}MLP\n",
    "items that are none": MLP.replace("[3]", f"[{'x, ' * (SIZE // 3)}]") + "3\n",
    "unknown keys": VALID + "".join(f"input_dims{number}: 1\n" for number in range(20_000)),
    "keys given twice": VALID + "x: 1\n" * 50_000,
    "keys that are no text": VALID + "".join(f"{number}: 1\n" for number in range(20_000)),
    "warnings": MLP.replace("[3]", f"[{'1_0, ' * (SIZE // 5)}]") + "3\n",
    "options": f"defaults: [{', '.join(f'backbone: x{number}' for number in range(5_000))}]\n",
    "nested lists": MLP + "[" * SIZE + "\n",
}


@pytest.mark.parametrize("kind", LONG)
def test_a_long_text_is_checked_in_time(kind: str) -> None:
    problems = in_time(LONG[kind])
    assert 1 <= len(problems) <= MAX_PROBLEMS + 2


def patterns_in(schema: Any) -> Iterator[str]:
    """All regular expressions of a schema."""
    if isinstance(schema, list):
        for item in cast("list[Any]", schema):
            yield from patterns_in(item)
    elif isinstance(schema, dict):
        for key, item in cast("dict[str, Any]", schema).items():
            if key == "pattern" and isinstance(item, str):
                yield item
            yield from patterns_in(item)


@pytest.mark.parametrize("kind", ["interpolations without an end", "weights of blanks"])
def test_the_published_patterns_take_time_in_proportion(kind: str) -> None:
    schema = json.loads(CATALOG.schemas.joinpath("backbone.schema.json").read_text("utf-8"))
    patterns = set(patterns_in(schema))
    assert patterns
    text = LONG[kind].partition("'")[2].rpartition("'")[0]
    for pattern in patterns:
        begin = time.process_time()
        re.search(pattern, text)
        assert time.process_time() - begin < SECONDS


def test_problems_beyond_a_limit_are_counted() -> None:
    problems = in_time(LONG["unknown keys"])
    assert len(problems) == MAX_PROBLEMS + 1
    assert sum("is not a field of MLP" in problem.message for problem in problems) == MAX_PROBLEMS
    assert any(problem.message == f"{20_000 - MAX_PROBLEMS:,} more problems are not listed" for problem in problems)


@pytest.mark.parametrize("field", ["input_dim", "dropout"])
def test_numbers_that_no_float_holds_are_problems(field: str) -> None:
    for number in (Fraction(10**400), Fraction(10**400, 3), 10**5000, -(10**5000)):
        config: dict[str, object] = {
            "_target_": "clbackbones.MLP",
            "input_dim": 3,
            "hidden_dims": [],
            "output_dim": 2,
            field: number,
        }
        assert [problem.pointer for problem in package.validate(config)] == [f"/{field}"]


# ---------------------------------------------------------------- sizes


def test_what_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("long.yaml").open("wb") as file:
        file.truncate(100_000_000)
    run = clbackbones("validate", "long.yaml")
    assert run.out.startswith(
        "long.yaml:1:1: more than 1,000,000 bytes are no config of a backbone, and are not read; "
    )
    assert run.status == 1
    with pytest.raises(package.ConfigError, match="more than 1,000,000 bytes"):
        package.load("long.yaml")
    Path("long.yaml").write_text(VALID + "#" * 1_000_000, "utf-8")
    assert package.validate("long.yaml")
    monkeypatch.setenv(reader.MAX_BYTES, "2000000")
    assert package.validate("long.yaml") == []


def test_a_long_file_beside_configs_is_no_fault() -> None:
    Path("conf").mkdir()
    Path("conf/a.yaml").write_text(VALID, "utf-8")
    Path("conf/data.yaml").write_text("a: 1\n" + "#" * 1_000_000, "utf-8")
    run = clbackbones("validate", "conf")
    assert "conf/data.yaml:1:1: not checked: more than 1,000,000 bytes" in run.out
    assert (run.out.splitlines()[-1], run.status) == ("1 file valid, 1 file not checked", 0)


# ---------------------------------------------------------------- files of other kinds


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system that has pipes with names")
def test_in_folders_only_files_are_opened() -> None:
    Path("conf/backbone").mkdir(parents=True)
    Path("conf/a.yaml").write_text("defaults:\n  - backbone: pipe\n  - _self_\n", "utf-8")
    Path("conf/backbone/b.yaml").write_text(VALID, "utf-8")
    os.mkfifo("conf/pipe.yaml")
    os.mkfifo("conf/backbone/pipe.yaml")
    Path("conf/device.yaml").symlink_to("/dev/zero")
    Path("conf/folder.yaml").mkdir()
    run = clbackbones("validate", "conf", "--key", "backbone")
    assert "not checked: there is no config 'backbone/pipe' here" in run.out
    assert run.status == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system that has pipes with names")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for() -> None:
    os.mkfifo("pipe.yaml")
    for arguments in (["validate", "pipe.yaml"], ["show", "pipe.yaml"]):
        run = clbackbones(*arguments)
        assert (run.err.splitlines()[-1].endswith("pipe.yaml: no process writes to this pipe"), run.status) == (True, 2)
    for arguments in (["plot", "pipe.yaml"], ["convert", "pipe.yaml", "x.pt"]):
        run = clbackbones(*arguments)
        assert ("no file, but a pipe or device" in run.err, run.status) == (True, 2), run.err
    with pytest.raises(OSError, match=r"no process writes to this pipe: 'pipe\.yaml'"):
        package.load("pipe.yaml")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs a system that has files for descriptors")
def test_what_another_process_writes_is_read() -> None:
    read, write = os.pipe()  # as shells make of `<(...)`
    os.write(write, VALID.encode())
    os.close(write)
    assert clbackbones("validate", f"/dev/fd/{read}").out == "1 file valid\n"
    os.close(read)


def test_folders_may_be_nested_deeply() -> None:
    here = Path.cwd()
    try:
        for _ in range(1_100):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.yaml").write_text(VALID, "utf-8")
    finally:
        os.chdir(here)
    run = clbackbones("validate", ".")
    assert (run.out, run.err, run.status) == ("1 file valid\n", "", 0)
    # What removes the folder afterwards is not that patient.
    Path("d/" * 1_100, "a.yaml").unlink()
    for depth in range(1_100, 0, -1):
        Path("d/" * depth).rmdir()


# ---------------------------------------------------------------- what reaches terminals and logs

ACTING = "\x1b[31m\r\n::error ::x\x9b\u2028##[error]y\u202e"
NAMES = (ACTING, "::error file=x::y", "  ::warning::z", "##[error]z", "a\nb")


def assert_harmless(run: Run, *, github: bool = False) -> None:
    for line in (run.out + run.err).split("\n"):
        assert line.isprintable() or not line, line
        assert "##[" not in line
        if not github:
            assert not line.lstrip().startswith("::")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", ["text", "github"])
def test_names_of_files_do_nothing(name: str, style: str) -> None:
    Path("conf").mkdir()
    Path(f"conf/{name}.yaml").write_text(MLP + "x\n", "utf-8")
    Path(f"{name}.yaml").write_text(MLP + "x\n", "utf-8")
    for arguments in (["conf"], [f"{name}.yaml"], [f"no{name}"], [f"{name}"], [f"./{name}/"]):
        run = clbackbones("validate", *arguments, "--format", style)
        assert_harmless(run, github=style == "github")
        assert run.out.count("\n") <= 4
        for terminal in (True, False):
            assert_harmless(clbackbones("show", *arguments, environment={"NO_COLOR": "1"}, terminal=terminal))
    for arguments in (["show", name], ["new", name], ["schema", name], ["list", f"--{name}"], [name]):
        assert_harmless(clbackbones(*arguments))


@pytest.mark.parametrize("style", ["text", "github"])
def test_keys_values_and_options_do_nothing(style: str) -> None:
    quoted = '"' + ACTING.encode("unicode_escape").decode().replace("\\x1b", "\\e") + '"'
    texts = (
        f"{VALID}{quoted}: 1\n",
        f"{MLP}{quoted}\n",
        f"{VALID}activation_layer: {{_target_: torch.nn.ReLU, _partial_: true, {quoted}: 1}}\n",
        f"{quoted}: {{{quoted}: {{x: 1}}}}\n",
        f"_target_: {quoted}\n",
        f"defaults: [{{backbone: {quoted}}}, {{{quoted}: x}}, {quoted}]\nbackbone: {{bias: true}}\n",
        f"? !{ACTING[:4]} a\n: 1\n",
        f"# {ACTING}\nx: [\n",
        "a: 1 # ##[error]x\nb: 1\n",
    )
    for text in texts:
        Path("a.yaml").write_text(text, "utf-8")
        for key in ([], ["--key", "backbone"], ["--key", ACTING], ["--key", f"{ACTING}.{ACTING}.x.y"]):
            run = clbackbones("validate", "a.yaml", "--format", style, *key)
            assert_harmless(run, github=style == "github")
            if style == "github":
                assert all(line.startswith("::error file=a.yaml,") for line in run.out.splitlines() if "error" in line)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system that has pipes with names")
def test_init_reads_no_pipe_and_no_device() -> None:
    Path(".vscode").mkdir()
    Path("conf").mkdir()
    Path("conf/a.yaml").write_text("a: 1\n", "utf-8")
    os.mkfifo("pipe")
    for place in ("pipe", "/dev/full"):
        Path(".vscode/settings.json").symlink_to(Path(place).absolute())
        run = clbackbones("init", ".")
        assert ("settings.json: it is no file, but a pipe or device" in run.err, run.status) == (True, 2)
        Path(".vscode/settings.json").unlink()
    assert not Path(".vscode/extensions.json").exists()
