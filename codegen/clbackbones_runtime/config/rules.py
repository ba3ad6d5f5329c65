r"""What a valid config is: one engine for YAML files, mappings and config classes.

It looks at JSON values (and at what stands for them in Python: any sequence for a list, any integral number for an
integer, a boolean of NumPy for true or false, a path object for the string that says where weights are) and accepts
exactly this language, which the published JSON Schemas accept too:

- An *interpolation* is a string that matches `INTERPOLATION`. Where interpolations are allowed, it stands for any
  value, except for the config as a whole.
- A config is a mapping with a string `_target_`. If that is an interpolation, everything else is accepted. Otherwise it
  is one of the `targets` of a class.
- Every other key is one of Hydra's (`_partial_` and `_recursive_`: true or false; `_convert_`: none, partial, object or
  all), a field of the class, or an alias of a field. One spelling of a field is there at most, of a required one
  exactly one.
- null is accepted by nullable fields, and false, which means null, by nullable enums. Of the others,
    - an integer takes a number of integral value (4.0 is 4; true is no number) in the field's range, of magnitude
      2^53 - 1 at most; a number takes any finite number in the field's range; a boolean true or false;
    - a list of integers takes a list whose items are integers in the field's range, or interpolations;
    - an enum takes one of its choices;
    - an activation takes the NAME of one of its choices, the dotted name `torch.nn.NAME` or that in the module which
      defines it (`torch.nn.modules.activation.NAME`, for most), a mapping of exactly `_target_: dotted name` and
      `_partial_: true`, or one of exactly `_target_: hydra.utils.get_class` and `path: dotted name`. A mapping whose
      `_target_` is an interpolation is accepted whatever else it holds.
- weights take a string that is not blank and does not hold `${`.
- While a field that requires values of others is neither null nor an interpolation, each of these other fields (absent
  ones at their defaults) has one of the values required, or is an interpolation.
- A derived field takes the value of its first case that fits the other fields (absent ones at their defaults). It is
  not compared when no case fits, nor when a field that a case mentions holds an interpolation. null, where it is
  nullable, means the derived value.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

from attrs import evolve, frozen

from ..catalog import BackboneClass, Catalog, Field
from ..graph.graph import build_graph
from ..graph.shapes import ShapeError
from .fields import (
    GET_CLASS,
    INTERPOLATION,
    TO_BE_GIVEN,
    Refused,
    Report,
    check_field,
    is_interpolation,
)
from .problems import Fault, Unreadable
from .scalars import written
from .wording import alternatives, boolean, nearest, quoted, shown, takes

__all__ = [
    "CONVERSIONS",
    "GET_CLASS",
    "HYDRA_KEYS",
    "INTERPOLATION",
    "Checked",
    "check",
    "is_interpolation",
]

HYDRA_KEYS = ("_partial_", "_convert_", "_recursive_")
"""Keys that Hydra consumes before it calls a class."""

CONVERSIONS = ("none", "partial", "object", "all")
"""Values of `_convert_`."""


@frozen
class Checked:
    """Outcome of a check.

    Attributes:
        backbone: The class that `_target_` names; None where it names none or is an interpolation.
        values: The given fields under their canonical names, normalised (4.0 is 4, a list is a tuple, an activation its
            name), and the derived ones. Complete and valid only without faults.
        faults: Everything that is wrong.
        remarks: What is not wrong, and better written otherwise.
    """

    backbone: BackboneClass | None
    values: Mapping[str, object]
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...] = ()


def check(catalog: Catalog, value: object, *, interpolations: bool, called: bool = False) -> Checked:
    """Checks one config.

    Args:
        catalog: The catalog of the package that is asked; `_target_` is looked up in it.
        value: A JSON value, `_target_` included.
        interpolations: Whether `${...}` and `???` stand for values. They do in files, and never enter a config.
        called: Whether a class is called with the values, maybe by Hydra, which resolves interpolations before.
    """
    report = Report(interpolations, called)
    backbone, values = None, {}
    if isinstance(value, Mapping):
        config = cast(Mapping[object, object], value)
        backbone = _target(catalog, config, report)
        if backbone is not None:
            report.activations = backbone.catalog.activations()
            values = _class(_rules(backbone), config, report)
        else:
            _keys(config, report)
    elif not isinstance(value, Unreadable):
        report.add(
            (), f"a backbone is a mapping, not {shown(value)}", f"write '_target_: {_example(catalog)}' and its fields"
        )
    if report.more:
        message = f"{report.more:,} more problems are not listed"
        report.faults.append(evolve(report.faults[-1], message=message, hint="correct the others first"))
    return Checked(backbone, values, tuple(report.faults), tuple(report.remarks))


@frozen
class _Rules:
    """A class, prepared for checking many configs of it."""

    backbone: BackboneClass
    spellings: Mapping[object, Field]
    required: tuple[str, ...]
    requiring: tuple[str, ...]


@cache
def _rules(backbone: BackboneClass) -> _Rules:
    fields = backbone.fields.values()
    spellings: dict[object, Field] = {spelling: field for field in fields for spelling in (field.name, *field.aliases)}
    required = tuple(field.name for field in fields if field.required)
    return _Rules(backbone, spellings, required, tuple(field.name for field in fields if field.requires))


def _example(catalog: Catalog) -> str:
    """A class to name where any will do: the one of the shortest name."""
    return catalog.backbone_class(min(catalog.class_names(), key=len)).target


def _target(catalog: Catalog, config: Mapping[object, object], report: Report) -> BackboneClass | None:
    """The class of a config; None, with a fault or an interpolation, when there is none to check against."""
    if "_target_" not in config:
        inner = next((key for key, part in config.items() if _is_backbone(catalog, part)), None)
        hint = f"add '_target_: {_example(catalog)}'"
        if inner is not None:
            hint = f"the backbone is under the key {quoted(str(inner))}"
        report.add(("_target_",), "'_target_' is missing", hint, "first")
        return None
    target = config["_target_"]
    if not isinstance(target, str) or is_interpolation(target) or "${" in target:
        report.mismatch(("_target_",), target, "a class", f"write a class such as '{_example(catalog)}'")
        return None
    backbone = catalog.resolve(target)
    if backbone is None:
        near = _nearest_targets(catalog, target)
        hint = (
            f"did you mean {alternatives(map(quoted, near))}?"
            if near
            else f"write a class such as '{_example(catalog)}'"
        )
        report.add(("_target_",), f"{quoted(target)} is not a backbone", hint)
    return backbone


def _nearest_targets(catalog: Catalog, target: str) -> list[str]:
    """Targets of classes with this name, or else with one like it, in the package that it names or a known one."""
    package, _, name = target.rpartition(".")
    places = [(known, prefix) for known in _catalogs(catalog, package) for prefix in (package, known.package)]
    for alike in (False, True):
        for known, prefix in places:
            names = (*known.class_names(), *known.aliases())
            near = nearest(name, names, 3) if alike else (name,) if name in names else ()
            if found := [written for each in near if known.resolve(written := f"{prefix}.{each}") is not None]:
                return found
    return []


def _catalogs(catalog: Catalog, package: str) -> Iterable[Catalog]:
    """The catalogs that are known, that of the package first."""
    return dict.fromkeys((catalog.of_package(package) or catalog, *catalog.family))


def _is_backbone(catalog: Catalog, part: object) -> bool:
    target = cast(Mapping[object, object], part).get("_target_") if isinstance(part, Mapping) else None
    return isinstance(target, str) and catalog.resolve(target) is not None


def _class(rules: _Rules, config: Mapping[object, object], report: Report) -> dict[str, object]:
    values: dict[str, object] = {}
    keys: dict[str, object] = {}
    for key, value in config.items():
        field = rules.spellings.get(key)
        if field is None:
            if key != "_target_":
                _other_key(rules, config, key, value, report)
        elif field.name in keys:
            message = f"{quoted(str(keys[field.name]))} and {quoted(str(key))} are two spellings of one field"
            report.add((str(key),), message, f"write '{field.name}' alone", "key")
        else:
            keys[field.name] = key
            values[field.name] = check_field(field, value, (cast(str, key),), report)
    for name in rules.required:
        if name not in keys:
            report.add((name,), f"'{name}' is missing", f"add {takes(rules.backbone.fields[name])}", "first")
    for name in rules.backbone.derived:
        _derived(rules.backbone, name, values, cast(str, keys.get(name, name)), report)
    for name in rules.requiring:
        _requirements(rules.backbone, name, values, keys, report)
    return values


def _other_key(rules: _Rules, config: Mapping[object, object], key: object, value: object, report: Report) -> None:
    """A key that is no field: one of Hydra's, or a mistake."""
    if isinstance(key, Unreadable):
        return
    if not isinstance(key, str):
        _no_key(key, report)
    elif key == "_convert_":
        if not isinstance(value, str) or value not in CONVERSIONS:
            choices = alternatives(f"'{conversion}'" for conversion in CONVERSIONS)
            report.mismatch((key,), value, choices, f"write {choices}")
    elif key in HYDRA_KEYS:
        if boolean(value) is None:
            report.mismatch((key,), value, "true or false", "write true or false")
    else:
        hint = None if report.is_full else _instead_of_key(rules, config, key)
        report.add((key,), f"{quoted(key)} is not a field of {rules.backbone.name}", hint, "key")


def _keys(config: Mapping[object, object], report: Report) -> None:
    """What is wrong with keys whatever the class."""
    for key in config:
        if not isinstance(key, str | Unreadable):
            _no_key(key, report)


def _no_key(key: object, report: Report) -> None:
    report.add((str(key),), f"a key is a string, not {shown(key)}", "write the name of a field", "key")


def _instead_of_key(rules: _Rules, config: Mapping[object, object], key: str) -> str:
    """What to write instead of a key that is no field."""
    drop_in = rules.backbone.drop_in()
    if drop_in is not None and key in drop_in.fields:
        return f"write '_target_: {drop_in.target}', the class for CLArena, whose pipelines give it"
    given = {
        field.name: str(other)
        for other, field in rules.spellings.items()
        if other in config and config[other] != TO_BE_GIVEN
    }
    for near in nearest(key, tuple(cast(Mapping[str, Field], rules.spellings))):
        there = given.get(rules.spellings[near].name)
        return f"remove it, '{there}' is there already" if there else f"did you mean '{near}'?"
    rest = [f"'{name}'" for name in rules.backbone.fields if name not in given]
    return "remove it" + (f", or write {alternatives(rest)}" if rest else "")


def _derived(backbone: BackboneClass, name: str, values: dict[str, object], key: str, report: Report) -> None:
    """Compares a derived field, where it is given, with what the network determines; fills it in where it is not."""
    given = values.get(name)
    try:
        found = _case(backbone, name, values) if backbone.derived[name] else _computed(backbone, name, values)
    except ShapeError as error:
        report.add((key,), f"no {backbone.name} can be built: {error}", "choose other values for the fields before it")
        return
    if found is None or isinstance(given, Refused | str):
        return
    if given is None:
        values[name] = found
    elif given != found:
        message = f"a {backbone.name} emits {found} features, not {given}"
        if not backbone.derived[name]:
            message = f"this {backbone.name} emits {found} features, not {given}"
        report.add((key,), message, f"write {found}, or leave '{key}' out")


def _case(backbone: BackboneClass, name: str, values: Mapping[str, object]) -> object:
    """What a derived field is by the case that fits; None where that is not known yet."""
    cases = backbone.derived[name]
    scope = {other: values.get(other, backbone.fields[other].default) for case in cases for other in case.when}
    if any(isinstance(value, Refused) or is_interpolation(value) for value in scope.values()):
        return None
    found = (case for case in cases if all(_fits(scope[other], want) for other, want in case.when.items()))
    return next((case.value for case in found), None)


def _computed(backbone: BackboneClass, name: str, values: Mapping[str, object]) -> int | None:
    """The features that the network of a config emits; None where that is not known yet.

    Raises:
        ShapeError: If there is no such network.
    """
    others = {key: values.get(key, field.default) for key, field in backbone.fields.items() if key != name}
    required = {key for key, field in backbone.fields.items() if field.required}
    if any(isinstance(value, Refused) or is_interpolation(value) for value in others.values()) or required - {*values}:
        return None
    architecture = backbone.catalog.architecture(backbone.architecture)
    return build_graph(architecture, {**backbone.constants, **others}).output_units


def _requirements(
    backbone: BackboneClass, name: str, values: Mapping[str, object], keys: Mapping[str, object], report: Report
) -> None:
    """Compares other fields with what a field requires of them; the fault is the other one's, where that is given."""
    if _undecided(values.get(name)):
        return
    fields, key = backbone.fields, cast(str, keys[name])
    for other, wanted in fields[name].requires.items():
        if other not in keys and fields[other].required:
            continue  # which is told already
        value = values.get(other, fields[other].default)
        if value in wanted or isinstance(value, Refused) or is_interpolation(value):
            continue
        message = f"'{key}' needs {other} {alternatives(map(written, wanted))}, not {written(value)}"
        needed = f"'{other}: {written(wanted[0])}'" if len(wanted) == 1 else "one of these"
        hint = f"write {needed}, or leave '{key}' out"
        report.add((cast(str, keys.get(other, key)),), message, hint)


def _undecided(value: object) -> bool:
    """Whether nothing is known of a field: it has no value, a wrong one, or one that comes later."""
    return value is None or isinstance(value, Refused) or is_interpolation(value)


def _fits(value: object, wanted: object) -> bool:
    return value in cast(list[object], wanted) if isinstance(wanted, list) else value == wanted
