"""The JSON Schemas (draft-07) of users' YAML files: classes in, `{path: text}` out.

One root object, which branches on `_target_`: an editor completes and explains the fields of that class alone, and
blames only the fields that are wrong. A definition per class says what is its own; what classes of one architecture and
mechanism share stands once, in the definition of the pair, and so does what pairs share.

The drop-ins for CLArena are classes like the others, except that no editor suggests them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import cast

from clbackbones_runtime.catalog import CLARENA, Case, Field, Json
from clbackbones_runtime.config.defaults_list import DEFAULTS
from clbackbones_runtime.config.experiment_schema import experiment_schema
from clbackbones_runtime.config.fields import exactly
from clbackbones_runtime.config.rules import HYDRA_KEYS, INTERPOLATION
from clbackbones_runtime.config.wording import alternatives

from ..ir.product import Fields, Package
from ..spec.model import Activation
from .classes import PublishedClass
from .conf import GROUP, options_of
from .field_schemas import (
    Schema,
    composed,
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


def publish(
    classes: Sequence[PublishedClass], activations: Mapping[str, Activation], package: Package
) -> dict[str, str]:
    """Writes the published schemas; that of a class is made of them on request.

    Args:
        classes: The classes, drop-ins included.
        activations: All activations.
        package: The package that is generated.

    Returns:
        Texts by path: `schemas/backbone.schema.json`, which accepts every class, and `schemas/experiment.schema.json`,
        of configs that hold a backbone among other things.
    """
    backbones = _root(classes, activations, package)
    prefixes = (package.name, *package.accepted, f"{package.name}.{CLARENA}")
    options = {option: each.name for each in classes if each.drop_in is None for option in options_of(each)}
    experiments = experiment_schema(backbones, options, prefixes, PurePosixPath(GROUP).name)
    named = {"backbone": backbones, "experiment": experiments}
    return {f"schemas/{name}.schema.json": _document(schema) for name, schema in named.items()}


def _document(schema: Schema) -> str:
    """The text of the file: a line for each definition and each branch, since thousands of lines tell no more."""
    branches, definitions = cast("list[Json]", schema["allOf"]), cast("dict[str, Json]", schema["definitions"])
    lines = {
        "allOf": _lines("[]", map(_line, branches)),
        "definitions": _lines("{}", (f"{_line(name)}: {_line(each)}" for name, each in definitions.items())),
    }
    return "\n".join(["{", ",\n".join(f'  "{key}": {lines.get(key) or _line(schema[key])}' for key in schema), "}", ""])


def _lines(brackets: str, items: Iterable[str]) -> str:
    body = ",\n".join(f"    {item}" for item in items)
    return f"{brackets[0]}\n{body}\n  {brackets[1]}"


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _root(classes: Sequence[PublishedClass], activations: Mapping[str, Activation], package: Package) -> Schema:
    snippets = [_snippet(each, package) for each in classes if each.drop_in is None]
    prose = f"A backbone of {package.name}: `_target_` names its class, the other keys configure it."
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Backbone",
        "markdownDescription": prose,
        "type": "object",
        "errorMessage": "A backbone is a mapping: _target_ names its class, the other keys configure it.",
        "allOf": [
            {"if": composed(), "else": {"required": ["_target_"]}},
            {"if": {"required": ["_target_"]}, "else": {"defaultSnippets": snippets}},
            *({"if": _names(each, package), "then": {"$ref": f"#/definitions/{each.name}"}} for each in classes),
            # Last, so that an editor which explains `_target_` begins with the class that is named there.
            {"properties": {"_target_": _target(classes, package)}},
        ],
        "definitions": _Definitions(activations).all(classes),
    }


def _target(classes: Sequence[PublishedClass], package: Package) -> Schema:
    """What `_target_` may say: an editor suggests the canonical names of the classes that are no drop-ins alone."""
    canonical = {each.targets(package)[0]: each.pair.description for each in classes if each.drop_in is None}
    others = [target for each in classes for target in each.targets(package) if target not in canonical]
    example = next(iter(canonical))
    message = f"_target_ names a backbone, such as {example}."
    return {
        **_TARGET,
        "markdownDescription": "The class of the backbone.",
        "anyOf": enumeration("Interpolation", {**canonical}, message, also=exactly(others)),
    }


def _names(backbone: PublishedClass, package: Package) -> Schema:
    """Whether `_target_` names the class; by a pattern, because an editor would show an enumeration to the user."""
    target = {**_TARGET, "type": "string", "pattern": exactly(backbone.targets(package))}
    return {"required": ["_target_"], "properties": {"_target_": target}}


def _snippet(backbone: PublishedClass, package: Package) -> Schema:
    """The class and its required fields, ready to be filled in."""
    body: Schema = {"_target_": backbone.targets(package)[0]}
    for field in backbone.fields.values():
        if field.required:
            example = json.dumps(field.examples[0]) if field.examples else ""
            body[field.name] = f"${{{len(body)}:{example}}}"
    return {"label": backbone.name, "markdownDescription": backbone.pair.description, "body": body}


class _Definitions:
    """The definitions of the schema; equal fields of several pairs share one."""

    def __init__(self, activations: Mapping[str, Activation]) -> None:
        self.activations = activations
        self.names: dict[str, str] = {}
        self.shared: dict[str, Schema] = {}

    def all(self, classes: Sequence[PublishedClass]) -> dict[str, Schema]:
        """Those of classes, of the modules that these are in, of fields, and of Hydra's keys."""
        own = {each.name: self.backbone(each) for each in classes}
        fields_of = {each.module: each.fields for each in classes}
        prose_of = {each.module: each.pair.description for each in classes}
        own |= {module: self.pair(module, fields, prose_of[module]) for module, fields in fields_of.items()}
        return own | self.shared | hydra_schemas()

    def backbone(self, backbone: PublishedClass) -> Schema:
        """What is a class's own: its name, and the values that it derives."""
        rules: list[Schema] = [{"$ref": f"#/definitions/{backbone.module}"}]
        properties: dict[str, Schema] = {}
        owner = backbone.variant.name
        for field in backbone.fields.values():
            if not field.derived:
                continue
            cases = backbone.derived.get(field.name, ())
            name = f"{backbone.name}.{field.name}"
            if not cases:
                # It depends on numbers, of which no schema can say it: `validate` does.
                properties |= _spelt(field, self.field(backbone.module, field))
            elif not cases[0].when:
                properties |= _spelt(field, self.define(name, derived_schema(field, cases[0].value, owner)))
            else:
                # Every branch has the field, so that editors offer it, explain it, and tell a fault once.
                whole = field_schema(field, self.activations)
                rules.append(self.define(name, _derivation(field, whole, cases, backbone.fields, owner)))
        own: Schema = {"properties": properties} if properties else {}
        return {"title": backbone.name, "allOf": rules, **own}

    def pair(self, name: str, fields: Fields, description: str) -> Schema:
        """What the classes of an architecture and a mechanism share, and that nothing else is allowed.

        `required` stands apart from `properties`, or editors offer to insert all missing fields beside each of them.
        """
        target = self.define(f"{name}._target_", {**_TARGET, "markdownDescription": description})
        properties: dict[str, Schema | bool] = {"_target_": target}
        properties |= {key: {"$ref": f"#/definitions/{key}"} for key in (*HYDRA_KEYS, DEFAULTS)}
        needed = [spellings(field) for field in fields.values() if field.required]
        required = [_any_of([{"required": [name]} for name in names]) for names in needed]
        rules: list[Schema] = [{"if": composed(), "else": {"allOf": required}}] if required else []
        for field in fields.values():
            if field.derived:
                # The class says what it is.
                properties |= dict.fromkeys(spellings(field), True)
            else:
                properties |= _spelt(field, self.field(name, field))
            rules += [self.define(f"{name}.{spelling}.once", rule) for spelling, rule in _once(field).items()]
            if field.requires:
                rules.append(self.define(f"{name}.{field.name}.requires", {"allOf": _requirements(field, fields)}))
        return {"allOf": rules, "properties": properties, "additionalProperties": False}

    def field(self, pair: str, field: Field) -> Schema:
        """A reference to the schema of a field, under the name of the first pair that has it."""
        schema = field_schema(field, self.activations)
        return self.define(f"{pair}.{field.name}", schema)

    def define(self, name: str, schema: Schema) -> Schema:
        """A reference to a definition: to the first that says the same."""
        name = self.names.setdefault(json.dumps(schema), name)
        self.shared.setdefault(name, schema)
        return {"$ref": f"#/definitions/{name}"}


def _spelt(field: Field, schema: Schema) -> dict[str, Schema]:
    """The schema under every spelling of the field; editors suggest the canonical one alone."""
    aliases: dict[str, Schema] = {
        alias: {"title": alias, "allOf": [schema], "doNotSuggest": True} for alias in field.aliases
    }
    return {field.name: schema, **aliases}


def _once(field: Field) -> dict[str, Schema]:
    """Two spellings of a field are not given together: what each but the last says of later ones."""
    names = spellings(field)
    rules: dict[str, Schema] = {}
    for index, spelling in enumerate(names[:-1]):
        message = f"{spelling} is given as well, which is the same field; keep one of the two."
        others = dict.fromkeys(names[index + 1 :], False)
        rules[spelling] = {"if": {"required": [spelling]}, "then": {"properties": others, "errorMessage": message}}
    return rules


def _requirements(field: Field, fields: Fields) -> list[Schema]:
    """What other fields must be while this one holds a text that is no interpolation."""
    text: Schema = {"type": "string", "not": {"pattern": INTERPOLATION}}
    given = _any_of([{"required": [name], "properties": {name: text}} for name in spellings(field)])
    rules: list[Schema] = []
    for other, wanted in fields[field.name].requires.items():
        values = alternatives(map(plain, wanted))
        message = f"{field.name} needs {other} {values}; write that, or leave {field.name} out."
        value: Schema = {
            "anyOf": [
                {"enum": _written(fields[other], list(wanted)), "errorMessage": message},
                interpolation(title="Interpolation", errorMessage=message),
            ]
        }
        names = spellings(fields[other])
        then: Schema = {"properties": _spelt(fields[other], value)}
        if not fields[other].required and fields[other].default not in wanted:
            then |= {"allOf": [_any_of([{"required": [name], "errorMessage": message} for name in names])]}
        rules.append({"if": given, "then": then})
    return rules


def _derivation(field: Field, whole: Schema, cases: Sequence[Case], fields: Fields, owner: str) -> Schema:
    """The value of the first case that fits; any (`whole`), while a field that decides is an interpolation."""
    deciding = [fields[name] for name in dict.fromkeys(name for case in cases for name in case.when)]
    unknown: list[Schema] = [
        {"required": [spelling], "properties": {spelling: interpolation(title="Interpolation")}}
        for other in deciding
        for spelling in spellings(other)
    ]
    chain: Schema = {"properties": _spelt(field, whole)}
    for case in reversed(cases):
        value = derived_schema(field, case.value, owner)
        then: Schema = {"properties": _spelt(field, value)}
        fits = [_fits(fields[name], wanted) for name, wanted in case.when.items()]
        chain = {"if": {"allOf": fits}, "then": then, "else": chain} if fits else then
    return {"if": _any_of(unknown), "then": {"properties": _spelt(field, whole)}, "else": chain} if unknown else chain


def _fits(field: Field, wanted: Json) -> Schema:
    """Whether the field has one of these values, by default or in any spelling."""
    values = _written(field, cast(list[Json], wanted) if isinstance(wanted, list) else [wanted])
    # An editor takes an enumeration, and what has no title, for a part of the field's own schema.
    given: Schema = {"title": "Condition", **({"const": values[0]} if len(values) == 1 else {"enum": values})}
    schema: Schema = {"properties": dict.fromkeys(spellings(field), given)}
    if not field.required and field.default in values:
        return schema
    return {**schema, **_any_of([{"required": [spelling]} for spelling in spellings(field)])}


def _written(field: Field, values: list[Json]) -> list[Json]:
    """All that may be written for these values: false for null too, in an enum that may be left out."""
    return [*values, False] if field.type == "enum" and None in values else values


def _any_of(schemas: list[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
