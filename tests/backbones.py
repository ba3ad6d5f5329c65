"""The backbone classes that the tests run over, read off the published spec: nothing is listed by hand."""

from collections.abc import Callable
from typing import Any

import clbackbones
from clbackbones import CATALOG
from clbackbones_runtime.testing import laws

CLASSES = CATALOG.class_names()
"""All classes but the drop-ins for CLArena, without aliases."""

DROP_INS = CATALOG.drop_in_names()
"""The drop-ins for CLArena, `clarena.NAME`."""


def mechanism_of(name: str) -> Any:
    """What the spec says about the mechanism of a class."""
    return CATALOG.mechanism(CATALOG.backbone_class(name).mechanism)


PREFIXES = {mechanism_of(name)["prefix"]: bool(mechanism_of(name)["masks"]) for name in CLASSES}
"""Whether a mechanism has masks, by the prefix of its classes."""


def clarena_bases(name: str) -> list[str]:
    """CLArena's base class of a class's mechanism, by its names, the newest first; none where CLArena has none."""
    clarena = mechanism_of(name)["clarena"]
    return [] if clarena is None else clarena["bases"]


def plain_class(name: str) -> str:
    """The class without a mechanism that has the same architecture and variant."""
    plain = CATALOG.backbone_class(name).plain()
    assert plain is not None
    return plain.name


def small_config(name: str, **fields: Any) -> Any:
    """A cheap valid config: required integers are 8, lists [8, 8], everything else at its default.

    Args:
        name: Name of the class.
        **fields: Values that replace these; those that the class has no field for are left out.
    """
    return laws.small_config(CATALOG.backbone_class(name), **fields)


def _code(name: str) -> tuple[Any, ...]:
    """What decides which lines of a class run: all but how often its blocks are repeated."""
    constants = CATALOG.backbone_class(name).constants.items()
    return (
        CATALOG.backbone_class(name).pair,
        *((key, value) for key, value in constants if not isinstance(value, list)),
    )


def _shallowest(key: Callable[[str], object]) -> tuple[str, ...]:
    """Of the classes with the same key, the one with the fewest weighted layers, the first of several."""
    by_depth = sorted(CLASSES, key=lambda name: (-len(small_config(name).graph().layers), -CLASSES.index(name)))
    return tuple({key(name): name for name in by_depth}.values())


KINDS = _shallowest(_code)
"""The shallowest class of each pair and kind of block: all others run the same lines, more often."""


def _woven(name: str) -> tuple[Any, ...]:
    """What decides which lines of a network run, which mechanisms may share."""
    backbone: type = getattr(clbackbones, name)
    network = next(cls for cls in backbone.__mro__ if ".networks." in cls.__module__)
    return network, *_code(name)[1:]


WOVEN = _shallowest(_woven)
"""Of those that share a network, one for each kind of block."""


def trains_weights(name: str) -> bool:
    """Whether the mechanism of a class trains the weights themselves, which it has not frozen."""
    backbone = small_config(name).build()
    return all(backbone.get_layer_by_name(each).weight.requires_grad for each in backbone.weighted_layer_names)


SMALL = _shallowest(lambda name: CATALOG.backbone_class(name).pair)
"""The shallowest class of each pair."""

MASKED = tuple(name for name in KINDS if name in {*SMALL, *WOVEN} and mechanism_of(name)["masks"])
"""The classes that mask units or weights: the shallowest of each pair, and one of each network and kind of block."""

SMALL_DROP_INS = tuple(name for name in DROP_INS if CATALOG.backbone_class(name).drop_in_of in SMALL)
"""The drop-in of the shallowest class of each pair."""

SMALLEST = _shallowest(lambda name: CATALOG.backbone_class(name).mechanism)
"""The shallowest class of each mechanism."""


def normalized(name: str, on: bool) -> dict[str, Any]:
    """The field that switches batch normalization, for any class: `independent` where there is one norm per task."""
    field = CATALOG.backbone_class(name).fields.get("batch_normalization")
    if field is None:
        return {}
    choices = list(field.choices)
    return {"batch_normalization": (choices[-1] if choices else True) if on else (None if choices else False)}
