"""Strategies for configs with one fault."""

from collections.abc import Callable, Mapping
from typing import Literal

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from ..catalog import BackboneClass, Catalog, Field, FieldType, Json
from .configs import HYDRA_VALUES, bounds, configs, derived_values, field_values, spellings

__all__ = ["FaultName", "NearValid", "near_valid"]


FaultName = Literal[
    "field of another class",
    "misspelt choice",
    "misspelt class",
    "misspelt field",
    "missing class",
    "missing field",
    "not the derived value",
    "out of range",
    "requirement not met",
    "two spellings",
    "wrong Hydra key",
    "wrong item",
    "wrong type",
]
"""What is wrong with a near-valid config."""


@frozen
class NearValid:
    """A config with one fault.

    Attributes:
        value: The config.
        fault: What is wrong.
        key: The key that is wrong or missing, as it is spelt in the config.
    """

    value: dict[str, Json]
    fault: FaultName
    key: str


@st.composite
def near_valid(draw: DrawFn, catalog: Catalog, class_name: str | None = None) -> NearValid:
    """See `Strategies.near_valid`."""
    value = draw(configs(catalog, class_name))
    backbone = catalog.resolve(value["_target_"])
    assert backbone is not None
    for fault in draw(st.permutations(list(_FAULTS))):
        key = _FAULTS[fault](draw, backbone, value)
        if key is not None:
            return NearValid(value, fault, key)
    raise AssertionError("a class can always be misspelt")


_Value = dict[str, Json]

# Each fault changes a valid config and returns the key that is wrong, or None where it does not apply.


def _misspell_class(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str:
    targets = {
        f"{package}.{name}"
        for each in backbone.catalog.family
        for package in each.packages()
        for name in (*each.class_names(), *each.aliases())
    }
    value["_target_"] = _misspelt(draw, value["_target_"], targets)
    return "_target_"


def _omit_class(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str:
    del value["_target_"]
    return "_target_"


def _misspell_field(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    known = {spelling for field in backbone.fields.values() for spelling in spellings(field)}
    keys = [key for key in value if key in known]
    if not keys:
        return None
    key = draw(st.sampled_from(keys))
    wrong = _misspelt(draw, key, known | set(HYDRA_VALUES) | {"_target_"})
    value[wrong] = value.pop(key)
    return wrong


def _omit_field(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    field = _drawn(draw, backbone, lambda field: field.required)
    if field is None:
        return None
    del value[_key(field, value)]
    return field.name


def _add_foreign_field(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    own = {spelling for field in backbone.fields.values() for spelling in spellings(field)}
    catalog = backbone.catalog
    pairs = {other.pair: other for other in map(catalog.backbone_class, catalog.class_names())}
    foreign = [field for other in pairs.values() for field in other.fields.values() if field.name not in own]
    if not foreign:
        return None
    field = draw(st.sampled_from(foreign))
    value[field.name] = draw(field_values(backbone, field))
    return field.name


def _spell_twice(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    field = _drawn(draw, backbone, lambda field: bool(field.aliases) and not field.derived)
    if field is None:
        return None
    for spelling in draw(st.permutations(spellings(field)))[:2]:
        value[spelling] = draw(field_values(backbone, field))
    return [spelling for spelling in value if spelling in spellings(field)][-1]


def _misspell_choice(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    field = _drawn(draw, backbone, lambda field: bool(field.choices))
    if field is None:
        return None
    choice = draw(st.sampled_from(list(field.choices)))
    return _put(field, value, _misspelt(draw, choice, set(field.choices)))


def _exceed_range(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    field = _drawn(draw, backbone, lambda field: field.type in ("integer", "integers") or _limits(field) != [])
    if field is None:
        return None
    low, high = bounds(field)
    outside = _limits(field) if field.type == "number" else [low - 1, high + 1, float(high + 1)]
    number = draw(st.sampled_from(outside))
    return _put(field, value, [number] if field.type == "integers" else number)


def _break_requirement(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    field = _drawn(draw, backbone, lambda field: bool(field.requires))
    if field is None:
        return None
    other = backbone.fields[draw(st.sampled_from(list(field.requires)))]
    wanted = field.requires[other.name]
    refused = field_values(backbone, other).filter(lambda given: given not in wanted)
    value[_key(field, value)] = draw(field_values(backbone, field).filter(lambda given: given is not None))
    return _put(other, value, draw(refused))


def _change_type(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str:
    field = _drawn(draw, backbone, lambda field: True) if draw(st.booleans()) else None
    if field is None:
        value["_target_"] = draw(st.sampled_from((None, True, 3, [value["_target_"]], {"_target_": value["_target_"]})))
        return "_target_"
    wrong = [*_WRONG_TYPES[field.type], *([] if field.nullable else [None])]
    return _put(field, value, draw(st.sampled_from(wrong)))


def _change_item(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    field = _drawn(draw, backbone, lambda field: field.type == "integers")
    if field is None:
        return None
    items: list[Json] = draw(field_values(backbone, field)) or []
    place = draw(st.integers(0, len(items)))
    wrong = draw(st.sampled_from((*_WRONG_TYPES["integer"], None)))
    return _put(field, value, [*items[:place], wrong, *items[place:]])


def _change_derived(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str | None:
    # Where numbers in the config decide, the schema cannot know: see law 6.
    derived = {name: known for name, known in derived_values(backbone, value).items() if backbone.derived[name]}
    if not derived:
        return None
    name = draw(st.sampled_from(list(derived)))
    other = draw(st.integers(1, 4096).filter(lambda number: number != derived[name]))
    return _put(backbone.fields[name], value, other)


def _change_hydra_key(draw: DrawFn, backbone: BackboneClass, value: _Value) -> str:
    key = draw(st.sampled_from((*HYDRA_VALUES, "_args_")))
    value[key] = draw(st.sampled_from(("some", "true", 1, None, [])))
    return key


_FAULTS: Mapping[FaultName, Callable[[DrawFn, BackboneClass, _Value], str | None]] = {
    "field of another class": _add_foreign_field,
    "misspelt choice": _misspell_choice,
    "misspelt class": _misspell_class,
    "misspelt field": _misspell_field,
    "missing class": _omit_class,
    "missing field": _omit_field,
    "not the derived value": _change_derived,
    "out of range": _exceed_range,
    "requirement not met": _break_requirement,
    "two spellings": _spell_twice,
    "wrong Hydra key": _change_hydra_key,
    "wrong item": _change_item,
    "wrong type": _change_type,
}

_WRONG_TYPES: Mapping[FieldType, tuple[Json, ...]] = {
    "integer": ("4", 2.5, True, [4], {}),
    "number": ("0.5", "1e-1", True, [], {}),
    "boolean": ("true", "yes", 0, 1.0, [], {}),
    "integers": (4, "[4]", True, {}, {"0": 4}),
    "enum": (0, True, [], {}),
    "weights": (0, True, [], {}, "", " \n", "${"),
    "activation": (0, True, [], {}, {"_target_": "torch.nn.ReLU"}, {"path": "torch.nn.ReLU"}),
}


def _drawn(draw: DrawFn, backbone: BackboneClass, fits: Callable[[Field], bool]) -> Field | None:
    fields = [field for field in backbone.fields.values() if fits(field)]
    return draw(st.sampled_from(fields)) if fields else None


def _key(field: Field, value: _Value) -> str:
    """The spelling that the config uses for the field."""
    return next((spelling for spelling in spellings(field) if spelling in value), field.name)


def _put(field: Field, value: _Value, wrong: Json) -> str:
    key = _key(field, value)
    value[key] = wrong
    return key


def _limits(field: Field) -> list[float]:
    """Numbers just outside the field's range."""
    limits = [
        None if field.minimum is None else field.minimum - 1,
        None if field.maximum is None else field.maximum + 1,
        field.exclusive_minimum,
        field.exclusive_maximum,
    ]
    return [limit for limit in limits if limit is not None]


def _misspelt(draw: DrawFn, text: str, known: set[str]) -> str:
    """The text with a slip of the finger that makes it none of the known ones."""
    place = draw(st.integers(0, len(text) - 1))
    slips = (
        text[:place] + text[place + 1 :],
        text[: place + 1] + text[place:],
        text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
        text.swapcase(),
        f"{text}\n",
        f"{text}x",
    )
    return draw(st.sampled_from([slip for slip in slips if slip not in known]))
