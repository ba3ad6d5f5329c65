"""What the template of `clbackbones.clarena` prints: a class per class of ours whose mechanism CLArena has too."""

from collections.abc import Sequence
from typing import Any

from . import prose
from .model import Spec
from .module import aliases
from .product import Pair


def algorithms_module(mechanism: str) -> str:
    """The runtime module with CLArena's algorithms of a mechanism."""
    return f"{mechanism}_clarena"


def describe_drop_ins(every: Sequence[Pair], spec: Spec) -> dict[str, Any]:
    """The modules to import, the classes, their aliases and the algorithms.

    Args:
        every: All pairs.
        spec: The spec.
    """
    shared = [(pair, pair.mechanism.clarena.bases) for pair in every if pair.mechanism.clarena]
    classes = [
        {"name": (name := pair.class_name(variant.name)), "module": pair.name, "class": name, "counterparts": names}
        for pair, names in shared
        for variant in pair.variants
    ]
    others = [names for pair, _ in shared for names in aliases(pair)]
    algorithms = {
        algorithms_module(name): mechanism.clarena.algorithms
        for name, mechanism in spec.mechanisms.items()
        if mechanism.clarena and mechanism.clarena.algorithms
    }
    named = [f"`{name}`" for names in algorithms.values() for name in names]
    return {
        "algorithms": algorithms,
        "doc": prose.wrap(
            "CLArena's algorithms on them, each a subclass of CLArena's own that trains as its paper says; they need "
            f"Lightning, as CLArena does: {', '.join(named)}."
        )
        if named
        else [],
        "modules": [pair.name for pair, _ in shared],
        "classes": classes,
        "aliases": others,
        "exports": [*(entry["name"] for entry in classes), *(alias for alias, _ in others)],
    }
