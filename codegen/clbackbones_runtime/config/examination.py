"""The verdict on the backbone of one file: of the file itself, or of what is composed from it in its config tree."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from os import PathLike
from typing import Any, cast

from attrs import evolve, frozen

from ..catalog import BackboneClass, Catalog
from .composition import Composition, Gap, Layer, compose
from .config_tree import ConfigFile, ConfigTree, ConfigTrees
from .document import Document
from .parts import Path, child, follow, plain_value
from .problems import MAX_PROBLEMS, Fault, Problem, Unreadable, dotted, json_pointer
from .rules import check, is_interpolation
from .wording import alternatives, quoted

__all__ = ["Examined", "best", "examine", "examine_part", "examine_value", "field_names", "lacks_target", "part_of"]

MOST_NAMED = 5
"""Fields that one message names."""


@frozen
class Examined:
    """Outcome of everything that is done with a backbone.

    Attributes:
        backbone: Its class.
        values: Its fields, as `check` made them.
        problems: What is wrong, in the order of the text.
        value: What the file says of it, or what was composed.
        is_open: Whether another file may have to add to it: its class, a field, or the backbone as a whole.
    """

    backbone: BackboneClass | None
    values: Mapping[str, Any]
    problems: tuple[Problem, ...]
    value: object = None
    is_open: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make it invalid."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def unchecked(self) -> bool:
        """Whether only Hydra knows what it is."""
        return any(problem.severity == "unchecked" for problem in self.problems)


def examine(
    trees: ConfigTrees,
    document: Document,
    place: str | PathLike[str] | None,
    key: str | None,
    *,
    interpolations: bool,
) -> Examined:
    """Checks the backbone of a file, as part of the config tree in which the file is.

    Args:
        trees: The config trees that are known.
        document: What the file says.
        place: Path of the file; None for a text.
        key: The part that describes the backbone, its keys joined by dots; None for the file as a whole.
        interpolations: Whether `${...}` and `???` stand for any value.
    """
    tree, file = trees.locate(document, place)
    alone = compose(tree, file)
    found = best(trees, tree, alone, lambda composition: part_of(composition, key), interpolations=interpolations)
    return found if interpolations else _closed(found)


def best(
    trees: ConfigTrees,
    tree: ConfigTree,
    alone: Composition,
    where: Callable[[Composition], Path | Fault],
    *,
    interpolations: bool,
) -> Examined:
    """Checks a file alone; if that leaves something open, the best of what the tree composes with it.

    Args:
        trees: The config trees that are known.
        tree: The tree of the file.
        alone: What is composed from the file alone.
        where: Finds the backbone in what is composed.
        interpolations: See `examine`.
    """
    outcomes: list[tuple[bool, Examined]] = []
    for composition, is_own in _compositions(trees, tree, alone):
        path = where(composition)
        found = (
            _without_part(composition, path)
            if isinstance(path, Fault)
            else examine_part(trees.catalog, composition, path, interpolations=interpolations)
        )
        if not is_own:
            # What else is wrong with a file that builds on this one is no problem of this one.
            own = (problem for problem in found.problems if problem.path == alone.file.document.path)
            found = evolve(found, problems=tuple(own))
        if not found.is_open and not composition.is_part:
            return found
        outcomes.append((composition.is_part, found))
    # What overrides another file's entries says less alone than with that file.
    whole = [found for is_part, found in outcomes if not is_part] or [found for _, found in outcomes]
    return min(whole, key=lambda found: (len(found.errors), found.unchecked))


def _closed(found: Examined) -> Examined:
    """The outcome where everything has to be known."""
    return evolve(found, problems=tuple(_as_error(problem) for problem in found.problems))


def _as_warning(problem: Problem) -> Problem:
    return evolve(problem, severity="warning")


def _as_error(problem: Problem) -> Problem:
    if problem.severity != "unchecked":
        return problem
    return evolve(problem, severity="error", message=f"not checked: {problem.message}")


def _compositions(trees: ConfigTrees, tree: ConfigTree, alone: Composition) -> Iterator[tuple[Composition, bool]]:
    """What is composed from a file alone; with each primary config that may choose it; and by files that build on it.

    With each, whether everything in it is what the file is used for.
    """
    yield alone, True
    file = alone.file
    if not file.group:
        return
    primaries = [primary for primary in tree.primaries() if primary.document is not file.document]
    keys = {id(primary): _key_of(tree, primary, file.group) for primary in primaries}
    listing = [primary for primary in primaries if keys[id(primary)]]
    for primary in listing or primaries:
        yield from ((found, True) for found in _within(compose(tree, primary, file, keys[id(primary)]), file))
    for user in trees.users(tree, file):
        yield from ((found, False) for found in _within(compose(tree, user), file))


def _within(composition: Composition, file: ConfigFile) -> Iterator[Composition]:
    """What is composed with a file, seen from that file; nothing where the file is no part of it."""
    own = next((layer for layer in composition.layers if layer.document is file.document), None)
    if own is not None:
        yield evolve(composition, file=file, base=own.package)


def _key_of(tree: ConfigTree, primary: ConfigFile, group: str) -> str:
    """The entry of a primary config by which a group is chosen, in terms of overrides; empty where it has none."""
    return next((key for key in sorted(compose(tree, primary).keys) if key.partition("@")[0] == group), "")


def part_of(composition: Composition, key: str | None) -> Path | Fault:
    """Where the part that a key names is, from the file's own keys or from the whole; the fault that it is nowhere."""
    if key is None:
        return composition.base
    names = key.split(".")
    starts = dict.fromkeys((composition.base, ()))
    found = [follow(composition.at(start), names, start) for start in starts]
    return next((path for path in found if not isinstance(path, Fault)), found[0])


def _without_part(composition: Composition, fault: Fault) -> Examined:
    gaps = [gap for gap in composition.gaps if gap.touches(fault.path)][:MAX_PROBLEMS]
    found = [gap.problem() for gap in gaps] or [composition.locate(fault)]
    return Examined(None, {}, (*composition.file.document.problems, *found), is_open=True)


def examine_part(catalog: Catalog, composition: Composition, path: Path, *, interpolations: bool) -> Examined:
    """Checks what is composed at a place.

    Args:
        catalog: The catalog of the package that is asked.
        composition: What is composed.
        path: Where in it the backbone is.
        interpolations: See `examine`.
    """
    value = cast("object", composition.at(path))
    gaps = [gap for gap in composition.gaps if gap.touches(path)][:MAX_PROBLEMS]
    if path == composition.base and _is_another(catalog, value):
        gaps = []
    if gaps and (lacks_target(value) or not _is_mapping(value)):
        problems = [gap.problem() for gap in gaps]
        return Examined(None, {}, _with_reading(composition, path, problems), value, is_open=True)
    checked = _checked(catalog, value, path, interpolations=interpolations)
    is_open = bool(gaps) or lacks_target(value) or any(fault.at == "first" for fault in checked.faults)
    certain = [fault for fault in checked.faults if all(_is_certain(composition, fault, path, gap) for gap in gaps)]
    located = [*_located(composition, certain, path), *(gap.problem() for gap in gaps)]
    located += (_as_warning(composition.locate(remark)) for remark in checked.remarks if interpolations)
    return evolve(checked.examined, problems=_with_reading(composition, path, located), value=value, is_open=is_open)


@frozen
class _Checked:
    examined: Examined
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...] = ()


def _checked(catalog: Catalog, value: object, path: Path, *, interpolations: bool) -> _Checked:
    if path and is_interpolation(value):
        message = f"'{dotted(path)}' is the unresolved interpolation {quoted(str(value))}"
        fault = Fault(path, message, "resolve it, or write the backbone there")
        return _Checked(Examined(None, {}, ()), () if interpolations else (fault,))
    checked = check(catalog, value, interpolations=interpolations)
    faults, remarks = (tuple(each.below(path) for each in found) for found in (checked.faults, checked.remarks))
    return _Checked(Examined(checked.backbone, checked.values, ()), faults, remarks)


def examine_value(catalog: Catalog, source: Mapping[str, Any], key: str | None, *, interpolations: bool) -> Examined:
    """Checks the backbone in a value of Python, of OmegaConf's containers too.

    Args:
        catalog: The catalog of the package that is asked.
        source: The value.
        key: See `examine`.
        interpolations: See `examine`.
    """
    path = follow(source, key.split("."), ()) if key is not None else ()
    if isinstance(path, Fault):
        return Examined(None, {}, (path.problem(),))
    value: Any = source
    for item in path:
        value = value if isinstance(value, Unreadable) else child(value, item)
    checked = _checked(catalog, plain_value(value), path, interpolations=interpolations)
    remarks = (_as_warning(remark.problem()) for remark in checked.remarks)
    problems = (*(fault.problem() for fault in checked.faults), *remarks)
    return evolve(checked.examined, problems=problems, value=value)


def lacks_target(value: object) -> bool:
    """Whether a value is a mapping that names no class."""
    return isinstance(value, Mapping) and "_target_" not in cast(Mapping[object, object], value)


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_another(catalog: Catalog, value: object) -> bool:
    """Whether a value says something, but nothing of a backbone: no class and no field."""
    config = cast("Mapping[object, object]", value if _is_mapping(value) else {})
    return bool(config) and lacks_target(config) and field_names(catalog).isdisjoint(config)


@cache
def field_names(catalog: Catalog) -> frozenset[str]:
    """Every spelling of every field of every class that is known."""
    return frozenset(
        spelling
        for each in catalog.family
        for name in (*each.class_names(), *each.drop_in_names())
        for field in each.backbone_class(name).fields.values()
        for spelling in (field.name, *field.aliases)
    )


# ---------------------------------------------------------------- where problems are


def _is_certain(composition: Composition, fault: Fault, path: Path, gap: Gap) -> bool:
    """Whether a fault is one whatever a gap holds: its value and its class are composed over it."""
    if fault.at == "first":
        return False
    origins = [composition.origin(place) for place in (fault.path, (*path, "_target_"))]
    return all(origin is not None and origin >= gap.below for origin in origins)


def _located(composition: Composition, faults: Sequence[Fault], path: Path) -> list[Problem]:
    """Faults as problems of files; those that another class makes of a config's own values are the class's one."""
    changed = _changed_class(composition, path)
    if changed is None:
        return [composition.locate(fault) for fault in faults]
    below, target = changed
    layer = composition.layers[below]
    made = [fault for fault in faults if fault.at != "first" and _index(composition, fault.path) < target]
    problems = [composition.locate(fault) for fault in faults if fault not in made]
    if made:
        names = list(dict.fromkeys(dotted(fault.path[len(path) : len(path) + 1]) for fault in made))
        few = [quoted(name) for name in names[:MOST_NAMED]]
        few += [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
        target_path = (*path, "_target_")
        own, other = (quoted(str(value)) for value in (composition.at(target_path), layer.at(target_path)))
        message = f"{own} is composed over {other} of '{layer.name}', and does not take its {alternatives(few, 'and')}"
        hint = "select a config of the same class in the defaults list, or leave '_target_' out"
        problems.append(composition.locate(Fault(target_path, message, hint)))
    return problems


def _index(composition: Composition, path: Path) -> int:
    origin = composition.origin(path)
    return len(composition.layers) if origin is None else origin


def _changed_class(composition: Composition, path: Path) -> tuple[int, int] | None:
    """The last layer that has another `_target_` than what was composed, and the one that changes it."""
    place = (*path, "_target_")
    target = composition.origin(place)
    value = composition.at(place)
    if target is None or not isinstance(value, str):
        return None
    given = {index: composition.layers[index].at(place) for index in range(target)}
    others = [index for index, other in given.items() if isinstance(other, str) and other != value]
    return (others[-1], target) if others else None


def _with_reading(composition: Composition, path: Path, problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems, and those that the reader has found in the part already."""
    document = composition.file.document
    found = [*document.problems, *problems]
    local = list(_local_problems(composition, path))
    found += [problem for problem in local if problem.severity == "error"][:MAX_PROBLEMS]
    # What is wrong needs no warning besides.
    places = {_order(problem) for problem in found}
    found += [problem for problem in local if problem.severity == "warning" and _order(problem) not in places][
        :MAX_PROBLEMS
    ]
    first = sorted((problem for problem in found if problem.path == document.path), key=_order)
    return (*first, *sorted((problem for problem in found if problem.path != document.path), key=_order))


def _order(problem: Problem) -> tuple[str, int, int]:
    return problem.path or "", problem.line or 0, problem.column or 0


def _local_problems(composition: Composition, path: Path) -> Iterable[Problem]:
    """The problems that stand in a part, or that it takes over by an alias."""
    unreadable: set[int] | None = None
    for layer in composition.layers:
        if layer.shipped or not layer.document.local:
            continue
        if unreadable is None:
            unreadable = {id(problem) for problem in _unreadable(composition.at(path))}
        inside = _pointer_inside(layer, path)
        for problem in layer.document.local:
            stands = inside is not None and f"{problem.pointer}/".startswith(inside)
            if id(problem) in unreadable or (stands and (problem.severity == "warning" or inside == "/")):
                yield problem


def _pointer_inside(layer: Layer, path: Path) -> str | None:
    """How the pointers begin of everything in a layer that is below a place; None where nothing is."""
    if layer.package[: len(path)] == path:
        return "/" if layer.package == path else ""
    if path[: len(layer.package)] == layer.package:
        return f"{json_pointer(path[len(layer.package) :])}/"
    return None


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
