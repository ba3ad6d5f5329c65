"""Figures that the project promises, measured in one run and printed as a table: `python -m benchmarks`."""
