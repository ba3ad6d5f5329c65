"""`clbackbones schema`: the published JSON Schemas."""

from argparse import Namespace
from pathlib import Path

from ..catalog import folder
from .mistakes import class_named
from .terminal import count, write_document

__all__ = ["ALL_CLASSES", "EXTENSION", "SCHEMAS", "run"]

SCHEMAS = folder() / "schemas"
EXTENSION = ".schema.json"
ALL_CLASSES = "backbone"
"""Name of the schema that accepts every class."""


def run(options: Namespace) -> int:
    """Prints a schema, or copies schemas to a folder; returns the exit status.

    Raises:
        Mistake: No class has the name.
        OSError: A file cannot be written.
    """
    name = class_named(options.name).class_name if options.name else None  # a drop-in has that of what it extends
    if options.out is None:
        write_document(_path(name or ALL_CLASSES).read_text("utf-8"))
        return 0
    folder = Path(options.out)
    paths = [_path(name)] if name else sorted(SCHEMAS.glob(f"*{EXTENSION}"))
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        (folder / path.name).write_bytes(path.read_bytes())
    what = f"{count(len(paths), 'schema')} to {folder}" if name is None else str(folder / paths[0].name)
    print(f"wrote {what}")
    return 0


def _path(name: str) -> Path:
    return SCHEMAS / f"{name}{EXTENSION}"
