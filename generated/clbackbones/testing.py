# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Strategies that draw configs of this package's backbones, and the laws; see `clbackbones_runtime.testing`."""

from typing import Final

from clbackbones_runtime.testing import FaultName, NearValid, Strategies, YamlText
from clbackbones_runtime.testing.laws import LawError, Laws

from ._catalog import CATALOG

__all__ = [
    "FaultName",
    "LawError",
    "NearValid",
    "YamlText",
    "configs",
    "json_values",
    "laws",
    "near_valid",
    "yaml_texts",
]

_STRATEGIES: Final = Strategies(CATALOG)

configs: Final = _STRATEGIES.configs
near_valid: Final = _STRATEGIES.near_valid
yaml_texts: Final = _STRATEGIES.yaml_texts
json_values: Final = _STRATEGIES.json_values

laws: Final = Laws(CATALOG)
"""What each class keeps: `laws.check(NAME)`."""
