"""The command as a process of its own: what it imports, terminals and pipes, and everything that may go wrong."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from clbackbones import CATALOG
from clbackbones_runtime.testing.small_configs import input_shape

from .backbones import SMALL, small_config
from .command_line import OUTPUT_VARIABLES, clbackbones

DATA = Path(__file__).parent / "data"
NAME = CATALOG.class_names()[-1]
ESCAPE = "\x1b"

COMMANDS = [
    ["validate", str(DATA / "valid")],
    ["list"],
    ["show", NAME],
    ["show", str(DATA / "valid" / "hat_mask_mlp.yaml")],
    ["new", NAME],
    ["schema"],
    ["schema", NAME],
]

HELPED = [*dict.fromkeys(command for command, *_ in COMMANDS), "convert", "plot"]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OUTPUT_VARIABLES} | dict(changes or {})


def process(*command: str, changes: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *command], capture_output=True, check=False, timeout=120, env=environment(changes)
    )


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments[:2]))
def test_torch_is_never_imported(arguments: list[str]) -> None:
    program = (
        "import sys; from clbackbones.__main__ import main; status = main(sys.argv[1:]);"
        "sys.exit(status or 'torch' in sys.modules)"
    )
    assert process("-c", program, *arguments).returncode == 0


def test_validate_into_a_pipe_imports_nothing_for_tables_and_colours() -> None:
    program = (
        "import sys; from clbackbones.__main__ import main; main(['validate', sys.argv[1]]);"
        "sys.exit(any(name in sys.modules for name in ('rich', 'torch', 'cattrs', 'jsonschema')))"
    )
    assert process("-c", program, str(DATA)).returncode == 0


def test_runs_as_a_module() -> None:
    run = process("-m", "clbackbones", "validate", str(DATA / "valid" / "mlp.yaml"))
    assert (run.stdout, run.stderr, run.returncode) == (f"1 file valid{os.linesep}".encode(), b"", 0)


def test_version() -> None:
    run = clbackbones("--version")
    assert run.out.startswith("clbackbones")
    assert run.status == 0


def test_without_a_command_help_is_shown() -> None:
    run = clbackbones()
    assert (run.out, run.status) == ("", 2)
    for command in HELPED:
        assert command in run.err


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in HELPED)])
def test_help_fits_into_80_columns(arguments: list[str]) -> None:
    run = clbackbones(*arguments, environment={"COLUMNS": "80"})
    assert run.status == 0
    assert max(map(len, run.out.splitlines())) <= 80


@pytest.mark.parametrize(
    "arguments",
    [
        ["valdate"],
        ["--nothing"],
        ["validate"],
        ["validate", "a.yaml", "--frmat", "json"],
        ["validate", "a.yaml", "--format", "xml"],
        ["list", "more"],
        ["show"],
        ["new"],
        ["new", NAME, NAME],
    ],
)
def test_wrong_use_is_explained(arguments: list[str]) -> None:
    run = clbackbones(*arguments)
    assert (run.out, run.status) == ("", 2)
    assert run.err.startswith("usage: clbackbones")
    assert "error: " in run.err


@pytest.mark.parametrize(("command", "required"), [("show", "FILE_OR_CLASS"), ("convert", "IN, OUT")])
def test_what_may_be_left_out_is_not_called_required(command: str, required: str) -> None:
    said = clbackbones(command).err
    assert said.endswith(f"clbackbones {command}: error: the following arguments are required: {required}\n")


@pytest.mark.parametrize("key", ["", ".", "a.", ".a", "a..b"])
@pytest.mark.parametrize("command", ["validate", "show"])
def test_a_key_without_a_name_is_a_mistake(command: str, key: str) -> None:
    run = clbackbones(command, str(DATA / "valid" / "mlp.yaml"), "--key", key)
    assert (run.out, run.status) == ("", 2)
    advice = "write names with dots between them: experiment.backbone"
    assert run.err.endswith(f"error: argument --key: '{key}' is not a key; {advice}\n")


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("arguments", [["validate", str(DATA)], ["list"], ["show", NAME], ["schema"]])
@pytest.mark.parametrize("changes", [{}, {"FORCE_COLOR": "1"}], ids=["plain", "colour"])
def test_reader_that_leaves_early_is_no_error(arguments: list[str], changes: dict[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [sys.executable, "-m", "clbackbones", *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=120,
        env=environment(changes),
    )
    os.close(writer)
    assert run.stderr == b""
    assert run.returncode != 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "clbackbones", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
        )
    assert (run.stderr, run.returncode) == (b"clbackbones: no space left on device\n", 2)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments[:2]))
def test_output_without_unicode_is_possible(arguments: list[str]) -> None:
    run = process("-m", "clbackbones", *arguments, changes={"PYTHONIOENCODING": "ascii"})
    assert (run.stderr, run.returncode) == (b"", 0)


@pytest.mark.parametrize("command", ["new", "schema"])
def test_what_becomes_a_file_is_utf_8_with_the_line_ends_of_a_file(command: str) -> None:
    run = process("-m", "clbackbones", command, NAME, changes={"PYTHONIOENCODING": "ascii"})
    assert run.stdout.decode("utf-8") == clbackbones(command, NAME).out
    assert b"\r" not in run.stdout


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
@pytest.mark.parametrize(
    "arguments", [*COMMANDS, ["validate", str(DATA)]], ids=lambda arguments: " ".join(arguments[:2])
)
def test_without_colour_a_terminal_gets_the_same_text(arguments: list[str], variables: dict[str, str]) -> None:
    plain = clbackbones(*arguments, terminal=True, environment=variables)
    coloured = clbackbones(*arguments, terminal=True, environment={"TERM": "xterm-256color"})
    assert ESCAPE not in plain.out
    if arguments[0] not in ("new", "schema"):
        assert ESCAPE in coloured.out
    stripped = re.sub(rf"{ESCAPE}\[[0-9;]*m", "", coloured.out)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.out.splitlines()


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}], ids=["colour", "no colour"])
@pytest.mark.parametrize(
    "arguments", [["list"], ["show", NAME], ["validate", "data"]], ids=lambda arguments: arguments[0]
)
def test_real_terminal_gets_what_fits_it(
    arguments: list[str], variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DATA.parent)
    shown = on_terminal("-m", "clbackbones", *arguments, changes={"TERM": "xterm-256color", **variables})
    assert (ESCAPE in shown) == (not variables)
    lines = re.sub(rf"{ESCAPE}\[[0-9;]*m", "", shown).splitlines()
    assert len(lines) > 10
    assert max(map(len, lines)) <= 80


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
@pytest.mark.parametrize(
    ("variables", "visible"), [({}, True), ({"NO_COLOR": "1"}, True), ({"TERM": "dumb"}, False)], ids=str
)
def test_real_terminal_shows_progress_and_then_only_the_outcome(
    variables: dict[str, str], visible: bool, tmp_path: Path
) -> None:
    for index in range(30):
        (tmp_path / f"{index}.yaml").write_bytes((DATA / "valid" / "mlp.yaml").read_bytes())
    program = (
        "import sys; from clbackbones.__main__ import main; from clbackbones_runtime.cli import terminal;"
        "terminal.PATIENCE = 0.0;"
        "sys.exit(main(['validate', sys.argv[1]]))"
    )
    shown = on_terminal("-c", program, str(tmp_path), changes={"TERM": "xterm-256color", **variables})
    assert ("validating" in shown) == visible
    assert re.sub(rf"{ESCAPE}\[[0-9;?]*[a-zA-Z]", "", shown).rstrip().endswith("30 files valid")
    if "NO_COLOR" in variables:
        assert not re.search(rf"{ESCAPE}\[[0-9;]*m", shown)


def on_terminal(*command: str, changes: Mapping[str, str]) -> str:
    """What a terminal of 80 columns is sent by a process, standard output and standard error alike."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with subprocess.Popen(
        [sys.executable, *command], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(changes)
    ) as process:
        os.close(theirs)
        sent = b""
        with contextlib.suppress(OSError):  # which is how Linux says that nobody writes any more
            while part := os.read(ours, 65536):
                sent += part
    os.close(ours)
    assert process.returncode in (0, 1)
    return sent.decode()


def test_pipe_gets_no_colour_unless_it_asks() -> None:
    assert ESCAPE not in clbackbones("validate", DATA).out
    assert ESCAPE in clbackbones("validate", DATA, environment={"FORCE_COLOR": "1"}).out


@pytest.mark.parametrize(
    "arguments", [["list"], ["validate", str(DATA)], ["show", "HATMaskResNet152", "--input", "3,224,224"]]
)
@pytest.mark.parametrize("columns", [80, 60])
def test_terminal_is_not_overrun(arguments: list[str], columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DATA.parent)
    arguments = [argument.replace(str(DATA), "data") for argument in arguments]
    run = clbackbones(*arguments, terminal=True, environment={"NO_COLOR": "1", "COLUMNS": str(columns)})
    # An address that is longer than the line stays whole, so that terminals make a link of it.
    assert max(len(line) for line in run.out.splitlines() if "http" not in line) <= columns


@pytest.mark.parametrize("name", SMALL)
def test_tables_fit_into_80_columns_of_a_pipe(name: str) -> None:
    shape = ["--input", ",".join(map(str, input_shape(small_config(name, input_channels=3), 224)))]
    norm = {field: f"{field}={choices[-1]}" for field, choices in normalizations(name).items()}
    run = clbackbones("show", name, *shape, *norm.values())
    assert max(map(len, run.out.splitlines())) <= 80


def normalizations(name: str) -> dict[str, list[str]]:
    """The fields that put norms, whose names are the longest, into the network, and values that do."""
    architecture = CATALOG.architecture(CATALOG.backbone_class(name).architecture)
    steps = [*architecture["steps"], *(step for block in architecture["blocks"].values() for step in block["steps"])]
    steps += [inner for step in steps for inner in step.get("steps") or ()]
    fields = CATALOG.backbone_class(name).fields
    names = {step["field"] for step in steps if step["step"] == "norm" and step["field"]}
    return {field: list(fields[field].choices) or ["true"] for field in names}
