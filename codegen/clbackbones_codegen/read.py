"""Reading: schema/*.json -> validated against the dialect -> `Spec`. Faults are collected, not first-only."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import jsonschema
from attrs import frozen
from jsonschema import validators
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from . import model
from .dialect import BASE, OPERATIONS, operations_schema
from .errors import Fault, SpecError, cut, pointer
from .explain import explain
from .model import ABSENT, Activation, Architecture, Field, Json, Mechanism, OperationRow, Spec
from .operations import check_operations

T = TypeVar("T")


def read(schema: Path) -> Spec:
    """The spec in a folder.

    Args:
        schema: The folder `schema/`.

    Raises:
        SpecError: If a file is no JSON, or is not in the dialect; it lists every fault of every file.
    """
    faults: list[Fault] = []
    dialect = _Dialect(schema, faults)
    operations = dialect.read_operations()
    fields = dialect.read(schema / "fields.json", f"{BASE}#/$defs/fields", dict[str, Field])
    activations = dialect.read(schema / "activations.json", f"{BASE}#/$defs/activations", dict[str, Activation])
    paths = sorted((schema / "architectures").glob("*.json"))
    # Without the operations it is not known what a step may say.
    readable = paths if operations is not None else []
    architectures = {path.stem: dialect.read(path, BASE, Architecture) for path in readable}
    mechanisms = {
        path.stem: dialect.read(path, "mechanism.schema.json", Mechanism)
        for path in sorted((schema / "mechanisms").glob("*.json"))
    }
    for kind, found in (("architectures", paths), ("mechanisms", mechanisms)):
        if not found:
            faults.append(Fault(f"schema/{kind}", "", "there are no files", f"add a JSON file to schema/{kind}"))
    if faults:
        raise SpecError(faults)
    return Spec(
        fields=cast("dict[str, Field]", fields),
        activations=cast("dict[str, Activation]", activations),
        operations=cast("dict[str, OperationRow]", operations),
        architectures=cast("dict[str, Architecture]", architectures),
        mechanisms=cast("dict[str, Mechanism]", mechanisms),
        dialect=dialect.steps,
    )


class _Dialect:
    """The meta-schemas, and the faults found so far."""

    def __init__(self, schema: Path, faults: list[Fault]) -> None:
        self.schema = schema
        self.faults = faults
        self.registry: Registry[Any] = Registry()
        self.steps: Mapping[str, Json] = {}
        contents = {name: self._parse(schema / name) for name in (BASE, "mechanism.schema.json")}
        if faults:
            raise SpecError(faults)
        for name, content in contents.items():
            self._register(name, content)
        self.base: Mapping[str, Json] = contents[BASE]

    def read_operations(self) -> dict[str, OperationRow] | None:
        """The table of operations, from which the rest of the dialect follows; None after a fault."""
        rows = self.read(self.schema / "operations.json", f"{BASE}#/$defs/operations", dict[str, OperationRow])
        if rows is None:
            return None
        faults = [*check_operations(rows)]
        self.faults += faults
        if faults:
            return None
        self.steps = operations_schema(rows, self.base)
        self._register(OPERATIONS, self.steps)
        return rows

    def _register(self, name: str, schema: Mapping[str, Json]) -> None:
        # Where a schema names its dialect, its validator would be chosen by that.
        anonymous = {key: value for key, value in schema.items() if key != "$schema"}
        self.registry = self.registry.with_resource(name, Resource.from_contents(anonymous, DRAFT202012))

    def read(self, path: Path, reference: str, cls: type[T]) -> T | None:
        """A file as an object of the model; None after a fault."""
        value = self._parse(path)
        if value is ABSENT:
            return None
        faults = [*self._faults(value, reference, self._name(path))]
        self.faults += faults
        return None if faults else model.load(value, cls)

    def _name(self, path: Path) -> str:
        return f"schema/{path.relative_to(self.schema).as_posix()}"

    def _parse(self, path: Path) -> Json:
        """The value of a file; `ABSENT` after a fault."""
        name = self._name(path)
        try:
            content = path.read_bytes()
            text = content.decode("utf-8")
            value = json.loads(
                text,
                object_pairs_hook=_Pairs,
                parse_constant=_no_number_of_json,
                parse_float=_float,
                parse_int=_int,
            )
        except OSError as error:
            self.faults.append(Fault(name, "", f"the file cannot be read ({error.strerror})", f"restore {name}"))
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode("utf-8")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            wrong = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
            self.faults.append(Fault(f"{name}:{line}:{column}", "", wrong, "save the file as UTF-8"))
        except json.JSONDecodeError as error:
            place = f"{name}:{error.lineno}:{error.colno}"
            self.faults.append(Fault(place, "", f"not JSON ({error.msg})", "correct the syntax"))
        else:
            faults: list[Fault] = []
            plain = _plain(value, "", name, faults)
            self.faults += faults
            return ABSENT if faults else plain
        return ABSENT

    def _faults(self, value: Json, reference: str, name: str) -> Iterator[Fault]:
        for error in self._validator(reference).iter_errors(value):
            yield from explain(error, name)

    def _validator(self, reference: str) -> Validator:
        return _VALIDATOR({"$ref": reference}, registry=self.registry)


def _pattern(_: object, pattern: str, value: Json, __: object) -> Iterator[jsonschema.ValidationError]:
    """`pattern` as JSON Schema means it: unlike in Python, `$` does not match before a line break at the end."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield jsonschema.ValidationError(f"{value!r} does not match {pattern!r}")


_VALIDATOR: Any = cast("Any", validators).extend(jsonschema.Draft202012Validator, {"pattern": _pattern})


class _Pairs(list[tuple[str, Json]]):
    """An object of JSON as it is written, keys that stand twice included."""


@frozen
class _NoNumber:
    """What stands in the place of a number that cannot be used."""

    wrong: str


def _no_number_of_json(text: str) -> _NoNumber:
    return _NoNumber(f"{text} is no number of JSON")


def _float(text: str) -> float | _NoNumber:
    value = float(text)
    return value if math.isfinite(value) else _NoNumber(f"{cut(text)} is too large for a number")


def _int(text: str) -> int | _NoNumber:
    # Python itself refuses to convert texts of several thousand digits.
    return int(text) if math.isfinite(float(text)) else _NoNumber(f"{cut(text)} is too large for a number")


def _plain(value: Json, at: str, file: str, faults: list[Fault]) -> Json:
    """The value with its objects as dicts; notes what is at fault with its JSON pointer."""
    match value:
        case _NoNumber(wrong=wrong):
            faults.append(Fault(file, at, wrong, "write a finite number"))
            return None
        case _Pairs():
            found: dict[str, Json] = {}
            for key, item in value:
                place = at + pointer(key)
                if key in found:
                    faults.append(Fault(file, place, f"the key '{key}' stands twice", "keep one of the two"))
                found[key] = _plain(item, place, file, faults)
            return found
        case list():
            items = cast("list[Json]", value)
            return [_plain(item, f"{at}/{index}", file, faults) for index, item in enumerate(items)]
        case _:
            return value


def find_schema() -> Path:
    """The folder `schema/`: the one beside `codegen/` in a repository, otherwise the one inside the installed package.

    Raises:
        FileNotFoundError: If there is neither.
    """
    here = Path(__file__).resolve().parent
    for folder in (here.parents[1] / "schema", here / "schema"):
        if (folder / "architecture.schema.json").is_file():
            return folder
    raise FileNotFoundError("no folder schema/ beside the compiler or inside its package")
