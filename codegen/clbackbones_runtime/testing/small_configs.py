"""The smallest configs of classes, and the shapes of what their networks take, without torch."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from ..catalog import BackboneClass, Field, Json
from ..config.config import Config
from ..config.loading import load
from ..config.problems import ConfigError
from ..graph.inputs import MOST_PLACES, ids_argument
from ..graph.shapes import ShapeError

__all__ = ["IMAGE_SIZE", "input_shape", "small_config"]

IMAGE_SIZE: Final = 32
"""Height and width where a network takes any."""

_SIZE: Final = 8
"""Required integers of a small config."""


def small_config(backbone: BackboneClass, width: int = _SIZE, /, **fields: object) -> Config:
    """A cheap valid config: required integers are 8, lists [8, 8], optional ones no larger, the rest at its default.

    Where a choice of an enum field, or a quarter of a number, more than halves the network, it is taken; and a large
    image becomes a small one, if the network takes it.

    Args:
        backbone: The class.
        width: What stands in the place of 8.
        **fields: Values that replace these; those that the class has no field for are left out.
    """
    given = {key: value for key, value in fields.items() if key in backbone.fields}
    return load(backbone.catalog, {"_target_": backbone.target, **_small_values(backbone, width), **given})


@cache
def _small_values(backbone: BackboneClass, width: int) -> Mapping[str, Json]:
    """What a small config says beside the class."""
    architecture = backbone.catalog.architecture(backbone.architecture)
    sizes: list[str] = architecture["input"]
    places = sizes[1:] if ids_argument(architecture) is None else sizes
    values = {
        field.name: _narrow(field, width)
        for field in backbone.fields.values()
        if field.required or (field.type in ("integer", "integers") and field.default and field.name not in sizes)
    }
    for field in backbone.fields.values():
        if field.type == "enum" and not field.required:
            by_size = {_parameters(backbone, {**values, field.name: choice}): choice for choice in field.choices}
            if 2 * min(by_size) < _parameters(backbone, values):
                values[field.name] = by_size[min(by_size)]
        elif field.type == "number" and field.default:
            smaller = {**values, field.name: field.default / 4}
            if _is_valid(backbone, smaller) and 2 * _parameters(backbone, smaller) < _parameters(backbone, values):
                values = smaller
        elif field.name in places and field.default and field.default > IMAGE_SIZE:
            smaller = {**values, field.name: IMAGE_SIZE}
            values = smaller if _is_valid(backbone, smaller) else values
    return values


def _is_valid(backbone: BackboneClass, values: Mapping[str, Json]) -> bool:
    """Whether there is a network of these values."""
    try:
        load(backbone.catalog, {"_target_": backbone.target, **values}).graph()
    except (ConfigError, ShapeError):
        return False
    return True


def _narrow(field: Field, width: int) -> Json:
    """An integer or a list of them, no larger than a width; of what is required, at least that, or the first choice."""
    if field.required and field.minimum is not None:
        width = max(width, int(field.minimum))
    match field.type:
        case "integers":
            return [width, width] if field.required else [min(each, width) for each in field.default]
        case "integer":
            return width if field.required else min(field.default, width)
        case "number":
            return _between(field)
        case "boolean":
            return False
        case _:
            return next(iter(field.choices), None)


def _between(field: Field) -> float:
    """A number between the bounds of a field, in the middle where there are two."""
    low = field.exclusive_minimum if field.minimum is None else field.minimum
    high = field.exclusive_maximum if field.maximum is None else field.maximum
    if high is None:
        return 1 if low is None else low + 1
    return high - 1 if low is None else (low + high) / 2


def _parameters(backbone: BackboneClass, values: Mapping[str, Json]) -> int:
    return load(backbone.catalog, {"_target_": backbone.target, **values}).num_parameters


def input_shape(config: Config, size: int = IMAGE_SIZE) -> tuple[int, ...]:
    """The shape of one input that a network takes.

    Args:
        config: Its config.
        size: Height and width where the network takes any; doubled as long as they are too small for it.
    """
    sizes = config.graph().input_shape
    shape = tuple(size if fixed is None else fixed for fixed in sizes)
    if None in sizes and (2 * size) ** sizes.count(None) <= MOST_PLACES:
        try:
            config.graph(shape)
        except ShapeError:
            return input_shape(config, 2 * size)
    return shape
