"""The laws as other packages check them: they hold for the smallest classes, and what breaks one is told."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
import torch
from torch import Tensor

from clbackbones import CATALOG, Problem
from clbackbones.testing import LawError, laws
from clbackbones_codegen.publish.field_schemas import field_schema
from clbackbones_codegen.spec.read import read
from clbackbones_runtime.catalog import Field
from clbackbones_runtime.mechanisms.unit_masks import UnitMaskBackbone
from clbackbones_runtime.testing import small_configs
from clbackbones_runtime.testing.laws import (
    agreement,
    compaction,
    identity,
    isolation,
    learning,
    numbers,
    persistence,
    purity,
    shapes,
)

from .backbones import SMALLEST, small_config
from .specs import SCHEMA


@pytest.mark.parametrize("name", SMALLEST)
def test_a_class_is_held_to_all_laws_at_once(name: str) -> None:
    state = torch.get_rng_state()
    laws.check(name)
    assert torch.equal(torch.get_rng_state(), state)


def test_the_classes_are_those_of_the_package() -> None:
    assert laws.class_names == CATALOG.class_names()
    with pytest.raises(KeyError):
        laws.check("HATMaskConvNet")


class Broken:
    """What the forward passes of a class are made to do besides."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[Any, Tensor], Tensor]) -> None:
        self.config: Any = small_config(name)
        cls: Any = self.config.build().__class__
        forward = cls.forward

        @functools.wraps(forward)
        def changed(self: Any, *args: Any, **kwargs: Any) -> Any:
            feature, *others = forward(self, *args, **kwargs)
            return change(self, feature), *others

        monkeypatch.setattr(cls, "forward", changed)


def test_a_network_that_emits_something_else_breaks_law_1(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Broken(monkeypatch, "MLP", lambda backbone, feature: feature[:, :1])
    with pytest.raises(LawError, match=r"law 1: the feature is \(2, 1\), not \(2, 8\)"):
        shapes(broken.config, (8,))


def test_numbers_that_are_not_finite_break_law_1(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Broken(monkeypatch, "HATMaskMLP", lambda backbone, feature: feature / 0)
    with pytest.raises(LawError, match="law 1: the feature is not finite"):
        numbers(broken.config)


def test_a_mask_that_changes_something_breaks_law_2(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Broken(monkeypatch, "HATMaskMLP", lambda backbone, feature: feature * 0.999)
    with pytest.raises(LawError, match="law 2: feature differs in training"):
        identity(broken.config)


def test_a_network_of_one_task_that_computes_something_else_breaks_law_2(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Broken(monkeypatch, "HATMaskMLP", lambda backbone, feature: feature + 1)
    with pytest.raises(LawError, match=r"law 2: compact\(7\) computes something else than task 7 does: say in"):
        compaction(broken.config)

    def compact(self: object, task_id: int) -> None:
        raise NotImplementedError

    monkeypatch.setattr(broken.config.build().__class__, "compact", compact)
    compaction(broken.config)


def test_a_layer_that_learns_nothing_breaks_law_3(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Broken(monkeypatch, "MLP", lambda backbone, feature: feature.detach() * backbone.fc[0].weight.sum())
    with pytest.raises(LawError, match=r"law 3: fc\.1\.weight has no gradient"):
        learning(broken.config)


def test_a_layer_of_which_nothing_is_trained_breaks_law_3_unless_none_is(monkeypatch: pytest.MonkeyPatch) -> None:
    config = small_config("HATMaskMLP")
    cls: Any = config.build().__class__
    draw: Any = cls.initialize_weights
    layers = 1

    def initialize_weights(self: Any, scheme: Any) -> None:
        draw(self, scheme)
        self.fc[:layers].requires_grad_(False)

    monkeypatch.setattr(cls, "initialize_weights", initialize_weights)
    with pytest.raises(LawError, match="law 3: nothing of fc/0 is trained"):
        learning(config)
    layers = len(config.graph().layers)
    learning(config)  # embeddings are


@pytest.mark.parametrize("law", [learning, isolation])
def test_weights_that_shut_a_narrow_layer_by_chance_break_no_law(
    monkeypatch: pytest.MonkeyPatch, law: Callable[[Any], None]
) -> None:
    drawn: list[object] = []

    def shut_once(backbone: Any, feature: Tensor) -> Tensor:
        drawn.extend([] if backbone in drawn else [backbone])
        return feature * (backbone is not drawn[0])

    law(Broken(monkeypatch, "HATMaskMLP", shut_once).config)
    assert len(drawn) > 1


def test_a_network_that_is_always_shut_breaks_laws_3_and_4(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Broken(monkeypatch, "HATMaskMLP", lambda backbone, feature: feature * 0)
    with pytest.raises(LawError, match=r"law 3: the gradient of \S+ is all zero"):
        learning(broken.config)
    with pytest.raises(LawError, match="law 4: a task computes nothing but zeros, which cannot change; give the class"):
        isolation(broken.config)


def test_a_mechanism_that_protects_nothing_breaks_law_4(monkeypatch: pytest.MonkeyPatch) -> None:
    def protect(self: object, optimizer: object) -> None: ...

    config = small_config("HATMaskMLP")
    monkeypatch.setattr(config.build().__class__, "protect", protect)
    torch.manual_seed(0)
    with pytest.raises(LawError, match="law 4: task 2 changed task 1"):
        isolation(config)


def store_nothing(self: Any) -> Any:
    return self.te_to_binary_mask()


def store_all_units(self: Any) -> Any:
    mask = {name: torch.ones_like(units) for name, units in self.te_to_binary_mask().items()}
    self._store(mask)
    return mask


def use_no_bias(self: Any, mask: Any) -> Any:
    all_used: Any = UnitMaskBackbone._used_by(self, mask)  # pyright: ignore[reportPrivateUsage]
    return (each for each in all_used if not each[0].endswith("bias"))


def take_the_current_mask(self: Any, task_id: int) -> Any:
    return self.te_to_binary_mask()


def turn_masks_of_earlier_tasks_round(self: Any, task_id: int) -> Any:
    stored: Any = UnitMaskBackbone._stored_mask(self, task_id)  # pyright: ignore[reportPrivateUsage]
    return stored if task_id == self.task_id else {name: 1 - mask for name, mask in stored.items()}


def begin_nothing(self: Any, task_id: int, *, new: bool) -> None: ...


def shapes_of_vectors(config: Any) -> None:
    shapes(config, (8,))


def keep_what_is_drawn(self: Any, backbone: Any) -> Any:
    return self.arguments(0, 10)


@pytest.mark.parametrize(
    ("law", "broken", "told"),
    [
        (isolation, {"store_mask": store_nothing}, "law 4: nothing is stored of task 1: `store_mask` has to end with"),
        (isolation, {"store_mask": store_all_units}, "law 4: task 1, stored, computes something else than it did"),
        (
            isolation,
            {"_used_by": use_no_bias},
            r"law 4: task 2 changed task 1 by fc\.\d\.bias.*: `_used_by` has to give",
        ),
        (
            isolation,
            {"_stored_mask": take_the_current_mask},
            r"changed task 1 by task_embedding_t.*, or `forward` in",
        ),
        (
            shapes_of_vectors,
            {"_begin_task": begin_nothing},
            r"law 5: after setup_task_id\(1\), task_id is None: `setup",
        ),
        (
            isolation,
            {"_stored_mask": turn_masks_of_earlier_tasks_round},
            "law 4: .* by no parameter: `forward` in stage `test` looks",
        ),
        (identity, {"recipe.keep_everything": keep_what_is_drawn}, "differs in training; the mask is not all ones"),
    ],
)
def test_what_a_mechanism_gets_wrong_is_told_by_what_it_has_to_say(
    law: Callable[[Any], None], broken: Any, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = small_config("HATMaskMLP", bias=True)
    cls: Any = config.build().__class__
    ((name, wrong),) = broken.items()
    *inside, name = name.split(".")
    monkeypatch.setattr(getattr(cls, inside[0]) if inside else cls, name, wrong)
    torch.manual_seed(0)
    with pytest.raises(LawError, match=told):
        law(config)


def halve_a_weight(backbone: Any) -> None:
    backbone.fc[0].weight.data.mul_(0.5)


def begin_a_task_at_rest(backbone: Any) -> None:
    if not backbone.training:
        backbone.setup_task_id(-7)


def add_a_module(backbone: Any) -> None:
    backbone.add_module("fresh", torch.nn.ReLU())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (halve_a_weight, r"law 4: a pass in stage `train` changes fc\.0\.weight, and has to leave"),
        (begin_a_task_at_rest, "law 4: a pass in stage `validation` changes"),
        (add_a_module, "changes the module fresh, and has"),
    ],
)
def test_a_pass_that_changes_something_breaks_law_4(
    change: Callable[[Any], object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(backbone: Any, feature: Tensor) -> Tensor:
        change(backbone)
        return feature

    broken = Broken(monkeypatch, "HATMaskMLP", changed)
    with pytest.raises(LawError, match=told):
        purity(broken.config)


def test_what_a_state_dict_leaves_out_breaks_law_5(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = Broken(monkeypatch, "HATMaskMLP", lambda backbone, feature: feature * (id(backbone) % 1009 + 1))
    with pytest.raises(LawError, match="law 5: a fresh object computes something else"):
        persistence(broken.config, tmp_path)


def test_a_task_that_starts_anew_when_it_is_set_up_again_breaks_law_4(monkeypatch: pytest.MonkeyPatch) -> None:
    config = small_config("HATMaskMLP")
    cls: Any = config.build().__class__
    setup: Any = cls.setup_task_id

    def setup_task_id(self: Any, task_id: int) -> None:
        setup(self, task_id)
        self.initialize_task_embedding("N01")

    monkeypatch.setattr(cls, "setup_task_id", setup_task_id)
    with pytest.raises(LawError, match="law 4: setup_task_id of the task that is current changes task_embedding_t"):
        purity(config)


def test_a_value_that_one_judge_accepts_alone_breaks_law_6(monkeypatch: pytest.MonkeyPatch) -> None:
    def validate(catalog: object, value: object) -> list[Problem]:
        return [Problem(path=None, line=None, column=None, pointer="", message="wrong", hint="write another")]

    value = small_config("MLP").to_dict()
    agreement(CATALOG, value)
    agreement(CATALOG, [])
    monkeypatch.setattr("clbackbones_runtime.testing.agreement.validate", validate)
    with pytest.raises(LawError, match="law 6: the schema, the rules, load accept what validate refuse"):
        agreement(CATALOG, value)


FIELDS = {
    (field.name, field.type): field for name in SMALLEST for field in CATALOG.backbone_class(name).fields.values()
}


@pytest.mark.parametrize(
    "field", [each for each in FIELDS.values() if each.type != "weights"], ids=lambda each: each.name
)
def test_whatever_a_class_requires_small_configs_give(field: Field) -> None:
    required = attrs.evolve(field, required=True, default=None)
    value = small_configs._narrow(required, 8)  # pyright: ignore[reportPrivateUsage]
    schema = field_schema(required, read(SCHEMA).activations)
    assert jsonschema.Draft7Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    "bounds",
    [{}, {"minimum": 3.0}, {"exclusive_maximum": -2.0}, {"exclusive_minimum": 4.0, "maximum": 4.5}],
    ids=str,
)
def test_a_required_number_lies_between_its_bounds(bounds: dict[str, Any]) -> None:
    field = Field(name="x", type="number", description="Some number.", required=True, **bounds)
    value = small_configs._narrow(field, 8)  # pyright: ignore[reportPrivateUsage]
    assert jsonschema.Draft7Validator(field_schema(field, {})).is_valid(value)


def test_a_required_integer_is_as_large_as_it_has_to_be() -> None:
    field = Field(name="x", type="integer", description="Some number.", required=True, minimum=100)
    assert small_configs._narrow(field, 8) == 100  # pyright: ignore[reportPrivateUsage]
