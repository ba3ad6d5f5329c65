"""OmegaConf's own loader is the judge of what a text means, whatever has happened to the text."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from omegaconf._utils import get_yaml_loader  # pyright: ignore[reportPrivateImportUsage, reportUnknownVariableType]

from clbackbones import CATALOG
from clbackbones_runtime.config.reader import read

from .outcomes import Outcomes, Table, each_of

Json = Any

DATA = Path(__file__).parent.parent / "data"
TEXTS = (
    *(path.read_text("utf-8") for path in sorted(DATA.glob("*valid/*.yaml"))),
    *(path.read_text("utf-8")[:1000] for path in sorted(CATALOG.group.glob("*mlp.yaml"))),
    "# @package _global_\ndefaults:\n  - override /backbone: hat_mask_mlp\n  - _self_\nbackbone: {a: ???, b: '${c}'}\n",
    "a: &a {x: 1, <<: {y: 2}}\nb: {<<: *a, z: [*a, !!str 3, ! 4]}\nc: |\n  text\n  more\nd: >-\n  folded\n\n  more\n",
    "a: ? {b : c, d}\n? e\n: f\n'g': \"h\\n\\u00e9\"\ni: http://x.y/z?k=v#w\nj: [what?, k: l]\n",
)
PIECES = (
    *"?!:-,[]{}&*#|>@`%'\"\\~=<$ \t\n\r\x85\u2028\ufeff\u00a0\x07\U0001f600\ud800/.0179_eExXo+",
    *(": ", "- ", "? ", "!!", "!!int ", "!!float ", "!!null", "!x ", "&a ", "*a", "<<: ", "---\n", "...\n", "${"),
    *("%YAML 1.1\n", "???", "1e3", "1:30", "0x1F", "0o7", "on", "No", ".nan", "-.inf", "1_0", "\r\n", "\n\n", "  "),
)
REFUSED = (
    *("twice", "unknown tag", "no anchor", "inside what it repeats", "a key is a string", "merges mappings"),
    *("second document", "has a meaning of its own", "nested deeper", "finite", "is not a value of", "is empty"),
    *("byte order mark", "is not UTF-8", "surrogate", "has more than"),
)
"""What no config takes although OmegaConf may read it: told in these words, each with a test of its own."""


def theirs(text: str) -> Json:
    """What OmegaConf's loader makes of a text; the error that it raises."""
    try:
        return yaml.load(text, get_yaml_loader())
    except (yaml.YAMLError, ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        return error


@st.composite
def mutated_texts(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 6))
        match draw(st.sampled_from(["insert", "insert", "replace", "delete", "copy"])):
            case "insert":
                text = text[:at] + draw(st.sampled_from(PIECES)) + text[at:]
            case "replace":
                text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + length :]
            case "delete":
                text = text[:at] + text[at + length :]
            case _:
                source = draw(st.integers(0, len(text)))
                text = text[:at] + text[source : source + 4 * length] + text[at:]
    return text


def same(ours: Json, judged: Json) -> bool:
    """Equal in value and type."""
    return repr(ours) == repr(judged)


def verdict(text: str) -> str:
    """What both readers make of a text, in words.

    Raises:
        AssertionError: They make different things of it, and no reason for that is listed.
    """
    document = read(text)
    errors = [p.message for p in [*document.problems, *document.local] if p.severity == "error"]
    judged = theirs(text)
    if not errors:
        assert same(document.value, judged), (document.value, judged)
        return "the same value"
    if isinstance(judged, Exception):
        return "refused by both"
    reasons = sorted({words for words in REFUSED if any(words in error for error in errors)})
    assert reasons, (errors, judged)
    return f'refused by us alone: "{reasons[0]}"'


def run(outcomes: Outcomes, tries: int, seed: int) -> None:
    """What both readers make of mutated texts."""

    def check(text: str) -> None:
        try:
            outcomes.add(verdict(text))
        except Exception as error:
            outcomes.fail(f"{type(error).__name__}: {error}", text)

    each_of(mutated_texts(), tries, seed, check)


TABLE = Table(
    title="Texts",
    promise="A mutated YAML text means to us what it means to OmegaConf's loader, or is refused for a listed reason.",
    run=run,
    tries=20_000,
    few=300,
    wrong="another value or verdict",
)
