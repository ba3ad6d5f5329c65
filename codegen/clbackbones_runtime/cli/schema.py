"""`clbackbones schema`: the published JSON Schema, and those of single classes."""

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..catalog import CLARENA, BackboneClass, backbone_class, class_names, drop_in_names, folder
from ..config.class_schema import class_schema, document
from .mistakes import class_named
from .terminal import count, write_document

__all__ = ["run"]

_EXTENSION = ".schema.json"
_ALL_CLASSES = "backbone"
"""Name of the schema that accepts every class."""


def run(options: Namespace) -> int:
    """Prints a schema, or writes schemas to a folder; returns the exit status.

    Raises:
        Mistake: No class has the name.
        OSError: A file cannot be written.
    """
    name = class_named(options.name).class_name if options.name else None  # a drop-in has that of what it extends
    if options.out is None:
        write_document(next(_texts([name or _ALL_CLASSES])))
        return 0
    target = Path(options.out)
    names = [name] if name else [_ALL_CLASSES, *class_names()]
    target.mkdir(parents=True, exist_ok=True)
    for each, text in zip(names, _texts(names), strict=True):
        (target / f"{each}{_EXTENSION}").write_bytes(text.encode())
    what = f"{count(len(names), 'schema')} to {target}" if name is None else str(target / f"{name}{_EXTENSION}")
    print(f"wrote {what}")
    return 0


def _texts(names: Sequence[str]) -> Iterator[str]:
    """The schemas of all classes or of single ones, by their names."""
    published = (folder() / "schemas" / f"{_ALL_CLASSES}{_EXTENSION}").read_text("utf-8")
    parsed = json.loads(published)
    for name in names:
        yield published if name == _ALL_CLASSES else document(class_schema(parsed, _with_drop_in(name)))


def _with_drop_in(name: str) -> list[BackboneClass]:
    """The class and, where CLArena has one of its kind, the drop-in."""
    drop_in = f"{CLARENA}.{name}"
    return [backbone_class(name), *([backbone_class(drop_in)] if drop_in in drop_in_names() else [])]
