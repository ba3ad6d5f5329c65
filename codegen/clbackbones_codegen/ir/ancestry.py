"""Classes of mechanisms and what stands above them, read off syntax trees; nothing is imported, and nothing runs."""

import ast
from collections.abc import Iterator, Mapping
from copy import copy
from difflib import get_close_matches
from functools import cache

from .symbols import FOLLOWED, imported_from, source_of, tree

_Class = tuple[str, ast.ClassDef]
"""A class, and the module that defines it."""

_NEAR = 0.85
"""How like two names are, of 1, of which one is taken for the other misspelt."""

_STRANGERS = ("object", "nn.Module", "torch.nn.Module")
"""Bases that are known to be no class of a mechanism."""


@cache
def _located(module: str, name: str) -> _Class | None:
    """The class that a module defines or imports under a name; None where it is not followed."""
    for node in ast.walk(tree(module)):
        match node:
            case ast.ClassDef(name=found) if found == name:
                return module, node
            case ast.ImportFrom(names=aliases):
                called = {alias.asname or alias.name: alias.name for alias in aliases}
                if name in called and (source := imported_from(module, node)) is not None:
                    return _located(source, called[name])
            case _:
                pass
    return None


def _base(module: str, base: ast.expr) -> _Class | None:
    """What a class of a module extends: `Base`, or `package.Base` of a package that is followed."""
    match base:
        case ast.Name(id=name):
            return _located(module, name)
        case ast.Attribute(value=place, attr=name):
            source = _module_called(module, ast.unparse(place))
            return None if source is None else _located(source, name)
        case _:
            return None


@cache
def _ancestry(module: str, name: str) -> tuple[ast.ClassDef, ...]:
    """A class and its bases in the order in which Python looks through them; without those that are not followed.

    Bases are followed into the packages of `FOLLOWED` and that of the module itself; what is elsewhere counts for
    nothing.

    Args:
        module: Module that defines or imports the class.
        name: The class.
    """
    located = _located(module, name)
    if located is None:
        return ()
    source, definition = located
    bases = [found for base in definition.bases if (found := _base(source, base)) is not None]
    inherited = [each for place, base in bases for each in _ancestry(place, base.name)]
    # What several bases extend stands behind all of them.
    last = (each for index, each in enumerate(inherited) if each not in inherited[index + 1 :])
    return (definition, *last)


@cache
def _module_called(module: str, name: str) -> str | None:
    """The followed module that another one imports under a name."""
    for node in ast.walk(tree(module)):
        match node:
            case ast.Import(names=aliases):
                called = {alias.asname or alias.name: alias.name for alias in aliases}
            case ast.ImportFrom(names=aliases):
                package = imported_from(module, node)
                called = {alias.asname or alias.name: f"{package}.{alias.name}" for alias in aliases if package}
            case _:
                continue
        if name in called and called[name].partition(".")[0] in FOLLOWED and source_of(called[name]) is not None:
            return called[name]
    return None


def extends_class(module: str, name: str, other: tuple[str, str]) -> bool | None:
    """Whether a class is another one or extends it; None where a base is not followed, and nobody can tell.

    Args:
        module: Module that defines or imports the class.
        name: The class.
        other: Module and name of the other one.
    """
    located = _located(module, name)
    if located is None or located == _located(*other):
        return None if located is None else True
    source, definition = located
    bases = [_base(source, base) for base in definition.bases if ast.unparse(base) not in _STRANGERS]
    answers = [None if base is None else extends_class(base[0], base[1].name, other) for base in bases]
    return True if True in answers else None if None in answers else False


def is_class(module: str, name: str) -> bool:
    """Whether a module defines or imports a class of the name, in what is followed."""
    return _located(module, name) is not None


def is_module(module: str, name: str) -> bool | None:
    """Whether a class is one of torch's modules or extends one; None where nobody can tell.

    Args:
        module: Module that defines or imports the class.
        name: The class.
    """
    located = _located(module, name)
    if located is None:
        return None
    source, definition = located
    answers: list[bool | None] = []
    for each in definition.bases:
        base, written = _base(source, each), ast.unparse(each)
        known = True if written.removeprefix("torch.").startswith("nn.") else False if written == "object" else None
        answers.append(known if base is None else is_module(base[0], base[1].name))
    return True if True in answers else None if None in answers else False


def constructor_of(module: str, name: str) -> tuple[str, ast.arguments] | None:
    """The parameters of a class without `self`, its own or those that it inherits; None where nobody can tell.

    Args:
        module: Module that defines or imports the class.
        name: The class.

    Returns:
        The module that writes them, and the parameters.
    """
    located = _located(module, name)
    if located is None or located[1].decorator_list:
        return None
    source, definition = located
    for statement in definition.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            own = copy(statement.args)
            own.posonlyargs, own.args = own.posonlyargs[1:], own.args if own.posonlyargs else own.args[1:]
            return source, own
    bases = [each for each in definition.bases if ast.unparse(each) not in _STRANGERS]
    if not bases:
        return source, ast.arguments([], [], None, [], [], None, [])
    first = _base(source, bases[0])
    return constructor_of(first[0], first[1].name) if first is not None and len(bases) == 1 else None


def passed_to_network(module: str, name: str) -> tuple[str, list[str]] | None:
    """What the `forward` that a class has gives its network beside the input, if the class that defines it says so.

    Args:
        module: Module that defines or imports the class.
        name: The class.

    Returns:
        The class that defines `forward`, and the parameters of its `network`; None where it defines no such stub.
    """
    for definition in _ancestry(module, name):
        methods = {each.name: each for each in definition.body if isinstance(each, ast.FunctionDef)}
        if "forward" in methods:
            stub = methods.get("network")
            return None if stub is None else (definition.name, [each.arg for each in stub.args.args[2:]])
    return None


def read_of_config(module: str, name: str) -> Mapping[str, str]:
    """What a class and its bases read of their config: `config.x`, `self.config.x` or `cast(Fields, config).x`.

    Args:
        module: Module that defines or imports the class.
        name: The class.

    Returns:
        The names, each with the class that reads it.
    """
    found: dict[str, str] = {}
    for definition in _ancestry(module, name):
        for attribute in _read_in(definition):
            found.setdefault(attribute, definition.name)
    return found


def passed_positions(module: str, name: str, method: str) -> int | None:
    """How many arguments a method of a class takes by position; None where it cannot be told.

    Args:
        module: Module that defines or imports the class.
        name: The class.
        method: The method.
    """
    for definition in _ancestry(module, name):
        for each in definition.body:
            if isinstance(each, ast.FunctionDef) and each.name == method:
                return None if each.args.vararg else len(each.args.posonlyargs) + len(each.args.args) - 1
    return None


def unheeded(module: str, name: str, marker: str) -> Iterator[tuple[str, str, str]]:
    """Methods that take the place of one which they have to call, and do not.

    Args:
        module: Module that defines or imports the class.
        name: The class.
        marker: The decorator of methods that are to be called.

    Yields:
        The class that has the method, the method, and the class whose method it has to call.
    """
    ancestry = _ancestry(module, name)
    for index, definition in enumerate(ancestry):
        for method in definition.body:
            if isinstance(method, ast.FunctionDef) and not _is_marked(method, marker) and not _calls(method):
                above = (
                    each for each in ancestry[index + 1 :] for other in each.body if _is_that(other, method, marker)
                )
                yield from ((definition.name, method.name, each.name) for each in [*above][:1])


def misnamed(module: str, name: str, *, private: bool) -> Iterator[tuple[str, str, str]]:
    """Methods that nobody calls and whose names are nearly those of methods of a base, whose place they miss.

    Args:
        module: Module that defines or imports the class.
        name: The class.
        private: Whether to look at names with an underscore alone: others may be for users.

    Yields:
        The class that has the method, the method, and the name that it is near.
    """
    located = _located(module, name)
    if located is None:
        return
    source, definition = located
    # Of the other classes of the module too: a base may call what a class defines.
    called = {node.attr for node in ast.walk(tree(source)) if isinstance(node, ast.Attribute)}
    known = {
        each.name for base in _ancestry(module, name)[1:] for each in base.body if isinstance(each, ast.FunctionDef)
    }
    for method in definition.body:
        if isinstance(method, ast.FunctionDef) and method.name not in known | called:
            near = get_close_matches(method.name, sorted(known), 1, _NEAR)
            if near and (method.name.startswith("_") or not private):
                yield definition.name, method.name, near[0]


def assigned_in(module: str, name: str, attribute: str) -> tuple[str, str, ast.expr] | None:
    """What a class or its nearest base assigns to an attribute: the module, the class, and the value.

    Args:
        module: Module that defines or imports the class.
        name: The class.
        attribute: The attribute.
    """
    located = _located(module, name)
    if located is None:
        return None
    source, definition = located
    for statement in definition.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == attribute:
                return source, definition.name, value
            case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == attribute:
                return source, definition.name, value
            case _:
                pass
    bases = (_base(source, each) for each in definition.bases)
    found = (assigned_in(base[0], base[1].name, attribute) for base in bases if base is not None)
    return next((each for each in found if each is not None), None)


def _is_marked(method: ast.FunctionDef, marker: str) -> bool:
    return any(ast.unparse(decorator) == marker for decorator in method.decorator_list)


def _is_that(statement: ast.stmt, method: ast.FunctionDef, marker: str) -> bool:
    return isinstance(statement, ast.FunctionDef) and statement.name == method.name and _is_marked(statement, marker)


@cache
def _calls(method: ast.FunctionDef) -> bool:
    """Whether a method calls one of its own name, of `super()` or of a class."""
    called = (node.func for node in ast.walk(method) if isinstance(node, ast.Call))
    return any(
        isinstance(each, ast.Attribute) and each.attr == method.name and ast.unparse(each.value) != "self"
        for each in called
    )


def class_attributes(module: str, name: str) -> frozenset[str]:
    """Names of attributes and methods that a class and its bases define, as far as these are followed.

    Args:
        module: Module that defines or imports the class.
        name: The class.
    """
    return frozenset[str]().union(*map(_own_attributes, _ancestry(module, name)))


def undefined_names(module: str, name: str) -> Mapping[str, str]:
    """What the bases of a class leave to it and it does not define: abstract methods, class variables without a value.

    Args:
        module: Module that defines or imports the class.
        name: The class.

    Returns:
        The names, each with the base that leaves it.
    """
    left: dict[str, str] = {}
    for definition in reversed(_ancestry(module, name)):
        for statement in definition.body:
            match statement:
                case ast.FunctionDef(name=each, decorator_list=decorators):
                    is_left = any(ast.unparse(decorator).endswith("abstractmethod") for decorator in decorators)
                case ast.AnnAssign(target=ast.Name(id=each), annotation=kind, value=value):
                    if value is None and not ast.unparse(kind).startswith("ClassVar"):
                        continue  # of an object, which gets its value later
                    is_left = value is None
                case ast.Assign(targets=[ast.Name(id=each)]):
                    is_left = False
                case _:
                    continue
            left.pop(each, None)
            if is_left:
                left[each] = definition.name
    return left


@cache
def _read_in(definition: ast.ClassDef) -> tuple[str, ...]:
    """What a class body reads of its config, see `read_of_config`."""
    found: list[str] = []
    for node in ast.walk(definition):
        match node:
            case ast.Attribute(value=ast.Call(func=ast.Name(id="cast"), args=[_, of]), attr=attribute):
                pass
            case ast.Attribute(value=of, attr=attribute):
                pass
            case _:
                continue
        if ast.unparse(of) in ("config", "self.config"):
            found.append(attribute)
    return tuple(found)


@cache
def _own_attributes(definition: ast.ClassDef) -> frozenset[str]:
    """What a class body defines, and what its methods set on `self`; locals of methods are neither."""
    names: set[str] = set()
    for statement in definition.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case _:
                pass
    for node in ast.walk(definition):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                names.add(name)
            case _:
                pass
    return frozenset(names)
