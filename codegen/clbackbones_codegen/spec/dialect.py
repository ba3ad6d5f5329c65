"""The part of the dialect that follows from the table of operations: which steps there are, and what they say.

`schema/operations.schema.json` is written for editors; the compiler itself reads what it derives anew.
"""

import json
from collections.abc import Mapping
from typing import cast

from .model import Json, OperationArgument, OperationRow
from .operations import is_merge, is_weighted

__all__ = ["BASE", "OPERATIONS", "beside_layers", "operations_schema", "text"]

BASE = "architecture.schema.json"
"""The meta-schema of architectures, written by hand; a folder that holds it is a whole spec."""

OPERATIONS = "operations.schema.json"
"""The meta-schema of steps, which is derived."""

Schema = dict[str, Json]


def _of_base(name: str) -> Schema:
    """A reference to what the hand-written meta-schema defines."""
    return {"$ref": f"{BASE}#/$defs/{name}"}


def operations_schema(rows: Mapping[str, OperationRow], base: Mapping[str, Json]) -> Schema:
    """The meta-schema of steps.

    Args:
        rows: The table of operations.
        base: The hand-written meta-schema of architectures, which says what all weighted layers have.
    """
    alone = {name: {"$ref": f"#/$defs/{name}"} for name in rows}
    control = {name: _of_base(name) for name in ("stage", "each")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Operations",
        "description": "The steps of architectures. Derived from operations.json by the compiler: edit that.",
        "$defs": {
            **{name: _operation(name, row, base["$defs"]) for name, row in rows.items()},
            "operation": _step(rows, alone, base),
            "block_step": {
                "description": "A step of a block, which is no `each`.",
                "$ref": "#/$defs/step",
                "not": {"required": ["each"]},
            },
            "step": _step(rows, {**control, **alone}, base),
        },
    }


def text(schema: Mapping[str, Json]) -> str:
    """The meta-schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _operation(name: str, row: OperationRow, base: Mapping[str, Json]) -> Schema:
    """What a step of one operation says."""
    weighted = is_weighted(name)
    called = f"{row.title}, a weighted layer" if weighted else row.title
    properties: Schema = {name: {"description": f"Name of the {called}.", **_of_base("name")}}
    if merges := is_merge(name):
        properties["of"] = _of_base("of")
    else:
        properties["from"] = _of_base("from")
    properties |= {key: _argument(argument) for key, argument in (row.arguments or {}).items()}
    if weighted:
        properties |= cast(Schema, _elsewhere(base["weighted_layer"]["properties"]))
    elif (part := base.get(f"{name}_part")) is not None:
        properties |= cast(Schema, _elsewhere({key: item for key, item in part["properties"].items() if key != "name"}))
    for key in row.fixed or {}:
        properties.pop(key, None)
    properties["when"] = _of_base("when")
    required = [name, *(["units"] if weighted else ["of"] if merges else [])]
    required += [key for key, argument in (row.arguments or {}).items() if argument.required]
    return {
        "type": "object",
        "description": f"{called[0].upper()}{called[1:]}.",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _argument(argument: OperationArgument) -> Schema:
    default = "" if argument.required else f"; default {json.dumps(argument.default)}"
    return {"description": f"{argument.description.rstrip('.')}{default}.", **_of_base("expression")}


def beside_layers(rows: Mapping[str, OperationRow], base: Mapping[str, Json]) -> list[str]:
    """Operations that stand beside a weighted one as parts of it, or else alone."""
    return [name for name in rows if name in base["$defs"]["weighted_layer"]["properties"]]


def _step(rows: Mapping[str, OperationRow], kinds: Mapping[str, Schema], base: Mapping[str, Json]) -> Schema:
    """One of several steps, told by the key that names it."""
    layers = [name for name in rows if is_weighted(name)]
    parts = beside_layers(rows, base)
    return {
        "description": (
            f"One step: one of the keys {_listed(kinds, ', ')} says which operation it is, and names it. "
            f"({_listed(parts, ', ')} beside {_listed(layers, ' or ')} are parts of that layer.)"
        ),
        "type": "object",
        "anyOf": [{"required": [name]} for name in kinds],
        "allOf": [{"if": _names(name, parts, layers), "then": schema} for name, schema in kinds.items()],
    }


def _names(name: str, parts: list[str], layers: list[str]) -> Schema:
    """Whether a step is the operation."""
    beside = {"not": {"anyOf": [{"required": [layer]} for layer in layers]}} if name in parts else {}
    return {"required": [name], **beside}


def _listed(names: Mapping[str, object] | list[str], joint: str) -> str:
    return joint.join(f"`{name}`" for name in names)


def _elsewhere(value: Json) -> Json:
    """A part of the hand-written meta-schema, whose references lead back there."""
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Json]", value)
        return {key: f"{BASE}{item}" if key == "$ref" else _elsewhere(item) for key, item in entries.items()}
    if isinstance(value, list):
        return [_elsewhere(item) for item in cast("list[Json]", value)]
    return value
