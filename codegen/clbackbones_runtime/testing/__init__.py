"""Hypothesis strategies that draw configs of backbones, for tests of code that takes them, and the laws.

Each generated package has them for its own classes as `testing`.

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

from typing import TYPE_CHECKING

from ..lazy import attach

if TYPE_CHECKING:
    from .configs import YamlText
    from .faults import FaultName, NearValid
    from .strategies import Strategies
else:  # what needs no hypothesis, the laws, is imported without it
    __getattr__, __dir__ = attach(
        __name__,
        {".configs": ["YamlText"], ".faults": ["FaultName", "NearValid"], ".strategies": ["Strategies"]},
    )

__all__ = ["FaultName", "NearValid", "Strategies", "YamlText"]
