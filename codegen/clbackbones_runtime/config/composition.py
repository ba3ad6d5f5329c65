"""What Hydra composes from a file and its defaults list: which files, in which order, and where each value comes from.

It is said of what the files of a project tell. What only Hydra knows is a `Gap`, which says what is not known and why.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from attrs import Factory, define, evolve, frozen

from .config_tree import ConfigFile, ConfigTree
from .defaults_list import DEFAULTS, Entry, InvalidDefaultsError
from .document import Document
from .fields import TO_BE_GIVEN
from .parts import Path
from .problems import Fault, PathItem, Problem, Severity, Unreadable
from .wording import did_you_mean, quoted

__all__ = ["Composition", "Gap", "Layer", "compose", "key_path", "places"]

MOST_CONFIGS: Final = 1000
"""Configs that one composition has at most; more serve only to exhaust who follows them."""

_ABSENT: Final = object()


@frozen(eq=False)
class Layer:
    """The keys of one file, where they are composed.

    Attributes:
        document: The file.
        package: The keys under which they go.
        value: What the file says, without its defaults list.
        name: What defaults lists call the file; None for what comes from elsewhere.
        shipped: Whether the file is in the config group of a generated package.
        entry: The file and the entry of its defaults list that brought it in; None for the file that is composed.
    """

    document: Document
    package: Path
    value: object
    name: str | None = None
    shipped: bool = False
    entry: tuple[Document, int] | None = None

    def at(self, path: Path) -> object:
        """What the layer says at a place of the whole; `_ABSENT` where it says nothing."""
        if path[: len(self.package)] != self.package:
            return {} if self.package[: len(path)] == path else _ABSENT
        return _at(self.value, path[len(self.package) :])


@frozen(eq=False)
class Gap:
    """Something that is composed into the whole and is not known.

    Attributes:
        package: Below or above which keys it may change something.
        message: Why it is not known.
        hint: What to do.
        document: The file that brings it in.
        path: Where in that file.
        below: Layers that are composed before it.
        severity: An `error` where Hydra composes nothing at all.
    """

    package: Path
    message: str
    hint: str | None
    document: Document
    path: Path
    below: int = 0
    severity: Severity = "unchecked"

    def touches(self, path: Path) -> bool:
        """Whether a place of the whole may be other than it seems."""
        length = min(len(self.package), len(path))
        return self.package[:length] == path[:length]

    def problem(self) -> Problem:
        """The gap, told where it is."""
        fault = Fault(self.path, self.message, self.hint)
        return evolve(self.document.locate(fault), severity=self.severity)


@frozen(eq=False)
class Composition:
    """What is composed from a file.

    Attributes:
        file: The file.
        base: Where its own keys go.
        layers: Everything that is composed, in order: what comes later wins.
        gaps: What is not known.
        value: The whole.
        keys: The entries by which groups were chosen: their keys in terms of overrides.
        is_part: Whether the file overrides entries that another one is to have.
    """

    file: ConfigFile
    base: Path
    layers: tuple[Layer, ...]
    gaps: tuple[Gap, ...]
    value: object
    keys: frozenset[str] = frozenset()
    is_part: bool = False

    def at(self, path: Path) -> Any:
        """What is composed at a place; `ABSENT` where there is nothing."""
        return _at(self.value, path)

    def has(self, path: Path) -> bool:
        """Whether anything is composed at a place."""
        return self.at(path) is not _ABSENT

    def origin(self, path: Path) -> int | None:
        """The index of the layer from which the value of a place comes; None if no layer has it."""
        value = self.at(path)
        if value is _ABSENT:
            return None
        found = [index for index, layer in enumerate(self.layers) if _same(layer.at(path), value)]
        return found[-1] if found else None

    def own(self, path: Path) -> int | None:
        """The index of the layer in which to point at a mapping: the file's own, or else a user's last."""
        having = [index for index, layer in enumerate(self.layers) if isinstance(layer.at(path), Mapping)]
        mine = [index for index in having if self.layers[index].document is self.file.document]
        written = [index for index in having if not self.layers[index].shipped]
        return (mine or written or [None])[-1]

    def locate(self, fault: Fault) -> Problem:
        """A fault as a problem of the file from which its value comes."""
        path = fault.path
        index = self.own(path[:-1]) if fault.at == "first" else self.origin(path)
        if index is not None and not self.layers[index].shipped:
            layer = self.layers[index]
            if path[: len(layer.package)] == layer.package:
                inside = path[len(layer.package) :]
                return layer.document.locate(evolve(fault, path=inside))
            return layer.document.locate(evolve(fault, path=(), at="first"))
        return self._locate_entry(fault, index)

    def _locate_entry(self, fault: Fault, index: int | None) -> Problem:
        """A fault in what no user wrote: where the user's own keys begin, or else where it was selected."""
        for length in range(len(fault.path) - 1, 0, -1):
            path = fault.path[:length]
            own = self.own(path)
            if own is not None and len(self.layers[own].package) < length:
                layer = self.layers[own]
                return layer.document.locate(evolve(fault, path=path[len(layer.package) :], at="key"))
        entry = self.layers[index].entry if index is not None else None
        entries = [entry, *(layer.entry for layer in reversed(self.layers))]
        document, number = next((each for each in entries if each), (self.file.document, None))
        return document.locate(evolve(fault, path=() if number is None else (DEFAULTS, number), at="value"))


def compose(tree: ConfigTree, file: ConfigFile, choice: ConfigFile | None = None, key: str = "") -> Composition:
    """Composes a file as Hydra does.

    Args:
        tree: Where the configs of groups are found.
        file: The file.
        choice: A config of a group that is chosen for the run.
        key: The entry that is overridden for that, in terms of overrides; empty to append it.
    """
    composer = _Composer(tree)
    appended: list[Entry] = []
    if choice is not None and key:
        composer.overrides[key] = (choice.name, None)
    elif choice is not None:
        appended = [Entry(index=-1, group=f"/{choice.group}", option=choice.name, parent_package=file.package)]
    found = composer.expand(file, file.package, None, appended)
    unused = [(entry, document) for entry, document in composer.changes if entry.key not in composer.used]
    for entry, document in reversed(unused):
        # What it changes is another file's, which is composed before; alone, the file says this much of it.
        found[:0] = composer.changed(entry, document, alone=choice is None)
    layers = tuple(each for each in found if isinstance(each, Layer))
    gaps: list[Gap] = []
    below = 0
    for each in found:
        if isinstance(each, Gap):
            gaps.append(evolve(each, below=below))
        else:
            below += 1
    whole: object = _ABSENT
    for layer in layers:
        undetermined: list[Path] = []
        if whole is not _ABSENT and not layer.package and not isinstance(layer.value, Mapping):
            message = f"'{layer.name}' is no mapping, and Hydra cannot compose it with others"
            gaps.append(Gap((), message, "give it a package", layer.document, (), severity="error"))
            continue
        whole = _merged(whole, _embedded(layer), (), undetermined)
        message = "keys are composed over an interpolation"
        gaps += [Gap(path, message, None, layer.document, path[len(layer.package) :], below) for path in undetermined]
    value: object = {} if whole is _ABSENT else whole
    keys = frozenset(composer.known)
    return Composition(file, key_path(file.package), layers, tuple(gaps), value, keys, bool(unused) and choice is None)


@define
class _Composer:
    """One composition, while it is being made."""

    tree: ConfigTree
    overrides: dict[str, tuple[str | None, tuple[str, ...] | None]] = Factory(
        dict[str, tuple[str | None, tuple[str, ...] | None]]
    )
    changes: list[tuple[Entry, Document]] = Factory(list[tuple[Entry, Document]])
    used: set[str] = Factory(set[str])
    known: dict[str, str | None] = Factory(dict[str, str | None])
    open: list[str] = Factory(list[str])
    count: int = 0

    def expand(
        self, file: ConfigFile, package: str, entry: tuple[Document, int] | None, appended: list[Entry]
    ) -> list[Layer | Gap]:
        """A file and everything that its defaults list brings in, in order."""
        document = file.document
        value = document.value
        if file.is_composed:
            value = {key: part for key, part in cast("dict[object, object]", value).items() if key != DEFAULTS}
        own = Layer(document, key_path(package), value, file.config_path, file.shipped, entry)
        try:
            entries = [*file.entries(package), *appended]
        except InvalidDefaultsError as error:
            message = f"Hydra refuses the defaults list: {error}"
            return [own, Gap((), message, None, document, (DEFAULTS,), severity="error")]
        if not any(each.is_self for each in entries):
            entries.insert(len(entries) - len(appended), Entry(index=-1, group=None, option="_self_"))
        for each in entries:
            if each.override and not _is_hydras(each):
                self.changes.append((each, document))
                self.overrides.setdefault(each.key, (each.option, each.options))
        found: list[list[Layer | Gap]] = []
        # Hydra goes through the list backwards, so that the overrides of a later entry count for earlier ones.
        for each in reversed(entries):
            if each.is_self:
                found.append([own])
            elif not each.override and not _is_hydras(each):
                found.append(self._chosen(each, document))
        return [layer for part in reversed(found) for layer in part]

    def _chosen(self, entry: Entry, document: Document) -> list[Layer | Gap]:
        if entry.group is not None and entry.key in self.overrides:
            option, options = self.overrides[entry.key]
            self.used.add(entry.key)
            entry = evolve(entry, option=option, options=options)
        each = [self._single(single, document) for single in reversed(entry.each())]
        return [layer for part in reversed(each) for layer in part]

    def changed(self, entry: Entry, document: Document, *, alone: bool) -> list[Layer | Gap]:
        """What an override of an entry brings in that no defaults list has."""
        if alone:
            return self._chosen(evolve(entry, override=False), document)
        return [self._gap(entry, document, f"no defaults list has an entry '{entry.key}' to override")]

    def _single(self, entry: Entry, document: Document) -> list[Layer | Gap]:
        if entry.group is not None and self.known.setdefault(entry.key, entry.name) != entry.name:
            return [self._gap(entry, document, f"'{entry.key}' is there twice, with other options")]
        if entry.name is None:
            return []
        if "${" in entry.config_path:
            message = f"the option of '{entry.group or entry.parent_group}' is {quoted(entry.option or '')}"
            return [self._gap(entry, document, message)]
        if entry.name == TO_BE_GIVEN:
            return [self._gap(entry, document, f"the option of '{entry.group_path}' is given when the program is run")]
        file = self.tree.find(entry.config_path)
        if file is None and entry.optional and self.tree.complete:
            return []
        if file is None:
            near = did_you_mean(entry.name, self.tree.options(entry.group_path))
            return [self._gap(entry, document, f"there is no config {quoted(entry.config_path)} here", near)]
        package = entry.final_package(file.header)
        if file.document.problems:
            if not file.document.is_empty:
                return [self._gap(entry, document, f"{quoted(entry.config_path)} cannot be read", at=package)]
            return []
        if file.config_path in self.open or self.count == MOST_CONFIGS:
            return [self._gap(entry, document, f"{quoted(entry.config_path)} is composed without an end")]
        self.count += 1
        self.open.append(file.config_path)
        try:
            return self.expand(file, package, (document, max(entry.index, 0)), [])
        finally:
            self.open.pop()

    def _gap(
        self, entry: Entry, document: Document, message: str, hint: str | None = None, at: str | None = None
    ) -> Gap:
        package = entry.final_package(None) if at is None else at
        hint = hint or f"check what Hydra composes: {self.tree.command}"
        return Gap(key_path(package), message, hint, document, (DEFAULTS, max(entry.index, 0)))


def _is_hydras(entry: Entry) -> bool:
    """Whether an entry is about Hydra itself, whose groups are none of a project."""
    return entry.group is not None and f"{entry.group_path}/".startswith("hydra/")


def key_path(package: str) -> Path:
    """The keys that a package or a dotted key joins."""
    return tuple(package.split(".")) if package else ()


def _embedded(layer: Layer) -> object:
    value = layer.value
    for key in reversed(layer.package):
        value = {key: value}
    return value


def _merged(below: object, above: object, path: Path, undetermined: list[Path]) -> object:
    """What OmegaConf makes of two values of one place."""
    if below is _ABSENT:
        return above
    if not isinstance(above, Mapping):
        return below if above == TO_BE_GIVEN else above
    if not isinstance(below, Mapping):
        if isinstance(below, str) and "${" in below:
            undetermined.append(path)
        return cast("object", above)
    merged = dict(cast("Mapping[PathItem, object]", below))
    for key, value in cast("Mapping[PathItem, object]", above).items():
        merged[key] = _merged(merged.get(key, _ABSENT), value, (*path, key), undetermined)
    return merged


def _at(value: object, path: Path) -> object:
    for key in path:
        if isinstance(value, Mapping) and key in value:
            value = cast("Mapping[PathItem, object]", value)[key]
        elif isinstance(value, list) and isinstance(key, int) and key < len(cast("list[object]", value)):
            value = cast("list[object]", value)[key]
        elif isinstance(value, Unreadable):
            return value
        else:
            return _ABSENT
    return value


def _same(part: object, value: object) -> bool:
    """Whether a layer's part is what was composed; of a mapping, a piece of it."""
    if part is value or (isinstance(part, Mapping) and isinstance(value, Mapping)):
        return True
    return isinstance(part, type(value)) and not isinstance(part, Mapping) and part == value


def places(value: object, path: Path = ()) -> Iterator[tuple[Path, Mapping[object, object]]]:
    """Every mapping in a value, with the keys and indices that lead to it."""
    if isinstance(value, Mapping):
        mapping = cast("Mapping[object, object]", value)
        yield path, mapping
        for key, part in mapping.items():
            if isinstance(key, str):
                yield from places(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(cast("list[object]", value)):
            yield from places(part, (*path, index))
