# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Configs for Hydra's search path, `pkg://clbackbones.conf`: the group `backbone`, with a file for each class."""
