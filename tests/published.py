"""The published schemas, and what they accept."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

import clbackbones

Json = Any

FOLDER = Path(clbackbones.__file__).parent / "schemas"


@cache
def document(name: str = "backbone") -> dict[str, Json]:
    """The published schema of a class; by default, the one of all classes."""
    return json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))


def acceptor(schema: dict[str, Json]) -> Callable[[Json], bool]:
    """The function that says whether a schema accepts a JSON value."""
    validator: Any = Draft7Validator(schema)
    return validator.is_valid


@cache
def _acceptor(name: str) -> Callable[[Json], bool]:
    return acceptor(document(name))


def accepts(value: Json, name: str = "backbone") -> bool:
    """Whether the published schema of a class, by default the one of all classes, accepts a JSON value."""
    return _acceptor(name)(value)
