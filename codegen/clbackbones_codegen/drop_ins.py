"""What the templates of `clbackbones.clarena` print: a class per class of ours whose mechanism CLArena has too."""

from collections.abc import Sequence
from typing import Any

from . import prose, signature
from .model import Spec
from .module import aliases
from .product import Package, Pair


def describe_drop_in(pair: Pair, drop_in: Pair, package: Package) -> dict[str, Any]:
    """The module of the drop-ins for a pair.

    Args:
        pair: The pair of ours.
        drop_in: That of the drop-ins, with the fields that these have.
        package: The package that is generated.
    """
    base = pair.class_name(pair.architecture.name)
    names = [pair.class_name(variant.name) for variant in pair.variants]
    concrete = not pair.architecture.variants
    types = [name for name, _ in signature.literals(pair)]
    clarena = pair.mechanism.clarena
    return {
        "head": prose.docstring([f"{prose.title(pair)}, for CLArena."]),
        "module": pair.name,
        "imports": [
            (f"..configs.{pair.name}", types),
            (f"..configs.{drop_in.name}", [f"{name}Config" for name in names]),
        ],
        "exports": [*names, *(alias for alias, _ in aliases(pair))],
        "name": base,
        "counterparts": [] if clarena is None else clarena.bases,
        "doc": prose.docstring(
            [f"`{package.name}.{base}`, for CLArena." if concrete else f"Base of the drop-ins for `{base}`'s variants."]
        ),
        "init_doc": prose.sections(
            f"{prose.title(pair)}, for CLArena: checks the arguments, then makes what it extends.",
            prose.items("Args", prose.field_entries(drop_in)),
            prose.items("Raises", prose.CONFIG_ERROR),
        ),
        "concrete": concrete,
        "parameters": signature.parameters(drop_in),
        "arguments": signature.arguments(drop_in),
        "own_arguments": [f"{name}={name}" for name in pair.fields],
        "variants": [] if concrete else names,
        "aliases": aliases(pair),
    }


def describe_package(every: Sequence[Pair], spec: Spec) -> dict[str, Any]:
    """The package of the drop-ins.

    Args:
        every: The pairs of ours that have drop-ins.
        spec: The spec.
    """
    classes = {
        pair.name: [
            *(pair.class_name(variant.name) for variant in pair.variants),
            *(alias for alias, _ in aliases(pair)),
        ]
        for pair in every
    }
    algorithms = {
        mechanism.clarena.module: mechanism.clarena.algorithms
        for mechanism in spec.own_mechanisms.values()
        if mechanism.clarena and mechanism.clarena.module and mechanism.clarena.algorithms
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
        "example": next(name for names in classes.values() for name in names),
        "classes": classes,
        "exports": [name for names in (*classes.values(), *algorithms.values()) for name in names],
    }
