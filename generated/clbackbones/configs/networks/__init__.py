# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""What mechanisms share that weave the same statements into an architecture, one module for each."""
