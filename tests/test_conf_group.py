"""Hydra's config group `backbone` in the package: a file per class, complete, valid and found by Hydra."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hydra import compose, initialize
from omegaconf import OmegaConf

import clbackbones
from clbackbones import CATALOG
from clbackbones_codegen.ir.product import OURS
from clbackbones_codegen.publish.conf import config_group
from clbackbones_runtime.catalog import Case, config_name

from .backbones import CLASSES, DROP_INS, SMALL, SMALL_DROP_INS
from .published import accepts
from .specs import SpecCopy, our_classes

Json = Any

PACKAGE = Path(clbackbones.__file__).parent
GROUP = PACKAGE / "conf" / "backbone"
SEARCH_PATH = "hydra.searchpath=[pkg://clbackbones.conf]"
NAMES = (*CLASSES, *DROP_INS)
ALIASES = {alias: name for name in NAMES for alias in CATALOG.backbone_class(name).aliases}


def option(name: str) -> str:
    """What selects a class in a defaults list, by its name or an alias."""
    folder, _, own = name.rpartition(".")
    mechanism = CATALOG.backbone_class(ALIASES.get(name, name)).mechanism
    file = config_name(own, mechanism, CATALOG.mechanism(mechanism)["prefix"])
    return f"{folder}/{file}" if folder else file


def text_of(name: str) -> str:
    return (GROUP / f"{option(name)}.yaml").read_text("utf-8")


def filled_in(name: str, config: dict[str, Json]) -> dict[str, Json]:
    """The config with an example, or 8, in the place of what is to be given."""
    fields = CATALOG.backbone_class(name).fields
    given = {key: fields[key].examples[0] if fields[key].examples else 8 for key in config if config[key] == "???"}
    return {**config, **given}


def test_every_class_has_one_file_per_name_and_nothing_else_is_there() -> None:
    spellings = [*NAMES, *ALIASES]
    files = {path.relative_to(GROUP).as_posix() for path in GROUP.rglob("*") if path.is_file()}
    assert files == {f"{option(name)}.yaml" for name in spellings}
    assert len({option(name) for name in spellings}) == len(spellings)


def test_an_alias_selects_the_class_that_it_stands_for() -> None:
    with initialize(config_path=None, version_base="1.3"):
        for alias, name in ALIASES.items():
            assert compose(overrides=[SEARCH_PATH, f"+backbone={option(alias)}"]) == {
                "backbone": yaml.safe_load(text_of(name))
            }
    assert option("HATMaskResNet52") == "hat_mask_resnet52"


@pytest.mark.parametrize(
    ("name", "selected"),
    [
        ("HATMaskResNet18", "hat_mask_resnet18"),
        ("CLResNet152", "cl_resnet152"),
        ("WSNMaskMLP", "wsn_mask_mlp"),
        ("ResNet34", "resnet34"),
        ("MLP", "mlp"),
        ("clarena.HATMaskMLP", "clarena/hat_mask_mlp"),
    ],
)
def test_files_have_the_names_that_one_expects(name: str, selected: str) -> None:
    assert option(name) == selected
    assert yaml.safe_load(text_of(name))["_target_"] == f"clbackbones.{name}"


@pytest.mark.parametrize("name", [*SMALL, *SMALL_DROP_INS])
def test_a_file_holds_every_field_once_with_its_default(name: str) -> None:
    backbone, text = CATALOG.backbone_class(name), text_of(name)
    assert re.findall(r"^(\w+):", text, flags=re.MULTILINE) == ["_target_", *backbone.fields]
    config = yaml.safe_load(text)
    assert OmegaConf.to_container(OmegaConf.create(text)) == config
    assert clbackbones.validate(text) == [] == clbackbones.validate(GROUP / f"{option(name)}.yaml")
    assert accepts(config)
    for field in backbone.fields.values():
        if field.required:
            assert config[field.name] == "???"
        elif not field.derived:
            assert config[field.name] == field.default
    required = {"_target_", *(field.name for field in backbone.fields.values() if field.required)}
    whole = filled_in(name, config)
    loaded = clbackbones.load(whole)
    assert loaded == clbackbones.load({key: whole[key] for key in required})
    assert loaded.class_name == name


@pytest.mark.parametrize("name", [*SMALL, *SMALL_DROP_INS])
def test_a_file_explains_the_class_and_every_field(name: str) -> None:
    backbone, text = CATALOG.backbone_class(name), text_of(name)
    prose = re.sub(r"\n# *", " ", text)
    assert backbone.description in prose
    for field in backbone.fields.values():
        assert prose.count(f" {field.description}") == 1
        above = prose.split(f"\n{field.name}: ")[0]
        assert above.rfind(field.description) > above.rfind("\n")
        assert all(choice in above for choice in field.choices)
    assert max(map(len, text.splitlines())) <= 90


@pytest.mark.parametrize("name", [*SMALL, *SMALL_DROP_INS])
def test_an_editor_finds_the_schema_from_the_first_line(name: str) -> None:
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text_of(name))
    assert found
    schema = json.loads(((GROUP / option(name)).parent / found[1]).read_text("utf-8"))
    assert schema["title"] == "Backbone"


def test_hydra_composes_every_class_from_the_package() -> None:
    with initialize(config_path=None, version_base="1.3"):
        for name in NAMES:
            cfg = compose(overrides=[SEARCH_PATH, f"+backbone={option(name)}"])
            assert cfg == {"backbone": yaml.safe_load(text_of(name))}


def test_a_backbone_goes_where_the_defaults_list_puts_it() -> None:
    with initialize(config_path=None, version_base="1.3"):
        cfg = compose(
            overrides=[SEARCH_PATH, "+backbone@model.encoder=mlp", "+backbone@model.teacher=hat_mask_resnet18"]
        )
    assert list(cfg) == ["model"]
    assert cfg.model.encoder._target_ == "clbackbones.MLP"
    assert cfg.model.teacher._target_ == "clbackbones.HATMaskResNet18"


def test_what_a_network_emits_is_there_to_be_referred_to() -> None:
    with initialize(config_path=None, version_base="1.3"):
        cfg = compose(overrides=[SEARCH_PATH, "+backbone=cl_resnet50", "+head.input_dim=${backbone.output_dim}"])
    assert cfg.head.input_dim == 2048


def test_what_a_network_emits_stays_open_where_other_fields_decide_it() -> None:
    cases = (Case({"stem": "cifar"}, 256), Case({}, 512))
    changed = [
        evolve(each, derived={"output_dim": cases}) if each.name == "ResNet18" else each for each in our_classes()
    ]
    lines = {
        config.name: [entry.line for entry in config.entries if entry.line.startswith("output_dim: ")]
        for config in config_group(changed, OURS)
    }
    assert lines["resnet18"] == ["output_dim: null"]
    assert lines["resnet34"] == ["output_dim: 512"]


def test_classes_whose_files_would_be_one_are_refused(tmp_path: Path) -> None:
    copied = SpecCopy.in_folder(tmp_path)
    copied.edit(
        "architectures/resnet.json",
        {"/variants/-": {"name": "Resnet18", "block": "basic", "depths": [2, 2, 2, 2], "groups": 1, "group_width": 64}},
    )
    outcome = copied.compile()
    assert outcome.status == 1
    (fault,) = outcome.faults
    assert "the config resnet18.yaml of Resnet18 would take the place of that of ResNet18: choose another name" in fault
