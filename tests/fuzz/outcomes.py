"""What came of many tries: a table of numbers, and what must not be."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

import hypothesis
from attrs import Factory, define, frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from clbackbones_runtime.config.wording import visible

T = TypeVar("T")

UNHURRIED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
"""Complaints of hypothesis that many tries need not hear."""

_SHARE = 1000
"""Hypothesis keeps what it drew; a share at a time keeps memory flat."""
_SHOWN = 2000


@define
class Outcomes:
    """How often each thing came of a try.

    Attributes:
        numbers: Tries by what came of them, in the order of the table.
        wrong: Each try of which came what must not be, with the input.
    """

    numbers: Counter[str] = Factory(Counter[str])
    wrong: list[str] = Factory(list[str])

    def add(self, outcome: str) -> None:
        """Counts a try."""
        self.numbers[outcome] += 1

    def fail(self, what: str, given: object) -> None:
        """Counts a try of which came what must not be."""
        self.wrong.append(f"{what}: {visible(repr(given))[:_SHOWN]}")

    @property
    def tries(self) -> int:
        """How many there were."""
        return self.numbers.total() + len(self.wrong)


@frozen
class Table:
    """One table of `make fuzz`.

    Attributes:
        title: Its heading: what is tried.
        promise: What has to come of every try, as a sentence.
        run: Counts what comes of a number of tries, from a seed on.
        tries: The number in `make fuzz`.
        few: The number in `make test`.
        wrong: What the last row counts: tries that broke the promise.
    """

    title: str
    promise: str
    run: Callable[[Outcomes, int, int], None]
    tries: int
    few: int
    wrong: str

    def markdown(self, outcomes: Outcomes, seed: int, seconds: float) -> str:
        """The table, with how it was made."""
        rows = sorted(outcomes.numbers.items(), key=lambda row: (-row[1], row[0]))
        lines = [f"| {name} | {number:,} |" for name, number in rows]
        head = f"**{self.title}** ({outcomes.tries:,} tries, seed {seed}, {seconds:,.0f} s). {self.promise}"
        return "\n".join(
            [head, "", "| came | tries |", "|---|---:|", *lines, f"| {self.wrong} | {len(outcomes.wrong)} |"]
        )

    def timed(self, tries: int, seed: int) -> tuple[Outcomes, float]:
        """What came of the tries, or of those before Control-C, and the seconds that they took."""
        begin, outcomes = time.monotonic(), Outcomes()
        with suppress(KeyboardInterrupt):
            self.run(outcomes, tries, seed)
        return outcomes, time.monotonic() - begin


def each_of(strategy: SearchStrategy[T], tries: int, seed: int, check: Callable[[T], None]) -> None:
    """Gives a function values of a strategy, always the same ones for a seed."""
    for start in range(0, tries, _SHARE):

        @hypothesis.seed(seed * 1_000_003 + start)
        @settings(
            max_examples=min(_SHARE, tries - start),
            phases=[Phase.generate],
            database=None,
            deadline=None,
            derandomize=False,
            suppress_health_check=UNHURRIED,
        )
        @given(strategy)
        def share(value: T) -> None:
            check(value)

        share()


def cpu_seconds() -> float:
    """Time of the processor that this process and those which it waited for have taken: other programs do not count."""
    return sum(os.times()[:4])


def places(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values inside a value of mappings and lists, outermost first, without its own."""
    if isinstance(value, dict):
        inner = list(value.items())  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    elif isinstance(value, list):
        inner = list(enumerate(value))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    else:
        return
    for key, item in inner:  # pyright: ignore[reportUnknownVariableType]
        yield (*at, key)  # pyright: ignore[reportUnknownVariableType, reportReturnType]
        yield from places(item, (*at, key))  # pyright: ignore[reportUnknownArgumentType, reportArgumentType]
