"""Checks: from values to faults."""
