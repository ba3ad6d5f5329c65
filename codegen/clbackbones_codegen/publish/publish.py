"""The JSON Schema (draft-07) of users' YAML files: `_spec.json` in, `{path: text}` out.

One root object, which branches on `_target_`: an editor completes and explains the fields of that class alone, and
blames only the fields that are wrong. A definition per class says what is its own; what classes of one architecture and
mechanism share stands once, in the definition of the pair, and a field that pairs share stands once as well.

The drop-ins for CLArena are classes like the others, except that no editor suggests them.
"""

import json
from collections.abc import Mapping
from typing import TypedDict, cast

from clbackbones_runtime.catalog import CLARENA, Field, Json, read_field
from clbackbones_runtime.config.class_schema import document
from clbackbones_runtime.config.fields import exactly
from clbackbones_runtime.config.rules import HYDRA_KEYS, INTERPOLATION
from clbackbones_runtime.config.wording import alternatives

from .field_schemas import (
    Schema,
    derived_schema,
    enumeration,
    field_schema,
    hydra_schemas,
    interpolation,
    plain,
    spellings,
)

_TARGET: Schema = {"title": "_target_"}
"""Part of all that is said of `_target_`: an editor takes its heading from whatever it reads first."""


class _Case(TypedDict):
    """The value that a derived field has when all of `when` holds."""

    when: dict[str, Json]
    value: Json


class _Pair(TypedDict):
    fields: dict[str, dict[str, Json]]


class _Class(TypedDict):
    pair: str
    aliases: list[str]
    description: str
    derived: dict[str, list[_Case]]


class _Targets(TypedDict):
    canonical: str
    accepted: list[str]


class _Spec(TypedDict):
    """What publishing needs of `_spec.json`."""

    activations: dict[str, dict[str, Json]]
    pairs: dict[str, _Pair]
    classes: dict[str, _Class]
    targets: _Targets


_Fields = Mapping[str, Mapping[str, Field]]
"""The fields of every pair by name."""


def publish(data: Mapping[str, object]) -> dict[str, str]:
    """Writes the published schema; that of a class is made of it on request.

    Args:
        data: The content of `_spec.json`.

    Returns:
        Texts by path: `schemas/backbone.schema.json`, which accepts every class.
    """
    spec = cast(_Spec, data)
    names = list(spec["classes"])
    spec = cast(_Spec, {**spec, "classes": spec["classes"] | _drop_ins(spec)})
    fields = {pair: _fields(spec, pair) for pair in spec["pairs"]}
    return {"schemas/backbone.schema.json": document(_root(spec, fields, names))}


def _drop_ins(spec: _Spec) -> dict[str, _Class]:
    """The classes that the drop-ins for CLArena are, by their names."""
    return {
        f"{CLARENA}.{name}": {
            **row,
            "pair": pair,
            "aliases": [f"{CLARENA}.{alias}" for alias in row["aliases"]],
        }
        for name, row in spec["classes"].items()
        if (pair := f"{CLARENA}.{row['pair']}") in spec["pairs"]
    }


def _root(spec: _Spec, fields: _Fields, names: list[str]) -> Schema:
    """The schema of our classes, `names`, and of their drop-ins."""
    package = spec["targets"]["canonical"]
    snippets = [_snippet(spec, fields, name) for name in names]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Backbone",
        "markdownDescription": f"A backbone of {package}: `_target_` names its class, the other keys configure it.",
        "type": "object",
        "errorMessage": "A backbone is a mapping: _target_ names its class, the other keys configure it.",
        "allOf": [
            {"required": ["_target_"]},
            {"if": {"required": ["_target_"]}, "else": {"defaultSnippets": snippets}},
            *({"if": _names(spec, name), "then": {"$ref": f"#/definitions/{name}"}} for name in spec["classes"]),
            # Last, so that an editor which explains `_target_` begins with the class that is named there.
            {"properties": {"_target_": _target(spec, names)}},
        ],
        "definitions": _Definitions(spec, fields).all,
    }


def _target(spec: _Spec, names: list[str]) -> Schema:
    """What `_target_` may say: an editor suggests the canonical names of the classes `names` alone."""
    canonical = {f"{spec['targets']['canonical']}.{name}": spec["classes"][name]["description"] for name in names}
    others = [target for name in spec["classes"] for target in _targets(spec, name) if target not in canonical]
    example = next(iter(canonical))
    message = f"_target_ names a backbone, such as {example}."
    return {
        **_TARGET,
        "markdownDescription": "The class of the backbone.",
        "anyOf": enumeration("Interpolation", {**canonical}, message, also=exactly(others)),
    }


def _names(spec: _Spec, name: str) -> Schema:
    """Whether `_target_` names the class; by a pattern, because an editor would show an enumeration to the user."""
    target = {**_TARGET, "type": "string", "pattern": exactly(_targets(spec, name))}
    return {"required": ["_target_"], "properties": {"_target_": target}}


def _targets(spec: _Spec, name: str) -> list[str]:
    accepted = [] if name.startswith(f"{CLARENA}.") else spec["targets"]["accepted"]
    prefixes = [spec["targets"]["canonical"], *accepted]
    return [f"{prefix}.{spelling}" for prefix in prefixes for spelling in [name, *spec["classes"][name]["aliases"]]]


def _fields(spec: _Spec, pair: str) -> dict[str, Field]:
    return {name: read_field(name, row) for name, row in spec["pairs"][pair]["fields"].items()}


def _snippet(spec: _Spec, fields: _Fields, name: str) -> Schema:
    """The class and its required fields, ready to be filled in."""
    backbone = spec["classes"][name]
    body: Schema = {"_target_": f"{spec['targets']['canonical']}.{name}"}
    for field in fields[backbone["pair"]].values():
        if field.required:
            example = json.dumps(field.examples[0]) if field.examples else ""
            body[field.name] = f"${{{len(body)}:{example}}}"
    return {"label": name, "markdownDescription": backbone["description"], "body": body}


class _Definitions:
    """The definitions of the schema; equal fields of several pairs share one."""

    def __init__(self, spec: _Spec, fields: _Fields) -> None:
        self.spec = spec
        self.fields = fields
        self.names: dict[str, str] = {}
        self.shared: dict[str, Schema] = {}
        own = {name: self.backbone(name) for name in spec["classes"]}
        own |= {pair: self.pair(pair) for pair in spec["pairs"]}
        self.all = own | self.shared | hydra_schemas()

    def backbone(self, name: str) -> Schema:
        """What is a class's own: its prose, and the values that it derives."""
        backbone = self.spec["classes"][name]
        fields = self.fields[backbone["pair"]]
        rules: list[Schema] = [{"$ref": f"#/definitions/{backbone['pair']}"}]
        properties: dict[str, Schema] = {}
        for field in fields.values():
            if not field.derived:
                continue
            cases = backbone["derived"].get(field.name, [])
            if cases and not cases[0]["when"]:
                schema = derived_schema(field, cases[0]["value"], name)
            else:
                schema = self.field(backbone["pair"], field)
                rules.append(_derivation(field, cases, fields, name))
            properties |= _spelt(field, schema)
        prose = {"markdownDescription": backbone["description"]}
        properties = {"_target_": {**_TARGET, **prose}, **properties}
        return {"title": name, **prose, "allOf": rules, "properties": properties}

    def pair(self, name: str) -> Schema:
        """What the classes of an architecture and a mechanism share, and that nothing else is allowed."""
        properties: dict[str, Schema | bool] = {"_target_": _TARGET}
        properties |= {key: {"$ref": f"#/definitions/{key}"} for key in HYDRA_KEYS}
        rules: list[Schema] = []
        for field in self.fields[name].values():
            if field.derived:
                # The class says what it is.
                properties |= dict.fromkeys(spellings(field), True)
            else:
                properties |= _spelt(field, self.field(name, field))
            rules += _presence(field)
            rules += _requirements(field, self.fields[name])
        return {"allOf": rules, "properties": properties, "additionalProperties": False}

    def field(self, pair: str, field: Field) -> Schema:
        """A reference to the schema of a field, under the name of the first pair that has it."""
        schema = field_schema(field, self.spec["activations"])
        name = self.names.setdefault(json.dumps(schema), f"{pair}.{field.name}")
        self.shared.setdefault(name, schema)
        return {"$ref": f"#/definitions/{name}"}


def _spelt(field: Field, schema: Schema) -> dict[str, Schema]:
    """The schema under every spelling of the field; editors suggest the canonical one alone."""
    aliases: dict[str, Schema] = {
        alias: {"title": alias, "allOf": [schema], "doNotSuggest": True} for alias in field.aliases
    }
    return {field.name: schema, **aliases}


def _presence(field: Field) -> list[Schema]:
    """A required field is there; two spellings of one are not.

    `required` stands apart from `properties`, or editors offer to insert all missing fields beside each of them.
    """
    names = spellings(field)
    rules: list[Schema] = []
    if field.required:
        rules.append(_any_of([{"required": [spelling]} for spelling in names]))
    for index, spelling in enumerate(names[:-1]):
        message = f"{spelling} is given as well, which is the same field; keep one of the two."
        others = dict.fromkeys(names[index + 1 :], False)
        rules.append({"if": {"required": [spelling]}, "then": {"properties": others, "errorMessage": message}})
    return rules


def _requirements(field: Field, fields: Mapping[str, Field]) -> list[Schema]:
    """What other fields must be while this one holds a text that is no interpolation."""
    text: Schema = {"type": "string", "not": {"pattern": INTERPOLATION}}
    given = _any_of([{"required": [name], "properties": {name: text}} for name in spellings(field)])
    rules: list[Schema] = []
    for other, wanted in fields[field.name].requires.items():
        values = alternatives(map(plain, wanted))
        message = f"{field.name} needs {other} {values}; write that, or leave {field.name} out."
        value: Schema = {
            "anyOf": [
                {"enum": list(wanted), "errorMessage": message},
                interpolation(title="Interpolation", errorMessage=message),
            ]
        }
        names = spellings(fields[other])
        then: Schema = {"properties": _spelt(fields[other], value)}
        if not fields[other].required and fields[other].default not in wanted:
            then |= {"allOf": [_any_of([{"required": [name], "errorMessage": message} for name in names])]}
        rules.append({"if": given, "then": then})
    return rules


def _derivation(field: Field, cases: list[_Case], fields: Mapping[str, Field], owner: str) -> Schema:
    """The value of the first case that fits; nothing, while a field that decides is an interpolation."""
    deciding = [fields[name] for name in dict.fromkeys(name for case in cases for name in case["when"])]
    unknown: list[Schema] = [
        {"required": [spelling], "properties": {spelling: interpolation()}}
        for other in deciding
        for spelling in spellings(other)
    ]
    chain: Schema = {}
    for case in reversed(cases):
        value = derived_schema(field, case["value"], owner)
        then: Schema = {"properties": _spelt(field, value)}
        fits = [_fits(fields[name], wanted) for name, wanted in case["when"].items()]
        chain = {"if": {"allOf": fits}, "then": then, "else": chain} if fits else then
    return {"if": _any_of(unknown), "else": chain} if unknown else chain


def _fits(field: Field, wanted: Json) -> Schema:
    """Whether the field has one of these values, by default or in any spelling."""
    values = cast(list[Json], wanted) if isinstance(wanted, list) else [wanted]
    schema: Schema = {"properties": {spelling: {"enum": values} for spelling in spellings(field)}}
    if not field.required and field.default in values:
        return schema
    return {**schema, **_any_of([{"required": [spelling]} for spelling in spellings(field)])}


def _any_of(schemas: list[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
