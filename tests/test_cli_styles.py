"""Faults are where the terminal says they are, however the YAML is written."""
# ruff: noqa: E501 - what a pipe or a file gets is never broken into lines

from pathlib import Path

import pytest

from .command_line import clbackbones

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
    1 | …hidden_dims: [], 'é幅é': 64, outpu…
      |                   ^
x.yaml:1:86: 'output_dim' is the string 'x', not an integer; write an integer of at least 1
    1 | …ims: [], 'é幅é': 64, output_dim: x}
      |                                   ^
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
