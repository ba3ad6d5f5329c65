"""Mutants of one module, by the operators of cosmic-ray, and what tests say of each.

cosmic-ray's own runner starts a process for each mutant, which imports torch before it tests anything, and writes the
mutant into the working tree. mutmut calls each function through a trampoline, at which torch.compile and signatures
stumble. So a process that has torch already forks for each mutant, and imports the mutated text in the place of the
module's own.
"""

import ast
import difflib
import hashlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import re
import select
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest
from attrs import frozen

OPERATORS = (
    *(
        "Add_Sub",
        "Sub_Add",
        "Mul_Div",
        "Div_Mul",
        "FloorDiv_Mul",
        "Mod_Mul",
        "Pow_Mul",
        "RShift_LShift",
        "LShift_RShift",
    ),
    *("BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitOr"),
    *("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt"),
    *("Is_IsNot", "IsNot_Is", "Delete_USub", "Delete_Invert", "Delete_Not", "AddNot", "ReplaceTrueWithFalse"),
    *("ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceBreakWithContinue", "NumberReplacer"),
    *("ReplaceContinueWithBreak", "RemoveDecorator", "ZeroIterationForLoop"),
)
"""cosmic-ray's, but for those that say the same a second time: one other operator for each of arithmetic, two for each
comparison. Their names there end in these."""

_REWRITTEN = "ignore::pytest.PytestAssertRewriteWarning"
"""pytest, where hypothesis was imported before it."""

_BROKEN = 99
"""Status of a child whose mutant cannot be imported."""


class Verdict(Enum):
    """What came of a mutant."""

    KILLED = "killed"
    HUNG = "killed by time"
    SURVIVED = "survived"
    BROKEN = "no Python that can be imported"


@frozen
class Mutant:
    """A module with one change.

    Attributes:
        module: Name of the module.
        path: Its file.
        line: Where the change is.
        operator: What made it.
        text: The whole text.
        change: The line before and after.
    """

    module: str
    path: Path
    line: int
    operator: str
    text: str
    change: tuple[str, str]

    @property
    def digest(self) -> str:
        """What tells it from all others."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def mutants(module: str, path: Path) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its lines, each once; those of types and of errors' texts left out."""
    plugins: Any = importlib.import_module("cosmic_ray.plugins")
    mutating: Any = importlib.import_module("cosmic_ray.mutating")
    source = path.read_text("utf-8")
    found: dict[str, Mutant] = {}
    for name in plugins.operator_names():
        if not name.endswith(OPERATORS):
            continue
        operator, occurrence = plugins.get_operator(name)(), 0
        while (text := mutating.mutate_code(source, operator, occurrence)) is not None:
            occurrence += 1
            line, change = _difference(source, text)
            if not _IGNORED.search(change[0]) and not _same(source, text):
                found.setdefault(text, Mutant(module, path, line, name.partition("/")[2], text, change))
    yield from sorted(found.values(), key=lambda mutant: (mutant.line, mutant.operator, mutant.change))


_IGNORED = re.compile(r"^\s*(def |raise |@overload|from |import |\) ->)|^\s*\w+: [\w\[\], .|]+,?$|TYPE_CHECKING")
"""Lines of which a change changes no formula: types, and texts of errors."""


def _same(source: str, text: str) -> bool:
    """Whether two texts are one program: 1e37 is another float of the same value."""
    try:
        return ast.dump(ast.parse(source)) == ast.dump(ast.parse(text))
    except SyntaxError:
        return False


def _difference(before: str, after: str) -> tuple[int, tuple[str, str]]:
    """The first line that differs, counted from 1, and its texts."""
    old, new = before.splitlines(), after.splitlines()
    for tag, begin, end, start, stop in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            return begin + 1, (" ".join(old[begin:end]).strip(), " ".join(new[start:stop]).strip())
    return 0, ("", "")


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a mutant in the place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.path))
        self._text = mutant.text

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._text, self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds one mutant."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: object, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._mutant.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._mutant.path, loader=_Loader(self._mutant))


def judge(mutant: Mutant | None, tests: Sequence[str], seconds: float) -> Verdict:
    """Runs tests on a mutant; on the module as it is, if None is given.

    Args:
        mutant: The mutant.
        tests: Arguments of pytest.
        seconds: After which a mutant hangs.

    Raises:
        ValueError: The module is imported already, so that its mutant would not be.
    """
    if mutant is not None and mutant.module in sys.modules:
        raise ValueError(f"{mutant.module} is imported already: what imports it must not be, before the first fork")
    child = os.fork()
    if child == 0:
        _test(mutant, tests)
    ended = os.pidfd_open(child)
    try:
        ready, _, _ = select.select([ended], [], [], seconds)
        if not ready:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(ended)
    if not ready:
        return Verdict.HUNG
    code = os.waitstatus_to_exitcode(status)
    return {0: Verdict.SURVIVED, _BROKEN: Verdict.BROKEN}.get(code, Verdict.KILLED)


def _test(mutant: Mutant | None, tests: Sequence[str]) -> None:
    """What a child does; never returns."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    status = 1
    try:
        if mutant is not None:
            sys.meta_path.insert(0, _Finder(mutant))
            try:
                importlib.import_module(mutant.module)
            except BaseException:
                os._exit(_BROKEN)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # looking for plugins takes longer than most tests
        plugins = ["-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"]
        options = ["-x", "-q", *plugins, "--hypothesis-profile=mutants", "-W", _REWRITTEN]
        status = int(pytest.main([*options, *tests]))
    finally:
        os._exit(status if status != _BROKEN else 1)


def timed(tests: Sequence[str], limit: float) -> float:
    """Seconds that tests take on the module as it is.

    Raises:
        ValueError: They fail.
    """
    begin = time.monotonic()
    verdict = judge(None, tests, limit)
    if verdict is not Verdict.SURVIVED:
        raise ValueError(f"the tests fail without a mutant: python -m pytest {' '.join(tests)}")
    return time.monotonic() - begin
