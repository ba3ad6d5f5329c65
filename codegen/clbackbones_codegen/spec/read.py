"""Reading: schema/*.json -> validated against the dialect -> `Spec`. Faults are collected, not first-only."""

import errno
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

from .converter import load
from .dialect import BASE, OPERATIONS, operations_schema
from .explain import explain
from .faults import Fault, SpecError, cut, pointer
from .misread import StepReader
from .model import ABSENT, Activation, Architecture, Field, Json, Mechanism, OperationRow, Spec
from .operations import check_operations

T = TypeVar("T")


def read(schema: Path) -> Spec:
    """The spec in a folder, which holds all of it: ours, or a copy.

    Args:
        schema: The folder `schema/`.

    Raises:
        SpecError: If a file is no JSON, or is not in the dialect; it lists every fault of every file.
    """
    faults: list[Fault] = []
    spec = _Dialect(schema, faults).spec(schema, "schema", frozenset({"fields.json", "activations.json"}))
    empty = {"architectures", "mechanisms"} - {file.partition("/")[0] for file in spec.places}
    faults += [
        Fault(f"schema/{kind}", "", "there are no files", f"add a JSON file to schema/{kind}") for kind in sorted(empty)
    ]
    if faults:
        raise SpecError(faults)
    return spec


def read_beside(schema: Path, base: Path, name: str) -> Spec:
    """The spec of a package that builds on another one: a folder with more architectures or mechanisms, and ours.

    The folder has `architectures/` or `mechanisms/` or both; `fields.json` and `activations.json` add to those of ours.

    Args:
        schema: The folder.
        base: The folder of the package that it builds on, with the dialect.
        name: That package's name, which stands before its files in faults.

    Raises:
        SpecError: As for `read`; and where a name is declared in both, with both places.
    """
    faults: list[Fault] = []
    dialect = _Dialect(base, faults)
    ours = dialect.spec(base, f"{name}/schema", frozenset({"fields.json", "activations.json"}))
    theirs = dialect.spec(schema, schema.resolve().name, frozenset())
    woven = any(mechanism.prefix is not None for mechanism in theirs.mechanisms.values())
    if not (theirs.architectures or woven or faults):
        hint = "add architectures/NAME.json, or mechanisms/NAME.json with `prefix`"
        faults.append(Fault(schema.resolve().name, "", "it gives no class", hint))
    for file in sorted(theirs.places.keys() & ours.places.keys()):
        if "/" in file:
            message = f"{ours.places[file]} has the same name"
            faults.append(Fault(theirs.places[file], "", message, "rename the file"))
    for file, own, others in (
        ("fields.json", theirs.fields, ours.fields),
        ("activations.json", theirs.activations, ours.activations),
    ):
        for key in sorted(own.keys() & others.keys()):
            message = f"'{key}' is declared in {ours.places[file]}"
            faults.append(Fault(theirs.places[file], pointer(key), message, "choose another name, or remove it"))
    if faults:
        raise SpecError(faults)
    return Spec(
        fields=ours.fields | theirs.fields,
        activations=ours.activations | theirs.activations,
        operations=ours.operations,
        architectures=ours.architectures | theirs.architectures,
        mechanisms=ours.mechanisms | theirs.mechanisms,
        dialect=ours.dialect,
        places={**ours.places, **theirs.places},
        inherited=frozenset(ours.places),
    )


class _Dialect:
    """The meta-schemas, the operations from which that of steps follows, and the faults found so far."""

    def __init__(self, schema: Path, faults: list[Fault]) -> None:
        self.faults = faults
        self.registry: Registry[Any] = Registry()
        contents = {name: self._parse(schema / name, f"schema/{name}") for name in (BASE, "mechanism.schema.json")}
        if faults:
            raise SpecError(faults)
        for name, content in contents.items():
            self._register(name, content)
        self.operations: dict[str, OperationRow] = self._read_operations(schema) or {}
        self.base: Mapping[str, Json] = contents[BASE]
        self.steps: Mapping[str, Json] = operations_schema(self.operations, self.base)
        self._register(OPERATIONS, self.steps)

    def _read_operations(self, schema: Path) -> dict[str, OperationRow] | None:
        """The table of operations, each with a class in the runtime; None after a fault."""
        name = "schema/operations.json"
        rows = self.read(schema / "operations.json", name, f"{BASE}#/$defs/operations", dict[str, OperationRow])
        faults = [*check_operations(rows or {})]
        self.faults += faults
        return None if faults else rows

    def _register(self, name: str, schema: Mapping[str, Json]) -> None:
        # Where a schema names its dialect, its validator would be chosen by that.
        anonymous = {key: value for key, value in schema.items() if key != "$schema"}
        self.registry = self.registry.with_resource(name, Resource.from_contents(anonymous, DRAFT202012))

    def spec(self, folder: Path, name: str, needed: frozenset[str]) -> Spec:
        """All files of a folder, those with faults left out.

        Args:
            folder: The folder.
            name: What faults call it.
            needed: Files that must be there.
        """
        places: dict[str, str] = {}

        def one(file: str, reference: str, cls: type[T]) -> T | None:
            places[file] = f"{name}/{file}"
            return self.read(folder / file, places[file], reference, cls)

        def several(kind: str, reference: str, cls: type[T]) -> dict[str, T]:
            files = (f"{kind}/{path.name}" for path in sorted((folder / kind).glob("*.json")))
            found = {file: one(file, reference, cls) for file in files}
            return {Path(file).stem: value for file, value in found.items() if value is not None}

        def table(file: str, cls: type[dict[str, T]]) -> dict[str, T]:
            there = file in needed or (folder / file).exists()
            reference = f"{BASE}#/$defs/{file.removesuffix('.json')}"
            return (one(file, reference, cls) if there else None) or {}

        return Spec(
            fields=table("fields.json", dict[str, Field]),
            activations=table("activations.json", dict[str, Activation]),
            operations=self.operations,
            architectures=several("architectures", BASE, Architecture),
            mechanisms=several("mechanisms", "mechanism.schema.json", Mechanism),
            dialect=self.steps,
            places=places,
        )

    def read(self, path: Path, name: str, reference: str, cls: type[T]) -> T | None:
        """A file as an object of the model; None after a fault."""
        value = self._parse(path, name)
        # Without the operations it is not known what a step may say.
        if value is ABSENT or (cls is Architecture and not self.operations):
            return None
        faults = [*self._faults(value, reference, name)]
        if reference == BASE:
            misread = [*StepReader.of(name, self.operations, self.steps, self.base).misread(value)]
            faults = [fault for fault in faults if not any(each.hides(fault) for each in misread)]
            faults += [each.fault for each in misread]
        self.faults += faults
        return None if faults else load(value, cls)

    def _parse(self, path: Path, name: str) -> Json:
        """The value of a file; `ABSENT` after a fault."""
        try:
            if path.exists() and not path.is_file() and not path.is_dir():  # to read which might never end
                raise OSError(errno.EINVAL, "it is a pipe or device")
            content = path.read_bytes()
            text = content.decode("utf-8")
            if (depth := _depth(text)) > _DEEPEST:
                what = f"values are nested {depth:,} deep, more than {_DEEPEST}"
                self.faults.append(Fault(name, "", what, "nest them less"))
                return ABSENT
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


_DEEPEST = 100
"""Far more than any step of the dialect; Python's own limit is a traceback."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?')


def _depth(text: str) -> int:
    """How deep mappings and lists are nested in a JSON text, whether it is one or not."""
    deepest = depth = 0
    for character in _STRING.sub("", text):
        depth += (character in "[{") - (character in "]}")
        deepest = max(deepest, depth)
    return deepest


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
    here = Path(__file__).resolve().parents[1]
    for folder in (here.parents[1] / "schema", here / "schema"):
        if (folder / BASE).is_file():
            return folder
    raise FileNotFoundError("no folder schema/ beside the compiler or inside its package")
