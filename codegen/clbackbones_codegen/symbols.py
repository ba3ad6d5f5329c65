"""Names that the runtime modules define, read off their syntax trees; nothing is imported."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from attrs import frozen

from .model import Spec
from .product import lineage
from .python import Type, members

RUNTIME = Path(__file__).parents[1] / "clbackbones_runtime"
"""The folder of the runtime."""

MECHANISMS = "mechanisms"
"""The folder of its modules that belong to a mechanism."""


@cache
def _tree(module: str) -> ast.Module:
    """The syntax tree of a runtime module, by its name inside the runtime.

    Raises:
        FileNotFoundError: If there is no such module.
    """
    return ast.parse(file_of(module).read_text(encoding="utf-8"))


def file_of(module: str) -> Path:
    """Where a runtime module stands."""
    return RUNTIME / f"{module.replace('.', '/')}.py"


@cache
def defined_names(module: str) -> frozenset[str]:
    """Names that a runtime module defines at its top level; imported names do not count."""
    names: set[str] = set()
    for node in _tree(module).body:
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


@cache
def offered_names(module: str) -> Mapping[str, str]:
    """The names that a runtime module defines, or imports and lists in `__all__`, and which module defines each."""
    imported = {
        alias.name: _absolute(module, node.level, str(node.module))
        for node in _tree(module).body
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }
    listed = {name: imported[name] for name in exported_names(module) if name in imported}
    return dict.fromkeys(defined_names(module), module) | listed


def _absolute(module: str, level: int, source: str) -> str:
    """The name inside the runtime of what a module imports from."""
    return ".".join([*module.split(".")[:-level], source])


def exported_names(module: str) -> list[str]:
    """The `__all__` of a runtime module, in order."""
    for node in _tree(module).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return sorted(ast.literal_eval(value))
            case _:
                pass
    return []


def described_names(module: str) -> dict[str, str]:
    """The docstring under each name that a runtime module assigns, on one line."""
    body = _tree(module).body
    found: dict[str, str] = {}
    for node, after in pairwise(body):
        match node, after:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
            case _:
                pass
    return found


def class_attributes(module: str, name: str) -> set[str]:
    """Names of attributes and methods that a class and its bases in the runtime define.

    Args:
        module: Runtime module that defines or imports the class.
        name: The class.
    """
    for node in _tree(module).body:
        match node:
            case ast.ClassDef(name=found) if found == name:
                bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
                return set(_own_attributes(node)).union(*(class_attributes(module, base) for base in bases))
            case ast.ImportFrom(level=int(level), module=str(source)) if name in [alias.name for alias in node.names]:
                return class_attributes(_absolute(module, level, source), name) if level else set()
            case _:
                pass
    return set()


def _own_attributes(definition: ast.ClassDef) -> Iterator[str]:
    for node in ast.walk(definition):
        match node:
            case ast.FunctionDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name
            case _:
                pass


def _names_in(kind: ast.expr) -> set[str]:
    """The names that a type uses, but for `nn`."""
    return {node.id for node in ast.walk(kind) if isinstance(node, ast.Name)} - {"nn"}


@frozen
class Symbols:
    """Where a mechanism's names come from: its own runtime module, or that of a mechanism it extends.

    For each module, its names, and the module that defines each.
    """

    modules: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, mechanism: str, spec: Spec) -> "Symbols":
        """The names within reach of a mechanism."""
        return cls({f"{MECHANISMS}.{name}": offered_names(f"{MECHANISMS}.{name}") for name in lineage(mechanism, spec)})

    @property
    def all(self) -> set[str]:
        """All names."""
        return set[str]().union(*(names.keys() for names in self.modules.values()))

    def module_of(self, name: str) -> str | None:
        """The module that defines the name; of several, that which the nearest mechanism means."""
        return next((names[name] for names in self.modules.values() if name in names), None)

    def description_of(self, name: str) -> str | None:
        """The docstring under the definition of the name."""
        module = self.module_of(name)
        return None if module is None else described_names(module).get(name)

    def made_by(self, name: str) -> Type:
        """The type of what a class or function makes; `nn.Module` where its names are out of reach."""
        for node in _tree(str(self.module_of(name))).body:
            match node:
                case ast.ClassDef(name=found) if found == name:
                    return (name,)
                case ast.FunctionDef(name=found, returns=ast.expr() as returns) if found == name:
                    return members(returns) if all(map(self.module_of, _names_in(returns))) else ("nn.Module",)
                case _:
                    pass
        return ("nn.Module",)

    def imports(self, names: Iterable[str]) -> list[tuple[str, list[str]]]:
        """Import statements for the names: module and what to import from it."""
        found: dict[str, list[str]] = {}
        for name in sorted(names):
            found.setdefault(f"{RUNTIME.name}.{self.module_of(name)}", []).append(name)
        return sorted(found.items())
