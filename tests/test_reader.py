"""YAML means here what it means to Hydra, and whatever else a file holds is a problem with a line and a column."""

import codecs
import math
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from omegaconf import OmegaConf
from omegaconf._utils import get_yaml_loader  # pyright: ignore[reportPrivateImportUsage, reportUnknownVariableType]

import clbackbones_runtime
from clbackbones import CATALOG, Problem
from clbackbones_runtime.config.loading import validate_text
from clbackbones_runtime.config.problems import Unreadable
from clbackbones_runtime.config.reader import read

Json = Any

DATA = Path(__file__).parent / "data"
RUNTIME = Path(clbackbones_runtime.__file__).parent
INVALID = sorted((DATA / "invalid").glob("*.yaml"))
VALID = sorted((DATA / "valid").glob("*.yaml"))
HAT = "_target_: clbackbones.HATMaskResNet18\ninput_channels: 3\n"
MLP = "_target_: clbackbones.MLP\ninput_dim: 4\nhidden_dims: [3]\noutput_dim: 2\n"


def places(text: str | bytes) -> list[tuple[int | None, int | None]]:
    return [(problem.line, problem.column) for problem in validate_text(CATALOG, text)]


def only(text: str | bytes) -> Problem:
    (problem,) = validate_text(CATALOG, text)
    return problem


def omegaconf(text: str) -> Json:
    """What OmegaConf's loader makes of a text, before OmegaConf refuses types that it does not know."""
    return yaml.load(text, get_yaml_loader())


# ---------------------------------------------------------------- the examples


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_problems_of_invalid_files_are_where_their_first_line_says(path: Path) -> None:
    text = path.read_text("utf-8")
    expected = [(int(line), int(column)) for line, column in re.findall(r"(\d+):(\d+)", text.partition("\n")[0])]
    assert sorted(places(text)) == sorted(expected)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_names_to_write_are_offered(path: Path) -> None:
    first, *_ = path.read_text("utf-8").partition("\n")
    said = "\n".join(map(str, validate_text(CATALOG, path.read_bytes())))
    for name in re.findall(r"did you mean (\w+)", first):
        assert name in said


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_files_have_no_errors(path: Path) -> None:
    assert [problem for problem in validate_text(CATALOG, path.read_bytes()) if problem.severity == "error"] == []


@pytest.mark.parametrize("path", VALID + INVALID, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", ["bom", "crlf", "cr", "indented comment", "bytes"])
def test_places_do_not_depend_on_the_encoding_of_lines(path: Path, change: str) -> None:
    text = path.read_text("utf-8")
    changed: str | bytes = {
        "bom": "\ufeff" + text,
        "crlf": text.replace("\n", "\r\n"),
        "cr": text.replace("\n", "\r"),
        "indented comment": text + "   # ü\n",
        "bytes": codecs.BOM_UTF8 + text.encode(),
    }[change]
    assert validate_text(CATALOG, changed) == validate_text(CATALOG, text)


# ---------------------------------------------------------------- agreement with OmegaConf

SCALARS = """
1 -1 +1 0 00 010 -010 08 0o17 0x1F -0xff 0b101 1_000 _1 1__0 12:30 12:30:45 1:60 1:2.5 190:20:30
1.5 1. .5 -.5 +.5 1e3 1e-3 1E+3 1.5e3 1.5e-3 -1e-3 +1e-3 1_0e1 1e1_0 1.e3 .5e3 .5e-3 1_0.5 1__0.5 e3 1e 0e0 1e400
true True TRUE tRue false False FALSE yes Yes YES no No NO on On ON off Off OFF y n Y N oui
null Null NULL ~ nil None none
.inf -.inf +.inf .Inf .INF .nan .NaN .NAN nan inf Infinity
2001-01-01 2001-01-01T00:00:00Z 12:30:45.5 1.2.3 3x 0x 0b 0b2 - + . -- a-b a:b ?x <<x ${a} ${a.b} ??? é
"""


def same(ours: Json, theirs: Json) -> bool:
    """Equal in value and type; nan equals itself."""
    return repr(ours) == repr(theirs)


@pytest.mark.parametrize("scalar", SCALARS.split())
def test_plain_scalars_mean_what_they_mean_to_omegaconf(scalar: str) -> None:
    text = f"a: {scalar}\n"
    try:
        theirs = omegaconf(text)["a"]
    except yaml.YAMLError:
        assert read(text).problems or read(text).local
        return
    ours = read(text)
    if isinstance(theirs, float) and not math.isfinite(theirs):
        assert "is not a finite number" in ours.local[0].message
    else:
        assert same(ours.value, {"a": theirs})
        assert not ours.problems


@given(st.from_regex(r"[-+]?[0-9_.:eExXob]{1,6}", fullmatch=True) | st.text("onyesflutrNTA~=<.- ", max_size=5))
def test_any_plain_scalar_means_what_it_means_to_omegaconf(scalar: str) -> None:
    test_plain_scalars_mean_what_they_mean_to_omegaconf(scalar)


PIECES = (
    'a·b·c: ·d: ·- ·\n·\n  ·  ·[·]·{·}·, ·"·1·&x ·*x·*x ·<<: ·!!int ·!!str ·!foo ·! ·"q"·1e-3·on·null·~·# c· ·: ·? '
    "·|\n·>\n·'s'·'·\t·%·---\n·...\n·010·é·\r\n·=·- a\n·k: 1\n·e: [1, 2]\n"
    "·y: &x {p: 1}\n·z: *x\n·<<: *x\n·<<: [*x, {q: 2}]\n"
)


def unreadable(value: Json) -> bool:
    match value:
        case dict():
            return any(unreadable(key) or unreadable(item) for key, item in value.items())  # pyright: ignore[reportUnknownVariableType]
        case list():
            return any(map(unreadable, value))  # pyright: ignore[reportUnknownArgumentType]
        case _:
            return isinstance(value, Unreadable)


@given(st.lists(st.sampled_from(PIECES.split("·")), max_size=12).map("".join))
def test_a_text_means_what_it_means_to_omegaconf_or_is_refused(text: str) -> None:
    document = read(text)
    for problem in [*document.problems, *document.local]:
        assert problem.line
        assert problem.column
        assert "\n" not in str(problem)
    validate_text(CATALOG, text)
    if document.problems or any(problem.severity == "error" for problem in document.local):
        return
    assert not unreadable(document.value)
    assert same(document.value, omegaconf(text))


@given(st.text() | st.binary())
def test_nothing_raises(text: str | bytes) -> None:
    for problem in validate_text(CATALOG, text):
        assert problem.line
        assert problem.column


def test_merge_keys_follow_hydra() -> None:
    text = """
base: &base {a: 1, b: 1}
other: &other {b: 2, c: 2}
one: {<<: *base, b: 3}
two: {<<: [*base, *other], d: 4}
three: {d: 5, <<: *base, <<: *other}
four: {<<: {<<: *base, b: 6}, e: 7}
"""
    assert same(read(text).value, omegaconf(text))


@pytest.mark.parametrize("path", VALID + INVALID, ids=lambda path: path.stem)
def test_without_libyaml_everything_is_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = validate_text(CATALOG, path.read_bytes())
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert validate_text(CATALOG, path.read_bytes()) == expected


# ---------------------------------------------------------------- what is wrong, and where


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", (1, 1), "the text is empty"),
        ("\n# nothing\n", (1, 1), "the text is empty"),
        ("---\n", (1, 1), "the text is empty"),
        ("- a\n- b\n", (1, 1), "a backbone is a mapping, not a list"),
        ("# first\n\njust text\n", (3, 1), "a backbone is a mapping, not the string 'just text'"),
        ("${backbone}\n", (1, 1), "a backbone is a mapping"),
        (b"a: 1\nb: \xe9t\xe9\n", (2, 4), "byte 0xe9 is not UTF-8; save the file as UTF-8"),
        ("ü: 1\n".encode() + b"\xc3\xa4\xff", (2, 2), "byte 0xff is not UTF-8"),
        (codecs.BOM_UTF16_LE + "a: 1".encode("utf-16-le"), (1, 1), "byte 0xff is not UTF-8"),
        ("a: \ud800", (1, 4), "a lone surrogate is not a character"),
        (HAT + 'gate: "\\UFFFFFFFF"\n', (3, 10), "invalid YAML: this number stands for no character"),
        (HAT + 'gate: sigmoid\nx: ["\\U00110000"]\n', (4, 8), "invalid YAML: this number stands for no character"),
        (
            f"%YAML 1.{'9' * 5000}\n---\n{HAT}",
            (1, 9),
            "invalid YAML: this number stands for no character, or for no vers",
        ),
        (HAT + 'gate: "a\x01"\n', (3, 9), "invalid YAML: control characters are not allowed"),
        (HAT + "---\n" + HAT, (3, 1), "a second document starts here; keep one per file"),
        (HAT + "gate: !custom sigmoid\n", (3, 7), "unknown tag '!custom'; remove it"),
        (HAT + "gate: !!python/name:os.system x\n", (3, 7), "unknown tag '!!python/name:os.system'"),
        (HAT + "gate: !!set {a}\n", (3, 7), "unknown tag '!!set'"),
        (MLP.replace("4", "!!int four"), (2, 18), "'four' is not a value of !!int"),
        (MLP.replace("4", "="), (2, 12), "'=' has a meaning of its own in YAML"),
        (HAT + "gate: sigmoid\ngate: sigmoid\n", (4, 1), "'gate' is given twice, first in line 3; keep one of them"),
        (HAT + "7: 1\n", (3, 1), "a key is a string, not 7; put it in quotes"),
        (HAT + "on: 1\n", (3, 1), "a key is a string, not true"),
        (HAT + "? [a]\n: 1\n", (3, 3), "a key is a string, not a list"),
        (MLP + "dropout: .nan\n", (5, 10), ".nan is not a finite number"),
        (MLP + "dropout: -.inf\n", (5, 10), "-.inf is not a finite number"),
        (MLP + "dropout: 1e999\n", (5, 10), "1e999 is not a finite number"),
        (MLP + "bias: *b\n", (5, 7), "the alias '*b' has no anchor before it; define '&b' first"),
        (MLP.replace("[3]", "&h [1, *h]"), (3, 21), "the alias '*h' stands inside what it repeats; write it out"),
        (MLP.replace("4", "&a 4").replace("2\n", "&a 2\n"), (4, 16), "the anchor '&a' is defined twice"),
        (MLP + "<<: 3\n", (5, 5), "'<<' merges mappings, not 3"),
        (HAT + "gate: a: b\n", (3, 8), "invalid YAML: mapping values are not allowed"),
        (HAT + "gate:sigmoid\nstem: cifar\n", (3, 1), "there is no space after ':'; write 'gate: sigmoid'"),
        (HAT + "gate:sigmoid\n\n# text\n\nstem: cifar\n", (3, 1), "there is no space after ':'"),
        (HAT + "gate= sigmoid\nstem: cifar\n", (3, 1), "could not find expected ':'"),
        (HAT + "gate= sigmoid\n", (3, 1), "could not find expected ':'"),
        ("_target_:clbackbones.MLP\nbias: true\n", (1, 1), "write '_target_: clbackbones.MLP'"),
        ("a:\n  b:3\n  c: 4\n", (2, 3), "write 'b: 3'"),
        (HAT + "gate: http://a: b\n", (3, 15), "mapping values are not allowed"),
        (HAT + "\tgate: sigmoid\n", (3, 1), "indent and separate with spaces, not with tabs"),
        (HAT + "gate:\tsigmoid\n", (3, 6), "indent and separate with spaces, not with tabs"),
        (HAT + "gate: @a\n", (3, 7), "put the value in quotes"),
        (HAT + 'gate: "sigmoid\nstem: cifar\n', (3, 7), "close the quote that opens here"),
        (HAT + "---\n---\n" + HAT, (3, 1), "a second document starts here; keep one per file"),
        ("---\n---\n", (2, 1), "a second document starts here; keep one per file"),
        ("null\n---\na: 1\n", (2, 1), "a second document starts here; keep one per file"),
        (
            HAT + "stem: [cifar\n",
            (4, 1),
            "expected ',' or ']' while parsing a flow sequence that opens in line 3, column 7",
        ),
        (
            "\ufeff{_target_: clbackbones.ResNet18, stem: cifar\ngate: [3]}\n",
            (2, 5),
            "expected ',' or '}' while parsing a flow mapping that opens in line 1, column 1",
        ),
        (HAT + 'stem: ["a\tb", cifar\n', (4, 1), "while parsing a flow sequence that opens in line 3, column 7"),
        (MLP.replace("[3]", "[${a}]"), (3, 16), "put '${...}' in quotes inside brackets"),
        ("[" * 5000, (1, 101), "nested deeper than 100 levels"),
        ("a: " + "{b: " * 5000, (1, 400), "nested deeper than 100 levels"),
    ],
)
def test_a_text_that_cannot_be_meant_is_one_problem(text: str | bytes, place: tuple[int, int], words: str) -> None:
    problem = only(text)
    assert words in str(problem)
    assert (problem.line, problem.column) == place


def test_alias_bombs_are_refused_quickly() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 30))
    problems = validate_text(CATALOG, "l0: &l0 [x, x]\n" + levels)
    assert "aliases stand for more than 1000000 values" in str(problems)
    merges = "".join(f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 10)}]}}\n" for n in range(1, 30))
    assert "aliases stand for more than" in str(validate_text(CATALOG, "m0: &m0 {x: 1}\n" + merges))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # In flow and in block style, behind comments, anchors and tags
        ("{_target_: clbackbones.MLP, input_dim: x, hidden_dims: [0], output_dim: 2}", [(1, 40), (1, 57)]),
        (MLP.replace("[3]", "# ü\n  - 1\n  - 0\n"), [(5, 5)]),
        (MLP.replace("4", "&width -4"), [(2, 19)]),
        (MLP.replace("4", "!!str &width # why\n  4"), [(3, 3)]),
        (MLP.replace("4", '"4"'), [(2, 12)]),
        (MLP.replace("4", "|\n  4\n  5"), [(2, 12)]),
        (MLP.replace("4", "a\n  b"), [(2, 12)]),
        # An alias stands for its value where it is used; what is merged is blamed where it is written
        (MLP.replace("4", "&x -4").replace("2\n", "*x\n"), [(2, 15), (4, 13)]),
        ("_target_: clbackbones.MLP\n<<: {input_dim: -1, hidden_dims: []}\noutput_dim: 2\n", [(2, 17)]),
        # What is missing is missing at the mapping's first key
        ("\n# c\ninput_channels: 3\n_target_: clbackbones.MLP", [(3, 1)] * 4),
        ("<<: {output_dim: 1}\n_target_: clbackbones.MLP\nhidden_dims: []", [(1, 1)]),
        (HAT + "activation_layer:\n  _target_: torch.nn.ReLU\n", [(4, 3)]),
        (HAT + "activation_layer: {}\n", [(3, 19)]),
        (HAT + "activation_layer: &a {_target_: torch.nn.ReLU, _partial_: true, x: 1}\n", [(3, 65)]),
    ],
)
def test_problems_point_at_values_keys_and_first_keys(text: str, expected: list[tuple[int, int]]) -> None:
    assert places(text) == expected


def test_all_problems_of_a_file_come_at_once_and_in_order() -> None:
    text = HAT + "gate: sigmoit\nstem: cifar\nstem: imagenet\nbias: .nan\n5: x\nlayout: *l\nfoo: !bar x\n"
    assert [problem.line for problem in validate_text(CATALOG, text)] == [3, 5, 6, 7, 8, 9, 9]


@pytest.mark.parametrize(
    ("scalar", "plainly"),
    [("1e-1", "0.1"), ("1e-5", "1.0e-05"), ("0.1_0", "0.1"), ("1:0.0", None), ("0.1", ""), ("1.0e-05", ""), (".5", "")],
)
def test_floats_that_readers_take_differently_are_warned_of(scalar: str, plainly: str | None) -> None:
    problems = validate_text(CATALOG, f"{MLP}dropout: {scalar}\n")
    if plainly == "":
        assert problems == []
    elif plainly is None:
        assert [problem.severity for problem in problems] == ["error"], "what is wrong needs no warning besides"
    else:
        (problem,) = problems
        assert problem.severity == "warning"
        assert (problem.line, problem.column, problem.pointer) == (5, 10, "/dropout")
        assert problem.hint == f"write {plainly}"
        assert "warning: " in str(problem)
        assert validate_text(CATALOG, f"{MLP}dropout: {plainly}\n") == []


@pytest.mark.parametrize(("scalar", "plainly"), [("on", "true"), ("No", "false"), ("yes", "true"), ("True", "")])
def test_booleans_that_readers_take_differently_are_warned_of(scalar: str, plainly: str) -> None:
    hints = [problem.hint for problem in validate_text(CATALOG, f"{MLP}bias: {scalar}\n")]
    assert hints == ([f"write {plainly}"] if plainly else [])


@pytest.mark.parametrize("scalar", ["0o17", "010", "1_0", "0b11", "1:30"])
def test_integers_that_readers_take_differently_are_warned_of(scalar: str) -> None:
    (problem,) = validate_text(CATALOG, MLP.replace("4", scalar))
    assert problem.severity == ("error" if scalar == "0o17" else "warning")


def test_a_config_reads_the_same_with_omegaconf(tmp_path: Path) -> None:
    for path in VALID:
        assert same(read(path.read_bytes()).value, OmegaConf.to_container(OmegaConf.load(path)))


HEAVY = re.compile(r"^\s*(?:from|import) (?:torch|cattrs|jsonschema|rich|omegaconf)", re.MULTILINE)


def test_reading_needs_no_torch_and_no_omegaconf() -> None:
    for folder in ("catalog.py", "config", "graph"):
        place = RUNTIME / folder
        for path in [place] if place.is_file() else place.glob("*.py"):
            # A network's summary is drawn on request.
            assert path.stem == "summary" or not HEAVY.search(path.read_text("utf-8")), path
