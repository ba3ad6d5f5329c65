"""`clbackbones validate`: which files it takes, what it prints in each format, and its exit status."""
# ruff: noqa: E501 - what a pipe or a file gets is never broken into lines

import io
import json
import os
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest
from attrs import asdict
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import clbackbones as package
from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.cli import terminal
from clbackbones_runtime.cli.report import Outcome, problem_lines
from clbackbones_runtime.config import rules

from .command_line import clbackbones

DATA = Path(__file__).parent / "data"

VALID = "_target_: clbackbones.MLP\ninput_dim: 784\nhidden_dims: [256, 100]\noutput_dim: 64\n"
INVALID = VALID.replace("784", "x")
OTHER = "_target_: torch.optim.Adam\nlr: 0.001\n"

ALL_DATA = """\
invalid/both_spellings.yaml:6:1: 'batch_normalization' and 'batch_normalisation' are two spellings of one field; write 'batch_normalization' alone
    6 | batch_normalisation: false
      | ^
invalid/duplicate_key.yaml:5:1: 'output_dim' is given twice, first in line 4; keep one of them
    5 | output_dim: 32
      | ^
invalid/misspelt_field.yaml:2:1: 'hidden_dims' is missing; add a list of integers of at least 1, such as [256, 100]
    2 | _target_: clbackbones.CLMLP
      | ^
invalid/misspelt_field.yaml:3:1: 'hidden_dim' is not a field of CLMLP; did you mean 'hidden_dims'?
    3 | hidden_dim: [256, 100]
      | ^
invalid/quoted_number.yaml:3:12: 'input_dim' is the string '784', not an integer; write 784 without quotes
    3 | input_dim: "784"
      |            ^
invalid/quoted_number.yaml:4:15: 'hidden_dims[0]' is 2.5, not an integer; write an integer of at least 1
    4 | hidden_dims: [2.5, -1]
      |               ^
invalid/quoted_number.yaml:4:20: 'hidden_dims[1]' is -1, below 1; write an integer of at least 1
    4 | hidden_dims: [2.5, -1]
      |                    ^
invalid/quoted_number.yaml:5:13: 'output_dim' is true, not an integer; write an integer of at least 1
    5 | output_dim: true
      |             ^
invalid/unknown_class.yaml:2:11: 'clbackbones.HATMaskResnet18' is not a backbone; did you mean 'clbackbones.HATMaskResNet18'?
    2 | _target_: clbackbones.HATMaskResnet18
      |           ^
invalid/wrong_mechanism_field.yaml:5:7: 'gate' is the string 'sigmoit', not one of its choices; did you mean 'sigmoid'?
    5 | gate: sigmoit
      |       ^
invalid/wrong_mechanism_field.yaml:6:22: 'batch_normalization' is true, not one of its choices; write null, 'shared' or 'independent'
    6 | batch_normalization: true
      |                      ^
invalid/wrong_output_dim.yaml:4:13: a ResNet18 emits 512 features, not 10; write 512, or leave 'output_dim' out
    4 | output_dim: 10
      |             ^
valid/wsn_mask_mlp.yaml:6:10: warning: 1e-1 is 0.1 to Hydra, but not to every YAML reader; write 0.1
    6 | dropout: 1e-1
      |          ^
12 problems in 7 of FILES files, 1 warning
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def test_real_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for folder in ("invalid", "valid"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    shutil.copy(DATA / "experiment.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    run = clbackbones("validate", "invalid", "valid")
    told = ALL_DATA.replace("FILES", str(len([*tmp_path.glob("*/*.yaml")])))
    assert (run.out, run.err, run.status) == (told, "", 1)
    # The experiment configures no backbone.
    assert clbackbones("validate", ".").out == told.replace("1 warning\n", "1 warning, 1 other file skipped\n")


def test_valid_file() -> None:
    write({"a.yaml": VALID})
    run = clbackbones("validate", "a.yaml")
    assert (run.out, run.err, run.status) == ("1 file valid\n", "", 0)


def test_warnings_do_not_fail() -> None:
    write({"a.yaml": VALID, "b.yaml": f"{VALID}bias: on\n"})
    run = clbackbones("validate", "a.yaml", "b.yaml")
    assert run.status == 0
    assert run.out.splitlines()[-1] == "2 files valid, 1 warning"


def test_standard_input() -> None:
    run = clbackbones("validate", "-", stdin=INVALID.encode())
    assert run.out.startswith("<stdin>:2:12: 'input_dim' is the string 'x', not an integer;")
    assert run.status == 1
    assert clbackbones("validate", "-", stdin=VALID.encode()).status == 0


def test_folder_is_searched_at_any_depth_in_the_order_of_paths() -> None:
    files = ["b.yml", "c.YAML", "a/z.yaml", "a/b/x.yaml", ".hidden/x.yaml", "notes.txt"]
    write({f"configs/{name}": INVALID for name in files})
    run = clbackbones("validate", "configs")
    places = [line.split(":")[0] for line in run.out.splitlines() if line.startswith("configs")]
    assert places == [f"configs/{name}" for name in ("b.yml", "c.YAML", "a/z.yaml", "a/b/x.yaml")]
    assert run.out.splitlines()[-1] == "4 problems in 4 of 4 files"


def test_file_counts_once_however_it_is_named() -> None:
    write({"configs/a.yaml": VALID})
    run = clbackbones("validate", "configs", "configs/a.yaml", "./configs/../configs/a.yaml", "configs/")
    assert run.out == "1 file valid\n"


@pytest.mark.parametrize(
    "text",
    [
        OTHER,
        "_target_: torch.optim.Adam\noutput_dim: 3\n",
        "_target_: clarena.heads.HeadsTIL\ninput_dim: 64\n",
        "defaults: [x, y]\nseed: 1\n",
        "dataset: {input_dim: 784}\n",
        "",
        "# nothing\n",
        "null\n",
        "{}\n",
        "text\n",
        "- a\n",
        "- _target_: lightning.pytorch.callbacks.RichProgressBar\n",
    ],
)
def test_file_in_a_folder_that_configures_something_else_is_skipped(text: str) -> None:
    write({"configs/a.yaml": VALID, "configs/other.yaml": text})
    run = clbackbones("validate", "configs")
    assert (run.out, run.status) == ("1 file valid, 1 other file skipped\n", 0)
    # By its name, it is asked for as a backbone.
    assert clbackbones("validate", "configs", "configs/other.yaml").status == 1


@pytest.mark.parametrize(
    "text",
    [
        "a: [\n",
        "input_dim: 784\n",
        "batch_normalisation: true\n",
        "_target_: clbackbone.MLP\n",
        "_target_: clbackbones.Nothing\n",
        "_target_: 3\n",
        "_target_: '${a'\n",
    ],
)
def test_file_in_a_folder_that_may_be_meant_as_a_backbone_is_not_skipped(text: str) -> None:
    write({"configs/a.yaml": VALID, "configs/b.yaml": text})
    assert clbackbones("validate", "configs").status == 1


def test_backbones_inside_larger_files_of_a_folder_are_found() -> None:
    inner = "  _target_: clbackbones.MLP\n  input_dim: x\n  hidden_dims: []\n  output_dim: 64\n"
    write({"configs/experiment.yaml": f"_target_: lab.Trial\nseed: 1\nmodel:\n backbone:\n{inner}\nother:\n{inner}"})
    run = clbackbones("validate", "configs")
    places = [line.split(" ")[0] for line in run.out.splitlines() if line.startswith("configs")]
    assert places == ["configs/experiment.yaml:6:14:", "configs/experiment.yaml:12:14:"]
    assert run.out.splitlines()[-1] == "2 problems"


def test_key_names_the_part_of_a_larger_file() -> None:
    backbone = "".join(f"    {line}\n" for line in INVALID.splitlines())
    write({"configs/experiment.yaml": f"model:\n  backbone:\n{backbone}", "configs/other.yaml": OTHER})
    expected = """\
configs/experiment.yaml:4:16: 'input_dim' is the string 'x', not an integer; write an integer of at least 1
    4 |     input_dim: x
      |                ^
1 problem"""
    key = "model.backbone"
    assert clbackbones("validate", "configs/experiment.yaml", "--key", key).out == f"{expected}\n"
    assert clbackbones("validate", "configs", "--key", key).out == f"{expected}, 1 other file skipped\n"
    run = clbackbones("validate", "configs/experiment.yaml", "--key", "model.backbon")
    assert run.out.startswith(
        "configs/experiment.yaml:2:3: there is no 'backbon' in 'model'; did you mean 'backbone'?\n"
    )
    assert run.status == 1


def test_an_empty_path_is_no_folder() -> None:
    write({"a.yaml": VALID})
    run = clbackbones("validate", "")
    assert (run.out, run.status) == ("1 not readable\n", 2)
    assert run.err.endswith("no such file or directory\n")


def test_paths_may_follow_options() -> None:
    write({"a.yaml": VALID, "b.yaml": VALID})
    run = clbackbones("validate", "a.yaml", "--format", "text", "b.yaml", "-", stdin=VALID.encode())
    assert run.out == "3 files valid\n"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.yaml", "missing.yaml: no such file or directory"),
        ("configs/backbones.yaml", "configs/backbones.yaml: no such file or directory; did you mean 'backbone.yaml'?"),
        ("empty", "empty: no *.yaml or *.yml file in this folder"),
        ("others", "others: no file in this folder configures a backbone"),
    ],
)
def test_what_cannot_be_read_is_said_beside_everything_else(path: str, message: str) -> None:
    write({"a.yaml": INVALID, "configs/backbone.yaml": VALID, "empty/notes.txt": "", "others/a.yaml": OTHER})
    run = clbackbones("validate", path, "a.yaml")
    assert run.status == 2
    assert run.err == f"{message}\n"
    assert run.out.startswith("a.yaml:2:12: ")


@pytest.mark.parametrize("path", ["d/dangling.yaml", "d"])
def test_broken_link_is_called_one(path: str) -> None:
    write({"d/dangling2.yaml": VALID})
    Path("d/dangling.yaml").symlink_to("gone.yaml")
    run = clbackbones("validate", path)
    assert run.err == "d/dangling.yaml: this link is broken: there is no 'gone.yaml'\n"
    assert run.status == 2


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that can be opened and not be read")
def test_what_fails_only_when_it_is_read_is_named_too() -> None:
    run = clbackbones("validate", "/proc/self/mem")
    assert (run.err, run.status) == ("/proc/self/mem: input/output error\n", 2)
    assert clbackbones("show", "/proc/self/mem").err == "clbackbones: /proc/self/mem: input/output error\n"
    with pytest.raises(OSError, match="/proc/self/mem"):
        package.load("/proc/self/mem")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission() -> None:
    write({"a.yaml": VALID, "locked/b.yaml": VALID})
    Path("a.yaml").chmod(0)
    Path("locked").chmod(0)
    run = clbackbones("validate", "a.yaml", "locked")
    Path("locked").chmod(0o700)
    assert run.err == "a.yaml: permission denied\nlocked: permission denied\n"
    assert run.status == 2


def test_json() -> None:
    write({"c/a.yaml": VALID, "c/b.yaml": INVALID, "c/d.yaml": OTHER})
    run = clbackbones("validate", "c", "missing.yaml", "--format", "json")
    (problem,) = package.validate("c/b.yaml")
    assert json.loads(run.out) == {
        "valid": False,
        "files": [
            {"path": "c/a.yaml", "status": "valid", "problems": []},
            {"path": "c/b.yaml", "status": "invalid", "problems": [asdict(problem)]},
            {"path": "c/d.yaml", "status": "skipped", "problems": []},
            {
                "path": "missing.yaml",
                "status": "unreadable",
                "problems": [],
                "reason": "missing.yaml: no such file or directory",
            },
        ],
    }
    assert (run.err, run.status) == ("", 2)
    run = clbackbones("validate", "c/a.yaml", "--format", "json")
    assert json.loads(run.out)["valid"] is True
    assert run.status == 0


def test_github_annotations_escape_what_workflow_commands_reserve() -> None:
    write({"a,b:c.yaml": INVALID.replace("x", "'100%'") + "bias: on\n"})
    run = clbackbones("validate", "a,b:c.yaml", "missing.yaml", "--format", "github")
    assert run.out == (
        "::error file=a%2Cb%3Ac.yaml,line=2,col=12,title=clbackbones::"
        "'input_dim' is the string '100%25', not an integer; write an integer of at least 1\n"
        "::warning file=a%2Cb%3Ac.yaml,line=5,col=7,title=clbackbones::"
        "on is true to Hydra, but not to every YAML reader; write true\n"
        "::error file=missing.yaml,title=clbackbones::missing.yaml: no such file or directory\n"
    )
    assert run.status == 2


def test_cut_lines_keep_the_caret_under_the_place() -> None:
    sizes = ", ".join(map(str, range(1, 200)))
    write(
        {"a.yaml": f"_target_: clbackbones.MLP\ninput_dim: 784\nhidden_dims: [{sizes}, x, {sizes}]\noutput_dim: 64\n"}
    )
    _, line, caret, _ = clbackbones("validate", "a.yaml").out.splitlines()
    assert len(line) == 80
    assert line[8] == line[-1] == "…"
    assert line[caret.index("^")] == "x"


@given(st.text("ab 幅é\u0301\ufe0f\t", max_size=300), st.data())
def test_caret_is_under_the_character_in_any_script(rest: str, data: st.DataObject) -> None:
    line = f"x{rest}"
    column = data.draw(st.sampled_from([at for at, character in enumerate(line, start=1) if cell_len(character)]))
    problem = package.Problem("x", 1, column, "", "wrong")
    outcome = Outcome(path="x", status="invalid", problems=(problem,), texts={"x": line})
    with patch.dict(os.environ, {"COLUMNS": "80"}):
        _, *excerpt = problem_lines(outcome, io.StringIO())
    shown, caret = ("".join(text for text, _ in spans) for spans in excerpt)
    assert cell_len(shown) <= 80
    (under,) = (
        character
        for at, character in enumerate(shown)
        if cell_len(character) and cell_len(shown[:at]) == caret.index("^")
    )
    assert under == line[column - 1].replace("\t", "→")


def test_thousands_of_files_do_not_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure is measured by the benchmarks; here, one check per file must do, and no terminal is asked for anything."""
    checks: list[object] = []
    check = rules.check

    def counted(catalog: Catalog, value: object, *, interpolations: bool) -> rules.Checked:
        checks.append(value)
        return check(catalog, value, interpolations=interpolations)

    monkeypatch.setattr("clbackbones_runtime.config.examination.check", counted)
    write({f"configs/{index}.yaml": VALID for index in range(1000)})
    assert clbackbones("validate", "configs").out == "1,000 files valid\n"
    assert len(checks) == 1000


def test_progress_is_shown_on_a_terminal_when_work_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    write({f"configs/{index}.yaml": VALID for index in range(3)})
    run = clbackbones("validate", "configs", terminal=True, environment={"TERM": "xterm"})
    assert "validating" in run.err
    assert "3 files valid" in run.out
    assert clbackbones("validate", "configs").err == ""
