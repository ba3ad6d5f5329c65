"""Completion of the command in shells, by shtab: options, files, folders and names of classes."""

import importlib
from argparse import Action, ArgumentParser
from collections.abc import Mapping
from typing import Any, Final

from ..catalog import Catalog

__all__ = ["CLASS", "FILE", "FOLDER", "PrintCompletion", "completed"]

_CLASSES: Final = "_names_of_classes"

FILE: Final = {"bash": "_shtab_compgen_files", "zsh": "_files"}
FOLDER: Final = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/"}
CLASS: Final = {"bash": _CLASSES, "zsh": _CLASSES}
"""The functions that complete what an argument names, by shell."""

_PREAMBLES: Final = {
    "bash": f'{_CLASSES}() {{\n  compgen -W "NAMES" -- "$1"\n}}',
    "zsh": f"{_CLASSES}() {{\n  compadd -- NAMES\n}}",
}


def completed(action: Action, by: Mapping[str, str]) -> None:
    """Lets shells complete the values of an argument: by `FILE`, `FOLDER` or `CLASS`."""
    action.complete = by  # pyright: ignore[reportAttributeAccessIssue] - where shtab looks


class PrintCompletion(Action):
    """Prints what makes a shell complete the command."""

    def __init__(self, *arguments: Any, catalog: Catalog, **keywords: Any) -> None:
        """An option that takes the name of a shell.

        Args:
            *arguments: Those of any argument.
            catalog: Whose classes are completed.
            **keywords: As `arguments`.
        """
        super().__init__(*arguments, choices=tuple(_PREAMBLES), **keywords)
        self._catalog = catalog

    def __call__(
        self, parser: ArgumentParser, namespace: object, values: Any, option_string: str | None = None
    ) -> None:
        """Prints it, and ends the program."""
        try:
            shtab: Any = importlib.import_module("shtab")
        except ImportError:
            parser.exit(2, f"{parser.prog}: completion needs shtab: pip install 'clbackbones[completion]'\n")
        names = " ".join([*self._catalog.class_names(), *self._catalog.drop_in_names()])
        preamble = {shell: text.replace("NAMES", names) for shell, text in _PREAMBLES.items()}
        # Two packages may be completed in one shell.
        print(shtab.complete(parser, values, preamble=preamble).replace(_CLASSES, f"_{parser.prog}{_CLASSES}"))
        parser.exit()
