"""The JSON Schema of one class, from the published one of all classes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from ..catalog import BackboneClass
from .fields import INTERPOLATION, exactly

__all__ = ["class_schema", "document"]

Json = Any

_REFERENCE = "#/definitions/"


def class_schema(published: dict[str, Json], classes: Sequence[BackboneClass]) -> dict[str, Json]:
    """What the published schema says about one class and its drop-in; it accepts these alone.

    Args:
        published: The schema of all classes; it is left as it is.
        classes: The class, then its drop-in for CLArena, if there is one.

    Returns:
        The branches and the snippet of these classes, the values of `_target_` that name them, and the definitions
        that the branches reach.
    """
    own = classes[0]
    required, snippets, *branches, target = published["allOf"]
    references = {f"{_REFERENCE}{each.name}" for each in classes}
    branches = [branch for branch in branches if branch["then"]["$ref"] in references]
    found = [snippet for snippet in snippets["else"]["defaultSnippets"] if snippet["label"] == own.name]
    return {
        **published,
        "title": own.name,
        "allOf": [
            required,
            {**snippets, "else": {"defaultSnippets": found}},
            *branches,
            {"properties": {"_target_": _target(target["properties"]["_target_"], classes)}},
        ],
        "definitions": _reached(published["definitions"], branches),
    }


def document(schema: Mapping[str, Json]) -> str:
    """The schema as the text of a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _target(published: dict[str, Json], classes: Sequence[BackboneClass]) -> dict[str, Json]:
    """What `_target_` may say: the canonical name of the class, which editors suggest; its others, the drop-in's."""
    suggested, other = published["anyOf"]
    own = classes[0].target
    message = suggested["errorMessage"].replace(suggested["enum"][0], own)
    description = suggested["markdownEnumDescriptions"][suggested["enum"].index(own)]
    names = [name for each in classes for name in each.targets if name != own]
    pattern = f"{exactly(names)}|{INTERPOLATION}"
    return {
        **published,
        "anyOf": [
            {"enum": [own], "markdownEnumDescriptions": [description], "errorMessage": message},
            {**other, "pattern": pattern, "errorMessage": message},
        ],
    }


def _reached(definitions: dict[str, Json], start: Json) -> dict[str, Json]:
    """The definitions that `start` refers to, directly or through others, in the order of the published schema."""
    reached: set[str] = set()
    waiting = [*_references(start)]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _references(definitions[name])
    return {name: definition for name, definition in definitions.items() if name in reached}


def _references(schema: Json) -> Iterator[str]:
    """The names of the definitions that a part of a schema refers to itself."""
    if isinstance(schema, dict):
        mapping = cast("dict[str, Json]", schema)
        if isinstance(reference := mapping.get("$ref"), str):
            yield reference.removeprefix(_REFERENCE)
        for part in mapping.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in cast("list[Json]", schema):
            yield from _references(part)
