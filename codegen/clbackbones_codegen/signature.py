"""Config fields as Python: types, defaults and documentation of parameters and attributes."""

from collections.abc import Mapping
from typing import cast

from . import prose
from .model import Json
from .product import Pair, camel

Entry = Mapping[str, Json]

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
"""Functions of `config.py` that tell type checkers so."""


def parameters(pair: Pair) -> list[str]:
    """Parameters of a module's constructor after `self`: required fields, then keyword-only ones."""
    required = [f"{name}: {_type(name, entry)}" for name, entry in pair.fields.items() if "required" in entry]
    optional = [
        f"{name}: {_module_type(name, entry)} = {_literal(entry.get('default'))}"
        for name, entry in pair.fields.items()
        if "required" not in entry
    ]
    return [*required, "*", *optional] if optional else required


def arguments(pair: Pair) -> list[str]:
    """Arguments with which a module's constructor makes its config."""
    return [f"{name}={name}" for name in pair.fields]


def literals(pair: Pair) -> list[tuple[str, str]]:
    """Names and definitions of the types of activation fields."""
    return [
        (camel(name), f"Literal[{', '.join(map(repr, entry['choices']))}]")
        for name, entry in pair.fields.items()
        if _names_activation(entry)
    ]


def attributes(pair: Pair) -> list[dict[str, Json]]:
    """Attributes of a config class: name, type, default and docstring."""
    return [
        {
            "name": name,
            "type": _attribute_type(name, entry),
            "default": _attribute_default(name, entry),
            "doc": prose.docstring(prose.wrap(prose.field_prose(entry), prose.WIDTH - len('"""'))),
        }
        for name, entry in pair.fields.items()
    ]


def off(entry: Entry) -> str:
    """The value of the field that switches off what it governs."""
    return "False" if entry["type"] == "boolean" else "None"


def _names_activation(entry: Entry) -> bool:
    return entry["type"] == "activation"


def _type(name: str, entry: Entry) -> str:
    if _names_activation(entry):
        kind = camel(name)
    elif entry["type"] == "enum":
        kind = f"Literal[{', '.join(map(repr, entry['choices']))}]"
    else:
        kind = _TYPES[entry["type"]]
    return f"{kind} | None" if entry.get("nullable") else kind


def _module_type(name: str, entry: Entry) -> str:
    if not _names_activation(entry):
        return _type(name, entry)
    null = " | None" if entry.get("nullable") else ""
    return f"{camel(name)} | Callable[..., nn.Module]{null}"


def _attribute_type(name: str, entry: Entry) -> str:
    if entry["type"] in _STORED:
        return _STORED[entry["type"]] + (" | None" if entry.get("nullable") else "")
    return "int" if "derived" in entry else _type(name, entry)


def _attribute_default(name: str, entry: Entry) -> str:
    options = [] if "required" in entry else [f"default={_literal(entry.get('default'))}"]
    converter = "derived" if "derived" in entry else _CONVERTERS.get(entry["type"])
    if _names_activation(entry):
        converter = f"ClassOrName[{_type(name, entry)}]()"
    if converter is not None:
        return f" = field({', '.join([*options, f'converter={converter}'])})"
    return "" if "required" in entry else f" = {_literal(entry['default'])}"


def _literal(value: Json) -> str:
    """Python source of a default; a list as a tuple, which nobody can change."""
    return repr(tuple(cast("list[Json]", value))) if isinstance(value, list) else repr(value)
