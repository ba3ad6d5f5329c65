"""Law 6: all judges of a config agree: the published schema, `validate`, `load` and the config classes."""

import json
from functools import cache
from typing import Any, cast

from ..catalog import Catalog, Json
from ..config.config import config_class
from ..config.loading import load, validate
from ..config.problems import ConfigError
from ..config.rules import check, is_interpolation
from .law_error import require

__all__ = ["agreement", "interpolated"]


def agreement(catalog: Catalog, value: Json) -> None:
    """Law 6: the published schema accepts a JSON value exactly when `validate` does.

    Without interpolations, exactly when `load` does; and exactly when the config class takes the fields in it. Where
    `output_dim` follows from numbers in the config, no schema can compute it: `validate` alone compares the one given.

    Args:
        catalog: The catalog of the package.
        value: Any JSON value; what is no mapping, the rules judge.

    Raises:
        LawError: One accepts what another refuses.
    """
    value = _without_computed(catalog, value)
    accepts = _validator(catalog).is_valid
    judges = {"the schema": accepts(value), "the rules": not check(catalog, value, interpolations=True).faults}
    if isinstance(value, dict):
        problems = validate(catalog, cast("dict[str, Json]", value))
        judges["validate"] = not any(problem.severity == "error" for problem in problems)  # a warning refuses nothing
    if not interpolated(value):
        judges["load"] = _loads(catalog, value)
    _agree(judges, value)
    fields = _canonical(catalog, value)
    if fields and not interpolated(fields):
        _agree({"the schema": accepts(fields), "the config class": _constructs(catalog, fields)}, fields)


def _without_computed(catalog: Catalog, value: Json) -> Json:
    """The value without integers in the place of what the graph of the network says."""
    if not isinstance(value, dict):
        return value
    mapping = cast("dict[str, Json]", value)
    target = mapping.get("_target_")
    backbone = catalog.resolve(target) if isinstance(target, str) else None
    if backbone is None:
        return mapping
    computed = [backbone.fields[name] for name, cases in backbone.derived.items() if not cases]
    spelt = {spelling for field in computed for spelling in (field.name, *field.aliases)}
    return {key: item for key, item in mapping.items() if key not in spelt or not isinstance(item, int | float)}


def interpolated(value: Json) -> bool:
    """Whether there is an interpolation anywhere in the value."""
    if isinstance(value, dict):
        return any(map(interpolated, cast("dict[str, Json]", value).values()))
    if isinstance(value, list):
        return any(map(interpolated, cast("list[Json]", value)))
    return is_interpolation(value)


def _agree(judges: dict[str, bool], value: Json) -> None:
    accepting = [judge for judge, accepts in judges.items() if accepts]
    refusing = [judge for judge, accepts in judges.items() if not accepts]
    said = f"law 6: {', '.join(accepting)} accept what {', '.join(refusing)} refuse: {value!r}"
    require(not accepting or not refusing, said)


@cache
def _validator(catalog: Catalog) -> Any:
    from jsonschema import Draft7Validator

    return Draft7Validator(json.loads((catalog.schemas / "backbone.schema.json").read_text("utf-8")))


def _loads(catalog: Catalog, value: Json) -> bool:
    """Whether `load` makes a config of it."""
    if not isinstance(value, dict):
        return False
    try:
        load(catalog, cast("dict[str, Json]", value))
    except ConfigError:
        return False
    return True


def _canonical(catalog: Catalog, value: Json) -> dict[str, Json]:
    """The part of the value that a config class can be given: its class, and fields under their canonical names."""
    mapping = cast("dict[str, Json]", value) if isinstance(value, dict) else {}
    target = mapping.get("_target_")
    backbone = catalog.resolve(target) if isinstance(target, str) else None
    known = () if backbone is None else ("_target_", *backbone.fields)
    return {key: field for key, field in mapping.items() if key in known}


def _constructs(catalog: Catalog, value: dict[str, Json]) -> bool:
    """Whether the config class takes the fields, given under their canonical names."""
    backbone = catalog.resolve(value["_target_"])
    assert backbone is not None
    try:
        config_class(backbone)(**{key: field for key, field in value.items() if key != "_target_"})
    except ConfigError:
        return False
    except TypeError as error:
        if "argument" not in str(error):  # Python's own, for one that is missing or unknown, is expected
            raise
        return False
    return True
