"""Copies of `schema/` that a test may break, and the compiler run on them."""

import contextlib
import io
import json
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from clbackbones_codegen.__main__ import main
from clbackbones_codegen.built import UNBUILT
from clbackbones_codegen.ir.product import OURS, Product, lower
from clbackbones_codegen.ir.trial import run_trials
from clbackbones_codegen.publish.classes import PublishedClass, published_classes
from clbackbones_codegen.spec.read import read

Json = Any

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "schema"

REMOVED = object()
"""What `edit` puts in the place of a value that it removes."""


@cache
def our_product() -> Product:
    """The product of `schema/`."""
    return lower(read(SCHEMA), OURS)


@cache
def our_classes() -> tuple[PublishedClass, ...]:
    """Its classes, as the compiler publishes them."""
    return published_classes(our_product(), run_trials(our_product()))


@frozen
class Outcome:
    """What a run of the compiler did: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """The faults told, one a line."""
        return [line for line in self.err.splitlines() if "#" in line or line.startswith(("schema/", "clbackbones/"))]


@frozen
class SpecCopy:
    """A copy of `schema/` and the package compiled from it, in a folder of their own."""

    folder: Path

    @classmethod
    def in_folder(cls, folder: Path, *architectures: str) -> "SpecCopy":
        """A fresh copy, of the files of some architectures alone where these are named."""
        shutil.copytree(SCHEMA, folder / "schema")
        for path in (folder / "schema" / "architectures").iterdir():
            if architectures and path.stem not in architectures:
                path.unlink()
        return cls(folder)

    @property
    def schema(self) -> Path:
        """The copy."""
        return self.folder / "schema"

    @property
    def package(self) -> Path:
        """Where the package is written."""
        return self.folder / "generated" / "clbackbones"

    @property
    def path(self) -> str:
        """`PYTHONPATH` of a process that imports the package, over the runtime of this repository."""
        return os.pathsep.join((str(self.package.parent), str(ROOT / "codegen")))

    def edit(self, file: str, changes: Mapping[str, Json]) -> None:
        """Sets values by JSON pointer; `-` at the end of one appends to a list."""
        path = self.schema / file
        value = json.loads(path.read_text("utf-8"))
        for pointer, new in changes.items():
            *parents, last = pointer.split("/")[1:]
            target: Json = value
            for part in parents:
                target = cast(Json, target[int(part)] if isinstance(target, list) else target[part])
            if isinstance(target, list):
                items = cast("list[Json]", target)
                _set_item(items, last, new)
            elif new is REMOVED:
                del target[last]
            else:
                target[last] = new
        self.add(file, value)

    def add(self, file: str, value: Json) -> None:
        """Writes a file."""
        path = self.schema / file
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")

    def compile(self, *options: str, built: bool = False) -> Outcome:
        """Runs the compiler on the copy, in this process; networks are built first where a test is about that."""
        options = options if built else (UNBUILT, *options)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(["--schema", str(self.schema), "--output", str(self.package), *options])
        return Outcome(status, out.getvalue(), err.getvalue())


def _set_item(items: list[Json], last: str, new: Json) -> None:
    if last == "-":
        items.append(new)
    elif new is REMOVED:
        del items[int(last)]
    else:
        items[int(last)] = new
