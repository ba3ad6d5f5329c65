"""The command line, run inside the test's process."""

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

from attrs import frozen

from clbackbones.__main__ import main

OUTPUT_VARIABLES = ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "TERM")


@frozen
class Run:
    """What a run of the command left behind."""

    status: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    """A standard stream, a terminal's or not."""

    def __init__(self, data: bytes = b"", *, terminal: bool = False, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(data), encoding=encoding, newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        self.seek(0)
        return self.read()


def clbackbones(
    *arguments: str | Path,
    stdin: bytes = b"",
    terminal: bool = False,
    environment: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> Run:
    """Runs the command `clbackbones`.

    Args:
        *arguments: Its arguments.
        stdin: What standard input holds.
        terminal: Whether output goes to a terminal.
        environment: Variables that decide how output looks; those of the test's process do not count.
        encoding: Encoding of the output.
    """
    out, err = (_Stream(terminal=terminal, encoding=encoding) for _ in range(2))
    variables = {name: value for name, value in os.environ.items() if name not in OUTPUT_VARIABLES}
    with (
        patch.dict(os.environ, {**variables, **(environment or {})}, clear=True),
        patch.object(sys, "stdin", _Stream(stdin)),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
    return Run(status, out.text(), err.text())
