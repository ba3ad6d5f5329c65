"""Names that Python modules define, read off their syntax trees; nothing is imported, and nothing runs."""

import ast
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.machinery import ModuleSpec
from itertools import pairwise
from pathlib import Path

from attrs import fields, frozen

from ..spec.faults import pointer
from ..spec.inheritance import lineage
from ..spec.model import ApplySite, Json, Layer, MakeSite, Mechanism, Sites, Spec
from .python import Type, members

RUNTIME = "clbackbones_runtime"
"""The package that generated code stands on."""

MODULE = "nn.Module"
"""The type of any module, the only one of torch's that a mechanism's JSON may name."""

FOLLOWED = ("clbackbones", RUNTIME)
"""Packages into which imports are followed, besides the one that a module is in."""


def source_of(module: str) -> Path | None:
    """The file that holds an importable module; None where there is none of that name, or none in Python."""
    found = _find(module)
    path = Path(found.origin) if found is not None and found.origin else None
    return path if path is not None and path.suffix == ".py" and path.is_file() else None


def _find(module: str) -> ModuleSpec | None:
    """What Python's own finders know about a module, level by level: `find_spec` would import what it is in."""
    importlib.invalidate_caches()
    found: ModuleSpec | None = None
    names = module.split(".")
    for level in range(1, len(names) + 1):
        places = None if found is None else found.submodule_search_locations
        if found is not None and places is None:
            return None  # what is not a package has no modules inside
        name = ".".join(names[:level])
        specs = (finder.find_spec(name, None if places is None else list(places)) for finder in sys.meta_path)
        found = next((spec for spec in specs if spec is not None), None)
        if found is None:
            return None
    return found


@cache
def tree(module: str) -> ast.Module:
    """The syntax tree of a module.

    Raises:
        FileNotFoundError: If there is no such module.
    """
    path = source_of(module)
    if path is None:
        raise FileNotFoundError(module)
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def defined_names(module: str) -> frozenset[str]:
    """Names that a module defines at its top level; imported names do not count."""
    names: set[str] = set()
    for node in tree(module).body:
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
    """The names that a module defines, or imports and lists in `__all__`, and which module defines each."""
    imported = {
        alias.name: source
        for node in tree(module).body
        if isinstance(node, ast.ImportFrom) and (source := imported_from(module, node)) is not None
        for alias in node.names
    }
    listed = {name: imported[name] for name in exported_names(module) if name in imported}
    return dict.fromkeys(defined_names(module), module) | listed


def definition(module: str, name: str) -> ast.stmt | None:
    """The function or class of a name at the top level of a module; of overloads, what they are overloads of."""
    found = [
        each for each in tree(module).body if isinstance(each, ast.FunctionDef | ast.ClassDef) and each.name == name
    ]
    return found[-1] if found else None


def is_mapping(module: str, name: str) -> bool:
    """Whether a name of a module is that of a type of mappings, `UnitMasks = Mapping[str, Tensor]` say."""
    return (assigned(module, name) or "").startswith(("Mapping[", "dict["))


def first_parameter(module: str, name: str) -> tuple[str, tuple[Json, ...]] | None:
    """The name of a function's first parameter, and the values that it takes; None where its type lists none.

    Types that do are `bool`, `None`, and a `Literal` of the module itself, by its name or written out.
    """
    function = definition(module, name)
    first = function.args.args[0] if isinstance(function, ast.FunctionDef) and function.args.args else None
    if first is None or first.annotation is None:
        return None
    found: list[Json] = []
    for member in members(first.annotation):
        values = listed_values(module, member)
        if values is None:
            return None
        found += values
    return first.arg, tuple(found)


def listed_values(module: str, kind: str) -> list[Json] | None:
    """The values of a type that lists them: `bool`, `None`, or a `Literal`, written out or named in the module."""
    match ast.parse(assigned(module, kind) or kind, mode="eval").body:
        case ast.Name(id="bool"):
            return [False, True]
        case ast.Constant(value=None):
            return [None]
        case ast.Subscript(value=ast.Name(id="Literal"), slice=values):
            return list(ast.literal_eval(values)) if isinstance(values, ast.Tuple) else [ast.literal_eval(values)]
        case _:
            return None


def assigned_value(module: str, name: str) -> ast.expr | None:
    """What a module assigns to a name at its top level."""
    for node in tree(module).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                return value
            case _:
                pass
    return None


def assigned(module: str, name: str) -> str | None:
    """What a module assigns to a name at its top level, as it is written."""
    value = assigned_value(module, name)
    return None if value is None else ast.unparse(value)


@cache
def bound_names(module: str) -> frozenset[str]:
    """Names that may be imported from a module: what it defines, imports or lists in `__all__`, and modules inside."""
    imported = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    path = source_of(module)
    inside = path.parent.iterdir() if path is not None and path.stem == "__init__" else ()
    return defined_names(module) | imported | {*exported_names(module)} | {each.stem for each in inside}


@cache
def followed_imports(module: str) -> Sequence[tuple[str, str]]:
    """What a module imports by name from packages of `FOLLOWED`: each module, be it there or not, and a name."""
    nodes = [node for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom) and not node.level]
    followed = [(str(node.module), node) for node in nodes if str(node.module).partition(".")[0] in FOLLOWED]
    return [(source, alias.name) for source, node in followed for alias in node.names if alias.name != "*"]


def exported_names(module: str) -> list[str]:
    """The `__all__` of a module, in order."""
    for node in tree(module).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return sorted(ast.literal_eval(value))
            case _:
                pass
    return []


def described_names(module: str) -> dict[str, str]:
    """The docstring under each name that a module assigns, on one line."""
    body = tree(module).body
    found: dict[str, str] = {}
    for node, after in pairwise(body):
        match node, after:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
            case _:
                pass
    return found


def imported_from(module: str, statement: ast.ImportFrom) -> str | None:
    """The module that a `from` statement takes names from, if it is one of those that are followed."""
    names = module.split(".")
    path = source_of(module)
    # The module of a package stands for the folder that it is in.
    above = statement.level - (path is not None and path.stem == "__init__")
    base = names[: len(names) - above] if statement.level else []
    source = ".".join([*base, *([statement.module] if statement.module else [])])
    followed = source.partition(".")[0] in (names[0], *FOLLOWED)
    return source if followed and source_of(source) is not None else None


def _names_in(kind: ast.expr) -> set[str]:
    """The names that a type uses, but for `nn`."""
    return {node.id for node in ast.walk(kind) if isinstance(node, ast.Name)} - {"nn"}


@frozen
class Symbols:
    """Where a mechanism's names come from: its own module, or that of a mechanism it extends.

    For each module, its names, and the module that defines each.
    """

    modules: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, mechanism: str, spec: Spec) -> "Symbols":
        """The names within reach of a mechanism."""
        modules = (spec.mechanisms[name].module for name in lineage(mechanism, spec))
        return cls({module: offered_names(module) for module in modules})

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
        for node in tree(str(self.module_of(name))).body:
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
            found.setdefault(str(self.module_of(name)), []).append(name)
        return sorted(found.items())


def named_symbols(mechanism: Mechanism) -> Iterator[tuple[str, str]]:
    """Every name of a module that the JSON file uses, with its pointer."""
    if mechanism.backbone is not None:
        yield mechanism.backbone, "/backbone"
    yield from woven_symbols(mechanism)
    if mechanism.layer is not None:
        yield from layer_symbols(mechanism.layer)
    for index, name in enumerate(mechanism.exports or []):
        yield name, f"/exports/{index}"


def layer_symbols(layer: Layer) -> Iterator[tuple[str, str]]:
    """The names that stand in layers for hand-made networks, with their pointers."""
    yield layer.base, "/layer/base"
    if layer.make is not None:
        yield layer.make, "/layer/make"
    for name, argument in (layer.arguments or {}).items():
        if argument.type != MODULE:
            yield argument.type, f"/layer/arguments/{name}/type"


def made_symbols(site: MakeSite) -> Iterator[tuple[str, str]]:
    """What makes the modules of a site, each with its pointer under `make`."""
    if isinstance(site.make, str):
        yield site.make, ""
    else:
        yield from ((make, pointer(key)) for key, make in site.make.items())


def woven_symbols(mechanism: Mechanism) -> Iterator[tuple[str, str]]:
    """The names that stand in networks, with their pointers."""
    for name, kind in (mechanism.context or {}).items():
        yield kind, f"/context/{name}"
    for attribute in fields(Sites):
        site = getattr(mechanism.sites, attribute.name, None)
        at = f"/sites/{attribute.name}"
        if isinstance(site, ApplySite):
            yield site.apply, f"{at}/apply"
        elif site is not None:
            yield from ((make, f"{at}/make{key}") for make, key in made_symbols(site))
    for index, claim in enumerate(mechanism.claims or []):
        yield claim.apply, f"/claims/{index}/apply"
