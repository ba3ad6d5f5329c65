# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Hypothesis strategies that draw configs of backbones, see `clbackbones_runtime.testing`."""

from clbackbones_runtime.testing import FaultName, NearValid, YamlText, configs, json_values, near_valid, yaml_texts

__all__ = ["FaultName", "NearValid", "YamlText", "configs", "json_values", "near_valid", "yaml_texts"]
