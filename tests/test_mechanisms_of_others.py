"""Mechanisms that nobody here has written: laws hold for them by what they say themselves, or it is told what lacks."""

from pathlib import Path
from typing import Any

import pytest

from .own_packages import OwnPackage
from .specs import SpecCopy

MECHANISM: Any = {
    "title": "Drawn",
    "description": "Weights that are drawn for each task.",
    "module": "mylab.drawn",
    "prefix": "Drawn",
    "extends": "weight_masks",
    "backbone": "DrawnBackbone",
}

MODULE = '''\
"""Weights that are drawn for each task; passes need a temperature, and a task has to settle before it is stored."""

import torch
from attrs import frozen

from clbackbones import Recipe, WeightMaskBackbone


@frozen(kw_only=True)
class DrawnRecipe(Recipe):
    """What no other mechanism needs."""

    heat: float = 2.0

    @property
    def parts(self):
        return 2

    def arguments(self, batch_idx, num_batches):
        return {"temperature": self.heat * batch_idx / num_batches}

    def mask_arguments(self):
        return {"temperature": 0.0}

    def keep_everything(self, backbone):
        backbone.share = 1.0
        return self.mask_arguments()

    def end_part(self, backbone, part):
        if part == 0:
            backbone.settled = True


class DrawnBackbone(WeightMaskBackbone):
    """Draws masks from the number of the task."""

    recipe = DrawnRecipe
    share = 0.5
    settled = False

    def forward(self, input, stage, temperature=None, test_task_id=None):
        if stage in ("train", "validation") and temperature is None:
            raise ValueError("how hot?")
        return super().forward(input, stage, test_task_id)

    def store_mask(self, temperature):
        if not self.settled:
            raise ValueError("settle first")
        return super().store_mask()

    def _learned_masks(self):
        draws = torch.Generator(device="cpu").manual_seed(100 + (self.task_id or 0))
        weights = {}
        for name, layer in self._weighted_layers().items():
            kept = torch.rand(layer.weight.shape, generator=draws, device="cpu") <= self.share
            weights[name] = kept.to(layer.weight)
        return weights, self._all_biases()
'''

PROGRAM = """
from mybackbones.testing import laws

laws.check("DrawnMLP")
print("kept")
"""


def test_the_laws_hold_for_a_mechanism_that_is_trained_in_a_way_of_its_own(tmp_path: Path) -> None:
    own = OwnPackage(tmp_path)
    own.add("mechanisms/drawn.json", MECHANISM)
    (tmp_path / "src" / "mylab").mkdir(parents=True)
    (tmp_path / "src" / "mylab" / "__init__.py").touch()
    (tmp_path / "src" / "mylab" / "drawn.py").write_text(MODULE, "utf-8")
    outcome = own.compile()
    assert (outcome.status, outcome.err) == (0, ""), outcome.err
    assert "class DrawnMLP(WeightMaskedMLP, DrawnBackbone)" in (own.package / "drawn_mlp.py").read_text("utf-8")
    assert not (own.package / "networks" / "weight_masked_mlp.py").exists(), "it uses the network that is there"
    outcome = own.run("-c", PROGRAM)
    assert (outcome.status, outcome.out) == (0, "kept\n"), outcome.err


LACKING: dict[str, tuple[str, list[str]]] = {
    "everything": (
        "from clbackbones_runtime.mechanisms.masked import MaskedBackbone\n\n\n"
        "class DrawnBackbone(MaskedBackbone):\n    pass\n",
        ["recipe", "forward", "store_mask", "stored_entries", "_used_by", "_task_parameters"],
    ),
    "what it learns": (
        "from clbackbones import WeightMaskBackbone\n\n\nclass DrawnBackbone(WeightMaskBackbone):\n    recipe = None\n",
        ["_learned_masks"],
    ),
    "nothing, by way of another class": (
        "from clbackbones import WSNMaskBackbone\n\n\nclass Middle(WSNMaskBackbone):\n    pass\n\n\n"
        "class Mixin:\n    recipe = None\n\n\nclass DrawnBackbone(Mixin, Middle):\n    pass\n",
        [],
    ),
}


@pytest.mark.parametrize("case", LACKING)
def test_what_a_backbone_lacks_is_told_when_it_is_compiled(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, lacking = LACKING[case]
    module = f"lab_without_{''.join(filter(str.isalpha, case))}"
    (tmp_path / f"{module}.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    copy = SpecCopy.in_folder(tmp_path / "copy")
    copy.add("mechanisms/drawn.json", {**MECHANISM, "module": module})
    faults = copy.compile("--check-spec").faults
    told = [fault.split("`")[1] for fault in faults]
    assert set(lacking) <= set(told) and bool(told) == bool(lacking)
    for fault in faults:
        assert fault.startswith("schema/mechanisms/drawn.json#/backbone: DrawnBackbone lacks `")
        assert f"define it in {module}; " in fault
