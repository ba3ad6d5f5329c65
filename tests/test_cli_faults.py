"""Every kind of fault as the terminal shows it, in block and in flow style."""
# ruff: noqa: E501 - what a pipe or a file gets is never broken into lines

from pathlib import Path

import pytest

from .command_line import clbackbones

CASES = {
    "misspelt field": (
        (b"_target_: clbackbones.CLMLP\ninput_dim: 784\noutput_dim: 64\nhidden_dim: [256, 100]\n"),
        """\
x.yaml:1:1: 'hidden_dims' is missing; add a list of integers of at least 1, such as [256, 100]
    1 | _target_: clbackbones.CLMLP
      | ^
x.yaml:4:1: 'hidden_dim' is not a field of CLMLP; did you mean 'hidden_dims'?
    4 | hidden_dim: [256, 100]
      | ^
2 problems
""",
    ),
    "misspelt field, flow": (
        (b"{_target_: clbackbones.CLMLP, input_dim: 784, output_dim: 64, hidden_dim: [256]}\n"),
        """\
x.yaml:1:2: 'hidden_dims' is missing; add a list of integers of at least 1, such as [256, 100]
    1 | {_target_: clbackbones.CLMLP, input_dim: 784, output_dim: 64, hidden_di…
      |  ^
x.yaml:1:63: 'hidden_dim' is not a field of CLMLP; did you mean 'hidden_dims'?
    1 | …: clbackbones.CLMLP, input_dim: 784, output_dim: 64, hidden_dim: [256]}
      |                                                       ^
2 problems
""",
    ),
    "misspelt field, the right spelling there": (
        (b"_target_: clbackbones.CLMLP\ninput_dim: 784\noutput_dim: 64\nhidden_dim: [256]\nhidden_dims: [256]\n"),
        """\
x.yaml:4:1: 'hidden_dim' is not a field of CLMLP; remove it, 'hidden_dims' is there already
    4 | hidden_dim: [256]
      | ^
1 problem
""",
    ),
    "misspelt field, the right spelling there, flow": (
        (
            b"{_target_: clbackbones.ResNet18, input_channels: 3,\n batch_normalisation: true, batch_normalizatoin: true}\n"
        ),
        """\
x.yaml:2:29: 'batch_normalizatoin' is not a field of ResNet18; remove it, 'batch_normalisation' is there already
    2 |  batch_normalisation: true, batch_normalizatoin: true}
      |                             ^
1 problem
""",
    ),
    "missing field": (
        (b"_target_: clbackbones.CLMLP\nhidden_dims: []\noutput_dim: 64\n"),
        """\
x.yaml:1:1: 'input_dim' is missing; add an integer of at least 1
    1 | _target_: clbackbones.CLMLP
      | ^
1 problem
""",
    ),
    "missing field, flow": (
        (b"{_target_: clbackbones.CLMLP, hidden_dims: [], output_dim: 64}\n"),
        """\
x.yaml:1:2: 'input_dim' is missing; add an integer of at least 1
    1 | {_target_: clbackbones.CLMLP, hidden_dims: [], output_dim: 64}
      |  ^
1 problem
""",
    ),
    "wrong type": (
        (b"_target_: clbackbones.MLP\ninput_dim: '784'\nhidden_dims: 256\noutput_dim: 6.5\nbias: yes please\n"),
        """\
x.yaml:2:12: 'input_dim' is the string '784', not an integer; write 784 without quotes
    2 | input_dim: '784'
      |            ^
x.yaml:3:14: 'hidden_dims' is 256, not a list; write [256]
    3 | hidden_dims: 256
      |              ^
x.yaml:4:13: 'output_dim' is 6.5, not an integer; write an integer of at least 1
    4 | output_dim: 6.5
      |             ^
x.yaml:5:7: 'bias' is the string 'yes please', not true or false; write true or false
    5 | bias: yes please
      |       ^
4 problems
""",
    ),
    "wrong type, flow": (
        (b"{_target_: clbackbones.MLP, input_dim: '784', hidden_dims: 256, output_dim: 6.5, bias: 1}\n"),
        """\
x.yaml:1:40: 'input_dim' is the string '784', not an integer; write 784 without quotes
    1 | …rget_: clbackbones.MLP, input_dim: '784', hidden_dims: 256, output_dim…
      |                                     ^
x.yaml:1:60: 'hidden_dims' is 256, not a list; write [256]
    1 | …ones.MLP, input_dim: '784', hidden_dims: 256, output_dim: 6.5, bias: 1}
      |                                           ^
x.yaml:1:77: 'output_dim' is 6.5, not an integer; write an integer of at least 1
    1 | …ones.MLP, input_dim: '784', hidden_dims: 256, output_dim: 6.5, bias: 1}
      |                                                            ^
x.yaml:1:88: 'bias' is 1, not true or false; write true or false
    1 | …ones.MLP, input_dim: '784', hidden_dims: 256, output_dim: 6.5, bias: 1}
      |                                                                       ^
4 problems
""",
    ),
    "out of range": (
        (b"_target_: clbackbones.MLP\ninput_dim: 0\nhidden_dims:\n  - 256\n  - -1\noutput_dim: 64\ndropout: 1.0\n"),
        """\
x.yaml:2:12: 'input_dim' is 0, below 1; write an integer of at least 1
    2 | input_dim: 0
      |            ^
x.yaml:5:5: 'hidden_dims[1]' is -1, below 1; write an integer of at least 1
    5 |   - -1
      |     ^
x.yaml:7:10: 'dropout' is 1.0, not below 1; write a number of at least 0 and below 1, or null
    7 | dropout: 1.0
      |          ^
3 problems
""",
    ),
    "out of range, flow": (
        (b"{_target_: clbackbones.MLP, input_dim: 0, hidden_dims: [256, -1], output_dim: 64, dropout: 1.0}\n"),
        """\
x.yaml:1:40: 'input_dim' is 0, below 1; write an integer of at least 1
    1 | …rget_: clbackbones.MLP, input_dim: 0, hidden_dims: [256, -1], output_d…
      |                                     ^
x.yaml:1:62: 'hidden_dims[1]' is -1, below 1; write an integer of at least 1
    1 | …LP, input_dim: 0, hidden_dims: [256, -1], output_dim: 64, dropout: 1.0}
      |                                       ^
x.yaml:1:92: 'dropout' is 1.0, not below 1; write a number of at least 0 and below 1, or null
    1 | …LP, input_dim: 0, hidden_dims: [256, -1], output_dim: 64, dropout: 1.0}
      |                                                                     ^
3 problems
""",
    ),
    "bad enum value": (
        (
            b"_target_: clbackbones.HATMaskResNet18\n"
            b"input_channels: 3\n"
            b"stem: cifr\n"
            b"activation_layer: relu\n"
            b"batch_normalization: true\n"
        ),
        """\
x.yaml:3:7: 'stem' is the string 'cifr', not one of its choices; did you mean 'cifar'?
    3 | stem: cifr
      |       ^
x.yaml:4:19: 'activation_layer' is the string 'relu', not one of its choices; did you mean 'ReLU'?
    4 | activation_layer: relu
      |                   ^
x.yaml:5:22: 'batch_normalization' is true, not one of its choices; write null, 'shared' or 'independent'
    5 | batch_normalization: true
      |                      ^
3 problems
""",
    ),
    "bad enum value, flow": (
        (
            b"{_target_: clbackbones.HATMaskResNet18, input_channels: 3, stem: cifr,\n"
            b" activation_layer: {_target_: torch.nn.Relu, _partial_: true}, batch_normalization: true}\n"
        ),
        """\
x.yaml:1:66: 'stem' is the string 'cifr', not one of its choices; did you mean 'cifar'?
    1 | {_target_: clbackbones.HATMaskResNet18, input_channels: 3, stem: cifr,
      |                                                                  ^
x.yaml:2:31: 'activation_layer._target_' is the string 'torch.nn.Relu', not an activation; write 'torch.nn.ReLU'
    2 |  activation_layer: {_target_: torch.nn.Relu, _partial_: true}, batch_no…
      |                               ^
x.yaml:2:85: 'batch_normalization' is true, not one of its choices; write null, 'shared' or 'independent'
    2 | … {_target_: torch.nn.Relu, _partial_: true}, batch_normalization: true}
      |                                                                    ^
3 problems
""",
    ),
    "unknown target": (
        (b"_target_: clbackbones.HATResNet18\ninput_channels: 3\n"),
        """\
x.yaml:1:11: 'clbackbones.HATResNet18' is not a backbone; did you mean 'clbackbones.HATMaskResNet18', 'clbackbones.ResNet18' or 'clbackbones.CLResNet18'?
    1 | _target_: clbackbones.HATResNet18
      |           ^
1 problem
""",
    ),
    "unknown target, flow": (
        (b"{_target_: HATMaskResNet18, input_channels: 3}\n"),
        """\
x.yaml:1:12: 'HATMaskResNet18' is not a backbone; did you mean 'clbackbones.HATMaskResNet18'?
    1 | {_target_: HATMaskResNet18, input_channels: 3}
      |            ^
1 problem
""",
    ),
    "missing target": (
        (b"input_channels: 3\nstem: cifar\n"),
        """\
x.yaml:1:1: '_target_' is missing; add '_target_: clbackbones.MLP'
    1 | input_channels: 3
      | ^
1 problem
""",
    ),
    "missing target, flow": (
        (b"{input_channels: 3, stem: cifar}\n"),
        """\
x.yaml:1:2: '_target_' is missing; add '_target_: clbackbones.MLP'
    1 | {input_channels: 3, stem: cifar}
      |  ^
1 problem
""",
    ),
    "duplicate key": (
        (b"_target_: clbackbones.ResNet18\ninput_channels: 3\nstem: cifar\ninput_channels: 1\n"),
        """\
x.yaml:4:1: 'input_channels' is given twice, first in line 2; keep one of them
    4 | input_channels: 1
      | ^
1 problem
""",
    ),
    "duplicate key, flow": (
        (b"{_target_: clbackbones.ResNet18, input_channels: 3, stem: cifar, input_channels: 1}\n"),
        """\
x.yaml:1:66: 'input_channels' is given twice, first in line 1; keep one of them
    1 | …lbackbones.ResNet18, input_channels: 3, stem: cifar, input_channels: 1}
      |                                                       ^
1 problem
""",
    ),
    "both spellings": (
        (b"_target_: clbackbones.ResNet18\ninput_channels: 3\nbatch_normalisation: true\nbatch_normalization: true\n"),
        """\
x.yaml:4:1: 'batch_normalisation' and 'batch_normalization' are two spellings of one field; write 'batch_normalization' alone
    4 | batch_normalization: true
      | ^
1 problem
""",
    ),
    "both spellings, flow": (
        (
            b"{_target_: clbackbones.ResNet18, input_channels: 3, batch_normalisation: true, batch_normalization: true}\n"
        ),
        """\
x.yaml:1:80: 'batch_normalisation' and 'batch_normalization' are two spellings of one field; write 'batch_normalization' alone
    1 | …nput_channels: 3, batch_normalisation: true, batch_normalization: true}
      |                                               ^
1 problem
""",
    ),
    "empty file": (
        b"",
        """\
x.yaml:1:1: the file is empty; write '_target_: <class>' and the fields of that class
1 problem
""",
    ),
    "nothing but comments": (
        (b"# yaml-language-server: $schema=./backbone.schema.json\n"),
        """\
x.yaml:1:1: the file is empty; write '_target_: <class>' and the fields of that class
    1 | # yaml-language-server: $schema=./backbone.schema.json
      | ^
1 problem
""",
    ),
    "list, not mapping": (
        (b"- _target_: clbackbones.ResNet18\n  input_channels: 3\n"),
        """\
x.yaml:1:1: a backbone is a mapping, not a list; write '_target_: clbackbones.MLP' and its fields
    1 | - _target_: clbackbones.ResNet18
      | ^
1 problem
""",
    ),
    "list, not mapping, flow": (
        (b"[{_target_: clbackbones.ResNet18, input_channels: 3}]\n"),
        """\
x.yaml:1:1: a backbone is a mapping, not a list; write '_target_: clbackbones.MLP' and its fields
    1 | [{_target_: clbackbones.ResNet18, input_channels: 3}]
      | ^
1 problem
""",
    ),
    "invalid YAML": (
        (b"_target_: clbackbones.ResNet18\ninput_channels: 3: 4\n"),
        """\
x.yaml:2:18: invalid YAML: mapping values are not allowed in this context; put a text that holds ': ' in quotes, or indent the key like its neighbours
    2 | input_channels: 3: 4
      |                  ^
1 problem
""",
    ),
    "invalid YAML, flow": (
        (b"{_target_: clbackbones.ResNet18, input_channels: [3}\n"),
        """\
x.yaml:1:52: invalid YAML: did not find expected ',' or ']' while parsing a flow sequence that opens in line 1, column 50
    1 | {_target_: clbackbones.ResNet18, input_channels: [3}
      |                                                    ^
1 problem
""",
    ),
    "invalid UTF-8": (
        (b"_target_: clbackbones.ResNet18\n# Gr\xfc\xdfe\ninput_channels: 3\n"),
        """\
x.yaml:2:5: byte 0xfc is not UTF-8; save the file as UTF-8
    2 | # Gr��e
      |     ^
1 problem
""",
    ),
    "invalid UTF-8, flow": (
        (b"{_target_: clbackbones.ResNet18, stem: caf\xe9}\n"),
        """\
x.yaml:1:43: byte 0xe9 is not UTF-8; save the file as UTF-8
    1 | {_target_: clbackbones.ResNet18, stem: caf�}
      |                                           ^
1 problem
""",
    ),
    "unknown tag": (
        (b"_target_: clbackbones.ResNet18\ninput_channels: !int 3\n"),
        """\
x.yaml:2:17: unknown tag '!int'; remove it
    2 | input_channels: !int 3
      |                 ^
1 problem
""",
    ),
    "unknown tag, flow": (
        (b"{_target_: clbackbones.ResNet18, input_channels: !!python/object:os.system 3}\n"),
        """\
x.yaml:1:50: unknown tag '!!python/object:os.system'; remove it
    1 | …et_: clbackbones.ResNet18, input_channels: !!python/object:os.system 3}
      |                                             ^
1 problem
""",
    ),
    "derived field": (
        (b"_target_: clbackbones.ResNet18\ninput_channels: 3\noutput_dim: 10\n"),
        """\
x.yaml:3:13: a ResNet18 emits 512 features, not 10; write 512, or leave 'output_dim' out
    3 | output_dim: 10
      |             ^
1 problem
""",
    ),
    "warning": (
        (b"_target_: clbackbones.ResNet18\ninput_channels: 3\nbias: on\n"),
        """\
x.yaml:3:7: warning: on is true to Hydra, but not to every YAML reader; write true
    3 | bias: on
      |       ^
1 file valid, 1 warning
""",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_fault_reads_as_written_here(
    text: bytes, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_bytes(text)
    run = clbackbones("validate", "x.yaml")
    assert (run.out, run.err) == (expected, "")
    assert run.status == int("problem" in expected)
