"""`clbackbones list`: the classes."""

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import asdict

from ..catalog import CLARENA, BackboneClass, Catalog
from .terminal import print_notes, print_table, write_document

__all__ = ["run"]


def run(catalog: Catalog, options: Namespace) -> int:
    """Prints the classes; returns the exit status."""
    classes = [catalog.backbone_class(name) for name in catalog.class_names()]
    if options.format == "json":
        write_document(json.dumps([_row(backbone) for backbone in classes], indent=2, ensure_ascii=False) + "\n")
    else:
        _print(catalog, classes)
    return 0


def _row(backbone: BackboneClass) -> dict[str, Any]:
    """Everything that is known about a class, as JSON."""
    return {
        "name": backbone.name,
        "target": backbone.target,
        "aliases": list(backbone.aliases),
        "architecture": backbone.architecture,
        "mechanism": backbone.mechanism,
        "description": backbone.description,
        "fields": [asdict(field) for field in backbone.fields.values()],
    }


def _print(catalog: Catalog, classes: Sequence[BackboneClass]) -> None:
    """A head per architecture, a row with the classes of each mechanism, and what architectures and mechanisms are."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column()
    before = None
    for (architecture, mechanism), rows in _by_pair(classes).items():
        if architecture != before:
            required = ", ".join(name for name, field in rows[0].fields.items() if field.required)
            if before is not None:
                table.add_row()
            table.add_row(Text(architecture, "bold"), f"required fields: {required}")
        table.add_row(f"  {catalog.mechanism(mechanism)['title']}", ", ".join(map(_with_aliases, rows)))
        before = architecture
    print_table(table)
    print()
    architectures = {row.architecture: catalog.architecture(row.architecture) for row in classes}
    mechanisms = {entry["title"]: entry for entry in (catalog.mechanism(row.mechanism) for row in classes)}
    notes = {name: _explained(name, entry) for name, entry in {**architectures, **mechanisms}.items()}
    if drop_ins := catalog.drop_in_names():
        what = f"The classes of {catalog.packages()[-1]}: these as drop-ins for CLArena, where it has their mechanism"
        notes[CLARENA] = f"{what}. Other commands call them by names such as {drop_ins[0]}."
    print_notes(notes)


def _by_pair(classes: Sequence[BackboneClass]) -> Mapping[tuple[str, str], Sequence[BackboneClass]]:
    """The classes of each architecture and mechanism."""
    found: dict[tuple[str, str], list[BackboneClass]] = {}
    for row in classes:
        found.setdefault((row.architecture, row.mechanism), []).append(row)
    return found


def _with_aliases(backbone: BackboneClass) -> str:
    """A class, and in parentheses what it is called too."""
    return f"{backbone.name} ({', '.join(backbone.aliases)})" if backbone.aliases else backbone.name


def _explained(name: str, entry: Mapping[str, Any]) -> str:
    title = "" if entry["title"] == name else f"{entry['title']}. "
    source = entry["source"]
    return f"{title}{entry['description']}" + (f" {source['title']}, {source['url']}." if source else "")
