"""The published schema, that of each class, and what they accept."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

import clbackbones as package

from .command_line import clbackbones

Json = Any

FOLDER = Path(package.__file__).parent / "schemas"


@cache
def document(name: str | None = None) -> dict[str, Json]:
    """The schema of a class; by default, the published one of all classes."""
    return json.loads(clbackbones("schema", *([name] if name else [])).out)


def written(folder: Path) -> None:
    """Writes the schemas of all classes, alone and together, to a folder."""
    assert clbackbones("schema", "--out", folder).status == 0


def acceptor(schema: dict[str, Json]) -> Callable[[Json], bool]:
    """The function that says whether a schema accepts a JSON value."""
    validator: Any = Draft7Validator(schema)
    return validator.is_valid


@cache
def _acceptor(name: str | None) -> Callable[[Json], bool]:
    return acceptor(document(name))


def accepts(value: Json, name: str | None = None) -> bool:
    """Whether the schema of a class, by default the published one of all classes, accepts a JSON value."""
    return _acceptor(name)(value)
