"""`clbackbones schema`: the published JSON Schemas."""

from argparse import Namespace
from pathlib import Path

from ..catalog import Catalog
from .mistakes import class_named
from .terminal import count, write_document

__all__ = ["ALL_CLASSES", "EXTENSION", "run"]

EXTENSION = ".schema.json"
ALL_CLASSES = "backbone"
"""Name of the schema that accepts every class."""


def run(catalog: Catalog, options: Namespace) -> int:
    """Prints a schema, or copies schemas to a folder; returns the exit status.

    Raises:
        Mistake: No class has the name.
        OSError: A file cannot be written.
    """
    backbone = class_named(catalog, options.name) if options.name else None
    name = backbone.class_name if backbone else None  # a drop-in has that of what it extends
    schemas = (backbone.catalog if backbone else catalog).schemas
    if options.out is None:
        write_document((schemas / f"{name or ALL_CLASSES}{EXTENSION}").read_text("utf-8"))
        return 0
    folder = Path(options.out)
    paths = [schemas / f"{name}{EXTENSION}"] if name else sorted(schemas.glob(f"*{EXTENSION}"))
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        (folder / path.name).write_bytes(path.read_bytes())
    what = f"{count(len(paths), 'schema')} to {folder}" if name is None else str(folder / paths[0].name)
    print(f"wrote {what}")
    return 0
