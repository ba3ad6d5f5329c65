"""The backbone classes that the tests run over, read off the published spec: nothing is listed by hand."""

from collections.abc import Callable
from functools import cache
from typing import Any

from clbackbones import CATALOG
from clbackbones_runtime.config.config import config_class
from clbackbones_runtime.graph.kinds import Merge
from clbackbones_runtime.testing import small_configs

CLASSES = CATALOG.class_names()
"""All classes but the drop-ins for CLArena, without aliases."""

DROP_INS = CATALOG.drop_in_names()
"""The drop-ins for CLArena, `clarena.NAME`."""


def mechanism_of(name: str) -> Any:
    """What the spec says about the mechanism of a class."""
    return CATALOG.mechanism(CATALOG.backbone_class(name).mechanism)


LARGE = 100e6
"""Networks with more parameters are built in few tests."""

PREFIXES = {mechanism_of(name)["prefix"]: bool(mechanism_of(name)["masks"]) for name in CLASSES}
"""Whether a mechanism has masks, by the prefix of its classes."""


def clarena_bases(name: str) -> list[str]:
    """CLArena's base class of a class's mechanism, by its names, the newest first; none where CLArena has none."""
    clarena = mechanism_of(name)["clarena"]
    return [] if clarena is None else clarena["bases"]


@cache
def plain_class(name: str) -> str:
    """The class without a mechanism that has the same architecture and variant."""
    plain = CATALOG.backbone_class(name).plain()
    assert plain is not None
    return plain.name


def small_config(name: str, width: int = 8, /, **fields: Any) -> Any:
    """A cheap valid config: integers of 8, lists [8, 8], everything else at its default; see `small_configs`.

    Args:
        name: Name of the class.
        width: What stands in the place of 8.
        **fields: Values that replace these; those that the class has no field for are left out.
    """
    return small_configs.small_config(CATALOG.backbone_class(name), width, **fields)


def _code(name: str) -> tuple[Any, ...]:
    """What decides which lines of a class run: all but how often its blocks are repeated."""
    constants = CATALOG.backbone_class(name).constants.items()
    return (
        CATALOG.backbone_class(name).pair,
        *((key, value) for key, value in constants if isinstance(value, str)),
    )


def _cost(config: Any) -> int:
    """Multiply-accumulate operations for a small input, and what it costs to call each layer, in the same unit."""
    graph = config.graph(small_configs.input_shape(config))
    return sum(node.macs or 0 for node in graph.nodes) + 2_000_000 * len(graph.layers)


_COSTS = {name: _cost(small_config(name)) for name in CLASSES if plain_class(name) == name}
"""What small networks cost, by the name of the class without a mechanism."""


def _cheapest(key: Callable[[str], object]) -> tuple[str, ...]:
    """Of the classes with the same key, the one whose small network costs least."""
    cheapest_last = sorted(CLASSES, key=lambda name: _COSTS[plain_class(name)], reverse=True)
    return tuple({key(name): name for name in cheapest_last}.values())


PAIRS = _cheapest(lambda name: CATALOG.backbone_class(name).pair)
"""The cheapest class of each pair, which laws are held over."""


@cache
def _form(plain: str) -> tuple[int, bool]:
    """The rank of the input of a class without a mechanism, and whether values merge in it."""
    graph = small_config(plain).graph()
    return len(graph.input_shape), any(isinstance(node.kind, Merge) for node in graph.nodes)


def _structure(name: str) -> tuple[Any, ...]:
    """What makes a difference to whatever is no law: the mechanism, the rank of the input, and whether values merge."""
    return CATALOG.backbone_class(name).mechanism, *_form(plain_class(name))


SMALL = _cheapest(_structure)
"""The cheapest class of each mechanism for features, for images, and with residual connections."""

KINDS = tuple(
    name
    for name in _cheapest(_code)
    if CATALOG.backbone_class(name).pair in {CATALOG.backbone_class(small).pair for small in SMALL}
)
"""The cheapest class of each pair of these and kind of block: all others run the same lines, more often."""


def _woven(name: str) -> tuple[Any, ...]:
    """What decides which lines of a network run, which mechanisms may share."""
    config = config_class(CATALOG.backbone_class(name))
    network = next(cls for cls in config.__mro__ if ".networks." in cls.__module__)
    return network, *_code(name)[1:]


WOVEN = _cheapest(_woven)
"""Of those that share a network, one for each kind of block."""


def trains_weights(name: str) -> bool:
    """Whether the mechanism of a class trains the weights themselves, which it has not frozen."""
    backbone = small_config(name).build()
    return all(backbone.get_layer_by_name(each).weight.requires_grad for each in backbone.weighted_layer_names)


MASKED = tuple(name for name in KINDS if name in {*SMALL, *WOVEN} and mechanism_of(name)["masks"])
"""The classes that mask units or weights: of these, and one of each network and kind of block."""

MASKED_PAIRS = tuple(name for name in PAIRS if mechanism_of(name)["masks"])
"""The classes that mask units or weights, the cheapest of each pair."""

SMALL_DROP_INS = tuple(name for name in DROP_INS if CATALOG.backbone_class(name).drop_in_of in PAIRS)
"""The drop-in of the cheapest class of each pair that CLArena has."""

SMALLEST = _cheapest(lambda name: CATALOG.backbone_class(name).mechanism)
"""The cheapest class of each mechanism."""


def normalized(name: str, on: bool) -> dict[str, Any]:
    """The fields that switch norms, for any class: `independent` where there is one norm per task."""
    found: dict[str, Any] = {}
    for field in CATALOG.backbone_class(name).part_fields("norm"):
        choices = list(CATALOG.backbone_class(name).fields[field].choices)
        found[field] = (choices[-1] if choices else True) if on else (None if choices else False)
    return found
