"""The schema of experiments: a part of a backbone is accepted, and what is wrong in it is refused as in a whole one."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from clbackbones import CATALOG
from clbackbones.testing import NearValid, configs, near_valid
from clbackbones_runtime.cli.schema import part_text

from . import published
from .backbones import CLASSES, DROP_INS
from .published import acceptor

Json = Any

EXPERIMENT = published.document("experiment")
PART = json.loads(part_text(CATALOG))
"""The schema of a config of the group that others add to."""

accepts, accepts_part = acceptor(EXPERIMENT), acceptor(PART)
ELSEWHERE = ("missing class", "missing field", "not the derived value", "requirement not met")
"""Faults that are none in a part of a config, whose other fields are elsewhere."""
PACKAGES = CATALOG.packages()


@pytest.mark.parametrize("schema", [EXPERIMENT, PART])
def test_schema_is_draft_07(schema: dict[str, Json]) -> None:
    Draft7Validator.check_schema(schema)


@given(st.data(), st.sampled_from((*CLASSES, *DROP_INS)).flatmap(configs))
def test_any_part_of_a_valid_config_is_accepted(data: st.DataObject, config: dict[str, Json]) -> None:
    part = {key: value for key, value in config.items() if key == "_target_" or data.draw(st.booleans())}
    assert accepts({"backbone": part})
    assert accepts_part(part)
    assert accepts_part({"defaults": ["base", "_self_"], **part})
    assert accepts_part({key: value for key, value in part.items() if key != "_target_"})


@given(st.data(), st.sampled_from(sorted(CATALOG.options())))
def test_any_part_of_the_selected_config_is_accepted(data: st.DataObject, option: str) -> None:
    name = CATALOG.aliases().get(CATALOG.options()[option], CATALOG.options()[option])
    config = data.draw(configs(name))
    part = {key: value for key, value in config.items() if key != "_target_" and data.draw(st.booleans())}
    key = data.draw(st.sampled_from(["backbone", "/backbone", "override /backbone", "optional backbone"]))
    defaults = [{key: data.draw(st.sampled_from([option, f"{option}.yaml"]))}, "_self_"]
    assert accepts({"defaults": defaults, "backbone": part, "else": 1})
    assert not accepts({"defaults": defaults, "backbone": {**part, "hiden_dims": 1}})


@given(near_valid())
def test_what_is_wrong_in_a_whole_config_is_wrong_in_an_experiment(near: NearValid) -> None:
    target = str(near.value.get("_target_"))
    foreign = near.fault == "misspelt class" and not target.startswith(tuple(f"{each}." for each in PACKAGES))
    assert foreign or near.fault in ELSEWHERE or not (accepts({"backbone": near.value}) or accepts_part(near.value))


@pytest.mark.parametrize(
    "config",
    [
        [{"a": 1}],
        None,
        {},
        {"backbone": None},
        {"backbone": "${model}"},
        {"backbone": "vit_b_16"},
        {"backbone": {"_target_": "lab.Network", "depth": 3}},
        {"backbone": {"_target_": "${model}", "depth": 3}},
        {"backbone": {"depth": 3, "dropout": "strong"}},
        {"defaults": [{"backbone": "my_own"}], "backbone": {"depth": 3}},
        {"defaults": {"backbone": "mlp"}, "backbone": {"depth": 3}},
        {"defaults": [{"backbone": ["mlp", "cl_mlp"]}, {"a": 1}, "b"]},
    ],
)
def test_what_is_none_of_ours_is_left_alone(config: Json) -> None:
    assert accepts(config)


@pytest.mark.parametrize(
    "config",
    [
        {"backbone": "hat_mask_mlp"},
        {"backbone": 3},
        {"backbone": [1]},
        {"backbone": {"_target_": "clbackbones.HATMaskMlp"}},
        {"backbone": {"_target_": "clbackbones.MLP", "gate": "sigmoid"}},
    ],
)
def test_what_is_wrong_is_refused(config: Json) -> None:
    assert not accepts(config)
