"""What SchemaStore needs to map the schema to files, and its examples, are right."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

import clbackbones
from clbackbones import spec

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


def unknown_keywords(schema: Any) -> Iterator[str]:
    """Keywords that JSON Schema does not know, at any depth."""
    known = set(Draft7Validator.META_SCHEMA["properties"]) | {"$ref"}
    for keyword, value in schema.items() if isinstance(schema, dict) else ():
        if keyword not in known:
            yield keyword
        elif keyword in ("properties", "definitions"):
            for part in value.values():
                yield from unknown_keywords(part)
        elif keyword not in ("default", "enum", "const", "examples"):
            for part in value if isinstance(value, list) else [value]:
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


def test_good_examples_show_every_architecture_with_every_mechanism() -> None:
    targets = [yaml.safe_load(path.read_text("utf-8"))["_target_"] for path in GOOD]
    shown = {spec.backbone_class(spec.resolve_target(target) or "").pair for target in targets}
    assert shown == {spec.backbone_class(name).pair for name in spec.class_names()}
