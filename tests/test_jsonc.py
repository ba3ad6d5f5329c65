"""Settings of editors are changed without loss: comments, order, line ends and indentation stay."""

import json
import re
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clbackbones_runtime.cli.jsonc import JsoncError, merged

PATTERNS = ["x/*.yaml", "!x/y.yaml"]
ADDITION: dict[str, Any] = {"yaml.schemas": {"./a.json": PATTERNS}, "recommendations": ["an.extension"]}
BLANKS = st.lists(st.sampled_from([" ", "\n", "\r\n", "\t", "/* } */", "// {\n", "// \u2028 é\r\n"]), max_size=3).map(
    "".join
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | st.text()
KEYS = st.sampled_from(["yaml.schemas", "./a.json", "other"]) | st.text()
TEXTS = st.sampled_from(["x/*.yaml", "!x/y.yaml", "other"])
SCHEMAS = st.dictionaries(st.just("./a.json") | st.text(), TEXTS | st.lists(TEXTS))
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "yaml.schemas": SCHEMAS,
        "recommendations": st.lists(TEXTS),
        "other": st.recursive(SCALARS, lambda each: st.lists(each) | st.dictionaries(KEYS, each), max_leaves=8),
    },
)


@st.composite
def jsonc(draw: st.DrawFn, value: Any) -> str:
    """A value as JSON, with comments and commas wherever they may be."""
    before, after = draw(BLANKS), draw(BLANKS)
    if not isinstance(value, dict | list):
        return f"{before}{json.dumps(value, ensure_ascii=draw(st.booleans()))}{after}"
    if isinstance(value, dict):
        named = cast("dict[str, Any]", value).items()
        entries = [f"{draw(BLANKS)}{json.dumps(key)}{draw(BLANKS)}:{draw(jsonc(part))}" for key, part in named]
    else:
        entries = [draw(jsonc(part)) for part in cast("list[Any]", value)]
    comma = f",{draw(BLANKS)}" if entries and draw(st.booleans()) else ""
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{before}{opening}{draw(BLANKS) if not entries else ''}{','.join(entries)}{comma}{closing}{after}"


def plain(text: str) -> Any:
    """What a text says, read in another way than by the code that is tested."""
    strings = r'"(?:[^"\\]|\\.)*"'
    without = re.sub(rf"({strings})|//[^\n]*|/\*.*?\*/", lambda match: match[1] or " ", text, flags=re.DOTALL)
    return json.loads(re.sub(rf"({strings})|,(?=\s*[}}\]])", lambda match: match[1] or "", without))


def expected(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings with the addition."""
    schemas = dict(settings.get("yaml.schemas", {}))
    there = schemas.get("./a.json", [])
    there = [there] if isinstance(there, str) else there
    schemas["./a.json"] = there + [each for each in PATTERNS if each not in there]
    old = settings.get("recommendations", [])
    return {
        **settings,
        "yaml.schemas": schemas,
        "recommendations": old + [each for each in ADDITION["recommendations"] if each not in old],
    }


@given(st.data(), SETTINGS)
def test_addition_is_there_and_all_else_stays(data: st.DataObject, settings: dict[str, Any]) -> None:
    text = data.draw(jsonc(settings))
    result = merged(text, ADDITION)
    assert plain(result) == expected(settings)
    assert merged(result, ADDITION) == result
    # Nothing is taken out, but a text that becomes a list of it, which is written anew.
    rest = iter(result)
    alone = isinstance(settings.get("yaml.schemas", {}).get("./a.json"), str)
    assert alone or all(character in rest for character in text if not character.isspace())


@pytest.mark.parametrize("text", ["", "  \n", "// only a comment\n", "/* and\nanother */"])
def test_file_of_nothing_but_comments_gets_the_addition_behind_them(text: str) -> None:
    assert merged(text, ADDITION).startswith(text)
    assert plain(merged(text, ADDITION)) == ADDITION


def test_result_is_written_as_the_file_is() -> None:
    text = '{\r\n\t// of fonts\r\n\t"editor.fontSize": 12, // large\r\n}\r\n'
    assert merged(text, {"a": ["b"]}) == (
        '{\r\n\t// of fonts\r\n\t"editor.fontSize": 12, // large\r\n\t"a": [\r\n\t\t"b"\r\n\t],\r\n}\r\n'
    )
    assert merged('{"b": 1}', {"a": ["b"]}) == '{"b": 1, "a": ["b"]}'
    assert merged('{\n  "b": 1 // one\n}\n', {"a": ["b"]}) == '{\n  "b": 1, // one\n  "a": [\n    "b"\n  ]\n}\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "1:2: a name in double quotes is expected, not the end of the file"),
        ('{\n  "a" 1}', "2:7: a colon is expected, not '1'"),
        ('{"a": 1 "b": 2}', "1:9: a comma or '}' is expected, not '\"'"),
        ("[1]", "1:1: it is to be a mapping, {...}"),
        ('{"yaml.schemas": 3}', "1:18: 'yaml.schemas' is to be a mapping, {...}"),
        ('{"yaml.schemas": {"./a.json": 3}}', "1:31: './a.json' is to be a list, [...]"),
        ("{a: 1}", "1:2: a name in double quotes is expected, not 'a'"),
        ('{"a": /* 1}', "1:7: a value is expected, not '/'"),
        ('{"a": "\\x"}', "1:7: a value is expected, not '\"'"),
        ("{} x", "1:4: nothing follows the closing bracket, not 'x'"),
        ("[" * 10_000, "1:101: brackets are nested too deep"),
    ],
)
def test_broken_text_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(JsoncError) as caught:
        merged(text, ADDITION)
    assert str(caught.value) == told
