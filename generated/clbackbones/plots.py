# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Figures of a backbone, for loggers and notebooks; need matplotlib. `clbackbones plot` in a terminal."""

from clbackbones_runtime.plots.figures import mask_use

__all__ = ["mask_use"]
