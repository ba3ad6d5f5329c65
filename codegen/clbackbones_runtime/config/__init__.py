"""Configs: reading, checking and loading them. No torch."""
