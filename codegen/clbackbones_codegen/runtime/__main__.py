"""`python -m clbackbones` is the command `clbackbones`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
