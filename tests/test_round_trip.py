"""Law 7: YAML -> config -> YAML."""

from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf

import clbackbones
from clbackbones import CATALOG
from clbackbones.testing import YamlText, configs, yaml_texts
from clbackbones_runtime.testing.laws import round_trip

from .backbones import DROP_INS, SMALL, SMALL_DROP_INS
from .published import accepts

Json = Any

VALID = Path(__file__).parent / "data" / "valid"
FEW = settings(max_examples=settings().max_examples // 8)


@given(yaml_texts())
def test_yaml_means_what_its_mapping_means(yaml_text: YamlText) -> None:
    assert clbackbones.validate(yaml_text.text) == []
    assert clbackbones.load(yaml_text.text) == clbackbones.load(yaml_text.value)


@given(yaml_texts(interpolations=True))
def test_yaml_with_interpolations_validates(yaml_text: YamlText) -> None:
    assert clbackbones.validate(yaml_text.text) == []


@pytest.mark.parametrize("name", [*SMALL, *SMALL_DROP_INS])
@FEW
@given(data=st.data())
def test_a_config_survives_yaml_json_copies_and_pickles(name: str, data: st.DataObject) -> None:
    config = clbackbones.load(data.draw(yaml_texts(name)).text)
    round_trip(config)
    assert attrs.evolve(config) == config
    assert hash(attrs.evolve(config)) == hash(config)


@given(configs())
def test_every_reader_of_yaml_reads_what_the_config_wrote(value: dict[str, Json]) -> None:
    config = clbackbones.load(value)
    text, mapping = config.to_yaml(), config.to_dict()
    assert yaml.safe_load(text) == mapping
    assert OmegaConf.to_container(OmegaConf.create(text)) == mapping


@given(configs() | st.sampled_from(DROP_INS).flatmap(configs))
def test_what_a_config_writes_is_complete_and_accepted_by_the_schema(value: dict[str, Json]) -> None:
    config = clbackbones.load(value)
    mapping = config.to_dict()
    assert mapping["_target_"] == f"clbackbones.{config.class_name}"
    assert [*mapping] == ["_target_", *CATALOG.backbone_class(config.class_name).fields]
    assert accepts(mapping)


@pytest.mark.parametrize("path", sorted(VALID.glob("*.yaml")), ids=lambda path: path.stem)
def test_real_files_round_trip(path: Path) -> None:
    assert not [problem for problem in clbackbones.validate(path) if problem.severity == "error"]
    text = path.read_text("utf-8").replace("${dataset.input_dim}", "784")
    config = clbackbones.load(text)
    assert clbackbones.load(config.to_yaml()) == config
