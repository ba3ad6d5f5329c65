# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""`python -m clbackbones`: checks, lists, shows and begins configs."""

import sys
from collections.abc import Sequence

from clbackbones_runtime.package import Package

from ._catalog import CATALOG

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; see `python -m clbackbones --help`.

    Args:
        arguments: What stands after the command's name; those of the process by default.

    Returns:
        The exit status.
    """
    return Package(CATALOG).main(arguments)


if __name__ == "__main__":
    sys.exit(main())
