"""`clbackbones validate`: everything that is wrong with the configs of files and folders."""

from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterable, Sequence

from attrs import Factory, define, evolve

from ..catalog import Catalog
from ..config.composition import Composition, compose
from ..config.config_tree import ConfigTree, ConfigTrees
from ..config.document import Document
from ..config.examination import Examined, best, examine, lacks_target
from ..config.parts import Path
from ..config.problems import Fault, Problem
from ..config.wording import visible
from .files import ConfigFile, Unread, find
from .mistakes import told
from .report import FORMATS, Outcome, Status
from .selection import backbones_in, is_config
from .terminal import tracked

__all__ = ["outcomes", "run"]


def run(catalog: Catalog, options: Namespace) -> int:
    """Checks files and reports; returns the exit status.

    Raises:
        Mistake: Hydra cannot compose the config.
    """
    if options.compose is not None:
        from .hydra_composition import composed

        found = composed(catalog, options)
    else:
        found = outcomes(catalog, options.paths, options.key)
    FORMATS[options.format](catalog.package, found)
    statuses = {outcome.status for outcome in found}
    return 2 if "unreadable" in statuses else int("invalid" in statuses)


def outcomes(catalog: Catalog, paths: Sequence[str], key: str | None = None) -> list[Outcome]:
    """What is wrong with files, and with those in folders.

    Args:
        catalog: The catalog of the package that is asked.
        paths: Files and folders.
        key: The key of the backbone in larger files.
    """
    return _Run(catalog, key).outcomes(find(paths))


@define
class _Read:
    """A file that has been read, and what came out of it."""

    file: ConfigFile
    document: Document
    status: Status = "valid"
    problems: list[Problem] = Factory(list[Problem])


class _Run:
    """The check of many files, which may be parts of one another."""

    def __init__(self, catalog: Catalog, key: str | None) -> None:
        self.catalog = catalog
        self.key = key
        self.trees = ConfigTrees(catalog)
        self._paths: dict[ConfigTree, list[Path]] = {}

    def outcomes(self, files: Sequence[ConfigFile | Unread]) -> list[Outcome]:
        """Reads all files, then checks each; a problem is told once, for the file in which it stands."""
        read = [self._read(file) if isinstance(file, ConfigFile) else _unread(file) for file in files]
        done = [each for each in read if isinstance(each, _Read)]
        by_name = {each.document.path: each for each in done}
        told_already: set[tuple[object, ...]] = set()
        elsewhere: list[tuple[_Read, Problem]] = []
        for each in tracked(done, "validating"):
            for problem in self._check(each):
                if problem.path == each.document.path:
                    told_already.add(_identity(problem))
                    each.problems.append(problem)
                else:
                    elsewhere.append((each, problem))
        for each, problem in elsewhere:
            if _identity(problem) not in told_already:
                told_already.add(_identity(problem))
                message = f"{problem.message} (composed from {each.document.path})"
                by_name.get(problem.path, each).problems.append(evolve(problem, message=message))
        outcomes = [self._outcome(each) if isinstance(each, _Read) else each for each in read]
        return outcomes + _folders_without_backbones(outcomes)

    def _read(self, file: ConfigFile) -> _Read | Outcome:
        try:
            document = file.read()
        except OSError as error:
            return Outcome(path=file.path, status="unreadable", reason=told(error))
        if file.place is not None:
            self.trees.add(file.place, document)
        return _Read(file, document)

    def _check(self, read: _Read) -> Iterable[Problem]:
        file, document = read.file, read.document
        if file.folder is None:
            return _problems([examine(self.trees, document, file.place, self.key, interpolations=True)])
        if not document.is_read:
            return [evolve(problem, severity="unchecked") for problem in document.problems]
        if not is_config(document.value) or document.is_empty:
            read.status = "skipped"
            return []
        found = list(self._in_folder(document, file))
        if not found:
            read.status = "skipped"
        return _problems(found)

    def _in_folder(self, document: Document, file: ConfigFile) -> Iterable[Examined]:
        """The backbones of a file that nobody named itself."""
        tree, config = self.trees.locate(document, file.place)
        alone = compose(tree, config)
        paths = backbones_in(self.catalog, alone, self.key)
        own = next((layer for layer in alone.layers if layer.document is document), None)
        if own is not None and config.group:
            # What the file changes in the backbone of a primary config is a part of one, too.
            changed = (path for path in self._backbones_of(tree) if len(path) > len(own.package) and own.at(path))
            paths += [path for path in changed if path not in paths and isinstance(own.at(path), dict)]
        if not paths:
            yield from _unknown(self.catalog, alone, self.key)
        for path in paths:
            found = best(self.trees, tree, alone, lambda _, path=path: path, interpolations=True)
            missing = all(error.pointer.endswith("/_target_") for error in found.errors)
            if path != alone.base and lacks_target(found.value) and missing and not found.unchecked:
                fault = Fault(
                    path,
                    "the class of this backbone is in no file here",
                    f"check what Hydra composes: {tree.command}",
                    "key",
                )
                found = evolve(found, problems=(evolve(alone.locate(fault), severity="unchecked"),))
            yield found

    def _backbones_of(self, tree: ConfigTree) -> list[Path]:
        """Where the primary configs of a tree have backbones."""
        if tree not in self._paths:
            found = [
                path
                for primary in tree.primaries()
                for path in backbones_in(self.catalog, compose(tree, primary), self.key)
            ]
            self._paths[tree] = list(dict.fromkeys(found))
        return self._paths[tree]

    def _outcome(self, read: _Read) -> Outcome:
        severities = {problem.severity for problem in read.problems}
        if "error" in severities:
            status = "invalid"
        elif "unchecked" in severities:
            status = "unchecked"
        else:
            status = read.status
        problems = tuple(
            sorted(read.problems, key=lambda problem: (problem.path != read.document.path, _order(problem)))
        )
        documents = (self.trees.named(problem.path) or read.document for problem in problems)
        texts = {document.path or "": document.text for document in documents}
        return Outcome(path=read.file.name, status=status, folder=read.file.folder, problems=problems, texts=texts)


def _unknown(catalog: Catalog, composition: Composition, key: str | None) -> Iterable[Examined]:
    """What is not known of a backbone that a file does not mention but in its defaults list."""
    place = (*composition.base, *(key.split(".") if key else ()))
    for gap in composition.gaps:
        if gap.package and (gap.touches(place) if key else gap.package[-1] == catalog.group.name):
            yield Examined(None, {}, (gap.problem(),))


def _unread(file: Unread) -> Outcome:
    return Outcome(path=file.path, status="unreadable", reason=file.reason)


def _problems(found: Iterable[Examined]) -> list[Problem]:
    return list(dict.fromkeys(problem for each in found for problem in each.problems))


def _identity(problem: Problem) -> tuple[object, ...]:
    """What makes two problems one: with another class, the same mistake is told in other words."""
    return problem.path, problem.line, problem.column


def _order(problem: Problem) -> tuple[str, int, int]:
    return problem.path or "", problem.line or 0, problem.column or 0


def _folders_without_backbones(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Nobody who names a folder wants to hear that nothing in it is wrong because nothing in it was checked."""
    statuses: defaultdict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.folder is not None:
            statuses[outcome.folder].append(outcome.status)
    return [
        Outcome(
            path=folder, status="unreadable", reason=f"{visible(folder)}: no file in this folder configures a backbone"
        )
        for folder, found in statuses.items()
        if set(found) == {"skipped"}
    ]
