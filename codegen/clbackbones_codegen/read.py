"""Reading: schema/*.json -> validated against the dialect -> `Spec`. Faults are collected, not first-only."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import jsonschema
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from . import model
from .errors import Fault, SpecError, instead, pointer
from .model import Activation, Architecture, Field, Json, Mechanism, Spec

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
    fields = dialect.read(schema / "fields.json", "architecture.schema.json#/$defs/fields", dict[str, Field])
    activations = dialect.read(
        schema / "activations.json", "architecture.schema.json#/$defs/activations", dict[str, Activation]
    )
    architectures = {
        path.stem: dialect.read(path, "architecture.schema.json", Architecture)
        for path in sorted((schema / "architectures").glob("*.json"))
    }
    mechanisms = {
        path.stem: dialect.read(path, "mechanism.schema.json", Mechanism)
        for path in sorted((schema / "mechanisms").glob("*.json"))
    }
    for kind, found in (("architectures", architectures), ("mechanisms", mechanisms)):
        if not found:
            faults.append(Fault(f"schema/{kind}", "", "there are no files", f"add a JSON file to schema/{kind}"))
    if faults:
        raise SpecError(faults)
    return Spec(
        fields=cast("dict[str, Field]", fields),
        activations=cast("dict[str, Activation]", activations),
        architectures=cast("dict[str, Architecture]", architectures),
        mechanisms=cast("dict[str, Mechanism]", mechanisms),
    )


class _Dialect:
    """The meta-schemas, and the faults found so far."""

    def __init__(self, schema: Path, faults: list[Fault]) -> None:
        self.schema = schema
        self.faults = faults
        registry: Registry[Any] = Registry()
        for name in ("architecture.schema.json", "mechanism.schema.json"):
            content = self._parse(schema / name)
            if content is not None:
                registry = registry.with_resource(name, Resource.from_contents(content, DRAFT202012))
        if faults:
            raise SpecError(faults)
        self.registry = registry

    def read(self, path: Path, reference: str, cls: type[T]) -> T | None:
        """A file as an object of the model; None after a fault."""
        value = self._parse(path)
        if value is None:
            return None
        faults = [*self._faults(value, reference, self._name(path))]
        self.faults += faults
        return None if faults else model.load(value, cls)

    def _name(self, path: Path) -> str:
        return f"schema/{path.relative_to(self.schema).as_posix()}"

    def _parse(self, path: Path) -> Json:
        name = self._name(path)
        repeated: list[str] = []

        def unique(items: list[tuple[str, Json]]) -> dict[str, Json]:
            seen: dict[str, Json] = {}
            for key, value in items:
                if key in seen:
                    repeated.append(key)
                seen[key] = value
            return seen

        try:
            value = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
        except OSError as error:
            self.faults.append(Fault(name, "", f"the file cannot be read ({error.strerror})", f"restore {name}"))
        except UnicodeDecodeError as error:
            self.faults.append(Fault(name, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8"))
        except json.JSONDecodeError as error:
            place = f"{name}:{error.lineno}:{error.colno}"
            self.faults.append(Fault(place, "", f"not JSON ({error.msg})", "correct the syntax"))
        else:
            self.faults += [Fault(name, "", f"the key '{key}' stands twice", "keep one of the two") for key in repeated]
            return None if repeated else value
        return None

    def _faults(self, value: Json, reference: str, name: str) -> Iterator[Fault]:
        for error in self._validator(reference).iter_errors(value):
            yield from _explain(error, name)

    def _validator(self, reference: str) -> Validator:
        return jsonschema.Draft202012Validator({"$ref": reference}, registry=self.registry)


def _explain(error: jsonschema.ValidationError, name: str) -> Iterator[Fault]:
    """The faults of one validation error, in the words of the dialect."""
    place = pointer(*error.absolute_path)
    schema = cast("Mapping[str, Any]", error.schema) if isinstance(error.schema, Mapping) else {}
    given = json.dumps(error.instance, ensure_ascii=False)
    match error.validator:
        case "additionalProperties" if schema.get("additionalProperties") is False:
            known = [*schema.get("properties", {})]
            for key in cast("Mapping[str, Json]", error.instance):
                if key not in known:
                    yield Fault(name, f"{place}{pointer(key)}", f"'{key}' is no key of the dialect here", instead(key, known))
        case "required":
            missing = [key for key in cast("list[str]", error.validator_value) if key not in error.instance]
            for key in missing:
                if f"'{key}'" in error.message:
                    about = schema.get("properties", {}).get(key, {}).get("description", "")
                    yield Fault(name, place, f"'{key}' is missing", f"add it ({_first(about)})" if about else "add it")
        case "enum":
            options = [str(option) for option in cast("list[Json]", error.validator_value)]
            yield Fault(name, place, f"{given} is not possible here", instead(error.instance, options))
        case "const":
            yield Fault(name, place, f"{given} is not possible here", f"write {json.dumps(error.validator_value)}")
        case "type":
            kinds = error.validator_value
            wanted = kinds if isinstance(kinds, str) else " or ".join(cast("list[str]", kinds))
            yield Fault(name, place, f"{_short(given)} is no {wanted}", f"write a value of type {wanted}")
        case "anyOf":
            fitting = _fitting_branch(error)
            for cause in fitting:
                yield from _explain(cause, name)
            if not fitting:
                hint = _first(schema["description"]) if "description" in schema else "see the dialect in schema/"
                yield Fault(name, place, f"{_short(given)} is not in the dialect", f"write {hint[0].lower()}{hint[1:]}")
        case "pattern":
            yield Fault(name, place, f"{given} is no name", f"write a name that matches {error.validator_value}")
        case _:
            about = schema.get("description", "")
            hint = f"see the dialect: {_first(about)}" if about else "see the dialect in schema/"
            yield Fault(name, place, _short(error.message), hint)


def _fitting_branch(error: jsonschema.ValidationError) -> list[jsonschema.ValidationError]:
    """The causes in the one alternative of an `anyOf` whose type the value has; empty when there is not one alone."""
    branches: dict[object, list[jsonschema.ValidationError]] = {}
    for cause in error.context or ():
        branches.setdefault(cause.relative_schema_path[0], []).append(cause)
    fitting = [
        causes
        for causes in branches.values()
        if not any(cause.validator in ("type", "required") and not cause.relative_path for cause in causes)
    ]
    return fitting[0] if len(fitting) == 1 else []


def _first(description: str) -> str:
    """The first sentence of a description."""
    return description.split(". ")[0].rstrip(".")


def _short(text: str, width: int = 80) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


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
