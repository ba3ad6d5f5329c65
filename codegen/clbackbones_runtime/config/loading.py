"""From a file, a text or a mapping to a config, or to everything that is wrong with it."""

import re
import sys
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, cast

from attrs import evolve, frozen

from ..catalog import BackboneClass, Catalog
from .config import Config, config_class
from .defaults_list import composed, options
from .document import Document
from .problems import ConfigError, Fault, Interpolated, PathItem, Problem, Unreadable, dotted, json_pointer, naming
from .reader import read
from .rules import Checked, check, is_interpolation
from .wording import alternatives, did_you_mean, quoted, shown

__all__ = ["load", "validate"]

Source = str | PathLike[str] | Mapping[str, Any]
"""A path; YAML text, which holds a line break, `key: value` or a bracket at its start; or a mapping."""

_TEXT = re.compile(r"\n|:(?:\s|$)|^\s*(?:[\[{]|$)")


def load(catalog: Catalog, source: Source, key: str | None = None) -> Config:
    """Loads the config of a backbone.

    Args:
        catalog: The catalog of the package that is asked.
        source: The path of a YAML file (a string or a path object); YAML text (a string that holds a line break or
            `key: value`); or a mapping, such as a dict or an OmegaConf `DictConfig`, whose interpolations are resolved.
        key: The part of it that describes the backbone, its keys joined by dots: `backbone`, `experiment.backbone`.

    Returns:
        A config of the class that `_target_` names.

    Raises:
        ConfigError: If the config is invalid or holds an interpolation that is not resolved; it carries all problems.
        OSError: If the file cannot be read.
        TypeError: If the source is none of these, or the key is no string.
    """
    examined = _examine(catalog, source, key, interpolations=False)
    errors = [problem for problem in examined.problems if problem.severity == "error"]
    if errors or examined.backbone is None:
        raise ConfigError(errors)
    return config_class(examined.backbone).of_checked(examined.values)


def validate(catalog: Catalog, source: Source, key: str | None = None) -> list[Problem]:
    """Finds everything that is wrong with a config; interpolations (`${...}`, `???`) stand for any value.

    Args:
        catalog: As for `load`.
        source: As for `load`.
        key: As for `load`.

    Returns:
        Errors and warnings, in the order of the text; a config is valid if there are no errors.

    Raises:
        OSError: If the file cannot be read.
        TypeError: If the source is none of these, or the key is no string.
    """
    return list(_examine(catalog, source, key, interpolations=True).problems)


def validate_text(
    catalog: Catalog, text: str | bytes, path: str | None = None, key: str | None = None
) -> list[Problem]:
    """Does what `validate` does, for the content of a file.

    Args:
        catalog: As for `load`.
        text: YAML text, or its bytes.
        path: Name that problems give to the file.
        key: As for `load`.
    """
    return list(_examine_document(catalog, read(text, path), key, interpolations=True).problems)


@frozen
class _Part:
    """The part of a source that describes the backbone: where it is, what it is, and what its check says.

    `composed` says that it is no config before Hydra adds to it what this package does not know.
    """

    path: tuple[PathItem, ...]
    value: object
    checked: Checked
    composed: bool = False


@frozen
class _Examined:
    """Outcome of everything that is done with a source: the class, its fields, and the problems in order."""

    backbone: BackboneClass | None
    values: Mapping[str, Any]
    problems: tuple[Problem, ...]


def _examine(catalog: Catalog, source: Source, key: str | None, *, interpolations: bool) -> _Examined:
    _check_types(source, key)
    if isinstance(source, Mapping):
        checked = _part(catalog, source, key, interpolations=interpolations).checked
        remarks = (evolve(remark.problem(), severity="warning") for remark in checked.remarks)
        problems = *(fault.problem() for fault in checked.faults), *remarks
        return _Examined(checked.backbone, checked.values, problems)
    if isinstance(source, str) and _TEXT.search(source):
        return _examine_document(catalog, read(source), key, interpolations=interpolations)
    path = Path(source)
    with naming(str(path)):
        data = path.read_bytes()
    return _examine_document(catalog, read(data, str(path)), key, interpolations=interpolations)


def _check_types(source: object, key: object) -> None:
    """Refuses, with a TypeError, what is no source and no key at all."""
    if not isinstance(source, str | PathLike | Mapping):
        raise TypeError(f"the source of a config is a path, YAML text or a mapping, not {shown(source)}")
    if key is not None and not isinstance(key, str):
        raise TypeError(f"a key is a string such as 'experiment.backbone', not {shown(key)}")


def _examine_document(catalog: Catalog, document: Document, key: str | None, *, interpolations: bool) -> _Examined:
    part = _part(catalog, document.value, key, interpolations=interpolations)
    severity = "warning" if part.composed and interpolations else "error"
    faults = (evolve(document.locate(fault), severity=severity) for fault in part.checked.faults)
    problems = [*document.problems, *faults]
    if document.local:
        local = _local_problems(document, part)
        problems += [problem for problem in local if problem.severity == "error"]
        # What is wrong needs no warning besides.
        places = {_place(problem) for problem in problems}
        problems += [problem for problem in local if problem.severity == "warning" and _place(problem) not in places]
    remarks = (evolve(document.locate(remark), severity="warning") for remark in part.checked.remarks)
    problems += remarks if interpolations else ()
    return _Examined(part.checked.backbone, part.checked.values, tuple(sorted(problems, key=_place)))


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line or 0, problem.column or 0


def _part(catalog: Catalog, source: object, key: str | None, *, interpolations: bool) -> _Part:
    """Follows the key, and checks what is there."""
    value: Any = source
    path: tuple[PathItem, ...] = ()
    for name in key.split(".") if key is not None else ():
        if is_interpolation(value):
            break
        if isinstance(value, Unreadable):
            path = (*path, name)
            break
        item = _item(value, name)
        if item is None:
            fault = _missing_part(value, (*path, name))
            return _Part((*path, name), None, Checked(None, {}, (fault,)))
        value, path = _child(value, item), (*path, item)
    value = _plain(value)
    if path and is_interpolation(value):
        message = f"'{dotted(path)}' is the unresolved interpolation {quoted(str(value))}"
        fault = Fault(path, message, "resolve it, or write the backbone there")
        return _Part(path, value, Checked(None, {}, () if interpolations else (fault,)))
    found = options(source, path)
    value = composed(catalog, value, found, interpolations=interpolations)
    if path and found and _lacks_target(value):
        message = f"the class of '{dotted(path)}' comes from '{found[-1]}' of the defaults list"
        fault = Fault(path, message, "check what Hydra composes of it (`--cfg job`)", "key")
        return _Part(path, value, Checked(None, {}, (fault,)), composed=True)
    checked = check(catalog, value, interpolations=interpolations)
    faults, remarks = (tuple(each.below(path) for each in found) for found in (checked.faults, checked.remarks))
    return _Part(path, value, evolve(checked, faults=faults, remarks=remarks))


def _lacks_target(value: object) -> bool:
    return isinstance(value, Mapping) and "_target_" not in cast(Mapping[object, object], value)


def _missing_part(value: object, path: tuple[PathItem, ...]) -> Fault:
    where = f" in '{dotted(path[:-1])}'" if path[:-1] else ""
    message = f"there is no {quoted(str(path[-1]))}{where}"
    if not isinstance(value, Mapping):
        what = f", which is {shown(value)}" if where else f" in {shown(value)}"
        return Fault(path[:-1], f"{message}{what}", "give the key of a mapping")
    keys = [str(key) for key in cast(Mapping[object, object], value) if not isinstance(key, Unreadable)]
    hint = did_you_mean(str(path[-1]), keys) or (f"the keys are {alternatives(keys[:10], 'and')}" if keys else None)
    return Fault(path, message, hint, "first")


def _item(value: Any, name: str) -> PathItem | None:
    """The key of a mapping or the index of a list that a part of a dotted key names; None if it is not there."""
    if isinstance(value, Mapping):
        return name if name in value else None
    if not isinstance(value, Sequence) or isinstance(value, str) or not name.isdecimal():
        return None
    return int(name) if int(name) < len(cast("Sequence[object]", value)) else None


def _local_problems(document: Document, part: _Part) -> list[Problem]:
    """The problems that stand in a part of a document, or that it takes over by an alias."""
    if not part.path:
        return document.local
    inside = f"{json_pointer(part.path)}/"
    unreadable = {id(problem) for problem in _unreadable(part.value)}
    return [
        problem
        for problem in document.local
        if id(problem) in unreadable or (problem.severity == "warning" and f"{problem.pointer}/".startswith(inside))
    ]


def _unreadable(value: object) -> list[Problem]:
    """The problems of everything in a value that the reader could not make sense of."""
    found: list[Problem] = []
    seen: set[int] = set()
    rest = [value]
    while rest:
        part = rest.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        match part:
            case Unreadable():
                found.append(part.problem)
            case dict():
                mapping = cast("dict[object, object]", part)
                rest += [*mapping, *mapping.values()]
            case list():
                rest += cast("list[object]", part)
            case _:
                pass
    return found


def _plain(value: Any) -> Any:
    """An OmegaConf container as dicts and lists, with its interpolations resolved as far as that is possible."""
    if not _is_omegaconf(value):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(_child(value, key)) for key in cast(Mapping[object, object], value)}
    return [_plain(_child(value, index)) for index in range(len(value))]


def _child(value: Any, item: Any) -> Any:
    """An item of a container; of one of OmegaConf, resolved if that is possible."""
    if not _is_omegaconf(value):
        return value[item]
    omegaconf = sys.modules["omegaconf"]
    try:
        found = value[item]
    except omegaconf.errors.OmegaConfBaseException:
        return omegaconf.OmegaConf.to_container(value, resolve=False)[item]
    if type(found) is str and omegaconf.OmegaConf.is_interpolation(value, item):
        return Interpolated(found, omegaconf.OmegaConf.to_container(value, resolve=False)[item])
    return found


def _is_omegaconf(value: object) -> bool:
    # Who passes one of its containers has imported it.
    omegaconf = sys.modules.get("omegaconf")
    return omegaconf is not None and isinstance(value, omegaconf.DictConfig | omegaconf.ListConfig)
