"""What a validation against the dialect found, in the dialect's own words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import jsonschema

from .faults import Fault, instead, nearest, pointer, shown
from .model import Json

Schema = Mapping[str, Any]

_TYPES: Mapping[str, str] = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def explain(error: jsonschema.ValidationError, file: str) -> Iterator[Fault]:
    """The faults behind one validation error.

    Args:
        error: The error.
        file: The file that was validated.
    """
    schema = cast(Schema, error.schema if isinstance(error.schema, dict) else {})
    wanted = cast(Json, error.validator_value)
    given = cast(Json, error.instance)
    at = pointer(*error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        at += pointer(given)
    match error.validator:
        case "additionalProperties" if wanted is False:
            yield from _unknown_keys(file, at, given, list(schema.get("properties", ())))
        case "required":
            # One error per key that is missing; each names its own.
            for key in wanted:
                if key not in given and error.message.startswith(f"'{key}'"):
                    about = _summary(cast(Schema, schema.get("properties", {}).get(key, {})))
                    yield Fault(file, at, f"'{key}' is missing", f"add it ({about})" if about else "add it")
        case "dependentRequired":
            for key, others in wanted.items():
                for other in others if key in given else ():
                    if other not in given:
                        yield Fault(file, at, f"'{key}' stands without '{other}'", f"add '{other}', or remove '{key}'")
        case "anyOf":
            yield from _alternatives(error, file, at, schema)
        case "type":
            kinds: list[str] = [wanted] if isinstance(wanted, str) else wanted
            words = [_TYPES[kind] for kind in kinds]
            about = _summary(schema)
            # The title of what has one says how it is written; that of a whole file is its name.
            form = _alternatives_of(words) if "$schema" in schema else schema.get("title", _alternatives_of(words))
            hint = f"write {form}" + (f" ({about})" if about else "")
            yield Fault(file, at, f"{shown(given)} is not {_alternatives_of(words)}", hint)
        case "enum":
            yield Fault(file, at, f"{shown(given)} is not possible here", _one_of(given, wanted))
        case "const":
            yield Fault(file, at, f"{shown(given)} is not possible here", f"write {shown(wanted)}")
        case "pattern":
            title = schema.get("title", f"a text that matches {wanted}")
            yield Fault(file, at, f"{shown(given)} is not written as it must be", f"write {title}")
        case keyword:
            message, hint = _SIMPLE.get(
                str(keyword), ("{given} is not in the dialect", "see `{keyword}` in its schema")
            )
            values = {"given": shown(given), "wanted": shown(wanted), "keyword": keyword}
            yield Fault(file, at, message.format(**values), hint.format(**values))


_TWICE = 0.8

_SIMPLE: Mapping[str, tuple[str, str]] = {
    "minItems": ("{given} has too few items", "write at least {wanted}"),
    "maxItems": ("{given} has too many items", "write at most {wanted}"),
    "uniqueItems": ("{given} has an item twice", "keep one of the two"),
    "minProperties": ("{given} says nothing", "add a key, or remove it"),
    "minimum": ("{given} is too small", "write at least {wanted}"),
    "maximum": ("{given} is too large", "write at most {wanted}"),
}


def _unknown_keys(file: str, at: str, given: Mapping[str, Json], known: Sequence[str]) -> Iterator[Fault]:
    for key in given:
        if key not in known:
            # That a key is there twice is said only where it is written nearly the same.
            twice = nearest(key, (name for name in known if name in given), _TWICE)
            rest = [name for name in known if name not in given]
            hint = f"remove it; '{twice}' is there already" if twice else instead(key, rest)
            yield Fault(file, f"{at}{pointer(key)}", f"'{key}' is no key of the dialect here", hint)


def _alternatives(error: jsonschema.ValidationError, file: str, at: str, schema: Schema) -> Iterator[Fault]:
    branches: dict[object, list[jsonschema.ValidationError]] = {}
    for cause in error.context or ():
        branches.setdefault(cause.relative_schema_path[0], []).append(cause)
    # The alternative that is meant is the only one whose type the value has.
    meant = [causes for causes in branches.values() if not any(_is_of_other_kind(cause) for cause in causes)]
    if len(meant) == 1:
        for cause in meant[0]:
            yield from explain(cause, file)
    else:
        yield Fault(
            file, at, f"{shown(error.instance)} is not in the dialect", f"write {schema.get('title', 'another value')}"
        )


def _is_of_other_kind(cause: jsonschema.ValidationError) -> bool:
    return cause.validator == "type" and not cause.relative_path


def _one_of(given: Json, possible: Sequence[Json]) -> str:
    if all(isinstance(value, str) for value in possible):
        return instead(given, possible)
    return f"write {_alternatives_of([shown(value) for value in possible])}"


def _alternatives_of(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _summary(schema: Schema) -> str:
    """What a description says up to its first full stop, colon or semicolon."""
    text: str = schema.get("description", "")
    ends = [position for mark in (". ", ": ", "; ") if (position := text.find(mark)) > 0]
    return text[: min(ends, default=len(text))].rstrip(".")
