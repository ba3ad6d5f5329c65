# Generated from codegen/clbackbones_codegen/runtime/__main__.py.
# Do not edit: change the source and run `make codegen`.
"""`python -m clbackbones` is the command `clbackbones`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
