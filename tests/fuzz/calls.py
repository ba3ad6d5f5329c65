"""Public methods in any order, on the smallest class of each mechanism; see `call_rules`."""

import hypothesis
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.backbones import SMALLEST
from tests.call_rules import STEPS, Calls, machine_of

from .outcomes import UNHURRIED, Outcomes, Table


def check(name: str, sequences: int, seed: int) -> None:
    """Runs sequences of calls on a class, the same ones for a seed."""
    machine = hypothesis.seed(seed)(machine_of(name))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sequences,
            phases=[Phase.generate],
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=False,
            database=None,
            suppress_health_check=UNHURRIED,
        ),
    )


def run(outcomes: Outcomes, tries: int, seed: int) -> None:
    """Sequences of calls, on the smallest class of each mechanism in turn."""
    Calls.made = outcomes.numbers
    for name in SMALLEST:
        try:
            check(name, tries // len(SMALLEST), seed)
        except Exception as error:
            outcomes.fail(name, f"{error!r} {getattr(error, '__notes__', '')}")


TABLE = Table(
    title="Sequences of calls",
    promise=f"After each of {STEPS} calls in a row, stored tasks compute what they did, and the state is that of a "
    "twin which was spared what must not matter. Counted are calls.",
    run=run,
    tries=2_500,
    few=len(SMALLEST),
    wrong="classes with another output or state",
)
