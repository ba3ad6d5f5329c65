"""Tries what strangers, disks and programs do, thousands of times, and prints what came of it as tables.

python -m tests.fuzz                                  # all tables
python -m tests.fuzz --only checkpoints --tries 500   # one of them
python -m tests.fuzz --out SECURITY.md                # also writes them between the markers of that file

The status is 1 if anything came that must not.
"""

import argparse
import random
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import calls, checkpoints, documents, specs, texts
from .outcomes import Table
from .page import insert, machine

TABLES: Mapping[str, Table] = {
    "documents": documents.TABLE,
    "texts": texts.TABLE,
    "specs": specs.TABLE,
    "checkpoints": checkpoints.TABLE,
    "calls": calls.TABLE,
}
"""All tables, by the names of their modules."""

_SHOWN = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Tries and prints."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=TABLES, help="one table")
    parser.add_argument("--tries", type=int, help="how many, in the place of each table's own number")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="(default: another each time)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a page with markers for the tables")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell switches off for what runs behind it
    wrong = 0
    for name in [options.only] if options.only else TABLES:
        table = TABLES[name]
        outcomes, seconds = table.timed(options.tries or table.tries, options.seed)
        text = table.markdown(outcomes, options.seed, seconds)
        print(text, end="\n\n", flush=True)
        for each in outcomes.wrong[:_SHOWN]:
            print(f"- {each}", file=sys.stderr)
        wrong += len(outcomes.wrong)
        if options.out:
            insert(options.out, name, f"{text}\n\n{machine()}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
