"""What is wrong with YAML texts, and what an editor says about it: written out, not read off the schema."""

from collections.abc import Iterator
from typing import NamedTuple

from clbackbones import CATALOG
from clbackbones_runtime.catalog import BackboneClass, Field
from clbackbones_runtime.config.wording import alternatives

from ..backbones import plain_class
from .documents import OWN, Lines, around, complete, derived, minimal, text, value_of, written
from .session import Fault


class Case(NamedTuple):
    """A document and what an editor underlines in it."""

    what: str
    text: str
    faults: list[Fault]


class Value(NamedTuple):
    """A value of a field, and what an editor says about it, by offset in it."""

    what: str
    text: str
    said: dict[int, str]


def cases(name: str) -> Iterator[Case]:
    """Documents of a class, each with one fault or none."""
    backbone = CATALOG.backbone_class(name)
    yield Case("valid", text(complete(name)), [])
    for target in backbone.targets:
        yield Case(target, text({**minimal(name), "_target_": target}), [])
    yield Case("unknown field", text(minimal(name), "xyz: 1\n"), [_foreign(minimal(name), "xyz")])
    for field in backbone.fields.values():
        lines = around(name, field)
        for value in _values(backbone, field):
            yield _with(lines, field.name, value)
        for alias in field.aliases:
            yield from _spellings(lines, field, alias)
        missing = [Fault(1, 1, f'Missing property "{field.name}".')] if field.required else []
        yield Case(f"{field.name} missing", text(lines), missing)
        misspelt = {**lines, f"{field.name}x": "1"}
        yield Case(f"{field.name} misspelt", text(misspelt), [*missing, _foreign(misspelt, f"{field.name}x")])
        yield from _requirements(backbone, field)
    for other in OWN:
        yield _changed_target(backbone, other)


def sentence(field: Field) -> str:
    """What an editor says to a value that the field does not take."""
    limits = {
        "of at least": field.minimum,
        "above": field.exclusive_minimum,
        "of at most": field.maximum,
        "below": field.exclusive_maximum,
    }
    bounds = " and ".join(f"{words} {limit}" for words, limit in limits.items() if limit is not None)
    example = next((value for value in [*field.examples, *field.choices] if value), None)
    null = ", or null" if field.nullable else ""
    such_as = f", such as {example}" if example else ""
    match field.type:
        case "boolean":
            return f"{field.name} is true or false{null}."
        case "integer":
            return f"{field.name} is an integer {bounds}".rstrip() + f"{null}."
        case "number":
            return f"{field.name} is a number {bounds}".rstrip() + f"{null}."
        case "integers":
            return f"{field.name} is a list of integers {bounds}".rstrip() + f"{such_as}{null}."
        case "weights":
            return f"{field.name} is the name of published weights or the path of a file{null}."
        case "activation":
            return f"{field.name} is the name of an activation, such as '{example}'{null}."
        case "enum":
            *head, last = ["null"] * field.nullable + [f"'{choice}'" for choice in field.choices]
            return f"{field.name} is {', '.join(head)} or {last}." if head else f"{field.name} is {last}."


def _values(backbone: BackboneClass, field: Field) -> Iterator[Value]:
    wrong = {0: sentence(field)}
    value = derived(backbone.name, field)
    if value:
        wrong = {0: f"{field.name} of {plain_class(backbone.class_name)} is {value}."}
        yield Value("the derived value", str(value), {})
        yield Value("not the derived value", str(value + 1), wrong)
    yield Value("valid", written(value_of(field)), {})
    yield Value("an interpolation", "${dataset.field}", {})
    yield Value("an interpolation in quotes", "'${dataset.field}'", {})
    yield Value("an interpolation in a text", "x-${dataset.field}", {})
    yield Value("still to be given", "???", {})
    yield Value("null", "null", {} if field.nullable else wrong)
    yield Value("a mapping", "{a: 1}", wrong)
    yield Value("a text", "xyz", {} if field.type == "weights" else wrong)
    yield Value("an empty text", "''", wrong)
    for choice in field.choices:
        yield Value(choice, choice, {})
    if field.type != "boolean":
        yield Value("a boolean", "true", wrong)
    if field.type == "integers":
        low = field.minimum or 0
        yield Value("a list with an interpolation", "['${dataset.field}', 8]", {})
        yield Value("a list with a text", "[8, xyz]", {4: f"An item of {field.name} is an integer of at least {low}."})
        yield Value("a list with a low number", f"[8, {low - 1}]", {4: f"Value is below the minimum of {low}."})
    else:
        yield Value("a list", "[1]", wrong)
    if not value and field.type in ("integer", "number"):
        yield Value("a number in quotes", "'8'", wrong)
        yield from _limits(field)
    if not value and field.type in ("integer", "integers"):
        yield Value("a fraction", f"{field.minimum or 2}.5", wrong)


def _limits(field: Field) -> Iterator[Value]:
    low, above, high, below = field.minimum, field.exclusive_minimum, field.maximum, field.exclusive_maximum
    if low is not None:
        yield Value("at the minimum", str(low), {})
        yield Value("below the minimum", str(low - 1), {0: f"Value is below the minimum of {low}."})
    if high is not None:
        yield Value("at the maximum", str(high), {})
        yield Value("above the maximum", str(high + 1), {0: f"Value is above the maximum of {high}."})
    if above is not None:
        yield Value("at a limit", str(above), {0: f"Value is below the exclusive minimum of {above}."})
    if below is not None:
        yield Value("at a limit", str(below), {0: f"Value is above the exclusive maximum of {below}."})


def _spellings(lines: Lines, field: Field, alias: str) -> Iterator[Case]:
    valid = written(value_of(field))
    said = f"{field.name} is given as well, which is the same field; keep one of the two."
    yield _with(lines, alias, Value("valid", valid, {}))
    yield _with(lines, alias, Value("an interpolation", "${dataset.field}", {}))
    yield _with(lines, alias, Value("wrong", "{a: 1}", {0: sentence(field)}))
    for twice in ({**lines, field.name: valid, alias: valid}, {**lines, alias: valid, field.name: valid}):
        yield Case("two spellings", text(twice), [Fault(_line(twice, alias), 1, said)])


def _requirements(backbone: BackboneClass, field: Field) -> Iterator[Case]:
    """What a field needs of others is missing, wrong, or given in another spelling."""
    start = {**around(backbone.name, field), field.name: written(value_of(field))}
    for other in (backbone.fields[key] for key in field.requires):
        wanted = field.requires[other.name]
        values = alternatives(str(value).lower() if isinstance(value, bool) else str(value) for value in wanted)
        said = f"{field.name} needs {other.name} {values}; write that, or leave {field.name} out."
        without = {key: value for key, value in start.items() if key != other.name}
        if not other.required:
            faults = [] if other.default in wanted else [Fault(1, 1, said)]
            yield Case(f"{field.name} without {other.name}", text(without), faults)
        possible = {"boolean": [True, False], "enum": [*other.choices], "integer": [other.minimum or 0]}[other.type]
        wrong = next(written(value) for value in possible if value not in wanted) if set(possible) - {*wanted} else None
        for spelling in (other.name, *other.aliases):
            yield _with(without, spelling, Value("wanted", written(wanted[0]), {}))
            yield _with(without, spelling, Value("an interpolation", "${dataset.field}", {}))
            if wrong is not None:
                yield _with(without, spelling, Value("not wanted", wrong, {0: said}))


def _changed_target(backbone: BackboneClass, other: str) -> Case:
    """The fields of another class under the target of this one; values of fields of both are this one's."""
    own = complete(backbone.name)
    left = {key: own.get(key, value) for key, value in complete(other).items()}
    # What needs a value of a field that the other class lacks is left out.
    left |= {
        key: "null" for key, field in backbone.fields.items() if key in left and field.requires.keys() - left.keys()
    }
    missing = [key for key, field in backbone.fields.items() if field.required and key not in left]
    faults = [Fault(1, 1, f'Missing property "{key}".') for key in missing]
    return Case(f"was {other}", text(left), [*faults, *(_foreign(left, key) for key in left if key not in own)])


def _with(lines: Lines, key: str, value: Value) -> Case:
    """The lines and, last, a key with a value."""
    faults = [Fault(len(lines) + 1, len(f"{key}: ") + 1 + offset, said) for offset, said in value.said.items()]
    return Case(f"{key}: {value.what}", text(lines, f"{key}: {value.text}\n"), faults)


def _foreign(lines: Lines, key: str) -> Fault:
    return Fault(_line(lines, key), 1, f"Property {key} is not allowed.")


def _line(lines: Lines, key: str) -> int:
    return [*lines, key].index(key) + 1
