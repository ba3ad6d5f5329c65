"""Mechanisms that nobody here has written: laws hold for them by what they say themselves, or it is told what lacks."""

from pathlib import Path
from typing import Any

import pytest

from clbackbones import CATALOG

from .backbones import SMALL, small_config
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

SCALED: Any = {
    "title": "Scaled",
    "description": "Units that each task scales and shifts, of weights that the first task alone trains.",
    "module": "mylab.scaled",
    "prefix": "Scaled",
    "extends": "masked",
    "backbone": "ScaledBackbone",
    "parameters": {"unit": 2},
    "context": {"factors": "Factors", "task_norm": "TaskNorm"},
    "sites": {"unit": {"apply": "scale_units", "pass": [{"context": "factors", "by": "layer"}]}},
}

SCALED_MODULE = '''\
"""Nothing is masked: what is stored of a task are numbers."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from clbackbones_runtime.mechanisms.masked import MaskedBackbone
from clbackbones_runtime.mechanisms.recipe import Recipe

Factors = Mapping[str, Tensor]


def scale_units(x, factors, axis=1):
    scale, shift = factors if axis == -1 else factors.view(2, -1, *[1] * (x.ndim - 2))
    return x * scale + shift


class ScaledBackbone(MaskedBackbone):
    """Stores factors."""

    recipe = Recipe

    def initialize_weights(self, scheme):
        super().initialize_weights(scheme)
        self.factors = nn.ParameterDict({group: nn.Parameter(each) for group, each in self._blank().items()})

    def forward(self, input, stage, test_task_id=None):
        self.check_input(input)
        self.check_stage(stage)
        if stage in ("train", "validation"):
            factors = self._learned_masks()
        else:
            stored = self.tasks[self.check_stored(test_task_id)]
            factors = {group: stored[f"factors/{group}"] for group in self.graph.groups}
        by_layer = {name: factors[layer.group] for name, layer in self.graph.layers.items() if layer.group}
        feature, activations = self.network(input, by_layer, self._norm_of(stage, test_task_id))
        return feature, factors, activations

    def _blank(self):
        units = {group: self.graph.layers[group].units for group in self.graph.groups}
        return {group: torch.stack([torch.ones(count), torch.zeros(count)]) for group, count in units.items()}

    def _learned_masks(self):
        return dict(self.factors)

    def _blank_masks(self):
        return {f"factors/{group}": torch.zeros_like(each) for group, each in self._blank().items()}

    def _as_stored(self, mask):
        return {f"factors/{group}": each for group, each in mask.items()}

    def _faults_of_mask(self, mask):
        return [f"{group!r} is not finite" for group, each in mask.items() if not each.isfinite().all()]

    def masks_are_bits(self, task_id):
        return True

    def stored_entries(self):
        return iter(())

    def _union(self):
        return None

    def _used_by(self, mask):
        for name in self.weighted_layer_names:
            for key, parameter in self.get_layer_by_name(name).named_parameters():
                yield f"{name}.{key}", parameter, torch.ones_like(parameter, dtype=torch.bool)

    def _task_parameters(self, task_id):
        raise NotImplementedError("a unit that is scaled behind its activation is no weight's")

    def _task_units(self, task_id, network):
        raise NotImplementedError
'''

PROGRAM = """
import clbackbones
import mybackbones
from mybackbones.testing import laws

for name in ("DrawnMLP", "ScaledMLP"):
    laws.check(name)
backbone = mybackbones.ScaledMLP(4, [3], 2)
backbone.setup_task_id(1)
backbone.store_mask()
try:
    clbackbones.plots.mask_use(backbone)
except ValueError as error:
    print(error)
"""


def test_the_laws_hold_for_mechanisms_that_train_and_store_in_a_way_of_their_own(tmp_path: Path) -> None:
    own = OwnPackage(tmp_path)
    own.add("mechanisms/drawn.json", MECHANISM)
    own.add("mechanisms/scaled.json", SCALED)
    (tmp_path / "src" / "mylab").mkdir(parents=True)
    (tmp_path / "src" / "mylab" / "__init__.py").touch()
    (tmp_path / "src" / "mylab" / "drawn.py").write_text(MODULE, "utf-8")
    (tmp_path / "src" / "mylab" / "scaled.py").write_text(SCALED_MODULE, "utf-8")
    outcome = own.compile()
    assert (outcome.status, outcome.err) == (0, ""), outcome.err
    assert "class DrawnMLP(WeightMaskedMLP, DrawnBackbone)" in (own.package / "drawn_mlp.py").read_text("utf-8")
    assert not (own.package / "networks" / "weight_masked_mlp.py").exists(), "it uses the network that is there"
    outcome = own.run("-c", PROGRAM)
    told = "ScaledMLP masks neither units nor weights, of which there would be something to count\n"
    assert (outcome.status, outcome.out) == (0, told), outcome.err


LACKING: dict[str, tuple[str, list[str]]] = {
    "everything": (
        "from clbackbones_runtime.mechanisms.masked import MaskedBackbone\n\n\n"
        "class DrawnBackbone(MaskedBackbone):\n    pass\n",
        ["recipe", "forward", "_learned_masks", "stored_entries", "_used_by", "_task_parameters"],
    ),
    "what it learns": (
        "from clbackbones import WeightMaskBackbone\n\n\nclass DrawnBackbone(WeightMaskBackbone):\n    recipe = None\n",
        ["_learned_masks"],
    ),
    "nothing, by way of another class": (
        "from clbackbones import PiggybackBackbone\n\n\nclass Middle(PiggybackBackbone):\n    pass\n\n\n"
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


WRONG: dict[str, tuple[str, str]] = {
    "no base": (
        "class DrawnBackbone:\n    pass\n",
        "#/backbone: DrawnBackbone extends no backbone: let it extend UnitMaskBackbone, WeightMaskBackbone or",
    ),
    "the base of another kind": (
        "import clbackbones as c\n\n\nclass DrawnBackbone(c.UnitMaskBackbone):\n    recipe = None\n\n"
        "    def _learned_masks(self):\n        pass\n",
        "#/context: `forward` of UnitMaskBackbone, which DrawnBackbone has, gives the network mask, task_norm, not",
    ),
    "no call of the base": (
        "from clbackbones import PackNetBackbone\n\n\nclass DrawnBackbone(PackNetBackbone):\n"
        "    def _begin_task(self, task_id, *, new):\n        self._begin_task\n",
        "#/backbone: `_begin_task` of DrawnBackbone does not call that of MaskedBackbone, whose place it takes: call",
    ),
    "a method of nearly the name": (
        "from clbackbones import PackNetBackbone\n\n\nclass DrawnBackbone(PackNetBackbone):\n"
        "    def _begin_taks(self, task_id, *, new):\n        super()._begin_task(task_id, new=new)\n",
        "#/backbone: `_begin_taks` of DrawnBackbone is called by nobody: write `_begin_task`, or remove it",
    ),
    "an object for a recipe": (
        "from clbackbones import PackNetBackbone, Recipe\n\n\nclass DrawnBackbone(PackNetBackbone):\n"
        "    recipe = Recipe()\n",
        "#/backbone: `recipe` of DrawnBackbone is an object, not its class: write Recipe, without parentheses",
    ),
    "a recipe that is none": (
        "from clbackbones import PackNetBackbone\n\n\nclass Steps:\n    pass\n\n\n"
        "class DrawnBackbone(PackNetBackbone):\n    recipe = Steps\n",
        "#/backbone: `recipe` of DrawnBackbone is Steps, which extends no recipe: let it extend Recipe",
    ),
    "a recipe with a method of nearly the name": (
        "from clbackbones import PackNetBackbone, Recipe\n\n\nclass Steps(Recipe):\n"
        "    def before_steps(self, backbone, index, batches):\n        pass\n\n\n"
        "class DrawnBackbone(PackNetBackbone):\n    recipe = Steps\n",
        "#/backbone: `before_steps` of Steps is called by nobody: write `before_step`, or remove it",
    ),
    "a name that is not there": (
        "from clbackbones import PackNetBackbones\n\n\nclass DrawnBackbone(PackNetBackbones):\n    pass\n",
        "imports 'PackNetBackbones' from clbackbones, which has none: write 'PackNetBackbone'",
    ),
    "a module that is not there": (
        "from clbackbones.mechanisms import A\nfrom elsewhere import B\n\n\nclass DrawnBackbone(B):\n    pass\n",
        "imports from clbackbones.mechanisms, which is no module: import from clbackbones or clbackbones_runtime",
    ),
    "an import that it keeps to itself": (
        "from clbackbones import PackNetBackbone as DrawnBackbone\n",
        "imports 'DrawnBackbone' for itself alone: list it in its `__all__`",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_module_gets_wrong_is_told_in_a_line_when_it_is_compiled(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, told = WRONG[case]
    module = f"lab_with_{''.join(filter(str.isalpha, case))}"
    (tmp_path / f"{module}.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    copy = SpecCopy.in_folder(tmp_path / "copy")
    copy.add("mechanisms/drawn.json", {**MECHANISM, "module": module})
    (fault,) = copy.compile("--check-spec").faults
    assert fault.startswith("schema/mechanisms/drawn.json#/")
    assert told in fault


MAKERS = """\
from __future__ import annotations

import typing
from typing import Any, Callable, Optional, Type, Union

import torch
from torch import nn

from clbackbones import PiggybackBackbone


class DrawnBackbone(PiggybackBackbone):
    pass


class Drop(nn.Dropout):
    def __init__(self, p: float = 0.5) -> None:
        super().__init__(p or 0.0)


def optional(name: Optional[str], catalog: "Catalog"): ...
def quoted(name: "str | None", catalog: Any) -> "nn.Module": ...
def anything(*args, **named) -> torch.nn.Module: ...
def bare(on, units, eps=1e-5, momentum=0.1) -> Union[nn.Module, nn.Identity]: ...
def half(on: Any, units: "int", **named): ...
def written(layer: Type[nn.Module]) -> Type[nn.Module]: ...
def calling(layer) -> Callable[..., nn.Module]: ...
def named(layer: typing.Type[nn.Module]): ...


short = lambda layer: layer
"""

SITES = [
    {"activation": "optional", "norm": "bare", "weight": "written", "dropout": "Drop"},
    {"activation": "quoted", "norm": "half", "weight": "calling", "dropout": "Drop"},
    {"activation": "anything", "norm": "anything", "weight": "named", "dropout": "anything"},
    {"activation": "anything", "norm": "anything", "weight": "short", "dropout": "anything"},
]


@pytest.mark.parametrize("sites", SITES)
def test_what_a_maker_takes_and_makes_may_be_written_in_any_way(
    sites: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lab_with_makers.py").write_text(MAKERS, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    copy = SpecCopy.in_folder(tmp_path / "copy", "mlp")
    made: Any = {site: {"make": make} for site, make in sites.items()}
    copy.add("mechanisms/drawn.json", {**MECHANISM, "module": "lab_with_makers", "extends": "piggyback", "sites": made})
    outcome = copy.compile("--check-spec")
    assert (outcome.status, outcome.faults) == (0, [])


@pytest.mark.parametrize("name", [name for name in SMALL if CATALOG.backbone_class(name).mechanism == "piggyback"])
def test_factors_of_the_units_and_inputs_of_each_layer_are_counted(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    config = small_config(name)
    layers = config.graph().layers
    backbone = config.build()
    weights = [backbone.get_layer_by_name(layer).weight for layer in layers]
    parameters: Any = CATALOG.mechanism("piggyback")
    monkeypatch.setitem(parameters, "parameters_per", {})
    without = config.num_parameters
    monkeypatch.setitem(parameters, "parameters_per", {"output": 1, "input": 2})
    assert config.num_parameters - without == sum(weight.shape[0] + 2 * weight.shape[1] for weight in weights)
