"""Configs for Hydra's search path, `pkg://clbackbones.conf`: the group `backbone`, with a file for each class."""
