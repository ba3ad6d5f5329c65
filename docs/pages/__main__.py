"""`python -m docs.pages FOLDER`: the sources of the site, for Sphinx."""

import argparse
from pathlib import Path

from .sources import write_sources


def main() -> None:
    """Writes the sources."""
    parser = argparse.ArgumentParser(prog="python -m docs.pages", description="Write the sources of the site.")
    parser.add_argument("folder", type=Path, help="where they go; what is there and has no source is removed")
    write_sources(parser.parse_args().folder)


if __name__ == "__main__":
    main()
