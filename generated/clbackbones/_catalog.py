# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""What `clbackbones` knows about its backbones."""

from pathlib import Path

from clbackbones_runtime.catalog import Catalog

__all__ = ["CATALOG"]

CATALOG: Catalog = Catalog("clbackbones", Path(__file__).parent, [])
"""Classes, fields, architectures and mechanisms of the package."""
