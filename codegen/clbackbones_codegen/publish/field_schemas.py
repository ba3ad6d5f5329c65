"""JSON Schemas of config fields, in the shape that YAML editors complete and explain best.

Every field accepts its own values or an interpolation, which OmegaConf resolves later. A field says so in one schema
with a list of types, or, where its values are enumerated, with `anyOf`: either way an editor gives one diagnostic per
fault, and completes no pattern. The accepted language is that of `config/rules.py`.
"""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from clbackbones_runtime.catalog import MAX_INTEGER, Field, Json
from clbackbones_runtime.config.defaults_list import DEFAULTS, SELF
from clbackbones_runtime.config.fields import GET_CLASS, INTERPOLATION, WEIGHTS, exactly
from clbackbones_runtime.config.rules import CONVERSIONS, HYDRA_KEYS
from clbackbones_runtime.config.wording import alternatives, item, takes

from ..ir.kinds import fixed_values
from ..spec.model import Activation

Schema = dict[str, object]

Values = Mapping[Json, str]
"""Values that a field may have, and what each means."""


_HYDRA_PROSE = {
    "_partial_": "For Hydra: whether `instantiate` returns a function that builds the backbone.",
    "_recursive_": "For Hydra: whether `instantiate` first builds what is inside the fields.",
    "_convert_": "For Hydra: which lists and mappings `instantiate` turns into those of Python.",
}


def spellings(field: Field) -> list[str]:
    """The names under which a field may be written, the canonical one first."""
    return [field.name, *field.aliases]


def interpolation(**keywords: object) -> Schema:
    """Accepts an interpolation alone."""
    return {"type": "string", "pattern": INTERPOLATION, **keywords}


def enumeration(title: str, values: Values, message: str, also: str | None = None) -> list[Schema]:
    """Alternatives that accept these values, texts that match the pattern `also`, and interpolations.

    An editor completes the values alone, and says `message` to anything else.

    Args:
        title: Heading of what an editor says of an interpolation. The values have none: where all alternatives have
            the same, an editor takes each for all of them.
        values: The values.
        message: What to write instead.
        also: A pattern.
    """
    return [
        {"enum": list(values), "markdownEnumDescriptions": list(values.values()), "errorMessage": message},
        {
            "title": title,
            "type": "string",
            "pattern": f"{also}|{INTERPOLATION}" if also else INTERPOLATION,
            "errorMessage": message,
        },
    ]


def field_schema(field: Field, activations: Mapping[str, Activation]) -> Schema:
    """The schema of a field's value, with its documentation.

    Args:
        field: The field; of a derived one, the schema says nothing of the value that it derives.
        activations: All activations, for fields of that type.
    """
    schema: Schema = {"title": field.name, "markdownDescription": _documentation(field)}
    # An editor offers a default of null as "Default value", beside `null`, and inserts nothing for an empty list.
    # It inserts a default with the key only where there is no other value to offer.
    if field.default is not None:
        schema["default"] = field.default
    elif examples := [example for example in field.examples if example != []]:
        schema["examples"] = examples
    return schema | _accepted(field, activations)


def derived_schema(field: Field, value: Json, owner: str) -> Schema:
    """The schema of a field whose value follows from the class `owner`."""
    values = {value: f"Follows from {owner}."} | ({None: field.null} if field.nullable else {})
    return {
        "title": field.name,
        "markdownDescription": f"{field.description}\n\nDefault: `{plain(value)}`.",
        "default": value,
        "anyOf": enumeration(field.name, values, f"{field.name} of {owner} is {plain(value)}."),
    }


def hydra_schemas() -> dict[str, Schema]:
    """Hydra's own keys: accepted, never suggested."""
    schemas: dict[str, Schema] = {}
    for key in HYDRA_KEYS:
        if key == "_convert_":
            message = f"{key} of Hydra is {alternatives(CONVERSIONS)}."
            values = {"enum": list(CONVERSIONS), "errorMessage": message}
            accepted: Schema = {"anyOf": [values, interpolation(title=key, errorMessage=message)]}
        else:
            accepted = _typed(["boolean"], f"{key} of Hydra is true or false.")
        schemas[key] = {"title": key, "markdownDescription": _HYDRA_PROSE[key], "doNotSuggest": True, **accepted}
    return schemas | {DEFAULTS: _defaults()}


def _defaults() -> Schema:
    """Hydra's defaults list: texts, and mappings of one group to its option."""
    message = f"{DEFAULTS} is a list of Hydra, such as [base, _self_]."
    option: Schema = {"type": ["string", "null", "array"], "items": {"type": "string"}}
    entry: Schema = {
        "type": ["string", "object"],
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": option,
        "errorMessage": message,
    }
    prose = "What Hydra composes this file of; `_self_` stands for the file's own keys."
    shown: Schema = {"title": DEFAULTS, "markdownDescription": prose, "doNotSuggest": True}
    return {**shown, "type": "array", "items": entry, "errorMessage": message}


def composed() -> Schema:
    """Whether a file has a defaults list by which other files may give what it lacks."""
    return {
        "required": [DEFAULTS],
        "properties": {DEFAULTS: {"type": "array", "contains": {"not": {"enum": [SELF]}}}},
    }


_NOT_A_NUMBER: Final[Schema] = {"type": "number", "minimum": 1, "maximum": 0}
"""Accepts NaN alone, which compares as neither less nor more: no JSON text has it, but YAML and Python do."""


def _accepted(field: Field, activations: Mapping[str, Activation]) -> Schema:
    message = f"{field.name} is {takes(field)}."
    null = ["null"] if field.nullable else []
    match field.type:
        case "integer":
            # Where there is no other value to offer, an editor inserts one of the first type: 0 may be too low.
            return _typed([*null, "integer"], message) | _limits(field)
        case "number":
            nan = {"if": _NOT_A_NUMBER, "then": _refused(message)}
            return _typed(["number", *null], message) | _limits(field) | nan
        case "boolean":
            return _typed(["boolean", *null], message)
        case "integers":
            items = _typed(["integer"], f"An item of {field.name} is {takes(item(field))}.") | _limits(field)
            return _typed(["array", *null], message) | {"items": items}
        case "enum":
            false = [_false(field.name, message)] if field.nullable else []
            return {"anyOf": [*enumeration(field.name, _choices(field), message), *false]}
        case "weights":
            return _typed(null, message) | {"pattern": f"{WEIGHTS}|{INTERPOLATION}"}
        case "activation":
            return {"anyOf": _activation(field, message, activations)}


def _refused(message: str) -> Schema:
    """Accepts no number, and says why; of `not`, editors say that a schema is not allowed."""
    return {"type": "null", "errorMessage": message}


def _typed(types: list[str], message: str) -> Schema:
    """Accepts values of these types and interpolations."""
    return {"type": [*types, "string"], "pattern": INTERPOLATION, "errorMessage": message}


def _limits(field: Field) -> Schema:
    low, high = field.minimum, field.maximum
    if field.type != "number":
        low = -MAX_INTEGER if low is None else max(low, -MAX_INTEGER)
        high = MAX_INTEGER if high is None else min(high, MAX_INTEGER)
    limits = {
        "minimum": low,
        "maximum": high,
        "exclusiveMinimum": field.exclusive_minimum,
        "exclusiveMaximum": field.exclusive_maximum,
    }
    return {keyword: limit for keyword, limit in limits.items() if limit is not None}


def _choices(field: Field) -> Values:
    return {value: field.null if value is None else field.choices[value] for value in fixed_values(field)}


def _false(title: str, message: str) -> Schema:
    """Accepts false, which means null in an enum that may be left out, in a form that no editor offers."""
    others = ["string", "number", "object", "array", "null"]
    return {
        "title": title,
        "doNotSuggest": True,
        "errorMessage": message,
        "not": {"type": others},
        "if": {"const": True},
        "then": _refused(message),
    }


def _activation(field: Field, message: str, activations: Mapping[str, Activation]) -> list[Schema]:
    """By name, by the dotted name of the class, or by one of the two mappings that Hydra instantiates."""
    classes = {activations[name].class_: activations[name].description for name in field.choices}
    modules = [f"{activations[name].defined_in}.{name}" for name in field.choices]
    mapping: Schema = {
        "type": "object",
        "if": _with_target(interpolation()),
        "else": _activation_mapping(classes, exactly(modules)),
        "errorMessage": message,
    }
    return [*enumeration(field.name, _choices(field), message, also=exactly([*classes, *modules])), mapping]


def _activation_mapping(classes: Mapping[str, str], modules: str) -> Schema:
    """`{_target_: torch.nn.ReLU, _partial_: true}` or `{_target_: hydra.utils.get_class, path: torch.nn.ReLU}`.

    The keys are allowed by `true` and described where they belong, so that an editor suggests only these; `required`
    stands apart from `properties`, or it offers to insert all keys at once.
    """
    wrong = "An activation is expected, such as torch.nn.ReLU."
    eager = "A network builds its activations itself: write _partial_: true."
    targets = {**classes, GET_CLASS: "The class that `path` names."}
    flag = [{"const": True, "errorMessage": eager}, interpolation(title="_partial_", errorMessage=eager)]
    partial = {"title": "_partial_", "markdownDescription": "Always `true`: the network builds its activations itself."}
    path = {"title": "path", "markdownDescription": "The activation's class."}
    return {
        "properties": {
            "_target_": {
                "title": "_target_",
                "markdownDescription": f"The activation's class, or `{GET_CLASS}`, which finds the class at `path`.",
                "anyOf": enumeration("_target_", targets, wrong, also=modules),
            },
            "_partial_": True,
            "path": True,
        },
        "additionalProperties": False,
        "allOf": [{"required": ["_target_"]}],
        "if": _with_target({"const": GET_CLASS}),
        "then": {
            "properties": {
                "path": {**path, "anyOf": enumeration("path", classes, wrong, also=modules)},
                "_partial_": False,
            },
            "allOf": [{"required": ["path"]}],
        },
        "else": {
            "properties": {"_partial_": {**partial, "anyOf": flag}, "path": False},
            "allOf": [{"required": ["_partial_"]}],
        },
    }


def _with_target(schema: Schema) -> Schema:
    return {"required": ["_target_"], "properties": {"_target_": schema}}


def _documentation(field: Field) -> str:
    facts: list[str] = []
    if field.type not in ("enum", "activation", "boolean"):
        facts.append(f"{takes(field).capitalize()}.")
    if field.nullable:
        also = ", or `false`" if field.type == "enum" else ""
        facts.append(f"`null`{also}: {field.null}")
    if field.required:
        facts.append("Required.")
    else:
        facts.append(f"Default: `{plain(field.default)}`.")
    return f"{field.description}\n\n{' '.join(facts)}"


def plain(value: Json) -> str:
    """A value as YAML writes it, on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case list() | tuple():
            return f"[{', '.join(map(plain, cast(Sequence[Json], value)))}]"
        case _:
            return str(value)
