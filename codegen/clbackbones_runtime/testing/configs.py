"""Strategies for valid configs, as values and as YAML."""

import math
from collections.abc import Mapping

import yaml
from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..catalog import MAX_INTEGER, BackboneClass, Catalog, Field, Json
from ..config.fields import GET_CLASS
from ..config.rules import CONVERSIONS, check

__all__ = ["YamlText", "configs", "yaml_texts"]


@frozen
class YamlText:
    """A config as YAML.

    Attributes:
        text: What the file holds.
        value: The mapping that it means.
    """

    text: str
    value: dict[str, Json]


@st.composite
def configs(
    draw: DrawFn,
    catalog: Catalog,
    class_name: str | None = None,
    *,
    largest: int = 12,
    interpolations: bool = False,
    weights: bool = False,
) -> dict[str, Json]:
    """See `Strategies.configs`."""
    backbone = _drawn_class(draw, catalog, class_name)
    value: dict[str, Json] = {"_target_": draw(_targets(backbone))}
    for field in draw(st.permutations(list(backbone.fields.values()))):
        if field.required or (not field.derived and draw(st.booleans())):
            some = field_values(backbone, field, largest)
            if field.type == "weights" and not weights and field.nullable:
                some = st.none()
            if interpolations and draw(rarely()):
                some = interpolated()
            value[draw(st.sampled_from(spellings(field)))] = draw(some)
    for field in backbone.fields.values():
        _meet_requirements(draw, backbone, field, value)
    for name, derived in derived_values(backbone, value).items():
        if draw(st.booleans()):
            value[draw(st.sampled_from(spellings(backbone.fields[name])))] = draw(_written(derived))
    for key, some in HYDRA_VALUES.items():
        if draw(rarely()):
            value[key] = draw(some)
    return value


@st.composite
def yaml_texts(
    draw: DrawFn, catalog: Catalog, class_name: str | None = None, *, interpolations: bool = False
) -> YamlText:
    """See `Strategies.yaml_texts`."""
    value = draw(configs(catalog, class_name, interpolations=interpolations))
    header = draw(st.sampled_from(("", "# A comment.\n", "---\n", _MODELINE, f"# @package backbone\n{_MODELINE}")))
    body = yaml.safe_dump(
        value,
        default_flow_style=draw(st.sampled_from((False, None, True))),
        indent=draw(st.sampled_from((2, 4))),
        width=draw(st.sampled_from((40, 120))),
        allow_unicode=True,
        sort_keys=False,
    )
    text = header + body + draw(st.sampled_from(("", "\n", "# The end.\n")))
    return YamlText(text.replace("\n", "\r\n") if draw(rarely()) else text, value)


_MODELINE = "# yaml-language-server: $schema=./backbone.schema.json\n"


def _meet_requirements(draw: DrawFn, backbone: BackboneClass, field: Field, value: dict[str, Json]) -> None:
    """Gives other fields the values that a field requires of them, where it has a value."""
    given = [value[name] for name in spellings(field) if name in value]
    if given and given[0] is not None:
        for other, wanted in field.requires.items():
            names = spellings(backbone.fields[other])
            key = next((name for name in names if name in value), other)
            value[key] = draw(st.sampled_from(wanted))


def _drawn_class(draw: DrawFn, catalog: Catalog, name: str | None) -> BackboneClass:
    names = (*catalog.class_names(), *catalog.drop_in_names())
    if name is not None and name not in names:
        raise ValueError(f"{name!r} is not a backbone class: the classes are {', '.join(names)}")
    return catalog.backbone_class(name or draw(st.sampled_from(catalog.class_names())))


def rarely() -> SearchStrategy[bool]:
    """True one time in eight."""
    return st.integers(0, 7).map(lambda number: number == 7)


def _targets(backbone: BackboneClass) -> SearchStrategy[str]:
    return st.sampled_from(backbone.targets)


def spellings(field: Field) -> tuple[str, ...]:
    """The names under which a field may be written, the canonical one first."""
    return (field.name, *field.aliases)


def interpolated() -> SearchStrategy[str]:
    """Strings that OmegaConf resolves later."""
    return st.sampled_from(("${width}", "${oc.env:WIDTH,64}", "${dataset.input_dim}", "x${a}", "${a}\n", "???"))


def field_values(backbone: BackboneClass, field: Field, largest: int = 12) -> SearchStrategy[Json]:
    """Every way to write a value that the field accepts, except interpolations.

    Args:
        backbone: The class.
        field: One of its fields.
        largest: Largest integer, unless the field demands more.
    """
    match field.type:
        case "integer":
            some = _integers(field, largest)
        case "number":
            some = _numbers(field)
        case "boolean":
            some = st.booleans()
        case "integers":
            some = st.lists(_integers(field, largest), max_size=4)
        case "enum":
            some = st.sampled_from(list(field.choices))
        case "weights":
            some = st.sampled_from(("DEFAULT", "IMAGENET1K_V1", "resnet.pth", "../weights/a b.pth", " ."))
        case "activation":
            some = st.sampled_from(list(field.choices)).flatmap(lambda name: _activation_forms(backbone, name))
    return some | st.none() if field.nullable else some


def _integers(field: Field, largest: int) -> SearchStrategy[Json]:
    low, high = bounds(field)
    return st.integers(low, max(low, min(high, largest))).flatmap(_written)


def bounds(field: Field) -> tuple[int, int]:
    """The smallest and the largest integer that the field accepts."""
    low = max(
        -MAX_INTEGER,
        -MAX_INTEGER if field.minimum is None else math.ceil(field.minimum),
        -MAX_INTEGER if field.exclusive_minimum is None else math.floor(field.exclusive_minimum) + 1,
    )
    high = min(
        MAX_INTEGER,
        MAX_INTEGER if field.maximum is None else math.floor(field.maximum),
        MAX_INTEGER if field.exclusive_maximum is None else math.ceil(field.exclusive_maximum) - 1,
    )
    return low, high


def _written(integer: int) -> SearchStrategy[Json]:
    """An integer as an integer or, less often, as 4.0."""
    return rarely().map(lambda as_float: float(integer) if as_float else integer)


def _numbers(field: Field) -> SearchStrategy[Json]:
    lows = [bound for bound in (field.minimum, field.exclusive_minimum) if bound is not None]
    highs = [bound for bound in (field.maximum, field.exclusive_maximum) if bound is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return st.floats(
        low,
        high,
        exclude_min=low is not None and low == field.exclusive_minimum,
        exclude_max=high is not None and high == field.exclusive_maximum,
        allow_nan=False,
        allow_infinity=False,
    ).flatmap(lambda number: st.sampled_from((number, int(number)) if number.is_integer() else (number,)))


def _activation_forms(backbone: BackboneClass, name: str) -> SearchStrategy[Json]:
    row = backbone.catalog.activations()[name]
    dotted = st.sampled_from((str(row["class"]), f"{row['module']}.{name}"))
    partial = st.fixed_dictionaries({"_target_": dotted, "_partial_": st.just(True)})
    get_class = st.fixed_dictionaries({"_target_": st.just(GET_CLASS), "path": dotted})
    return st.one_of(st.just(name), st.just(name), dotted, partial, get_class)


def derived_values(backbone: BackboneClass, value: Mapping[str, Json]) -> dict[str, int]:
    """The derived fields that the others determine."""
    values = check(backbone.catalog, value, interpolations=True).values
    return {name: derived for name in backbone.derived if isinstance(derived := values.get(name), int)}


HYDRA_VALUES: Mapping[str, SearchStrategy[Json]] = {
    "_partial_": st.booleans(),
    "_recursive_": st.booleans(),
    "_convert_": st.sampled_from(CONVERSIONS),
}
"""What Hydra's own keys take."""
