"""Whatever the prose of the specification says, the generated code says just that, and is Python and YAML."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from tests.specs import SpecCopy

Json = Any

PROSE = ("title", "description", "null")

# What Python, YAML, Markdown or a template would take for something else.
ODD = [
    'A """quoted""" one.',
    r"Uses \N, \u12 and \x.",
    '"At the start", and at the end "here"',
    'Ends in quotes ""',
    'Ends in three """',
    '""" """',
    "Ends in a backslash \\",
    'A backslash before the quote \\"',
    r"One before three \"" " of them",
    "'''Others''' # and no comment: {{ braces }} {% raw %} {# so #} ${too} | é ∈",
]


def with_prose(value: Json, write: Callable[[str], str]) -> Json:
    """A file of the spec with all its prose replaced: descriptions, titles, meanings of values, of constants."""
    if isinstance(value, list):
        return [with_prose(item, write) for item in cast("list[Json]", value)]
    if not isinstance(value, dict):
        return value
    entries = cast("dict[str, Json]", value)
    written = {key: with_prose(item, write) for key, item in entries.items()}
    written |= {key: write(item) for key, item in entries.items() if key in PROSE and isinstance(item, str)}
    for key in ("enum", "constants"):
        if isinstance(meanings := entries.get(key), dict):
            written[key] = {name: write(text) for name, text in cast("dict[str, str]", meanings).items()}
    return written


def compiled(folder: Path, write: Callable[[str], str]) -> SpecCopy:
    """A copy of the spec with its prose replaced, compiled."""
    folder.mkdir()
    (folder / "README.md").write_text("<!-- classes:begin -->\n<!-- classes:end -->\n", "utf-8")
    copy = SpecCopy.in_folder(folder)
    for path in sorted(copy.schema.rglob("*.json")):
        if not path.name.endswith(".schema.json"):
            name = path.relative_to(copy.schema).as_posix()
            copy.add(name, with_prose(json.loads(path.read_text("utf-8")), write))
    outcome = copy.compile()
    assert (outcome.status, outcome.err) == (0, "")
    return copy


class Numbered:
    """Replaces each text by a word that is none but its number."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _: str) -> str:
        self.count += 1
        return f"Text{self.count}Text"


class Odd(Numbered):
    """Replaces each text by an odd one and its number."""

    def __call__(self, _: str) -> str:
        self.count += 1
        return odd(self.count)


def odd(number: int) -> str:
    """The odd text of that number; the number inside makes no two texts the same and leaves the ends odd."""
    return ODD[number % len(ODD)].replace(" ", f" {number} ", 1)


def put_back(text: str) -> str:
    """A text with the odd texts in the place of their numbers."""
    return re.sub(r"Text(\d+)Text", lambda match: odd(int(match[1])), text)


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def texts_of(path: Path) -> Iterator[str]:
    """The docstrings of a module, those of attributes included, and its other strings."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield on_one_line(node.value)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[SpecCopy, SpecCopy]:
    """Two packages that differ in their prose alone: numbers, and odd texts."""
    folder = tmp_path_factory.mktemp("prose")
    return compiled(folder / "numbered", Numbered()), compiled(folder / "odd", Odd())


def test_docstrings_hold_just_what_the_spec_says(copies: tuple[SpecCopy, SpecCopy]) -> None:
    numbered, odd_copy = copies
    told: set[str] = set()
    for path in sorted(odd_copy.package.rglob("*.py")):
        name = path.relative_to(odd_copy.package)
        wanted = [on_one_line(put_back(text)) for text in texts_of(numbered.package / name)]
        assert list(texts_of(path)) == wanted, name
        told |= {each for each in ODD[:5] for text in wanted if each.split(" ", 1)[-1] in text}
    assert told == set(ODD[:5])


def test_comments_of_configs_hold_just_what_the_spec_says(copies: tuple[SpecCopy, SpecCopy]) -> None:
    def comments(path: Path) -> str:
        lines = path.read_text("utf-8").splitlines()
        return on_one_line(" ".join(line.removeprefix("#") for line in lines if line.startswith("#")))

    numbered, odd_copy = copies
    for path in sorted((odd_copy.package / "conf").rglob("*.yaml")):
        same = numbered.package / path.relative_to(odd_copy.package)
        assert comments(path) == on_one_line(put_back(comments(same)))
        assert yaml.safe_load(path.read_text("utf-8")) == yaml.safe_load(same.read_text("utf-8"))


def test_schemas_hold_just_what_the_spec_says(copies: tuple[SpecCopy, SpecCopy]) -> None:
    def replaced(value: Json) -> Json:
        if isinstance(value, dict):
            return {key: replaced(item) for key, item in cast("dict[str, Json]", value).items()}
        if isinstance(value, list):
            return [replaced(item) for item in cast("list[Json]", value)]
        return put_back(value) if isinstance(value, str) else value

    numbered, odd_copy = copies
    for name in ("_spec.json", "schemas/backbone.schema.json"):
        same = json.loads((numbered.package / name).read_text("utf-8"))
        assert json.loads((odd_copy.package / name).read_text("utf-8")) == replaced(same)


def test_a_bar_in_a_title_ends_no_cell_of_the_table(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    (tmp_path / "README.md").write_text("<!-- classes:begin -->\n<!-- classes:end -->\n", "utf-8")
    copy.edit("mechanisms/hat_mask.json", {"/title": "HAT | mask"})
    assert copy.compile().status == 0
    assert r"| HAT \| mask |" in (tmp_path / "README.md").read_text("utf-8")
