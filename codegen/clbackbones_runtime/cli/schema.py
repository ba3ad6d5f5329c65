"""`clbackbones schema`: the published JSON Schema, and those of single classes."""

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..catalog import CLARENA, BackboneClass, Catalog
from ..config.class_schema import class_schema, document
from .mistakes import class_named
from .terminal import count, harmless, write_document

__all__ = ["run"]

_EXTENSION = ".schema.json"
_ALL_CLASSES = "backbone"
"""Name of the schema that accepts every class."""


def run(catalog: Catalog, options: Namespace) -> int:
    """Prints a schema, or writes schemas to a folder; returns the exit status.

    Raises:
        Mistake: No class has the name.
        OSError: A file cannot be written.
    """
    backbone = class_named(catalog, options.name) if options.name else None
    name = backbone.class_name if backbone else None  # a drop-in has that of what it extends
    catalog = backbone.catalog if backbone else catalog
    if options.out is None:
        write_document(next(_texts(catalog, [name or _ALL_CLASSES])))
        return 0
    target = Path(options.out)
    names = [name] if name else [_ALL_CLASSES, *catalog.class_names()]
    target.mkdir(parents=True, exist_ok=True)
    for each, text in zip(names, _texts(catalog, names), strict=True):
        (target / f"{each}{_EXTENSION}").write_bytes(text.encode())
    what = f"{count(len(names), 'schema')} to {target}" if name is None else str(target / f"{name}{_EXTENSION}")
    print(harmless(f"wrote {what}"))
    return 0


def _texts(catalog: Catalog, names: Sequence[str]) -> Iterator[str]:
    """The schemas of all classes or of single ones, by their names."""
    published = (catalog.schemas / f"{_ALL_CLASSES}{_EXTENSION}").read_text("utf-8")
    parsed = json.loads(published)
    for name in names:
        yield published if name == _ALL_CLASSES else document(class_schema(parsed, _with_drop_in(catalog, name)))


def _with_drop_in(catalog: Catalog, name: str) -> list[BackboneClass]:
    """The class and, where CLArena has one of its kind, the drop-in."""
    drop_in = f"{CLARENA}.{name}"
    names = [name, *([drop_in] if drop_in in catalog.drop_in_names() else [])]
    return [catalog.backbone_class(each) for each in names]
