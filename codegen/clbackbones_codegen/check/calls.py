"""Checks that functions and classes of mechanisms take the arguments that generated code gives them; nothing is run."""

import ast
from collections.abc import Iterator, Mapping

from ..ir.called import parameters_of, positional_of
from ..ir.symbols import Symbols, is_mapping, named_symbols
from ..spec.faults import Fault
from ..spec.model import Spec


def check_calls(files: Mapping[str, str], spec: Spec) -> Iterator[Fault]:
    """Compares each call in the package of what a mechanism names with its signature, each name once.

    Args:
        files: Texts by path in the package, all of them Python where their names say so.
        spec: The spec, whose mechanisms name what is called.
    """
    places = [*_named(spec)]
    mappings = {*_mappings(spec)}
    told: set[tuple[str, str]] = set()
    for path, text in files.items():
        if not path.endswith(".py"):
            continue
        tree = ast.parse(text)
        imported = {
            alias.asname or alias.name: (str(node.module), alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and not node.level
            for alias in node.names
        }
        for call, kinds in _calls(tree):
            if not isinstance(call.func, ast.Name) or call.func.id not in imported:
                continue
            module, name = imported[call.func.id]
            # Layers for hand-made networks have names of their own under `layer`.
            found = [
                (file, at)
                for file, at, symbol, source in places
                if (symbol, source) == (name, module) and at.startswith("/layer/") == (path == "layers.py")
            ]
            given = {each for each, kind in kinds.items() if kind in mappings}
            misfit = _misfit(call, module, name) or _wrong_type(call, module, name, given) if found else None
            if misfit is not None:
                told |= {(f"{file}\0{at}", f"'{name}' {misfit}") for file, at in found}
    for place, message in sorted(told):
        file, _, at = place.partition("\0")
        yield Fault(file, at, message, "name another, or let it take them")


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, Mapping[str, str]]]:
    """Each call in a function, with the types of that one's parameters."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            parameters = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
            kinds = {each.arg: ast.unparse(each.annotation) for each in parameters if each.annotation is not None}
            yield from ((call, kinds) for call in ast.walk(function) if isinstance(call, ast.Call))


def _mappings(spec: Spec) -> Iterator[str]:
    """The types of what passes through networks that are mappings, of which a layer is to be given one entry."""
    for name, mechanism in spec.mechanisms.items():
        symbols = Symbols.of(name, spec)
        for kind in (mechanism.context or {}).values():
            module = symbols.module_of(kind)
            if module is not None and is_mapping(module, kind):
                yield kind


def _wrong_type(call: ast.Call, module: str, name: str, mappings: set[str]) -> str | None:
    """Why what is wanted is not what generated code gives, all of a mapping; None where it may be."""
    _, parameters = positional_of(module, name)
    for given, parameter in zip(call.args, parameters, strict=False):
        wanted = parameter.annotation and ast.unparse(parameter.annotation)
        if isinstance(given, ast.Name) and given.id in mappings and wanted == "Tensor":
            return (
                f"takes a tensor as '{parameter.arg}', and generated code gives all of '{given.id}', for want of `by`"
            )
    return None


def _named(spec: Spec) -> Iterator[tuple[str, str, str, str | None]]:
    """Each name of a mechanism that is of this package: file, pointer, name, and the module that defines it."""
    for name, mechanism in spec.mechanisms.items():
        file = spec.mechanism_file(name)
        if spec.is_own(file):
            symbols = Symbols.of(name, spec)
            for symbol, at in named_symbols(mechanism):
                if at.startswith("/exports/"):
                    continue  # where it is not called
                yield file, at, symbol, symbols.module_of(symbol)


def _misfit(call: ast.Call, module: str, name: str) -> str | None:
    """Why a call does not fit what it calls; None where it does, or where only running it would tell."""
    found = parameters_of(module, name)
    if found is None or any(isinstance(each, ast.Starred) for each in call.args):
        return None
    _, arguments = found
    keywords = {keyword.arg for keyword in call.keywords}
    if None in keywords:
        return None
    positional = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    if len(call.args) > len(positional) and arguments.vararg is None:
        return f"takes {len(positional)} arguments by position, and generated code gives {len(call.args)}"
    filled = set(positional[: len(call.args)])
    takes = {*positional, *(each.arg for each in arguments.kwonlyargs)}
    for keyword in sorted(map(str, keywords)):
        if keyword in filled or (keyword not in takes and arguments.kwarg is None):
            return f"takes no argument '{keyword}' besides, which generated code gives"
    required = positional[: len(positional) - len(arguments.defaults)]
    required += [
        each.arg for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if not default
    ]
    lacking = [each for each in required if each not in filled | keywords]
    return f"needs an argument '{lacking[0]}', which generated code does not give" if lacking else None
