"""Faults are where the terminal says they are, however the YAML is written."""
# ruff: noqa: E501 - what a pipe or a file gets is never broken into lines

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .command_line import clbackbones
from .test_cli_faults import CASES as FAULTS

CASES = {
    "comments beside": (
        (
            b"# the class\n"
            b"_target_: clbackbones.MLP  # of ours\n"
            b"\n"
            b"# sizes\n"
            b"input_dim: 784 # pixels\n"
            b"hidden_dims: [256, # first\n"
            b"  -1] # second\n"
            b"output_dim: 64\n"
        ),
        """\
x.yaml:7:3: 'hidden_dims[1]' is -1, below 1; write an integer of at least 1
    7 |   -1] # second
      |   ^
1 problem
""",
    ),
    "anchors and aliases": (
        (
            b"_target_: clbackbones.MLP\n"
            b"input_dim: &size 0\n"
            b"hidden_dims: [*size, 10]\n"
            b"output_dim: &out !!int 64\n"
            b"dropout: *out\n"
        ),
        """\
x.yaml:2:18: 'input_dim' is 0, below 1; write an integer of at least 1
    2 | input_dim: &size 0
      |                  ^
x.yaml:3:15: 'hidden_dims[0]' is 0, below 1; write an integer of at least 1
    3 | hidden_dims: [*size, 10]
      |               ^
x.yaml:5:10: 'dropout' is 64, not below 1; write a number of at least 0 and below 1, or null
    5 | dropout: *out
      |          ^
3 problems
""",
    ),
    "merged mapping": (
        (b"_target_: clbackbones.MLP\n<<: {input_dim: 784, hidden_dims: [], bias: 3}\noutput_dim: 64\n"),
        """\
x.yaml:2:45: 'bias' is 3, not true or false; write true or false
    2 | <<: {input_dim: 784, hidden_dims: [], bias: 3}
      |                                             ^
1 problem
""",
    ),
    "folded text": (
        (b'_target_: >-\n  clbackbones.\n  MLP\ninput_dim: |\n  784\nhidden_dims: []\noutput_dim: "6\n  4"\n'),
        """\
x.yaml:1:11: 'clbackbones. MLP' is not a backbone; did you mean 'clbackbones.MLP' or 'clbackbones.CLMLP'?
    1 | _target_: >-
      |           ^
1 problem
""",
    ),
    "value on its own line": (
        (b'_target_: clbackbones.MLP\n? input_dim\n: 784\nhidden_dims:\n- 256\n- "100"\noutput_dim:\n  64x\n'),
        """\
x.yaml:6:3: 'hidden_dims[1]' is the string '100', not an integer; write 100 without quotes
    6 | - "100"
      |   ^
x.yaml:8:3: 'output_dim' is the string '64x', not an integer; write an integer of at least 1
    8 |   64x
      |   ^
2 problems
""",
    ),
    "tabs indent": (
        (b"_target_: clbackbones.MLP\n\tinput_dim: 784\n"),
        """\
x.yaml:2:1: invalid YAML: found character '\\t' that cannot start any token while scanning for the next token; indent and separate with spaces, not with tabs
    2 | →input_dim: 784
      | ^
1 problem
""",
    ),
    "tab before value": (
        (b"_target_: clbackbones.MLP\ninput_dim:\t784\nhidden_dims: []\noutput_dim: 64\n"),
        """\
x.yaml:2:11: invalid YAML: found character '\\t' that cannot start any token while scanning for the next token; indent and separate with spaces, not with tabs
    2 | input_dim:→784
      |           ^
1 problem
""",
    ),
    "tab in comment": (
        (b"_target_: clbackbones.MLP\ninput_dim: 784 \t# pixels\nhidden_dims: []\noutput_dim: x\t# features\n"),
        """\
x.yaml:2:16: invalid YAML: found character '\\t' that cannot start any token while scanning for the next token; indent and separate with spaces, not with tabs
    2 | input_dim: 784 →# pixels
      |                ^
1 problem
""",
    ),
    "Windows line ends": (
        (b"_target_: clbackbones.MLP\r\ninput_dim: 784\r\nhidden_dims: []\r\noutput_dim: x\r\n"),
        """\
x.yaml:4:13: 'output_dim' is the string 'x', not an integer; write an integer of at least 1
    4 | output_dim: x
      |             ^
1 problem
""",
    ),
    "old Mac line ends": (
        (b"_target_: clbackbones.MLP\rinput_dim: 784\rhidden_dims: []\routput_dim: x\r"),
        """\
x.yaml:4:13: 'output_dim' is the string 'x', not an integer; write an integer of at least 1
    4 | output_dim: x
      |             ^
1 problem
""",
    ),
    "byte order mark": (
        (b"\xef\xbb\xbf_target_: clbackbones.MPL\n"),
        """\
x.yaml:1:11: 'clbackbones.MPL' is not a backbone; did you mean 'clbackbones.MLP'?
    1 | _target_: clbackbones.MPL
      |           ^
1 problem
""",
    ),
    "byte order mark and Windows line ends": (
        (b"\xef\xbb\xbf{_target_: clbackbones.MLP,\r\n input_dim: 784, hidden_dims: [], output_dim: x}\r\n"),
        """\
x.yaml:2:47: 'output_dim' is the string 'x', not an integer; write an integer of at least 1
    2 |  input_dim: 784, hidden_dims: [], output_dim: x}
      |                                               ^
1 problem
""",
    ),
    "wide characters": (
        (
            b"{_target_: clbackbones.MLP, input_dim: 784, hidden_dims: [], '\xc3\xa9\xe5\xb9\x85e\xcc\x81': 64, output_dim: x}\n"
        ),
        """\
x.yaml:1:62: 'é幅é' is not a field of MLP; remove it, or write 'activation_layer', 'batch_normalization', 'bias' or 'dropout'
    1 | …kbones.MLP, input_dim: 784, hidden_dims: [], 'é幅é': 64, output_dim: x}
      |                                               ^
x.yaml:1:86: 'output_dim' is the string 'x', not an integer; write an integer of at least 1
    1 | …kbones.MLP, input_dim: 784, hidden_dims: [], 'é幅é': 64, output_dim: x}
      |                                                                       ^
2 problems
""",
    ),
    "wide characters around the place": (
        (
            "{_target_: clbackbones.MLP, input_dim: 784, '幅幅幅幅幅幅幅幅': 1, hidden_dims: [], output_dim: x,\n"
            " # 幅 is one wide character in a line that fits\n bias: '👩\u200d👧\t'}\n"
        ).encode(),
        """\
x.yaml:1:45: '幅幅幅幅幅幅幅幅' is not a field of MLP; remove it, or write 'activation_layer', 'batch_normalization' or 'dropout'
    1 | …: clbackbones.MLP, input_dim: 784, '幅幅幅幅幅幅幅幅': 1, hidden_dims:…
      |                                     ^
x.yaml:1:89: 'output_dim' is the string 'x', not an integer; write an integer of at least 1
    1 | … input_dim: 784, '幅幅幅幅幅幅幅幅': 1, hidden_dims: [], output_dim: x,
      |                                                                       ^
x.yaml:3:8: 'bias' is the string '👩\\u200d👧\\t', not true or false; write true or false
    3 |  bias: '👩�👧→'}
      |        ^
3 problems
""",
    ),
    "merged from an anchor": (
        (
            b"_target_: clbackbones.MLP\n"
            b"<<: &sizes\n"
            b"  input_dim: 784  # pixels\n"
            b"  hidden_dims: &none []\n"
            b"  output_dim: '64'\n"
            b"hidden_dim: *none\n"
        ),
        """\
x.yaml:5:15: 'output_dim' is the string '64', not an integer; write 64 without quotes
    5 |   output_dim: '64'
      |               ^
x.yaml:6:1: 'hidden_dim' is not a field of MLP; remove it, 'hidden_dims' is there already
    6 | hidden_dim: *none
      | ^
2 problems
""",
    ),
    "merged in a list": (
        (b"{_target_: clbackbones.MLP, <<: [{input_dim: 0}, {hidden_dims: [-1], output_dim: 2}], bias: 3}\n"),
        """\
x.yaml:1:46: 'input_dim' is 0, below 1; write an integer of at least 1
    1 | … clbackbones.MLP, <<: [{input_dim: 0}, {hidden_dims: [-1], output_dim:…
      |                                     ^
x.yaml:1:65: 'hidden_dims[0]' is -1, below 1; write an integer of at least 1
    1 | …MLP, <<: [{input_dim: 0}, {hidden_dims: [-1], output_dim: 2}], bias: 3}
      |                                           ^
x.yaml:1:93: 'bias' is 3, not true or false; write true or false
    1 | …MLP, <<: [{input_dim: 0}, {hidden_dims: [-1], output_dim: 2}], bias: 3}
      |                                                                       ^
3 problems
""",
    ),
    "text of several lines": (
        (
            b'_target_: clbackbones.MLP\ninput_dim: "7\n  84"\nhidden_dims:\n  - >\n    256\n  - 10\noutput_dim: 6\n  4\nbias: |\n  true\n'
        ),
        """\
x.yaml:2:12: 'input_dim' is the string '7 84', not an integer; write an integer of at least 1
    2 | input_dim: "7
      |            ^
x.yaml:5:5: 'hidden_dims[0]' is the string '256\\n', not an integer; write 256 without quotes
    5 |   - >
      |     ^
x.yaml:8:13: 'output_dim' is the string '6 4', not an integer; write an integer of at least 1
    8 | output_dim: 6
      |             ^
x.yaml:10:7: 'bias' is the string 'true\\n', not true or false; write true or false
   10 | bias: |
      |       ^
4 problems
""",
    ),
    "tab in flow style": (
        (b"{_target_: clbackbones.MLP,\tinput_dim: x}\n"),
        """\
x.yaml:1:28: invalid YAML: found character '\\t' that cannot start any token while scanning for the next token; indent and separate with spaces, not with tabs
    1 | {_target_: clbackbones.MLP,→input_dim: x}
      |                            ^
1 problem
""",
    ),
    "control character": (
        (b"_target_: clbackbones.MLP\ninput_dim: 784 # \xc3\xbc\x0c\n"),
        """\
x.yaml:2:19: invalid YAML: control characters are not allowed; remove it, or write it as an escape in double quotes
    2 | input_dim: 784 # ü�
      |                   ^
1 problem
""",
    ),
    "line ends of Unicode": (
        (b"_target_: clbackbones.MLP # a\xe2\x80\xa8input_dim: x\nhidden_dims: []\xc2\x85output_dim: x\n"),
        """\
x.yaml:1:42: 'input_dim' is the string 'x', not an integer; write an integer of at least 1
    1 | _target_: clbackbones.MLP # a�input_dim: x
      |                                          ^
x.yaml:2:29: 'output_dim' is the string 'x', not an integer; write an integer of at least 1
    2 | hidden_dims: []�output_dim: x
      |                             ^
2 problems
""",
    ),
    "two documents": (
        (b"_target_: clbackbones.ResNet18\ninput_channels: 3\n---\n_target_: clbackbones.ResNet18\n"),
        """\
x.yaml:3:1: a second document starts here; keep one per file
    3 | ---
      | ^
1 problem
""",
    ),
    "not a finite number": (
        (b"_target_: clbackbones.MLP\ninput_dim: 784\nhidden_dims: []\noutput_dim: 64\ndropout: .nan\n"),
        """\
x.yaml:5:10: .nan is not a finite number; write a number
    5 | dropout: .nan
      |          ^
1 problem
""",
    ),
    "placeholder in flow style": (
        (b'_target_: clbackbones.MLP\ninput_dim: ${dataset.input_dim\nhidden_dims: ["${a}", ???]\noutput_dim: ???\n'),
        """\
x.yaml:3:24: invalid YAML: did not find expected node content while parsing a flow node
    3 | hidden_dims: ["${a}", ???]
      |                        ^
1 problem
""",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_place_is_exact(text: bytes, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_bytes(text)
    run = clbackbones("validate", "x.yaml")
    assert (run.out, run.err) == (expected, "")
    assert run.status == int("problem" in expected)


def test_what_an_alias_repeats_is_wrong_where_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = b"base: &base\n  _target_: clbackbones.MLP\n  input_dim: x\n  hidden_dims: []\nbackbone: *base\n"
    Path("x.yaml").write_bytes(text + b"other:\n  <<: *base\n  output_dim: 0\n")
    shared = """\
x.yaml:3:14: 'input_dim' is the string 'x', not an integer; write an integer of at least 1
    3 |   input_dim: x
      |              ^
"""
    assert clbackbones("validate", "x.yaml", "--key", "backbone").out == (
        """\
x.yaml:2:3: 'output_dim' is missing; add an integer of at least 1
    2 |   _target_: clbackbones.MLP
      |   ^
"""
        + shared
        + "2 problems\n"
    )
    assert clbackbones("validate", "x.yaml", "--key", "other").out == shared + (
        """\
x.yaml:8:15: 'output_dim' is 0, below 1; write an integer of at least 1
    8 |   output_dim: 0
      |               ^
2 problems
"""
    )


# every fault, however the file is written


def indented(text: bytes) -> bytes:
    return b"backbone:\n" + b"".join(b"  " + line for line in text.splitlines(keepends=True))


WAYS: dict[str, tuple[Callable[[bytes], bytes], int, int]] = {
    "Windows line ends": (lambda text: text.replace(b"\n", b"\r\n"), 0, 0),
    "old Mac line ends": (lambda text: text.replace(b"\n", b"\r"), 0, 0),
    "byte order mark": (lambda text: b"\xef\xbb\xbf" + text, 0, 0),
    "byte order mark, Windows": (lambda text: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"), 0, 0),
    "comments above": (lambda text: b"# yaml-language-server: $schema=./x.json\n\n# \xc3\xbc\n" + text, 3, 0),
    "comments beside": (lambda text: text.replace(b"\n", b"  # why: \xe5\xb9\x85\n"), 0, 0),
    "blank lines between": (lambda text: b"\n" + text, 1, 0),
    "start of a document": (lambda text: b"%YAML 1.1\n---\n" + text, 2, 0),
    "inside a larger file": (indented, 1, 2),
}
"""How a text may be written besides, and by how many lines and columns that moves what is in it."""


def problems(text: bytes, *options: str) -> list[dict[str, Any]]:
    report = json.loads(clbackbones("validate", "-", "--format", "json", *options, stdin=text).out)
    return report["files"][0]["problems"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fault", [fault for fault, (_, said) in FAULTS.items() if "the file is empty" not in said])
def test_fault_is_the_same_however_the_file_is_written(fault: str, way: str) -> None:
    text, _ = FAULTS[fault]
    rewrite, lines, columns = WAYS[way]

    def moved(message: str) -> str:
        message = re.sub(r"(?<=in line )\d+", lambda line: str(int(line[0]) + lines), message)
        return re.sub(r"(?<=, column )\d+", lambda column: str(int(column[0]) + columns), message)

    expected = [
        {
            **problem,
            "line": problem["line"] + lines,
            "column": problem["column"] + columns,
            "message": moved(problem["message"]),
        }
        for problem in problems(text)
    ]
    found = problems(rewrite(text), *(["--key", "backbone"] if columns else []))
    for problem in found:
        problem["pointer"] = (problem["pointer"] or "").removeprefix("/backbone") if columns else problem["pointer"]
    assert found == expected
