"""Hydra: `instantiate` builds what `load` accepts, and says in our words what is wrong; so does a program with it."""

import copy
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from hydra import compose, initialize_config_dir
from hydra.errors import InstantiationException
from hydra.utils import get_class, instantiate
from hypothesis import given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf
from torch import nn

import clbackbones
from clbackbones import CATALOG, ConfigError
from clbackbones.testing import configs
from clbackbones_runtime.config import rules

from .backbones import LARGE, SMALL
from .command_line import OUTPUT_VARIABLES
from .command_line import clbackbones as command
from .test_repository import blocks

pytestmark = pytest.mark.filterwarnings("ignore:.*='shared' forgets:UserWarning")

Json = Any

TESTS = Path(__file__).parent
VALID = sorted((TESTS / "data" / "valid").glob("*.yaml"))
PROGRAM = TESTS / "hydra_program" / "train.py"
CANONICAL, *OTHERS = CATALOG.target_prefixes()
WITHOUT_VARIANTS = [name for name in CATALOG.class_names() if not CATALOG.backbone_class(name).constants]
"""Classes that are quickly built."""

MLP = {"_target_": "clbackbones.MLP", "input_dim": 6, "hidden_dims": [4, 3], "output_dim": 2}


def built(config: Json, **arguments: Json) -> Any:
    """What Hydra makes of a config, quickly: without numbers in the tensors. A partial is called."""
    with torch.device("meta"):
        made: Any = instantiate(config, **arguments)
        return made if isinstance(made, nn.Module) else made()


def refusal(config: Json) -> str:
    """What Hydra says of a config that cannot be instantiated."""
    with pytest.raises(InstantiationException) as caught:
        built(OmegaConf.create(config))
    assert isinstance(caught.value.__cause__, ConfigError)
    return str(caught.value)


# Every valid config


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_hydra_composes_and_instantiates_every_valid_file(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    for prefix in OTHERS:  # the change that a user makes
        text = text.replace(f"_target_: {prefix}.", f"_target_: {CANONICAL}.")
    (tmp_path / "backbone").mkdir()
    (tmp_path / "backbone" / path.name).write_text(text, "utf-8")
    experiment = (TESTS / "data" / "experiment.yaml").read_text("utf-8")
    # The package is given, since a file may name another: `# @package _group_` is read as a name since Hydra 1.2.
    defaults = f"defaults: [backbone@backbone: {path.stem}, _self_]"
    (tmp_path / "experiment.yaml").write_text(f"{defaults}\n{experiment}", "utf-8")
    with initialize_config_dir(str(tmp_path), version_base="1.3"):
        cfg = compose("experiment")
    backbone = built(cfg.backbone)
    assert backbone.config == clbackbones.load(cfg.backbone) == clbackbones.load(cast(Any, cfg), key="backbone")
    assert type(backbone) is getattr(clbackbones, backbone.config.class_name)


def assert_hydra_builds(value: dict[str, Json]) -> None:
    """Whether Hydra builds a drawn config, and what `load` makes of it."""
    value["_target_"] = f"{CANONICAL}.{value['_target_'].rpartition('.')[2]}"
    backbone = built(OmegaConf.create(value))
    known = CATALOG.resolve(value["_target_"])
    assert known is not None and type(backbone).__name__ == known.name
    assert backbone.config == clbackbones.load(value)


@given(st.sampled_from(WITHOUT_VARIANTS).flatmap(configs))
def test_hydra_builds_what_loads(value: dict[str, Json]) -> None:
    assert_hydra_builds(value)


@pytest.mark.parametrize("name", SMALL)
@settings(max_examples=2)
@given(data=st.data())
def test_hydra_builds_every_class(name: str, data: st.DataObject) -> None:
    assert_hydra_builds(data.draw(configs(name).filter(lambda value: clbackbones.load(value).num_parameters < LARGE)))


ACTIVATION_FORMS: list[Json] = [
    "GELU",
    "torch.nn.GELU",
    "torch.nn.modules.activation.GELU",
    {"_target_": "torch.nn.GELU", "_partial_": True},
    {"_target_": "hydra.utils.get_class", "path": "torch.nn.GELU"},
    {"_target_": "${classes.gelu}", "_partial_": "${yes}"},
]


@pytest.mark.parametrize("form", ACTIVATION_FORMS, ids=str)
def test_hydra_hands_over_activations_and_lists_in_every_way(form: Json) -> None:
    for convert, recursive, as_partial in product(rules.CONVERSIONS, (True, False), (True, False)):
        keys = {"_convert_": convert, "_recursive_": recursive, "_partial_": as_partial}
        rest = {"classes": {"gelu": "torch.nn.GELU"}, "yes": True}
        cfg = OmegaConf.create({"backbone": {**MLP, "activation_layer": form, **keys}, **rest})
        config = built(cfg.backbone).config
        assert (config.activation_layer, config.hidden_dims) == ("GELU", (4, 3)), keys


@pytest.mark.parametrize("name", CATALOG.activations())
def test_hydra_finds_activations_where_the_specification_says(name: str) -> None:
    row = CATALOG.activations()[name]
    assert get_class(row["class"]) is get_class(f"{row['module']}.{name}")


def test_interpolations_are_resolved_wherever_they_stand() -> None:
    cfg = OmegaConf.create(
        {
            "dataset": {"input_dim": 6, "classes": 2},
            "widths": [4, "${dataset.classes}"],
            "one": {**MLP, "input_dim": "${dataset.input_dim}", "hidden_dims": "${widths}"},
            "two": {**MLP, "hidden_dims": [4, "${dataset.classes}"], "dropout": "${oc.decode:'0.5'}"},
        }
    )
    one, two = built(cfg.one).config, built(cfg.two).config
    assert (one.input_dim, one.hidden_dims) == (6, (4, 2))
    assert (two.hidden_dims, two.dropout) == ((4, 2), 0.5)


def test_arguments_of_instantiate_replace_those_of_the_config() -> None:
    assert built(OmegaConf.create({**MLP, "output_dim": "???"}), output_dim=9).output_dim == 9
    assert built(dict(MLP), hidden_dims=[]).config.hidden_dims == ()


def test_nothing_of_hydra_stays_in_a_backbone() -> None:
    backbone = instantiate(OmegaConf.create({**MLP, "activation_layer": ACTIVATION_FORMS[3]}))
    assert [type(value).__module__ for value in backbone.config.to_dict().values()] == ["builtins"] * 8
    assert b"omegaconf" not in pickle.dumps(backbone)
    assert copy.deepcopy(backbone).config == backbone.config


# What is wrong


def test_all_that_is_wrong_with_a_config_is_told() -> None:
    backbone = {
        **MLP,
        "hiden_dims": [1],
        "bias": 7,
        "activation_layer": {"_target_": "torch.nn.GLU", "_partial_": True},
    }
    said = refusal({"model": backbone})
    assert "Error in call to target 'clbackbones.mlp.MLP'" in said
    assert "\nConfigError, 3 problems:\n" in said
    assert "\n- 'hiden_dims' is not a field of MLP; remove it, 'hidden_dims' is there already\n" in said
    assert "\n- 'bias' is 7, not true or false; write true or false\n" in said
    assert "'activation_layer'" in said and "'GELU'" in said
    assert "full_key: model" in said


def test_one_mistake_takes_one_line() -> None:
    assert re.search(
        r"^ConfigError: 'hidden_dims\[1\]' is 0, below 1; write .*1$", refusal({**MLP, "hidden_dims": [4, 0]}), re.M
    )


def test_missing_fields_are_told_with_what_they_take() -> None:
    said = refusal({"_target_": "clbackbones.MLP", "input_dims": 6})
    assert "- 'input_dims' is not a field of MLP; did you mean 'input_dim'?" in said
    for name in ("input_dim", "hidden_dims", "output_dim"):
        assert f"- '{name}' is missing; add " in said


def test_two_spellings_of_a_field_are_one_too_many() -> None:
    said = refusal({**MLP, "batch_normalization": True, "batch_normalisation": True})
    assert "are two spellings of one field; write 'batch_normalization' alone" in said


def test_a_partial_tells_what_is_wrong_when_it_is_called() -> None:
    make = cast("partial[Any]", instantiate(OmegaConf.create({**MLP, "_partial_": True, "output_dim": "???"})))
    with pytest.raises(ConfigError, match="'output_dim' is missing"):
        make()
    with pytest.raises(ConfigError, match=r"'output_dims' is not a field of MLP; did you mean 'output_dim'\?"):
        make(output_dims=3)
    assert make(output_dim=3).output_dim == 3


def test_the_text_of_an_error_survives_other_processes() -> None:
    with pytest.raises(ConfigError) as caught:
        clbackbones.load({**MLP, "bias": 7, "dropout": 3})
    again = pickle.loads(pickle.dumps(caught.value))
    assert repr(again) == repr(caught.value)
    assert repr(again).startswith("ConfigError, 2 problems:\n- ")


# Where a config goes


HEADERS = ["# @package backbone\n", "# yaml-language-server: $schema=./backbone.schema.json\n"]


@pytest.mark.parametrize("headers", [HEADERS, HEADERS[::-1]], ids=["package first", "modeline first"])
def test_the_package_counts_where_it_comes_before_the_modeline(headers: list[str], tmp_path: Path) -> None:
    text = "".join(headers) + clbackbones.load(MLP).to_yaml()
    assert clbackbones.validate(text) == []
    (tmp_path / "network").mkdir()
    (tmp_path / "network" / "small.yaml").write_text(text, "utf-8")
    with initialize_config_dir(str(tmp_path), version_base="1.3"):
        cfg = compose(overrides=["+network=small"])
    assert list(cfg) == (["backbone"] if headers == HEADERS else ["network"])


# A program


def test_the_experiment_in_the_guide_is_composed_and_built(tmp_path: Path) -> None:
    guide = (TESTS.parent / "docs" / "hydra.md").read_text("utf-8")
    (text,) = re.findall(r"^```yaml\n(# conf/experiment\.yaml\n.*?)^```$", guide, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "experiment.yaml").write_text(text, "utf-8")
    with initialize_config_dir(str(tmp_path), version_base="1.3"):
        cfg = compose("experiment")
    assert built(cfg.backbone).output_dim == cfg.head.input_dim


def run(folder: Path, *overrides: str, status: int = 0, changes: Mapping[str, str] | None = None) -> str:
    """Runs the program in a folder; returns what it printed, on both streams."""
    environment = {name: value for name, value in os.environ.items() if name not in OUTPUT_VARIABLES}
    result = subprocess.run(
        [sys.executable, str(PROGRAM), f"hydra.run.dir={folder}", *overrides],
        capture_output=True,
        encoding="utf-8",
        env=environment | dict(changes or {}),
        check=False,
        timeout=120,
    )
    assert result.returncode == status, result.stdout + result.stderr
    return result.stdout + result.stderr


def validated(experiment: str, status: int = 0) -> str:
    """What the command says of the backbone in the text of a composed experiment."""
    result = command("validate", "--key", "backbone", "-", stdin=experiment.encode())
    assert result.status == status
    return result.out + result.err


def test_a_program_takes_a_backbone_from_the_package_and_overrides_from_its_command_line(tmp_path: Path) -> None:
    # Files are UTF-8, whatever the system prefers.
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"}
    overrides = ["backbone.output_dim=128", "backbone.hidden_dims=[32,16]", "backbone.activation_layer=torch.nn.GELU"]
    printed = run(tmp_path, *overrides, "backbone.batch_normalization=independent", changes=plain)
    first, _, text = printed.partition("\n")
    assert first == "# HATMaskMLP for Permuted MNIST für alle"
    assert clbackbones.load(text) == clbackbones.HATMaskMLPConfig(
        input_dim=784,
        hidden_dims=[32, 16],
        output_dim=128,
        activation_layer="GELU",
        batch_normalization="independent",
    )
    composed = (tmp_path / ".hydra" / "config.yaml").read_text("utf-8")
    assert "${dataset.input_dim}" in composed
    assert validated(composed) == "1 file valid\n"
    whole: Any = OmegaConf.create(composed)
    assert clbackbones.load(whole, key="backbone") == clbackbones.load(text)


def test_a_misspelt_override_fails_in_our_words(tmp_path: Path) -> None:
    said = run(tmp_path, "+backbone.hiden_dims=[1]", "backbone.dropout=2", status=1)
    assert "'hiden_dims' is not a field of HATMaskMLP; remove it, 'hidden_dims' is there already" in said
    assert "'dropout' is 2, not below 1; write a number of at least 0 and below 1, or null" in said
    assert "full_key: backbone" in said


def test_the_error_in_the_guide_is_what_the_program_prints(tmp_path: Path) -> None:
    (session,) = blocks("docs/hydra.md", "console")
    (shown,) = [each for each in session.split("$ python train.py ") if "\n...\n" in each]
    arguments, _, printed = shown.partition("\n...\n")
    said = run(tmp_path, *arguments.split(), status=1)
    assert f"\n{printed}" in said


def test_a_composed_experiment_is_validated_before_it_runs(tmp_path: Path) -> None:
    composed = run(tmp_path, "+backbone.hiden_dims=[1]", "--cfg", "job")
    said = validated(composed, status=1)
    assert re.search(
        r":\d+:3: 'hiden_dims' is not a field of HATMaskMLP; remove it, 'hidden_dims' is there already", said
    )


def test_an_override_that_adds_no_key_is_refused_by_hydra_itself(tmp_path: Path) -> None:
    assert "Key 'hiden_dims' is not in struct" in run(tmp_path, "backbone.hiden_dims=[1]", status=1)
