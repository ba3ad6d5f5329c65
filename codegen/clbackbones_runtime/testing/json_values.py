"""Strategies for JSON values that are configs, nearly, or not at all."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..catalog import MAX_INTEGER, BackboneClass, Catalog, Json
from ..config.fields import GET_CLASS
from .configs import configs, interpolated, spellings
from .faults import near_valid

__all__ = ["json_values"]


def json_values(catalog: Catalog, class_name: str | None = None) -> SearchStrategy[Json]:
    """See `Strategies.json_values`."""
    near = near_valid(catalog, class_name).map(lambda near: near.value)
    valid = configs(catalog, class_name, interpolations=True, weights=True)
    return st.one_of(valid, near, _changed(catalog, class_name), _anything(catalog))


@st.composite
def _changed(draw: DrawFn, catalog: Catalog, class_name: str | None) -> Json:
    """A config in which one to three values were inserted, replaced or removed, at any depth."""
    value = draw(configs(catalog, class_name, interpolations=True, weights=True))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(list(_containers(value))))
        if isinstance(place, list):
            place.insert(draw(st.integers(0, len(place))), draw(_anything(catalog)))
        elif place and draw(st.booleans()):
            del place[draw(st.sampled_from(list(place)))]
        else:
            place[draw(_keys(catalog))] = draw(_anything(catalog))
    return value


def _containers(value: Json) -> Iterator[dict[str, Json] | list[Json]]:
    """The mappings and lists of a value, itself first."""
    if isinstance(value, dict):
        mapping = cast(dict[str, Json], value)
        yield mapping
        for inner in mapping.values():
            yield from _containers(inner)
    elif isinstance(value, list):
        items = cast(list[Json], value)
        yield items
        for inner in items:
            yield from _containers(inner)


@cache
def _anything(catalog: Catalog) -> SearchStrategy[Json]:
    return st.recursive(
        _leaves(catalog),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys(catalog), inner, max_size=3),
        max_leaves=6,
    )


def _leaves(catalog: Catalog) -> SearchStrategy[Json]:
    edges = (MAX_INTEGER, MAX_INTEGER + 1, -MAX_INTEGER - 1, float(MAX_INTEGER + 1), 10**400)
    numbers = (0, -0.0, 1, 4, 4.0, 0.5, 1.0, 1e300, -1, 512, 2048.0, *edges)
    return st.one_of(
        st.none(),
        st.booleans(),
        st.sampled_from(numbers),
        st.sampled_from(_words(catalog)),
        interpolated(),
        st.sampled_from(("", "${", "${}", "$ {a}", "${a", "???\n", "????", "4", "null", "true")),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=6),
    )


@cache
def _keys(catalog: Catalog) -> SearchStrategy[str]:
    hydra = ["_target_", "_partial_", "_convert_", "_recursive_", "_args_", "path"]
    fields = [
        spelling
        for backbone in _classes(catalog)
        for field in backbone.fields.values()
        for spelling in spellings(field)
    ]
    return st.sampled_from(hydra) | st.sampled_from(sorted(set(fields))) | st.text(max_size=4)


def _words(catalog: Catalog) -> list[str]:
    """All that a string of a config may be, and a little that it may not."""
    classes = _classes(catalog)
    choices = {choice for backbone in classes for field in backbone.fields.values() for choice in field.choices}
    names = {target.rpartition(".")[2] for backbone in classes for target in backbone.targets}
    modules = sorted({row["module"] for row in catalog.activations().values()})
    return [
        *sorted(choices),
        *(f"{module}.{choice}" for module in ("torch.nn", *modules, "torch") for choice in sorted(choices)),
        *(
            f"{prefix}.{name}"
            for prefix in (*(package for each in catalog.family for package in each.packages()), "clarena")
            for name in sorted(names)
        ),
        "none",
        "partial",
        "object",
        "all",
        GET_CLASS,
    ]


def _classes(catalog: Catalog) -> list[BackboneClass]:
    return [catalog.backbone_class(name) for name in (*catalog.class_names(), *catalog.drop_in_names())]
