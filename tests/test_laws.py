"""The laws as other packages check them: they hold for the smallest classes, and what breaks one is told."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from clbackbones import CATALOG, Problem
from clbackbones.testing import LawError, laws
from clbackbones_runtime.testing.laws import agreement, identity, isolation, learning, numbers, persistence, shapes

from .backbones import SMALLEST, small_config


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


def test_a_layer_that_learns_nothing_breaks_law_3(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Broken(monkeypatch, "MLP", lambda backbone, feature: feature.detach() * backbone.fc[0].weight.sum())
    with pytest.raises(LawError, match=r"law 3: fc\.1\.weight has no gradient"):
        learning(broken.config)


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


def test_what_a_state_dict_leaves_out_breaks_law_5(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = Broken(monkeypatch, "HATMaskMLP", lambda backbone, feature: feature * (id(backbone) % 1009 + 1))
    with pytest.raises(LawError, match="law 5: a fresh object computes something else"):
        persistence(broken.config, tmp_path)


def test_a_value_that_one_judge_accepts_alone_breaks_law_6(monkeypatch: pytest.MonkeyPatch) -> None:
    def validate(catalog: object, value: object) -> list[Problem]:
        return [Problem(path=None, line=None, column=None, pointer="", message="wrong", hint="write another")]

    value = small_config("MLP").to_dict()
    agreement(CATALOG, value)
    agreement(CATALOG, [])
    monkeypatch.setattr("clbackbones_runtime.testing.agreement.validate", validate)
    with pytest.raises(LawError, match="law 6: the schema, the rules, load accept what validate refuse"):
        agreement(CATALOG, value)
