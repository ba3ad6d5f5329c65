"""`clbackbones schema`: the published JSON Schema, that of experiments, and those of single classes."""

import json
from argparse import Namespace
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..catalog import CLARENA, BackboneClass, Catalog
from ..config.class_schema import class_schema, document
from ..config.experiment_schema import experiment_schema, part_schema
from ..config.joined_schema import joined
from .mistakes import class_named
from .terminal import count, harmless, write_document

__all__ = [
    "ALL_CLASSES",
    "EXPERIMENT",
    "EXTENSION",
    "experiment_text",
    "family_options",
    "family_schema",
    "part_text",
    "run",
]

EXTENSION = ".schema.json"
ALL_CLASSES = "backbone"
"""Name of the schema that accepts every class."""
EXPERIMENT = "experiment"
"""Name of that of configs which hold a backbone among other things."""


def run(catalog: Catalog, options: Namespace) -> int:
    """Prints a schema, or writes schemas to a folder; returns the exit status.

    Raises:
        Mistake: No class has the name.
        OSError: A file cannot be written.
    """
    if options.name in (ALL_CLASSES, EXPERIMENT):
        named, every = options.name, False
    elif options.name:
        backbone = class_named(catalog, options.name)
        catalog, named, every = backbone.catalog, backbone.class_name, False  # a drop-in has that of what it extends
    else:
        named, every = ALL_CLASSES, True
    if options.out is None:
        write_document(next(_texts(catalog, [named])))
        return 0
    target = Path(options.out)
    names = [ALL_CLASSES, EXPERIMENT, *catalog.class_names()] if every else [named]
    target.mkdir(parents=True, exist_ok=True)
    for each, text in zip(names, _texts(catalog, names), strict=True):
        (target / f"{each}{EXTENSION}").write_bytes(text.encode())
    what = f"{count(len(names), 'schema')} to {target}" if every else str(target / f"{named}{EXTENSION}")
    print(harmless(f"wrote {what}"))
    return 0


def _published_text(catalog: Catalog) -> str:
    """The published schema, which accepts every class of the package."""
    return (catalog.schemas / f"{ALL_CLASSES}{EXTENSION}").read_text("utf-8")


def family_schema(catalog: Catalog) -> Mapping[str, Any]:
    """A schema that accepts every class of the package, and of those that it builds on."""
    return joined([json.loads(_published_text(each)) for each in catalog.family])


def family_options(catalog: Catalog) -> dict[str, str]:
    """The class of each config in the config groups of a package, and of those that it builds on."""
    return {
        option: each.aliases().get(name, name)
        for each in reversed(catalog.family)
        for option, name in each.options().items()
    }


def experiment_text(catalog: Catalog, besides: Collection[str] = ()) -> str:
    """The schema of experiments.

    Args:
        catalog: The catalog of the package.
        besides: Options of the config group whose configs are a project's own, and not ours.
    """
    options = {option: name for option, name in family_options(catalog).items() if option not in besides}
    return document(experiment_schema(family_schema(catalog), options, _packages(catalog), catalog.group.name))


def part_text(catalog: Catalog) -> str:
    """The schema of configs that say a part of a backbone."""
    return document(part_schema(family_schema(catalog), _packages(catalog)))


def _packages(catalog: Catalog) -> list[str]:
    return [package for each in catalog.family for package in each.packages()]


def _texts(catalog: Catalog, names: Sequence[str]) -> Iterator[str]:
    """Schemas, by their names."""
    published = _published_text(catalog)
    parsed = json.loads(published)
    for name in names:
        if name == ALL_CLASSES:
            yield published
        elif name == EXPERIMENT:
            yield experiment_text(catalog)
        else:
            yield document(class_schema(parsed, _with_drop_in(catalog, name)))


def _with_drop_in(catalog: Catalog, name: str) -> list[BackboneClass]:
    """The class and, where CLArena has one of its kind, the drop-in."""
    drop_in = f"{CLARENA}.{name}"
    names = [name, *([drop_in] if drop_in in catalog.drop_in_names() else [])]
    return [catalog.backbone_class(each) for each in names]
