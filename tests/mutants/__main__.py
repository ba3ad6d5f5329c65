"""Changes each module that holds formulas, one place at a time, and counts the changes that its tests find.

python -m tests.mutants                              # all mutants of all modules
python -m tests.mutants --most 40 --out SECURITY.md  # 40 of each module, evenly spaced; writes the table to that file
python -m tests.mutants --only layers.attention      # one module
python -m tests.mutants --known verdicts.txt         # goes on where a run with that file was interrupted
python -m tests.mutants --known verdicts.txt --told  # the table of what is known by now

The status is 1 if fewer than 90 % are killed. Run it in an environment in which a test run passes.
"""

import argparse
import gc
import importlib
import signal
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from tests.fuzz.page import insert, machine

from .mutant import Mutant, Verdict, judge, mutants, timed
from .survivors import why

RUNTIME = "clbackbones_runtime"
FOLDER = Path(__file__).parent.parent.parent / "codegen" / RUNTIME
ENOUGH = 0.9
"""The fraction that is to be killed."""

_HEAVY = (
    "torch",
    "torch.nn",
    "torch.optim",
    "torch.distributed",
    "torch.export",
    "torch._dynamo",
    "hypothesis.stateful",
    "yaml",
    "rich",
    "tests.backbones",
)
"""What tests import, and what imports nothing that a mutant changes: imported once, before the first fork."""

FORMULAS = "tests/test_formulas.py"
ATTENTION = (FORMULAS, "tests/test_attention.py", "tests/test_training_helpers.py")
SELECTION = (FORMULAS, "tests/test_selection.py", "tests/test_wsn_mask.py")
ENTRIES = ("tests/test_protected_entries.py",)
PROTECTION = ("tests/test_protection_by_itself.py", "tests/test_protection.py", "-k", "not resnet")
DENSE = ("tests/test_dense_network.py",)
COMPACTION = (
    *("tests/test_live_units.py", "tests/test_operations.py", "tests/test_compact.py", "-k"),
    "live_units or compact_network or test_compact and (constant or unit or hand or ViT or WideResNet or DenseNet)",
)

TESTS: Mapping[str, Sequence[str]] = {
    "layers.attention": ATTENTION,
    "layers.annealing": ATTENTION,
    "layers.compensation": (FORMULAS, "tests/test_training_helpers.py"),
    "layers.selection": SELECTION,
    "layers.threshold": SELECTION[:2],
    "layers.scores": SELECTION,
    "layers.task_norms": ("tests/test_task_norms.py", "tests/test_stored_state.py"),
    "mechanisms.protection": PROTECTION,
    "mechanisms.protected": ENTRIES,
    "compaction.compact": COMPACTION,
    "compaction.compact_task": COMPACTION,
    "compaction.dense_network": DENSE,
    "compaction.live_units": COMPACTION,
}
"""The modules that hold formulas, and the tests that are about each."""


@frozen
class Count:
    """What came of a module's mutants.

    Attributes:
        module: The module.
        all: How many mutants there are.
        verdicts: How often each verdict was reached, of those that were tried.
        survivors: Those that no test told from the module.
    """

    module: str
    all: int
    verdicts: Counter[Verdict]
    survivors: Sequence[Mutant]

    @property
    def killed(self) -> int:
        """Mutants that tests found."""
        return self.verdicts[Verdict.KILLED] + self.verdicts[Verdict.HUNG]

    @property
    def tried(self) -> int:
        """Mutants that could be imported."""
        return self.killed + self.verdicts[Verdict.SURVIVED]


def main(arguments: Sequence[str] | None = None) -> int:
    """Tries, prints and, with `--out`, writes."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=TESTS, action="append", help="one module; may be given several times")
    parser.add_argument("--most", type=int, help="mutants of each module, evenly spaced (default: all)")
    parser.add_argument("--known", type=Path, metavar="FILE", help="verdicts of before, which are not asked again")
    parser.add_argument("--told", action="store_true", help="only those whose verdict is known; tries no other")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a page with markers for the table")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell switches off for what runs behind it
    for name in _HEAVY:
        importlib.import_module(name)
    gc.freeze()  # or each process that is forked would look for garbage among all that
    begin = time.monotonic()
    counts, known = list[Count](), _Known(options.known)
    with suppress(KeyboardInterrupt):  # the table of those modules that are done
        counts.extend(_count(module, options.most, known, options.told) for module in options.only or TESTS)
    text = _table(counts, None if options.told else time.monotonic() - begin)
    print(text)
    if options.out:
        insert(options.out, "mutants", f"{text}\n\n{machine()}")
    killed, tried = sum(count.killed for count in counts), sum(count.tried for count in counts)
    return 0 if killed >= ENOUGH * tried else 1


def _count(module: str, most: int | None, known: "_Known", told: bool) -> Count:
    tests = TESTS[module]
    found = [*mutants(f"{RUNTIME}.{module}", FOLDER.joinpath(*module.split(".")).with_suffix(".py"))]
    step = max(1.0, len(found) / (most or len(found)))
    chosen = [found[int(index * step)] for index in range(min(len(found), most or len(found)))]
    verdicts, survivors = Counter[Verdict](), list[Mutant]()
    seconds: float | None = None
    for mutant in chosen:
        verdict = known.verdicts.get(mutant.digest)
        if verdict is None and told:
            continue
        if verdict is None:
            seconds = seconds or 30 + 10 * timed(tests, 600)
            verdict = judge(mutant, tests, seconds)
            known.add(mutant, verdict)
        verdicts[verdict] += 1
        if verdict is Verdict.SURVIVED:
            survivors.append(mutant)
            print(f"{module}:{mutant.line}: {mutant.change[0]} -> {mutant.change[1]}", file=sys.stderr, flush=True)
    print(f"{module}: { {key.value: number for key, number in verdicts.items()} }", file=sys.stderr, flush=True)
    return Count(module, len(found), verdicts, survivors)


class _Known:
    """Verdicts of runs before, in a file that grows while mutants are tried, so that a run may be interrupted."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        text = path.read_text("utf-8") if path is not None and path.is_file() else ""
        self.verdicts = {
            digest: Verdict[name] for digest, _, name in (line.partition(" ") for line in text.splitlines())
        }

    def add(self, mutant: Mutant, verdict: Verdict) -> None:
        """Remembers a verdict."""
        self.verdicts[mutant.digest] = verdict
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{mutant.digest} {verdict.name}\n")


def _table(counts: Sequence[Count], seconds: float | None) -> str:
    killed, tried = sum(count.killed for count in counts), sum(count.tried for count in counts)
    took = "" if seconds is None else f", in {seconds:,.0f} s"
    lines = [
        f"**Mutants**: {killed:,} of {tried:,} killed ({killed / max(tried, 1):.1%}){took}.",
        "",
        "| module | mutants | tried | killed | survived |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| `{count.module}` | {count.all} | {count.tried} | {count.killed} | {len(count.survivors)} |"
            for count in counts
        ),
    ]
    survivors = [(count.module, mutant) for count in counts for mutant in count.survivors]
    if survivors:
        lines += ["", "| survivor | becomes | why |", "|---|---|---|"]
    for module, mutant in survivors:
        before, after = (text.replace("|", "\\|") for text in mutant.change)
        lines.append(f"| `{module}`: `{before}` | `{after}` | {why(module, mutant.change)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
