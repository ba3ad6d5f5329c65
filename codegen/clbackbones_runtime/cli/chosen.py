"""The config that `show` is to show: of a file, or of a class with values for what it requires."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from attrs import evolve, frozen

from ..catalog import BackboneClass, Catalog
from ..config.config import Config
from ..config.config_tree import ConfigTrees
from ..config.document import Document
from ..config.examination import examine
from ..config.loading import config_of, load
from ..config.problems import ConfigError, Problem
from ..config.reader import read
from ..config.wording import quoted, takes
from ..graph.inputs import flattens
from .files import EXTENSIONS, ConfigFile
from .mistakes import Mistake, unknown_class
from .report import Outcome

__all__ = ["Chosen", "InvalidFile", "assigned", "choose", "told_all"]


@frozen
class Chosen:
    """A config, and the fields for which it has examples because nobody gave them."""

    config: Config
    examples: Mapping[str, object] = {}


class InvalidFile(Exception):  # noqa: N818 - it is no error of the program
    """The file holds no config that could be shown.

    Attributes:
        outcome: The file and its problems.
        advice: What to do, where the problems do not say it.
    """

    def __init__(self, outcome: Outcome, advice: str | None = None) -> None:
        """Keeps the outcome and the advice."""
        super().__init__(outcome.path)
        self.outcome = outcome
        self.advice = advice


def choose(
    catalog: Catalog, text: str, assignments: Iterable[str], key: str | None, shape: Sequence[int] | None
) -> Chosen:
    """Finds the config.

    Args:
        catalog: The catalog of the package that is asked.
        text: Name of a class, path of a file, or `-`.
        assignments: Values of fields, `field=value`.
        key: The part of a file that describes the backbone.
        shape: Shape of one input; for a class, fields that it determines need no value.

    Raises:
        Mistake: There is no such class or file, or a value is wrong.
        InvalidFile: The file is no valid config, or interpolations in it are not resolved.
        OSError: The file cannot be read.
    """
    values = assigned(assignments)
    if (backbone := catalog.named(text)) is not None:
        if key is not None:
            raise Mistake(f"--key goes with a file; {text} is a class (write ./{text} for a file of that name)")
        return _of_class(backbone, values, shape)
    file = ConfigFile(text)
    try:
        document = file.read()
    except FileNotFoundError:
        if text.endswith(EXTENSIONS) or "/" in text or "\\" in text:
            raise
        raise unknown_class(catalog, text, "is neither a file nor a backbone class") from None
    return Chosen(_of_file(catalog, document, file.place, key, values))


def assigned(assignments: Iterable[str]) -> dict[str, Any]:
    """Values of fields, `field=value`, each read as YAML.

    Raises:
        Mistake: One is written otherwise, or a field is given twice.
    """
    values: dict[str, Any] = {}
    for name, value in map(_assignment, assignments):
        if name in values:
            raise Mistake(f"{quoted(name)} is given twice; keep one of them")
        values[name] = value
    return values


def _assignment(text: str) -> tuple[str, Any]:
    """`field=value`, the value read as YAML."""
    name, equals, written = text.partition("=")
    if not name or not equals:
        raise Mistake(f"{quoted(text)} is not FIELD=VALUE")
    document = read(written)
    problems = [*document.problems, *(problem for problem in document.local if problem.severity == "error")]
    if problems:
        raise Mistake(f"{name}: {'; '.join(problem.message for problem in problems)}")
    return name, document.value


def _of_class(backbone: BackboneClass, values: Mapping[str, Any], shape: Sequence[int] | None) -> Chosen:
    required = [field for field in backbone.fields.values() if field.required]
    missing = [field for field in required if values.keys().isdisjoint((field.name, *field.aliases))]
    known = _sizes(backbone, shape)
    examples: dict[str, object] = {}
    for field in missing:
        if field.name not in known:
            if not field.examples:
                raise Mistake(f"{backbone.name} needs a value: {field.name}=VALUE, {takes(field)}")
            examples[field.name] = field.examples[0]
    sizes = {field.name: known[field.name] for field in missing if field.name in known}
    try:
        config = load(backbone.catalog, {"_target_": backbone.target, **examples, **sizes, **values})
    except ConfigError as error:
        raise Mistake(told_all(error)) from None
    return Chosen(config, examples)


def _sizes(backbone: BackboneClass, shape: Sequence[int] | None) -> Mapping[str, int]:
    """The fields that the shape of an input determines."""
    entries = backbone.catalog.architecture(backbone.architecture)
    names: list[str] = entries["input"]
    if shape is None:
        return {}
    if flattens(entries) and len(names) == 1:
        return {names[0]: math.prod(shape)}
    return dict(zip(names, shape, strict=False))


def _of_file(
    catalog: Catalog, document: Document, place: str | None, key: str | None, values: Mapping[str, Any]
) -> Config:
    trees = ConfigTrees(catalog)
    if place is not None:
        trees.add(place, document)
    name, texts = document.path or "", {document.path or "": document.text}
    examined = examine(trees, document, place, key, interpolations=True)
    if examined.errors:
        raise InvalidFile(Outcome(path=name, status="invalid", problems=examined.errors, texts=texts))
    try:
        if values:
            return load(catalog, _changed(catalog, examined.value, key, values))
        return config_of(examine(trees, document, place, key, interpolations=False))
    except ConfigError as error:
        if any(_is_about(problem, values) for problem in error.problems):
            raise Mistake(told_all(error)) from None
        unresolved = tuple(evolve(problem, path=name) for problem in error.problems)
        outcome = Outcome(path=name, status="invalid", problems=unresolved, texts=texts)
        raise InvalidFile(outcome, "values for this table can be given as FIELD=VALUE") from None


def _is_about(problem: Problem, values: Mapping[str, Any]) -> bool:
    return f"{problem.pointer}/".split("/")[1] in values


def told_all(error: ConfigError) -> str:
    """The problems of a config, a line each."""
    return "\n".join(map(str, error.problems))


def _changed(catalog: Catalog, part: object, key: str | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The backbone in a valid file, some of its fields replaced, whatever their spelling."""
    if not isinstance(part, dict):
        raise Mistake(f"--key {key}: an interpolation stands there; no field can be replaced in it")
    config = cast("dict[str, Any]", part)
    target = values.get("_target_", config["_target_"])
    backbone = catalog.resolve(target) if isinstance(target, str) else None
    fields = backbone.fields.values() if backbone else ()
    replaced = {
        spelling
        for field in fields
        if not values.keys().isdisjoint((field.name, *field.aliases))
        for spelling in (field.name, *field.aliases)
    }
    return {name: value for name, value in config.items() if name not in replaced} | dict(values)
