# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""`python -m clbackbones` is the command `clbackbones`."""

import sys

from clbackbones_runtime.cli import main as main

if __name__ == "__main__":
    sys.exit(main())
