"""Backbones by name: whatever is listed can be made, and a wrong name or field is told as everywhere."""

import pytest
import yaml
from torch import nn

import clbackbones
from clbackbones import CATALOG

from .backbones import SMALL, small_config


def test_names_are_those_of_the_config_group_without_aliases() -> None:
    names = clbackbones.list_backbones()
    group = {path.stem for path in CATALOG.group.glob("*.yaml")}
    assert set(names) == group - {option for option, name in CATALOG.options().items() if name in CATALOG.aliases()}
    assert [CATALOG.options()[name] for name in names] == list(CATALOG.class_names())


@pytest.mark.parametrize("prefix", ["HATMask", "hat_mask_"])
def test_patterns_match_names_as_listed_and_of_classes(prefix: str) -> None:
    found = clbackbones.list_backbones(f"{prefix}*")
    assert found == [name for name in clbackbones.list_backbones() if CATALOG.options()[name].startswith("HATMask")]
    assert found and clbackbones.list_backbones("nothing*") == []


@pytest.mark.parametrize("name", SMALL)
def test_a_backbone_is_made_by_any_of_its_names(name: str) -> None:
    config = small_config(name)
    fields = yaml.safe_load(config.to_yaml())
    target = fields.pop("_target_")
    (option,) = (option for option, given in CATALOG.options().items() if given == name)
    for given in (option, name, target):
        assert clbackbones.create(given, **fields).config == config


def test_fields_are_what_constructors_take() -> None:
    made = clbackbones.create("mlp", input_dim=3, hidden_dims=(2,), output_dim=2, activation_layer=nn.GELU)
    assert made.config == clbackbones.MLPConfig(input_dim=3, hidden_dims=[2], output_dim=2, activation_layer=nn.GELU)


def test_an_alias_is_a_name() -> None:
    assert clbackbones.create("ResNet52", input_channels=1) is not None
    assert {CATALOG.named(name) for name in ("resnet52", "ResNet52")} == {CATALOG.backbone_class("ResNet50")}


@pytest.mark.parametrize(("name", "nearest"), [("hat_mask_mpl", "hat_mask_mlp"), ("HATMaskMPL", "HATMaskMLP")])
def test_a_name_that_nothing_has_is_told_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(ValueError, match=f"'{name}' is not a backbone class; did you mean '{nearest}'"):
        clbackbones.create(name)


def test_wrong_fields_are_told_all_at_once() -> None:
    with pytest.raises(clbackbones.ConfigError) as caught:
        clbackbones.create("mlp", input_dim=0, hiden_dims=[1], output_dim=2)
    assert {problem.pointer for problem in caught.value.problems} == {"/input_dim", "/hiden_dims", "/hidden_dims"}
