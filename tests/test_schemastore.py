"""What SchemaStore needs to map the schema to files, and its examples, are right."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from jsonschema import Draft7Validator

import clbackbones

from . import published

FOLDER = Path(__file__).parent.parent / "schemastore"
CATALOG: dict[str, Any] = json.loads((FOLDER / "catalog.json").read_text("utf-8"))
GOOD = sorted((FOLDER / "test" / "clbackbones").iterdir())
BAD = sorted((FOLDER / "negative_test" / "clbackbones").iterdir())
NAMES_OF_OTHERS = ("config.yaml", "backbone.yaml", "docker-compose.yml", "mkdocs.yml", "backbone.schema.json", "x.yaml")


def submitted() -> dict[str, Any]:
    """The schema as it is submitted."""
    schema = published.document()
    return {"$schema": schema["$schema"], "$id": CATALOG["url"], **schema}


KNOWN = {*Draft7Validator.META_SCHEMA["properties"], "$ref"}
DATA = ("const", "default", "enum", "examples")


def unknown_keywords(schema: Any) -> Iterator[str]:
    """Keywords that JSON Schema does not know, at any depth."""
    if not isinstance(schema, dict):
        return
    keywords = cast("dict[str, Any]", schema)
    yield from keywords.keys() - KNOWN
    for keyword in (KNOWN & keywords.keys()).difference(DATA):
        value = keywords[keyword]
        if keyword in ("properties", "definitions"):
            value = [*value.values()]
        for part in cast("list[Any]", value) if isinstance(value, list) else [value]:
            yield from unknown_keywords(part)


def test_catalog_entry_matches_backbones_and_nothing_else() -> None:
    assert list(CATALOG) == ["name", "description", "fileMatch", "url"]
    matched = [path.name for path in (*GOOD, *BAD)]
    assert all(any(fnmatch(name, pattern) for pattern in CATALOG["fileMatch"]) for name in matched)
    assert not any(fnmatch(name, pattern) for name in NAMES_OF_OTHERS for pattern in CATALOG["fileMatch"])
    assert CATALOG["url"].endswith(f"/{CATALOG['name']}.json")


def test_keywords_beyond_json_schema_are_declared() -> None:
    declared = json.loads((FOLDER / "schema-validation.json").read_text("utf-8"))
    assert declared == {f"{CATALOG['name']}.json": {"unknownKeywords": sorted(set(unknown_keywords(submitted())))}}


def test_submitted_schema_is_one() -> None:
    Draft7Validator.check_schema(submitted())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_example_is_accepted(path: Path) -> None:
    assert clbackbones.validate(path) == []
    Draft7Validator(submitted()).validate(yaml.safe_load(path.read_text("utf-8")))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_example_is_refused(path: Path) -> None:
    assert re.match("# .", path.read_text("utf-8"))
    assert clbackbones.validate(path)
    assert not Draft7Validator(submitted()).is_valid(yaml.safe_load(path.read_text("utf-8")))
