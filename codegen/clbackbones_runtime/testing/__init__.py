"""Hypothesis strategies that draw configs of backbones, for tests of code that takes them.

    from hypothesis import given
    import clbackbones
    from clbackbones.testing import configs

    @given(configs("HATMaskMLP"))
    def test_my_training(config):
        backbone = clbackbones.load(config).build()

`configs` draws valid ones, small enough to build; `near_valid` those with one fault, which is named; `yaml_texts` what
people write in files; `json_values` anything, for comparing two judges of validity. All is read off the specification:
a new backbone or field is drawn without a change here. Needs hypothesis (`pip install "clbackbones[testing]"`).
"""

from .configs import YamlText, configs, yaml_texts
from .faults import FaultName, NearValid, near_valid
from .json_values import json_values

__all__ = ["FaultName", "NearValid", "YamlText", "configs", "json_values", "near_valid", "yaml_texts"]
