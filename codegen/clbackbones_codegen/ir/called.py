"""What functions and classes of mechanisms take and make, read off their texts; nothing is imported or runs."""

import ast

from .ancestry import constructor_of, is_class, is_module
from .python import Type, members
from .symbols import assigned_value, definition, listed_values

_PLAIN = ("int", "float", "str", "bool", "None", "Tensor", "Catalog")
"""Types that a value has or has not, by their names."""


def is_callable(module: str, name: str) -> bool:
    """Whether a name may be called: a function, a class, or what something else has made."""
    if definition(module, name) is not None:
        return True
    return isinstance(assigned_value(module, name), ast.Call | ast.Name | ast.Attribute | ast.Lambda | None)


def parameters_of(module: str, name: str) -> tuple[str, ast.arguments] | None:
    """The parameters of a function, or of a class without `self`; None where they cannot be read off the text.

    Returns:
        The module that writes them, which may be that of a base, and the parameters.
    """
    match definition(module, name):
        case ast.FunctionDef(args=arguments):
            return module, arguments
        case ast.ClassDef():
            return constructor_of(module, name)
        case _:
            return None


def positional_of(module: str, name: str) -> tuple[str, list[ast.arg]]:
    """What a function or class takes by position, as far as it can be read, behind the module that writes it."""
    source, parameters = parameters_of(module, name) or (module, None)
    return source, [] if parameters is None else [*parameters.posonlyargs, *parameters.args]


def made_types(module: str, name: str) -> Type | None:
    """The types of what a function returns or a class makes; None where the text does not say."""
    match definition(module, name):
        case ast.FunctionDef(returns=ast.expr() as returns):
            return members(returns)
        case ast.ClassDef():
            return (name,)
        case _:
            return None


def makes_modules(module: str, made: str) -> bool:
    """Whether a type that a module writes may be one of torch's modules."""
    if made in _PLAIN or made.startswith(("type[", "tuple[", "list[", "dict[", "Mapping[")):
        return False
    return definition(module, made) is None or is_module(module, made) is not False


def makes_classes(module: str, made: str) -> bool:
    """Whether a type that a module writes may be one of classes."""
    known = made in _PLAIN or made.removeprefix("torch.").startswith(("nn.", "tuple[", "list[", "dict[", "Mapping["))
    return not (known or is_class(module, made))


def takes(module: str, wanted: ast.expr | None, given: str) -> bool:
    """Whether a parameter may be given values of a type; where its own type does not tell, it may.

    Args:
        module: The module that has the function.
        wanted: The annotation of the parameter.
        given: The type of the values: `int`, `float`, `str`, `bool`, `None`, `Catalog`, or `type` for any class.
    """
    return wanted is None or any(_takes(module, member, given) for member in members(wanted))


def _takes(module: str, wanted: str, given: str) -> bool:
    if wanted in ("Any", "object", given) or (wanted, given) == ("float", "int"):
        return True
    if wanted in _PLAIN or wanted.startswith(("Mapping[", "dict[")):
        return False
    if wanted.startswith("type["):
        return given == "type"
    listed = listed_values(module, wanted)
    if listed is not None:
        return given in {"None" if value is None else type(value).__name__ for value in listed}
    return not is_class(module, wanted)
