"""The command of a package: checks, lists, shows and begins configs. Only `convert` and `plot` need torch."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Sequence

from ..catalog import Catalog
from .arguments import parse
from .mistakes import Mistake, told
from .terminal import prepare, print_message

__all__ = ["main"]

NOT_DONE = 2
"""Exit status when a command cannot do its work: wrong use, or something that cannot be read or written."""


def main(catalog: Catalog, arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        catalog: The catalog of the package, whose name is that of the program.
        arguments: What follows the name of the program; by default, what the process was started with.

    Returns:
        The exit status: 0 done, 1 a config is invalid, 2 wrong use, or something cannot be read or written.

    Raises:
        SystemExit: After `--help` and `--version`, and when the arguments make no sense.
    """
    prepare()
    try:
        status = _run(catalog, parse(catalog, arguments))
        sys.stdout.flush()
    except Mistake as mistake:
        return _fail(catalog, str(mistake))
    except BrokenPipeError:
        _close_output()
        return _killed_by("SIGPIPE", 13)
    except OSError as error:
        return _fail(catalog, told(error))
    except MemoryError as error:
        return _fail(catalog, str(error) or "there is not enough memory")
    except KeyboardInterrupt:
        return _killed_by("SIGINT", 2)
    return status


def _run(catalog: Catalog, options: Namespace) -> int:
    # Each command imports what it needs, when it runs: `validate` should not wait for tables.
    match options.command:
        case "init":
            from .init import run
        case "validate":
            from .validate import run
        case "list":
            from .listing import run
        case "show":
            from .show import run
        case "new":
            from .new import run
        case "convert":
            from .convert import run
        case "plot":
            from .plot import run
        case _:
            from .schema import run
    return run(catalog, options)


def _fail(catalog: Catalog, message: str) -> int:
    try:
        sys.stdout.flush()
    except OSError:
        _close_output()
    print_message(f"{catalog.package}: {message}")
    return NOT_DONE


def _killed_by(name: str, number: int) -> int:
    """The status that shells give to a program that a signal ended; not all systems have all signals."""
    return 128 + int(getattr(signal, name, number))


def _close_output() -> None:
    """Nobody reads on: what is still buffered goes nowhere, so that the interpreter does not complain when it ends."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, not a file
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
