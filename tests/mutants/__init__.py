"""Mutation testing of what holds formulas: `make mutants` changes them one place at a time, and wants tests to fail."""
