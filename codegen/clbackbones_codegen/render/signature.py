"""Config fields as Python: types, defaults and documentation of parameters and attributes."""

from typing import cast

from attrs import frozen

from clbackbones_runtime.catalog import Field
from clbackbones_runtime.graph.operations import camel

from ..ir.product import Fields
from ..spec.model import Json
from . import prose

_TYPES = {
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "integers": "Sequence[int]",
    "weights": "str | PathLike[str]",
}
"""What a field takes."""

_STORED = {"integers": "tuple[int, ...]", "weights": "str"}
"""What a config stores, where that is not what it takes."""

_CONVERTERS = {"integers": "integers", "weights": "weights_source"}
"""Functions of the runtime's configs that tell type checkers so."""


@frozen
class ConfigAttribute:
    """An attribute of a config class, as Python source: its name, type, default, and the lines of its docstring."""

    name: str
    type: str
    default: str
    doc: list[str]


@frozen
class Alias:
    """A type with a name: the values that an activation field takes."""

    field: str
    name: str
    definition: str


def parameters(fields: Fields) -> list[str]:
    """Parameters of a module's constructor after `self`: required fields, then keyword-only ones."""
    required = [f"{name}: {_type(field)}" for name, field in fields.items() if field.required]
    optional = [
        f"{name}: {_module_type(field)} = {_literal(field.default)}"
        for name, field in fields.items()
        if not field.required
    ]
    return [*required, "*", *optional] if optional else required


def arguments(fields: Fields) -> list[str]:
    """Arguments with which a module's constructor makes its config."""
    return [f"{name}={name}" for name in fields]


def literals(fields: Fields) -> list[Alias]:
    """The types of activation fields."""
    return [
        Alias(field.name, camel(field.name), f"Literal[{', '.join(map(repr, field.choices))}]")
        for field in fields.values()
        if field.type == "activation"
    ]


def own_literals(fields: Fields, shared: Fields) -> tuple[list[str], list[Alias]]:
    """Names of the types of activation fields that are among those shared, and the types of the others."""
    types = literals(fields)
    return [each.name for each in types if each.field in shared], [each for each in types if each.field not in shared]


def attributes(fields: Fields) -> list[ConfigAttribute]:
    """Attributes of a config class."""
    return [
        ConfigAttribute(
            name=name,
            type=_attribute_type(field),
            default=_attribute_default(field),
            doc=prose.docstring(prose.wrap(prose.field_prose(field), prose.WIDTH - len('"""'))),
        )
        for name, field in fields.items()
    ]


def off(field: Field) -> bool | None:
    """The value of the field that switches off what it governs."""
    return False if field.type == "boolean" else None


def _type(field: Field) -> str:
    match field.type:
        case "activation":
            kind = camel(field.name)
        case "enum":
            kind = f"Literal[{', '.join(map(repr, field.choices))}]"
        case _:
            kind = _TYPES[field.type]
    return f"{kind} | None" if field.nullable else kind


def _module_type(field: Field) -> str:
    if field.type != "activation":
        return _type(field)
    return f"{camel(field.name)} | Callable[..., nn.Module]{' | None' if field.nullable else ''}"


def _attribute_type(field: Field) -> str:
    if field.type in _STORED:
        return _STORED[field.type] + (" | None" if field.nullable else "")
    return "int" if field.derived else _type(field)


def _attribute_default(field: Field) -> str:
    options = [] if field.required else [f"default={_literal(field.default)}"]
    converter = "derived" if field.derived else _CONVERTERS.get(field.type)
    if field.type == "activation":
        converter = f"ClassOrName[{_type(field)}]()"
    if converter is not None:
        return f" = field({', '.join([*options, f'converter={converter}'])})"
    return "" if field.required else f" = {_literal(field.default)}"


def _literal(value: Json) -> str:
    """Python source of a default; a list as a tuple, which nobody can change."""
    return repr(tuple(cast("list[Json]", value))) if isinstance(value, list) else repr(value)
