"""What the template of `clbackbones.clarena` prints: a class per class of ours whose mechanism CLArena has too."""

from collections.abc import Sequence
from typing import Any

from .module import aliases
from .product import Pair


def describe_drop_ins(every: Sequence[Pair]) -> dict[str, Any]:
    """The modules to import, the classes and their aliases.

    Args:
        every: All pairs.
    """
    shared = [(pair, pair.mechanism.clarena) for pair in every if pair.mechanism.clarena]
    classes = [
        {"name": (name := pair.class_name(variant.name)), "module": pair.name, "class": name, "counterparts": names}
        for pair, names in shared
        for variant in pair.variants
    ]
    others = [names for pair, _ in shared for names in aliases(pair)]
    return {
        "modules": [pair.name for pair, _ in shared],
        "classes": classes,
        "aliases": others,
        "exports": [*(entry["name"] for entry in classes), *(alias for alias, _ in others)],
    }
