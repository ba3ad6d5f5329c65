"""Names that the runtime modules define, read off their syntax trees; nothing is imported."""

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from .model import Spec
from .product import lineage

RUNTIME = Path(__file__).parent / "runtime"


@cache
def defined_names(module: str) -> frozenset[str]:
    """Names that a runtime module defines at its top level; imported names do not count.

    Raises:
        FileNotFoundError: If there is no such module.
    """
    tree = ast.parse((RUNTIME / f"{module}.py").read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case _:
                pass
    return frozenset(names)


@frozen
class Symbols:
    """Where a mechanism's names come from: its own runtime module, or that of a mechanism it extends."""

    modules: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, mechanism: str, spec: Spec) -> "Symbols":
        """The names within reach of a mechanism."""
        return cls({name: defined_names(name) for name in lineage(mechanism, spec)})

    def module_of(self, name: str) -> str | None:
        """The nearest module that defines the name."""
        return next((module for module, names in self.modules.items() if name in names), None)

    def imports(self, names: Iterable[str]) -> list[tuple[str, list[str]]]:
        """Import statements for the names: module and what to import from it."""
        found: dict[str, list[str]] = {}
        for name in sorted(names):
            found.setdefault(f".{self.module_of(name)}", []).append(name)
        return sorted(found.items())
