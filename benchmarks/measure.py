"""Paired, interleaved timing, and figures made of it.

Two pieces of work are compared within a round, in alternating order, so that whatever else the machine does falls on
both. What is reported is the median over rounds, with the quartiles around it.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parent.parent

SECONDS = 10.0
"""Time for one comparison, where the bounds on the number of rounds allow."""

ROUNDS = (3, 101)
"""Fewest and most rounds."""

Work = Callable[[], object]


@frozen(kw_only=True)
class Figure:
    """One measured quantity and the value it has to reach.

    Attributes:
        work: What was measured.
        samples: One value per round.
        reach: The promise.
        unit: Written behind the values.
        at_least: Whether `reach` is a lower bound, rather than an upper one.
    """

    work: str
    samples: Sequence[float]
    reach: float
    unit: str
    at_least: bool = False

    @property
    def median(self) -> float:
        """The value that counts."""
        return statistics.median(self.samples)

    @property
    def spread(self) -> tuple[float, float]:
        """Lower and upper quartile."""
        if len(self.samples) < 2:
            return self.median, self.median
        lower, _, upper = statistics.quantiles(self.samples, n=4, method="inclusive")
        return lower, upper

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        return self.median >= self.reach if self.at_least else self.median <= self.reach


def interleaved(*works: Work, settle: Work = lambda: None) -> list[tuple[float, ...]]:
    """Seconds that each piece of work takes, round by round.

    Args:
        *works: What to time; each runs once before the first round. Every other round runs them in reverse order.
        settle: Waits until work that was only begun is done (on an accelerator); its time counts.

    Returns:
        One tuple per round, in the order of `works`; as many rounds as begin within `SECONDS`, within `ROUNDS`.
    """
    fewest, most = ROUNDS
    _round(works, settle, reverse=False)  # imports, caches and threads are made by the first
    rounds: list[tuple[float, ...]] = []
    end = time.perf_counter() + SECONDS
    while len(rounds) < fewest or (time.perf_counter() < end and len(rounds) < most):
        rounds.append(_round(works, settle, reverse=bool(len(rounds) % 2)))
    return rounds


def _round(works: Sequence[Work], settle: Work, *, reverse: bool) -> tuple[float, ...]:
    seconds = [0.0] * len(works)
    order = range(len(works))
    for index in reversed(order) if reverse else order:
        start = time.perf_counter()
        works[index]()
        settle()
        seconds[index] = time.perf_counter() - start
    return tuple(seconds)


def process(*command: str) -> Work:
    """A whole process, started in the repository; it has to succeed."""

    def work() -> None:
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    return work


def python(*arguments: str) -> Work:
    """A whole process of this interpreter."""
    return process(sys.executable, *arguments)
