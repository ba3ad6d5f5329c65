"""Paired, interleaved timing, and figures made of it.

Two pieces of work are compared within a round, in alternating order, so that whatever else the machine does falls on
both. What is reported is the median over rounds, with the quartiles around it.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import torch
from attrs import frozen

ROOT = Path(__file__).parent.parent

SECONDS = 10.0
"""Time for one comparison, where the bounds on the number of rounds allow."""

ROUNDS = (7, 2001)
"""Fewest and most rounds; small networks take so little time that they need many."""

CPU = torch.device("cpu")

Work = Callable[[], object]


@frozen(kw_only=True)
class Figure:
    """One measured quantity and the value it has to reach.

    Attributes:
        work: What was measured.
        samples: One value per round.
        unit: Written behind the values.
        reach: The promise; None where a value only explains others.
        at_least: Whether `reach` is a lower bound, rather than an upper one.
    """

    work: str
    samples: Sequence[float]
    unit: str
    reach: float | None = None
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
        """Whether the promise is kept, if there is one."""
        if self.reach is None:
            return True
        return self.median >= self.reach if self.at_least else self.median <= self.reach


def ratio(work: str, reach: float | None, rounds: Iterable[tuple[float, ...]]) -> Figure:
    """The second piece of work in every round, against the first.

    Args:
        work: What was measured.
        reach: Most that the ratio may be; None where nothing is promised.
        rounds: What `interleaved` returned for two pieces of work.
    """
    return Figure(work=work, samples=[second / first for first, second in rounds], reach=reach, unit="x")


def interleaved(
    *works: Work, device: torch.device = CPU, rounds: tuple[int, int] = ROUNDS, time_limit: float = SECONDS
) -> list[tuple[float, ...]]:
    """Seconds that each piece of work takes, round by round.

    Args:
        *works: What to time; each runs once before the first round. Every other round runs them in reverse order.
        device: Where they run; what they only began there is waited for, and counts.
        rounds: Fewest and most rounds.
        time_limit: Seconds after which no further round begins, once there are enough.

    Returns:
        One tuple per round, in the order of `works`.
    """
    fewest, most = rounds
    _round(works, device, reverse=False)  # imports, caches and threads are made by the first
    measured: list[tuple[float, ...]] = []
    end = time.perf_counter() + time_limit
    while len(measured) < fewest or (time.perf_counter() < end and len(measured) < most):
        measured.append(_round(works, device, reverse=bool(len(measured) % 2)))
    return measured


def seconds(work: Work, device: torch.device) -> float:
    """Seconds that a piece of work takes; the device has nothing left to do before and after."""
    start = time.perf_counter()
    work()
    settle(device)
    return time.perf_counter() - start


def settle(device: torch.device) -> None:
    """Waits for the device."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def _round(works: Sequence[Work], device: torch.device, *, reverse: bool) -> tuple[float, ...]:
    order = range(len(works))
    measured = {index: seconds(works[index], device) for index in (reversed(order) if reverse else order)}
    return tuple(measured[index] for index in order)


def process(*command: str, path: Path | None = None) -> Work:
    """A whole process, started in the repository; it has to succeed.

    Args:
        *command: Program and arguments.
        path: Folder in which Python looks for packages first.
    """
    # With bytecode, as an installed package has it.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    if path is not None:
        environment["PYTHONPATH"] = str(path)

    def work() -> None:
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    return work


def python(*arguments: str) -> Work:
    """A whole process of this interpreter."""
    return process(sys.executable, *arguments)
