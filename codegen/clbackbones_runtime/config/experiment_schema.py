"""The JSON Schema of Hydra configs that hold a backbone among other things, from the published one of backbones.

What stands under `backbone:` there changes what a config of the group says, so nothing is required. Its class is that
of `_target_`, or of the option in the defaults list. Where only Hydra knows the class, fields are suggested and nothing
is refused; neither is a key of that name which has nothing to do with ours.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from ..catalog import CLARENA
from .defaults_list import DEFAULTS
from .fields import exactly
from .rules import HYDRA_KEYS

__all__ = ["experiment_schema", "part_schema"]

Json = Any

_DEFINITION = "#/definitions/"
_ANY = f"{_DEFINITION}any"
_OPTION = f"{_DEFINITION}option"

_KEYS = ("{}", "override /{}", "/{}", "override {}", "optional {}", "optional /{}")
"""How an entry of a defaults list names the group; editors suggest the first two."""


def experiment_schema(
    published: Mapping[str, Json], options: Mapping[str, str], packages: Iterable[str], group: str
) -> dict[str, Json]:
    """The schema of experiments and primary configs.

    Args:
        published: The schema of all classes; it is left as it is.
        options: The class of each config of the group.
        packages: What stands before a class of ours in `_target_`.
        group: Name of the config group, which is that of the key as well.
    """
    _, snippets, *_ = published["allOf"]
    definitions = _partial_definitions(published)
    option = {
        "enum": list(options),
        "markdownEnumDescriptions": [_prose(name, definitions) for name in options.values()],
    }
    return {
        "$schema": published["$schema"],
        "title": "Experiment",
        "markdownDescription": f"A config of Hydra; `{group}` is its backbone, or what it changes of it.",
        "properties": {
            "defaults": _defaults(group),
            group: {
                "title": group,
                "markdownDescription": f"{published['markdownDescription']} Or an interpolation.",
                "allOf": [_mapping(options, group), *_named(published, packages)],
            },
        },
        "allOf": [_selected(options, snippets["else"], group)],
        "definitions": {**definitions, "option": option},
    }


def part_schema(published: Mapping[str, Json], packages: Iterable[str]) -> dict[str, Json]:
    """The schema of configs of the group that say a part of a backbone, which others add to.

    Args:
        published: As above.
        packages: As above.
    """
    return {
        "$schema": published["$schema"],
        "title": "Part of a backbone",
        "markdownDescription": f"{published['markdownDescription']} Other configs add to it.",
        "allOf": [*_named(published, packages), {"if": {"required": ["_target_"]}, "else": {"$ref": _ANY}}],
        "definitions": _partial_definitions(published),
    }


def _named(published: Mapping[str, Json], packages: Iterable[str]) -> list[Json]:
    """What follows from `_target_`."""
    _, _, *branches, target = published["allOf"]
    return [*branches, {"properties": {"_target_": _targets(target["properties"]["_target_"], packages)}}]


def _partial_definitions(published: Mapping[str, Json]) -> dict[str, Mapping[str, Json]]:
    """The definitions of a schema without what they demand to be there; and `any`, the fields of all classes."""
    definitions = {name: _lenient(definition) for name, definition in published["definitions"].items()}
    return {**definitions, "any": {"properties": dict(_suggested(definitions))}}


def _mapping(options: Mapping[str, str], group: str) -> dict[str, Json]:
    """That the key holds a mapping or a text, and no option, which Hydra takes in a defaults list alone."""
    message = f"{group} is a mapping or an interpolation; an option stands in the defaults list, as - {group}: OPTION."
    return {
        "type": ["object", "string", "null"],
        "errorMessage": message,
        "if": {"type": "string", "pattern": exactly(options)},
        "then": {"type": "object", "errorMessage": message},
    }


def _targets(published: Mapping[str, Json], packages: Iterable[str]) -> dict[str, Json]:
    """What `_target_` may say: a class of ours, which editors suggest, or one of any other package."""
    suggested, other = published["anyOf"]
    prefixes = "|".join(packages).replace(".", "\\.")
    return {**published, "anyOf": [suggested, {**other, "pattern": f"{other['pattern']}|^(?!({prefixes})\\.)"}]}


def _defaults(group: str) -> dict[str, Json]:
    """A defaults list, in which an editor suggests our options; any others may be there."""
    value = {"markdownDescription": f"A config of the group `{group}`.", "anyOf": [{"$ref": _OPTION}, {}]}
    keys = [key.format(group) for key in _KEYS]
    hidden = {key: {"title": key, **value, "doNotSuggest": True} for key in keys[2:]}
    return {
        "title": "defaults",
        "markdownDescription": "Hydra's defaults list: what this config is composed of, in this order.",
        "items": {"properties": {key: {"title": key, **value} for key in keys[:2]} | hidden},
    }


def _selected(options: Mapping[str, str], snippets: Mapping[str, Json], group: str) -> dict[str, Json]:
    """What a backbone without `_target_` has: the fields of the class of the option, or, of another one, any."""
    own = [
        {"if": _selects([option], group), "then": _without_target({"$ref": f"{_DEFINITION}{name}"}, group)}
        for option, name in options.items()
    ]
    other = _without_target({"allOf": [{"$ref": _ANY}, snippets]}, group)
    return {"if": _selects(options, group), "then": {"allOf": own}, "else": other}


def _selects(options: Collection[str], group: str) -> dict[str, Json]:
    """Whether the defaults list selects one of these options, by a pattern: an editor would show an enumeration."""
    entry = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": exactly(key.format(group) for key in _KEYS)},
        "additionalProperties": {
            "type": "string",
            "pattern": exactly([*options, *(f"{each}.yaml" for each in options)]),
        },
    }
    return {"required": ["defaults"], "properties": {"defaults": {"type": "array", "contains": entry}}}


def _without_target(schema: Mapping[str, Json], group: str) -> dict[str, Json]:
    return {"properties": {group: {"if": {"required": ["_target_"]}, "else": schema}}}


def _prose(name: str, definitions: Mapping[str, Json]) -> str:
    """What is said of a class where `_target_` names it: its definition refers to that of its module, which does so."""
    module = _referred(definitions[name]["allOf"][0], definitions)
    return _referred(module["properties"]["_target_"], definitions)["markdownDescription"]


def _referred(reference: Mapping[str, Json], definitions: Mapping[str, Json]) -> Mapping[str, Json]:
    return definitions[reference["$ref"].removeprefix(_DEFINITION)]


def _lenient(rule: Mapping[str, Json]) -> Mapping[str, Json]:
    """A definition, or a rule of one, as far as it holds while some fields are elsewhere.

    A value may follow from these, or need them; what is said of a field by itself holds all the same.
    """
    if "else" in rule:
        return rule.get("then", {})
    if "then" in rule:
        return {**rule, "then": {key: value for key, value in rule["then"].items() if key != "allOf"}}
    if "allOf" in rule:
        return {**rule, "allOf": [lenient for each in rule["allOf"] if (lenient := _lenient(each))]}
    return rule


def _suggested(definitions: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """The fields of all classes, each with all that it takes in any of them; nothing is refused."""
    found: dict[str, list[Json]] = {}
    pairs = [each for name, each in definitions.items() if "additionalProperties" in each and CLARENA not in name]
    for definition in pairs:
        for name, schema in cast("Mapping[str, Json]", definition["properties"]).items():
            if isinstance(schema, dict) and schema not in found.setdefault(name, []):
                found[name].append(schema)
    for name, schemas in found.items():
        if name not in (*HYDRA_KEYS, DEFAULTS, "_target_") and not any(
            schema.get("doNotSuggest") for schema in schemas
        ):
            yield name, {"anyOf": [*schemas, {}]}
