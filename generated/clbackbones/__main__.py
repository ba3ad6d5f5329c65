# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""`python -m clbackbones`: checks, lists, shows and begins configs."""

import sys

from clbackbones_runtime.package import Package

from ._catalog import CATALOG

__all__ = ["main"]

main = Package(CATALOG).main

if __name__ == "__main__":
    sys.exit(main())
