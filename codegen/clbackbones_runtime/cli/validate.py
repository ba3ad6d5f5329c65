"""`clbackbones validate`: everything that is wrong with the configs of files and folders."""

from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterable

from ..catalog import Catalog
from ..config.loading import validate_text
from ..config.problems import Problem
from ..config.reader import read
from .files import ConfigFile, Unread, find
from .mistakes import told
from .report import FORMATS, Outcome
from .selection import backbones_in
from .terminal import tracked

__all__ = ["check", "run"]


def run(catalog: Catalog, options: Namespace) -> int:
    """Checks files and reports; returns the exit status."""
    outcomes = [check(catalog, file, options.key) for file in tracked(find(options.paths), "validating")]
    outcomes += _folders_without_backbones(outcomes)
    FORMATS[options.format](catalog.package, outcomes)
    statuses = {outcome.status for outcome in outcomes}
    return 2 if "unreadable" in statuses else int("invalid" in statuses)


def check(catalog: Catalog, file: ConfigFile | Unread, key: str | None) -> Outcome:
    """Checks one file.

    Args:
        catalog: The catalog of the package that is asked.
        file: The file.
        key: The part of it that describes the backbone.
    """
    if isinstance(file, Unread):
        return Outcome(path=file.path, status="unreadable", reason=file.reason)
    try:
        data = file.read()
    except OSError as error:
        return Outcome(path=file.path, status="unreadable", reason=told(error))
    problems = validate_text(catalog, data, file.name, key)
    if file.folder is not None and _errors(problems):
        # Only now it matters whether the file is a config at all: what is something else has no valid config.
        keys = backbones_in(catalog, read(data).value, key)
        if not keys:
            return Outcome(path=file.path, status="skipped", folder=file.folder)
        if keys != [key]:
            problems = [problem for inner in keys for problem in validate_text(catalog, data, file.name, inner)]
            problems = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line or 0, problem.column or 0))
    return Outcome(
        path=file.name,
        status="invalid" if _errors(problems) else "valid",
        folder=file.folder,
        problems=tuple(problems),
        data=data if problems else b"",
    )


def _errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _folders_without_backbones(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Nobody who names a folder wants to hear that nothing in it is wrong because nothing in it was checked."""
    statuses: defaultdict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.folder is not None:
            statuses[outcome.folder].append(outcome.status)
    return [
        Outcome(path=folder, status="unreadable", reason=f"{folder}: no file in this folder configures a backbone")
        for folder, found in statuses.items()
        if set(found) == {"skipped"}
    ]
